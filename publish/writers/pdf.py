"""The PDF reader: one book of all articles, tagged, with bookmarks, page labels and metadata.

Each article is laid out by itself, with no folios, since it is the same wherever it stands. Then the pages are counted,
the front matter and the list of sources are laid out with page numbers that are known, what stands in the margins of
the pages is drawn, and all that is assembled. A style that wants more than this is laid out at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from publish.errors import MachineError, PublishError
from publish.findings import Finding, Outcome, info
from publish.limits import UNLIMITED, Limits
from publish.model import Article, Direction, Part, Publication
from publish.outputs import Assets, Attachment, OutputFile, PageStart, Pagination, Work, anchor, here
from publish.theme.load import Theme
from publish.theme.paging import page_css
from publish.theme.separable import why_at_once
from publish.walk import book_direction
from publish.writers import front_matter as front
from publish.writers.markup import Setting, article_markup, attribute, note_numbers
from publish.writers.pdf_assembly import Placed, assembled
from publish.writers.pdf_engine import Laid, Sheet, Style, lay_out, margins_of, style_for
from publish.writers.pdf_file import PdfFile
from publish.writers.pdf_finish import finished
from publish.writers.pdf_fonts import FontUse, font_objects, merged
from publish.writers.pdf_links import printed
from publish.writers.pdf_links import told as told_address
from publish.writers.pdf_margins import CannotAssembleError, Frame
from publish.writers.pdf_objects import Entry
from publish.writers.pdf_plain import (
    INSTEAD,
    PLAIN_SHARE,
    SHARE,
    Unset,
    lay_out_article,
    lay_out_plainly,
    told,
    too_long,
)
from publish.writers.pdf_tables import box_of
from publish.writers.pdf_theme import culprit

HYPHENATION = {"en": "en-US"}  # plain "en" would be hyphenated by British patterns, whatever the spelling
BESIDE = ("auto", "avoid", "avoid-page")  # values of break-before that begin no page
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_PICTURE = re.compile(r'src="picture/([^"]+)"')
_LINK = re.compile(r'href="#([^"]+)"')


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A book ready to be set: the markup of what stands before the text, of its parts, and of what stands after it."""

    publication: Publication
    assets: Assets
    style: Style
    front: str
    body: Mapping[str, str]
    sources: str
    theme: Theme
    at_once: str | None = None
    attachments: tuple[Attachment, ...] = ()
    limits: Limits = UNLIMITED

    @property
    def articles(self) -> Mapping[str, tuple[int, Article]]:
        """The articles with their numbers, by their ids, which are those of their parts of the text."""
        return {anchor(number): (number, article) for number, article in enumerate(self.publication.articles, 1)}


@dataclass(frozen=True, slots=True)
class Pages:
    """A book laid out: its parts in their places, the first `front_pages` pages being the front matter."""

    parts: tuple[Placed, ...]
    front_pages: int
    pagination: Pagination
    findings: tuple[Finding, ...]

    @property
    def fonts(self) -> tuple[FontUse, ...]:
        """The faces that are used, each once."""
        drawn = [part.laid.fonts for part in self.parts]
        drawn += [part.margins.fonts for part in self.parts if part.margins is not None]
        return merged(use for each in drawn for use in each)


def manuscript(
    publication: Publication,
    theme: Theme,
    assets: Assets,
    attachments: tuple[Attachment, ...] = (),
    limits: Limits = UNLIMITED,
) -> Manuscript:
    direction = book_direction(publication)
    meta = publication.meta
    root = (
        attribute("lang", HYPHENATION.get(meta.language, meta.language)),
        attribute("dir", direction.value),
        attribute("class", "two-sided" if theme.options.sides == "two" else None),
    )
    matter = (
        front.cover(publication, theme, f"picture/{meta.cover}" if meta.cover else None),
        front.title_page(publication),
        front.colophon(publication, theme),
        front.contents(publication, deepest=theme.options.contents),
    )
    body = dict(_body(publication, theme))
    sources = front.sources(publication)
    text = "\n".join((*matter, *body.values(), sources))
    paged = replace(theme, css=page_css(theme, direction))
    return Manuscript(
        publication,
        assets,
        style_for(paged, "".join(root), text, "left" if direction is Direction.RTL else "right"),
        "\n".join(matter),
        body,
        sources,
        theme,
        why_at_once(paged),
        attachments,
        limits,
    )


