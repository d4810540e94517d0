"""Share bars: names of networks and words of sharing, with nothing else on the line."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from publish.clean.folding import JOINTS, NUMBER, tokens
from publish.clean.glance import glance
from publish.clean.lines import is_heading
from publish.clean.matching import words_of
from publish.clean.phrasebook import Phrase
from publish.passages import Page, Passage, Verdict, remove

LONGEST = 160  # characters of a share bar
_COUNT = re.compile(r"\d{1,4}(?:\.\d)?k?")  # of shares
_NUMBERED = re.compile(r"\W*\d+[.)]\s")


def share_bars(page: Page) -> Iterator[Verdict]:
    """Flag lines made of nothing but networks and words of sharing."""
    seen = glance(page)
    for passage in _candidates(page):
        if _is_ambiguous(seen.phrases.get(passage.index, ())):
            continue
        if is_share_bar(passage.plain) and not is_heading(passage):
            yield remove(passage, rule="share-bar", reason="only names of networks and words of sharing")


def _is_ambiguous(phrases: Sequence[Phrase]) -> bool:
    """Whether a line is a word of sharing that may as well be a heading: then its neighbours decide."""
    return any(phrase.table.family == "share-bar" and phrase.table.key == "beside" for phrase in phrases)


def _candidates(page: Page) -> Iterator[Passage]:
    """The passages whose first two words are of the vocabulary; most lines are sentences and show it there."""
    seen, words = glance(page), _vocabulary()
    for first in words.firsts & seen.by_first.keys():
        for passage in seen.by_first[first]:
            second = seen.seconds[passage.index]
            if second is None or second in words.tokens or (not second and first in words.all):
                yield passage


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The words of share bars, their tokens and first tokens, and of how many tokens the longest of them is."""

    all: frozenset[str]
    tokens: frozenset[str]
    firsts: frozenset[str]
    longest: int


@functools.cache
def _vocabulary() -> _Vocabulary:
    words = words_of("share-words") | words_of("share-bar")
    split = [word.split() for word in words]
    firsts = frozenset(word[0] for word in split) | {NUMBER}
    return _Vocabulary(words, frozenset(itertools.chain(*split)), firsts, max(map(len, split)))


def is_share_bar(text: str) -> bool:
    """Whether a line of up to 160 characters is spelled from the vocabulary of share bars alone."""
    if len(text) > LONGEST or _NUMBERED.match(text):
        return False
    line = [token for token in tokens(text) if token not in JOINTS]
    position = 0
    while position < len(line):
        word = _word_at(line, position)
        if not word:
            return False
        position += word.count(" ") + 1
    known, longest = words_of("share-bar"), _vocabulary().longest
    ends = ((start, end) for start in range(len(line)) for end in range(start + 1, min(start + longest, len(line)) + 1))
    return any(" ".join(line[start:end]) in known for start, end in ends)


def _word_at(line: Sequence[str], position: int) -> str:
    """The longest word of the vocabulary, or the number, that a line has at a position; "" for none."""
    words = _vocabulary()
    if line[position][0].isdigit():
        return line[position] if _COUNT.fullmatch(line[position]) else ""
    if line[position] not in words.firsts:
        return ""
    for end in range(min(len(line), position + words.longest), position, -1):
        word = " ".join(line[position:end])
        if word in words.all:
            return word
    return ""
