"""What an author of a text dump set line by line: tables drawn with tabs or pipes, verse, code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from publish.passages import Passage

ROWS = 2  # lines that make a table where the columns agree; without tabs or a ruled head it takes one more
MOST_COLUMNS = 60
VERSE_LINES, VERSE_WIDTH = 3, 64  # lines of a stanza at least, and characters of a line at most
CODE_LINES = 2
_RULED = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_BULLET = re.compile(r"[•◦▪‣·●○■□►⁃∙*+–—-]\s|\(?\d{1,3}[.)]\s")
_CODE_START = re.compile(
    r"(?:def|class|import|from|return|if|elif|for|while|with|const|let|var|function|public|private|static|void|int|fn|"
    r"func|package|using|namespace|struct|enum|type|try|catch|SELECT|INSERT|UPDATE|CREATE|echo|sudo|pip|npm|git|docker|"
    r"curl)\s[^.]*[\w)\"'\]};{:(,]$|#include\b|#!|//\s|/\*|\*/|\$ \w|>>> |@\w+(?:\(|$)|</?\w[^<>]*/?>"
)
_CODE_CLOSER = re.compile(r"[;{}\])]")  # one is in every end
_CODE_END = re.compile(r"[;{}]$|[\w)\]]\):?$|\)\s*(?:\{|=>|->).*$|^[)\]}]+[,;]?$")
_CODE_INSIDE = re.compile(r"\w\((?:[^\s(]|(?<!\w)\()*\)|\w\.\w+\(|[=!<>+*/-]=|\s=\s\S|=>|->|::|&&|\|\||\[\w*\]")


class Shape(Enum):
    """What lines on end make together."""

    TABLE = "table"
    VERSE = "verse"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Shaped:
    """The passages `start` to `end` (exclusive) of a sequence, which make a shape together."""

    shape: Shape
    start: int
    end: int


def shapes_of(passages: Sequence[Passage]) -> tuple[Shaped, ...]:
    """The shapes in some passages of a text dump, in order; no two share a passage."""
    found: list[Shaped] = []
    for start, end in _blocks(passages):
        found += _in_block(passages, start, end)
    return tuple(found)


def _blocks(passages: Sequence[Passage]) -> Iterator[tuple[int, int]]:
    """(start, end) of the runs of lines without a blank line between them."""
    start = 0
    for number in range(1, len(passages) + 1):
        if number == len(passages) or passages[number].gap:
            if number - start >= ROWS:
                yield start, number
            start = number


def _in_block(passages: Sequence[Passage], start: int, end: int) -> Iterator[Shaped]:
    at = start
    while at < end:
        stop = max(_table_end(passages, at, end), _code_end(passages, at, end))
        if stop > at:
            shape = Shape.TABLE if stop == _table_end(passages, at, end) else Shape.CODE
            yield Shaped(shape, at, stop)
        elif at == start and _is_verse(passages[start:end]):
            yield Shaped(Shape.VERSE, start, end)
            return
        at = max(stop, at + 1)


# ---- tables ----


def cells_of(text: str) -> tuple[str, ...]:
    """The cells of a row drawn with tabs or pipes; () for a line that is none."""
    if "\t" in text:
        return tuple(cell.strip() for cell in text.split("\t"))
    if "|" in text:
        return tuple(cell.strip() for cell in text.strip().removeprefix("|").removesuffix("|").split("|"))
    return ()


def is_ruled(text: str) -> bool:
    """Whether a line is the rule below the head of a table, such as |---|---|."""
    return "|" in text and bool(_RULED.fullmatch(text.strip()))


def _table_end(passages: Sequence[Passage], at: int, end: int) -> int:
    """Where the table that starts at a line ends; `at` where none does."""
    columns = len(cells_of(passages[at].text))
    if not 2 <= columns <= MOST_COLUMNS or _BULLET.match(passages[at].text):
        return at
    drawn = "\t" if "\t" in passages[at].text else "|"
    stop = at + 1
    while stop < end and drawn in passages[stop].text and len(cells_of(passages[stop].text)) == columns:
        stop += 1
    ruled = at + 1 < stop and is_ruled(passages[at + 1].text)
    least = ROWS if drawn == "\t" or ruled else ROWS + 1
    return stop if stop - at >= least else at


# ---- verse ----


def _is_verse(lines: Sequence[Passage]) -> bool:
    """Whether lines are a stanza: short, each beginning as lines of verse do, some closed as sentences are."""
    texts = [line.plain for line in lines]
    if len(texts) < VERSE_LINES or any(len(text) > VERSE_WIDTH or _BULLET.match(text) for text in texts):
        return False
    if max(map(len, texts)) < 16 or any(text[0].isdigit() or ":" in text[-1] or "http" in text for text in texts):
        return False
    capitals = sum(not text[0].islower() for text in texts)
    marked = sum(text[-1] in ',;.!?—–:…’”"،؛؟۔।' for text in texts)
    return capitals * 4 >= len(texts) * 3 and marked * 3 >= len(texts) and texts[-1][-1] not in ",;"


# ---- code ----


def _code_end(passages: Sequence[Passage], at: int, end: int) -> int:
    """Where the code that starts at a line ends; `at` where none does. Its first and last lines are surely code."""
    if not _is_code(passages[at].text):
        return at
    last = number = at
    sure = 0
    while number < end and number - last <= 2:
        text = passages[number].text
        if _is_code(text):
            last, sure = number, sure + 1
        elif len(text) > 100 or (text[-1] in ".!?" and " " in text):
            break
        number += 1
    stop = last + 1
    return stop if stop - at >= CODE_LINES and sure * 2 > stop - at else at


def _is_code(text: str) -> bool:
    if len(text) > 200:
        return False
    closed = _CODE_CLOSER.search(text) and _CODE_END.search(text)  # the first of them alone is soon done with prose
    return bool(_CODE_START.match(text) or (closed and (_CODE_INSIDE.search(text) or len(text) <= 40)))
