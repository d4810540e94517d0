"""How a table is brought onto a small screen: as it is, in a box that scrolls, or with its words broken."""

from __future__ import annotations

import math

from publish.model import Table
from publish.walk import blocks_text
from publish.writers.pdf_tables import ROOM, column_widths

NARROW_EM = 20.0  # what a screen of 320 pixels has between its margins, in the type of tables
GAP_EM = 0.6  # between columns
MOST_LINES = 12  # in a box that scrolls: reading apps cut off what of it does not fit on a page
SCROLLING = '<div class="scroll">'
FOCUSED = '<div class="scroll" role="group" tabindex="0">'  # keys, too, can scroll what they can reach


def screen_box(table: Table) -> str:
    """The class of the box that a table needs on a small screen: "" for none, else scroll, or small and tight."""
    if sum(column_widths(table)) + table.columns * GAP_EM <= NARROW_EM:
        return ""
    return "scroll" if _lines(table) <= MOST_LINES else "small tight"


def _lines(table: Table) -> int:
    """How many lines the rows take where each column is as wide as it should be."""
    longest = (max((len(blocks_text(cell.blocks)) for cell in row), default=0) for row in (*table.head, *table.body))
    return sum(max(1, math.ceil(length / ROOM)) for length in longest)
