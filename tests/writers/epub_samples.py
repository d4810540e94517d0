"""Articles and books for the tests of the EPUB: every block and inline, four scripts, hostile titles."""

from __future__ import annotations

import functools
import io
import re
import zipfile
from collections.abc import Mapping

from lxml import etree

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
from publish.theme.load import Theme, read_theme, stock_themes
from publish.writers.epub import write_epub

WORDS: Mapping[str, str] = {
    "en": "The light <was> lit & kept",
    "ar": "كان المنار مضاء كل ليلة",
    "he": "המגדלור דלק בכל לילה",
    "zh": "灯塔每夜都亮着",
}
HOSTILE_TITLES = (
    "<b>Bold</b> & </title><script>alert(1)</script>",
    "\"Quotes\" 'and' “more” — ]]> <!-- -->",
    "🎉🚀",
    "x" * 500,
    "word " * 100,
    "عنوان: من اليمين إلى اليسار",
    "The same title",
    "The same title",
    " ",
    'a" onclick="b',
    "C:\\path/../..\\0",
)
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001080000000"
    "03a7e9b550000000a49444154789c63600000000200014884fc720000000049454e44ae426082"
)


def p(*children: str | Inline, role: Role = Role.BODY) -> Paragraph:
    return Paragraph(tuple(Text(child) if isinstance(child, str) else child for child in children), role)


def h(level: int, text: str, ident: str = "") -> Heading:
    return Heading(level, (Text(text),), ident)


def article(
    title: str, *blocks: Block, language: str = "en", footnotes: tuple[Footnote, ...] = (), **known: object
) -> Article:
    direction = Direction.RTL if language in ("ar", "he") else Direction.LTR
    meta = Meta(title, language=language, direction=direction, **known)  # type: ignore[arg-type]  # named as in Meta
    return Article(meta, blocks, Provenance(f"{title}.txt", "0" * 64), footnotes=footnotes)


def book(
    *articles: Article, title: str = "Tide and Stone", parts: tuple[Part, ...] = (), **known: object
) -> Publication:
    meta = BookMeta(title, "tide", "2024-09-14", **known)  # type: ignore[arg-type]  # named as in BookMeta
    return Publication(meta, parts or (Part(None, articles),))


@functools.cache
def stock_theme() -> Theme:
    return read_theme(stock_themes()["reader"])


def every_kind(language: str) -> Article:
    """An article with every block and inline, in the words of a language."""
    words = WORDS[language]
    cell = Cell((p(words),))
    marks = tuple(Styled(mark, (Text(f"{words} "),)) for mark in Mark)
    return Article(
        Meta(words, "deck", ("A. Author",), "2024-09", language=language, direction=_direction(language)),
        (
            p(words, role=Role.STANDFIRST),
            p(*marks, Code("<code>"), LineBreak(), Link("https://example.org/a b?c=<d>&e", (Text(words),))),
            h(2, words, "one"),
            p(Foreign("fr", (Text("mer"),)), NoteRef("n1"), Picture("dot", "a dot"), Link("#one", (Text("above"),))),
            p(words, role=Role.LEAD),
            List(
                True,
                (
                    ListItem((p(words, role=Role.LEAD), p(words))),
                    ListItem((p(words), List(False, (ListItem((p(words),)),)))),
                ),
                3,
            ),
            h(3, words, "two"),
            Quote((p(words), p(words)), (Text("Someone"),)),
            Callout("Did you know?", (p(words),)),
            CodeBlock("if a < b:\n    print('&')", "python"),
            Figure("dot", "a dot", (Text(words),)),
            Table(2, ((cell, cell),), ((cell, Cell((p("12"),))), (Cell((p(words),), colspan=2),)), (Text(words),)),
            Definitions((Definition((Text(words),), (p(words),)),)),
            Rule(),
        ),
        Provenance("a.txt", "0" * 64),
        (p("About the author"),),
        (Footnote("n1", (p("A note"), p("in two"))), Footnote("n2", (CodeBlock("x"),))),
    )


def _direction(language: str) -> Direction:
    return Direction.RTL if language in ("ar", "he") else Direction.LTR


def dots() -> dict[str, Asset]:
    return {"dot": Asset("dot", DOT, "image/png", 1, 1)}


def files(publication: Publication, theme: Theme | None = None) -> dict[str, bytes]:
    """The files of the EPUB of a book by name, in order."""
    (file,) = write_epub(publication, theme or stock_theme(), dots()).value
    with zipfile.ZipFile(io.BytesIO(file.data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def words_of(xhtml: bytes) -> str:
    """The text of the body of a document, in order, white space as one space, without the numbers of notes."""
    body = etree.fromstring(re.sub(rb'<a class="note-(?:ref|back)"[^<>]*>\d+</a>', b"", xhtml)).find("{*}body")
    assert body is not None
    return " ".join("".join(map(str, body.itertext())).split())
