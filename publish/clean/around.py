"""What is around the passages of a web page: its elements, found once, since many questions are about them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from publish.passages import Ancestor, Page, Passage


class Called(NamedTuple):
    """What an element is called; `names` are its classes and its id in small letters, with spaces around them."""

    tag: str
    classes: tuple[str, ...]
    ident: str
    role: str
    hidden: bool
    names: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Some passages, and the elements around them in document order.

    An element holds the passages from `firsts` to `lasts` (exclusive). `parents` of elements and `leaves` of passages
    are places of elements, -1 for none. Elements that are called alike have one kind, a place in `called`.
    """

    passages: Sequence[Passage]
    steps: Sequence[Ancestor]
    parents: Sequence[int]
    depths: Sequence[int]
    firsts: Sequence[int]
    lasts: Sequence[int]
    leaves: Sequence[int]
    called: Sequence[Called]
    kinds: Sequence[int]


@functools.lru_cache(maxsize=1)  # the detectors take their turns at one page
def surroundings(page: Page) -> Surroundings:
    return surroundings_of(page.passages)


def surroundings_of(passages: Sequence[Passage]) -> Surroundings:
    place: dict[int, int] = {}
    steps: list[Ancestor] = []
    parents, depths, firsts, lasts, leaves = [], [], [], [], []
    for index, passage in enumerate(passages):
        path = passage.path
        known = len(path)
        while known and path[known - 1].key not in place:
            known -= 1
        at = place[path[known - 1].key] if known else -1
        for number in range(known, len(path)):
            parents.append(at)
            at = place[path[number].key] = len(steps)
            steps.append(path[number])
            depths.append(number + 1)
            firsts.append(index)
        leaves.append(at)
    lasts = _ends(leaves, parents)
    kinds: dict[tuple[str, tuple[str, ...], str, str, bool], int] = {}
    kind = [
        kinds.setdefault((tag, classes, ident, role, hidden), len(kinds))
        for _, tag, _, classes, ident, role, hidden in steps
    ]
    called = [Called(*each, names=f" {' '.join(each[1])} {each[2]} ".lower()) for each in kinds]
    return Surroundings(passages, steps, parents, depths, firsts, lasts, leaves, called, kind)


def _ends(leaves: Sequence[int], parents: Sequence[int]) -> list[int]:
    """Where each element ends: after the last passage whose innermost element is inside it."""
    lasts = [0] * len(parents)
    for index, at in enumerate(leaves, 1):
        if at >= 0:
            lasts[at] = index
    for at in range(len(parents) - 1, -1, -1):
        outer = parents[at]
        if outer >= 0 and lasts[outer] < lasts[at]:
            lasts[outer] = lasts[at]
    return lasts


def inside(page: Page, is_one: Callable[[Called], bool]) -> Iterator[tuple[Ancestor, Sequence[Passage]]]:
    """The outermost elements of a kind, each with the passages inside it."""
    seen = surroundings(page)
    wanted = {kind for kind, called in enumerate(seen.called) if is_one(called)}
    end = 0
    for place, kind in enumerate(seen.kinds if wanted else ()):
        if kind in wanted and seen.firsts[place] >= end:
            end = seen.lasts[place]
            yield seen.steps[place], seen.passages[seen.firsts[place] : end]
