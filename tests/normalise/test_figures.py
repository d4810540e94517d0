"""Pictures and their captions, however a page puts them together."""

from __future__ import annotations

import pytest

from publish.model import Cell, CodeBlock, Figure, Quote, Table
from tests.builders import em, inlines, p
from tests.normalise.fragments import OTHER_PROSE, blocks

WALL = Figure("wall.png", "A wall", inlines("The wall"))
IMG = '<img src="wall.png" alt="A wall">'


@pytest.mark.parametrize(
    "markup",
    [
        f"<figure>{IMG}<figcaption>The wall</figcaption></figure>",
        f"<figure><figcaption>The wall</figcaption><p>{IMG}</p></figure>",
        f"<figure><a href=https://i/wall.png>{IMG}</a><div>The wall</div></figure>",
        f'<div class="wp-caption"><a href=x>{IMG}</a><p class="wp-caption-text">The wall</p></div>',
        f'<div>{IMG}<span class="image-caption">The wall</span></div>',
        f'<div><div>{IMG}</div><div class="caption">The wall</div></div>',
        f"<p>{IMG}<br><em>The wall</em></p>",
    ],
)
def test_a_picture_has_the_caption_beside_it(markup: str) -> None:
    assert blocks(markup) == (WALL,)


def test_a_paragraph_after_a_picture_is_no_caption() -> None:
    assert blocks(f"<p>{IMG}</p><p>{OTHER_PROSE}</p>") == (Figure("wall.png", "A wall"), p(OTHER_PROSE))


def test_the_pictures_of_a_gallery_have_their_own_captions() -> None:
    one, two = Figure("a.png", "", inlines("One")), Figure("b.png", "", inlines("Two"))
    first = '<figure><img src="a.png"><figcaption>One</figcaption></figure>'
    second = '<figure><img src="b.png"><figcaption>Two</figcaption></figure>'
    assert blocks(f"<figure>{first}{second}<figcaption>Both</figcaption></figure>") == (one, two, p("Both"))
    assert blocks(f'<ul class="gallery"><li>{first}</li><li>{second}</li></ul>') == (one, two)
    assert blocks('<ul class="gallery"><li><img src="a.png"><p>One</p><li><img src="b.png"><p>Two</p></ul>') == (
        one,
        two,
    )


def test_several_pictures_in_a_figure_share_its_caption() -> None:
    found = blocks('<figure><img src="a.png"><img src="b.png"><figcaption>Both</figcaption></figure>')
    assert found == (Figure("a.png", ""), Figure("b.png", "", inlines("Both")))


def test_the_same_picture_twice_in_a_figure_is_one() -> None:
    assert blocks(f"<figure>{IMG}{IMG}<figcaption>The wall</figcaption></figure>") == (WALL,)


def test_the_caption_of_something_else_stays_with_it() -> None:
    caption = "<figcaption>Ann</figcaption>"
    rows = "<tr><th>a<th>b<tr><td>c<td>d"
    assert blocks(f"<figure><blockquote>Words.</blockquote>{caption}</figure>") == (
        Quote((p("Words."),), inlines("Ann")),
    )
    (table,) = blocks(f"<figure><table>{rows}</table>{caption}</figure>")
    assert (
        isinstance(table, Table)
        and table.caption == inlines("Ann")
        and table.body == ((Cell((p("c"),)), Cell((p("d"),))),)
    )
    assert blocks(f"<figure><pre>x = 1</pre>{caption}</figure>") == (p("Ann"), CodeBlock("x = 1"))


def test_the_caption_of_a_picture_without_an_address_stays() -> None:
    assert blocks("<figure><img><figcaption>The wall</figcaption></figure>") == (p("The wall"),)


def test_a_large_picture_at_the_start_of_a_paragraph_is_a_figure() -> None:
    assert blocks(f'<p><img src="a.png" width="300">{OTHER_PROSE}</p>') == (Figure("a.png", ""), p(OTHER_PROSE))
    assert blocks(f'<p>{OTHER_PROSE} <img class="alignright" src="a.png"></p>') == (p(OTHER_PROSE), Figure("a.png", ""))


def test_a_picture_in_a_heading_stands_after_it() -> None:
    (_, figure) = blocks(f"<h2>The wall{IMG}</h2>")
    assert figure == Figure("wall.png", "A wall")


def test_emphasis_below_a_picture_in_a_paragraph_of_its_own_stays_one() -> None:
    assert blocks(f"<p>{IMG}</p><p><em>Not a caption</em></p>") == (
        Figure("wall.png", "A wall"),
        p(em("Not a caption")),
    )
