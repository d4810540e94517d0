"""What a piece of a document must know of its surroundings, and what it leaves behind for other parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from urllib.parse import quote, urlsplit

from publish.model import Block, Direction
from publish.outputs import Assets
from publish.theme.cascade import Cascade
from publish.theme.roles import WORD_STYLES, StyleRole
from publish.writers.docx_numbering import FIRST_FREE_NUM, ListStart
from publish.writers.docx_styles import Variant

LONGEST_URL = 2000  # Word cannot open a document with a link of more than 2083 characters
_URL_SAFE = "!#$%&'()*+,/:;=?@[]~-._"
IDS_EACH = 100_000  # more than one article can use of bookmarks, pictures or lists
LONGEST_BOOKMARK = 40  # Word cuts what is longer, and then links lead nowhere


class Place(Enum):
    """Where a block stands; it decides the style of plain paragraphs."""

    BODY = "body"
    LIST = "list"
    CALLOUT = "callout"
    QUOTE = "quote"
    CELL = "cell"
    HEAD_CELL = "head-cell"
    NUMBER_CELL = "number-cell"
    DEFINITION = "definition"
    END = "end"
    NOTE = "note"


@dataclass(slots=True)
class Counter:
    """A source of numbers that occur once in a document."""

    last: int = 0

    def next(self) -> int:
        self.last += 1
        return self.last


@dataclass(frozen=True, slots=True)
class Relations:
    """The links and pictures of one part by target, with the ids of their relationships, which begin with `stem`."""

    stem: str = "rId"
    links: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)

    def link(self, target: str) -> str:
        return self.links.setdefault(target, f"{self.stem}L{len(self.links) + 1}")

    def picture(self, asset: str) -> str:
        return self.pictures.setdefault(asset, f"{self.stem}P{len(self.pictures) + 1}")


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a text asks of the other parts of its document, noted down while it is set; `number` is that of the text."""

    number: int = 0
    marks: Counter = field(default_factory=Counter)
    drawings: Counter = field(default_factory=Counter)
    nums: Counter = field(default_factory=lambda: Counter(FIRST_FREE_NUM - 1))
    notes: Counter = field(default_factory=Counter)
    lists: list[ListStart] = field(default_factory=list)
    variants: dict[tuple[tuple[StyleRole, ...], bool], str] = field(default_factory=dict)
    footnotes: list[str] = field(default_factory=list)
    body: Relations = field(default_factory=Relations)
    note: Relations = field(default_factory=lambda: Relations("rIdN"))

    def character_style(self, marks: tuple[StyleRole, ...], *, in_bold: bool) -> str:
        """The id of the style for marks that meet, noted down when it is not one of the theme's own."""
        key = (marks, in_bold)
        if key not in self.variants:
            plain = len(marks) == 1 and not in_bold
            self.variants[key] = WORD_STYLES[marks[0]].ident if plain else Variant(marks, in_bold).ident
        return self.variants[key]


def ledger_for(number: int) -> Ledger:
    """A ledger for an article, with ids that no other article of the book has: each can be set alone."""
    first = number * IDS_EACH
    return Ledger(
        number,
        marks=Counter(first),
        drawings=Counter(first),
        nums=Counter(first + FIRST_FREE_NUM - 1),
        body=Relations(f"rId{number}_"),
        note=Relations(f"rIdN{number}_"),
    )


def met_marks(ledgers: Iterable[Ledger]) -> tuple[Variant, ...]:
    """The styles for marks that meet, in the order they were first needed."""
    seen = dict.fromkeys(key for ledger in ledgers for key in ledger.variants)
    return tuple(Variant(marks, in_bold) for marks, in_bold in seen if len(marks) > 1 or in_bold)


@dataclass(frozen=True, slots=True)
class Notes:
    """The footnotes of an article: their blocks, and the number in the document of those already called."""

    blocks: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    called: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scope:
    """Where text is being set.

    `language` is a BCP 47 tag, None for that of the document; `base` is the direction of the document's styles; `level`
    counts the lists around; `bold` tells whether the paragraph's own style is bold; `anchors` gives the bookmark of
    each heading of the article by ident.
    """

    ledger: Ledger
    whole: Cascade
    assets: Assets
    relations: Relations
    width_pt: float
    direction: Direction = Direction.LTR
    base: Direction = Direction.LTR
    language: str | None = None
    place: Place = Place.BODY
    level: int = 0
    bold: bool = False
    anchors: Mapping[str, str] = field(default_factory=dict)
    notes: Notes = field(default_factory=Notes)


def bookmark_name(text: str, taken: set[str]) -> str:
    """A name that Word takes for a bookmark: ASCII word characters, at most 40, not taken before; it is taken then."""
    stem = re.sub(r"\W", "_", text, flags=re.ASCII)[:LONGEST_BOOKMARK]
    name, count = stem, 1
    while name.lower() in taken:
        count += 1
        name = f"{stem[: LONGEST_BOOKMARK - 1 - len(str(count))]}_{count}"
    taken.add(name.lower())
    return name


def link_target(href: str) -> str | None:
    """The address as a URI that Word can open; None when it cannot be one."""
    try:
        parts = urlsplit(href.strip())
        sound = bool(parts.scheme == "mailto" or (parts.hostname and parts.port is not False))
    except ValueError:
        return None
    if not sound or parts.scheme not in ("http", "https", "mailto"):
        return None
    target = quote(href.strip().encode("utf-8", "replace").decode(), safe=_URL_SAFE)
    return target if len(target) <= LONGEST_URL and "[" not in target else None
