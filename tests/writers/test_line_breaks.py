"""Where the lines of a paragraph end: the least demerits of all ways there are."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from hypothesis import given
from hypothesis import strategies as st

from publish.writers.line_breaks import (
    HYPHEN,
    HYPHENS,
    LAST_HYPHEN,
    LINE,
    MOST_HYPHENS,
    SHRINK,
    STRETCH,
    Break,
    Measure,
    best_breaks,
)

SPACE, HYPHEN_WIDTH = 2.5, 3.0
EVEN = Measure(100, 100, 10, 0.5)


def breaks_of(words: Sequence[Sequence[int]]) -> list[Break]:
    """The breaks of words, each of which is told by the widths of its syllables."""
    found, x, spaces = [Break(0, 0, 0, 0, 0, 0)], 0.0, 0
    for word in words:
        for place, syllable in enumerate(word):
            x += syllable
            if place < len(word) - 1:
                found.append(Break(len(found), len(found), x + HYPHEN_WIDTH, x, spaces, spaces, hyphen=True))
        found.append(Break(len(found), len(found), x, x + SPACE, spaces, spaces + 1))
        x, spaces = x + SPACE, spaces + 1
    return found


def demerits(breaks: Sequence[Break], chosen: Sequence[int], measure: Measure) -> float | None:
    """Those of lines that end so, all told; None where one cannot be filled."""
    total, row = 0.0, 0
    for start, end in itertools.pairwise((0, *chosen)):
        first, last = start == 0, end == len(breaks) - 1
        room = (measure.first if first else measure.others) - (breaks[end].end_x - breaks[start].start_x)
        spaces = breaks[end].spaces - breaks[start].skipped
        if last and row:
            total += LAST_HYPHEN
        if breaks[end].hyphen:
            total += HYPHEN + (HYPHENS if row else 0)
        row = row + 1 if breaks[end].hyphen else 0
        if row > MOST_HYPHENS:
            return None
        if last and room >= 0:
            total += LINE**2
            continue
        if spaces <= 0:
            return None
        stretch = room / spaces / measure.em
        if not -SHRINK <= stretch <= measure.most:
            return None
        total += (LINE + 100 * abs(stretch / (STRETCH if stretch > 0 else SHRINK)) ** 3) ** 2
    return total


def all_ways(count: int) -> Iterator[tuple[int, ...]]:
    for size in range(count):
        for chosen in itertools.combinations(range(1, count), size):
            yield (*chosen, count)


@given(
    st.lists(st.lists(st.integers(5, 40), min_size=1, max_size=3), min_size=1, max_size=6),
    st.floats(40, 120),
    st.floats(40, 120),
)
def test_no_way_has_fewer_demerits(words: list[list[int]], first: float, others: float) -> None:
    breaks, measure = breaks_of(words), Measure(first, others, 10, 0.5)
    of_each = [demerits(breaks, way, measure) for way in all_ways(len(breaks) - 1)]
    chosen = best_breaks(breaks, measure)
    if chosen is None:
        assert not any(each is not None for each in of_each)
    else:
        found = demerits(breaks, chosen, measure)
        assert found is not None
        assert found <= min(each for each in of_each if each is not None) * (1 + 1e-9)


def test_what_fits_in_a_line_is_one() -> None:
    assert best_breaks(breaks_of([[20], [20], [20]]), EVEN) == [3]


def test_a_word_longer_than_a_line_is_left_to_others() -> None:
    assert best_breaks(breaks_of([[20], [200], [20]]), EVEN) is None


def test_a_line_is_looser_where_that_spares_a_far_looser_one() -> None:
    """Taken as full as it can be, the first line has five words, and the second has room for two alone."""
    words = [[17], [17], [17], [17], [17], [39], [39], [60]]
    assert best_breaks(breaks_of(words), Measure(100, 100, 10, 2.0)) == [4, 7, 8]
