"""Markdown as a tree whose every run of text knows its place in the source.

CommonMark with tables, strikethrough, footnotes and definition lists. What looks like the address of a link but is none
is text.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum

from markdown_it.token import Token

from publish.commonmark_tokens import MAX_DEPTH, tokens_of, used_labels
from publish.passages import Piece, Span

_ADDRESS = re.compile(r"[/:#.@]")


class Kind(Enum):
    """What a node is; the values are markdown-it's names."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    QUOTE = "blockquote"
    BULLETS = "bullet_list"
    NUMBERS = "ordered_list"
    ITEM = "list_item"
    CODE_BLOCK = "fence"
    RULE = "hr"
    TABLE = "table"
    HEAD = "thead"
    BODY = "tbody"
    ROW = "tr"
    HEAD_CELL = "th"
    CELL = "td"
    DEFINITIONS = "dl"
    TERM = "dt"
    DEFINITION = "dd"
    NOTE = "footnote_reference"
    HTML = "html_inline"
    TEXT = "text"
    CODE = "code_inline"
    BREAK = "hardbreak"
    NEWLINE = "softbreak"
    EMPHASIS = "em"
    STRONG = "strong"
    STRIKE = "s"
    LINK = "link"
    PICTURE = "image"
    NOTE_REF = "footnote_ref"


_OTHER_NAMES = {"code_block": Kind.CODE_BLOCK, "html_block": Kind.HTML, "text_special": Kind.TEXT}


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of a Markdown source.

    `value` is the text of a run, the code, the tag, the label of a note or what a picture is called; `pieces` are where
    that text stands in the source. `markup` is how it was marked: `**` or `__`, the escape or reference that stands
    for a character. `target` is the address of a link or picture, `info` its title or the language of code, and
    `number` the level of a heading or the first number of a list.
    """

    kind: Kind
    line: int = 0
    value: str = ""
    markup: str = ""
    target: str = ""
    info: str = ""
    number: int = 0
    pieces: tuple[Piece, ...] = ()
    children: tuple[Node, ...] = ()

    @property
    def is_literal(self) -> bool:
        """Whether this is text that stands in the source as it reads, without escapes or references."""
        return self.kind is Kind.TEXT and not self.markup


def parse(text: str, start: int = 0) -> tuple[Node, ...]:
    """The blocks of the Markdown in `text` from `start` on, which is the start of a line."""
    tokens = tokens_of(text[start:])
    return _Building(text, start).build(tokens, used_labels(tokens))


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the characters of a run of inlines stand in the source.

    From `starts[i]` to `ends[i]` they stand from `sources[i]` on; what is between these is white space.
    """

    starts: Sequence[int]
    ends: Sequence[int]
    sources: Sequence[int]

    def of(self, at: int) -> int:
        number = max(0, bisect.bisect_right(self.starts, at) - 1)
        return self.sources[number] + max(0, at - self.starts[number])

    def pieces(self, at: int, length: int) -> tuple[Piece, ...]:
        """The pieces of a text of this length that begins at `at`."""
        found: list[Piece] = []
        number = max(0, bisect.bisect_right(self.starts, at) - 1)
        while number < len(self.starts) and self.starts[number] < at + length:
            start, end = max(at, self.starts[number]), min(at + length, self.ends[number])
            if start < end:
                source = self.sources[number] + start - self.starts[number]
                found.append(Piece(start - at, end - start, Span(source, source + end - start)))
            number += 1
        return tuple(found)


@dataclass(slots=True)
class _Open:
    """An element whose end is still to come."""

    token: Token
    children: list[Node] = field(default_factory=list)


