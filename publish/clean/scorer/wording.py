"""What the words of a line alone say for its being part of an article: a linear model over words and pairs of words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from publish.clean.scorer.letters import Floats, Hashes, Ints, Lines, mixed

SHORT = 20  # words up to which all of a line counts; of longer ones the beginning and the end
HEAD, TAIL = 6, 4
_LONG, _PAIR, _FIRST, _LAST, _COUNT = (np.uint64(2 * number + 1) for number in range(5, 10))
SLOTS = 1 << 18
_COUNTED = 8  # a line's number of words is a token too, up to this


@dataclass(frozen=True, slots=True)
class Wording:
    """A model of wording: the tokens it knows, the log odds of each, and those of no token at all.

    No two tokens share their lowest bits, by which `places` finds them.
    """

    tokens: Hashes
    weights: Floats
    bias: float
    places: Ints = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        places = np.zeros(SLOTS, np.int64)
        places[self.tokens & np.uint64(SLOTS - 1)] = np.arange(len(self.tokens))
        object.__setattr__(self, "places", places)

    def evidence(self, lines: Lines) -> Floats:
        """The log odds that each line is part of an article, by its words."""
        line, token = tokens_of(lines)
        at = self.places[token & np.uint64(SLOTS - 1)]
        known = self.tokens[at] == token
        line, at = line[known], at[known]
        found = np.bincount(line, minlength=len(lines.words))
        total = np.bincount(line, weights=self.weights[at], minlength=len(lines.words))
        evidence: Floats = (total / np.sqrt(np.maximum(found, 1)) + self.bias).astype(np.float32)
        return evidence


def wording_in(stored: Mapping[str, npt.NDArray[Any]]) -> Wording:
    """The model of wording in the arrays of a model's file."""
    tokens, weights = stored["tokens"].astype(np.uint64), stored["weights"].astype(np.float32)
    return Wording(tokens, weights, float(stored["wording_bias"]))


def tokens_of(lines: Lines) -> tuple[Ints, Hashes]:
    """(line, token) of each token: words, pairs of words, the first and the last, and their number."""
    line, place = lines.line_of_words, lines.place_of_words
    tokens = lines.tokens[line]
    short = tokens <= SHORT
    used = short | (place < HEAD) | (tokens - place <= TAIL)
    word = np.where(short, lines.hashes, lines.hashes * _LONG)
    pairs = np.flatnonzero((line[1:] == line[:-1]) & used[1:] & used[:-1])
    pair = mixed(word[pairs] * _PAIR + word[pairs + 1])
    first, last = place == 0, place == tokens - 1
    number = np.arange(len(lines.words))
    count = np.minimum(lines.tokens, _COUNTED).astype(np.uint64)
    found = np.concatenate((line[used], line[pairs], line[first], line[last], number))
    token = np.concatenate(
        (
            word[used],
            pair,
            mixed(word[first] * _FIRST),
            mixed(word[last] * _LAST),
            mixed((count + np.uint64(1)) * _COUNT),
        )
    )
    return found, token >> np.uint64(32)  # half a hash tells enough tokens apart, and makes the model half as large
