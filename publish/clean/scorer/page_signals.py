"""What the scorer looks at on a web page: signs of each passage, of the elements around it, and of what they are called.

As in a dump's table of signs there is a row a passage, and the order of columns is part of the model.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TypeAlias

import numpy as np

from publish.clean.around import Called, Surroundings
from publish.clean.scorer.elements import Elements, elements_of
from publish.clean.scorer.letters import Flags, Floats, Ints, Lines, lines_of
from publish.clean.scorer.naming import FAMILIES, ROLES, WRAPPER, Naming, families
from publish.clean.scorer.signals import (
    PROSE_WORDS,
    SURE_PROSE_WORDS,
    carried,
    is_closed,
    looked_at,
    means_around,
    own_signs,
    told,
    vocabulary,
)
from publish.clean.scorer.wording import Wording
from publish.passages import Action, Verdict

LINKED = 0.5  # of a passage: more than this is links, and it is no prose
LEVELS, FULL_LEVELS = 6, 3  # elements around a passage that are looked at from the innermost on; all signs of so many
CONTAINERS, SHOWN_CONTAINERS = (0.4, 0.6, 0.95), (0.5, 0.9)  # shares of the prose, of that which is shown
HOLDERS = (0.1, 0.3)  # shares of the prose that an element around a passage holds
PATHS = (1, 2, 4)  # elements from a passage outwards that have to be alike for two to be set alike
FAR = 99

Column: TypeAlias = "Floats | Flags | Ints"

GROUPS = (
    ("p",), ("li",), ("h1",), ("h2",), ("h3",), ("h4", "h5", "h6"), ("td", "th"), ("div",), ("section", "article", "main", "body"),
    ("figcaption",), ("blockquote",), ("pre",), ("dd", "dt"), ("button", "option", "legend", "textarea", "select"),
)  # fmt: skip
OTHER, NONE = len(GROUPS), len(GROUPS) + 1
GROUP: Mapping[str, int] = {tag: group for group, tags in enumerate(GROUPS) for tag in tags}
PARAGRAPH, ITEM, FIRST_HEADING, LAST_HEADING = GROUP["p"], GROUP["li"], GROUP["h1"], GROUP["h6"]
AROUND: Mapping[str, int] = {
    tag: place
    for place, tag in enumerate(
        """nav footer header aside article main form ul table figure blockquote section ol dialog noscript head details dl
        button iframe svg""".split()
    )
}
_HIDDEN = len(FAMILIES) + len(AROUND) + 2  # the last of the marks of an element


@dataclass(frozen=True, slots=True)
class PageSignals:
    """The signs of a web page: a row a passage in `table`. `words` of pictures are 0; `prose` is running text."""

    table: Floats
    words: Floats
    prose: Flags
    elements: Elements


def measured_page(
    around: Surroundings, verdicts: Sequence[Verdict | None], wording: Wording, naming: Naming
) -> PageSignals:
    """The signs of the passages of a web page, and what the detectors said of each."""
    passages, elements = around.passages, elements_of(around)
    lines = lines_of([looked_at(passage.plain) for passage in passages])
    links = np.array([passage.link_share for passage in passages], np.float32)
    words = np.where([bool(passage.text) for passage in passages], lines.words, 0)
    gone = np.array([verdict is not None and verdict.action is not Action.KEEP for verdict in verdicts])
    prose = _is_prose(lines, words, links) & ~gone & (elements.leaf < len(elements))
    evidence = wording.evidence(lines)
    groups = np.array([*(GROUP.get(called.tag, OTHER) for called in elements.called), NONE])[elements.kind]
    sight = _Sight(elements, words, np.where(prose, words, 0), links, evidence, is_closed(lines), groups)
    common = vocabulary(lines, prose)
    columns = [
        *own_signs(lines),
        *common,
        _repeats(lines),
        np.log1p(sight.running),
        evidence,
        *carried(evidence),
        *told(verdicts),
        *sight.tags(),
        *sight.windows(common[0], common[1]),
        *sight.names(naming),
        *sight.levels(),
        *sight.places(),
        *sight.alike(),
        *sight.headings(),
        [passage.picture is not None for passage in passages],
    ]
    table = np.empty((len(columns), len(passages)), np.float32)
    for row, column in zip(table, columns, strict=True):
        row[:] = column
    return PageSignals(table.T, words, prose, elements)


def _is_prose(lines: Lines, words: Floats, links: Floats) -> Flags:
    long: Flags = (words >= SURE_PROSE_WORDS) | ((words >= PROSE_WORDS) & is_closed(lines))
    return long & (links < LINKED)


def _repeats(lines: Lines) -> Floats:
    _, numbers, repeats = np.unique(lines.whole, return_inverse=True, return_counts=True)
    found: Floats = np.log1p(repeats[numbers] - 1)
    return found


def _marks(called: Called) -> Iterator[int]:
    """What an element is and is called: places of FAMILIES, after them of AROUND, and two for roles, one for hidden."""
    yield from families(called)
    if called.tag in AROUND:
        yield len(FAMILIES) + AROUND[called.tag]
    if called.role:
        yield _HIDDEN - 1 if called.role in ROLES else _HIDDEN - 2
    if called.hidden or called.tag == "noscript":
        yield _HIDDEN


@dataclass(frozen=True)  # without slots: what several signs are made of is reckoned once
class _Sight:
    """A page as its signs are taken: values by passage, but `groups` (places in GROUPS) by element."""

    elements: Elements
    words: Floats
    running: Floats
    links: Floats
    evidence: Floats
    closed: Flags
    groups: Ints

    @cached_property
    def own(self) -> Ints:
        """The group of the element that each passage is in."""
        return self.groups[self.elements.leaf]

    @cached_property
    def is_heading(self) -> Flags:
        found: Flags = (self.own >= FIRST_HEADING) & (self.own <= LAST_HEADING)
        return found

    @cached_property
    def share(self) -> Floats:
        """Of the prose of the page, by element."""
        return self.prose_in / max(float(self.running.sum()), 1.0)

    @cached_property
    def words_in(self) -> Floats:
        """The words in each element."""
        return self.elements.sums(self.words)

    @cached_property
    def prose_in(self) -> Floats:
        """The words of running text in each element."""
        return self.elements.sums(self.running)

    @cached_property
    def looks(self) -> Ints:
        """By element, a number for its tag and classes, 0 for none."""
        known: dict[tuple[str, tuple[str, ...]], int] = {}
        looks = [known.setdefault(called[:2], len(known) + 1) for called in self.elements.called]
        return np.array([*looks, 0])[self.elements.kind]

    def tags(self) -> Iterator[Column]:
        own = self.own
        return (own == group for group in range(OTHER + 1))

    def windows(self, common: Floats, elsewhere: Floats) -> Iterator[Column]:
        """For each window of passages around each the means of some signs."""
        own = self.own
        signs = np.array(
            [
                self.evidence,
                np.log1p(self.words),
                np.log1p(self.running),
                self.links,
                self.closed,
                own == PARAGRAPH,
                own == ITEM,
                self.is_heading,
                common,
                elsewhere,
                own == NONE,
            ],
            np.float64,
        )
        return chain.from_iterable(means_around(signs))

    def names(self, naming: Naming) -> Iterator[Column]:
        """What the elements around each passage are and are called."""
        elements, leaf = self.elements, self.elements.leaf
        marks = [tuple(_marks(called)) for called in elements.called]
        marked = np.zeros((len(marks) + 1, _HIDDEN + 1), bool)
        marked[np.repeat(np.arange(len(marks)), list(map(len, marks))), list(chain.from_iterable(marks))] = True
        nearest = elements.nearest(marked[elements.kind])[leaf].T
        found = nearest < len(elements)
        family, held = nearest[: len(FAMILIES)], found[: len(FAMILIES)]
        yield from found[len(FAMILIES) : _HIDDEN]
        yield from np.where(held, np.minimum(elements.depth[leaf] - elements.depth[family], 9), 9)
        yield from np.where(held, self.share[family], 2.0)
        yield elements.depth[leaf]
        yield self.links
        yield from self._called(naming)
        yield from self._shown(~found[_HIDDEN])

    def _called(self, naming: Naming) -> Iterator[Column]:
        """What the names of the elements around each passage say: all, the lowest, the highest, and of the nearest three."""
        elements = self.elements
        found = naming.evidence(elements, self.words_in > WRAPPER * max(float(self.words.sum()), 1.0))
        nearest = elements.leaf
        total, number, lowest, highest, own = found[nearest].T
        yield total / np.sqrt(np.maximum(number, 1))
        yield lowest
        yield highest
        yield own
        for _ in range(2):
            nearest = elements.parent[nearest]
            yield found[nearest, 4]

    def _shown(self, shown: Flags) -> Iterator[Column]:
        """Whether a passage is shown, how much of the prose is, and where the shown prose is."""
        running = np.where(shown, self.running, 0)
        total = float(running.sum())
        share = total / max(float(self.running.sum()), 1.0)
        yield shown
        yield np.full(len(shown), share)
        yield np.full(len(shown), np.log1p(total))
        yield shown - share
        for part in SHOWN_CONTAINERS:
            yield from self._container(running, part)

    def levels(self) -> Iterator[Column]:
        """Signs of the elements around each passage, from the innermost outwards."""
        elements = self.elements
        words, prose = self.words_in, self.prose_in
        passages = np.maximum(elements.last - elements.first, 0)
        weight = np.sqrt(self.words)
        number = np.maximum(passages, 1)
        signs = np.array(
            [
                np.log1p(words),
                self.share,
                elements.sums(self.words * self.links) / np.maximum(words, 1),
                prose / np.maximum(words, 1),
                np.log1p(passages),
                elements.sums(self.evidence * weight) / np.maximum(elements.sums(weight), 1),
                np.log1p(self._siblings()),
                elements.sums(self.closed.astype(np.float64)) / number,
                self.groups,
                np.log1p(np.bincount(elements.parent[:-1], minlength=len(elements) + 1)),
            ]
        )
        at = elements.leaf
        for level in range(LEVELS):
            yield from signs[: None if level < FULL_LEVELS else -2, at]
            above = elements.parent[at]
            at = np.where(above < len(elements), above, at)
        yield from self._holders(signs)

    def _siblings(self) -> Ints:
        """By element, how many elements of its tag and classes there are beside it, itself among them."""
        looks, number = self.looks, len(self.elements) + 1
        _, alike, counts = np.unique(self.elements.parent * number + looks, return_inverse=True, return_counts=True)
        found: Ints = counts[alike]
        found[-1] = 0
        return found

    def _holders(self, signs: Floats) -> Iterator[Column]:
        """Signs of the nearest element around each passage with so much of the prose, and how far out it is."""
        elements, leaf = self.elements, self.elements.leaf
        holding = self.share[:, None] >= HOLDERS
        holding[elements.parent == len(elements)] = True  # where there is no prose, it is the root
        for holder in elements.nearest(holding)[leaf].T:
            yield elements.depth[leaf] - elements.depth[holder]
            yield from signs[[1, 0, 2, 3]][:, holder]

    def places(self) -> Iterator[Column]:
        """Where a passage is: in which containers of the prose, and how far down the page."""
        for part in CONTAINERS:
            yield from self._container(self.running, part)
        number = len(self.words)
        total = max(float(self.running.sum()), 1.0)
        below = np.cumsum(self.running)
        words = float(self.words.sum())
        yield np.arange(number) / number
        yield (below - self.running) / total
        yield 1 - below / total
        yield np.full(number, np.log1p(number))
        yield np.full(number, np.log1p(self.running.sum()))
        yield np.full(number, float(self.running.sum()) / max(words, 1.0))
        yield np.full(number, np.log1p(words))

    def _container(self, running: Floats, part: float) -> Iterator[Column]:
        """Where passages are seen from the deepest element that holds a part of some running text."""
        elements, number = self.elements, len(self.words)
        held = elements.sums(running)[:-1]
        total = float(running.sum())
        holders = np.flatnonzero(held >= part * total - 1e-9) if total else np.zeros(0, np.int64)
        if not len(holders):
            yield from np.zeros((6, number))
            return
        words = self.words_in
        found = holders[np.lexsort((words[holders], -elements.depth[holders]))[0]]
        first, last = int(elements.first[found]), int(elements.last[found])
        index = np.arange(number)
        inside = (index >= first) & (index < last)
        above = np.cumsum(self.words) - self.words
        size = max(float(words[found]), 1.0)
        yield inside
        yield np.where(index < first, index - first, np.where(inside, 0, index - last + 1))
        yield (above - above[first]) / size
        yield np.where(inside, elements.depth[elements.leaf] - elements.depth[found], -1)
        yield np.full(number, size / max(float(self.words.sum()), 1.0))
        yield np.full(number, float(self.prose_in[found]) / size)

    def alike(self) -> Iterator[Column]:
        """What passages that are set alike (in elements of the same tags and classes) have in common."""
        elements = self.elements
        total = max(float(self.running.sum()), 1.0)
        looks = self.looks
        path, outer, length = looks, elements.parent, 1
        for wanted in PATHS:
            while length < wanted:  # paths of twice the length: of the element, and of the one as far out as it is long
                path = np.unique(path * (len(path) + 1) + path[outer], return_inverse=True)[1]
                outer, length = outer[outer], 2 * length
            kind = path[elements.leaf]
            number = np.bincount(kind)
            words = np.bincount(kind, weights=self.words)
            prose = np.bincount(kind, weights=self.running)
            size = np.maximum(words, 1)
            yield np.log1p(number)[kind]
            yield (words / np.maximum(number, 1))[kind]
            yield (prose / total)[kind]
            yield (prose / size)[kind]
            yield (np.bincount(kind, weights=self.words * self.links) / size)[kind]
            yield (np.bincount(kind, weights=self.evidence) / np.maximum(number, 1))[kind]

    def headings(self) -> Iterator[Column]:
        """How far a passage is from the title and from the heading above it."""
        number, own = len(self.words), self.own
        index = np.arange(number)
        titles = np.flatnonzero(own == FIRST_HEADING)
        yield np.full(number, len(titles))
        yield index - titles[0] if len(titles) else np.full(number, 10 * FAR)
        headings = np.flatnonzero(self.is_heading)
        above = np.searchsorted(headings, index) - 1
        if not len(headings):
            yield np.full(number, FAR)
            yield np.zeros(number)
            return
        last = headings[np.maximum(above, 0)]
        yield np.where(above >= 0, np.minimum(index - last, FAR), FAR)
        yield np.where(above >= 0, own[last], 0)
