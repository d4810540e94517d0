"""The page list of an EPUB against the PDF itself, page by page, read back with other libraries."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree

from publish.binding import publication_of
from publish.gallery import specimen
from publish.model import Publication
from publish.outputs import Assets
from publish.pipeline import collect
from publish.settings import Arguments, make_settings
from publish.theme.load import find_theme, read_theme
from publish.theme.options import StyleOptions
from publish.writers.epub import write_epub
from publish.writers.pdf import manuscript, typeset

HEAD, FOOT = 60, 54  # points of an A5 page that running heads and folios stand in
COMPARED = 24  # letters of the first words
BEFORE = 30  # letters that a page may have before: the rest of a word or link, the head of a table that goes on


def sample() -> tuple[Publication, Assets]:
    """The book of the articles in `sources/`."""
    settings = make_settings(Arguments(), folder=Path(__file__).parents[2], epoch=None)
    prepared = collect(settings).prepared
    return publication_of(prepared, settings), {name: asset for each in prepared for name, asset in each.assets.items()}


def to_print() -> tuple[Publication, Assets]:
    """Long articles with everything in them: notes, lists, tables that go on, code, pictures."""
    return specimen.as_book((specimen.article("en-GB"),) * 3), specimen.assets()


def _letters(text: str) -> str:
    """The letters and digits of a text but those of Arabic, which pages have in another order."""
    return "".join(sign for sign in text if sign.isalnum() and not "\u0600" <= sign <= "\u06ff")


def _pages(pdf: bytes) -> Iterator[tuple[str, str]]:
    """The folio of each page, and the letters between its head and its foot."""
    document = pypdfium2.PdfDocument(pdf)
    for number, page in enumerate(document):
        width, height = page.get_size()
        text = page.get_textpage().get_text_bounded(0, FOOT, width, height - HEAD)
        yield document.get_page_label(number), _letters(text)


def _marks(epub: bytes) -> Iterator[tuple[int, str, str]]:
    """The number and folio of each page that is listed, and the letters that follow its mark."""
    with zipfile.ZipFile(io.BytesIO(epub)) as packed:
        navigation = etree.fromstring(packed.read("EPUB/nav.xhtml"))
        (listed,) = (nav for nav in navigation.iter("{*}nav") if nav.get("role") == "doc-pagelist")
        for link in listed.iter("{*}a"):
            document, _, mark = str(link.get("href")).partition("#")
            after = packed.read(f"EPUB/{document}").decode().partition(f'id="{mark}"')[2].partition(">")[2]
            yield (
                int(mark.removeprefix("page-")),
                str(link.text),
                _letters(html.unescape(re.sub("<[^<>]*>", "", after))),
            )


@pytest.mark.parametrize(
    ("book", "options"),
    [(sample, StyleOptions()), (to_print, StyleOptions(sides="two", contents=3, links="inline"))],
    ids=["the sample book", "a book to print"],
)
def test_the_words_after_each_mark_are_the_first_of_their_page(
    book: Callable[[], tuple[Publication, Assets]], options: StyleOptions
) -> None:
    publication, assets = book()
    theme = read_theme(find_theme("reader", ()), options)
    made, pagination = typeset(manuscript(publication, theme, assets))
    (epub,) = write_epub(publication, theme, assets, pagination).value
    pages, marks = list(_pages(made.value[0].data)), sorted(_marks(epub.data))
    assert [(number, folio) for number, folio, _ in marks] == [(n, folio) for n, (folio, _) in enumerate(pages, 1)]
    for (folio, words), (_, _, after) in zip(pages, marks, strict=True):
        assert after[: min(COMPARED, len(words))] in words[: COMPARED + BEFORE], folio
