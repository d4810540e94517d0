"""Settings: one frozen object from the command line, `publish.toml` and the environment, validated when made."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from publish.configuration import FORMATS, Configuration, known_formats, read_configuration
from publish.errors import ConfigError, UsageError
from publish.limits import DEFAULT_LIMITS, Limits
from publish.rules import CleanRules
from publish.theme.options import Change, StyleOptions

DEFAULT_OUT = "out"


@dataclass(frozen=True, slots=True, kw_only=True)
class BookSettings:
    """The `[book]` table; `cover` is a path relative to the project folder, `volume` the place in the series."""

    title: str | None = None
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    language: str | None = None
    name: str | None = None
    identifier: str | None = None
    date: str | None = None
    rights: str | None = None
    description: str | None = None
    cover: str | None = None
    series: str | None = None
    volume: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSettings:
    """A `[sources."a.txt"]` table: what the user knows better than the source.

    With `skip` set to false a source stays even where another one is the same article.
    """

    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    encoding: str | None = None
    skip: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything a build depends on. `sources` are paths, or "-" for standard input; `epoch` is SOURCE_DATE_EPOCH.

    `cache` is the folder of what earlier builds made, or None; `limits` are those of one source; `jobs` is how many
    processes work, 0 for one a core.
    """

    project: Path
    sources: tuple[str, ...]
    explicit: bool = False
    book: BookSettings = field(default_factory=BookSettings)
    order: tuple[str, ...] | str = "natural"
    exclude: tuple[str, ...] = ()
    per_source: Mapping[str, SourceSettings] = field(default_factory=dict)
    rules: CleanRules = field(default_factory=CleanRules)
    site_rules: Mapping[str, CleanRules] = field(default_factory=dict)
    theme: str = "reader"
    style: StyleOptions = field(default_factory=StyleOptions)
    formats: tuple[str, ...] = FORMATS
    out: Path = Path(DEFAULT_OUT)
    attach_sources: bool = False
    cache: Path | None = None
    limits: Limits = DEFAULT_LIMITS
    strict: bool = False
    jobs: int = 0
    epoch: int | None = None
    config: str = "publish.toml"

    @property
    def processes(self) -> int:
        """How many processes work."""
        return self.jobs or cores()


@dataclass(frozen=True, slots=True, kw_only=True)
class Arguments:
    """What the command line said; None and () stand for "not said"."""

    sources: tuple[str, ...] = ()
    out: Path | None = None
    config: Path | None = None
    formats: str | None = None
    style: str | None = None
    title: str | None = None
    strict: bool = False
    jobs: int = 0


def make_settings(arguments: Arguments, *, folder: Path, epoch: str | None) -> Settings:
    """The settings of one run: the command line, before the configuration, before the defaults.

    `epoch` is the value of SOURCE_DATE_EPOCH. Raises ConfigError and UsageError with the remedy.
    """
    found = read_configuration(folder, arguments.config)
    project = found.folder
    book, sources, output = (found.tables[table] for table in ("book", "sources", "output"))
    return Settings(
        project=project,
        sources=arguments.sources or tuple(str(project / path) for path in sources.get("paths", ("sources",))),
        explicit=bool(arguments.sources),
        book=BookSettings(**{**book, **({"title": arguments.title} if arguments.title else {})}),
        order=sources.get("order", "natural"),
        exclude=sources.get("exclude", ()),
        per_source={name: SourceSettings(**values) for name, values in found.sources.items()},
        rules=_rules(found.tables["clean"]),
        site_rules={site.lower(): _rules(values) for site, values in found.sites.items()},
        theme=arguments.style or _theme(found),
        style=_style(found),
        formats=_formats(arguments.formats) if arguments.formats is not None else output.get("formats", FORMATS),
        out=arguments.out or project / output.get("folder", DEFAULT_OUT),
        attach_sources=output.get("attach_sources", False),
        cache=_cache(output, project),
        limits=Limits(**found.tables["limits"]),
        strict=arguments.strict,
        jobs=arguments.jobs,
        epoch=_epoch(epoch),
        config=found.name,
    )


def _cache(output: Mapping[str, Any], project: Path) -> Path | None:
    """The folder that `[output] cache` names, from the project folder; without it, that of the user on this system."""
    if "cache" not in output:
        import platformdirs

        return platformdirs.user_cache_path("publish", appauthor=False)
    return None if output["cache"] is None else project / output["cache"]


def cores() -> int:
    """How many processes can run at the same time."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _rules(values: Mapping[str, Any]) -> CleanRules:  # checked by publish.configuration
    return CleanRules(values.get("keep", ()), values.get("remove", ()), frozenset(values.get("disable", ())))


def _theme(found: Configuration) -> str:
    """The theme of the configuration; a path in it is meant from the project folder, wherever publish is run."""
    theme = str(found.tables["style"].get("theme", "reader"))
    path = found.folder / theme
    return str(path) if path.is_file() or (path / "theme.css").is_file() else theme


def _style(found: Configuration) -> StyleOptions:
    style = {key: value for key, value in found.tables["style"].items() if key not in ("theme", "set")}
    changes = found.tables["style"].get("set", {})
    if "docx_template" in style:
        style["docx_template"] = found.folder / style["docx_template"]
    output = found.tables["output"]
    return StyleOptions(
        **style,
        changes=tuple(Change(name, value, found.place_of("style.set", name)) for name, value in changes.items()),
        embed_fonts=output.get("docx", {}).get("embed_fonts"),
        epub_fonts=output.get("epub", {}).get("fonts", "none"),
    )


def _formats(names: str) -> tuple[str, ...]:
    try:
        return known_formats(names.split(","))
    except ValueError as error:
        raise UsageError(str(error)) from error


def _epoch(value: str | None) -> int | None:
    if value is None or not value.strip():
        return None
    if not re.fullmatch(r"[0-9]{1,11}", value.strip()):
        raise ConfigError(f"SOURCE_DATE_EPOCH must be a number of seconds, not {value!r}")
    return int(value)
