"""Semantic markup of articles, the ground that themes stand on: the same XHTML for PDF and EPUB."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import zip_longest
from typing import assert_never

from publish.characters import letters
from publish.model import (
    Article,
    Block,
    Callout,
    Cell,
    Code,
    CodeBlock,
    Definitions,
    Direction,
    Figure,
    Footnote,
    Foreign,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    Link,
    List,
    ListItem,
    Mark,
    NoteRef,
    Paragraph,
    Picture,
    Quote,
    Role,
    Rule,
    Styled,
    Table,
    Text,
)
from publish.walk import (
    RUNNING_HEAD_CHARACTERS,
    block_text,
    direction_of,
    every_inline,
    inline_text,
    running_head,
    split_title,
)
from publish.writers.link_words import breakable, is_address, with_addresses
from publish.writers.wording import Wording, byline_parts, wording_for

TAG: Mapping[Mark, tuple[str, str]] = {
    Mark.EMPHASIS: ("<em>", "</em>"),
    Mark.STRONG: ("<strong>", "</strong>"),
    Mark.STRIKE: ("<s>", "</s>"),
    Mark.SUBSCRIPT: ("<sub>", "</sub>"),
    Mark.SUPERSCRIPT: ("<sup>", "</sup>"),
    Mark.SMALL_CAPS: ('<span class="small-caps">', "</span>"),
    Mark.TERM: ('<span class="term">', "</span>"),
}
_COMPOUND = re.compile(r"(?<!\S)\S+-\S+")
# A last word, which no hyphen may cut, and with it the one before where it is too short to be a line by itself
_LAST_WORDS = re.compile(r"(?<=\S) (\S{1,10} [^\s<>]{1,6}|[^\s<>]{7,12})$")
SHORT_ITEM = 64  # characters of a list item: longer ones take two lines or more, and stand apart
LONGEST_UNBROKEN = 20  # characters of a compound; a longer one may not fit beside anything
_NOTE_MARK = re.compile(r'(<a class="note-ref") id="([^"]*)"')
LONGEST_WORD = 24  # letters that a cell makes room for; it breaks a longer word, or that takes the room of all others
_LONG_WORD = re.compile(rf"[^\s-]{{{LONGEST_WORD + 1}}}")
WORDY = ((1150, "wordiest"), (400, "wordy"))  # letters of a caption that is longer than about 15 lines, and 5
MARKS = {Direction.LTR: "\u200e", Direction.RTL: "\u200f"}  # left-to-right and right-to-left mark
FULL_WIDTH = "\u2e80"  # from here on, characters are as wide as two letters
HEADS_TOGETHER = 70  # letters of both running heads, with a space between them that keeps them apart on an A5 page
CLASS: Mapping[Role, str] = {Role.BODY: "", Role.STANDFIRST: "standfirst", Role.LEAD: "lead"}


@dataclass(frozen=True, slots=True)
class Setting:
    """Where markup will stand: `prefix` makes ids unique in the book, `image` gives the address of an asset.

    `epub` adds `epub:type` and ARIA roles, `paged` makes last lines of paragraphs long enough; `mark_note` is the
    number of each note of the article by its id; `fit` names the class of a box that a table stands in, "" for none;
    `told` gives what is printed behind the words of a link; `base` is the direction of the book.
    """

    prefix: str
    image: Callable[[str], str]
    direction: Direction = Direction.LTR
    epub: bool = False
    paged: bool = False
    mark_note: Mapping[str, int] | None = None
    fit: Callable[[Table], str] = lambda _: ""
    told: Callable[[str, Inlines], str] = lambda _href, _words: ""
    base: Direction = Direction.LTR


def escape(text: str) -> str:
    return html.escape(text, quote=False)


def attribute(name: str, value: str | None) -> str:
    """` name="value"`, or nothing for None."""
    return "" if value is None else f' {name}="{html.escape(value)}"'


def semantics(setting: Setting, kind: str, role: str = "") -> str:
    """The attributes by which EPUB tells what an element is (EPUB SSV 1.1, DPUB-ARIA 1.1); none in the PDF."""
    if not setting.epub:
        return ""
    return attribute("epub:type", kind) + (attribute("role", role) if role else "")


def inlines(children: Iterable[Inline], setting: Setting) -> str:
    return "".join(_inline(node, setting) for node in children)


def _inline(node: Inline, setting: Setting) -> str:
    match node:
        case Text(value=value):
            return escape(value) if setting.epub else with_addresses(value)
        case Styled(mark=mark, children=children):
            before, after = TAG[mark]
            return before + inlines(children, setting) + after
        case Code(value=value):
            return f"<code>{escape(value)}</code>"
        case Link(href=href, children=children):
            return _link(href, children, setting)
        case Foreign(language=language, children=children):
            turn = _turn(inline_text(children), setting)
            names = attribute("lang", language) + (attribute("xml:lang", language) if setting.epub else "")
            return f"<span{names}{turn}>{inlines(children, setting)}</span>"
        case Picture(asset=asset, alt=alt):
            return f"<img{attribute('src', setting.image(asset))}{attribute('alt', alt)}/>"
        case LineBreak():
            return "<br/>"
        case NoteRef(note_id=note_id):
            return _note_reference(note_id, setting)
        case _:
            assert_never(node)


def _link(href: str, children: Inlines, setting: Setting) -> str:
    """A link. In the PDF it is innermost, one for each run of words, or PDF/UA finds its annotation outside its tag."""
    start = f"<a{attribute('href', _address(href, setting))}>"
    if setting.epub:
        return f"{start}{inlines(children, setting)}</a>"
    return "".join(_linked(node, start, setting) for node in children) + setting.told(href, children)


def _linked(node: Inline, start: str, setting: Setting) -> str:
    match node:
        case Styled(mark=mark, children=children):
            before, after = TAG[mark]
            return before + "".join(_linked(child, start, setting) for child in children) + after
        case Code(value=value):
            return f"<code>{start}{escape(value)}</a></code>"
        case Text(value=value) if is_address(value):
            return start.replace("<a", '<a class="url" dir="ltr"', 1) + f"{breakable(value)}</a>"
        case _:
            return f"{start}{_inline(node, setting)}</a>"


def _address(href: str, setting: Setting) -> str:
    return f"#{setting.prefix}-{href[1:]}" if href.startswith("#") else href


def _turn(text: str, setting: Setting) -> str:
    """A `dir` attribute for text that runs against its surroundings."""
    direction = direction_of(text)
    return attribute("dir", direction.value) if direction and direction is not setting.direction else ""


def note_anchor(setting: Setting, number: int) -> str:
    """The id of a note; no heading has one like it, not even "Note 1", as those go on with a hyphen."""
    return f"{setting.prefix}n{number}"


def notes_anchor(prefix: str) -> str:
    """The id of the notes of the article with this prefix."""
    return f"{prefix}notes"


def _note_reference(note_id: str, setting: Setting) -> str:
    number = (setting.mark_note or {}).get(note_id)
    if number is None:
        return ""
    kind = semantics(setting, "noteref", "doc-noteref")
    target = note_anchor(setting, number)
    return f'<a class="note-ref" id="{target}-ref" href="#{target}"{kind}>{number}</a>'


def blocks(content: Iterable[Block], setting: Setting) -> str:
    return "\n".join(_block(block, setting) for block in content)


def _block(block: Block, setting: Setting) -> str:
    match block:
        case Paragraph(children=children, role=role):
            turn = _turn(inline_text(children), setting)
            text = inlines(children, setting)
            return (
                f"<p{attribute('class', CLASS[role] or None)}{turn}>{without_runt(text) if setting.paged else text}</p>"
            )
        case Heading(level=level, children=children, ident=ident):
            name = attribute("id", f"{setting.prefix}-{ident}" if ident else None) + _bookmark(children, setting)
            return f"<h{level}{name}{_turn(inline_text(children), setting)}>{inlines(children, setting)}</h{level}>"
        case Quote(blocks=content, attribution=attribution):
            footer = f"\n<footer>{inlines(attribution, setting)}</footer>" if attribution else ""
            return f"<blockquote{_turn(block_text(block), setting)}>\n{blocks(content, setting)}{footer}\n</blockquote>"
        case Callout(label=label, blocks=content):
            head = f'<p class="label">{escape(label)}</p>\n' if label else ""
            kind = semantics(setting, "tip", "doc-tip")
            return f'<aside class="callout"{kind}>\n{head}{blocks(content, setting)}\n</aside>'
        case List():
            return _list(block, setting)
        case CodeBlock(text=text):
            turn = attribute("dir", None if setting.direction is Direction.LTR else "ltr")  # code runs left to right
            return f"<pre{turn}><code>{escape(text)}</code></pre>"
        case Figure(asset=asset, alt=alt, caption=caption):
            below = f"\n<figcaption>{inlines(caption, setting)}</figcaption>" if caption else ""
            picture = f"<img{attribute('src', setting.image(asset))}{attribute('alt', alt)}/>"
            kind = attribute("class", None if setting.epub else _wordiness(caption))
            return f"<figure{kind}>\n{picture}{below}\n</figure>"
        case Table():
            return _table(block, setting)
        case Definitions(items=items):
            rows = (
                f"<dt>{inlines(item.term, setting)}</dt>\n<dd>\n{blocks(item.blocks, setting)}\n</dd>" for item in items
            )
            return "<dl>\n" + "\n".join(rows) + "\n</dl>"
        case Rule():
            return "<hr/>"
        case _:
            assert_never(block)


def _wordiness(caption: Inlines) -> str | None:
    """The class of a figure whose caption needs the room of its picture, so that both stand on one page."""
    width = sum(2 if character >= FULL_WIDTH else 1 for character in inline_text(caption))
    return next((name for least, name in WORDY if width > least), None)


def _bookmark(children: Inlines, setting: Setting) -> str:
    """What a heading is called in the PDF's bookmarks, where more stands in it: numbers of notes, addresses."""
    if setting.epub or not any(isinstance(node, Link | NoteRef) for node in every_inline(children)):
        return ""
    return attribute("data-bookmark", inline_text(children))


