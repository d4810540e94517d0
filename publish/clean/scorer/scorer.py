"""The learned judge of the long tail: a line that no detector named goes where its signs are those of boilerplate."""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from publish.clean.scorer.forest import Forest, forest_in
from publish.clean.scorer.letters import Flags, Floats, Ints
from publish.clean.scorer.signals import measured
from publish.clean.scorer.wording import Wording, wording_in
from publish.passages import Action, Passage, Verdict, remove

MODEL = Path(__file__).with_name("model-1.npz")
STRICTNESS, PROSE_STRICTNESS = 0.33, 0.18  # of the F1 expected of a page: what is less likely goes; see thresholds
ARTICLE_WORDS = 60  # words of running text that a page must seem to have for its lines to be judged by them
RUN, SHORT_WORDS = 6, 8  # short lines on end that look like navigation, and how short these are
PART_LINES, PART_CHARACTERS = 5_000, 1_000_000  # judged at a time: no article is longer, and memory stays bounded


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned from labelled pages: the words of boilerplate, and trees over all signs."""

    wording: Wording
    forest: Forest


@functools.cache
def model() -> Model:
    with np.load(MODEL, allow_pickle=False) as stored:
        return Model(wording_in(stored), forest_in(stored))


def judged(passages: Sequence[Passage], verdicts: Mapping[int, Verdict]) -> Iterator[Verdict]:
    """Verdicts on those passages of a dump that their signs give away, and on which no detector gave one."""
    for part in _parts(passages):
        yield from _judge(part, verdicts)


def _parts(passages: Sequence[Passage]) -> Iterator[Sequence[Passage]]:
    """The passages in parts that are judged at a time."""
    start = characters = 0
    for number, passage in enumerate(passages):
        characters += len(passage.plain)
        if number - start >= PART_LINES or characters > PART_CHARACTERS:
            yield passages[start:number]
            start, characters = number, len(passage.plain)
    if passages:
        yield passages[start:]


def _judge(passages: Sequence[Passage], verdicts: Mapping[int, Verdict]) -> Iterator[Verdict]:
    learned = model()
    given = [verdicts.get(passage.index) for passage in passages]
    signals = measured(passages, given, learned.wording)
    open_ = np.array([verdict is None for verdict in given])
    words = np.where(open_, signals.words, 0)
    if float((words * signals.prose).sum()) < ARTICLE_WORDS:
        return
    chances = chances_of(learned.forest.score(signals.table))
    doomed = open_ & (chances < thresholds(chances, words, signals.prose))
    gone = doomed | np.array([verdict is not None and verdict.action is not Action.KEEP for verdict in given])
    looks = _Looks(
        signals.words.tolist(),
        signals.repeats.tolist(),
        signals.evidence.tolist(),
        np.flatnonzero(open_ & ~doomed & signals.prose).tolist(),
        runs(gone).tolist(),
        runs(gone & (signals.words <= SHORT_WORDS)).tolist(),
    )
    for index, chance in zip(np.flatnonzero(doomed).tolist(), chances[doomed].tolist(), strict=True):
        reason = f"{looks.reason(index)} (score {chance:.2f})"
        yield remove(passages[index], rule="boilerplate", reason=sys.intern(reason))  # a long source has few reasons


def chances_of(log_odds: Floats) -> Floats:
    chances: Floats = 1 / (1 + np.exp(-np.clip(log_odds, -30, 30)))
    return chances


def thresholds(chances: Floats, words: Floats, prose: Flags) -> Floats:
    """The chance of each passage below which it goes.

    The set of passages with the best expected F1 holds those above half of that F1 (Lipton, Elkan and Naryanaswamy
    2014); here fewer go than that, and of running text fewer still, since a lost sentence is worse than a line too many.
    """
    limits: Floats = best_f1(chances, words) * np.where(prose, PROSE_STRICTNESS, STRICTNESS)
    return limits


def best_f1(chances: Floats, words: Floats) -> float:
    """The F1 that may be expected at best of keeping some passages, counted in words."""
    order = np.argsort(-chances, kind="stable")
    found = np.cumsum((chances * words)[order])
    return float((2 * found / np.maximum(np.cumsum(words[order]) + found[-1], 1e-9)).max())


@dataclass(frozen=True, slots=True)
class _Looks:
    """What a person sees that looks at a line: its length, where it stands, what it looks like.

    `stays` are the places of the running text that stays; `run` and `short_run` say of how many lines on end that go,
    and short lines that go, each line is one. These are no arrays, since they are asked for one line at a time.
    """

    words: Sequence[float]
    repeats: Sequence[int]
    evidence: Sequence[float]
    stays: Sequence[int]
    run: Sequence[int]
    short_run: Sequence[int]

    def reason(self, index: int) -> str:
        words = int(self.words[index])
        size = "a short line" if words <= SHORT_WORDS else f"a line of {words} words"
        return f"{size} {self._where(index)}, {self._looks(index)}"

    def _where(self, index: int) -> str:
        if not self.stays or index < self.stays[0]:
            return "above the first paragraph"
        return "below the last paragraph" if index > self.stays[-1] else "between paragraphs"

    def _looks(self, index: int) -> str:
        if self.repeats[index]:
            return f"one of {self.repeats[index] + 1} alike on the page"
        if self.short_run[index] >= RUN:
            return f"one of {self.short_run[index]} short lines on end, as in a menu"
        if self.evidence[index] < -1:
            return "worded like the furniture of a page"
        return "among other furniture of the page" if self.run[index] >= RUN else "unlike the prose around it"


def runs(flags: Flags) -> Ints:
    """For each flag that is set, how many are on end around it; 0 for the others."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(np.int8), [0]))))
    found = np.zeros(len(flags), np.int64)
    for start, end in edges.reshape(-1, 2).tolist():
        found[start:end] = end - start
    return found
