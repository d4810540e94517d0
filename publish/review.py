"""A source line by line with what became of each passage: for `clean --explain` and the report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from publish.characters import one_line
from publish.findings import Removal
from publish.passages import Page, Passage, Place


class Fate(Enum):
    """What became of a piece of a source."""

    KEPT = "kept"
    NOTE = "note"
    REMOVED = "removed"
    METADATA = "metadata"


@dataclass(frozen=True, slots=True)
class Row:
    """A passage, or the part of one that was taken out, on one line."""

    line: int
    text: str
    fate: Fate
    rule: str = ""
    reason: str = ""


def review(page: Page, swept: Page, removals: Iterable[Removal]) -> tuple[Row, ...]:
    """The rows of a page, in its order; `removals` are those of its sweep."""
    kept = {passage.index: passage for passage in swept.passages}
    log = iter(removals)
    rows: list[Row] = []
    for passage in page.passages:
        remainder = kept.get(passage.index)
        if remainder is None:
            rows.append(_removed(next(log)))
        else:
            rows += _pieces(remainder, log)
    return tuple(rows)


def _pieces(passage: Passage, log: Iterator[Removal]) -> Iterator[Row]:
    fate = Fate.NOTE if passage.place is Place.NOTE else Fate.KEPT
    at = 0
    for cut in passage.cuts:
        if words := one_line(passage.text[at : cut.start]):
            yield Row(passage.line, words, fate)
        yield _removed(next(log))
        at = cut.end
    if words := one_line(passage.text[at:]):
        yield Row(passage.line, words, fate)


def _removed(removal: Removal) -> Row:
    fate = Fate.METADATA if removal.rule == "metadata" else Fate.REMOVED
    return Row(removal.origin.line, removal.text, fate, removal.rule, removal.reason)


def keep_line(text: str) -> str:
    """The line for `publish.toml` that keeps a removed text."""
    words = one_line(text).split(" ")
    pattern = ""
    for word in words:
        if pattern and len(pattern) + len(word) > 60:
            break
        pattern += (r"\s+" if pattern else "") + re.escape(word)
    pattern = pattern.replace("\\'", "'").replace(r"\-", "-")
    quoted = f"'{pattern}'" if "'" not in pattern else '"' + pattern.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f"keep = [{quoted}]"
