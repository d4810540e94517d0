"""Tables of a web page to tables of the model: a full grid, with spans bounded to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bs4.element import Tag

from publish.model import Blocks, Cell, Inlines, Row, Table

MAX_COLUMNS, MAX_ROWS = 200, 5000
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
    head = _bounded([row.cells for row in rows[:split]])
    body = _bounded([row.cells for row in rows[split:]])
    columns = max(_width(head), _width(body))
    return Table(columns, _padded(head, columns), _padded(body, columns), caption)


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
    value = str(cell.get(name) or "1")
    return min(max(int(value), 1), MAX_COLUMNS) if value.isascii() and value.isdigit() and len(value) < 7 else 1


def _head_length(rows: Sequence[_ReadRow]) -> int:
    """How many rows at the top are heads; never all of them."""
    count = 0
    while count < len(rows) - 1 and rows[count].is_head:
        count += 1
    return count


def _bounded(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Rows whose row spans end at the last row."""
    return tuple(
        tuple(replace(cell, rowspan=min(cell.rowspan, len(rows) - number)) for cell in row)
        for number, row in enumerate(rows)
    )


def _fills(rows: Sequence[Row]) -> list[int]:
    """How many columns each row fills, counting cells that reach down from above."""
    down: list[int] = [0] * len(rows)
    fills = []
    for number, row in enumerate(rows):
        fills.append(sum(cell.colspan for cell in row) + down[number])
        for cell in row:
            for below in range(number + 1, number + cell.rowspan):
                down[below] += cell.colspan
    return fills


def _width(rows: Sequence[Row]) -> int:
    return max(_fills(rows), default=0)


def _padded(rows: Sequence[Row], columns: int) -> tuple[Row, ...]:
    """Rows filled up with empty cells to the width of the grid."""
    fills = _fills(rows)
    return tuple(
        (*row, Cell((), columns - fill)) if fill < columns else row for row, fill in zip(rows, fills, strict=True)
    )
