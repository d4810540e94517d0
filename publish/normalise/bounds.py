"""A repair of what no page can take: boxes in boxes without end, paragraphs as long as books, tables of empty columns.

No word goes, and each change is told. Layout takes more than its share of time with such things, or fails.
"""

from __future__ import annotations

import functools
import itertools
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from publish.findings import Finding, Outcome, info, warning
from publish.model import (
    Article,
    Block,
    Blocks,
    Callout,
    Cell,
    Code,
    Definition,
    Definitions,
    Foreign,
    Inline,
    Inlines,
    Link,
    List,
    Origin,
    Paragraph,
    Quote,
    Role,
    Row,
    Styled,
    Table,
    Text,
)
from publish.normalise.grid import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, starts_of
from publish.walk import inline_text, map_lines

DEEPEST = 24  # blocks in one another; law texts and threads of mail stay below twelve
DEEPEST_MARKS = 12  # marks in one another
LONGEST_PARAGRAPH = 20_000  # characters, some pages; Proust's longest sentence has five thousand
MOST_BLOCKS = 40_000  # of an article; the Bible has 31,000 verses
MOST_LINES = 200  # that are put into one paragraph
SEARCHED = 2_000  # characters before that, in which a sentence ends
MOST_COLUMNS = 60  # of a table whose columns all have a cell that begins in them
BETWEEN = " | "  # cells of a row that is a line
ENDS = ("\n", ". ", "! ", "? ", "。", " ")  # of what a long paragraph may be parted after, best first


@dataclass(slots=True)
class _Told:
    """How often each finding is made, and where first."""

    counts: Counter[str] = field(default_factory=Counter)
    origins: dict[str, Origin | None] = field(default_factory=dict)

    def add(self, code: str, origin: Origin | None = None) -> None:
        self.counts[code] += 1
        self.origins.setdefault(code, origin)

    def findings(self) -> Iterator[Finding]:
        for code, number in self.counts.items():
            make, words = _FINDINGS[code]
            yield make(code, words.format(number), self.origins[code])


_FINDINGS = {
    "BODY-002": (warning, f"{{}} boxes or lists were more than {DEEPEST} deep in others; their words stand in those"),
    "BODY-003": (info, f"{{}} paragraphs had more than {LONGEST_PARAGRAPH:,} characters, and are parted"),
    "BODY-004": (info, f"{{}} marks were more than {DEEPEST_MARKS} deep in others, and are left out"),
    "BODY-005": (
        warning,
        f"the article has more than {MOST_BLOCKS:,} paragraphs; those that follow each other stand in one",
    ),
    "TABLE-001": (info, "{} tables had cells that span columns in which no cell begins; these columns are left out"),
    "TABLE-002": (info, "{} tables were too long for one, and are parted"),
    "TABLE-004": (
        warning,
        f"{{}} tables had more than {MAX_COLUMNS} columns, too many for any page; rows are lines",
    ),
}


def within_bounds(article: Article) -> Outcome[Article]:
    """The article with nothing in it that is too deep, too long or too wide for any page."""
    told = _Told()
    bounded = replace(
        article,
        blocks=_fewer(_bounded(article.blocks, 0, told), told),
        end_matter=_bounded(article.end_matter, 0, told),
        footnotes=tuple(replace(note, blocks=_bounded(note.blocks, 0, told)) for note in article.footnotes),
    )
    return Outcome(bounded, tuple(told.findings())) if told.counts else Outcome(article)


def _bounded(blocks: Iterable[Block], depth: int, told: _Told) -> Blocks:
    shallow = functools.partial(_shallow, depth=0, told=told)
    return tuple(each for block in blocks for each in _block(map_lines(block, shallow), depth, told))


def _block(block: Block, depth: int, told: _Told) -> Blocks:
    if isinstance(block, Paragraph):
        return _paragraphs(block, told)
    if not isinstance(block, Quote | Callout | List | Table | Definitions):
        return (block,)
    if depth >= DEEPEST:
        told.add("BODY-002", block.origin)
        return tuple(each for inner in _opened(block) for each in _block(inner, depth, told))
    if not isinstance(block, Table):
        return (_held(block, depth + 1, told),)
    table = _narrowed(block, told)
    if table.columns > MAX_COLUMNS:
        told.add("TABLE-004", block.origin)
        return tuple(each for line in _rows_as_lines(table) for each in _block(line, depth, told))
    return tuple(_held(each, depth + 1, told) for each in _within_length(table, told))