def typeset(book: Manuscript, work: Work = here) -> tuple[Outcome[tuple[OutputFile, ...]], Pagination]:
    """`NAME.pdf`, and where its pages begin, for the writers that come after.

    Raises MachineError when a system library is missing.
    """
    pages = laid_out(book, work)
    (fonts,) = work(font_objects, [(pages.fonts, book.style.faces)])
    return Outcome((printed_book(book, pages, fonts),), pages.findings), pages.pagination


def laid_out(book: Manuscript, work: Work = here) -> Pages:
    """All pages of the book.

    Raises ThemeError when a library stumbles over a rule of the style, and MachineError when it does over anything
    else, or is missing.
    """
    try:
        return _laid_out(book, work)
    except (PublishError, MemoryError):
        raise
    except Exception as error:  # the boundary to a library that fails in many ways
        raise _stumbled(book, error) from error


def _stumbled(book: Manuscript, error: Exception) -> PublishError:
    """What to say of an error in WeasyPrint, which the first article of the book is tried out to find the reason of."""
    first = replace(book.publication, parts=(Part(None, book.publication.articles[:1]),))

    def works(css: str) -> bool:
        try:
            _laid_out(manuscript(first, replace(book.theme, css=css), book.assets), here)
        except Exception:  # it is known that something is wrong: what is asked for is when
            return False
        return True

    told = f"the pages of the PDF could not be set: WeasyPrint failed with {type(error).__name__}"
    return culprit(book.theme, works) or MachineError(f"{told}; -f epub,docx writes the other formats")


def _laid_out(book: Manuscript, work: Work) -> Pages:
    reason = book.at_once
    if reason is None:
        try:
            return _by_parts(book, work)
        except CannotAssembleError as error:
            reason = str(error)
    pages = _at_once(book, work)
    slower = info("PDF-002", f"the style {reason}: all pages are laid out together, which takes longer")
    return replace(pages, findings=(*pages.findings, slower))


def printed_book(book: Manuscript, pages: Pages, fonts: tuple[Entry, ...]) -> OutputFile:
    """`NAME.pdf`, of pages that are laid out, and their fonts."""
    meta, file = book.publication.meta, PdfFile()
    catalog = assembled(file, pages.parts, fonts)
    data = finished(file, catalog, meta, front_pages=pages.front_pages, attachments=book.attachments)
    return OutputFile(f"{meta.name}.pdf", data)


# ---- markup ----


def book_markup(book: Manuscript) -> str:
    """The text of the whole book, from the cover to the sources."""
    text = "\n".join((*book.body.values(), book.sources))
    return f'{book.front}\n<main id="text">\n{text}\n</main>'


def _part(book: Manuscript, name: str, markup: str, known: Mapping[str, int] | None = None) -> Sheet:
    """A part of the text as a document; what is not the first has an article that does not show before it."""
    before = "" if name == next(iter(book.body)) else '<article class="article" style="display: none"></article>\n'
    return Sheet(name, f'<main id="text">\n{before}{markup}\n</main>', known or {}, margins=False)


def _body(publication: Publication, theme: Theme) -> Iterator[tuple[str, str]]:
    """The markup of each page that opens a part, and of each article, by their ids."""
    for number, (part, entries) in enumerate(front.numbered(publication), 1):
        if part.title and entries:
            yield front.part_anchor(number), front.part_page(part, number)
        for entry in entries:
            yield anchor(entry.number), _article(entry.article, entry.number, publication, theme)


