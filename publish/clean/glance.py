"""What the detectors ask of all lines, found once a page, so that each of them looks only at lines that concern it."""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from publish.clean.folding import opening, tokens
from publish.clean.matching import Index, phrase_index
from publish.clean.phrasebook import Phrase
from publish.passages import Page, Passage

LATIN = "\u02ff"  # the last of the Latin letters, about
LONGEST = 700  # characters of a line that can be a phrase: a cookie notice may run to some sentences


@dataclass(frozen=True, slots=True)
class Glance:
    """The passages of a page by the first word of each, and the phrases that they are, by their indices.

    `seconds` are the second words of all passages, in their order; None where it takes a closer look.
    """

    by_first: Mapping[str, Sequence[Passage]]
    seconds: Sequence[str | None]
    phrases: Mapping[int, Sequence[Phrase]]


@functools.lru_cache(maxsize=1)  # the detectors take their turns at one page
def glance(page: Page) -> Glance:
    by_first: dict[str, list[Passage]] = {}
    seconds: list[str | None] = []
    for passage in page.passages:
        first, second = opening(passage.plain)
        seconds.append(second and sys.intern(second))  # the words of a long source are few
        if first in by_first:
            by_first[first].append(passage)
        else:
            by_first[first] = [passage]
    return Glance(by_first, seconds, _phrases(page, by_first, seconds))


def _phrases(
    page: Page, by_first: Mapping[str, Sequence[Passage]], seconds: Sequence[str | None]
) -> Mapping[int, Sequence[Phrase]]:
    index = phrase_index()
    candidates = [
        passage for passage in page.passages if _ends_beyond_latin(passage.plain) and index.may_end(passage.plain)
    ]
    for first in index.firsts & by_first.keys():
        candidates += [passage for passage in by_first[first] if index.goes_on(first, seconds[passage.index])]
    found = {
        passage.index: index.find_tokens(tokens(passage.plain))
        for passage in candidates
        if len(passage.plain) <= LONGEST
    }
    return {place: phrases for place, phrases in sorted(found.items()) if phrases}


def _ends_beyond_latin(text: str) -> bool:
    return not text.isascii() and max(text[-2:]) > LATIN


def starting(page: Page, firsts: Iterable[str]) -> list[Passage]:
    """The passages that begin with one of some words, in order."""
    by_first = glance(page).by_first
    found = [passage for first in firsts if first in by_first for passage in by_first[first]]
    return sorted(found, key=lambda passage: passage.index)


def beginning(page: Page, index: Index) -> list[Passage]:
    """The passages that begin as some phrase of an index does, in order."""
    seen = glance(page)
    found = [
        passage
        for first in index.firsts & seen.by_first.keys()
        for passage in seen.by_first[first]
        if index.goes_on(first, seen.seconds[passage.index])
    ]
    return sorted(found, key=lambda passage: passage.index)


def spoken(page: Page, family: str) -> list[Passage]:
    """The passages that are phrases of a family, in order."""
    phrases = glance(page).phrases
    return [
        page.passages[place]
        for place in sorted(phrases)
        if any(phrase.table.family == family for phrase in phrases[place])
    ]