def _list(block: List, setting: Setting) -> str:
    tag = "ol" if block.ordered else "ul"
    start = attribute("start", str(block.start)) if block.ordered and block.start != 1 else ""
    questions = block.ordered and all(is_answered_question(item) for item in block.items)
    kind = ' class="questions"' if questions else ' class="spaced"' if is_spaced(block) else ""
    items = "\n".join(f"<li>{_item_content(item, setting)}</li>" for item in block.items)
    return f"<{tag}{kind}{start}>\n{items}\n</{tag}>"


def is_spaced(block: List) -> bool:
    """Whether the items of a list are set apart, since they are long."""
    return any(
        len(item.blocks) > 1 or len(block_text(item.blocks[0])) > SHORT_ITEM for item in block.items if item.blocks
    )


def is_answered_question(item: ListItem) -> bool:
    """Whether a list item is a question that stands above its answer."""
    first = item.blocks[0] if item.blocks else None
    return len(item.blocks) > 1 and isinstance(first, Paragraph) and first.role is Role.LEAD


def _item_content(item: ListItem, setting: Setting) -> str:
    """The blocks of an item; a list item that is one plain paragraph needs no <p>."""
    if len(item.blocks) == 1 and isinstance(item.blocks[0], Paragraph):
        paragraph = item.blocks[0]
        return inlines(paragraph.children, setting)
    return "\n" + blocks(item.blocks, setting) + "\n"


