"""Settings: one frozen object from the command line, `publish.toml` and the environment, validated when made."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from publish.clean.rules import CleanRules
from publish.dates import parse_date
from publish.errors import ConfigError, UsageError

FORMATS = ("pdf", "epub", "docx")
DEFAULT_OUT = "out"

Toml: TypeAlias = "Mapping[str, Any]"  # a parsed TOML table, before its values are checked


@dataclass(frozen=True, slots=True, kw_only=True)
class BookSettings:
    """The `[book]` table; `cover` is a path relative to the project folder."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSettings:
    """A `[sources."a.txt"]` table: what the user knows better than the source."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    encoding: str | None = None
    skip: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything a build depends on. `sources` are paths, or "-" for standard input; `epoch` is SOURCE_DATE_EPOCH."""

    project: Path
    sources: tuple[str, ...]
    explicit: bool = False
    book: BookSettings = field(default_factory=BookSettings)
    order: tuple[str, ...] | str = "natural"
    exclude: tuple[str, ...] = ()
    per_source: Mapping[str, SourceSettings] = field(default_factory=dict)
    rules: CleanRules = field(default_factory=CleanRules)
    theme: str = "reader"
    page: str | None = None
    formats: tuple[str, ...] = FORMATS
    out: Path = Path(DEFAULT_OUT)
    strict: bool = False
    jobs: int = 0
    epoch: int | None = None
    config: str = "publish.toml"


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


# ---- reading the configuration ----


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("a text in quotes")
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise TypeError("a list of texts")
    return tuple(value)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("true or false")
    return value


def _date(value: Any) -> str:
    text = value.isoformat() if hasattr(value, "isoformat") else value
    if not isinstance(text, str) or not (re.fullmatch(r"\d{4}", text) or parse_date(text)):
        raise TypeError("a date such as 2024-09-14")
    return text if re.fullmatch(r"\d{4}", text) else str(parse_date(text))


def _order(value: Any) -> tuple[str, ...] | str:
    if value in ("natural", "date"):
        return str(value)
    if isinstance(value, list):
        return _texts(value)
    raise TypeError('"natural", "date" or a list of source names')


def _table(value: Any) -> Any:
    if not isinstance(value, dict):
        raise TypeError("a table")
    return value


Check: TypeAlias = "Callable[[Any], Any]"
SCHEMA: Mapping[str, Mapping[str, Check]] = {
    "book": {
        **dict.fromkeys(
            ("title", "subtitle", "publisher", "language", "name", "identifier", "rights", "description", "cover"), _text
        ),
        "authors": _texts,
        "date": _date,
    },
    "sources": {"paths": _texts, "order": _order, "exclude": _texts},
    "clean": {"keep": _texts, "remove": _texts, "disable": _texts, "sites": _table},
    "style": {"theme": _text, "page": _text},
    "output": {"formats": _texts, "folder": _text},
}
SOURCE_SCHEMA: Mapping[str, Check] = {
    "title": _text,
    "authors": _texts,
    "published": _date,
    "encoding": _text,
    "skip": _flag,
}


def find_config(folder: Path, named: Path | None) -> tuple[Toml, str, Path]:
    """(tables, name for messages, project folder) of the configuration; empty where there is none.

    Raises ConfigError for a file that is missing, unreadable or no TOML.
    """
    if named is not None:
        tables = _read_toml(named)
        inner = tables.get("tool", {}).get("publish") if named.name == "pyproject.toml" else tables
        return inner or {}, named.name, named.resolve().parent
    for path in (folder / "publish.toml", folder / "pyproject.toml"):
        if path.is_file():
            tables = _read_toml(path)
            inner = tables if path.name == "publish.toml" else tables.get("tool", {}).get("publish")
            if inner is not None:
                return inner, path.name, folder
    return {}, "publish.toml", folder


def _read_toml(path: Path) -> Toml:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError as error:
        raise ConfigError(f"{path.name}: there is no such file") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path.name}: cannot be read as UTF-8 text; save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path.name}: {error}") from error


def is_project(folder: Path) -> bool:
    """Whether a folder is a project: it has a configuration, or `sources/`."""
    if (folder / "publish.toml").is_file() or (folder / "sources").is_dir():
        return True
    return (folder / "pyproject.toml").is_file() and bool(find_config(folder, None)[0])


