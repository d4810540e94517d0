"""Films and frames: a book can only say where they are."""

from __future__ import annotations

import pytest

from publish.model import Link
from tests.builders import inlines, p
from tests.normalise.fragments import blocks, codes


def test_a_film_with_a_title_is_a_link_to_it() -> None:
    markup = '<iframe title="How tides work" src="https://www.youtube.com/embed/abc_DEF-123?start=9"></iframe>'
    assert blocks(markup) == (p(Link("https://www.youtube.com/watch?v=abc_DEF-123&t=9", inlines("How tides work"))),)
    assert codes(markup) == ["EMBED-001"]


@pytest.mark.parametrize(
    "markup",
    [
        '<iframe title="YouTube video player" src="https://www.youtube.com/embed/abc"></iframe>',
        '<iframe title="Buy a boat" src="https://ads.example.org/frame"></iframe>',
        '<iframe title="How tides work" src="javascript:void(0)"></iframe>',
        "<video><source src=a.mp4></video>",
    ],
)
def test_what_nobody_could_find_again_is_left_out_with_a_finding(markup: str) -> None:
    assert blocks(markup) == ()
    assert codes(markup) == ["EMBED-001"]
