"""The elements of a web page as arrays: what holds what, and sums over all that an element holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

import numpy as np

from publish.clean.scorer.letters import Flags, Floats, Ints
from publish.passages import Ancestor, Passage

Column = TypeVar("Column", Floats, Flags, Ints)

Called: TypeAlias = "tuple[str, tuple[str, ...], str, str, bool]"
"""The tag, the classes, the id and the role of an element, and whether it is hidden."""


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
        """For each element itself or the nearest around it that is wanted; the one that stands for none without any."""
        own = np.where(wanted, np.arange(len(wanted)), len(self))
        return self.handed_down(own, lambda above, mine: np.where(mine < len(self), mine, above))

    def handed_down(self, values: Column, combine: Callable[[Column, Column], Column]) -> Column:
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
    kinds: dict[Called, int] = {}
    kind = [kinds.setdefault(_called(step), len(kinds)) for step in ancestors]
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
        called=tuple(kinds),
        kind=np.array([*kind, len(kinds)]),
    )


def _called(step: Ancestor) -> Called:
    return step.tag, step.classes, step.ident, step.role, step.hidden


def names_of(called: Called) -> tuple[str, ...]:
    """The classes and the id of an element."""
    return (*called[1], called[2]) if called[2] else called[1]


def _close(leaf: Sequence[int], parent: Sequence[int], last: list[int]) -> None:
    """Set where each element ends: after the last passage whose innermost element is inside it."""
    for index, at in enumerate(leaf):
        if at >= 0:
            last[at] = index + 1
    for at in range(len(parent) - 1, -1, -1):
        if parent[at] >= 0:
            last[parent[at]] = max(last[parent[at]], last[at])


def _without_negative(places: Sequence[int], none: int) -> Ints:
    found = np.array(places, np.int64)
    return np.where(found < 0, none, found)
