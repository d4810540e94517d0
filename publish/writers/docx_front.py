"""The book's own pages around the articles: cover, title page, contents, part pages, sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from publish.model import Article, Meta, Publication
from publish.outputs import Pagination
from publish.theme.pages import PageSetup
from publish.theme.roles import WORD_STYLES, Box, StyleRole
from publish.walk import split_title
from publish.writers.docx_article import address
from publish.writers.docx_blocks import turn
from publish.writers.docx_fields import FIELD_END, bookmark, field_start, link_inside, page_reference
from publish.writers.docx_inlines import Marks, text_runs
from publish.writers.docx_pictures import Patch, full_page_picture, shape_run
from publish.writers.docx_scope import Scope
from publish.writers.docx_xml import paragraph, run, twips
from publish.writers.front_matter import imprint, leaf_widths
from publish.writers.title_sizes import COVER_BOTTOM, COVER_LEFT, COVER_TOP, LEAF_PT, LEAVES_BOTTOM, cover_plan
from publish.writers.wording import Wording, byline_parts, long_date, unknown_origin, wording_for

SOURCES_MARK = "sources"
TITLE_ROLES: Mapping[str, StyleRole] = {
    "": StyleRole.COVER_TITLE,
    "long": StyleRole.COVER_TITLE_LONG,
    "longer": StyleRole.COVER_TITLE_LONGER,
    "longest": StyleRole.COVER_TITLE_LONGER,
}
"""The style of the cover's title by its class."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: `mark` is the bookmark it leads to, `folio` its page in the PDF, None where unknown."""

    role: StyleRole
    text: str
    mark: str
    number: int | None = None
    folio: str | None = None
    detail: str = ""


def words_line(
    role: StyleRole, text: str, scope: Scope, *, before: str = "", after: str = "", properties: str = ""
) -> str:
    """A paragraph of plain words in the style of a role; `before` and `after` are runs."""
    content = before + text_runs(text, scope) + after
    return paragraph(WORD_STYLES[role].ident, content, turn(scope.direction, scope.base) + properties)


def cover(publication: Publication, words: Wording, scope: Scope, *, last: str) -> Iterator[str]:
    """The cover; `last` are the properties of its last paragraph, which ends the section."""
    meta = publication.meta
    if meta.cover is not None and meta.cover in scope.assets:
        page = Patch(0.0, 0.0, scope.whole.page.width_pt, scope.whole.page.height_pt)
        number = scope.ledger.drawings.next()
        picture = full_page_picture(scope.relations.picture(meta.cover), number, meta.title, page)
        yield paragraph(WORD_STYLES[StyleRole.COVER_KICKER].ident, picture, last)
        return
    title, subtitle = titles(publication)
    others = (
        (StyleRole.COVER_KICKER, words.reader),
        (StyleRole.COVER_SUBTITLE, subtitle),
        (StyleRole.COVER_AUTHORS, ", ".join(meta.authors)),
    )
    widths = leaf_widths(publication)
    size, room = cover_plan(title, others, len(widths), scope.whole)
    if room < len(widths):
        widths = leaf_widths(publication, most=room)
    said = [(role, text) for role, text in (others[0], (TITLE_ROLES[size], title), *others[1:]) if text]
    drawn = "".join(_drawing(widths, scope))
    for index, (role, text) in enumerate(said):
        properties = last if index == len(said) - 1 else ""
        yield words_line(role, text, scope, before=drawn if index == 0 else "", properties=properties)


def titles(publication: Publication) -> tuple[str, str]:
    """The title of the book and its subtitle, which may be what follows the title's colon."""
    meta = publication.meta
    return (meta.title, meta.subtitle) if meta.subtitle else split_title(meta.title)


def _drawing(widths: tuple[float, ...], scope: Scope) -> Iterator[str]:
    """The colour of the cover, and its leaves: one line an article, as long as its text."""
    page = scope.whole.page
    if page.cover_colour:
        yield shape_run(Patch(0.0, 0.0, page.width_pt, page.height_pt), scope.ledger.drawings.next(), page.cover_colour)
    leaf = scope.whole.boxes[Box.LEAF]
    pitch = leaf.margin.top + LEAF_PT
    top = page.height_pt * (1 - LEAVES_BOTTOM) - pitch * len(widths)
    room = page.width_pt * (1 - COVER_LEFT)
    for index, width in enumerate(widths):
        patch = Patch(page.width_pt - room * width, top + pitch * index + leaf.margin.top, room * width, LEAF_PT)
        yield shape_run(patch, scope.ledger.drawings.next(), leaf.background or leaf.colour)


def title_page(publication: Publication, colophon: tuple[str, ...], scope: Scope, *, last: str) -> Iterator[str]:
    """Title, authors and publisher; overleaf, the colophon. `last` are the properties of its last paragraph."""
    title, subtitle = titles(publication)
    yield words_line(StyleRole.TITLE, title, scope)
    if subtitle:
        yield words_line(StyleRole.SUBTITLE, subtitle, scope)
    lines = tuple(filter(None, (", ".join(publication.meta.authors), imprint(publication))))
    if lines:
        yield words_line(StyleRole.TITLE_RULE, "", scope)
    for text in lines:
        yield words_line(StyleRole.IMPRINT, text, scope)
    yield words_line(StyleRole.COLOPHON_HEADING, wording_for(publication.meta.language).colophon, scope)
    for text in colophon[:-1]:
        yield words_line(StyleRole.COLOPHON, text, scope)
    yield words_line(StyleRole.COLOPHON, colophon[-1], scope, properties=last)