def _held(block: Block, depth: int, told: _Told) -> Block:
    """A block that holds others, with those in bounds."""
    match block:
        case Quote(blocks=blocks) | Callout(blocks=blocks):
            return replace(block, blocks=_bounded(blocks, depth, told))
        case List(items=items):
            return replace(
                block, items=tuple([replace(item, blocks=_bounded(item.blocks, depth, told)) for item in items])
            )
        case Definitions(items=items):
            return replace(
                block, items=tuple([Definition(each.term, _bounded(each.blocks, depth, told)) for each in items])
            )
        case Table(head=head, body=body):
            return replace(block, head=_cells(head, depth, told), body=_cells(body, depth, told))
        case _:
            return block


def _cells(rows: Iterable[Row], depth: int, told: _Told) -> tuple[Row, ...]:
    return tuple([tuple([replace(cell, blocks=_bounded(cell.blocks, depth, told)) for cell in row]) for row in rows])


def _opened(block: Block) -> Iterator[Block]:
    """What a block holds, with what it says itself, without it."""
    match block:
        case Quote(blocks=blocks, attribution=attribution):
            yield from blocks
            yield from _paragraph(attribution, block)
        case Callout(label=label, blocks=blocks):
            yield from _paragraph((Text(label),) if label else (), block)
            yield from blocks
        case List(items=items):
            yield from (each for item in items for each in item.blocks)
        case Definitions(items=items):
            for item in items:
                yield from _paragraph(item.term, block)
                yield from item.blocks
        case Table(head=head, body=body, caption=caption):
            yield from _paragraph(caption, block)
            yield from (each for row in (*head, *body) for cell in row for each in cell.blocks)
        case _:
            yield block


def _paragraph(words: Inlines, block: Block) -> Iterator[Paragraph]:
    if words:
        yield Paragraph(words, origin=block.origin)


def _fewer(blocks: Blocks, told: _Told) -> Blocks:
    """Blocks of which there are not too many: else the paragraphs that follow each other stand in one."""
    if len(blocks) <= MOST_BLOCKS:
        return blocks
    told.add("BODY-005", blocks[0].origin)
    return tuple(_joined(group) for _, group in itertools.groupby(blocks, _Groups().of))


class _Groups:
    """Tells the blocks apart by the number of the paragraph that they go into."""

    def __init__(self) -> None:
        self.number = self.lines = self.characters = 0

    def of(self, block: Block) -> int:
        is_text = isinstance(block, Paragraph) and block.role is Role.BODY
        size = len(inline_text(block.children)) if isinstance(block, Paragraph) else 0
        if not is_text or self.lines >= MOST_LINES or self.characters + size > LONGEST_PARAGRAPH:
            self.number += 1
            self.lines = self.characters = 0
        self.lines = self.lines + 1 if is_text else MOST_LINES
        self.characters += size + 1
        return self.number


def _joined(blocks: Iterable[Block]) -> Block:
    """Paragraphs as one, a space between them; any other block is alone."""
    first, *others = blocks
    if not others or not isinstance(first, Paragraph):
        return first
    nodes = itertools.chain(
        first.children, *((Text(" "), *each.children) for each in others if isinstance(each, Paragraph))
    )
    runs = itertools.groupby(nodes, lambda node: isinstance(node, Text))
    children = itertools.chain.from_iterable(
        (Text("".join(node.value for node in run if isinstance(node, Text))),) if is_text else run
        for is_text, run in runs
    )
    return replace(first, children=tuple(children))


# ---- lines ----


def _shallow(children: Inlines, depth: int, told: _Told) -> Inlines:
    """Inlines without the marks that are too deep in others."""
    if not any(isinstance(node, Styled | Foreign | Link) for node in children):
        return children
    found: list[Inline] = []
    for node in children:
        if not isinstance(node, Styled | Foreign | Link):
            found.append(node)
        elif depth >= DEEPEST_MARKS and not isinstance(node, Link):
            told.add("BODY-004")
            found += _shallow(node.children, depth, told)
        else:
            found.append(replace(node, children=_shallow(node.children, depth + 1, told)))
    return tuple(found)


