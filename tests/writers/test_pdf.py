"""The PDF reader, read back with other libraries than the one that wrote it."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest

from publish.model import (
    Article,
    BookMeta,
    Callout,
    Cell,
    Code,
    CodeBlock,
    Definition,
    Definitions,
    Footnote,
    Foreign,
    LineBreak,
    Link,
    NoteRef,
    Part,
    Publication,
    Quote,
    Rule,
    Table,
    Text,
)
from publish.outputs import Pagination
from publish.theme.load import find_theme, read_theme
from publish.theme.options import StyleOptions
from publish.writers.pdf import manuscript, typeset
from tests.builders import MORE_PROSE, PROSE, article, em, h, inlines, ol, p, strong, term, ul

LONG = tuple(p(f"{PROSE} {MORE_PROSE} {PROSE}") for _ in range(8))


def book(*articles: Article, title: str = "A Book", parts: bool = False) -> Publication:
    meta = BookMeta(title=title, name="book", date="2024-09-14", language="en-GB", authors=("A. Editor",))
    if parts:
        return Publication(meta, tuple(Part(f"Part {n}", (each,)) for n, each in enumerate(articles, 1)))
    return Publication(meta, (Part(None, articles),))


def made(publication: Publication, options: StyleOptions | None = None) -> tuple[bytes, Pagination]:
    outcome, pagination = typeset(manuscript(publication, read_theme(find_theme("reader", ()), options), {}))
    (file,) = outcome.value
    assert file.path == "book.pdf"
    assert all("U+1F642" in finding.detail for finding in outcome.findings)  # no font here has emoji
    return file.data, pagination


def texts(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    found = []
    for page in document:
        words = page.get_textpage()
        found.append(words.get_text_bounded())
        words.close()
        page.close()
    document.close()
    return found


EVERYTHING = article(
    h(2, "A heading", ident="a-heading"),
    p(
        "Plain, ",
        strong("strong"),
        ", ",
        em("slanted"),
        ", ",
        Code("code"),
        LineBreak(),
        Link("https://example.org/", inlines("a link")),
    ),
    p(Foreign("ar", inlines("البحر واسع")), " and ", Foreign("he", inlines("הים גדול")), NoteRef("n1")),
    ul("one", (p("two"), ol("first", "second", start=3))),
    ul((p(term("Term"), ": what it means."),)),
    Quote((p("Words."),), inlines("A pilot")),
    Callout("Pro Tip", (p("Go at low water."),)),
    Table(
        2,
        ((Cell((p("Name"),)), Cell((p("m"),))),),
        ((Cell((p("Wall"),)), Cell((p("9"),))), (Cell((p("both"),), colspan=2),)),
        inlines("Heights"),
    ),
    CodeBlock("if a:\n    b"),
    Definitions((Definition(inlines("fetch"), (p("open water"),)),)),
    Rule(),
    h(3, "A lower heading", ident="lower"),
    p("See ", Link("#a-heading", inlines("above")), "."),
    title="Everything: All of It",
)
EVERYTHING = replace(EVERYTHING, footnotes=(Footnote("n1", (p("The note."),)),), end_matter=(p("Disclaimer: none."),))


@pytest.fixture(scope="module")
def everything() -> tuple[bytes, Pagination]:
    return made(book(EVERYTHING, article(*LONG, title="Second"), article(*LONG, title="Third")))


def test_every_block_and_inline_is_in_the_book(everything: tuple[bytes, Pagination]) -> None:
    text = " ".join(texts(everything[0]))
    words = (
        "strong slanted code Term Words. pilot Pro Tip low water Name Wall both Heights if a: fetch open water "
        "A lower heading The note. Disclaimer: none. A pilot"
    )
    assert [word for word in words.split() if word not in text] == []


def test_the_book_is_tagged_titled_and_claims_pdf_a_and_pdf_ua(everything: tuple[bytes, Pagination]) -> None:
    with pikepdf.open(io.BytesIO(everything[0])) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert bool(pdf.Root.MarkInfo.Marked) and bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        xmp = pdf.Root.Metadata.read_bytes().decode()
        assert "<pdfaid:part>3</pdfaid:part>" in xmp and "<pdfuaid:part>1</pdfuaid:part>" in xmp
        assert str(pdf.docinfo.Title) == "A Book"
        assert str(pdf.docinfo.CreationDate) == "D:20240914000000Z"


def test_many_bookmarks_are_in_closed_groups() -> None:
    headings = [f"Heading {number} of {'a very ' * 9}long name" for number in range(450)]
    long = article(*(h(2, heading) for heading in headings), title="Long")
    with pikepdf.open(io.BytesIO(made(book(long))[0])) as pdf, pdf.open_outline() as outline:
        groups = next(entry for entry in outline.root if entry.title == "Long").children
        assert [len(group.children) for group in groups] == [90] * 5
        assert [entry.title for group in groups for entry in group.children] == headings
        assert groups[0].title == "Heading 0 of a very a very a … – Heading 89 of a very a very a …"
        assert all(group.is_closed and group.destination == group.children[0].destination for group in groups)
        entry = pdf.Root.Outlines.First.Next.Next
        assert str(entry.Title) == "Long" and abs(entry.Count) == 5


def test_bookmarks_reach_heading_level_three(everything: tuple[bytes, Pagination]) -> None:
    with pikepdf.open(io.BytesIO(everything[0])) as pdf, pdf.open_outline() as outline:
        titles = [entry.title for entry in outline.root]
        everything_entry = next(entry for entry in outline.root if entry.title.startswith("Everything"))
        assert titles == ["A Book", "Contents", "Everything: All of It", "Second", "Third", "Sources"]
        (heading,) = everything_entry.children
        assert (heading.title, [child.title for child in heading.children]) == ("A heading", ["A lower heading"])


def test_folios_page_labels_and_contents_agree(everything: tuple[bytes, Pagination]) -> None:
    data, pagination = everything
    pages = texts(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        labels = [str(page.label) for page in pdf.pages]
    assert labels[:4] == ["i", "ii", "iii", "iv"] and labels[4] == "1"
    assert len(pages) == pagination.pages
    contents = pages[3]
    for name, title in (("a1", "Everything: All of It"), ("a2", "Second"), ("a3", "Third"), ("sources", "Sources")):
        folio = pagination.folios[name]
        opening = pages[labels.index(folio)]
        assert title.split(":")[0] in opening
        assert re.search(rf"{re.escape(title)}[ .\s]+{folio}\b", contents)
        assert re.search(rf"\b{folio}\s*$", opening.rstrip()) or folio in opening.split()


def test_links_lead_somewhere(everything: tuple[bytes, Pagination]) -> None:
    with pikepdf.open(io.BytesIO(everything[0])) as pdf:
        names = {str(name) for name in list(pdf.Root.Names.Dests.Names)[::2]} if "/Names" in pdf.Root else set()
        for page in pdf.pages:
            for note in page.get("/Annots", []):
                target = note.get("/Dest") or note.A.get("/D")
                if target is not None and isinstance(target, pikepdf.String):
                    assert str(target) in names
                elif target is None:
                    assert str(note.A.URI).startswith(("https://", "http://", "mailto:"))


def test_fonts_are_embedded_and_come_with_the_program(everything: tuple[bytes, Pagination]) -> None:
    with pikepdf.open(io.BytesIO(everything[0])) as pdf:
        fonts = {str(font.BaseFont) for page in pdf.pages for font in page.Resources.get("/Font", {}).values()}
    families = ("Literata", "Source-Sans-3", "JetBrains-Mono", "Amiri", "Frank-Ruhl-Libre")
    assert fonts and all(any(family in font for family in families) for font in fonts)


def test_a_page_without_running_head_opens_each_article(everything: tuple[bytes, Pagination]) -> None:
    data, pagination = everything
    pages = texts(data)
    second = 3 + int(pagination.folios["a2"])
    assert "A Book" not in pages[second] and "A Book" in pages[second + 1]


def test_parts_have_pages_and_the_count_runs_through() -> None:
    data, pagination = made(book(article(*LONG, title="One"), article(*LONG, title="Two"), parts=True))
    assert int(pagination.folios["a2"]) > int(pagination.folios["a1"]) > 1
    assert any("Part 2" in page for page in texts(data))


def test_the_same_book_gives_the_same_bytes() -> None:
    assert made(book(EVERYTHING))[0] == made(book(EVERYTHING))[0]


@pytest.mark.parametrize(("page", "size"), [("A4", (595, 842)), ("Letter", (612, 792)), ("a5", (420, 595))])
def test_the_page_has_the_size_that_was_asked_for(page: str, size: tuple[int, int]) -> None:
    with pikepdf.open(io.BytesIO(made(book(EVERYTHING), StyleOptions(page=page))[0])) as pdf:
        box = [float(edge) for edge in pdf.pages[0].MediaBox]
    assert (round(box[2]), round(box[3])) == size


@pytest.mark.parametrize(
    "title", ["Ode", "A " * 99, "<b>Marks</b> & \"quotes\" 'n' <script>", "ميناء", "🙂 Emoji", "x" * 200]
)
def test_any_title_makes_a_book(title: str) -> None:
    data, _ = made(book(replace(article(p(Text(PROSE))), meta=replace(article().meta, title=title)), title=title))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) >= 6
