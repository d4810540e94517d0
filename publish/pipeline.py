"""The order of the stages, and the only place that touches the disk."""

from __future__ import annotations

import functools
import traceback
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeAlias, TypeVar

from publish.addresses import is_from, own_address
from publish.attaching import attachments_of
from publish.binding import in_parts, publication_of
from publish.cache import Cache, cache_in
from publish.clean import CleanRules, clean
from publish.collecting import uncollected
from publish.configuration import nearest
from publish.discover import Discovery, Found, LeftOut, companion, discover, read_bytes
from publish.duplicates import without_duplicates
from publish.errors import ConfigError, ConservationError, SourceError
from publish.findings import Outcome
from publish.model import Article, Asset
from publish.normalise import Repair, normalise, repair
from publish.passages import Page, Source
from publish.pictures import gather_pictures, verify
from publish.readers import read
from publish.report import report_files
from publish.results import Collected, NoSourcesError, Prepared, Report
from publish.review import Row, review
from publish.settings import Settings, SourceSettings
from publish.staging import OutputFolder
from publish.survey import UNSURVEYED, Survey, survey
from publish.theme.load import Theme, find_theme, read_theme
from publish.workers import Workers, workers

T = TypeVar("T")
Progress: TypeAlias = "Callable[[str, int, int], None]"
"""Told (stage, done, of how many)."""
Reviewed: TypeAlias = "Callable[[], tuple[Row, ...]]"
Log: TypeAlias = "Callable[[str], None]"
"""Given the traceback of a bug of ours that cost a source."""


def silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def unread(text: str) -> None:
    """A log that nobody reads."""


# ---- from bytes to articles ----


def article_of(
    source: Source, settings: Settings, *, finish: Repair = Outcome, surveyed: Survey = UNSURVEYED
) -> tuple[Outcome[Article], Reviewed]:
    """The article in the bytes of a source, and what makes its review; `finish` sees the typography of what nobody has
    settled, `surveyed` tells what stands in other pages of its site.

    Raises SourceError when there is no article in it.
    """
    page = read(source)
    swept = Outcome(page.value) if page.value.settled else _cleaned(page.value, settings, surveyed)
    rows = functools.partial(review, page.value, swept.value, swept.removals)
    article = page.then(lambda _: swept).then(normalise)
    return article if page.value.settled else article.then(finish), rows


def _cleaned(page: Page, settings: Settings, surveyed: Survey) -> Outcome[Page]:
    return clean(page, _rules_for(page, settings), surveyed.standing(page))


def survey_of(sources: Iterable[Found], settings: Settings, standard_input: bytes = b"") -> Survey:
    """What stands in several pages of one site among these sources, those to skip apart."""
    by_name = {found.name: found for found in sources}

    def bytes_of(name: str) -> bytes:
        data = attempt(by_name[name], settings, lambda found: source_of(found, settings, standard_input).data)
        return data if isinstance(data, bytes) else b""

    def page_of(name: str) -> Page | None:
        page = attempt(by_name[name], settings, lambda found: read(source_of(found, settings, standard_input)).value)
        return page if isinstance(page, Page) else None

    return survey(by_name, bytes_of, page_of)


def _rules_for(page: Page, settings: Settings) -> CleanRules:
    """The user's rules, with those for the site that the page says it is from."""
    said = own_address(page.facts)
    rules = settings.rules
    for site in (site for site in settings.site_rules if said is not None and is_from(said.value.strip(), site)):
        own = settings.site_rules[site]
        rules = CleanRules(own.keep + rules.keep, own.remove + rules.remove, own.disable | rules.disable)
    return rules


def prepare(found: Found, settings: Settings, standard_input: bytes = b"", surveyed: Survey = UNSURVEYED) -> Prepared:
    """One source on its whole road to the model. Raises SourceError."""
    source = source_of(found, settings, standard_input)
    outcome, rows = article_of(source, settings, finish=repair, surveyed=surveyed)
    pictured, assets = gather_pictures(outcome.value, lambda address: companion(found, address))
    outcome = outcome.then(lambda _: pictured)
    finished = replace(outcome, value=overridden(outcome.value, found, settings))
    return Prepared(found, finished, rows(), assets, source.data if settings.attach_sources else None)


def source_of(found: Found, settings: Settings, standard_input: bytes) -> Source:
    """The bytes of a source and what the user says of them. Raises SourceError."""
    return Source(found.name, read_bytes(found, standard_input), own_settings(found, settings).encoding)


def own_settings(found: Found, settings: Settings) -> SourceSettings:
    """What the configuration says of a source, under its name in reports, in its folder, or of its file."""
    for name in _names(found):
        if name in settings.per_source:
            return settings.per_source[name]
    return SourceSettings()


