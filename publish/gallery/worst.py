"""An article of all that is hardest to set: what is too long, too deep, too wide, missing, or in another script."""

from __future__ import annotations

from collections.abc import Iterator

from publish.gallery.specimen import LONG_CODE, LONG_URL, LONG_WORD, inlines, p
from publish.gallery.voices import VOICES
from publish.model import (
    Article,
    Block,
    Callout,
    Cell,
    CodeBlock,
    Figure,
    Footnote,
    Foreign,
    Heading,
    LineBreak,
    Link,
    List,
    ListItem,
    Mark,
    Meta,
    NoteRef,
    Provenance,
    Quote,
    Role,
    Styled,
    Table,
)

TITLE = "On the Reckoning of Oil, Wicks and Patience in the Lighthouses of the Western Approaches, and What Their Ledgers Leave Out"
HEADING = (
    "Whether the keeper of a rock station, who sees no inspector between October and the end of March, may be trusted to "
    "count the gills that he burns, and who is to know if he does not"
)
VERSE = (
    "The lamp is lit, the stair is wound,",
    "The slate hangs by the door,",
    "And what was burned is written down",
    "As it was the night before.",
)
HEADS = ("Station", "First lit", "Height", "Range", "Oil", "Wicks", "Keepers", "Cost")
STATIONS = (
    ("Penmarrow Head", "1794", "41 m", "19 nm", "1,204 gal", "612", "3", "£1,914.50"),
    ("The Widow", "1811", "28 m", "14 nm", "987 gal", "498", "2", "£1,377.00"),
    ("St Breward’s Rock", "1858", "49 m", "22 nm", "1,560 gal", "730", "4", "£12,048.75"),
    ("Long Carn", "1884", "9 m", "6 nm", "310 gal", "155", "1", "£402.25"),
)


def worst() -> Article:
    """An article without an author or a date, with a title of 120 characters and all that makes pages difficult."""
    return Article(
        Meta(TITLE, language="en-GB"),
        tuple(_blocks()),
        Provenance("worst.html", "0" * 64),
        (p(_paragraph(2)),),
        (Footnote("w1", (p(_paragraph(0)), p(Link(LONG_URL, inlines(LONG_URL))))),),
    )


def _paragraph(number: int) -> str:
    return VOICES["en-GB"].paragraphs[number]


def _blocks() -> Iterator[Block]:
    yield p(_paragraph(0), NoteRef("w1"), " ", _paragraph(1))
    yield Heading(2, inlines(HEADING), "long")
    yield p(_paragraph(1), " ", LONG_WORD, " ", Link(LONG_URL, inlines(LONG_URL)), ".")
    yield _nested()
    yield p(_paragraph(2))
    yield _table()
    yield from _other_scripts()
    yield Quote((p(*_lines(VERSE)),), inlines("Song of the Penmarrow keepers"))
    yield Callout(f"{HEADING}?", (p(_paragraph(1)), _nested()))
    yield Heading(2, inlines("Headings"))
    yield Heading(3, inlines("that follow each other"))
    yield Heading(4, inlines("without a word between them"))
    yield p(
        Styled(Mark.STRONG, inlines("Long and strong. ", _paragraph(1))),
        " ",
        Styled(Mark.EMPHASIS, inlines(_paragraph(2))),
    )
    yield Figure("tall", "A grey field that grows darker to the right", inlines(_paragraph(0)))
    yield CodeBlock(LONG_CODE)
    yield p("Short.")


def _nested() -> List:
    """A list four levels deep, numbers and bullets in turn, with paragraphs within."""
    inner = List(True, _items("Trim.", _paragraph(2)))
    third = List(False, (*_items("Wicks of the second class"), ListItem((p("Wicks of the first class"), inner))))
    second = List(True, (*_items("The lantern"), ListItem((p(_paragraph(1)), third, p("And so to the gallery.")))))
    return List(False, (*_items("The stair"), ListItem((p("The lamp", role=Role.LEAD), second)), *_items("The door")))


def _items(*texts: str) -> tuple[ListItem, ...]:
    return tuple(ListItem((p(text),)) for text in texts)


def _table() -> Table:
    def row(texts: tuple[str, ...]) -> tuple[Cell, ...]:
        return tuple(Cell((p(text),)) for text in texts)

    return Table(len(HEADS), (row(HEADS),), tuple(map(row, STATIONS)), inlines("Four stations, as they were in 1884"))


def _other_scripts() -> Iterator[Block]:
    """A paragraph in each other script, in an article that is written from the left."""
    for language, voice in VOICES.items():
        if language != "en-GB":
            yield p(Foreign(language, inlines(voice.paragraphs[0])))
    words = (Foreign(language, inlines(voice.term)) for language, voice in VOICES.items())
    yield p("One line of all: ", *(part for word in words for part in (word, ", ")), "and 1 914,50 €.")


def _lines(lines: tuple[str, ...]) -> Iterator[str | LineBreak]:
    for number, line in enumerate(lines):
        if number:
            yield LineBreak()
        yield line
