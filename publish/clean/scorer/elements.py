"""The elements of a web page as arrays: what holds what, and sums over all that an element holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from publish.clean.around import Called, Surroundings
from publish.clean.scorer.letters import Flags, Floats, Ints
from publish.passages import Ancestor

Column = TypeVar("Column", Floats, Flags, Ints)


@dataclass(frozen=True, slots=True)
class Elements:
    """The elements around some passages in document order, and after them one more that stands for none.

    An element holds the passages from `first` to `last` (exclusive). `parent` of a root and `leaf` of a passage outside
    the tree are the one that stands for none, which holds nothing. `levels` are the elements by depth, roots first.
    Elements that are called alike have one `kind`, a place in `called`; the kind of none comes after all others.
    """

    ancestors: Sequence[Ancestor]
    parent: Ints
    first: Ints
    last: Ints
    depth: Ints
    leaf: Ints
    levels: Sequence[Ints]
    called: Sequence[Called]
    kind: Ints

    def __len__(self) -> int:
        return len(self.ancestors)

    def sums(self, values: Floats) -> Floats:
        """For each element the sum of the values of the passages that it holds."""
        up_to = np.zeros(len(values) + 1)
        np.cumsum(values, out=up_to[1:])
        sums: Floats = up_to[self.last] - up_to[self.first]
        return sums

    def is_called(self, ask: Callable[[Called], bool]) -> Flags:
        """For each element the answer to a question that depends on what it is called alone."""
        answers = np.array([*map(ask, self.called), False])
        return answers[self.kind]

    def holds(self, place: int, wanted: Flags) -> bool:
        """Whether an element has a wanted one inside it; those inside come right after it, up to where it ends."""
        after = int(np.searchsorted(self.first[:-1], self.last[place]))
        return bool(wanted[place + 1 : after].any())

    def nearest(self, wanted: Flags) -> Ints:
        """For each element itself or the nearest around it that is wanted; the one that stands for none without any.

        Several kinds may be wanted at once, a column each.
        """
        none = len(self)
        own = np.where(wanted.T, np.arange(none + 1, dtype=np.int32), none).T
        if not wanted.any():
            return own
        return self.handed_down(own, lambda above, mine: np.where(mine < none, mine, above))

    def handed_down(self, values: Column, combine: Callable[[Column, Column], Column]) -> Column:
        """The values of all elements, each combined with what its parent has been handed: (parent's, own)."""
        found = values.copy()
        for level in self.levels[1:]:
            found[level] = combine(found[self.parent[level]], found[level])
        return found


def elements_of(around: Surroundings) -> Elements:
    none = len(around.steps)
    depths = np.array([*around.depths, 0])
    order = np.argsort(depths[:-1], kind="stable")
    return Elements(
        ancestors=around.steps,
        parent=_without_negative([*around.parents, -1], none),
        first=np.array([*around.firsts, 0]),
        last=np.array([*around.lasts, 0]),
        depth=depths,
        leaf=_without_negative(around.leaves, none),
        levels=np.split(order, np.flatnonzero(np.diff(depths[order])) + 1) if none else (),
        called=around.called,
        kind=np.array([*around.kinds, len(around.called)]),
    )


def _without_negative(places: Sequence[int], none: int) -> Ints:
    found = np.array(places, np.int64)
    return np.where(found < 0, none, found)
