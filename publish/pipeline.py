"""The order of the stages, and the only place that touches the disk."""

from __future__ import annotations

import hashlib
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeAlias

from publish.clean import clean
from publish.discover import Discovery, Found, LeftOut, companion, discover, natural, part_title, read_bytes
from publish.errors import ConfigError, ConservationError, PublishError, SourceError
from publish.findings import Finding, Outcome, Severity, info, warning
from publish.model import Article, Asset, BookMeta, Direction, Origin, Part, Publication
from publish.normalise import normalise, repair
from publish.outputs import OutputFile, Pagination
from publish.passages import Source
from publish.pictures import gather_pictures, verify
from publish.readers import read
from publish.review import Row, review
from publish.settings import Settings, SourceSettings
from publish.staging import OutputFolder
from publish.theme.load import Theme, find_theme, read_theme
from publish.walk import slug

EPOCH_DATE = "1980-01-01"  # the earliest a ZIP can hold; stands for "no date known" in every output

Progress: TypeAlias = "Callable[[str, int, int], None]"
"""Told (stage, done, of how many)."""


def silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """One source made an article, with its review and its pictures."""

    found: Found
    outcome: Outcome[Article]
    rows: tuple[Row, ...]
    assets: Mapping[str, Asset]

    @property
    def article(self) -> Article:
        return self.outcome.value


