"""Ways through the model that several stages need: plain text, visits, rewriting of text, titles, directions."""

from __future__ import annotations

import operator
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import replace
from typing import assert_never

from publish.characters import letters
from publish.model import (
    Article,
    Block,
    Blocks,
    Callout,
    Cell,
    Code,
    CodeBlock,
    Definition,
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
    NoteRef,
    Paragraph,
    Picture,
    Publication,
    Quote,
    Rule,
    Styled,
    Table,
    Text,
)

# letters that no accent can be taken from; casefold has already made "ss" of "ß"
_IN_ASCII = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"})
RIGHT_TO_LEFT = frozenset(("ar", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"))
RUNNING_HEAD_CHARACTERS = 48  # wider, and it meets the book's title on an A5 page


def inline_text(children: Iterable[Inline]) -> str:
    """The words of a line as a reader would hear them; a line break is "\\n", pictures and note marks are silent."""
    if isinstance(children, tuple) and len(children) == 1 and isinstance(children[0], Text):  # most are
        return children[0].value
    return "".join(map(_one_inline, children))


def _one_inline(node: Inline) -> str:
    match node:
        case Text(value=value) | Code(value=value):
            return value
        case Styled(children=children) | Link(children=children) | Foreign(children=children):
            return inline_text(children)
        case LineBreak():
            return "\n"
        case Picture() | NoteRef():
            return ""
        case _:
            assert_never(node)


def block_text(block: Block) -> str:
    """The words of a block in reading order, one line for each paragraph in it."""
    if isinstance(block, Paragraph):  # most blocks, and asked of every cell of a table
        return inline_text(block.children)
    return "\n".join(_lines(block))


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(children=children) | Heading(children=children):
            yield inline_text(children)
        case Quote(blocks=blocks, attribution=attribution):
            yield from blocks_lines(blocks)
            if attribution:
                yield inline_text(attribution)
        case Callout(label=label, blocks=blocks):
            yield label
            yield from blocks_lines(blocks)
        case List(items=items):
            for item in items:
                yield from blocks_lines(item.blocks)
        case CodeBlock(text=text):
            yield text
        case Figure(caption=caption):
            if caption:
                yield inline_text(caption)
        case Table():
            yield from _table_lines(block)
        case Definitions(items=definitions):
            for definition in definitions:
                yield inline_text(definition.term)
                yield from blocks_lines(definition.blocks)
        case Rule():
            return
        case _:
            assert_never(block)


def _table_lines(table: Table) -> Iterator[str]:
    if table.caption:
        yield inline_text(table.caption)
    for row in (*table.head, *table.body):
        for cell in row:
            yield from blocks_lines(cell.blocks)


def blocks_lines(blocks: Iterable[Block]) -> Iterator[str]:
    """The words of blocks in reading order, one line for each paragraph in them."""
    for block in blocks:
        yield from _lines(block)


def blocks_text(blocks: Iterable[Block]) -> str:
    if isinstance(blocks, tuple) and len(blocks) == 1:  # as most cells of tables have
        return block_text(blocks[0])
    return "\n".join(blocks_lines(blocks))


def article_lines(article: Article) -> Iterator[str]:
    """Every word of an article but its metadata: body, end matter, notes; one line for each paragraph."""
    yield from blocks_lines(article.blocks)
    yield from blocks_lines(article.end_matter)
    for note in article.footnotes:
        yield from blocks_lines(note.blocks)


def article_text(article: Article) -> str:
    """The lines of an article as one text."""
    return "\n".join(article_lines(article))


def children_of(block: Block) -> Blocks:
    """The blocks directly inside a block."""
    match block:
        case Quote(blocks=blocks) | Callout(blocks=blocks):
            return blocks
        case List(items=items):
            return tuple(child for item in items for child in item.blocks)
        case Table(head=head, body=body):
            return tuple(child for row in (*head, *body) for cell in row for child in cell.blocks)
        case Definitions(items=definitions):
            return tuple(child for definition in definitions for child in definition.blocks)
        case Paragraph() | Heading() | CodeBlock() | Figure() | Rule():
            return ()
        case _:
            assert_never(block)


def every_block(blocks: Iterable[Block]) -> Iterator[Block]:
    """All blocks in document order, a parent before its children."""
    for block in blocks:
        yield block
        if inside := children_of(block):
            yield from every_block(inside)


def article_blocks(article: Article) -> Iterator[Block]:
    """All blocks of body, end matter and notes in document order."""
    yield from every_block(article.blocks)
    yield from every_block(article.end_matter)
    for note in article.footnotes:
        yield from every_block(note.blocks)


def own_inlines(block: Block) -> Iterator[Inlines]:
    """The runs of inlines that belong to a block itself, not to blocks inside it."""
    match block:
        case Paragraph(children=children) | Heading(children=children):
            yield children
        case Quote(attribution=attribution):
            yield attribution
        case Figure(caption=caption) | Table(caption=caption):
            yield caption
        case Definitions(items=definitions):
            for definition in definitions:
                yield definition.term
        case Callout() | List() | CodeBlock() | Rule():
            return
        case _:
            assert_never(block)


def every_inline(children: Iterable[Inline]) -> Iterator[Inline]:
    """All inlines in reading order, a parent before its children."""
    for node in children:
        yield node
        match node:
            case Styled(children=inner) | Link(children=inner) | Foreign(children=inner):
                yield from every_inline(inner)
            case Text() | Code() | LineBreak() | Picture() | NoteRef():
                pass
            case _:
                assert_never(node)


def pictures_of(article: Article) -> Iterator[Figure | Picture]:
    """Every picture of an article, in order."""
    for block in article_blocks(article):
        if isinstance(block, Figure):
            yield block
        for line in own_inlines(block):
            if not all(isinstance(node, Text) for node in line):  # most lines are one text, and this is the hot path
                yield from (node for node in every_inline(line) if isinstance(node, Picture))


def map_blocks(blocks: Blocks, change: Callable[[Block], Block]) -> Blocks:
    """The blocks with `change` applied to each, children first; the same tuple where nothing changes."""
    changed = tuple([change(_with_children(block, change)) for block in blocks])
    return blocks if all(map(operator.is_, changed, blocks)) else changed


def _with_children(block: Block, change: Callable[[Block], Block]) -> Block:
    match block:
        case Quote(blocks=blocks) | Callout(blocks=blocks):
            changed = map_blocks(blocks, change)
            return block if changed is blocks else replace(block, blocks=changed)
        case List(items=items):
            mapped = tuple([_item(item, change) for item in items])
            return block if all(map(operator.is_, mapped, items)) else replace(block, items=mapped)
        case Table(head=head, body=body):
            return replace(block, head=_rows(head, change), body=_rows(body, change))
        case Definitions(items=definitions):
            return replace(
                block, items=tuple(Definition(each.term, map_blocks(each.blocks, change)) for each in definitions)
            )
        case Paragraph() | Heading() | CodeBlock() | Figure() | Rule():
            return block
        case _:
            assert_never(block)


def _item(item: ListItem, change: Callable[[Block], Block]) -> ListItem:
    changed = map_blocks(item.blocks, change)
    return item if changed is item.blocks else replace(item, blocks=changed)


def _rows(rows: tuple[tuple[Cell, ...], ...], change: Callable[[Block], Block]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple([_cell(cell, change) for cell in row]) for row in rows)


def _cell(cell: Cell, change: Callable[[Block], Block]) -> Cell:
    changed = map_blocks(cell.blocks, change)
    return cell if changed is cell.blocks else replace(cell, blocks=changed)


def map_lines(block: Block, change: Callable[[Inlines], Inlines]) -> Block:
    """The block with `change` applied to each run of inlines of its own."""
    match block:
        case Paragraph(children=children) | Heading(children=children):
            return replace(block, children=change(children))
        case Quote(attribution=attribution):
            return replace(block, attribution=change(attribution))
        case Figure(caption=caption) | Table(caption=caption):
            return replace(block, caption=change(caption))
        case Definitions(items=definitions):
            return replace(block, items=tuple(Definition(change(each.term), each.blocks) for each in definitions))
        case Callout() | List() | CodeBlock() | Rule():
            return block
        case _:
            assert_never(block)


def map_article(article: Article, change: Callable[[Block], Block]) -> Article:
    """The article with `change` applied to every block of body, end matter and notes."""
    return replace(
        article,
        blocks=map_blocks(article.blocks, change),
        end_matter=map_blocks(article.end_matter, change),
        footnotes=tuple(Footnote(note.ident, map_blocks(note.blocks, change)) for note in article.footnotes),
    )


def without_blank(article: Article) -> Article:
    """The article without blocks that hold no words and no picture; cells stay, since a table needs them."""
    return replace(
        article,
        blocks=_inked(article.blocks),
        end_matter=_inked(article.end_matter),
        footnotes=tuple(Footnote(note.ident, _inked(note.blocks)) for note in article.footnotes),
    )


def _inked(blocks: Blocks) -> Blocks:
    return tuple(block for block in map(_with_inked_children, blocks) if _has_ink(block))


def _with_inked_children(block: Block) -> Block:
    match block:
        case Quote(blocks=blocks) | Callout(blocks=blocks):
            return replace(block, blocks=_inked(blocks))
        case List(items=items):
            kept = (replace(item, blocks=_inked(item.blocks)) for item in items)
            return replace(block, items=tuple(item for item in kept if item.blocks))
        case Table(head=head, body=body):
            return replace(block, head=_inked_rows(head), body=_inked_rows(body))
        case Definitions(items=definitions):
            return replace(block, items=tuple(Definition(each.term, _inked(each.blocks)) for each in definitions))
        case Paragraph() | Heading() | CodeBlock() | Figure() | Rule():
            return block
        case _:
            assert_never(block)


def _inked_rows(rows: tuple[tuple[Cell, ...], ...]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(replace(cell, blocks=_inked(cell.blocks)) for cell in row) for row in rows)


def _has_ink(block: Block) -> bool:
    if isinstance(block, Figure | Rule | Table):
        return True
    own = (node for line in own_inlines(block) for node in every_inline(line))
    return (
        bool(children_of(block))
        or bool(block_text(block).strip())
        or any(isinstance(node, Picture | NoteRef) for node in own)
    )


def split_title(title: str) -> tuple[str, str]:
    """A title and its subtitle, for display: "Main: sub" is split at the first colon that leaves two real halves."""
    main, colon, sub = title.partition(": ") if ": " in title else title.partition("：")
    is_phrase = len(sub.split()) > 1 or letters(sub) >= len(sub) + 4  # Chinese has no spaces between words
    if not colon or letters(main) < 4 or not is_phrase:
        return title, ""
    return main.strip(), sub.strip()


def running_head(title: str, *, most: int = RUNNING_HEAD_CHARACTERS) -> str:
    """The title cut to what fits above a page: before its colon, else at a word, with an ellipsis."""
    main, _ = split_title(title)
    if letters(main) <= most:
        return main
    cut = main[:most]
    while letters(cut) > most:
        cut = cut[:-1]
    cut = cut.rsplit(" ", 1)[0]
    return cut.rstrip(" ,;:–—-") + " …"


def direction_of(text: str) -> Direction | None:
    """The direction of the first strong character (Unicode Bidirectional Algorithm, P2), None without one."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind == "L":
            return Direction.LTR
        if kind in ("R", "AL"):
            return Direction.RTL
    return None


def runs_right_to_left(language: str) -> bool:
    """Whether a language (BCP 47) is usually written from right to left."""
    return language.split("-")[0].lower() in RIGHT_TO_LEFT


def book_direction(publication: Publication) -> Direction:
    """Which way the pages of the book turn: as its language is written, or as most of its articles are."""
    if runs_right_to_left(publication.meta.language):
        return Direction.RTL
    directions = [article.meta.direction for article in publication.articles]
    return Direction.RTL if directions.count(Direction.RTL) * 2 > len(directions) else Direction.LTR


def heading_name(children: Iterable[Inline], used: Set[str]) -> str:
    """The name that a heading with these words gets in an article where the names in `used` are taken."""
    stem = slug(inline_text(children), length=40) or "section"
    return unique_name(stem, used)


def unique_name(stem: str, used: Set[str]) -> str:
    """The stem, with the next number if it is taken, wherever names were given here in order."""
    if stem not in used:
        return stem
    taken, free = 1, 2
    while f"{stem}-{free}" in used:  # of thousands of equal headings each would ask for all before it
        taken, free = free, 2 * free
    while free - taken > 1:
        middle = (taken + free) // 2
        taken, free = (middle, free) if f"{stem}-{middle}" in used else (taken, middle)
    return f"{stem}-{free}"


def slug(text: str, *, length: int = 60) -> str:
    """A name for files and ids: ASCII letters, digits and single hyphens, at most `length` characters, maybe ""."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_IN_ASCII)).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    cut = "-".join(words)[: length + 1]
    return cut if len(cut) <= length else (cut.rpartition("-")[0] or cut[:length])
