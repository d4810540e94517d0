"""A book put together from parts that were laid out apart is the book that is laid out at once."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pikepdf
import pypdfium2
import pytest

from publish.gallery import specimen
from publish.gallery.voices import VOICES
from publish.model import Block, BookMeta, Part, Publication
from publish.outputs import Pagination
from publish.theme.load import Theme, find_theme, parse_theme, read_css, read_theme
from publish.theme.options import StyleOptions
from publish.theme.separable import why_at_once
from publish.writers.page_starts import counted
from publish.writers.pdf import Manuscript, Pages, laid_out, manuscript, printed_book
from publish.writers.pdf_fonts import font_objects
from tests.builders import MORE_PROSE, PROSE, article, h, p, ul
from tests.writers.test_pdf import texts

READER = find_theme("reader", ())
BODY: tuple[Block, ...] = (
    h(2, "A heading", ident="h"),
    *(p(f"{PROSE} {MORE_PROSE}") for _ in range(9)),
    ul("one", "two"),
)


def plain(*, parts: bool = False) -> Publication:
    meta = BookMeta(title="A Book", name="book", date="2024-09-14", language="en-GB", authors=("A. Editor",))
    articles = [article(*BODY[:length], title=f"Number {length}") for length in (1, 4, 11, 2)]
    if parts:
        return Publication(meta, (Part("One", tuple(articles[:2])), Part("Two", tuple(articles[2:]))))
    return Publication(meta, (Part(None, tuple(articles)),))


BOOKS = {
    "four scripts": (specimen.book(*VOICES), StyleOptions(contents=3)),
    "parts on two sides": (plain(parts=True), StyleOptions(sides="two", contents=2)),
    "many on two sides, with notes": (specimen.many(5), StyleOptions(sides="two", links="notes")),
    "from right to left": (specimen.book("ar", "en-GB"), StyleOptions(sides="two")),
    "one article": (replace(plain(), parts=(Part(None, plain().articles[2:3]),)), StyleOptions(page="A4")),
}


def themed(css: str = "", options: StyleOptions | None = None) -> Theme:
    if not css:
        return read_theme(READER, options)
    return parse_theme(read_css(READER) + css, name="own", place="own.css", options=options)


def both(name: str) -> tuple[tuple[Manuscript, Pages], tuple[Manuscript, Pages]]:
    publication, options = BOOKS[name]
    book = manuscript(publication, themed(options=options), specimen.assets())
    whole = replace(book, at_once="is tested")
    return (book, laid_out(book)), (whole, laid_out(whole))


def data_of(book: Manuscript, pages: Pages) -> bytes:
    file = printed_book(book, pages, font_objects(pages.fonts, book.style.faces))
    return file.data


@pytest.fixture(scope="module", params=BOOKS)
def printed(request: pytest.FixtureRequest) -> tuple[tuple[bytes, Pagination], tuple[bytes, Pagination]]:
    (book, parts), (other, whole) = both(request.param)
    assert len(parts.parts) > 2
    assert len(whole.parts) == 1
    return (data_of(book, parts), parts.pagination), (data_of(other, whole), whole.pagination)


def links(pdf: Any) -> Iterator[tuple[int, str, list[float]]]:
    for number, page in enumerate(pdf.pages):
        for note in page.get("/Annots", ()):
            target = str(note.Dest) if "/Dest" in note else str(note.A.URI)
            yield number, target, [round(float(side), 2) for side in note.Rect]


def tree(element: Any) -> Iterator[tuple[str, int]]:
    """The kinds of the structure elements in their order, with the number of their contents."""
    kids = element.get("/K", ())
    yield str(element.S), len(kids)
    for kid in kids:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from tree(kid)


def outline(pdf: Any) -> list[tuple[int, str]]:
    def lines(items: Any, level: int) -> Iterator[tuple[int, str]]:
        for item in items:
            yield level, item.title
            yield from lines(item.children, level + 1)

    with pdf.open_outline() as found:
        return list(lines(found.root, 1))


def destinations(pdf: Any) -> dict[str, tuple[int, float, float]]:
    pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
    names = list(pdf.Root.Names.Dests.Names)
    places = zip(names[::2], names[1::2], strict=True)
    return {
        str(name): (pages[place[0].objgen], round(float(place[2]), 2), round(float(place[3]), 2))
        for name, place in places
    }


def test_it_has_the_same_pages(printed: Any) -> None:
    (parts, here), (whole, there) = printed
    assert texts(parts) == texts(whole)
    assert here == there


def test_it_looks_the_same(printed: Any) -> None:
    (parts, _), (whole, _) = printed
    one, other = pypdfium2.PdfDocument(parts), pypdfium2.PdfDocument(whole)
    for page, like in zip(one, other, strict=True):
        assert page.render(scale=0.5).to_pil().tobytes() == like.render(scale=0.5).to_pil().tobytes()


def test_it_has_the_same_links_outline_labels_and_tags(printed: Any) -> None:
    (parts, _), (whole, _) = printed
    with pikepdf.open(io.BytesIO(parts)) as one, pikepdf.open(io.BytesIO(whole)) as other:
        assert list(links(one)) == list(links(other))
        assert destinations(one) == destinations(other)
        assert outline(one) == outline(other)
        assert [page.label for page in one.pages] == [page.label for page in other.pages]
        assert list(tree(one.Root.StructTreeRoot.K[0])) == list(tree(other.Root.StructTreeRoot.K[0]))


def test_no_link_leads_nowhere(printed: Any) -> None:
    (parts, _), _ = printed
    with pikepdf.open(io.BytesIO(parts)) as pdf:
        known = destinations(pdf)
        inside = [target for _, target, _ in links(pdf) if ":" not in target]
    assert inside
    assert all(target in known for target in inside)


def test_each_page_begins_where_it_is_said_to(printed: Any) -> None:
    (parts, pagination), _ = printed
    pages = texts(parts)
    assert len(pages) == len(pagination.starts) == pagination.pages
    of_section: dict[str, int] = {}
    for start in pagination.starts:
        assert start.letters >= of_section.get(start.section, 0)
        of_section[start.section] = start.letters
    with pikepdf.open(io.BytesIO(parts)) as pdf:
        assert [start.folio for start in pagination.starts] == [page.label for page in pdf.pages]


def test_letters_are_the_same_wherever_lines_end() -> None:
    assert counted("A well-known fact, 12 times.") == counted("A wellknown fact 12 times") == 21


# ---- styles that are laid out at once ----


@pytest.mark.parametrize(
    ("css", "reason"),
    [
        ("@page main { @bottom-center { content: counter(page) ' of ' counter(pages) } }", "the number of all pages"),
        (".deck::after { content: target-counter(url(#a2), page) }", "page numbers of other places"),
        (".article { counter-increment: chapter } h1::before { content: counter(chapter) }", "counts chapter"),
        ("@page main:nth(3 of main) { background: red }", "tells pages apart by their place"),
        (".article:nth-child(2) h1 { color: red }", "tells articles apart by their place"),
    ],
)
def test_a_style_that_wants_the_whole_book_is_known(css: str, reason: str) -> None:
    assert reason in (why_at_once(themed(css)) or "")


@pytest.mark.parametrize(
    "css",
    [
        "",
        ".article { counter-reset: part } h2 { counter-increment: part } h2::before { content: counter(part) }",
        "@page main { @bottom-center { content: counter(page) } } h2 { color: red }",
    ],
)
def test_a_style_that_does_not_is_known_too(css: str) -> None:
    assert why_at_once(themed(css)) is None


def test_a_book_that_is_laid_out_at_once_says_why() -> None:
    css = "@page main { @bottom-center { content: counter(page) ' of ' counter(pages) } }"
    book = manuscript(plain(), themed(css), {})
    pages = laid_out(book)
    assert len(pages.parts) == 1
    assert [finding.code for finding in pages.findings] == ["PDF-002"]
    assert f"3 of {pages.pagination.pages}" in texts(data_of(book, pages))[pages.front_pages + 2]


@pytest.mark.parametrize(
    "css",
    [
        ".article, .two-sided .article { break-before: auto } main > .article:first-child { page: auto }",
        "@page main { @bottom-center { content: 'x'; background: linear-gradient(red, blue) } }",
        ".number { position: running(by) } @page main { @bottom-center { content: element(by) } }",
    ],
)
def test_what_shows_only_when_parts_are_laid_out_makes_one_of_them(css: str) -> None:
    pages = laid_out(manuscript(plain(), themed(css), {}))
    assert len(pages.parts) == 1
