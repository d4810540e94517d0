"""Tables: a grid of cells with spans, head rows that repeat, columns as wide as what they hold."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from publish.model import Blocks, Cell, Direction, Row, Table
from publish.theme.roles import WORD_STYLES, StyleRole
from publish.walk import blocks_text, direction_of
from publish.writers.docx_scope import Place, Scope
from publish.writers.docx_xml import twips
from publish.writers.markup import is_number
from publish.writers.pdf_tables import GENEROUS, MEAN_EM, least_width

CellSetter: TypeAlias = "Callable[[Blocks, Scope], str]"

NARROWEST = 0.5  # of an even share of the width
LETTER_EM = GENEROUS * MEAN_EM  # of a heading in bold, too
MOST_COLUMNS = 63  # Word opens no table with more
LAST = MOST_COLUMNS - 1


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell in its row of the grid; `cell` is None where one from a row above reaches down."""

    column: int
    width: int
    cell: Cell | None
    starts: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """How the cells of a table are set: the columns in twips, the scope of a cell by its place and width in twips."""

    widths: tuple[int, ...]
    within: Callable[[Place, int], Scope]
    set_cell: CellSetter


def table_xml(table: Table, scope: Scope, set_cell: CellSetter) -> str:
    """A table as wide as the text; `set_cell` sets the blocks of a cell."""
    own = replace(scope, direction=_direction(table, scope), level=0)
    rows = tuple(grid(table))
    columns = min(max([table.columns, *(slot.column + slot.width for row in rows for slot in row)]), MOST_COLUMNS)
    widths = _widths(rows, columns, scope)
    style = WORD_STYLES[StyleRole.TABLE].ident
    turned = "<w:bidiVisual/>" if own.direction is Direction.RTL else ""
    columns_xml = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    within = functools.cache(lambda place, width: replace(own, place=place, width_pt=width / 20))
    setting = Setting(widths, within, set_cell)
    body = "".join(_row(row, setting, is_head=index < len(table.head)) for index, row in enumerate(rows))
    first = int(bool(table.head))
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>{turned}<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{"0620" if first else "0600"}" w:firstRow="{first}" w:lastRow="0" w:firstColumn="0" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{columns_xml}</w:tblGrid>{body}</w:tbl>"
    )


def grid(table: Table) -> Iterator[tuple[Slot, ...]]:
    """The rows as slots: each cell in its column, with a slot wherever one reaches down from above."""
    reaching: dict[int, tuple[int, int]] = {}
    for rows in (table.head, table.body):
        reaching = {}
        for index, row in enumerate(rows):
            slots, reaching = _place(row, reaching, below=len(rows) - index)
            yield _folded(slots)