def make_settings(arguments: Arguments, *, folder: Path, epoch: str | None) -> Settings:
    """The settings of one run: the command line, before the configuration, before the defaults.

    `epoch` is the value of SOURCE_DATE_EPOCH. Raises ConfigError and UsageError with the remedy.
    """
    tables, name, project = find_config(folder, arguments.config)
    checked = _checked(tables, name)
    book = BookSettings(**{**checked["book"], **({"title": arguments.title} if arguments.title else {})})
    sources, clean, style, output = (checked[table] for table in ("sources", "clean", "style", "output"))
    formats = arguments.formats.split(",") if arguments.formats else output.get("formats", FORMATS)
    out = arguments.out or project / output.get("folder", DEFAULT_OUT)
    paths = arguments.sources or tuple(str(project / path) for path in sources.get("paths", ("sources",)))
    return Settings(
        project=project,
        sources=paths,
        explicit=bool(arguments.sources),
        book=book,
        order=sources.get("order", "natural"),
        exclude=sources.get("exclude", ()),
        per_source=_per_source(tables.get("sources", {}), name),
        rules=_rules(clean, name),
        theme=arguments.style or style.get("theme", "reader"),
        page=style.get("page"),
        formats=_formats(formats, name),
        out=out,
        strict=arguments.strict,
        jobs=arguments.jobs,
        epoch=_epoch(epoch),
        config=name,
    )


def _checked(tables: Toml, name: str) -> dict[str, dict[str, Any]]:
    _know_keys(tables, SCHEMA, name, "")
    found: dict[str, dict[str, Any]] = {}
    for table, schema in SCHEMA.items():
        values = tables.get(table, {})
        if not isinstance(values, dict):
            raise ConfigError(f"{name}: [{table}] must be a table, not a value")
        own = {key: value for key, value in values.items() if not (table == "sources" and isinstance(value, dict))}
        _know_keys(own, schema, name, table)
        found[table] = {key: _value(value, schema[key], name, f"[{table}] {key}") for key, value in own.items()}
    return found


def _know_keys(values: Toml, schema: Mapping[str, Any], name: str, table: str) -> None:
    for key in values:
        if key not in schema:
            near = difflib.get_close_matches(key, schema, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(sorted(schema))}"
            where = f"[{table}] {key}" if table else f"[{key}]"
            raise ConfigError(f"{name}: unknown key {where}; {hint}")


def _value(value: Any, check: Check, name: str, where: str) -> Any:
    try:
        return check(value)
    except TypeError as error:
        raise ConfigError(f"{name}: {where} must be {error}, not {value!r}") from error


def _per_source(sources: Toml, name: str) -> Mapping[str, SourceSettings]:
    found = {}
    for source, values in sources.items():
        if isinstance(values, dict):
            _know_keys(values, SOURCE_SCHEMA, name, f'sources."{source}"')
            where = f'[sources."{source}"]'
            checked = {key: _value(value, SOURCE_SCHEMA[key], name, f"{where} {key}") for key, value in values.items()}
            found[source] = SourceSettings(**checked)
    return found


def _rules(clean: Toml, name: str) -> CleanRules:
    def compiled(key: str) -> tuple[re.Pattern[str], ...]:
        return tuple(_pattern(pattern, name, f"[clean] {key}") for pattern in clean.get(key, ()))

    return CleanRules(compiled("keep"), compiled("remove"), frozenset(clean.get("disable", ())))


def _pattern(pattern: str, name: str, where: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern, re.I)
    except re.error as error:
        raise ConfigError(f"{name}: {where}: {pattern!r} is no regular expression ({error})") from error


def _formats(formats: Any, name: str) -> tuple[str, ...]:
    wanted = tuple(each.strip().lower() for each in formats if each.strip())
    for each in wanted:
        if each not in FORMATS:
            near = difflib.get_close_matches(each, FORMATS, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"known formats: {', '.join(FORMATS)}"
            raise UsageError(f"unknown format {each!r}; {hint}")
    if not wanted:
        raise UsageError(f"no format given; known formats: {', '.join(FORMATS)}")
    return tuple(each for each in FORMATS if each in wanted)


def _epoch(value: str | None) -> int | None:
    if value is None or not value.strip():
        return None
    if not re.fullmatch(r"\d{1,11}", value.strip()):
        raise ConfigError(f"SOURCE_DATE_EPOCH must be a number of seconds, not {value!r}")
    return int(value)
