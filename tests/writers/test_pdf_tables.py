"""Tables in the measure of a page: which box brings each into it, in the fonts and sizes of the style."""

from __future__ import annotations

import io

import pypdfium2
import pytest

from publish.gallery import specimen
from publish.gallery.worst import STATIONS, worst
from publish.model import Article, Cell, Table
from publish.theme.load import Theme, read_theme, stock_themes
from publish.writers.markup import is_number
from publish.writers.pdf import manuscript, typeset
from publish.writers.pdf_tables import box_of
from tests.builders import article, p


def stock(name: str) -> Theme:
    return read_theme(stock_themes()[name])


def table(columns: int, rows: int, text: str = "Ada Penhale") -> Table:
    row = tuple(Cell((p(text),)) for _ in range(columns))
    return Table(columns, (row,), (row,) * rows)


def pages(theme: Theme, *articles: Article) -> list[pypdfium2.PdfPage]:
    (file,) = typeset(manuscript(specimen.as_book(articles), theme, specimen.assets()))[0].value
    return list(pypdfium2.PdfDocument(io.BytesIO(file.data)))


def test_a_table_in_wide_letters_is_taken_for_wider() -> None:
    eight = table(8, 1, "Characteristic")
    assert (box_of(eight, stock("manuscript")), box_of(eight, stock("minimal"))) == (
        "small turned tight",
        "small turned",
    )


def test_what_a_style_does_not_set_smaller_is_turned_instead() -> None:
    boxes = {box_of(table(columns, 1), stock("large-print")) for columns in range(1, 12)}
    assert boxes == {"", "turned", "small turned tight"}


@pytest.mark.parametrize("name", stock_themes())
def test_nothing_stands_beyond_the_edge_of_a_page(name: str) -> None:
    for page in pages(stock(name), worst(), article(table(9, 3, "Characteristic"))):
        words = page.get_textpage()
        rights = [words.get_charbox(place)[2] for place in range(words.count_chars())]
        assert max(rights, default=0.0) < page.get_width() - 20


@pytest.mark.parametrize("name", stock_themes())
def test_a_short_table_stands_on_one_page(name: str) -> None:
    found = [page.get_textpage().get_text_range() for page in pages(stock(name), worst())]
    first, last = (STATIONS[place][-1] for place in (0, -1))
    assert [first in text for text in found] == [last in text for text in found]


@pytest.mark.parametrize("text", ["1829", "£1,914.50", "9 m", "1,204 gal", "512 GB", "-4 °C", "10 000 km²", "12,5 %"])
def test_numbers_with_their_units_are_figures(text: str) -> None:
    assert is_number(Cell((p(text),)))


@pytest.mark.parametrize("text", ["3 May", "3rd", "A4", "1 in 3", "2 oranges", "Chapter 12", "–", ""])
def test_words_with_numbers_are_none(text: str) -> None:
    assert not is_number(Cell((p(text),)))
