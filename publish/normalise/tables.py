"""Tables of a web page to tables of the model."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from bs4.element import PageElement, Tag

from publish.model import Block, Blocks, Cell, Inlines, Mark, Paragraph, Row, Styled, Table
from publish.normalise.grid import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, grid, span

CellReader = Callable[[Tag], Blocks]

SECTIONS = frozenset(("thead", "tbody", "tfoot"))
_TITLES = frozenset(("h1", "h2", "h3"))


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table, those of its foot last, and what stands in it outside of any cell."""

    rows: tuple[Tag, ...]
    strays: tuple[PageElement, ...]
    captions: tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class _ReadRow:
    """A row: its cells, which of them the page calls heads, and whether the row as a whole is one."""

    cells: Row
    heads: tuple[bool, ...]
    is_head: bool


def rows_of(node: Tag) -> Rows:
    found: dict[str, list[Tag]] = {"tfoot": [], "": [], "caption": []}
    strays: list[PageElement] = []
    for section, child in _children(node):
        if isinstance(child, Tag) and child.name == "tr":
            found["tfoot" if section == "tfoot" else ""].append(child)
        elif isinstance(child, Tag) and child.name == "caption":
            found["caption"].append(child)
        elif isinstance(child, Tag) or str(child).strip():
            strays.append(child)
    kept = (*found[""], *found["tfoot"])
    strays += [child for row in kept for child in row.contents if not _is_cell(child) and _has_words(child)]
    return Rows(kept, tuple(strays), tuple(found["caption"]))


def _children(node: Tag) -> Iterator[tuple[str, PageElement]]:
    """(the section of the table, an element or text in it) for all that is in a table."""
    for child in node.contents:
        if isinstance(child, Tag) and child.name in SECTIONS:
            yield from ((child.name, each) for each in child.contents)
        else:
            yield "", child


def _is_cell(node: PageElement) -> bool:
    return isinstance(node, Tag) and node.name in ("td", "th")


def _has_words(node: PageElement) -> bool:
    return bool((node.get_text() if isinstance(node, Tag) else str(node)).strip())


def cells_of(row: Tag) -> list[Tag]:
    return [cell for cell in row.contents if isinstance(cell, Tag) and _is_cell(cell)]


def table_of(rows: Sequence[Tag], caption: Inlines, read_cell: CellReader) -> Table | None:
    """The table, or None when it has no words. Spans that leave the grid are cut to it."""
    read = [row for row in (_read_row(row, read_cell) for row in rows) if row.cells]
    read = _without_empty(read)
    if not any(cell.blocks for row in read for cell in row.cells):
        return None
    split = _head_length(read)
    return grid([row.cells for row in read[:split]], [_with_row_heads(row) for row in read[split:]], caption)


def _without_empty(rows: list[_ReadRow]) -> list[_ReadRow]:
    """The rows without those, and without the columns, in which no cell says anything, where no cell spans several."""
    if any(cell.rowspan > 1 or cell.colspan > 1 for row in rows for cell in row.cells):
        return rows
    rows = [row for row in rows if any(cell.blocks for cell in row.cells)]
    full = {column for row in rows for column, cell in enumerate(row.cells) if cell.blocks}
    return [
        replace(
            row,
            cells=tuple(cell for column, cell in enumerate(row.cells) if column in full),
            heads=tuple(is_head for column, is_head in enumerate(row.heads) if column in full),
        )
        for row in rows
    ]


def is_layout(node: Tag, rows: Sequence[Tag]) -> bool:
    """Whether a table only places things on the page: one column or cell, prose in a row, or it says so itself."""
    if node.attrs.get("role") == "presentation":
        return True
    widest = max((len(cells_of(row)) for row in rows), default=0)
    if widest <= 1 or node.find("table") is not None:
        return True
    return len(rows) <= 2 and any(_holds_prose(cell) for row in rows for cell in cells_of(row))


def _holds_prose(cell: Tag) -> bool:
    return len(cell.find_all("p")) > 2 or cell.find(list(_TITLES)) is not None


def bounded(rows: Sequence[Tag]) -> tuple[Sequence[Tag], list[Tag]]:
    """(the rows within bounds, the rows and cells beyond that no table of a book can hold)."""
    most = min(MAX_ROWS, _rows_within(rows, MAX_CELLS))
    beyond = [*rows[most:], *(cell for row in rows[:most] for cell in cells_of(row)[MAX_COLUMNS:])]
    return rows[:most], beyond


def _rows_within(rows: Sequence[Tag], cells: int) -> int:
    """How many rows from the top have no more cells than this together."""
    return bisect.bisect_right(list(itertools.accumulate(len(cells_of(row)[:MAX_COLUMNS]) for row in rows)), cells)


def _read_row(row: Tag, read_cell: CellReader) -> _ReadRow:
    cells = cells_of(row)[:MAX_COLUMNS]
    read = tuple([Cell(read_cell(cell), _span(cell, "colspan"), _span(cell, "rowspan")) for cell in cells])
    heads = tuple([cell.name == "th" for cell in cells])
    in_head = row.parent is not None and row.parent.name == "thead"
    inked = [is_head for is_head, cell in zip(heads, read, strict=True) if cell.blocks]
    return _ReadRow(read, heads, in_head or (bool(inked) and all(inked) and 2 * len(inked) >= len(cells)))


def _span(cell: Tag, name: str) -> int:
    value = cell.attrs.get(name)
    return span(str(value)) if value else 1


def _head_length(rows: Sequence[_ReadRow]) -> int:
    """How many rows at the top are heads; never all of them."""
    count = 0
    while count < len(rows) - 1 and rows[count].is_head:
        count += 1
    if count == 0 and len(rows) > 2 and _is_bold(rows[0]) and not any(map(_is_bold, rows[1:])):
        return 1
    return count


def _is_bold(row: _ReadRow) -> bool:
    """Whether all that a row says is bold, in two cells or more."""
    inked = [cell.blocks for cell in row.cells if cell.blocks]
    return len(inked) > 1 and all(map(_is_strong, inked))


def _is_strong(content: Blocks) -> bool:
    match content:
        case (Paragraph(children=(Styled(mark=Mark.STRONG),)),):
            return True
        case _:
            return False


def _with_row_heads(row: _ReadRow) -> Row:
    """The cells of a row of the body, with what heads the row set as strong: the model has heads of columns alone."""
    return tuple(
        replace(cell, blocks=tuple(map(_strong, cell.blocks))) if is_head else cell
        for cell, is_head in zip(row.cells, row.heads, strict=True)
    )


def _strong(block: Block) -> Block:
    match block:
        case Paragraph(children=children) if not any(isinstance(node, Styled) for node in children):
            return replace(block, children=(Styled(Mark.STRONG, children),))
        case _:
            return block