def _article(article: Article, number: int, publication: Publication, theme: Theme) -> str:
    language = HYPHENATION.get(article.meta.language, article.meta.language)
    links = theme.options.links
    article = printed(replace(article, meta=replace(article.meta, language=language)), links)
    setting = Setting(
        prefix=anchor(number),
        image="picture/{}".format,
        direction=article.meta.direction,
        paged=True,
        mark_note=note_numbers(article),
        fit=lambda table: box_of(table, theme),
        told=told_address if links == "inline" else lambda _href, _words: "",
        base=book_direction(publication),
    )
    alone = len(publication.articles) == 1
    return article_markup(article, number=None if alone else number, book_title=publication.meta.title, setting=setting)


# ---- layout ----


def _at_once(book: Manuscript, work: Work) -> Pages:
    (laid,) = _laid(book, (Sheet("book", book_markup(book)),), work)
    first = laid.anchors["text"].page if "text" in laid.anchors else 0
    return _pages((Placed(laid, 0),), first)


def _by_parts(book: Manuscript, work: Work) -> Pages:
    """Raises CannotAssembleError where the style wants more than parts that are laid out alone can have."""
    two = book.style.sides == "two"
    body, instead = _text(book, work)
    firsts, end = _first_pages(body, book.style)
    numbers = {
        name: first + place.page
        for laid, first in zip(body, firsts, strict=True)
        for name, place in laid.anchors.items()
    }
    numbers["sources"] = _opening(end, book.style)
    matter = Sheet("front", book.front, _known(book.front, numbers))
    sources = _part(book, "sources", book.sources, _known(book.sources, numbers))
    laid_front, laid_sources = _laid(book, (matter, sources), work)
    text = [*body, laid_sources]
    firsts, _ = _first_pages(text, book.style)
    front_pages = len(laid_front.frames) + (two and len(laid_front.frames) % 2)
    parts, end = [Placed(laid_front, 0)], len(laid_front.frames)
    for laid, first in zip(text, firsts, strict=True):
        start = front_pages + first - 1
        parts.append(Placed(laid, end, blank=start > end))
        end = start + len(laid.frames)
    pages = _pages(_with_margins(parts, book, front_pages, work), front_pages)
    return replace(pages, findings=(*pages.findings, *instead))


def _text(book: Manuscript, work: Work) -> tuple[list[Laid], tuple[Finding, ...]]:
    """(the parts of the text laid out, what is told of articles that could not be): those are set plainly, else they
    are a page that says so. Raises MachineError where even that cannot be set."""
    sheets = {name: _part(book, name, markup) for name, markup in book.body.items()}
    laid = _tried(book, sheets, work, lay_out_article)
    findings: list[Finding] = []
    articles = book.articles
    for change, code, what in INSTEAD:
        unset = {name: each for name, each in laid.items() if isinstance(each, Unset) and name in articles}
        again = {
            name: _part(book, name, _article(change(article), number, book.publication, book.theme))
            for name, (number, article) in articles.items()
            if name in unset
        }
        done = {
            name: each for name, each in _tried(book, again, work, lay_out_plainly).items() if isinstance(each, Laid)
        }
        findings += (told(articles[name][1], code, what, unset[name]) for name in done)
        laid |= done
    missing = [each.reason for each in laid.values() if isinstance(each, Unset)]
    if missing:
        raise MachineError(f"a page of the PDF could not be set: {missing[0]}")
    return [each for each in laid.values() if isinstance(each, Laid)], tuple(findings)


def _tried(
    book: Manuscript, sheets: Mapping[str, Sheet], work: Work, lay_out: Callable[..., Laid | Unset]
) -> dict[str, Laid | Unset]:
    """Documents laid out within limits, those apart that would be too long for them."""
    share = SHARE if lay_out is lay_out_article else PLAIN_SHARE
    long = {name: too_long(sheet, book.limits, share=share) for name, sheet in sheets.items()}
    jobs = {name: _job(sheet, book) for name, sheet in sheets.items() if long[name] is None}
    made = dict(zip(jobs, work(lay_out, jobs.values()), strict=True)) if jobs else {}
    return {name: made[name] if why is None else why for name, why in long.items()}