@dataclass(frozen=True, slots=True)
class Collected:
    """All sources: those that became articles, in the order of the book, and those that did not."""

    prepared: tuple[Prepared, ...]
    left_out: tuple[LeftOut, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What a build made of its sources, as `report.json` tells it."""

    publication: Publication
    prepared: tuple[Prepared, ...]
    left_out: tuple[LeftOut, ...]
    findings: tuple[Finding, ...]
    outputs: tuple[OutputFile, ...] = ()
    pages: int | None = None
    folder: Path = field(default_factory=Path)

    @property
    def exit_code(self) -> int:
        """0, or 1 when sources were left out that the user did not ask to skip."""
        return 1 if any(not item.chosen for item in self.left_out) else 0

    @property
    def warnings(self) -> tuple[Finding, ...]:
        articles = (finding for each in self.prepared for finding in each.outcome.findings)
        return tuple(finding for finding in (*self.findings, *articles) if finding.severity is Severity.WARNING)


# ---- from bytes to articles ----


def article_of(source: Source, settings: Settings) -> tuple[Outcome[Article], tuple[Row, ...]]:
    """The article in the bytes of a source, before typographic repairs, and its review.

    Raises SourceError when there is no article in it.
    """
    page = read(source)
    swept = clean(page.value, settings.rules)
    rows = review(page.value, swept.value, swept.removals)
    return page.then(lambda _: swept).then(normalise), rows


def prepare(found: Found, settings: Settings, standard_input: bytes = b"") -> Prepared:
    """One source on its whole road to the model. Raises SourceError."""
    own = own_settings(found, settings)
    source = Source(found.name, read_bytes(found, standard_input), own.encoding)
    outcome, rows = article_of(source, settings)
    outcome = outcome.then(repair)
    pictured, assets = gather_pictures(outcome.value, lambda address: companion(found, address))
    outcome = outcome.then(lambda _: pictured)
    return Prepared(found, replace(outcome, value=_overridden(outcome.value, own)), rows, assets)


def own_settings(found: Found, settings: Settings) -> SourceSettings:
    """What the configuration says of a source, under its name in reports, in its folder, or of its file."""
    for name in _names(found):
        if name in settings.per_source:
            return settings.per_source[name]
    return SourceSettings()


def _names(found: Found) -> tuple[str, ...]:
    return found.name, found.name.partition("/")[2] or found.name, found.name.rpartition("/")[2]


def _overridden(article: Article, own: SourceSettings) -> Article:
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
    settings: Settings, *, standard_input: bytes = b"", progress: Progress = silent, log: Callable[[str], None] | None = None
) -> Collected:
    """Every source read and cleaned; a source that fails is left out and named, the others go on."""
    discovery = discover(settings.sources, settings.exclude)
    _check_names(discovery, settings)
    prepared: list[Prepared] = []
    left_out = list(discovery.left_out)
    for number, found in enumerate(discovery.found):
        progress("Reading and cleaning", number, len(discovery.found))
        if own_settings(found, settings).skip:
            left_out.append(LeftOut(found.name, "skip is set for it in the configuration", chosen=True))
            continue
        try:
            prepared.append(prepare(found, settings, standard_input))
        except SourceError as error:
            left_out.append(LeftOut(found.name, str(error)))
        except ConservationError as error:
            left_out.append(LeftOut(found.name, f"publish lost track of its text, which is a bug: {error}"))
        except Exception as error:  # noqa: BLE001  # the one boundary where a bug of ours costs one source, not the book
            if log is not None:
                log(traceback.format_exc())
            left_out.append(LeftOut(found.name, f"a bug in publish: {type(error).__name__}: {error}"))
    progress("Reading and cleaning", len(discovery.found), len(discovery.found))
    return Collected(_ordered(prepared, settings), tuple(left_out), discovery.findings)


def _check_names(discovery: Discovery, settings: Settings) -> None:
    """Refuse tables and order entries that match no source, which are misspelt; not with sources given by hand."""
    if settings.explicit:
        return
    known = {name for found in discovery.found for name in _names(found)}
    known |= {name for item in discovery.left_out for name in (item.name, item.name.partition("/")[2])}
    order = settings.order if isinstance(settings.order, tuple) else ()
    import difflib

    for name in (*settings.per_source, *order):
        if name not in known:
            near = difflib.get_close_matches(name, sorted(known), n=1)
            hint = f"did you mean {near[0]!r}?" if near else "there is no such source"
            where = "[sources] order" if name in order else f'[sources."{name}"]'
            raise ConfigError(f"{settings.config}: {where} names {name!r}; {hint}")


def _ordered(prepared: Iterable[Prepared], settings: Settings) -> tuple[Prepared, ...]:
    """The articles in the order of the book: as listed, by date, or as they were found."""
    found = tuple(prepared)
    if settings.order == "date":
        return tuple(sorted(found, key=lambda each: (each.article.meta.published is None, each.article.meta.published or "")))
    if isinstance(settings.order, tuple):
        places = {name: number for number, name in enumerate(settings.order)}
        last = len(places)
        return tuple(
            sorted(found, key=lambda each: min((places[n] for n in _names(each.found) if n in places), default=last))
        )
    return found


# ---- from articles to the book ----


def publication_of(prepared: Iterable[Prepared], settings: Settings, cover: Asset | None = None) -> Publication:
    """The book of these articles."""
    items = tuple(prepared)
    book = settings.book
    title = book.title or (items[0].article.meta.title if len(items) == 1 else "Reader")
    language = book.language or _language(items)
    meta = BookMeta(
        title=title,
        name=slug(book.name or title) or "reader",
        date=_date(items, settings),
        language=language,
        subtitle=book.subtitle,
        authors=book.authors,
        publisher=book.publisher,
        identifier=book.identifier,
        rights=book.rights,
        description=book.description,
        cover=cover.name if cover is not None else None,
    )
    return Publication(meta, _parts(items))


def _language(items: tuple[Prepared, ...]) -> str:
    """The language of most articles; the first one's where several are as common."""
    counts = Counter(each.article.meta.language for each in items)
    return counts.most_common(1)[0][0] if counts else "en"


def _date(items: tuple[Prepared, ...], settings: Settings) -> str:
    import datetime

    if settings.epoch is not None:
        return datetime.datetime.fromtimestamp(settings.epoch, datetime.UTC).date().isoformat()
    if settings.book.date is not None:
        return _full(settings.book.date)
    dates = [date for each in items for date in (each.article.meta.published, each.article.meta.modified) if date]
    return max(map(_full, dates), default=EPOCH_DATE)


def _full(date: str) -> str:
    """An ISO date to the day: the first of its month or year."""
    return (date + "-01-01")[:10] if len(date) == 4 else (date + "-01")[:10]


def _parts(items: tuple[Prepared, ...]) -> tuple[Part, ...]:
    """Articles of one sub-folder side by side are a part; those of no sub-folder have no part title."""
    folders = list(dict.fromkeys((each.found.root, each.found.part) for each in items))
    return tuple(
        Part(
            part_title(folder) if folder is not None else None,
            tuple(each.article for each in items if (each.found.root, each.found.part) == (root, folder)),
        )
        for root, folder in folders
    )


# ---- the build ----


def build(settings: Settings, *, standard_input: bytes = b"", progress: Progress = silent, log: Callable[[str], None] | None = None) -> Report:
    """Read, clean and write the book of these settings into the output folder.

    Raises a PublishError whose exit code says what is wrong; the outputs of an earlier build are then untouched.
    """
    theme = read_theme(find_theme(settings.theme, (settings.project / "styles",)), page=settings.page)
    collected = collect(settings, standard_input=standard_input, progress=progress, log=log)
    if not collected.prepared:
        raise NoSources(collected)
    cover = _cover(settings)
    publication = publication_of(collected.prepared, settings, cover)
    collected = replace(collected, prepared=_in_book_order(collected.prepared, publication))
    assets = {name: asset for each in collected.prepared for name, asset in each.assets.items()}
    if cover is not None:
        assets[cover.name] = cover
    with OutputFolder(settings.out) as folder:
        written, pages = _write(publication, theme, assets, settings, progress)
        report = Report(
            publication,
            collected.prepared,
            collected.left_out,
            (*collected.findings, *written.findings),
            written.value,
            pages,
            settings.out,
        )
        from publish.report import report_files

        progress("Writing files", 0, 1)
        folder.replace((*written.value, *report_files(report)))
        progress("Writing files", 1, 1)
    return report


def _in_book_order(prepared: tuple[Prepared, ...], publication: Publication) -> tuple[Prepared, ...]:
    places = {id(article): number for number, article in enumerate(publication.articles)}
    return tuple(sorted(prepared, key=lambda each: places[id(each.article)]))


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


def _write(
    publication: Publication, theme: Theme, assets: Mapping[str, Asset], settings: Settings, progress: Progress
) -> tuple[Outcome[tuple[OutputFile, ...]], int | None]:
    """All outputs: the PDF first, since its page numbers go into the others."""
    pagination: Pagination | None = None
    files: list[OutputFile] = []
    findings: list[Finding] = []

    def add(outcome: Outcome[tuple[OutputFile, ...]]) -> None:
        files.extend(outcome.value)
        findings.extend(outcome.findings)

    total = len(settings.formats)
    if "pdf" in settings.formats:
        from publish.writers.pdf import typeset

        progress("Setting pages", 0, 1)
        outcome, pagination = typeset(publication, theme, assets)
        add(outcome)
        progress("Setting pages", 1, 1)
    from publish.writers import WRITERS

    for number, (name, write) in enumerate(WRITERS):
        if name in settings.formats:
            progress(f"Writing {name.upper()}", number, total)
            add(write(publication, theme, assets, pagination))
            progress(f"Writing {name.upper()}", total, total)
    return Outcome(tuple(files), tuple(findings)), pagination.pages if pagination else None


class NoSources(SourceError):
    """No source became an article; `collected` says why, source by source."""

    def __init__(self, collected: Collected) -> None:
        super().__init__("there is no usable source, so there is no book")
        self.collected = collected


