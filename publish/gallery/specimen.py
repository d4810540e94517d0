"""The specimen: every block and inline of the model, in the words of several scripts.

The gallery shows styles with it, the tests set it, and the validators judge it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

from PIL import Image

from publish.gallery.voices import VOICES, Voice
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

LONG_URL = "https://example.org/archive/lights/1884/" + "ledgers-and-returns-" * 6 + "index.html?volume=3&page=141"
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
LONG_CODE = "oil = {night: gills * WICKS[night] for night, gills in ledger.items() if night not in closed and gills > 0}  # to the gill"


def inlines(*parts: str | Inline) -> tuple[Inline, ...]:
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def p(*parts: str | Inline, role: Role = Role.BODY) -> Paragraph:
    return Paragraph(inlines(*parts), role)


def _items(*items: str | tuple[Block, ...]) -> tuple[ListItem, ...]:
    return tuple(ListItem((p(item),) if isinstance(item, str) else item) for item in items)


def article(language: str) -> Article:
    """An article with every block and inline, in the words of a language."""
    voice = VOICES[language]
    one, two, three = voice.paragraphs
    notes = (Footnote("n1", (p(three),)), Footnote("n2", (p(one), p(two))))
    meta = Meta(
        voice.title,
        authors=(voice.author,),
        published="2024-03-08",
        language=language,
        direction=voice.direction,
        publication="The Harbour Review" if language == "en-GB" else None,
        url=LONG_URL,
    )
    return Article(
        meta,
        tuple(_body(voice)),
        Provenance(f"{language}.html", "0" * 64, LONG_URL),
        (Heading(2, inlines(voice.heading)), p(two)),
        notes,
    )


def brief(language: str) -> Article:
    """An article with what is most common, in the words of a language."""
    voice = VOICES[language]
    one, two, three = voice.paragraphs
    meta = Meta(
        voice.title, authors=(voice.author,), published="2024-03-08", language=language, direction=voice.direction
    )
    blocks: tuple[Block, ...] = (
        p(three, role=Role.STANDFIRST),
        p(one, NoteRef("n1")),
        p(two, " ", Styled(Mark.STRONG, inlines(voice.term)), " ", Styled(Mark.EMPHASIS, inlines(three))),
        Heading(2, inlines(voice.heading)),
        List(False, _items(voice.term, (p(voice.author), List(True, _items(voice.heading, three))))),
        Quote((p(two),), inlines(voice.author)),
        Callout(voice.label, (p(one),)),
        p(three),
    )
    return Article(meta, blocks, Provenance(f"{language}-brief.html", "0" * 64), (), (Footnote("n1", (p(two),)),))


def _body(voice: Voice) -> Iterator[Block]:
    one, two, three = voice.paragraphs
    yield p(two, role=Role.STANDFIRST)
    yield p(one, NoteRef("n1"))
    yield p(three)
    yield p(two, " ", Link(LONG_URL, inlines(LONG_URL)), " ", one)
    yield Heading(2, inlines(voice.heading), "first")
    yield Heading(3, inlines(voice.term), "second")
    yield p(*_inlines(voice))
    yield p(three, NoteRef("n2"))
    yield from _lists(voice)
    yield Heading(4, inlines(voice.term))
    yield Quote((p(one), p(three)), inlines(voice.author))
    yield Callout(voice.label, (p(two), p(three)))
    yield Callout("", (p(three),))
    yield p(one)
    yield from _figures(voice)
    yield Heading(5, inlines(voice.term))
    yield p(two)
    yield from _tables(voice)
    yield Heading(6, inlines(voice.term))
    yield CodeBlock(f"{LONG_CODE}\n\nif a < b:\n    print('&')", "python")
    yield Rule()
    yield Definitions(
        (Definition(inlines(voice.term), (p(one),)), Definition(inlines(voice.author), (p(three), p(two))))
    )
    yield from (p(text) for text in voice.paragraphs * 3)


def _inlines(voice: Voice) -> Iterator[str | Inline]:
    for mark in Mark:
        yield Styled(mark, inlines(voice.term))
        yield " "
    yield from (
        Code("wick = 3"),
        LineBreak(),
        Link("https://example.org/", inlines(Styled(Mark.EMPHASIS, inlines(voice.term)), " link")),
    )
    yield from (" ", Link("#first", inlines(voice.heading)), " ", Picture("dot", "a lamp"), " ", LONG_WORD, " ")
    for language, other in VOICES.items():
        if other is not voice:
            yield Foreign(language, inlines(other.term, " ", other.author))
            yield ", "
    yield "1 914,50 € — 3 × 4 = 12 ½ “fi” ‘ffl’ α β Жизнь."


def _lists(voice: Voice) -> Iterator[Block]:
    one, two, _ = voice.paragraphs
    deepest = List(True, _items(voice.term, voice.author), 9)
    deep = List(False, _items(voice.term, (p(voice.author), deepest)))
    yield List(False, _items(one, (p(voice.term), List(True, _items(two, (p(voice.author), deep))))))
    question = (p(f"{voice.heading}?", role=Role.LEAD), p(one))
    yield List(True, _items(question, question))
    yield p(Styled(Mark.TERM, inlines(f"{voice.term}:")), " ", two, role=Role.LEAD)


def _figures(voice: Voice) -> Iterator[Block]:
    yield Figure("wide", "A grey field that grows darker to the right", inlines(voice.paragraphs[2]))
    yield Figure("tall", "")
    yield Figure("dot", "a lamp", inlines(voice.term))


def _tables(voice: Voice) -> Iterator[Block]:
    def cells(*texts: str) -> tuple[Cell, ...]:
        return tuple(Cell((p(text),)) for text in texts)

    head = cells(voice.term, "1884", "1885", "%")
    rows = tuple(
        cells(f"{voice.author} {number}", str(number * 37), str(number * 41), f"{number},5") for number in range(40)
    )
    yield Table(4, (head,), rows, inlines(voice.heading))
    spanned = (
        (Cell((p(voice.term),), rowspan=2), Cell((p("1884"),), colspan=2)),
        cells("I", "II"),
    )
    body = (
        (Cell((p(voice.author),), rowspan=2), *cells("3", "4")),
        cells("5", "6"),
        (Cell((p(voice.term), p(voice.heading)), colspan=3),),
    )
    yield Table(3, spanned, body)
    yield Table(
        9, (cells(*(f"{voice.term} {n}" for n in range(9))),), (cells(*([voice.author] * 9)),) * 3, inlines(voice.term)
    )
    yield Table(2, (), (cells(voice.term, LONG_WORD), cells(LONG_URL, "4")))


def assets() -> dict[str, Asset]:
    """Pictures drawn on the spot: a wide one, a tall one, a dot."""
    sizes = {"wide": (1600, 900), "tall": (900, 1600), "dot": (12, 12)}
    return {name: _drawn(name, *size) for name, size in sizes.items()}


def _drawn(name: str, width: int, height: int) -> Asset:
    buffer = io.BytesIO()
    Image.linear_gradient("L").rotate(90).resize((width, height)).save(buffer, "PNG")
    return Asset(name, buffer.getvalue(), "image/png", width, height)


def book(*languages: str) -> Publication:
    """The specimen in these languages, or in all."""
    return as_book(tuple(article(language) for language in languages or VOICES))


def many(count: int) -> Publication:
    """A book of this many articles, the four voices in turn."""
    made = [article(language) for language in VOICES]
    turns = (made[number % len(made)] for number in range(count))
    return as_book(
        tuple(
            replace(each, meta=replace(each.meta, title=f"{number}. {each.meta.title}"))
            for number, each in enumerate(turns, 1)
        )
    )


def as_book(articles: tuple[Article, ...]) -> Publication:
    """These articles, under the title and in the language of the first."""
    first = articles[0].meta
    meta = BookMeta(first.title, "specimen", "2024-09-14", language=first.language, authors=("A. Editor",))
    return Publication(meta, (Part(None, articles),))
