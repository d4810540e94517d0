"""The picture on the cover."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from publish.model import Publication
from publish.theme.load import parse_theme
from publish.writers.epub_cover import HEIGHT, WIDTH, cover_picture
from tests.writers.epub_samples import HOSTILE_TITLES, article, book, p, stock_theme


def _drawn(publication: Publication) -> Image.Image:
    return Image.open(io.BytesIO(cover_picture(publication, stock_theme()))).convert("RGB")


def _ink(picture: Image.Image, colour: tuple[int, int, int], top: int, bottom: int) -> int:
    """How many pixels of a colour stand between two heights."""
    counts = picture.crop((0, top, WIDTH, bottom)).getcolors(WIDTH * HEIGHT)
    assert counts is not None
    return sum(count for count, found in counts if found == colour)


PAPER, GLOW = (246, 236, 220), (223, 167, 127)


@pytest.mark.parametrize("title", [*HOSTILE_TITLES, "Sea", "Title " * 33, "海と灯台", "كتاب المنارات", "ไทย"])
def test_any_title_gives_a_picture_that_shelves_can_show(title: str) -> None:
    assert _drawn(book(article("A"), title=title, subtitle=title)).size == (WIDTH, HEIGHT)
    assert HEIGHT >= 1600


def test_the_title_stands_above_the_leaves_and_nothing_between() -> None:
    picture = _drawn(book(*(article(str(n), p("word " * n)) for n in range(1, 40)), title="Title " * 80))
    assert _ink(picture, PAPER, 0, 1000) > 1000
    assert _ink(picture, PAPER, 1020, 1600) == 0


def test_a_book_has_a_leaf_for_each_article() -> None:
    picture = _drawn(book(article("A", p("x" * 100)), article("B", p("x" * 10))))
    column = [picture.getpixel((WIDTH - 1, y)) == GLOW for y in range(HEIGHT)]
    assert sum(now and not before for before, now in zip([False, *column], column, strict=False)) == 2


def test_letters_that_no_font_has_leave_the_title_out_rather_than_draw_boxes() -> None:
    assert _drawn(book(title=" ")).tobytes() == _drawn(book(title="\U00013000\U00013001")).tobytes()


def test_colours_come_from_the_theme_and_unknown_ones_from_us() -> None:
    theme = parse_theme(":root { --cover: #00ff00 }", name="t", place="t.css")
    picture = Image.open(io.BytesIO(cover_picture(book(article("A")), theme))).convert("RGB")
    assert picture.getpixel((1, 1)) == (0, 255, 0)
    assert _ink(picture, PAPER, 0, 1000) > 100
