"""How a table is brought into the measure of a page: as it is, in smaller type, turned, or with its words broken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from publish.model import Cell, Table
from publish.theme.cascade import cascade
from publish.theme.fonts import FAMILIES, faces, installed, letter_em
from publish.theme.load import Theme
from publish.theme.roles import Box, StyleRole
from publish.walk import blocks_text
from publish.writers.markup import LONGEST_WORD

MEAN_EM, WIDE_EM = 0.52, 1.0  # the width of a letter, generously; of a Chinese one, between which lines break
GENEROUS = 1.1  # times the mean width of the letters of a font: words may have more of the wide ones
ROOM = 14  # letters that a column of sentences has in a line, or it would be a ladder of words
LINES = 4  # that a text may take before its column is widened
_UNBROKEN = re.compile(r"[^\s\u200b-]+-?")


def box_of(table: Table, theme: Theme) -> str:
    """The class of the box that a table needs to fit its page: "" for none, or some of small, turned and tight.

    Where text stands in columns, "wide" goes across all of them: there WeasyPrint turns no page.
    """
    whole = cascade(theme)
    style = whole.styles[StyleRole.TABLE_TEXT]
    widths = column_widths(table, letter=_letter_em(theme, style.families))
    need = sum(widths) * style.size_pt + table.columns * (style.padding.left + style.padding.right)
    smaller = whole.boxes[Box.SMALL_TABLE_CELL].size_pt / style.size_pt
    page = whole.page
    if theme.column_pt is not None:
        return _across(need, theme.column_pt, page.measure_pt, smaller)
    turned = page.measure_pt + page.height_pt - page.width_pt
    for box, room in (
        ("", page.measure_pt),
        ("small", page.measure_pt / smaller),
        ("turned", turned),
        ("small turned", turned / smaller),
    ):
        if need <= room:
            return box
    return "small turned tight"


def _across(need: float, column: float, measure: float, smaller: float) -> str:
    if need <= column:
        return ""
    return "wide" if need <= measure else "small wide" if need <= measure / smaller else "small wide tight"


def _letter_em(theme: Theme, families: Iterable[str]) -> float:
    """How wide a letter of a text in the first of these families that is at hand has to be taken for."""
    for family in families:
        own = tuple(face for face in theme.faces if face.family == family)
        known = faces((family,)) if family in FAMILIES and installed(family) else ()
        for face in own or known:
            if not face.italic:
                return max(MEAN_EM, GENEROUS * letter_em(face))
    return MEAN_EM


def column_widths(table: Table, *, letter: float = MEAN_EM) -> list[float]:
    """The least width of each column in em: that of its longest word, whose letters are so wide.

    Cells over several columns share theirs out.
    """
    widths = [0.0] * table.columns
    for cell, column in _placed(table):
        least = least_width(cell, letter=letter) / cell.colspan
        for each in range(column, min(column + cell.colspan, table.columns)):
            widths[each] = max(widths[each], least)
    return widths


def least_width(cell: Cell, *, letter: float = MEAN_EM) -> float:
    """The width in em without which a word of a cell would be broken, or its text be a ladder of words."""
    text = blocks_text(cell.blocks)
    room = letter * min(len(text) / LINES, ROOM)
    return max(room, *(_width(word, letter) for word in _UNBROKEN.findall(text)), 0.0)


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


def _width(word: str, letter: float) -> float:
    if not word.isascii() and any(unicodedata.east_asian_width(letter) in "WF" for letter in word):
        return 2 * WIDE_EM
    return letter * min(len(word), LONGEST_WORD)
