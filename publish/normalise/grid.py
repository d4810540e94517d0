"""Rows of cells as a table of the model: a full grid, with spans bounded to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from publish.model import Cell, Inlines, Row, Table

MAX_COLUMNS, MAX_ROWS, MAX_CELLS = 200, 5000, 20_000


def grid(head: Sequence[Row], body: Sequence[Row], caption: Inlines) -> Table:
    """The table of these rows; spans that leave it are cut, rows that are too short filled up."""
    head, body = _bounded(head), _bounded(body)
    columns = max(_width(head), _width(body))
    return Table(columns, _padded(head, columns), _padded(body, columns), caption)


def span(value: str) -> int:
    """How many columns or rows an attribute asks for, within bounds; 1 for what is no number."""
    return min(max(int(value), 1), MAX_COLUMNS) if value.isascii() and value.isdigit() and len(value) < 7 else 1


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


def starts_of(rows: Sequence[Row]) -> list[list[int]]:
    """The column in which each cell of each row begins."""
    taken: dict[int, set[int]] = {}
    found = []
    for number, row in enumerate(rows):
        full, at, places = taken.pop(number, set()), 0, []
        for cell in row:
            while at in full:
                at += 1
            places.append(at)
            for below in range(number + 1, number + cell.rowspan):
                taken.setdefault(below, set()).update(range(at, at + cell.colspan))
            at += cell.colspan
        found.append(places)
    return found


def _width(rows: Sequence[Row]) -> int:
    return max(_fills(rows), default=0)


def _padded(rows: Sequence[Row], columns: int) -> tuple[Row, ...]:
    """Rows filled up with empty cells to the width of the grid."""
    fills = _fills(rows)
    return tuple(
        (*row, Cell((), columns - fill)) if fill < columns else row for row, fill in zip(rows, fills, strict=True)
    )
