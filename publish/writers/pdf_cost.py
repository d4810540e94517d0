"""What the layout of an article should take, and what it may: as much as a source, and more for a text that is long.

Time is given for what is written, not for what stands in a file: for paragraphs of ordinary length that say something
new. A novel has the time that it needs; a line that comes a hundred thousand times, or a table without end, has not.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import replace

from publish.limits import Limits
from publish.writers.pdf_engine import Sheet

SECONDS_A_LETTER, SECONDS_A_TAG = 4.5e-5, 5e-4  # what they take to be laid out
SECONDS_A_CELL, SECONDS_AN_ITEM = 5e-4, 2e-3  # and what cells of tables, and items with their marks, take besides
ENDLESS = 6  # times that a letter of a word without end is looked at
SHORT = 50  # characters of paragraphs, on average, in which people talk; what has less is lists of lines
LONGEST_PARAGRAPH = 20_000  # characters of one that somebody wrote: some pages
MOST_ALIKE = 5  # times as long as what it can be packed to; prose of that length is two or three times
PROSE_LEEWAY = 1.5  # times as long as its prose should take
MOST_PROSE = 450  # seconds: ten million letters, the longest novels there are
MEBIBYTES_A_SECOND = 8  # that pages fill while they are laid out: 5 were measured
_TAG = re.compile(r"<[^<>]*>")
_ENDLESS = re.compile(r"[^\s\u2e80-\uffff]{1000,}")
_WIDE = re.compile("[\u2e80-\uffff]")


def expected_seconds(sheet: Sheet) -> float:
    """About how many seconds of CPU it takes to lay out a document."""
    tags = sheet.markup.count("<")
    cells = sheet.markup.count("<td") + sheet.markup.count("<th")
    words = _TAG.sub("", sheet.markup)
    items = sheet.markup.count("<li")
    letters = _letters(words) + ENDLESS * sum(map(len, _ENDLESS.findall(words)))  # those are tried again and again
    return letters * SECONDS_A_LETTER + tags * SECONDS_A_TAG + cells * SECONDS_A_CELL + items * SECONDS_AN_ITEM


def _letters(words: str) -> int:
    """Letters as they take time: lines break anywhere between wide ones."""
    return len(words) + 2 * len(_WIDE.findall(words))


def prose_seconds(sheet: Sheet) -> float:
    """How many of these seconds are for paragraphs of ordinary length and words, each of them once."""
    paragraphs = {_TAG.sub("", each[each.rfind("<p") :]) for each in sheet.markup.split("</p>")[:-1]}
    ordinary = [each for each in paragraphs if _is_written(each)]
    letters = sum(map(_letters, ordinary))
    seconds = letters * SECONDS_A_LETTER + 2 * len(ordinary) * SECONDS_A_TAG
    share = min(1, letters / (len(ordinary) * SHORT)) if ordinary else 0
    return min(seconds * share, MOST_PROSE)


def _is_written(paragraph: str) -> bool:
    """Whether a paragraph is none that a machine has made from the same words again and again."""
    if len(paragraph) > LONGEST_PARAGRAPH or _ENDLESS.search(paragraph):
        return False
    letters = paragraph.encode()
    return len(letters) <= MOST_ALIKE * len(zlib.compress(letters, 1))


def allowed(sheet: Sheet, limits: Limits, *, share: float) -> Limits:
    """What the layout of a document may take: this share of the time that a source may, and what its prose needs."""
    if limits.cpu is None:
        return limits
    own = replace(limits, cpu=max(1, int(limits.cpu * share)))
    if expected_seconds(sheet) <= limits.cpu * share:
        return own
    longer = PROSE_LEEWAY * prose_seconds(sheet)
    return own.with_more(int(longer), int(longer * MEBIBYTES_A_SECOND))
