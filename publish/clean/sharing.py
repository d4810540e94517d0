"""Share bars: names of networks and words of sharing, with nothing else on the line."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from publish.clean.folding import JOINTS, NUMBER, tokens
from publish.clean.glance import starting
from publish.clean.lines import is_heading
from publish.clean.matching import words_of
from publish.passages import Page, Verdict, remove

LONGEST = 160  # characters of a share bar
_COUNT = re.compile(r"\d{1,4}(?:\.\d)?k?")  # of shares
_NUMBERED = re.compile(r"\W*\d+[.)]\s")


def share_bars(page: Page) -> Iterator[Verdict]:
    """Flag lines made of nothing but networks and words of sharing."""
    for passage in starting(page, _vocabulary()[1]):
        if is_share_bar(passage.plain) and not is_heading(passage):
            yield remove(passage, rule="share-bar", reason="only names of networks and words of sharing")


@functools.cache
def _vocabulary() -> tuple[frozenset[str], frozenset[str], int]:
    """The words of share bars, the first words among these, and of how many words the longest of them is."""
    vocabulary = words_of("share-words") | words_of("share-bar")
    firsts = frozenset(word.partition(" ")[0] for word in vocabulary) | {NUMBER}
    return vocabulary, firsts, max(len(word.split()) for word in vocabulary)


@functools.cache
def _tokens() -> frozenset[str]:
    return frozenset(token for word in _vocabulary()[0] for token in word.split())


def is_share_bar(text: str) -> bool:
    """Whether a line of up to 160 characters is spelled from the vocabulary of share bars alone."""
    if len(text) > LONGEST or _NUMBERED.match(text):
        return False
    second = text[: LONGEST // 2].lower().split(" ", 2)[1:2]  # most lines show here that they are sentences
    if second and second[0].isascii() and second[0].isalpha() and second[0] not in _tokens():
        return False
    line = [token for token in tokens(text) if token not in JOINTS]
    position = 0
    while position < len(line):
        word = _word_at(line, position)
        if not word:
            return False
        position += word.count(" ") + 1
    spelled = f" {' '.join(line)} "
    return any(f" {word} " in spelled for word in words_of("share-bar"))


def _word_at(line: Sequence[str], position: int) -> str:
    """The longest word of the vocabulary, or the number, that a line has at a position; "" for none."""
    vocabulary, firsts, longest = _vocabulary()
    if line[position][0].isdigit():
        return line[position] if _COUNT.fullmatch(line[position]) else ""
    if line[position] not in firsts:
        return ""
    for end in range(min(len(line), position + longest), position, -1):
        word = " ".join(line[position:end])
        if word in vocabulary:
            return word
    return ""
