"""What the scorer looks at: signs of each line, of its neighbours, and of its place among the prose of the page.

`measured` makes a table of signs with a row a passage; most of them are told of the neighbourhood too, as means over the
lines above and below. The order of columns is part of the model: a model knows the signs it was trained on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from publish.clean.scorer.letters import Flags, Floats, Ints, Kind, Lines, lines_of
from publish.clean.scorer.wording import Wording
from publish.passages import Action, Passage, Place, Verdict

PROSE_WORDS, SURE_PROSE_WORDS = 12, 25  # words from which a line that closes, or any line, is prose
LONGEST = 2000  # characters of a line that are looked at
COMMON_WORDS = 40  # of the prose of a page: these are its stop words, whatever its language
STICKINESS = (2.5, 5.0)  # log odds against a change between article and boilerplate from one line to the next
WINDOWS = ((-1, 0), (1, 2), (-4, 0), (1, 5), (-12, 0), (1, 13), (-30, 0), (1, 31))  # lines around a line

FURNITURE: Mapping[str, str] = {
    "related-links": "related", "link-list": "related",
    "share-bar": "share", "newsletter": "share", "cookie-notice": "share", "paywall": "share",
    "comment-form": "comment", "comment-prompt": "comment", "comment-thread": "comment",
    "metadata": "title", "repeated-title": "title", "reading-time": "title",
}  # fmt: skip
KINDS = ("related", "share", "comment", "title", "other")


@dataclass(frozen=True, slots=True)
class Signals:
    """The signs of a page: `table` has a row a passage, in the order of its passages, and a column a sign."""

    table: Floats
    evidence: Floats
    words: Floats
    prose: Flags
    repeats: Ints


def measured(passages: Sequence[Passage], verdicts: Sequence[Verdict | None], wording: Wording) -> Signals:
    """The signs of some passages of a page, and what the detectors said of each."""
    lines = lines_of([looked_at(passage.plain) for passage in passages])
    own = own_signs(lines)
    prose = _is_prose(lines, verdicts)
    evidence = wording.evidence(lines)
    shape = _shape(passages, lines, prose)
    said = told(verdicts)
    _, numbers, repeats = np.unique(lines.whole, return_inverse=True, return_counts=True)
    repeated = repeats[numbers] - 1
    running = np.where(prose, lines.words, 0)
    wide = [
        *own,
        *shape,
        *vocabulary(lines, prose),
        np.log1p(repeated),
        np.log1p(running),
        evidence,
        *carried(evidence),
        *said,
    ]
    signs = np.array(wide, np.float32)
    table = np.concatenate((signs, *means_around(signs), np.array(_place(lines, running, said), np.float32)))
    return Signals(table.T, evidence, lines.words, prose, repeated)


def looked_at(text: str) -> str:
    """A line, or the two ends of one that is too long to tell more by its middle; a picture has a sign of its own."""
    if len(text) > LONGEST:
        return f"{text[: LONGEST // 2]} {text[-LONGEST // 2 :]}"
    return text or "\ufffc"


def own_signs(lines: Lines) -> list[Floats]:
    """Signs of a line by itself: length, how it begins and closes, what it is made of."""
    counts = lines.counts
    tokens = np.maximum(lines.tokens, 1)
    letters = np.maximum(counts[:, Kind.UPPER : Kind.DIGIT].sum(1), 1)
    closed = is_closed(lines)
    capitals = np.bincount(lines.line_of_words, weights=lines.capital_of_words, minlength=len(tokens))
    short = np.bincount(lines.line_of_words, weights=lines.length_of_words <= 3, minlength=len(tokens))
    return [
        np.log1p(lines.words),
        np.log1p(lines.length),
        closed,
        lines.last == Kind.COLON.value,
        (lines.last >= Kind.UPPER.value) & (lines.last <= Kind.IDEOGRAPH.value),
        lines.last == Kind.DIGIT.value,
        lines.last == Kind.SEPARATOR.value,
        lines.first == Kind.UPPER.value,
        lines.first == Kind.LOWER.value,
        lines.first == Kind.SEPARATOR.value,
        lines.first == Kind.DIGIT.value,
        capitals / tokens,
        counts[:, Kind.UPPER] / letters,
        np.log1p(counts[:, Kind.DIGIT]),
        counts[:, Kind.COMMA] / tokens,
        np.log1p(counts[:, Kind.STOP]),
        counts[:, Kind.QUOTE] / np.maximum(lines.length, 1),
        counts[:, Kind.SEPARATOR] / tokens,
        counts[:, Kind.OTHER] / np.maximum(lines.length, 1),
        lines.length / tokens,
        short / tokens,
    ]


def is_closed(lines: Lines) -> Flags:
    closed: Flags = (lines.last == Kind.STOP.value) | (
        (lines.last == Kind.QUOTE.value) & (lines.before_last == Kind.STOP.value)
    )
    return closed


def _is_prose(lines: Lines, verdicts: Sequence[Verdict | None]) -> Flags:
    gone = np.array([verdict is not None and verdict.action is not Action.KEEP for verdict in verdicts])
    long = (lines.words >= SURE_PROSE_WORDS) | ((lines.words >= PROSE_WORDS) & is_closed(lines))
    prose: Flags = long & ~gone
    return prose


def _shape(passages: Sequence[Passage], lines: Lines, prose: Flags) -> list[Floats]:
    """Signs of how a line is set: indentation, blank lines around, the block of lines it is in."""
    indent = np.array([passage.indent for passage in passages], np.float32)
    gap = np.array([passage.gap for passage in passages], np.float32)
    inner = np.minimum(indent[prose], 60).astype(np.int64)
    usual = np.bincount(inner).argmax() if len(inner) else 0
    begins = gap > 0
    begins[:1] = True
    block = np.cumsum(begins) - 1
    return [
        np.log1p(indent),
        np.clip(indent - usual, -8, 20),
        np.log1p(gap),
        np.log1p(np.bincount(block)[block]),
        np.log1p(np.bincount(block, weights=lines.words)[block]),
    ]


def vocabulary(lines: Lines, prose: Flags) -> list[Floats]:
    """Signs of a line's words among those of the page: common ones, ones of the prose, ones told again and again."""
    _, word, total = np.unique(lines.hashes, return_inverse=True, return_counts=True)
    tokens = np.maximum(lines.tokens, 1)
    in_prose = prose[lines.line_of_words]
    uses = np.bincount(word, weights=in_prose, minlength=len(total))
    rank = min(COMMON_WORDS, len(uses))
    common = uses >= max(np.partition(uses, -rank)[-rank], 2) if rank else np.zeros(0, bool)

    def share(parts: Flags | Floats) -> Floats:
        counted: Floats = np.bincount(lines.line_of_words, weights=parts, minlength=len(tokens)) / tokens
        return counted

    content = ~common[word]
    elsewhere = content & (uses[word] - in_prose > 0)
    of_title, in_title = _in_title(lines, word)
    return [
        share(common[word]),
        share(elsewhere) / np.maximum(share(content), 1e-6),
        share(total[word] == 1),
        share(np.log1p(np.minimum(total[word], 50))),
        share(content & in_title),
        of_title,
    ]