def _table(table: Table, setting: Setting) -> str:
    caption = f"<caption>{inlines(table.caption, setting)}</caption>\n" if table.caption else ""
    figures = _columns_of_figures(table)
    head = "\n".join(_row(row, "th", setting, figures) for row in table.head)
    body = "\n".join(_row(row, "td", setting) for row in table.body)
    top = f"<thead>\n{head}\n</thead>\n" if head else ""
    whole = f"<table>\n{caption}{top}<tbody>\n{body}\n</tbody>\n</table>"
    box = setting.fit(table)
    return f'<div class="{box}">{whole}</div>' if box else whole


def _columns_of_figures(table: Table) -> frozenset[int]:
    """The columns of a table without spans whose cells below the head hold figures, or nothing."""
    if any(cell.colspan > 1 or cell.rowspan > 1 for row in (*table.head, *table.body) for cell in row):
        return frozenset()
    columns = zip_longest(*([_content(cell) for cell in row] for row in table.body))
    return frozenset(
        number for number, found in enumerate(columns) if Content.FIGURE in found and Content.WORDS not in found
    )


def _row(row: tuple[Cell, ...], tag: str, setting: Setting, figures: frozenset[int] = frozenset()) -> str:
    cells = (_cell(cell, tag, setting, is_figure=number in figures) for number, cell in enumerate(row))
    return f"<tr>{''.join(cells)}</tr>"


