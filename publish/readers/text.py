"""Plain-text dumps: every line that is not blank is a passage."""

from __future__ import annotations

from publish.findings import Outcome
from publish.passages import Medium, Page, Passage, Piece, Source, Span
from publish.readers.decode import decode

TAB_WIDTH = 4
_INVISIBLE = "\ufeff\u200b\u2060\u200e\u200f"  # around a line they are layout; within it they stay


def read_text(source: Source) -> Outcome[Page]:
    """The page of a text dump. Raises SourceError for bytes that are no text."""
    return decode(source).then(lambda text: Outcome(Page(source, Medium.TEXT, text, _passages(text))))


def _passages(text: str) -> tuple[Passage, ...]:
    found: list[Passage] = []
    start = gap = 0
    for number, line in enumerate(text.split("\n"), 1):
        words = line.strip().strip(_INVISIBLE).strip()
        if words:
            lead = 0 if words == line else line.index(words)
            piece = Piece(0, len(words), Span(start + lead, start + lead + len(words)))
            indent = len(line[:lead].expandtabs(TAB_WIDTH))
            found.append(Passage(len(found), number, words, (piece,), indent=indent, gap=gap))
        gap = 0 if words else gap + 1
        start += len(line) + 1
    return tuple(found)
