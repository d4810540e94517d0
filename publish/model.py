"""The document model: what an article is, whatever it came from and whatever it will be written to.

Everything here is immutable. There is no raw HTML and no bag of attributes: what the model cannot say is reported as
a finding, so that every writer carries the same text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a node came from: source file name, line (1-based), tag path such as html[1]/body[1]/p[3]."""

    source: str
    line: int
    path: str = ""


class Mark(Enum):
    """A way to set a run of text apart. Every writer has a table with one entry per mark."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    STRIKE = "strike"
    SUBSCRIPT = "subscript"
    SUPERSCRIPT = "superscript"
    SMALL_CAPS = "small-caps"
    TERM = "term"


class Role(Enum):
    """What a paragraph does in its article."""

    BODY = "body"
    STANDFIRST = "standfirst"
    LEAD = "lead"


class Direction(Enum):
    """The base direction of a text, as in HTML's `dir`."""

    LTR = "ltr"
    RTL = "rtl"


@dataclass(frozen=True, slots=True)
class Text:
    value: str


@dataclass(frozen=True, slots=True)
class Styled:
    mark: Mark
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Code:
    value: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an http, https or mailto URL, or to `#ident` of a heading of the same article."""

    href: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Foreign:
    """A phrase in another language than its article's; `language` is a BCP 47 tag."""

    language: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture within a line; `asset` is the SHA-256 of its bytes."""

    asset: str
    alt: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    pass


@dataclass(frozen=True, slots=True)
class NoteRef:
    """The place in the text that the footnote `note_id` belongs to."""

    note_id: str


Inline: TypeAlias = "Text | Styled | Code | Link | Foreign | Picture | LineBreak | NoteRef"
Inlines: TypeAlias = "tuple[Inline, ...]"


@dataclass(frozen=True, slots=True)
class Paragraph:
    children: Inlines
    role: Role = Role.BODY
    origin: Origin | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the article; level 1 is the article's title, so the body starts at 2."""

    level: int
    children: Inlines
    ident: str = ""
    origin: Origin | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        if not 1 <= self.level <= 6:
            raise ValueError(f"heading level {self.level} is not in 1 to 6")


@dataclass(frozen=True, slots=True)
class Quote:
    blocks: Blocks
    attribution: Inlines = ()
    origin: Origin | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Callout:
    """A box beside the argument; `label` is its lead-in without the colon, such as "Pro Tip"."""

    label: str
    blocks: Blocks
    origin: Origin | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ListItem:
    blocks: Blocks
    origin: Origin | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class List:
    ordered: bool
    items: tuple[ListItem, ...]
    start: int = 1
    origin: Origin | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CodeBlock:
    text: str
    language: str | None = None
    origin: Origin | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its caption; `asset` is the SHA-256 of its bytes."""

    asset: str
    alt: str
    caption: Inlines = ()
    origin: Origin | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Cell:
    blocks: Blocks
    colspan: int = 1
    rowspan: int = 1

    def __post_init__(self) -> None:
        if self.colspan < 1 or self.rowspan < 1:
            raise ValueError("a cell spans at least one column and one row")


Row: TypeAlias = "tuple[Cell, ...]"


@dataclass(frozen=True, slots=True)
class Table:
    """`columns` is the width of the grid, spans included; `head` rows repeat on every page."""

    columns: int
    head: tuple[Row, ...]
    body: tuple[Row, ...]
    caption: Inlines = ()
    origin: Origin | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Definition:
    term: Inlines
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Definitions:
    items: tuple[Definition, ...]
    origin: Origin | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Rule:
    origin: Origin | None = field(default=None, compare=False, repr=False)


Block: TypeAlias = "Paragraph | Heading | Quote | Callout | List | CodeBlock | Figure | Table | Definitions | Rule"
Blocks: TypeAlias = "tuple[Block, ...]"


@dataclass(frozen=True, slots=True)
class Footnote:
    ident: str
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Provenance:
    """The bytes an article came from."""

    file: str
    sha256: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Meta:
    """What is known of an article; dates are ISO 8601 (`2024-09-14`, `2024-09` or `2024`).

    `evidence` names, for each filled field, where its value was found: `("published", "line 5: reading-time line")`.
    """

    title: str
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    language: str = "en"
    direction: Direction = Direction.LTR
    site: str | None = None
    publication: str | None = None
    source: str | None = None
    url: str | None = None
    description: str | None = None
    image: str | None = None
    evidence: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    meta: Meta
    blocks: Blocks
    provenance: Provenance
    end_matter: Blocks = ()
    footnotes: tuple[Footnote, ...] = ()


@dataclass(frozen=True, slots=True)
class BookMeta:
    """What is known of the book; `date` is the ISO date that stands for "now" in every output, `volume` the place of
    the book in its series.
    """

    title: str
    name: str
    date: str
    language: str = "en"
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    identifier: str | None = None
    rights: str | None = None
    description: str | None = None
    cover: str | None = None
    series: str | None = None
    volume: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A division of the book; a book without divisions has one part without a title."""

    title: str | None
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Publication:
    meta: BookMeta
    parts: tuple[Part, ...]

    @property
    def articles(self) -> tuple[Article, ...]:
        return tuple(article for part in self.parts for article in part.articles)


@dataclass(frozen=True, slots=True)
class Asset:
    """A verified picture; `name` is its SHA-256, sizes are in pixels as displayed."""

    name: str
    data: bytes
    media_type: str
    width: int
    height: int
