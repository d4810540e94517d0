"""What a typographer would measure on the pages of a PDF, read with another library than the one that wrote it."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

NORMAL_SPACE = 0.25  # em: about what Literata and most text faces have between words
SAME_LINE = 0.6  # pt: baselines nearer than this are one


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one size of type: page (0-based), baseline above the foot of the page, left and right edge, size; in pt."""

    page: int
    baseline: float
    left: float
    right: float
    size: float
    font: str
    text: str
    spaces: tuple[float, ...]  # the widths of its word spaces


def lines(data: bytes) -> Iterator[Line]:
    """Every line of a PDF that runs from left to right, page by page, in the order of the text."""
    document = pypdfium2.PdfDocument(data)
    for number, page in enumerate(document):
        words = page.get_textpage()
        yield from _lines_of(number, words)
        words.close()
        page.close()
    document.close()


@dataclass(frozen=True, slots=True)
class _Sign:
    text: str
    x: float
    y: float
    right: float
    size: float
    font: str


def _lines_of(number: int, words: pypdfium2.PdfTextPage) -> Iterator[Line]:
    row: list[_Sign] = []
    for sign in _signs(words):
        if row and (
            abs(sign.y - row[-1].y) > SAME_LINE or sign.x < row[-1].x - 1 or abs(sign.size - row[-1].size) > 0.1
        ):
            yield _line(number, row)
            row = []
        row.append(sign)
    if row:
        yield _line(number, row)


def _signs(words: pypdfium2.PdfTextPage) -> Iterator[_Sign]:
    from ctypes import c_double, c_int, create_string_buffer

    x, y = c_double(), c_double()
    flags, name, box, matrix = c_int(), create_string_buffer(200), raw.FS_RECTF(), raw.FS_MATRIX()
    for index in range(words.count_chars()):
        point = raw.FPDFText_GetUnicode(words, index)
        if raw.FPDFText_IsGenerated(words, index) or not point or chr(point).isspace():
            continue
        raw.FPDFText_GetCharOrigin(words, index, x, y)
        raw.FPDFText_GetLooseCharBox(words, index, box)
        raw.FPDFText_GetMatrix(words, index, matrix)
        raw.FPDFText_GetFontInfo(words, index, name, 200, flags)
        size = raw.FPDFText_GetFontSize(words, index) * matrix.a
        yield _Sign(chr(point), x.value, y.value, box.right, size, name.value.decode("latin-1").partition("+")[2])


def _line(number: int, row: list[_Sign]) -> Line:
    size = statistics.median(sign.size for sign in row)
    gaps = [after.x - before.right for before, after in itertools.pairwise(row)]
    spaces = tuple(gap for gap in gaps if gap > 0.1 * size)
    text = "".join(sign.text + (" " if gap > 0.1 * size else "") for sign, gap in zip(row, [*gaps, 0.0], strict=True))
    return Line(number, row[0].y, row[0].x, row[-1].right, size, row[0].font, text, spaces)