def _cell(cell: Cell, tag: str, setting: Setting, *, is_figure: bool) -> str:
    text = "\n".join(map(block_text, cell.blocks))
    spans = "" if tag == "td" else _heads(cell, text, setting)
    if cell.colspan > 1:
        spans += attribute("colspan", str(cell.colspan))
    if cell.rowspan > 1:
        spans += attribute("rowspan", str(cell.rowspan))
    kinds = " ".join(_kinds(text, is_figure=is_figure or _is_figure(text)))
    kind = attribute("class", kinds or None)
    match cell.blocks:
        case (Paragraph(children=children),):
            content = inlines(children, setting)
        case _:
            content = blocks(cell.blocks, setting)
    return f"<{tag}{spans}{kind}>{content}</{tag}>"


def _heads(cell: Cell, text: str, setting: Setting) -> str:
    """What a cell in the head of a table heads; a corner without words, which nobody can hear, is no heading."""
    if setting.epub and not text.strip():
        return ' role="cell"'
    return ' scope="colgroup"' if cell.colspan > 1 else ' scope="col"'


def _kinds(text: str, *, is_figure: bool) -> Iterator[str]:
    if is_figure:
        yield "number"
    if _LONG_WORD.search(text):
        yield "long"


class Content(Enum):
    """What a cell of a table holds."""

    FIGURE = "figure"
    WORDS = "words"
    NOTHING = "nothing"


def _content(cell: Cell) -> Content:
    text = "".join(map(block_text, cell.blocks))
    return Content.FIGURE if _is_figure(text) else Content.WORDS if text.strip() else Content.NOTHING


def is_number(cell: Cell) -> bool:
    """Whether a cell holds a figure, which tables set flush with the others of its column."""
    return _is_figure("".join(map(block_text, cell.blocks)))


_MEASURED = re.compile(
    r"[-+−±~≈<>]?[ \u00a0]?\d[\d.,'’\u00a0\u202f]{0,20}[ \u00a0\u202f](?:[a-zµ°]\w{0,3}|[A-Z]{1,3})[²³]?"
)
"""A number and its unit, such as "9 m", "1,204 gal" or "512 GB"; "3 May" is none."""


def _is_figure(text: str) -> bool:
    if text.isalpha() or not text:
        return False
    digits = sum(map(str.isdigit, text))
    return digits > 0 and (digits >= sum(map(str.isalpha, text)) * 2 or _MEASURED.fullmatch(text.strip()) is not None)


def title(text: str) -> str:
    """A title with its subtitle set apart; the colon stays in the text, and the theme may hide it."""
    main, sub = split_title(text)
    if not sub:
        return f'<span class="main-title">{unbroken(main)}</span>'
    colon = ": " if ": " in text else "："
    return (
        f'<span class="main-title">{unbroken(main)}<span class="colon">{colon}</span></span>'
        f'<span class="subtitle">{unbroken(sub)}</span>'
    )


def unbroken(text: str) -> str:
    """Text for large type: "Indo-Pacific" is not broken at its hyphen, and no short word is left alone on a line."""
    main, last, end = without_runt(escape(text)).partition("<span>")
    compounds = _COMPOUND.sub(
        lambda found: f'<span class="nb">{found[0]}</span>' if len(found[0]) <= LONGEST_UNBROKEN else found[0], main
    )
    return compounds + last + end


def without_runt(markup: str) -> str:
    """Markup of a paragraph whose last line is a word at least, and more than a short one.

    The space before the unbroken words is an element of its own, or WeasyPrint breaks some lines far too early.
    """
    return _LAST_WORDS.sub(r'<span> </span><span class="nb">\1</span>', markup)


def running_heads(book_title: str, short_title: str, base: Direction) -> str:
    """The attributes that tell what stands above the pages: the title of the book cut to what the other leaves it.

    What runs against the direction of the book, `base`, is held together by marks, or its figures and signs would go
    to the wrong end: margin boxes know no isolation.
    """
    book = running_head(book_title, most=min(RUNNING_HEAD_CHARACTERS, HEADS_TOGETHER - letters(short_title)))
    return attribute("data-running", _held(short_title, base)) + attribute("data-book", _held(book, base))