def contents(entries: tuple[Entry, ...], words: Wording, scope: Scope, *, instruction: str) -> Iterator[str]:
    """The contents list: a field that stands filled, with links, and with page numbers where they are known."""
    yield (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
        "</w:docPartObj></w:sdtPr><w:sdtContent>"
    )
    yield words_line(StyleRole.CONTENTS_HEADING, words.contents, scope)
    for index, entry in enumerate(entries):
        start = field_start(instruction) if index == 0 else ""
        is_last = index == len(entries) - 1
        end = FIELD_END if is_last and not entry.detail else ""
        yield _contents_line(entry, scope, start, end)
        if entry.detail:
            yield words_line(StyleRole.CONTENTS_DETAIL, entry.detail, scope, after=FIELD_END if is_last else "")
    yield "</w:sdtContent></w:sdt>"


def _contents_line(entry: Entry, scope: Scope, start: str, end: str) -> str:
    number = text_runs(f"{entry.number}\t", scope, (StyleRole.CONTENTS_NUMBER,)) if entry.number is not None else ""
    folio = "<w:r><w:tab/></w:r>" + page_reference(entry.mark, entry.folio) if entry.folio else ""
    content = number + link_inside(entry.mark, text_runs(entry.text, scope) + folio)
    return paragraph(WORD_STYLES[entry.role].ident, start + content + end, turn(scope.direction, scope.base))


def part_page(title: str, mark: str, scope: Scope, *, properties: str) -> str:
    """A part's own page; `properties` end its section."""
    text = bookmark(mark, scope.ledger.marks.next(), text_runs(title, scope))
    return paragraph(WORD_STYLES[StyleRole.PART_HEADING].ident, text, turn(scope.direction, scope.base) + properties)


def sources(
    articles: Iterable[tuple[Article, str]], words: Wording, scope: Scope, pagination: Pagination | None
) -> Iterator[str]:
    """Where each article came from; each entry leads to its article by the bookmark given."""
    heading = bookmark(f"_Toc_{SOURCES_MARK}", scope.ledger.marks.next(), text_runs(words.sources, scope))
    yield paragraph(
        WORD_STYLES[StyleRole.BACK_HEADING].ident,
        heading,
        turn(scope.direction, scope.base),
    )
    for article, mark in articles:
        folio = pagination.folios.get(mark) if pagination else None
        yield source_entry(article.meta, words, scope, after=_where(mark, folio, words, scope) if folio else "")


def _where(mark: str, folio: str, words: Wording, scope: Scope) -> str:
    style = f'<w:rStyle w:val="{scope.ledger.character_style((StyleRole.SOURCE_PAGE,), in_bold=False)}"/>'
    return link_inside(mark, run(f" {words.page} ", style) + page_reference(mark, folio))


def source_entry(meta: Meta, words: Wording, scope: Scope, *, after: str = "", role: StyleRole | None = None) -> str:
    """Author, title, publication, date and address of one article; what is unknown is said to be unknown."""
    text = "".join(text_runs(piece, scope, marks) for piece, marks in _source_pieces(meta, words))
    if meta.url:
        text += address(meta.url, scope) + text_runs(". ", scope)
    return paragraph(WORD_STYLES[role or StyleRole.SOURCE_ENTRY].ident, text + after, turn(scope.direction, scope.base))


def _source_pieces(meta: Meta, words: Wording) -> Iterator[tuple[str, Marks]]:
    unsaid: Marks = (StyleRole.SOURCE_UNKNOWN,)
    outlets = tuple(dict.fromkeys(filter(None, (meta.publication, meta.site, meta.source))))
    if meta.authors:
        yield f"{', '.join(meta.authors)}: ", ()
    yield meta.title, (StyleRole.SOURCE_WORK,)
    yield ". ", ()
    for outlet in outlets:
        yield outlet, (StyleRole.SOURCE_PUBLICATION,)
        yield ", ", ()
    if unknown := unknown_origin(meta, words):
        yield unknown, unsaid
        yield ", ", ()
    if meta.published:
        yield long_date(meta.published, meta.language), ()
    else:
        yield words.unknown_date, unsaid
    yield ". ", ()


def detail_of(meta: Meta) -> str:
    """What the contents say below a title: author, publication, date."""
    return " · ".join(value for _kind, value in byline_parts(meta))


def cover_margins(page: PageSetup) -> str:
    """The margins of the cover, where its lines stand as the theme's cover has them."""
    sides = twips(page.width_pt * COVER_LEFT)
    return (
        f'<w:pgMar w:top="{twips(page.height_pt * COVER_TOP)}" w:right="{sides}" '
        f'w:bottom="{twips(page.height_pt * LEAVES_BOTTOM)}" w:left="{sides}" w:header="0" '
        f'w:footer="{twips(page.height_pt * COVER_BOTTOM)}" w:gutter="0"/>'
    )
