"""The elements of a web page as arrays: what holds what, and sums over all that an element holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from publish.clean.scorer.letters import Floats, Ints
from publish.passages import Ancestor, Passage


@dataclass(frozen=True, slots=True)
class Elements:
    """The elements around some passages in document order, and after them one more that stands for none.

    An element holds the passages from `first` to `last` (exclusive). `parent` of a root and `leaf` of a passage outside
    the tree are the one that stands for none, which holds nothing. `levels` are the elements by depth, roots first.
    """

    ancestors: Sequence[Ancestor]
    parent: Ints
    first: Ints
    last: Ints
    depth: Ints
    leaf: Ints
    levels: Sequence[Ints]

    def __len__(self) -> int:
        return len(self.ancestors)

    def sums(self, values: Floats) -> Floats:
        """For each element the sum of the values of the passages that it holds."""
        up_to = np.zeros(len(values) + 1)
        np.cumsum(values, out=up_to[1:])
        sums: Floats = up_to[self.last] - up_to[self.first]
        return sums

    def handed_down(self, values: Floats, combine: Callable[[Floats, Floats], Floats]) -> Floats:
        """The values of all elements, each combined with what its parent has been handed: (parent's, own)."""
        found = values.copy()
        for level in self.levels[1:]:
            found[level] = combine(found[self.parent[level]], found[level])
        return found


def elements_of(passages: Sequence[Passage]) -> Elements:
    place: dict[int, int] = {}
    ancestors: list[Ancestor] = []
    parent, first, last, depth, leaf = [], [], [], [], []
    for index, passage in enumerate(passages):
        path = passage.path
        known = len(path)
        while known and path[known - 1].key not in place:
            known -= 1
        at = place[path[known - 1].key] if known else -1
        for number, step in enumerate(path[known:], known + 1):
            parent.append(at)
            at = place[step.key] = len(ancestors)
            ancestors.append(step)
            first.append(index)
            last.append(index)
            depth.append(number)
        leaf.append(at)
    _close(leaf, parent, last)
    none = len(ancestors)
    depths = np.array([*depth, 0])
    order = np.argsort(depths[:-1], kind="stable")
    return Elements(
        ancestors=ancestors,
        parent=_without_negative([*parent, -1], none),
        first=np.array([*first, 0]),
        last=np.array([*last, 0]),
        depth=depths,
        leaf=_without_negative(leaf, none),
        levels=np.split(order, np.flatnonzero(np.diff(depths[order])) + 1) if none else (),
    )


def _close(leaf: Sequence[int], parent: Sequence[int], last: list[int]) -> None:
    """Set where each element ends: after the last passage whose innermost element is inside it."""
    for index, at in enumerate(leaf):
        last[at : at + 1] = [index + 1] if at >= 0 else []
    for at in range(len(parent) - 1, -1, -1):
        if parent[at] >= 0:
            last[parent[at]] = max(last[parent[at]], last[at])


def _without_negative(places: Sequence[int], none: int) -> Ints:
    found = np.array(places, np.int64)
    return np.where(found < 0, none, found)