def _folded(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
    """A row within Word's limit: what stands further right goes into the last cell."""
    if all(slot.column + slot.width <= MOST_COLUMNS for slot in slots):
        return slots
    kept = tuple(
        replace(slot, width=min(slot.width, MOST_COLUMNS - slot.column)) for slot in slots if slot.column < LAST
    )
    over = tuple(block for slot in slots if slot.column >= LAST and slot.cell for block in slot.cell.blocks)
    return (*kept, Slot(LAST, 1, Cell(over))) if over else kept


def _place(
    row: Row, reaching: dict[int, tuple[int, int]], *, below: int
) -> tuple[tuple[Slot, ...], dict[int, tuple[int, int]]]:
    """One row; `reaching` tells by column how wide a cell from above is and how many rows it still covers."""
    slots: list[Slot] = []
    following: dict[int, tuple[int, int]] = {}
    cells = iter(row)
    column = 0
    cell = next(cells, None)
    while cell is not None or any(start >= column for start in reaching):
        if column in reaching:
            width, rows = reaching[column]
            slots.append(Slot(column, width, None))
            if rows > 1:
                following[column] = (width, rows - 1)
        elif cell is not None:
            width = _room(column, cell.colspan, reaching)
            reach = min(cell.rowspan, below)
            slots.append(Slot(column, width, cell, starts=reach > 1))
            if reach > 1:
                following[column] = (width, reach - 1)
            cell = next(cells, None)
        else:
            width = min(start for start in reaching if start >= column) - column
            slots.append(Slot(column, width, Cell(())))
        column += width
    return tuple(slots), following


def _room(column: int, wanted: int, reaching: dict[int, tuple[int, int]]) -> int:
    """As many columns as a cell wants, up to the next one that is taken from above."""
    ahead = [start for start in reaching if start > column]
    return min([wanted, *(start - column for start in ahead)])


def _widths(rows: tuple[tuple[Slot, ...], ...], columns: int, scope: Scope) -> tuple[int, ...]:
    """Twips for each column: by how much text stands in it, and no less than its longest word if there is room."""
    style = scope.whole.styles[StyleRole.TABLE_TEXT]
    padding = style.padding.left + style.padding.right
    weights, least = [1.0] * columns, [0.0] * columns
    for row in rows:
        for slot in row:
            if slot.cell is not None and slot.width == 1 and slot.column < columns:
                weights[slot.column] = max(weights[slot.column], _weight(slot.cell))
                word = twips(least_width(slot.cell, letter=LETTER_EM) * style.size_pt + padding)
                least[slot.column] = max(least[slot.column], word)
    even = sum(weights) / columns
    whole = twips(scope.width_pt)
    shares = [int(share) for share in _shared(whole, [max(weight, even * NARROWEST) for weight in weights], least)]
    return (*shares[:-1], whole - sum(shares[:-1]))


def _shared(whole: float, weights: list[float], least: list[float]) -> list[float]:
    """A width shared out by weight, nobody with less than the least; by the least where that is more than there is."""
    if sum(least) >= whole:
        weights, least = least, [0.0] * len(least)
    shares = dict[int, float]()
    while True:
        free = [place for place in range(len(weights)) if place not in shares]
        unit = (whole - sum(shares.values())) / max(sum(weights[place] for place in free), 1e-9)
        short = {place: least[place] for place in free if least[place] > unit * weights[place]}
        if not short:
            return [shares.get(place, unit * weight) for place, weight in enumerate(weights)]
        shares |= short


def _weight(cell: Cell) -> float:
    text = blocks_text(cell.blocks)
    longest = max(map(len, text.split()), default=0)
    return max(longest, min(len(text), 40) * 0.75, 2.0)


def _direction(table: Table, scope: Scope) -> Direction:
    text = "".join(blocks_text(cell.blocks) for row in (*table.head, *table.body)[:2] for cell in row)
    return direction_of(text) or scope.direction


def _row(row: tuple[Slot, ...], setting: Setting, *, is_head: bool) -> str:
    head = "<w:tblHeader/>" if is_head else ""
    columns = len(setting.widths)
    cells = "".join(_cell(slot, setting, is_head=is_head) for slot in row if slot.column < columns)
    filled = max((slot.column + slot.width for slot in row), default=0)
    if filled < columns:
        cells += _cell(Slot(filled, columns - filled, Cell(())), setting, is_head=is_head)
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{cells}</w:tr>"


def _cell(slot: Slot, setting: Setting, *, is_head: bool) -> str:
    covered = setting.widths[slot.column : slot.column + slot.width]
    width = sum(covered)
    span = f'<w:gridSpan w:val="{len(covered)}"/>' if len(covered) > 1 else ""
    merge = '<w:vMerge w:val="restart"/>' if slot.starts else "" if slot.cell else "<w:vMerge/>"
    align = '<w:vAlign w:val="bottom"/>' if is_head else ""
    place = Place.HEAD_CELL if is_head else Place.NUMBER_CELL if slot.cell and is_number(slot.cell) else Place.CELL
    content = setting.set_cell(slot.cell.blocks if slot.cell else (), setting.within(place, width))
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{align}</w:tcPr>{content}</w:tc>'
