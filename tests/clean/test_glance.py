from __future__ import annotations

import pytest

from publish.clean.glance import NUMBER, SHORT, first_word, glance, holding, starting
from tests.builders import page


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("Share this", "share"),
        ("• Share this", "share"),
        ("↑ Back to top", "back"),
        ("Don’t miss", "don’t"),
        ("E-mail", "e"),
        ("12 Comments", NUMBER),
        ("***", ""),
    ],
)
def test_the_first_word_of_a_line_stands_behind_its_marks(line: str, first: str) -> None:
    assert first_word(line) == first
    assert first in glance(page(line)).by_first


def test_passages_are_found_by_their_first_word_in_order() -> None:
    source = page("Share this", "A line", "share that", "1 view")
    assert [passage.line for passage in starting(source, ("share", NUMBER))] == [1, 3, 4]


def test_short_passages_are_found_by_what_they_hold() -> None:
    source = page("We use Cookies", "None here", "cookies " * SHORT)
    assert [passage.line for passage in holding(source, "cookies")] == [1]