class _Building:
    """One tree being built."""

    def __init__(self, text: str, start: int) -> None:
        self.first = text.count("\n", 0, start)
        self.lines = text[start:].split("\n")
        self.offsets: list[int] = []
        at = start
        for line in self.lines:
            self.offsets.append(at)
            at += len(line) + 1
        self.cells: list[tuple[str, list[int]]] = []

    def build(self, tokens: Iterable[Token], labels: frozenset[str]) -> tuple[Node, ...]:
        stack = [_Open(Token("", "", 0))]
        for token in tokens:
            if token.nesting > 0:
                stack.append(_Open(token))
                if token.type == "tr_open" and token.map:
                    self.cells = list(self._cells(token.map[0]))
            elif token.nesting < 0:
                done = stack.pop()
                stack[-1].children.append(self._block(done.token, tuple(done.children)))
            elif token.type == "inline":
                stack[-1].children += self._line(token, stack[-1].token.type)
            elif token.type == "definition":
                stack[-1].children += self._definition(token, labels)
            else:
                stack[-1].children.append(self._leaf(token))
        return tuple(stack[0].children)

    def _block(self, token: Token, children: tuple[Node, ...]) -> Node:
        kind = Kind(token.type.removesuffix("_open"))
        number = 0
        if kind is Kind.HEADING:
            number = int(token.tag[1:])
        elif kind is Kind.NUMBERS:
            number = int(token.attrs.get("start", 1))
        return Node(kind, self._number(token), str(token.meta.get("label", "")), number=number, children=children)

    def _leaf(self, token: Token) -> Node:
        kind = _OTHER_NAMES.get(token.type) or Kind(token.type)
        first, end = token.map or (0, 0)
        if kind is not Kind.CODE_BLOCK:
            return Node(kind, self._number(token), token.content.strip(), pieces=self._whole(first, end))
        value = token.content.removesuffix("\n")
        places = self._suffixes(value, first + (token.type == "fence"))
        pieces = places.pieces(0, len(value))
        return Node(kind, self._number(token), value, token.markup, info=token.info.strip(), pieces=pieces)

    def _whole(self, first: int, end: int) -> tuple[Piece, ...]:
        """Lines as one piece, which is kept or taken out as a whole."""
        start = self.offsets[first]
        return (Piece(0, 0, Span(start, max(start, self.offsets[end - 1] + len(self.lines[end - 1])))),) if end else ()

    def _definition(self, token: Token, labels: frozenset[str]) -> Iterator[Node]:
        """Nothing for the address of a link; what defines none may be an author's "[Note]: important"."""
        label = token.meta["id"]
        if label in labels or _ADDRESS.search(token.meta["url"]) or token.map is None:
            return
        content = "\n".join(line.strip() for line in self.lines[token.map[0] : token.map[1]]).strip()
        run = Token("text", "", 0, content=content, meta={"at": 0})
        places = self._suffixes(content, token.map[0])
        yield Node(Kind.PARAGRAPH, self._number(token), children=self._run(run, places))

    def _number(self, token: Token) -> int:
        return self.first + token.map[0] + 1 if token.map else 0

    # ---- where the text of a block stands ----

    def _line(self, token: Token, inside: str) -> tuple[Node, ...]:
        """The inlines of one block."""
        first = token.map[0] if token.map else 0
        if inside in ("th_open", "td_open"):
            places = self._in_cell(token.content)
        else:
            places = self._suffixes(token.content, first)
        return self._inlines(token.children or (), places, token.content)

    def _suffixes(self, content: str, first: int) -> _Places:
        """The places of lines that end as those of the source do, where the prefix of a container may precede them."""
        starts, ends, sources, at = [], [], [], 0
        first = self._first_line(content.partition("\n")[0].strip(), first)
        for number, part in enumerate(content.split("\n"), first):
            words = part.strip()
            line = min(number, len(self.lines) - 1)
            place = self.lines[line].rstrip().rfind(words) if words else 0
            starts.append(at + len(part) - len(part.lstrip()))
            ends.append(starts[-1] + (len(words) if place >= 0 else 0))
            sources.append(self.offsets[line] + max(0, place))
            at += len(part) + 1
        return _Places(starts, ends, sources)

    def _first_line(self, words: str, first: int) -> int:
        """The line that holds the first words of a block; lines of no-break spaces above them are no blank lines."""
        return next((number for number in range(first, len(self.lines)) if words in self.lines[number]), first)

    def _cells(self, number: int) -> Iterator[tuple[str, list[int]]]:
        """What stands between the pipes of a line, without the backslash of `\\|`, and where each character does."""
        line, offset = self.lines[number], self.offsets[number]
        words, places = "", list[int]()
        for at, character in enumerate(line):
            if character != "|":
                words, places = words + character, [*places, offset + at]
            elif words.endswith("\\"):
                words, places = words[:-1] + character, [*places[:-1], offset + at]
            else:
                yield words, places
                words, places = "", []
        yield words, places

    def _in_cell(self, content: str) -> _Places:
        """The places of the next cell; before the first, there may be the prefix of a container."""
        while content and self.cells:
            words, places = self.cells.pop(0)
            if words.rstrip().endswith(content):
                end = len(words.rstrip())
                return _Places(range(len(content)), range(1, len(content) + 1), places[end - len(content) : end])
        return _Places((0,), (0,), (self.offsets[0],))

    # ---- inlines ----

    def _inlines(self, tokens: Iterable[Token], places: _Places, content: str) -> tuple[Node, ...]:
        stack = [_Open(Token("", "", 0))]
        for token in tokens:
            if token.nesting > 0:
                stack.append(_Open(token))
            elif token.nesting < 0:
                done = stack.pop()
                stack[-1].children += _element(done.token, tuple(done.children), depth=len(stack))
            else:
                stack[-1].children += self._run(token, places, content)
        return tuple(stack[0].children)

    def _run(self, token: Token, places: _Places, content: str = "") -> tuple[Node, ...]:
        kind, at = _OTHER_NAMES.get(token.type) or Kind(token.type), int(token.meta.get("at", 0))
        match kind:
            case Kind.TEXT if not token.content:
                return ()
            case Kind.TEXT if token.info in ("escape", "entity"):
                start = places.of(at)
                piece = Piece(0, len(token.content), Span(start, start + len(token.markup)))
                is_plain = token.markup == token.content  # a backslash that escapes nothing
                return (Node(kind, value=token.content, markup="" if is_plain else token.markup, pieces=(piece,)),)
            case Kind.TEXT:
                return (Node(kind, value=token.content, pieces=places.pieces(at, len(token.content))),)
            case Kind.CODE:
                begin = at + len(token.markup)
                raw = content[begin : begin + len(token.content)].replace("\n", " ")
                is_padded = raw != token.content or not content.startswith(token.markup, begin + len(raw))
                pieces = places.pieces(begin + is_padded, len(token.content))
                return (Node(kind, value=token.content, markup=token.markup, pieces=pieces),)
            case Kind.PICTURE:
                span = Span(places.of(at), max(places.of(at), places.of(int(token.meta.get("end", at)) - 1) + 1))
                source, title = str(token.attrs.get("src", "")), str(token.attrs.get("title", ""))
                return (Node(kind, 0, _spoken(token.children or ()), "", source, title, pieces=(Piece(0, 0, span),)),)
            case Kind.HTML:
                return (Node(kind, value=token.content, pieces=(Piece(0, 0, Span(places.of(at), places.of(at) + 1)),)),)
            case Kind.NOTE_REF:
                return (Node(kind, value=str(token.meta["label"])),)
            case _:
                return (Node(kind),)


def _element(token: Token, children: tuple[Node, ...], *, depth: int) -> tuple[Node, ...]:
    """A mark or link around its children, which it leaves alone where it is nested too deeply."""
    if depth > MAX_DEPTH:
        return children
    kind = Kind(token.type.removesuffix("_open"))
    target, title = str(token.attrs.get("href", "")), str(token.attrs.get("title", ""))
    return (Node(kind, 0, "", token.markup, target, title, children=children),)


def _spoken(tokens: Iterable[Token]) -> str:
    """What a picture is called: its label without marks."""
    parts = (
        " "
        if token.type in ("softbreak", "hardbreak")
        else _spoken(token.children)
        if token.children
        else token.content
        for token in tokens
        if token.type != "html_inline"
    )
    return "".join(parts)
