"""Tables of a web page to tables of the model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bs4.element import Tag

from publish.model import Blocks, Cell, Inlines, Row, Table
from publish.normalise.grid import MAX_COLUMNS, MAX_ROWS, grid, span

CellReader = Callable[[Tag], Blocks]


@dataclass(frozen=True, slots=True)
class _ReadRow:
    cells: Row
    is_head: bool


def table_of(node: Tag, caption: Inlines, read_cell: CellReader) -> Table | None:
    """The table, or None when it has no cells. Spans that leave the grid are cut to it."""
    rows = [_read_row(row, read_cell) for row in node.find_all("tr")[:MAX_ROWS] if row.find_parent("table") is node]
    rows = [row for row in rows if row.cells]
    if not rows:
        return None
    split = _head_length(rows)
    return grid([row.cells for row in rows[:split]], [row.cells for row in rows[split:]], caption)


def is_layout(node: Tag) -> bool:
    """Whether a table only places things on the page: one column or one cell, or it says so itself."""
    if node.get("role") == "presentation":
        return True
    rows = [row for row in node.find_all("tr") if row.find_parent("table") is node]
    widest = max((len(row.find_all(["td", "th"], recursive=False)) for row in rows), default=0)
    return widest <= 1 or node.find("table") is not None


def _read_row(row: Tag, read_cell: CellReader) -> _ReadRow:
    cells = row.find_all(["td", "th"], recursive=False)[:MAX_COLUMNS]
    in_head = row.find_parent("thead") is not None
    all_heads = bool(cells) and all(cell.name == "th" for cell in cells)
    read = tuple(Cell(read_cell(cell), _span(cell, "colspan"), _span(cell, "rowspan")) for cell in cells)
    return _ReadRow(read, in_head or all_heads)


def _span(cell: Tag, name: str) -> int:
    return span(str(cell.get(name) or "1"))


def _head_length(rows: Sequence[_ReadRow]) -> int:
    """How many rows at the top are heads; never all of them."""
    count = 0
    while count < len(rows) - 1 and rows[count].is_head:
        count += 1
    return count