def _paragraphs(paragraph: Paragraph, told: _Told) -> Blocks:
    if len(inline_text(paragraph.children)) <= LONGEST_PARAGRAPH:
        return (paragraph,)
    told.add("BODY-003", paragraph.origin)
    return tuple(replace(paragraph, children=tuple(piece)) for piece in _pieces(paragraph.children))


def _pieces(children: Inlines) -> list[list[Inline]]:
    """Inlines in runs that are not too long."""
    pieces: list[list[Inline]] = [[]]
    left = LONGEST_PARAGRAPH
    for part in (each for node in children for each in _parts(node)):
        size = len(inline_text((part,)))
        if size > left and pieces[-1]:
            pieces.append([])
            left = LONGEST_PARAGRAPH
        pieces[-1].append(part)
        left -= size
    return pieces


def _parts(node: Inline) -> Iterator[Inline]:
    """An inline, in several where it is too long."""
    if len(inline_text((node,))) <= LONGEST_PARAGRAPH:
        yield node
        return
    match node:
        case Text(value=value) | Code(value=value):
            yield from (replace(node, value=part) for part in _cut(value))
        case Styled(children=children) | Link(children=children) | Foreign(children=children):
            yield from (replace(node, children=tuple(piece)) for piece in _pieces(children))
        case _:
            yield node


def _cut(text: str) -> Iterator[str]:
    """A text in parts that are not too long, after sentences or words where it has any."""
    at = 0
    while len(text) - at > LONGEST_PARAGRAPH:
        most = at + LONGEST_PARAGRAPH
        found = ((text.rfind(end, most - SEARCHED, most), len(end)) for end in ENDS)
        after = next((place + length for place, length in found if place >= 0), most)
        yield text[at:after].rstrip()
        at = after
    yield text[at:]


# ---- tables ----


def _narrowed(table: Table, told: _Told) -> Table:
    narrow = _without_idle_columns(table) if table.columns > MOST_COLUMNS else table
    if narrow.columns == table.columns:
        return table
    told.add("TABLE-001", table.origin)
    return narrow


def _rows_as_lines(table: Table) -> Iterator[Block]:
    """The rows as paragraphs with their cells one after the other; rows with more than words as what is in them."""
    yield from _paragraph(table.caption, table)
    for row in (*table.head, *table.body):
        blocks = [block for cell in row for block in cell.blocks]
        words = [block.children for block in blocks if isinstance(block, Paragraph)]
        if words and len(words) == len(blocks):
            joined = itertools.chain(words[0], *((Text(BETWEEN), *each) for each in words[1:]))
            yield Paragraph(tuple(joined), origin=blocks[0].origin)
        else:
            yield from blocks


def _within_length(table: Table, told: _Told) -> Sequence[Table]:
    parts = list(_rows_in_parts(table.body))
    if len(parts) <= 1:
        return (table,)
    told.add("TABLE-002", table.origin)
    first, *others = parts
    rest = [replace(table, head=(), body=part, caption=()) for part in others]
    return (replace(table, body=first), *rest)


def _without_idle_columns(table: Table) -> Table:
    """The table without the columns in which no cell begins."""
    sections = [(rows, starts_of(rows)) for rows in (table.head, table.body)]
    used = sorted({start for _, starts in sections for row in starts for start in row})
    number = {start: place for place, start in enumerate(used)}

    def width(start: int, cell: Cell) -> int:
        return bisect_left(used, start + cell.colspan) - bisect_left(used, start)

    head, body = (
        tuple(
            tuple([replace(cell, colspan=width(start, cell)) for cell, start in zip(row, places, strict=True)])
            for row, places in zip(rows, starts, strict=True)
        )
        for rows, starts in sections
    )
    return replace(table, columns=len(number), head=head, body=body)


def _rows_in_parts(rows: Sequence[Row]) -> Iterator[tuple[Row, ...]]:
    """Rows in runs with no more rows and cells than one table may have, and no cell that reaches over their ends."""
    part: list[Row] = []
    cells = reach = 0
    for number, row in enumerate(rows):
        full = len(part) >= MAX_ROWS or cells + len(row) > MAX_CELLS
        if part and full and number >= reach:
            yield tuple(part)
            part, cells = [], 0
        part.append(row)
        cells += len(row)
        reach = max([reach, *(number + cell.rowspan for cell in row if cell.rowspan > 1)])
    if part:
        yield tuple(part)