def _job(sheet: Sheet, book: Manuscript) -> tuple[Sheet, Style, Assets]:
    return sheet, book.style, _pictures(sheet, book.assets)


def _laid(book: Manuscript, sheets: Iterable[Sheet], work: Work) -> list[Laid]:
    return work(lay_out, [_job(sheet, book) for sheet in sheets])


def _pictures(sheet: Sheet, assets: Assets) -> Assets:
    """The pictures that a document shows."""
    return {name: assets[name] for name in _PICTURE.findall(sheet.markup)}


def _known(markup: str, numbers: Mapping[str, int]) -> Mapping[str, int]:
    """The page numbers of the places that links in this markup lead to."""
    return {name: numbers[name] for name in dict.fromkeys(_LINK.findall(markup)) if name in numbers}


def _first_pages(text: Iterable[Laid], style: Style) -> tuple[list[int], int]:
    """(the number of the first page of each part, the number of the page after the last)."""
    two_sided = style.sides == "two"
    found, number = [], 1
    for laid in text:
        if laid.opening in BESIDE or (two_sided and laid.opening not in ("recto", style.recto)):
            raise CannotAssembleError("does not open every article on a page of its own that is known beforehand")
        number = _opening(number, style)
        found.append(number)
        number += len(laid.frames)
    return found, number


def _opening(number: int, style: Style) -> int:
    """The number of the page that a part opens on, from this page on: of two sides, the one that a book begins on."""
    return number + (style.sides == "two" and number % 2 == 0)


def _with_margins(parts: list[Placed], book: Manuscript, front_pages: int, work: Work) -> tuple[Placed, ...]:
    """The parts with what stands in the margins of the pages of the text."""
    before, *text = parts
    strings = before.laid.frames[-1].strings  # what a part has none of itself, it has from the one before
    jobs: list[tuple[tuple[tuple[Frame, int], ...], Style]] = []
    for part in text:
        blank = part.laid.frames[0].blank(part.laid.around if jobs else "auto")
        frames = [frame.after(strings) for frame in (*[blank] * part.blank, *part.laid.frames)]
        strings = frames[-1].strings
        numbers = range(part.before - front_pages + 1, part.before - front_pages + 1 + len(frames))
        jobs.append((tuple(zip(frames, numbers, strict=True)), book.style))
    drawn = work(margins_of, jobs)
    return (before, *(replace(part, margins=margins) for part, margins in zip(text, drawn, strict=True)))


def _pages(parts: tuple[Placed, ...], front_pages: int) -> Pages:
    """The parts with their pagination: folios of places in the text, and what each page begins with."""
    folios: dict[str, str] = {}
    starts: list[PageStart] = []
    for part in parts:
        for name, place in part.laid.anchors.items():
            if (number := part.first + place.page - front_pages + 1) > 0:
                folios.setdefault(name, str(number))
        begun = part.laid.starts[:1] * part.blank + part.laid.starts
        starts += (PageStart(_folio(part.before + place, front_pages), *start) for place, start in enumerate(begun))
    findings = dict.fromkeys(finding for part in parts for finding in part.laid.findings)
    return Pages(parts, front_pages, Pagination(folios, len(starts), tuple(starts)), tuple(findings))


def _folio(page: int, front_pages: int) -> str:
    """The folio of a page, 0-based: as its label, in small roman figures before the text."""
    return roman(page + 1) if page < front_pages else str(page - front_pages + 1)


def roman(number: int) -> str:
    """A number in small roman figures."""
    found = ""
    for value, figures in ROMAN:
        count, number = divmod(number, value)
        found += figures * count
    return found
