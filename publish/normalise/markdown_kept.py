"""What the cleaner left of a Markdown page: its tree without the text that was taken out."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from publish.commonmark import Kind, Node
from publish.normalise.conserve import kept_spans
from publish.passages import Page, Passage, Piece, Place

_WORDS = frozenset((Kind.TEXT, Kind.CODE, Kind.CODE_BLOCK, Kind.PICTURE))
_GRID = frozenset((Kind.HEAD, Kind.BODY, Kind.ROW, Kind.HEAD_CELL, Kind.CELL))  # kept when empty: a table needs them
_LINES = frozenset((Kind.PARAGRAPH, Kind.HEADING, Kind.TERM, Kind.HEAD_CELL, Kind.CELL))


def kept_tree(nodes: Iterable[Node], page: Page, place: Place) -> tuple[Node, ...]:
    """The nodes that hold the kept passages of one place, with their kept text alone."""
    if page.settled:
        return tuple(nodes) if place is Place.BODY else ()
    wanted = [passage for passage in page.passages if passage.place is place]
    return tuple(_kept(nodes, _Spans.of(wanted), place)) if wanted else ()


@dataclass(frozen=True, slots=True)
class _Spans:
    """Spans of a source, to be asked what they hold."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, passages: Iterable[Passage]) -> _Spans:
        spans = sorted((span.start, span.end) for passage in passages for span in kept_spans(passage))
        return cls(tuple(start for start, _ in spans), tuple(end for _, end in spans))

    def hold(self, at: int) -> bool:
        number = bisect.bisect_right(self.starts, at) - 1
        return number >= 0 and at < self.ends[number]

    def text(self, node: Node) -> str:
        """The value of a node without what was taken out; white space has no place of its own and stays."""
        parts, at = list[str](), 0
        for piece in node.pieces:
            parts += (node.value[at : piece.start], self._held(node.value, piece))
            at = piece.start + piece.length
        return "".join((*parts, node.value[at:]))

    def _held(self, value: str, piece: Piece) -> str:
        words, start = value[piece.start : piece.start + piece.length], piece.span.start
        if piece.length != piece.span.end - start:  # a character reference stays or goes as a whole
            return words if self.hold(start) else ""
        return "".join(character for at, character in enumerate(words, start) if self.hold(at))


def _kept(nodes: Iterable[Node], spans: _Spans, place: Place) -> Iterator[Node]:
    for node in nodes:
        if node.kind is Kind.PICTURE:
            if spans.hold(node.pieces[0].span.start):
                yield node
        elif node.kind in _WORDS:
            if (text := spans.text(node)).strip() or text == node.value:
                yield replace(node, value=text)
        elif node.children:
            yield from _kept_parent(node, spans, place)
        elif place is Place.BODY or node.kind in _GRID:
            yield node


def _kept_parent(node: Node, spans: _Spans, place: Place) -> Iterator[Node]:
    children = tuple(_kept(node.children, spans, place))
    if node.kind in _LINES and has_words(node) and not any(map(has_words, children)):
        children = tuple(child for child in children if child.kind is Kind.HTML)
    if (children and (place is Place.BODY or any(map(has_words, children)))) or node.kind in _GRID:
        yield replace(node, children=children)


def has_words(node: Node) -> bool:
    """Whether a node holds text or a picture."""
    return node.kind in _WORDS or any(map(has_words, node.children))
