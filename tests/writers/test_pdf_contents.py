"""The contents list with headings, in the PDF and in the formats that follow it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pikepdf
import pytest

from publish.gallery.specimen import book as specimen
from publish.model import Heading, Publication
from publish.theme.load import Theme, find_theme, read_theme
from publish.theme.options import StyleOptions
from publish.writers.docx import write_book
from publish.writers.epub import write_epub
from publish.writers.outline import Place, flat, outline
from tests.builders import article, h, inlines, p
from tests.writers.test_pdf import LONG, book, made, texts
from tests.writers.typography import Line, lines

DEEP = article(
    h(2, "First", ident="first"),
    *LONG[:3],
    h(3, "Below the first", ident="below"),
    *LONG[:3],
    h(4, "Deeper", ident="deeper"),
    p("…"),
    h(2, "Second", ident="second"),
    *LONG[:2],
    title="An Article",
)
MEASURE = 107 * 72 / 25.4
LEFT = 20.5 * 72 / 25.4


def themed(contents: int) -> Theme:
    return read_theme(find_theme("reader", ()), StyleOptions(contents=contents))


def contents_of(data: bytes) -> list[str]:
    """The entries of the contents list, without leaders."""
    page = texts(data)[3]
    found = (re.sub(r"[ .\xa0\r]+", " ", line).strip() for line in page.split("\n"))
    return [line for line in found if re.search(r" \d+$", line)]


def contents_lines(data: bytes) -> list[Line]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        front = [number for number, page in enumerate(pdf.pages) if str(page.label).isalpha()]
    return [line for line in lines(data) if line.page in front[3:]]


def test_an_outline_is_a_tree_of_the_headings_that_have_words_and_a_name() -> None:
    blocks = (Heading(3, inlines("Early"), "early"), *DEEP.blocks, h(2, " ", ident="blank"), h(2, "Nameless"))
    assert outline(blocks, deepest=3) == (
        Place(2, "early", "Early"),
        Place(2, "first", "First", (Place(3, "below", "Below the first"),)),
        Place(2, "second", "Second"),
    )
    assert [place.ident for place in flat(outline(DEEP.blocks, deepest=3))] == ["first", "below", "second"]
    assert outline(DEEP.blocks, deepest=1) == ()


@pytest.mark.parametrize(
    ("depth", "names"),
    [
        (1, ["An Article", "Sources"]),
        (2, ["An Article", "First", "Second", "Sources"]),
        (3, ["An Article", "First", "Below the first", "Second", "Sources"]),
    ],
)
def test_the_list_goes_as_deep_as_it_is_told_and_its_folios_are_true(depth: int, names: list[str]) -> None:
    data, pagination = made(book(DEEP), StyleOptions(contents=depth))
    folios = {
        "An Article": pagination.folios["a1"],
        "First": pagination.folios["a1-first"],
        "Below the first": pagination.folios["a1-below"],
        "Second": pagination.folios["a1-second"],
        "Sources": pagination.folios["sources"],
    }
    found = [re.sub(r"^\d+ (?=An)", "", line) for line in contents_of(data)]
    assert found == [f"{name} {folios[name]}" for name in names]
    assert int(folios["Second"]) > int(folios["First"])


def test_deeper_entries_are_indented_and_all_folios_end_at_one_edge() -> None:
    data, _ = made(book(DEEP), StyleOptions(contents=3))
    entries = [line for line in contents_lines(data) if re.search(r"(?:\. )+\d+$", line.text)]
    names = [line for line in entries if line.text[0].isupper()]
    lefts = [line.left for line in names if line.text.startswith(("First", "Below"))]
    assert lefts[1] > lefts[0] + 10
    assert {round(line.right - LEFT - MEASURE) for line in entries} == {0}


@pytest.mark.parametrize("title", ["word " * 100, "x" * 200, "字" * 250])
def test_no_title_and_no_heading_breaks_the_list(title: str) -> None:
    long = replace(article(h(2, title, ident="long"), p("…")), meta=replace(DEEP.meta, title=title.strip()))
    data, _ = made(book(DEEP, long, DEEP), StyleOptions(contents=3))
    listed = contents_lines(data)
    assert max(line.right for line in listed) <= LEFT + MEASURE + 1
    assert min(line.baseline for line in listed if len(line.text) > 5) > 55  # the folios are below
    text = "".join(line.text for line in listed)
    assert text.count("An Article") == 2 and "Sources" in text


def test_many_entries_run_over_pages_and_none_stands_apart_from_its_article() -> None:
    many = tuple(replace(DEEP, blocks=DEEP.blocks[::4], meta=replace(DEEP.meta, title=f"No {n}")) for n in range(30))
    many = tuple(
        replace(each, blocks=(*(h(2, f"Heading {n}", ident=f"h{n}") for n in range(6)), p("…"))) for each in many
    )
    data, _ = made(book(*many), StyleOptions(contents=2))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        front = [str(page.label) for page in pdf.pages if str(page.label).isalpha()]
    assert len(front) >= 8
    for page in texts(data)[3 : len(front)]:
        said = [line for line in page.replace("\r", "").split("\n") if re.search(r"\. \d+$", line)]
        assert said and "No" not in said[-1]  # an article is not the last line of a page


def test_the_list_of_a_right_to_left_book_is_its_mirror_image() -> None:
    from pypdfium2 import PdfDocument

    data, _ = made_specimen("ar")
    words = PdfDocument(data)[3].get_textpage()
    boxes = {words.get_text_range(n, 1): words.get_charbox(n) for n in range(words.count_chars())}
    digits = [box for sign, box in boxes.items() if sign.isdigit()]
    letters = [box for sign, box in boxes.items() if "\u0621" <= sign <= "\u064a"]
    assert min(box[0] for box in digits) < LEFT + 2  # folios on the left
    assert max(box[2] for box in letters) > LEFT + MEASURE - 40


def made_specimen(language: str) -> tuple[bytes, object]:
    from publish.gallery.specimen import assets
    from publish.writers.pdf import manuscript, typeset

    outcome, pagination = typeset(manuscript(specimen(language), themed(3), assets()))
    return outcome.value[0].data, pagination


def epub_file(publication: Publication, depth: int, name: str) -> str:
    (file,) = write_epub(publication, themed(depth), {}).value
    with zipfile.ZipFile(io.BytesIO(file.data)) as packed:
        return packed.read(f"EPUB/{name}").decode()


@pytest.mark.parametrize(("depth", "shown"), [(1, 0), (2, 1), (3, 2)])
def test_the_contents_of_an_epub_show_as_much(depth: int, shown: int) -> None:
    page = epub_file(book(DEEP), depth, "contents.xhtml")
    assert page.count('<ol class="headings"') == shown
    assert ("Below the first" in page) is (depth == 3)
    assert ("Below the first" in epub_file(book(DEEP), depth, "nav.xhtml")) is (depth == 3)
    assert ("Below the first" in epub_file(book(DEEP), depth, "toc.ncx")) is (depth == 3)


@pytest.mark.parametrize(("depth", "styles"), [(1, {"TOC1": 1}), (3, {"TOC1": 1, "TOC2": 2, "TOC3": 1})])
def test_the_contents_of_a_word_file_go_as_deep(depth: int, styles: dict[str, int]) -> None:
    (file,) = write_book(book(DEEP), themed(depth), {}).value
    with zipfile.ZipFile(io.BytesIO(file.data)) as packed:
        document = packed.read("word/document.xml").decode()
    assert {name: document.count(f'"TOC{name[-1]}"') for name in styles} == styles
    assert f'TOC \\o "1-{depth}"' in document.replace("&quot;", '"')
    for mark in re.findall(r'w:anchor="([^"]+)"', document):
        assert f'w:name="{mark}"' in document
