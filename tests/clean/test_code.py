from __future__ import annotations

from tests.builders import dump, kept

CODE = ("```", "0", "close", "Leave a Reply", "see below: tell us in the comments below!", "```")


def test_lines_of_fenced_code_stay_whatever_they_say() -> None:
    assert set(CODE) <= set(kept(dump(*CODE)))


def test_the_same_lines_without_a_second_fence_are_judged_as_always() -> None:
    assert "Leave a Reply" not in kept(dump(*CODE[:-1]))
