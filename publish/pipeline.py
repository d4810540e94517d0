"""The order of the stages, and the only place that touches the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeAlias

from publish.attaching import attachments_of
from publish.binding import in_parts, publication_of
from publish.cache import NONE, Cache, as_before, cache_in, key_of
from publish.configuration import nearest
from publish.discover import Discovery, LeftOut, discover
from publish.duplicates import without_duplicates
from publish.errors import ConfigError, LimitError, ThemeError
from publish.lengths import cut_short
from publish.model import Asset
from publish.outputs import OutputFile
from publish.pictures import verify
from publish.preparing import Log, make_all, names_of, own_settings, unread
from publish.report import report_files
from publish.results import Collected, NoSourcesError, Prepared, Report
from publish.settings import Settings
from publish.staging import OutputFolder
from publish.theme import small_caps
from publish.theme.load import Theme, find_theme, read_theme
from publish.unchanged import build_key, remember
from publish.workers import Workers, workers

Progress: TypeAlias = "Callable[[str, int, int], None]"
"""Told (stage, done, of how many)."""
READING = "Reading and cleaning"


def silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def collect(
    settings: Settings,
    *,
    standard_input: bytes = b"",
    progress: Progress = silent,
    log: Log = unread,
    others: Workers | None = None,
    cache: Cache = NONE,
) -> Collected:
    """Every source read and cleaned, in the order of the book; a source that fails is left out and named."""
    discovery = discover(settings.sources, settings.exclude)
    _check_names(discovery, settings)
    prepared: list[Prepared] = []
    left_out = list(discovery.left_out)
    total = len(discovery.found)
    stage = READING

    def told(kept: int, done: int) -> None:
        nonlocal stage
        stage = f"{READING}{as_before(kept, total)}"
        progress(stage, done, total)

    made = make_all(discovery.found, settings, standard_input, others or Workers(), cache, told)
    for each in made:
        if each.traceback:
            log(each.traceback)
        if isinstance(each.result, LeftOut):
            left_out.append(each.result)
        else:
            prepared.append(each.result)
    progress(stage, total, total)
    wanted = {each.found.name for each in prepared if own_settings(each.found, settings).skip is False}
    once, repeated = without_duplicates(prepared, wanted=wanted)
    asked = tuple(
        (found, each.companions) for found, each in zip(discovery.found, made, strict=True) if each.companions
    )
    return Collected(
        in_parts(_ordered(once, settings)),
        (*left_out, *repeated),
        discovery.findings,
        asked,
        not any(each.traceback or not each.is_whole for each in made),
        {found.name: each.digest for found, each in zip(discovery.found, made, strict=True) if each.digest},
    )


def _check_names(discovery: Discovery, settings: Settings) -> None:
    """Refuse tables and order entries that match no source, which are misspelt; not with sources given by hand."""
    if settings.explicit:
        return
    known = {name for found in discovery.found for name in names_of(found)}
    known |= {name for item in discovery.left_out for name in (item.name, item.name.partition("/")[2])}
    order = settings.order if isinstance(settings.order, tuple) else ()
    for name in (*settings.per_source, *order):
        if name not in known:
            where = "[sources] order" if name in order else f'[sources."{name}"]'
            hint = nearest(name, known, known="the sources")
            raise ConfigError(f"{settings.config}: {where} names {name!r}, and there is no such source; {hint}")


def _ordered(prepared: Iterable[Prepared], settings: Settings) -> tuple[Prepared, ...]:
    """The articles in the order of the book: as listed, by date, or as they were found."""
    found = tuple(prepared)
    if settings.order == "date":
        return tuple(
            sorted(found, key=lambda each: (each.article.meta.published is None, each.article.meta.published or ""))
        )
    if isinstance(settings.order, tuple):
        places = {name: number for number, name in enumerate(settings.order)}
        last = len(places)
        return tuple(
            sorted(found, key=lambda each: min((places[n] for n in names_of(each.found) if n in places), default=last))
        )
    return found


# ---- the build ----


def plan(
    settings: Settings, *, standard_input: bytes = b"", progress: Progress = silent, log: Log = unread
) -> Collected:
    """The articles that a build of these settings would have, in its order; raises what it would, writes nothing."""
    _theme(settings)
    _cover(settings)
    with workers(settings.processes) as others:
        collected = collect(settings, standard_input=standard_input, progress=progress, log=log, others=others)
    if not collected.prepared:
        raise NoSourcesError(collected)
    return collected


def build(settings: Settings, *, standard_input: bytes = b"", progress: Progress = silent, log: Log = unread) -> Report:
    """Read, clean and write the book of these settings into the output folder.

    Raises a PublishError whose exit code says what is wrong; the outputs of an earlier build are then untouched.
    """
    from publish.writing import make_ready

    cache = cache_in(settings.cache)
    key = build_key(settings, standard_input, cache)
    with workers(settings.processes) as others:
        theme = _theme(settings)
        cover = _cover(settings)
        make_ready(settings.formats, others)
        looked_at = _looked_at(theme, settings, others, cache)
        collected = collect(
            settings, standard_input=standard_input, progress=progress, log=log, others=others, cache=cache
        )
        if not collected.prepared:
            raise NoSourcesError(collected)
        theme = looked_at()
        report, files = _bind(collected, theme, cover, settings, others, cache, progress)
    if collected.is_sound and key == build_key(settings, standard_input, cache, collected.made_of):
        remember(key, report, files, collected.asked, cache)
    cache.trim()
    return report


def _bind(
    collected: Collected,
    theme: Theme,
    cover: Asset | None,
    settings: Settings,
    others: Workers,
    cache: Cache,
    progress: Progress,
) -> tuple[Report, tuple[OutputFile, ...]]:
    """The articles made a book, and the book written: (the report, every file of the build)."""
    from publish.writing import write_all

    publication = publication_of(collected.prepared, settings, cover)
    assets = {name: asset for each in collected.prepared for name, asset in each.assets.items()}
    if cover is not None:
        assets[cover.name] = cover
    with OutputFolder(settings.out) as folder:
        written, pages = write_all(
            publication,
            theme,
            assets,
            others,
            formats=settings.formats,
            attachments=attachments_of(collected.prepared, publication.meta.date),
            progress=progress,
            cache=cache,
            limits=settings.limits,
        )
        report = Report(
            publication,
            collected.prepared,
            collected.left_out,
            (
                *collected.findings,
                *cut_short(each.article for each in collected.prepared),
                *theme.findings,
                *written.findings,
            ),
            written.value,
            pages,
            settings.out,
        )
        progress("Writing files", 0, 1)
        files = (*written.value, *report_files(report))
        folder.replace(files)
        progress("Writing files", 1, 1)
    return report, files


def _theme(settings: Settings) -> Theme:
    return read_theme(find_theme(settings.theme, (settings.project / "styles",)), settings.style, settings.project)


def _looked_at(theme: Theme, settings: Settings, others: Workers, cache: Cache) -> Callable[[], Theme]:
    """Begin to ask each format of the build what it has to say of a theme; what is returned gives the theme with that.

    It raises ThemeError where the theme cannot be set.
    """
    findings = (*theme.findings, *small_caps.findings(theme))
    if "pdf" not in settings.formats:
        return lambda: replace(theme, findings=findings)
    from publish.writers.pdf_theme import noticed

    key = key_of("theme", theme)
    known = cache.get(key)
    job = others.submit(noticed, theme, limits=settings.limits) if known is None else None

    def found() -> Theme:
        try:
            seen = others.result(job) if job is not None else known
        except LimitError as error:
            raise ThemeError(f"{theme.place}: {error}") from error
        if job is not None:
            cache.put(key, seen)
        return replace(theme, findings=(*findings, *seen))

    return found


def _cover(settings: Settings) -> Asset | None:
    if settings.book.cover is None:
        return None
    path = settings.project / settings.book.cover
    try:
        return verify(path.read_bytes())
    except OSError as error:
        raise ConfigError(f"{settings.config}: [book] cover: {settings.book.cover} cannot be read") from error
    except ValueError as error:
        raise ConfigError(f"{settings.config}: [book] cover: {settings.book.cover}: {error}") from error