def _names(found: Found) -> tuple[str, ...]:
    return found.name, found.name.partition("/")[2] or found.name, found.name.rpartition("/")[2]


def overridden(article: Article, found: Found, settings: Settings) -> Article:
    """The article with the metadata that the configuration gives it."""
    own = own_settings(found, settings)
    changes: dict[str, object] = {}
    if own.title is not None:
        changes["title"] = own.title
    if own.authors:
        changes["authors"] = own.authors
    if own.published is not None:
        changes["published"] = own.published
    if not changes:
        return article
    evidence = dict(article.meta.evidence) | dict.fromkeys(changes, "the configuration")
    return replace(article, meta=replace(article.meta, evidence=tuple(sorted(evidence.items())), **changes))  # type: ignore[arg-type]  # the fields above


def collect(
    settings: Settings, *, standard_input: bytes = b"", progress: Progress = silent, log: Log = unread
) -> Collected:
    """Every source read and cleaned, in the order of the book; a source that fails is left out and named."""
    discovery = discover(settings.sources, settings.exclude)
    _check_names(discovery, settings)
    prepared: list[Prepared] = []
    left_out = list(discovery.left_out)
    total = len(discovery.found)
    surveyed = survey_of(discovery.found, settings, standard_input)
    for number, found in enumerate(discovery.found):
        progress("Reading and cleaning", number, total)
        result = attempt(found, settings, lambda found: prepare(found, settings, standard_input, surveyed), log)
        if isinstance(result, LeftOut):
            left_out.append(result)
        else:
            prepared.append(result)
    progress("Reading and cleaning", total, total)
    wanted = {each.found.name for each in prepared if own_settings(each.found, settings).skip is False}
    once, repeated = without_duplicates(prepared, wanted=wanted)
    return Collected(in_parts(_ordered(once, settings)), (*left_out, *repeated), discovery.findings)


def attempt(found: Found, settings: Settings, work: Callable[[Found], T], log: Log = unread) -> T | LeftOut:
    """What the work makes of a source; a source to skip, one that is no article and a bug of ours leave it out."""
    if own_settings(found, settings).skip:
        return LeftOut(found.name, "skip is set for it in the configuration", chosen=True)
    try:
        with uncollected():
            return work(found)
    except SourceError as error:
        return LeftOut(found.name, str(error))
    except ConservationError as error:
        return LeftOut(found.name, f"publish lost track of its text, which is a bug: {error}")
    except RecursionError:
        return LeftOut(found.name, "its elements are nested too deeply")
    except Exception as error:  # the one boundary where a bug of ours costs one source, not the book
        log(traceback.format_exc())
        return LeftOut(found.name, f"a bug in publish: {type(error).__name__}: {error} (publish -v shows where)")


def _check_names(discovery: Discovery, settings: Settings) -> None:
    """Refuse tables and order entries that match no source, which are misspelt; not with sources given by hand."""
    if settings.explicit:
        return
    known = {name for found in discovery.found for name in _names(found)}
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
            sorted(found, key=lambda each: min((places[n] for n in _names(each.found) if n in places), default=last))
        )
    return found


# ---- the build ----


def plan(
    settings: Settings, *, standard_input: bytes = b"", progress: Progress = silent, log: Log = unread
) -> Collected:
    """The articles that a build of these settings would have, in its order; raises what it would, writes nothing."""
    _theme(settings)
    _cover(settings)
    collected = collect(settings, standard_input=standard_input, progress=progress, log=log)
    if not collected.prepared:
        raise NoSourcesError(collected)
    return collected


def build(settings: Settings, *, standard_input: bytes = b"", progress: Progress = silent, log: Log = unread) -> Report:
    """Read, clean and write the book of these settings into the output folder.

    Raises a PublishError whose exit code says what is wrong; the outputs of an earlier build are then untouched.
    """
    cache = cache_in(settings.cache)
    with workers(settings.processes) as others:
        theme = _theme(settings)
        cover = _cover(settings)
        collected = collect(settings, standard_input=standard_input, progress=progress, log=log)
        if not collected.prepared:
            raise NoSourcesError(collected)
        return _bind(collected, theme, cover, settings, others, cache, progress)


def _bind(
    collected: Collected,
    theme: Theme,
    cover: Asset | None,
    settings: Settings,
    others: Workers,
    cache: Cache,
    progress: Progress,
) -> Report:
    """The articles made a book, and the book written."""
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
        )
        report = Report(
            publication,
            collected.prepared,
            collected.left_out,
            (*collected.findings, *written.findings),
            written.value,
            pages,
            settings.out,
        )
        progress("Writing files", 0, 1)
        folder.replace((*written.value, *report_files(report)))
        progress("Writing files", 1, 1)
    return report


def _theme(settings: Settings) -> Theme:
    return read_theme(find_theme(settings.theme, (settings.project / "styles",)), settings.style)


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
