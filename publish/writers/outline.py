"""The headings of an article as contents lists and navigation show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from publish.characters import one_line
from publish.model import Block, Heading
from publish.walk import inline_text


@dataclass(frozen=True, slots=True)
class Place:
    """A heading that a contents list leads to; `depth` is 2 for what stands right below an article, then 3."""

    depth: int
    ident: str
    title: str
    below: tuple[Place, ...] = ()


def outline(content: Iterable[Block], *, deepest: int) -> tuple[Place, ...]:
    """The headings with words and a name, down to level `deepest`, each with those below it."""
    headings = [
        block
        for block in content
        if isinstance(block, Heading) and block.level <= deepest and block.ident and inline_text(block.children).strip()
    ]
    return tuple(_places(headings, 2))


def _places(headings: Sequence[Heading], depth: int) -> Iterator[Place]:
    start = 0
    while start < len(headings):
        head = headings[start]
        later = range(start + 1, len(headings))
        end = next((place for place in later if headings[place].level <= head.level), len(headings))
        below = tuple(_places(headings[start + 1 : end], depth + 1))
        yield Place(depth, head.ident, one_line(inline_text(head.children)), below)
        start = end


def flat(places: Iterable[Place]) -> Iterator[Place]:
    """The places and those below them, one after the other."""
    for place in places:
        yield place
        yield from flat(place.below)