def _in_title(lines: Lines, word: Ints) -> tuple[Floats, Flags]:
    """(share of the words of the first line that a line has, which words are among them); `word` numbers the words."""
    title = np.zeros(len(word), bool)
    title[word[: lines.tokens[0]]] = True
    known: Flags = title[word]
    found = np.bincount(lines.line_of_words, weights=known, minlength=len(lines.words))
    number = int(title.sum())
    return (np.minimum(found, number) / max(number, 1)).astype(np.float32), known


def told(verdicts: Sequence[Verdict | None]) -> list[Floats]:
    """What the detectors said, a column a kind of furniture, and one for end matter."""
    columns = np.zeros((len(KINDS) + 1, len(verdicts)), np.float32)
    for index, verdict in enumerate(verdicts):
        if verdict is None:
            continue
        if verdict.action is not Action.KEEP:
            columns[KINDS.index(FURNITURE.get(verdict.rule, "other")), index] = 1
        elif verdict.place is Place.NOTE:
            columns[-1, index] = 1
    return list(columns)


def carried(evidence: Floats) -> list[Floats]:
    """The evidence of a line's words and of those before it, after it, and both: a chain that seldom changes state."""
    found: list[Floats] = []
    steps = evidence.tolist()
    for stick in STICKINESS:
        above = _pass_on(steps, stick)
        below = _pass_on(steps[::-1], stick)[::-1]
        found += [above, below, above + below - evidence]
    return found


def _pass_on(steps: Sequence[float], stick: float) -> Floats:
    level, found = 0.0, []
    for step in steps:
        level = (stick if level > stick else -stick if level < -stick else level) + step
        found.append(level)
    return np.array(found, np.float32)


def _place(lines: Lines, running: Floats, told: Sequence[Floats]) -> list[Floats]:
    """Signs of a line's place on the page: among its lines, its prose, and the furniture that is already known."""
    number = len(running)
    index = np.arange(number)
    prose = np.flatnonzero(running)
    total = max(float(running.sum()), 1.0)
    above = np.cumsum(running) - running
    comment = np.cumsum(told[KINDS.index("comment")])
    related = np.cumsum(told[KINDS.index("related")])
    return [
        index / number,
        above / total,
        1 - (above + running) / total,
        np.log1p(_distance(index, prose, before=True)),
        np.log1p(_distance(index, prose, before=False)),
        np.log1p(comment),
        np.log1p(related),
        np.full(number, np.log1p(number)),
        np.full(number, np.log1p(total)),
        np.full(number, total / max(float(lines.words.sum()), 1.0)),
    ]


def _distance(index: Ints, prose: Ints, *, before: bool) -> Ints:
    """Lines to the nearest line of prose above, or below; 99 where there is none."""
    if not len(prose):
        return np.full(len(index), 99)
    at = np.searchsorted(prose, index, side="right") - 1 if before else np.searchsorted(prose, index)
    nearest = prose[np.minimum(np.maximum(at, 0), len(prose) - 1)]
    away = index - nearest if before else nearest - index
    return np.where(away < 0, 99, away)


def means_around(signs: Floats) -> Iterator[Floats]:
    """For each window the means of the signs of the lines in it, around each line; of what there is of it at the ends."""
    number = signs.shape[1]
    widest = max(max(map(abs, window)) for window in WINDOWS)
    before = np.clip(np.arange(-widest, number + widest), 0, number)  # lines above each line, and beyond both ends
    sums = np.zeros((len(signs), number + 1))
    np.cumsum(signs, 1, dtype=np.float64, out=sums[:, 1:])
    sums = sums[:, before]
    for window in WINDOWS:
        start, end = (slice(widest + edge, widest + edge + number) for edge in window)
        means = (sums[:, end] - sums[:, start]) / np.maximum(before[end] - before[start], 1)
        yield means.astype(np.float32)
