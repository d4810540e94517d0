"""A source line by line with what became of each passage: for `clean --explain` and the report."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from publish.characters import one_line
from publish.findings import Removal
from publish.passages import Page, Passage, Place

KEEP_CHARACTERS = 60  # enough to know a line by
_SPECIAL = re.compile(r"[\\.^$*+?{}\[\]|()]")


class Fate(Enum):
    """What became of a piece of a source."""

    KEPT = "kept"
    NOTE = "note"
    REMOVED = "removed"
    METADATA = "metadata"


@dataclass(frozen=True, slots=True)
class Row:
    """A passage, or the part of one that was taken out, on one line; `passage` is the whole of it, "" for a picture."""

    line: int
    text: str
    fate: Fate
    rule: str = ""
    reason: str = ""
    passage: str = ""


def review(page: Page, swept: Page, removals: Iterable[Removal]) -> tuple[Row, ...]:
    """The rows of a page, in its order; `removals` are those of its sweep."""
    kept = {passage.index: passage for passage in swept.passages}
    log = iter(removals)
    rows: list[Row] = []
    for passage in page.passages:
        remainder = kept.get(passage.index)
        if remainder is None:
            rows.append(_removed(next(log), passage))
        else:
            rows += _pieces(remainder, log)
    return tuple(rows)


def _pieces(passage: Passage, log: Iterator[Removal]) -> Iterator[Row]:
    fate = Fate.NOTE if passage.place is Place.NOTE else Fate.KEPT
    at = 0
    for cut in passage.cuts:
        if words := one_line(passage.text[at : cut.start]):
            yield Row(passage.line, words, fate)
        yield _removed(next(log), passage)
        at = cut.end
    if words := one_line(passage.text[at:]):
        yield Row(passage.line, words, fate)


def _removed(removal: Removal, passage: Passage) -> Row:
    fate = Fate.METADATA if removal.rule == "metadata" else Fate.REMOVED
    return Row(removal.origin.line, removal.text, fate, removal.rule, removal.reason, passage.plain)


def keep_line(passage: str) -> str:
    """The line for `publish.toml` that keeps a passage with this text, and no more of others than it must."""
    start = passage if len(passage) <= KEEP_CHARACTERS else _whole_words(passage[: KEEP_CHARACTERS + 1])
    pattern = "^" + _SPECIAL.sub(r"\\\g<0>", start) + ("$" if start == passage else "")
    # JSON's strings are among TOML's; the plainer form in single quotes knows no escapes
    return f"keep = ['{pattern}']" if "'" not in pattern else f"keep = [{json.dumps(pattern, ensure_ascii=False)}]"


def _whole_words(text: str) -> str:
    return text.rpartition(" ")[0] or text[:KEEP_CHARACTERS]
