"""Where the lines of a paragraph end, all of them chosen together so that its word spaces are as even as can be.

The least demerits over all lines, as TeX has it: D. E. Knuth and M. F. Plass, Breaking Paragraphs into Lines, Software:
Practice and Experience 11 (1981).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

STRETCH = 0.12  # em by which a word space is wider than it is drawn, where that begins to show
SHRINK = 0.08  # em that it may be narrower: of a quarter of an em, a third, as in TeX
LINE = 10.0  # demerits are the square of this and the badness of a line
# and more for a hyphen: at its end, at that of the line before, too, and before the last line
HYPHEN, HYPHENS, LAST_HYPHEN = 25_000.0, 50_000.0, 500_000.0
MOST_HYPHENS = 2  # lines in a row that end in one


class Break(NamedTuple):
    """A place where a line may end, `end`, with that where the next line begins, `start`, in bytes of the text.

    `end_x` and `start_x` are these in px, with a hyphen where the line ends in one, `spaces` counts the word spaces
    before `end`, `skipped` also those before `start`.
    """

    end: int
    start: int
    end_x: float
    start_x: float
    spaces: int
    skipped: int
    hyphen: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """The widths of the first line and of the others in px; the em, and by how many of it a space may be stretched."""

    first: float
    others: float
    em: float
    most: float


_Node: TypeAlias = "tuple[float, int, int]"
"""The demerits so far; the break before, and how many lines in a row end in hyphens there."""


def best_breaks(breaks: Sequence[Break], measure: Measure) -> list[int] | None:
    """The breaks, by their places, that lines end at; None where there is no way to fill all lines.

    The first of the breaks is the beginning of the paragraph, the last is its end.
    """
    nodes: list[dict[int, _Node]] = [{0: (0.0, 0, 0)}, *({} for _ in breaks[1:])]
    last = len(breaks) - 1
    earliest = 0
    for place in range(1, last + 1):
        end, found = breaks[place], nodes[place]
        hyphen_em = measure.em * end.hyphen  # without it, what is too long for this line is so for all later ones
        for before in range(earliest, place):
            start = breaks[before]
            room = (measure.others if before else measure.first) - (end.end_x - start.start_x)
            spaces = end.spaces - start.skipped
            stretch = room / spaces / measure.em if spaces > 0 else 0.0
            if stretch < -SHRINK or (spaces <= 0 and room < 0):
                if before == earliest and room + hyphen_em < -SHRINK * measure.em * spaces:
                    earliest += 1
                continue
            if place < last or room < 0:
                if stretch > measure.most:
                    break  # and so would all lines that begin later
                if spaces <= 0:
                    continue
                ratio = stretch / (STRETCH if stretch > 0 else SHRINK)
                demerits = (LINE + 100 * abs(ratio) ** 3) ** 2
            else:
                demerits = LINE**2
            for row, (so_far, _, _) in nodes[before].items():
                hyphens = row + 1 if end.hyphen else 0
                if hyphens > MOST_HYPHENS:
                    continue
                total = so_far + demerits
                if end.hyphen:
                    total += HYPHEN + HYPHENS * (row > 0)
                elif place == last and row:
                    total += LAST_HYPHEN
                if hyphens not in found or total < found[hyphens][0]:
                    found[hyphens] = total, before, row
    return [*_chosen(nodes)][::-1] if nodes[last] else None


def _chosen(nodes: Sequence[dict[int, _Node]]) -> Iterator[int]:
    """The breaks of the best way, from the last on."""
    place = len(nodes) - 1
    row = min(nodes[place], key=lambda row: nodes[place][row][0])
    while place > 0:
        yield place
        _, place, row = nodes[place][row]
