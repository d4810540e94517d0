"""The lines of a page as arrays: what kind of character each is, and where the words are. The home of numpy here."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.floating[Any]]
Ints: TypeAlias = npt.NDArray[np.integer[Any]]
Flags: TypeAlias = npt.NDArray[np.bool_]
Hashes: TypeAlias = npt.NDArray[np.uint64]


class Kind(IntEnum):
    """What the scorer sees in a character. Arrays are compared with the bare `value`, which numpy does much faster."""

    OTHER = 0
    UPPER = 1
    LOWER = 2
    LETTER = 3
    IDEOGRAPH = 4
    DIGIT = 5
    SPACE = 6
    STOP = 7
    COMMA = 8
    COLON = 9
    QUOTE = 10
    SEPARATOR = 11


_BLOCK, _BLOCKS = 256, 256  # the plane of nearly all text; what lies beyond counts as U+FFFD
_NAMED = {
    Kind.STOP: ".!?…。！？؟۔।॥．",
    Kind.COMMA: ",;、，；،؛",
    Kind.COLON: ":：",
    Kind.QUOTE: "\"'”’»)]）】」』",
    Kind.SEPARATOR: "|•·–—/›→<>«‹←#*+▸▶►©®™@_=~",
}
_BY_NAME = {character: kind for kind, characters in _NAMED.items() for character in characters}
_BY_CATEGORY = {"Lu": Kind.UPPER, "Lt": Kind.UPPER, "Ll": Kind.LOWER, "Nd": Kind.DIGIT}
# scripts written without spaces between words: kana, CJK, Hangul is spaced but its syllables carry as much; Thai
_UNSPACED = ((0x0E00, 0x0E7F), (0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF))

_BASE = 0x9E3779B97F4A7C15
_USUAL = 1 << 11  # characters of a line whose powers are computed at once


@dataclass(frozen=True, slots=True)
class Lines:
    """Some lines of text: the kinds of their characters counted, and their words.

    Arrays ending in `_of_words` have an entry a word, the others an entry a line. `hashes` are those of words in lower
    case. `words` counts two ideographs as one word, since a word of Chinese is about that long.
    """

    counts: Ints
    first: Ints
    last: Ints
    before_last: Ints
    length: Ints
    words: Floats
    tokens: Ints
    whole: Hashes
    hashes: Hashes
    line_of_words: Ints
    place_of_words: Ints
    capital_of_words: Flags
    length_of_words: Ints


def lines_of(texts: Sequence[str]) -> Lines:
    """The lines as arrays; each text is one line without line ends and not empty."""
    whole = "\n".join((*texts, ""))
    points = np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.intp)
    points[points >= _BLOCK * _BLOCKS] = 0xFFFD
    kind_of, lower_of = _tables(np.flatnonzero(np.bincount(points >> 8)).tolist())
    kinds, lower = kind_of.take(points), lower_of.take(points)
    ends = np.flatnonzero(points == 10)
    starts = np.concatenate(([0], ends[:-1] + 1))
    number = len(ends)
    line = np.repeat(np.arange(number, dtype=np.int32), ends - starts + 1)
    counts = np.bincount(line * len(Kind) + kinds, minlength=number * len(Kind)).reshape(number, len(Kind))
    counts[:, Kind.SPACE] -= 1  # the line's end
    word_starts, word_ends = _words(kinds)
    line_of_words = line[word_starts]
    tokens = np.bincount(line_of_words, minlength=number)
    hashed = _Hashed(lower, starts, ends)
    return Lines(
        counts=counts,
        first=kinds[starts],
        last=kinds[np.maximum(ends - 1, starts)],
        before_last=kinds[np.maximum(ends - 2, starts)],
        length=ends - starts,
        words=(tokens - counts[:, Kind.IDEOGRAPH] / 2).astype(np.float32),
        tokens=tokens,
        whole=hashed.of(starts, ends, np.zeros_like(starts)),
        hashes=hashed.of(word_starts, word_ends, word_starts - starts[line_of_words]),
        line_of_words=line_of_words,
        place_of_words=np.arange(len(word_starts)) - (np.cumsum(tokens) - tokens)[line_of_words],
        capital_of_words=kinds[word_starts] == Kind.UPPER.value,
        length_of_words=word_ends - word_starts,
    )


def _words(kinds: Ints) -> tuple[Ints, Ints]:
    """(starts, ends) of the words: runs of letters and digits, and each ideograph by itself."""
    inside = (kinds >= Kind.UPPER.value) & (kinds <= Kind.DIGIT.value)
    joining = inside & (kinds != Kind.IDEOGRAPH.value)
    joined = joining[:-1] & joining[1:]
    starts = np.flatnonzero(inside & ~np.concatenate(([False], joined)))
    ends = np.flatnonzero(inside & ~np.concatenate((joined, [False]))) + 1
    return starts, ends


@dataclass(slots=True)
class _Hashed:
    """Hashes of any parts of lines, by prefix sums of a polynomial modulo 2^64 (Rabin and Karp).

    The power of a character is its place in its line, so that there are no more powers than characters of a line.
    """

    sums: Hashes
    inverses: Hashes

    def __init__(self, lower: Ints, starts: Ints, ends: Ints) -> None:
        lengths = ends - starts + 1
        powers, self.inverses = _powers(max(_USUAL, 1 << int(lengths.max()).bit_length()))
        place = np.arange(len(lower))
        place -= np.repeat(starts, lengths)
        terms = powers.take(place)
        terms *= lower + np.uint64(1)
        self.sums = np.zeros(len(lower) + 1, np.uint64)
        np.cumsum(terms, out=self.sums[1:])

    def of(self, starts: Ints, ends: Ints, place: Ints) -> Hashes:
        """The hashes of the parts from `starts` to `ends`, whose first characters have a `place` in their lines."""
        return mixed((self.sums[ends] - self.sums[starts]) * self.inverses[place])


def mixed(hashes: Hashes) -> Hashes:
    """Hashes whose bits all depend on each other (the finaliser of splitmix64)."""
    hashes = (hashes ^ (hashes >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    hashes = (hashes ^ (hashes >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return hashes ^ (hashes >> np.uint64(31))


@functools.cache
def _powers(length: int) -> tuple[Hashes, Hashes]:
    """The powers of the base modulo 2^64, and their inverses."""
    bases = (_BASE, pow(_BASE, -1, 1 << 64))
    runs = (np.full(length, base, np.uint64) for base in bases)
    return tuple(np.cumprod(np.concatenate((np.ones(1, np.uint64), run)), dtype=np.uint64) for run in runs)  # type: ignore[return-value]  # two of them


def _tables(blocks: Sequence[int]) -> tuple[Ints, Ints]:
    """(kinds, lower case) by code point, filled for the blocks of 256 that a text uses, the last of them last."""
    number = _BLOCK * (blocks[-1] + 1)
    kinds, lower = np.zeros(number, np.uint8), np.zeros(number, np.uint32)
    for block in blocks:
        part = slice(block * _BLOCK, (block + 1) * _BLOCK)
        kinds[part], lower[part] = _block(block)
    return kinds, lower


@functools.cache
def _block(block: int) -> tuple[Ints, Ints]:
    characters = [chr(point) for point in range(block * _BLOCK, (block + 1) * _BLOCK)]
    return np.array(list(map(_kind, characters)), np.uint8), np.array(list(map(_lower, characters)), np.uint32)


def _kind(character: str) -> Kind:
    if character in _BY_NAME:
        return _BY_NAME[character]
    if character.isspace():
        return Kind.SPACE
    category = unicodedata.category(character)
    if any(first <= ord(character) <= last for first, last in _UNSPACED) and category[0] in "LM":
        return Kind.IDEOGRAPH
    if category in _BY_CATEGORY:
        return _BY_CATEGORY[category]
    return Kind.LETTER if category[0] in "LM" else Kind.OTHER


def _lower(character: str) -> int:
    lowered = character.lower()
    return ord(lowered) if len(lowered) == 1 else ord(character)
