"""Passages: the common ground of readers, cleaner and normaliser, for plain text and HTML alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from publish.characters import is_one_line
from publish.model import Origin

if TYPE_CHECKING:
    from publish.commonmark import Node


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one source; `name` is how reports call it, `encoding` is the user's override."""

    name: str
    data: bytes
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Code points `start` to `end` (exclusive) of a text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span {self.start}:{self.end} is not a span")


class Ancestor(NamedTuple):
    """An element around a passage; `key` is unique within its page and follows document order.

    `label` tells it from those beside it, as "div[3]". A tuple, like the next, since a page has thousands.
    """

    key: int
    tag: str
    label: str
    classes: tuple[str, ...] = ()
    ident: str = ""
    role: str = ""
    hidden: bool = False


class Piece(NamedTuple):
    """`length` code points of a passage's text from `start` on, and where they stand in the decoded source.

    The span in the source is longer or shorter only where it is a character reference such as `&amp;`.
    """

    start: int
    length: int
    span: Span


class Place(Enum):
    """Where in the article a kept passage goes."""

    BODY = "body"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Passage:
    """The smallest unit that detectors talk about: a line of a text dump, a leaf block of a page.

    `text` is as in the source, character references resolved; `plain` is the same on one line; `line` is 1-based.
    `path` leads from the root to the element that holds the passage and is empty for text dumps; `indent` and `gap`
    (blank lines before) are those of a text dump. `link_share` is the share of its characters inside links, 0 to 1.
    A picture is a passage without text: its span is its tag, its `picture` what it is called. After the sweep, `cuts`
    are the spans of `text` that were taken out, and `place` and `heading` what the cleaner learned about the rest.
    """

    index: int
    line: int
    text: str
    pieces: tuple[Piece, ...]
    path: tuple[Ancestor, ...] = ()
    link_share: float = 0.0
    indent: int = 0
    gap: int = 0
    picture: str | None = None
    cuts: tuple[Span, ...] = ()
    place: Place = Place.BODY
    heading: bool = False
    plain: str = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "plain", _plain(self.text))  # detectors ask for it millions of times

    @property
    def tag(self) -> str:
        """The tag of the block that holds the passage, "" for a line of a text dump."""
        return self.path[-1].tag if self.path else ""

    @property
    def kept(self) -> str:
        """The text without its cuts."""
        if not self.cuts:
            return self.text
        parts, at = [], 0
        for cut in self.cuts:
            parts.append(self.text[at : cut.start])
            at = cut.end
        return "".join((*parts, self.text[at:]))

    def in_source(self, span: Span) -> tuple[Span, ...]:
        """The spans of the decoded source that `span` of this passage's text came from."""
        found = []
        for piece in self.pieces:
            start, stop = max(span.start, piece.start), min(span.end, piece.start + piece.length)
            if start >= stop:
                continue
            if piece.length == piece.span.end - piece.span.start:
                shift = piece.span.start - piece.start
                found.append(Span(start + shift, stop + shift))
            else:  # a character reference goes or stays as a whole
                found.append(piece.span)
        return tuple(found)

    @property
    def spans(self) -> tuple[Span, ...]:
        """The spans of the decoded source that the passage came from."""
        return tuple([piece.span for piece in self.pieces])


def _plain(text: str) -> str:
    """A text on one line; most texts are, and then this is the text itself and no copy of it."""
    if is_one_line(text):
        return text
    plain = " ".join(text.split())
    return text if plain == text else plain


@dataclass(frozen=True, slots=True)
class Fact:
    """A value for a field of `Meta`, with its evidence; earlier facts of a page outrank later ones."""

    field: str
    value: str
    evidence: str


class Medium(Enum):
    """What a page is made of: the lines of a dump, or blocks with tags and links, as of a web page or of Markdown."""

    TEXT = "text"
    HTML = "html"


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """A decoded source and its passages in reading order. `text` has "\\n" for every kind of line end.

    A page equals itself alone, so that what was computed from one can be remembered with it.

    After the sweep, `passages` are the kept ones and `dropped` the spans of `text` that were removed. `tree` is the
    structure of Markdown. A `settled` page was cleaned before and edited by hand: nothing in it is judged or guessed.
    """

    source: Source
    medium: Medium
    text: str
    passages: tuple[Passage, ...]
    facts: tuple[Fact, ...] = ()
    dropped: tuple[Span, ...] = ()
    tree: tuple[Node, ...] | None = field(default=None, repr=False)
    settled: bool = False

    def origin(self, passage: Passage) -> Origin:
        path = "/".join([step.label for step in passage.path])
        return Origin(self.source.name, passage.line, path)


class Action(Enum):
    """What a verdict asks for. `METADATA` removes the text from the body because it became metadata."""

    KEEP = "keep"
    REMOVE = "remove"
    METADATA = "metadata"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a detector says of a passage, or of `span` of its text, with a reason that a person can check."""

    passage: Passage
    action: Action
    rule: str
    reason: str
    span: Span | None = None
    place: Place = Place.BODY
    heading: bool = False
    facts: tuple[Fact, ...] = ()


def remove(passage: Passage, *, rule: str, reason: str, span: Span | None = None) -> Verdict:
    return Verdict(passage, Action.REMOVE, rule, reason, span)


def to_metadata(passage: Passage, *facts: Fact, reason: str, span: Span | None = None) -> Verdict:
    return Verdict(passage, Action.METADATA, "metadata", reason, span, facts=facts)
