"""Tables written as HTML tags on lines of their own, with Markdown in their cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from publish.commonmark import Kind, Node
from publish.model import Block, Blocks, Cell, Inlines, Paragraph, Row, Table, Text
from publish.normalise.grid import grid, span
from publish.normalise.markdown_inlines import Tag, tag_of

NAMES = frozenset(("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"))
_ENDS = {"td": ("td", "th", "tr"), "th": ("td", "th", "tr"), "caption": ("caption", "tr", "thead", "tbody")}


@dataclass(frozen=True, slots=True)
class TableTag:
    """A tag of a table among blocks."""

    tag: Tag
    node: Node


Item: TypeAlias = "Node | TableTag"
Read: TypeAlias = Callable[[Sequence[Item]], Blocks]


def unfolded(nodes: Iterable[Node]) -> Iterator[Item]:
    """The nodes, with the tags of tables taken out of the paragraphs that they stand in."""
    for node in nodes:
        if node.kind is Kind.PARAGRAPH and any(map(_table_tag, node.children)):
            yield from _parts(node)
        else:
            yield node


def _table_tag(node: Node) -> TableTag | None:
    tag = tag_of(node)
    return TableTag(tag, node) if tag is not None and tag.name in NAMES else None


def _parts(paragraph: Node) -> Iterator[Item]:
    run: list[Node] = []
    for node in paragraph.children:
        found = _table_tag(node)
        if found is None:
            run.append(node)
            continue
        yield from _paragraph(paragraph, run)
        run = []
        yield found
    yield from _paragraph(paragraph, run)


def _paragraph(around: Node, run: list[Node]) -> Iterator[Node]:
    while run and run[0].kind in (Kind.NEWLINE, Kind.BREAK):
        run = run[1:]
    while run and run[-1].kind in (Kind.NEWLINE, Kind.BREAK):
        run = run[:-1]
    if any(node.kind is not Kind.TEXT or node.value.strip() for node in run):
        yield replace(around, children=tuple(run))


def table_end(items: Sequence[Item], start: int) -> int:
    """Where the table that begins at `start` ends: at its end tag, or with the items."""
    depth = 0
    for at in range(start, len(items)):
        item = items[at]
        if isinstance(item, TableTag) and item.tag.name == "table":
            depth += -1 if item.tag.is_end else 1
            if depth == 0:
                return at
    return len(items)


@dataclass(slots=True)
class _Rows:
    """A table under way. What stands between its cells is no part of it, but not lost."""

    read: Read
    head: list[Row] = field(default_factory=list)
    body: list[Row] = field(default_factory=list)
    row: list[Cell] | None = None
    heads_only: bool = True
    in_head: bool = False
    caption: Inlines = ()
    strays: list[Block] = field(default_factory=list)

    def take(self, items: Sequence[Item]) -> None:
        at = 0
        while at < len(items):
            item = items[at]
            if not isinstance(item, TableTag) or item.tag.name == "table":
                end = table_end(items, at) + 1 if isinstance(item, TableTag) else at + 1
                self.strays += self.read(items[at:end])
                at = end
            elif item.tag.name in _ENDS and not item.tag.is_end:
                end = _cell_end(items, at + 1, item.tag.name)
                self._take_cell(item.tag, self.read(items[at + 1 : end]))
                at = end + (end < len(items) and _ends(items[end], item.tag.name))
            else:
                self._turn(item.tag)
                at += 1
        self._end_row()

    def _take_cell(self, tag: Tag, content: Blocks) -> None:
        if tag.name == "caption":
            self.caption = _one_line(content)
            self.strays += (block for block in content if not isinstance(block, Paragraph))
            return
        if self.row is None:
            self.row = []
        self.heads_only = self.heads_only and tag.name == "th"
        colspan, rowspan = (span(tag.attributes.get(name, "1")) for name in ("colspan", "rowspan"))
        self.row.append(Cell(content, colspan, rowspan))

    def _turn(self, tag: Tag) -> None:
        if tag.name in ("tr", "thead", "tbody", "tfoot"):
            self._end_row()
        if tag.name == "thead":
            self.in_head = not tag.is_end

    def _end_row(self) -> None:
        if self.row:
            is_head = (self.in_head or self.heads_only) and not self.body
            (self.head if is_head else self.body).append(tuple(self.row))
        self.row, self.heads_only = None, True


def _cell_end(items: Sequence[Item], start: int, name: str) -> int:
    """Where a cell ends: at its end tag, or where the next cell or row begins."""
    at = start
    while at < len(items):
        item = items[at]
        if isinstance(item, TableTag) and item.tag.name == "table":
            if item.tag.is_end:
                return at
            at = table_end(items, at)
        elif isinstance(item, TableTag) and item.tag.name in _ENDS[name]:
            return at
        at += 1
    return len(items)


def _ends(item: Item, name: str) -> bool:
    return isinstance(item, TableTag) and item.tag.is_end and item.tag.name == name


def _one_line(content: Blocks) -> Inlines:
    lines = [block.children for block in content if isinstance(block, Paragraph)]
    return tuple(node for number, line in enumerate(lines) for node in (*((Text(" "),) if number else ()), *line))


def read_table(items: Sequence[Item], read: Read) -> Blocks:
    """The table whose inside these items are, after what stands in it beside its cells."""
    rows = _Rows(read)
    rows.take(items)
    if not rows.body and rows.head:
        rows.body.append(rows.head.pop())
    if not rows.body:
        return (*rows.strays, *((Paragraph(rows.caption),) if rows.caption else ()))
    return (*rows.strays, grid(rows.head, rows.body, rows.caption))


__all__ = ["Item", "Table", "TableTag", "read_table", "table_end", "unfolded"]
