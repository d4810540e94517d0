"""A selector means the elements that it names, with all that is in them, however badly they are closed."""

from __future__ import annotations

import pytest

from publish.selection import Selector, parts, select
from tests.builders import page, web


def selected(markup: str, selector: str) -> list[str]:
    """The texts of a page's passages, or of their parts, that a selector means."""
    source = web(markup)
    selection = select(source, Selector(selector))
    return [
        passage.text[span.start : span.end] or f"[{passage.picture}]"
        for passage in source.passages
        for span in parts(passage, selection)
    ]


@pytest.mark.parametrize(
    ("markup", "selector", "texts"),
    [
        ("<p class=promo>Buy</p><p>Read</p>", ".promo", ["Buy"]),
        ("<div class=promo><p>Buy</p><ul><li>Now</ul></div><p>Read</p>", ".promo", ["Buy", "Now"]),
        ("<ul><li class=a>One<li>Two</ul>Tail", "li.a", ["One"]),
        ("<ul><li>One<li class=a>Two</ul>Tail", "li.a", ["Two"]),
        ("<div><p class=a>One</div>Tail", "p.a", ["One"]),
        ("<p class=a>One<div>Two</div>", "p.a", ["One"]),
        ("<p>Read <span class=a>or <b>buy</b></span> this</p>", ".a", ["or buy"]),
        ("<p>Read<img src=x alt=Wall class=a></p>", ".a", ["[Wall]"]),
        (
            "<figure class=a><img src=x alt=Wall><figcaption>The wall</figcaption></figure>",
            ".a",
            ["[Wall]", "The wall"],
        ),
        ("<main><aside>One</aside><div><aside>Two</aside></div></main>", "main > aside", ["One"]),
        ("<div class=a><div class=a>One</div>Two</div>", ".a", ["One", "Two"]),
        ("<p class=a>caf&eacute; &amp; bar</p>", ".a", ["café & bar"]),
        ("<p>Read</p>", ".a", []),
    ],
)
def test_what_a_selector_means(markup: str, selector: str, texts: list[str]) -> None:
    assert selected(f"<body>{markup}</body>", selector) == texts


@pytest.mark.parametrize("selector", ["", "div[", "..a", "a >", "p::before", "a:nope", "{}"])
def test_what_is_no_selector_is_refused(selector: str) -> None:
    with pytest.raises(ValueError, match="is no CSS selector"):
        Selector(selector)


def test_a_selector_means_nothing_in_a_dump() -> None:
    assert select(page("A line"), Selector("p")).starts == ()
