"""What the detectors ask of all lines, found once a page, so that each of them looks only at lines that concern it."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from publish.clean.folding import first_token, last_letter
from publish.clean.matching import phrase_index
from publish.clean.phrasebook import Phrase
from publish.passages import Page, Passage

LONGEST = 700  # characters of a line that can be a phrase: a cookie notice may run to some sentences


@dataclass(frozen=True, slots=True)
class Glance:
    """The passages of a page by the first word of each, and the phrases that they are, by their indices."""

    by_first: Mapping[str, Sequence[Passage]]
    phrases: Mapping[int, Sequence[Phrase]]


@functools.lru_cache(maxsize=1)  # the detectors take their turns at one page
def glance(page: Page) -> Glance:
    by_first: dict[str, list[Passage]] = {}
    for passage in page.passages:
        first = first_token(passage.plain)
        if first in by_first:
            by_first[first].append(passage)
        else:
            by_first[first] = [passage]
    index = phrase_index()
    phrases: dict[int, Sequence[Phrase]] = {}
    for passage in _candidates(page, by_first):
        if len(passage.plain) <= LONGEST and (found := index.find(passage.plain)):
            phrases[passage.index] = found
    return Glance(by_first, phrases)


def _candidates(page: Page, by_first: Mapping[str, Sequence[Passage]]) -> Iterator[Passage]:
    """The passages that begin or end as a phrase does."""
    index = phrase_index()
    for first, passages in by_first.items():
        if first in index.firsts:
            yield from passages
    for passage in page.passages:
        if not passage.plain[-1:].isascii() and last_letter(passage.plain) in index.lasts:
            yield passage


def starting(page: Page, firsts: Iterable[str]) -> list[Passage]:
    """The passages that begin with one of some words, in order."""
    by_first = glance(page).by_first
    found = [passage for first in firsts if first in by_first for passage in by_first[first]]
    return sorted(found, key=lambda passage: passage.index)


def spoken(page: Page, family: str) -> list[Passage]:
    """The passages that are phrases of a family, in order."""
    phrases = glance(page).phrases
    return [
        page.passages[place] for place in sorted(phrases) if any(phrase.family == family for phrase in phrases[place])
    ]
