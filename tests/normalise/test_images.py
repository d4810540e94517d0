"""Of all the addresses that a picture has on a page, the best one is its own."""

from __future__ import annotations

import pytest

from publish.model import Figure, Picture
from publish.normalise.images import from_set
from tests.builders import p
from tests.normalise.fragments import blocks

SPACER = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
LONG = "data:image/png;base64," + "iVBORw0KGgo" * 200
BASE = "https://example.org/a/b"


def address(markup: str, *, url: str = "") -> str | None:
    """The address of the one figure that the markup becomes."""
    match blocks(markup, url=url):
        case ():
            return None
        case (Figure(asset=asset),):
            return asset
        case found:
            raise AssertionError(found)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a.jpg 1x, b.jpg 2x", [("a.jpg", 1000), ("b.jpg", 2000)]),
        ("a.jpg 300w,b.jpg 800w", [("a.jpg", 300), ("b.jpg", 800)]),
        ("https://i/w_300,h_200/a.jpg 300w, c.jpg", [("https://i/w_300,h_200/a.jpg", 300), ("c.jpg", 0)]),
        ("a.jpg, b.jpg 1.5x", [("a.jpg", 0), ("b.jpg", 1500)]),
        ("a.jpg 300w 200h , b.jpg 9z", [("a.jpg", 300), ("b.jpg", 0)]),
        (" , ,", []),
    ],
)
def test_a_srcset_is_read_as_browsers_read_it(value: str, expected: list[tuple[str, float]]) -> None:
    assert list(from_set(value)) == expected


def test_a_long_run_of_commas_is_read_at_once() -> None:
    assert list(from_set("," * 200_000 + " " + "a," * 50_000))


def test_the_largest_picture_wins() -> None:
    assert (
        address('<img src="https://i/s.jpg" srcset="https://i/m.jpg 400w, https://i/l.jpg 900w">') == "https://i/l.jpg"
    )


def test_a_file_beside_a_saved_page_wins_over_any_on_the_web() -> None:
    assert address('<img src="./A page_files/s.jpg" srcset="https://i/l.jpg 900w">') == "./A page_files/s.jpg"


def test_a_picture_within_the_page_wins_over_any_on_the_web_but_not_a_preview() -> None:
    assert address(f'<img src="{LONG}" data-src="https://i/a.jpg">') == LONG
    assert address(f'<img src="{SPACER}" data-src="https://i/a.jpg">') == "https://i/a.jpg"
    assert address('<img src="data:image/jpeg;base64,/9j/4AAQ" data-src="https://i/a.jpg">') == "https://i/a.jpg"


@pytest.mark.parametrize("name", ["data-src", "data-lazy-src", "data-original", "data-srcset", "data-lazy-srcset"])
def test_what_a_script_would_put_in_its_place_is_the_picture(name: str) -> None:
    assert address(f'<img src="/img/placeholder.png" {name}="https://i/a.jpg">') == "https://i/a.jpg"


def test_of_a_picture_element_the_kinds_that_books_can_hold() -> None:
    markup = (
        '<picture><source type="image/avif" srcset="https://i/a.avif 900w"><source type="image/webp" '
        'srcset="https://i/a.webp 800w"><img src="https://i/a.jpg"></picture>'
    )
    assert address(markup) == "https://i/a.webp"


def test_a_drawing_is_the_last_choice() -> None:
    assert address('<img src="https://i/a.svg" srcset="https://i/a.png 2x">') == "https://i/a.png"
    assert address('<img src="https://i/a.svg">') == "https://i/a.svg"


def test_a_picture_and_its_copy_for_browsers_without_scripts_are_one() -> None:
    copy = '<noscript><img src="https://i/a.jpg" alt="A wall"></noscript>'
    assert blocks(f'<p><img src="{SPACER}" class="lazy">{copy}</p>') == (Figure("https://i/a.jpg", "A wall"),)
    assert blocks(f'<figure><img src="https://i/a-300x200.jpg" alt="A">{copy}</figure>') == (
        Figure("https://i/a-300x200.jpg", "A"),
    )


def test_a_picture_for_browsers_without_scripts_alone_stays() -> None:
    assert address('<noscript><img src="https://i/a.jpg"></noscript>') == "https://i/a.jpg"


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="https://i/a.gif" width="1" height="1">',
        '<img src="https://pixel.wp.com/g.gif?v=1">',
        '<img src="https://i/spacer.gif">',
        f'<img src="{SPACER}">',
        '<img alt="nothing">',
    ],
)
def test_what_shows_nothing_is_no_picture(markup: str) -> None:
    assert blocks(markup) == ()


def test_an_emoji_is_the_character_it_shows() -> None:
    markup = '<p>Well done <img class="emoji" alt="🎉" src="https://s.w.org/images/core/emoji/1.svg"></p>'
    assert blocks(markup) == (p("Well done 🎉"),)


def test_an_address_from_the_root_of_the_site_is_that_of_the_site() -> None:
    assert address('<img src="/img/a.jpg">', url=BASE) == "https://example.org/img/a.jpg"
    assert address('<img src="img/a.jpg">', url=BASE) == "img/a.jpg"


def test_a_small_picture_stays_in_its_line() -> None:
    assert blocks('<p>press <img src="key.png" alt="Esc" width="20"> now</p>') == (
        p("press ", Picture("key.png", "Esc"), " now"),
    )
