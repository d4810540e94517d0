"""One article as paragraphs: its title block, its text, its notes, its end matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from publish.model import Article, Block, Footnote, Heading, Paragraph, Role
from publish.theme.roles import WORD_STYLES, StyleRole
from publish.walk import direction_of, every_block, split_title
from publish.writers.docx_blocks import blocks, line, turn
from publish.writers.docx_fields import bookmark, link_outside
from publish.writers.docx_inlines import text_runs
from publish.writers.docx_scope import Notes, Place, Scope, bookmark_name, link_target
from publish.writers.docx_xml import paragraph, run
from publish.writers.wording import byline_parts, wording_for


@dataclass(frozen=True, slots=True)
class Chapter:
    """An article in its document: the bookmarks that lead to it, the first its anchor, and to its headings by ident.

    One that stands alone `shows_address`, below its title.
    """

    article: Article
    marks: tuple[str, ...]
    headings: Mapping[str, str]
    number: int = 0
    shows_address: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """The names of bookmarks that a document has given away."""

    taken: set[str] = field(default_factory=set)


def heading_marks(article: Article, stem: str, marks: Marks) -> Mapping[str, str]:
    """A bookmark for each heading of an article by its ident."""
    names: dict[str, str] = {}
    for block in every_block((*article.blocks, *article.end_matter)):
        if isinstance(block, Heading) and block.ident and block.ident not in names:
            names[block.ident] = bookmark_name(f"{stem}_{block.ident}", marks.taken)
    return names


def chapter_xml(chapter: Chapter, scope: Scope) -> list[str]:
    """The paragraphs and tables of an article; its footnotes are noted in the ledger."""
    article = chapter.article
    own = _own_scope(chapter, scope)
    body = [
        _title(chapter, own),
        *_title_block(article, own),
        *_address(chapter, own),
        *_body(article.blocks, own),
        *_end_matter(article, own),
    ]
    own.ledger.footnotes.extend(_footnotes(article, own))
    return body


def _own_scope(chapter: Chapter, scope: Scope) -> Scope:
    """The article's own direction and language, its headings' bookmarks, its notes."""
    article = chapter.article
    language = None if article.meta.language == scope.language else article.meta.language
    return replace(
        scope,
        direction=article.meta.direction,
        language=language,
        anchors=chapter.headings,
        notes=Notes({note.ident: note.blocks for note in article.footnotes}),
    )


def _title(chapter: Chapter, scope: Scope) -> str:
    """The title: one Heading 1, in which what follows a colon is set apart on a line of its own."""
    title = chapter.article.meta.title
    direction = direction_of(title) or scope.direction
    own = replace(scope, direction=direction, bold=scope.whole.styles[StyleRole.HEADING_1].bold)
    main, sub = split_title(title)
    text = text_runs(main, own, (StyleRole.MAIN_TITLE,))
    if sub:
        text += text_runs(":", own) + "<w:r><w:br/></w:r>" + text_runs(sub, own, (StyleRole.TITLE_DETAIL,))
    for mark in chapter.marks:
        text = bookmark(mark, own.ledger.marks.next(), text)
    return paragraph(WORD_STYLES[StyleRole.HEADING_1].ident, text, turn(direction, scope.base))


def _title_block(article: Article, scope: Scope) -> Iterator[str]:
    meta = article.meta
    if meta.subtitle:
        direction = direction_of(meta.subtitle) or scope.direction
        text = text_runs(meta.subtitle, replace(scope, direction=direction))
        yield paragraph(WORD_STYLES[StyleRole.DECK].ident, text, turn(direction, scope.base))
    pieces = [
        text_runs(value, scope, (StyleRole.AUTHOR,) if kind == "author" else ()) for kind, value in byline_parts(meta)
    ]
    if pieces:
        between = text_runs(" · ", scope)
        yield paragraph(WORD_STYLES[StyleRole.BYLINE].ident, between.join(pieces), turn(scope.direction, scope.base))


def _address(chapter: Chapter, scope: Scope) -> Iterator[str]:
    """Where the article is from, for one that stands alone."""
    meta = chapter.article.meta
    if chapter.shows_address and meta.url:
        yield paragraph(
            WORD_STYLES[StyleRole.BYLINE].ident, address(meta.url, scope), turn(scope.direction, scope.base)
        )


def address(url: str, scope: Scope) -> str:
    """An address that leads where it says, or its mere words where Word could not follow it."""
    target = link_target(url)
    shown = text_runs(url, scope, (StyleRole.HYPERLINK,) if target else ())
    return link_outside(scope.relations.link(target), shown) if target else shown


def _body(content: tuple[Block, ...], scope: Scope) -> Iterator[str]:
    """The blocks; a standfirst belongs to the title block, and the text below it opens the article."""
    match content[:1]:
        case (Paragraph(role=Role.STANDFIRST) as standfirst,):
            yield line(StyleRole.STANDFIRST, standfirst.children, scope)
            yield from blocks(content[1:], scope, opening=True)
        case _:
            yield from blocks(content, scope, opening=True)


def _end_matter(article: Article, scope: Scope) -> Iterator[str]:
    """Notes that no mark in the text calls for, then what came after the body."""
    end = replace(scope, place=Place.END)
    matter = tuple(blocks(article.end_matter, end))  # before the loose notes are known: it may call for some
    loose = tuple(note for note in article.footnotes if note.ident not in scope.notes.called)
    if not (loose or matter):
        return
    yield paragraph(WORD_STYLES[StyleRole.END_RULE].ident, "", turn(scope.direction, scope.base))
    if loose:
        words = wording_for(article.meta.language)
        yield paragraph(
            WORD_STYLES[StyleRole.END_MATTER_HEADING].ident,
            text_runs(words.notes, end),
            turn(scope.direction, scope.base),
        )
        yield from blocks(tuple(block for note in loose for block in note.blocks), end)
    yield from matter


def _footnotes(article: Article, scope: Scope) -> Iterator[str]:
    """The notes that the text calls for, in the order of their calls."""
    notes = {note.ident: note for note in article.footnotes}
    inner = replace(scope, place=Place.NOTE, relations=scope.ledger.note)
    for ident, number in scope.notes.called.items():
        yield f'<w:footnote w:id="{number}">{"".join(_note(notes[ident], inner))}</w:footnote>'


def _note(note: Footnote, scope: Scope) -> Iterator[str]:
    style = scope.ledger.character_style((StyleRole.NOTE_NUMBER,), in_bold=False)
    number = f'<w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr><w:footnoteRef/></w:r>{run(" ")}'
    match note.blocks:
        case (Paragraph(children=children), *rest):
            yield line(StyleRole.FOOTNOTE_TEXT, children, scope, lead=number)
            yield from blocks(rest, scope)
        case rest:
            yield paragraph(WORD_STYLES[StyleRole.FOOTNOTE_TEXT].ident, number)
            yield from blocks(rest, scope)
