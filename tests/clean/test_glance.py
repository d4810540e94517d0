from __future__ import annotations

import pytest

from publish.clean.folding import NUMBER
from publish.clean.glance import glance, spoken, starting
from tests.builders import page


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("Share this", "share"),
        ("• Share this", "share"),
        ("↑ Back to top", "back"),
        ("Don’t miss", "don"),
        ("E-mail", "e"),
        ("Élection", "election"),
        ("ÜBER UNS", "uber"),
        ("【分享】", "分"),
        ("شیئر کریں", "شییر"),
        ("12 Comments", NUMBER),
        ("３件のコメント", NUMBER),
        ("***", ""),
    ],
)
def test_the_first_word_of_a_line_stands_behind_its_marks(line: str, first: str) -> None:
    assert list(glance(page(line)).by_first) == [first]


def test_passages_are_found_by_their_first_word_in_order() -> None:
    source = page("Share this", "A line", "share that", "1 view")
    assert [passage.line for passage in starting(source, ("share", NUMBER))] == [1, 3, 4]


def test_passages_are_found_by_the_family_of_their_phrases() -> None:
    source = page("Skip to content", "A line", "Back to top ↑")
    assert [passage.line for passage in spoken(source, "control")] == [1, 3]
