"""How a table is brought into the measure of a page: as it is, in smaller type, turned, or with its words broken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from publish.model import Cell, Table
from publish.theme.cascade import cascade
from publish.theme.load import Theme
from publish.theme.roles import StyleRole
from publish.walk import blocks_text
from publish.writers.markup import LONGEST_WORD

SMALLER = 0.85  # of the type of tables: what themes make of `.small table`
MEAN_EM, WIDE_EM = 0.52, 1.0  # the width of a letter, generously; of a Chinese one, between which lines break
ROOM = 14  # letters that a column of sentences has in a line, or it would be a ladder of words
LINES = 4  # that a text may take before its column is widened
_UNBROKEN = re.compile(r"[^\s\u200b-]+-?")


def box_of(table: Table, theme: Theme) -> str:
    """The class of the box that a table needs to fit its page: "" for none, or some of small, turned and tight.

    Where text stands in columns, "wide" goes across all of them: there WeasyPrint turns no page.
    """
    whole = cascade(theme)
    size = whole.styles[StyleRole.TABLE_TEXT].size_pt
    need = sum(column_widths(table)) * size + table.columns * _gap(theme)
    page = whole.page
    if theme.column_pt is not None:
        return _across(need, theme.column_pt, page.measure_pt)
    turned = page.measure_pt + page.height_pt - page.width_pt
    for box, room in (
        ("", page.measure_pt),
        ("small", page.measure_pt / SMALLER),
        ("turned", turned),
        ("small turned", turned / SMALLER),
    ):
        if need <= room:
            return box
    return "small turned tight"


def _across(need: float, column: float, measure: float) -> str:
    if need <= column:
        return ""
    return "wide" if need <= measure else "small wide" if need <= measure / SMALLER else "small wide tight"


def _gap(theme: Theme) -> float:
    padding = cascade(theme).styles[StyleRole.TABLE_TEXT].padding
    return padding.left + padding.right


def column_widths(table: Table) -> list[float]:
    """The least width of each column in em: that of its longest word; cells over several columns share theirs out."""
    widths = [0.0] * table.columns
    for cell, column in _placed(table):
        text = blocks_text(cell.blocks)
        room = MEAN_EM * min(len(text) / LINES, ROOM)
        least = max(room, *map(_width, _UNBROKEN.findall(text)), 0.0) / cell.colspan
        for each in range(column, min(column + cell.colspan, table.columns)):
            widths[each] = max(widths[each], least)
    return widths


def _placed(table: Table) -> Iterator[tuple[Cell, int]]:
    """The cells with the column that each begins in, which rows above may have filled."""
    taken: dict[tuple[int, int], bool] = {}
    for number, row in enumerate((*table.head, *table.body)):
        column = 0
        for cell in row:
            while taken.get((number, column)):
                column += 1
            yield cell, column
            for below in range(1, cell.rowspan):
                for beside in range(cell.colspan):
                    taken[number + below, column + beside] = True
            column += cell.colspan


def _width(word: str) -> float:
    if not word.isascii() and any(unicodedata.east_asian_width(letter) in "WF" for letter in word):
        return 2 * WIDE_EM
    return MEAN_EM * min(len(word), LONGEST_WORD)
