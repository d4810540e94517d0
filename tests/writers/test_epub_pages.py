"""The pages of the PDF, marked in the documents of an EPUB."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from publish.model import Direction
from publish.outputs import PageStart, Pagination
from publish.writers.epub import write_epub
from publish.writers.epub_documents import Document, chapter, xhtml
from publish.writers.epub_pages import Page, with_pages
from tests.writers.epub_samples import article, book, every_kind, files, p, stock_theme

MARK = re.compile(r'<span epub:type="pagebreak" role="doc-pagebreak" id="page-\d+" aria-label="[^"]*"></span>')


def _document(body: str, name: str = "a.xhtml", section: str = "a1") -> Document:
    return Document(name, "A", body, "en", Direction.LTR, section=section)


def _begun(body: str, *letters: int) -> str:
    """The body with a bar where pages begin after so many letters."""
    starts = [PageStart(str(number), "a1", count) for number, count in enumerate(letters, 1)]
    ((marked,), _) = with_pages([_document(body)], starts)
    return MARK.sub("|", marked.body)


@pytest.mark.parametrize(
    ("body", "letters", "marked"),
    [
        ("<p>One two three</p>", 0, "|<p>One two three</p>"),
        ("<p>One two three</p>", 3, "<p>One |two three</p>"),
        ("<p>One two three</p>", 4, "<p>One two |three</p>"),
        ("<p>One two three</p>", 8, "<p>One two three|</p>"),
        ("<p>One</p>\n<p>two</p>", 3, "<p>One</p>\n<p>|two</p>"),
        ("<p>One <em>two</em></p>", 3, "<p>One <em>|two</em></p>"),
        ("<p>O<em>n</em>e two</p>", 1, "<p>O<em>n</em>e |two</p>"),
        ("<p>He said “So it is.”</p>", 6, "<p>He said |“So it is.”</p>"),
        ("<p>tide—and (stone)</p>", 4, "<p>tide—|and (stone)</p>"),
        ("<p>tide—and (stone)</p>", 7, "<p>tide—and |(stone)</p>"),
        ("<p>don’t well-known it</p>", 4, "<p>don’t |well-known it</p>"),
        ("<p>don’t well-known it</p>", 8, "<p>don’t well-known |it</p>"),
        ("<p>A &amp; B &lt;c&gt; d</p>", 2, "<p>A &amp; B |&lt;c&gt; d</p>"),
        ("<p>A &amp; B &lt;c&gt; d</p>", 3, "<p>A &amp; B &lt;c&gt; |d</p>"),
        ("<p>one<br/>two</p>", 3, "<p>one<br/>|two</p>"),
        ("<ul>\n<li>one</li>\n<li>two</li>\n</ul>", 3, "<ul>\n<li>one</li>\n<li>|two</li>\n</ul>"),
        ("<pre><code>ab\ncd</code></pre>", 2, "<pre><code>ab\n|cd</code></pre>"),
        ("<p>灯塔「每夜」都亮着</p>", 2, "<p>灯塔|「每夜」都亮着</p>"),
        ("<p>灯塔「每夜」都亮着</p>", 4, "<p>灯塔「每夜」|都亮着</p>"),
        ("<p>كان المنار مضاء</p>", 3, "<p>كان |المنار مضاء</p>"),
    ],
)
def test_a_page_begins_between_words_inside_its_block(body: str, letters: int, marked: str) -> None:
    assert _begun(body, letters) == marked


@pytest.mark.parametrize(
    ("letters", "marked"),
    [
        (3, '<p>One |<a href="x">two three</a>, four</p>'),
        (6, '<p>One <a href="x">two three</a>, |four</p>'),
        (7, '<p>One <a href="x">two three</a>, |four</p>'),
        (11, '<p>One <a href="x">two three</a>, |four</p>'),
    ],
)
def test_a_page_never_begins_inside_a_link(letters: int, marked: str) -> None:
    assert _begun('<p>One <a href="x">two three</a>, four</p>', letters) == marked


def test_numbers_of_notes_are_no_letters_and_stay_with_their_word() -> None:
    number = '<a class="note-ref" id="n" href="#x">12</a>'
    assert _begun(f"<p>One{number} two</p>", 3) == f"<p>One{number} |two</p>"
    back = '<a class="note-back" href="#n">12</a>'
    assert _begun(f"<p>One</p><p>{back} The note</p>", 3) == f"<p>One</p><p>|{back} The note</p>"


def test_the_opening_of_an_article_is_not_counted() -> None:
    body = '<header><p>1</p><h1>The title</h1></header>\n<div class="body">\n<p>One two</p>\n</div>'
    assert _begun(body, 3) == body.replace("two", "|two")


def test_a_page_beyond_the_text_is_marked_at_its_end() -> None:
    assert _begun("<p>One</p>\n<p>two</p>\n<hr/>", 3, 60, 99) == "<p>One</p>\n<p>|two||</p>\n<hr/>"


def test_pages_at_one_place_are_marked_in_their_order() -> None:
    starts = (PageStart("iv", "a1", 3), PageStart("v", "a1", 3))
    ((document,), pages) = with_pages([_document("<p>One two</p>")], starts)
    assert re.findall(r'id="([^"]*)" aria-label="([^"]*)"', document.body) == [("page-1", "iv"), ("page-2", "v")]
    assert pages == (Page("iv", "a.xhtml#page-1"), Page("v", "a.xhtml#page-2"))


def test_an_article_in_several_documents_is_counted_through() -> None:
    documents = [_document("<p>One</p>", "1.xhtml"), _document("<p>two three</p>", "2.xhtml")]
    starts = [PageStart(str(count), "a1", count) for count in (0, 1, 3, 6)]
    (first, second), pages = with_pages(documents, starts)
    assert [MARK.sub("|", each.body) for each in (first, second)] == ["|<p>One|</p>", "|<p>two |three</p>"]
    assert [page.href for page in pages] == ["1.xhtml#page-1", "1.xhtml#page-2", "2.xhtml#page-3", "2.xhtml#page-4"]


@given(st.lists(st.integers(0, 900), max_size=9))
def test_without_its_marks_a_book_is_as_before(letters: list[int]) -> None:
    chapters = [
        chapter(every_kind(language), place, number=place, book_title="Book", images={"dot": "dot.png"})
        for place, language in enumerate(("en", "zh"), 1)
    ]
    documents = [document for each in chapters for document in each.documents]
    starts = [PageStart(str(n), each.section, count) for each in documents for n, count in enumerate(sorted(letters))]
    marked, pages = with_pages(documents, starts)
    assert [replace(each, body=MARK.sub("", each.body)) for each in marked] == documents
    assert len(pages) == len(starts)
    for each in marked:
        tree = etree.fromstring(xhtml(each))
        assert not [mark for link in tree.iter("{*}a") for mark in link.iter("{*}span") if mark.get("role")]
        folios = [mark.get("aria-label") for mark in tree.iter("{*}span") if mark.get("role") == "doc-pagebreak"]
        assert folios == [str(number) for number in range(len(letters))]


def test_the_pages_of_the_pdf_are_listed_for_reading_apps_new_and_old() -> None:
    starts = (
        PageStart("i", "cover", 0),
        PageStart("ii", "colophon", 0),
        PageStart("1", "a1", 0),
        PageStart("2", "a1", 6),
    )
    publication = book(article("A", p("One two three")), identifier="urn:isbn:1")
    (file,) = write_epub(publication, stock_theme(), {}, Pagination({}, 4, starts)).value
    with zipfile.ZipFile(io.BytesIO(file.data)) as packed:
        found = {name: packed.read(name).decode() for name in packed.namelist() if not name.endswith("png")}
    listed = ["cover.xhtml#page-1", "a001.xhtml#page-3", "a001.xhtml#page-4", "colophon.xhtml#page-2"]
    assert re.findall(r'href="([^"]*#page-[^"]*)"', found["EPUB/nav.xhtml"]) == listed
    assert re.findall(r'src="([^"]*#page-[^"]*)"', found["EPUB/toc.ncx"]) == listed
    assert "<p>One two |three</p>" in MARK.sub("|", found["EPUB/a001.xhtml"])
    package = found["EPUB/content.opf"]
    assert '<meta property="pageBreakSource">tide.pdf, urn:isbn:1</meta>' in package
    assert ">pageBreakMarkers<" in package
    assert ">pageNavigation<" in package


def test_a_book_without_a_pdf_lists_no_pages() -> None:
    found = files(book(article("A", p("One two three"))))
    assert b"page-list" not in found["EPUB/nav.xhtml"]
    assert b"page" not in found["EPUB/content.opf"].replace(b"page-progression-direction", b"")
    assert b"pageList" not in found["EPUB/toc.ncx"]
