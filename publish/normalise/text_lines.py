"""Lines of a text dump with what their shape tells: markers, indentation, gaps, whether paragraphs are hard-wrapped."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from publish.characters import ends_sentence
from publish.passages import Page, Passage

_BULLET = re.compile(r"(?P<marker>[•◦▪‣·●○■□►⁃∙*+–-])[\s\xa0]+(?=\S)")
_NUMBER = re.compile(r"\(?(?P<number>\d{1,3})[.)][\s\xa0]+(?=\S)")
SURE_BULLETS = "•◦▪‣●○■□►⁃∙"
WRAP_WIDTH = 100  # a dump whose lines run to about the same length below this is hard-wrapped


@dataclass(frozen=True, slots=True)
class Line:
    """A kept line: `text` without its marker, `marker` as typed ("" for none), `number` of an ordered item."""

    passage: Passage
    text: str
    marker: str = ""
    number: int | None = None

    @property
    def indent(self) -> int:
        return self.passage.indent

    @property
    def gap(self) -> int:
        return self.passage.gap


def lines_of(passages: Sequence[Passage]) -> tuple[Line, ...]:
    return tuple(_line(passage) for passage in passages)


def _line(passage: Passage) -> Line:
    text = passage.kept.strip()
    if text[:1].isalpha():  # no marker begins so, and nearly every line does
        return Line(passage, text)
    if found := _BULLET.match(text):
        return Line(passage, text[found.end() :], found["marker"])
    if found := _NUMBER.match(text):
        return Line(passage, text[found.end() :], found[0].strip(), int(found["number"]))
    return Line(passage, text)


def plain(line: Line) -> Line:
    """The line with its marker as part of the text: it was no list after all."""
    return Line(line.passage, line.passage.kept.strip())


def is_spaced(page: Page) -> bool:
    """Whether paragraphs are set apart by blank lines."""
    gaps = [passage.gap > 0 for passage in page.passages[1:]]
    return sum(gaps) * 3 > len(gaps)


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether paragraphs are broken into lines of about one width, to be joined again."""
    pairs = [(line, after) for line, after in itertools.pairwise(lines) if after.gap == 0 and not after.marker]
    widths = sorted(len(line.text) for line in lines)
    if len(pairs) < 3 or not widths or widths[-1] > WRAP_WIDTH:
        return False
    full = [(line, after) for line, after in pairs if len(line.text) > widths[-1] * 0.6]
    running = sum(not ends_sentence(line.text) or after.text[:1].islower() for line, after in full)
    cased = [after for _, after in full if after.text[:1].isupper() or after.text[:1].islower()]
    verse = sum(after.text[:1].isupper() for after in cased) * 4 > len(cased) * 3  # prose goes on in small letters
    return len(full) * 2 > len(pairs) and running * 2 > len(full) and not (cased and verse)
