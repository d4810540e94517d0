"""Sample articles and books for the tests of the DOCX writer, and ways to look into what it writes."""

from __future__ import annotations

import functools
import io
import re
import zipfile
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

from publish.model import (
    Article,
    Asset,
    Block,
    BookMeta,
    Callout,
    Cell,
    Code,
    CodeBlock,
    Definition,
    Definitions,
    Direction,
    Figure,
    Footnote,
    Foreign,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    ListItem,
    Mark,
    Meta,
    NoteRef,
    Paragraph,
    Part,
    Picture,
    Provenance,
    Publication,
    Quote,
    Role,
    Rule,
    Styled,
    Table,
    Text,
)
from publish.outputs import Pagination
from publish.theme.load import Theme, read_theme, stock_themes
from publish.writers.docx import write_book

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc000000301010018dd8db0"
    "0000000049454e44ae426082"
)
PICTURE = Asset("f" * 64, PIXEL, "image/png", 1200, 900)
ASSETS = {PICTURE.name: PICTURE}


@functools.cache
def reader() -> Theme:
    return read_theme(stock_themes()["reader"])


def inline(*pieces: Inline | str) -> tuple[Inline, ...]:
    return tuple(Text(piece) if isinstance(piece, str) else piece for piece in pieces)


def p(*pieces: Inline | str, role: Role = Role.BODY) -> Paragraph:
    return Paragraph(inline(*pieces), role)


def h(level: int, text: str, ident: str = "") -> Heading:
    return Heading(level, (Text(text),), ident)


def items(*contents: Block | str | tuple[Block | str, ...]) -> tuple[ListItem, ...]:
    grouped = (content if isinstance(content, tuple) else (content,) for content in contents)
    return tuple(ListItem(tuple(p(each) if isinstance(each, str) else each for each in group)) for group in grouped)


def bullets(*contents: Block | str | tuple[Block | str, ...]) -> List:
    return List(False, items(*contents))


def numbers(*contents: Block | str | tuple[Block | str, ...], start: int = 1) -> List:
    return List(True, items(*contents), start)


def cell(text: str, *, colspan: int = 1, rowspan: int = 1) -> Cell:
    return Cell((p(text),), colspan, rowspan)


def article(*blocks: Block, title: str = "A title", notes: tuple[Footnote, ...] = (), **meta: Any) -> Article:
    return Article(Meta(title, **meta), blocks, Provenance("a.txt", "0" * 64), (), notes)


def book(*articles: Article, **meta: Any) -> Publication:
    about = {"title": "The Book", "name": "reader", "date": "2024-09-14", **meta}
    return Publication(BookMeta(**about), (Part(None, articles),))


EVERY_BLOCK: tuple[Block, ...] = (
    p("What it is about.", role=Role.STANDFIRST),
    p("One ", Styled(Mark.STRONG, inline("strong ", Styled(Mark.EMPHASIS, inline("both")))), " end", NoteRef("n"), "."),
    p(*(Styled(mark, inline(mark.value)) for mark in Mark), Code("x = 1"), LineBreak(), Picture(PICTURE.name, "icon")),
    h(2, "Places", "places"),
    p("See ", Link("#places", inline("above")), " and ", Link("https://example.org/?a=1&b=é", inline("there")), "."),
    p("Latin, العربية 2024 هنا, then עברית and ", Foreign("zh", inline("中文")), "."),
    bullets("one", ("two", p("more of two"), bullets(("deep", numbers("deeper", bullets("deepest"))))), "three"),
    numbers("first", "second", start=4),
    p("A question?", role=Role.LEAD),
    Quote((p("Said."), p("And said.")), inline("Somebody")),
    Callout("Did you know?", (p("Boxed."), bullets("in the box"))),
    Callout("", (p("Bare box."),)),
    Figure(PICTURE.name, "a pixel", inline("What it shows")),
    Figure(PICTURE.name, ""),
    Table(
        3,
        ((cell("a"), cell("b", colspan=2)),),
        ((cell("c", rowspan=2), cell("1"), cell("2")), (cell("3"), cell("4"))),
        inline("Caption"),
    ),
    CodeBlock("if a < b:\n\treturn '&'", "python"),
    Definitions((Definition(inline("term"), (p("meaning"), bullets("aside"))),)),
    Rule(),
    p("Last."),
)
NOTES = (Footnote("n", (p("A note with ", Link("https://example.com/", inline("a link"))), p("and more"))),)
WHOLE = replace(
    article(*EVERY_BLOCK, notes=NOTES, authors=("Ann",), published="2020-05-01", url="https://example.org/a"),
    end_matter=(h(2, "About"), p("She writes.")),
)
ARABIC = article(
    p("تشكل العلاقات مع NATO محورا منذ 2001."),
    h(2, "السياق"),
    bullets("بند"),
    title="عنوان المقال",
    language="ar",
    direction=Direction.RTL,
)
HEBREW = article(p("שלום עולם."), title="כותרת", language="he", direction=Direction.RTL)
CHINESE = article(p("這是測試。"), title="中文", language="zh")
FOUR_SCRIPTS = book(WHOLE, ARABIC, HEBREW, CHINESE)


def compiled(publication: Publication, pagination: Pagination | None = None) -> zipfile.ZipFile:
    (file,) = write_book(publication, reader(), ASSETS, pagination).value
    return zipfile.ZipFile(io.BytesIO(file.data))


def part(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(archive.read(f"word/{name}.xml"))


def text_of(element: ElementTree.Element) -> str:
    """The words of a paragraph as Word shows them, fields by their cached results."""
    signs = {f"{W}br": "\n", f"{W}tab": "\t"}
    return "".join((each.text or "") if each.tag == f"{W}t" else signs.get(each.tag, "") for each in element.iter())


def style_of(paragraph: ElementTree.Element) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else found.get(f"{W}val", "")


def paragraphs(archive: zipfile.ZipFile, name: str = "document") -> list[tuple[str, str]]:
    return [(style_of(each), text_of(each)) for each in part(archive, name).iter(f"{W}p")]


def body_of(*blocks: Block, **meta: Any) -> list[tuple[str, str]]:
    """(style, words) of the paragraphs of an article's text, without its title."""
    lines = paragraphs(compiled(book(article(*blocks, **meta))))
    styles = [style for style, _ in lines]
    return lines[styles.index("Heading1") + 1 : styles.index("BackHeading")]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)