def _held(text: str, base: Direction) -> str:
    direction = direction_of(text)
    return text if direction in (None, base) else f"{MARKS[direction]}{text}{MARKS[direction]}"


def byline(article: Article) -> str:
    """Author, publication and date on one line, or nothing where all are unknown."""
    parts = [f'<span class="{kind}">{escape(value)}</span>' for kind, value in byline_parts(article.meta)]
    return f'<p class="byline">{" · ".join(parts)}</p>' if parts else ""


def note_numbers(article: Article) -> Mapping[str, int]:
    return {note.ident: number for number, note in enumerate(article.footnotes, 1)}


def article_markup(article: Article, *, number: int | None, book_title: str, setting: Setting) -> str:
    """One article: its opening, its body, its notes. Its id is the setting's prefix."""
    meta = article.meta
    words = wording_for(meta.language)
    standfirst, body = _split_standfirst(article)
    heads = running_heads(book_title, running_head(meta.title), setting.base)
    language = attribute("lang", meta.language) + (attribute("xml:lang", meta.language) if setting.epub else "")
    subtitle = f'<p class="deck">{unbroken(meta.subtitle)}</p>' if meta.subtitle else ""
    opening = (
        f'<p class="number">{number}</p>' if number is not None else "",
        f"<h1>{title(meta.title)}</h1>",
        subtitle,
        byline(article),
        blocks(standfirst, setting),
    )
    tag = "section" if setting.epub else "article"  # HTML allows the role of a chapter on no <article>
    names = f' class="article" id="{setting.prefix}"{language}{attribute("dir", meta.direction.value)}'
    lines = (
        f"<{tag}{names}{semantics(setting, 'chapter', 'doc-chapter')}>",
        f'<header class="opening"{heads}>',
        *filter(None, opening),
        "</header>",
        '<div class="body">',
        blocks(body, setting),
        "</div>",
        end_matter(article, words, setting),
        f"</{tag}>",
    )
    return _named_once("\n".join(filter(None, lines)))


def _named_once(markup: str) -> str:
    """The markup with a name for the first reference to each note alone: that is where the note leads back to."""
    named: set[str] = set()

    def name(found: re.Match[str]) -> str:
        if found[2] in named:
            return found[1]
        named.add(found[2])
        return found[0]

    return _NOTE_MARK.sub(name, markup)


def _split_standfirst(article: Article) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    match article.blocks[:1]:
        case (Paragraph(role=Role.STANDFIRST),):
            return article.blocks[:1], article.blocks[1:]
        case _:
            return (), article.blocks


def end_matter(article: Article, words: Wording, setting: Setting) -> str:
    """The notes of an article, and what stands after them."""
    parts = []
    if article.footnotes:
        items = "\n".join(_footnote(note, number, setting) for number, note in enumerate(article.footnotes, 1))
        kind = semantics(setting, "endnotes", "doc-endnotes")
        name = attribute("id", notes_anchor(setting.prefix))
        parts.append(f'<section class="footnotes"{name}{kind}>\n<h2>{escape(words.notes)}</h2>\n{items}\n</section>')
    if article.end_matter:
        parts.append(f'<section class="end-matter">\n{blocks(article.end_matter, setting)}\n</section>')
    return "\n".join(parts)


def _footnote(note: Footnote, number: int, setting: Setting) -> str:
    """A note with its number as a link back to the text; the number stands inside its first paragraph."""
    name = note_anchor(setting, number)
    back = f'<a class="note-back" href="#{name}-ref"{semantics(setting, "backlink", "doc-backlink")}>{number}</a> '
    match note.blocks[:1]:
        case (Paragraph(children=children),):
            first = f"<p>{back}{inlines(children, setting)}</p>"
            rest = note.blocks[1:]
        case _:
            first, rest = f"<p>{back}</p>", note.blocks
    kind = semantics(setting, "footnote", "doc-footnote")
    return f'<div class="footnote" id="{name}"{kind}>\n{first}\n{blocks(rest, setting)}</div>'
