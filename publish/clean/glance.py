"""What the detectors ask of all lines, found once a page, so that each of them looks only at lines that concern it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from publish.passages import Page, Passage

SHORT = 250  # characters; what is longer is no label, byline or title
NUMBER = "0"  # stands for every first word that begins with a digit
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


@dataclass(frozen=True, slots=True)
class Glance:
    """The passages of a page by the first word of each, and as case-folded lines; a line that is not short is ""."""

    folded: Sequence[str]
    by_first: Mapping[str, Sequence[Passage]]


@functools.lru_cache(maxsize=1)  # the detectors take their turns at one page
def glance(page: Page) -> Glance:
    folded = []
    by_first: dict[str, list[Passage]] = {}
    for passage in page.passages:
        text = passage.plain
        line = text.casefold() if len(text) <= SHORT else ""
        folded.append(line)
        first = _first(line or text[:SHORT].casefold())
        if first in by_first:
            by_first[first].append(passage)
        else:
            by_first[first] = [passage]
    return Glance(folded, by_first)


def _first(folded: str) -> str:
    found = _WORD.search(folded)
    word = found[0] if found else ""
    return NUMBER if word[:1].isdigit() else word


def first_word(text: str) -> str:
    """The first word of a line as `Glance` has it: letters and digits, maybe with an apostrophe among them."""
    return _first(text[:SHORT].casefold())


def starting(page: Page, firsts: Iterable[str]) -> list[Passage]:
    """The passages that begin with one of some words, in order."""
    by_first = glance(page).by_first
    found = [passage for first in firsts if first in by_first for passage in by_first[first]]
    return sorted(found, key=lambda passage: passage.index)


def holding(page: Page, *parts: str) -> list[Passage]:
    """The short passages whose case-folded text holds one of some strings, in order."""
    folded = glance(page).folded
    found = {index for part in parts for index, line in enumerate(folded) if part in line}
    return [page.passages[index] for index in sorted(found)]
