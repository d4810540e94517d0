"""Web pages: every leaf block is a passage, with its surroundings; the head becomes facts."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from turbohtml import Document, Element, Text

from publish.characters import inked, xml_safe
from publish.dom import BLANK, OPEN, PICTURES, SILENT, Run, Tree, marked_runs, numbered, parse
from publish.findings import Outcome
from publish.passages import Ancestor, Medium, Page, Passage, Piece, Source, Span
from publish.readers.decode import decode
from publish.readers.head import head_facts

BLOCKS = frozenset(
    """
    address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li
    main math menu nav noscript ol optgroup option p pre search section select summary svg table tbody td
    textarea tfoot th thead title tr ul
    """.split()
)
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)


def read_html(source: Source) -> Outcome[Page]:
    """The page of a web page. Raises SourceError for bytes that are no text."""
    return decode(source).then(lambda text: Outcome(page_of(source, text)))


def page_of(source: Source, text: str) -> Page:
    tree = parse(text)
    walk = _Walk(tree, [found.end() for found in re.finditer("\n", text)])
    walk.through(tree.document)
    walk.add_unseen()
    return Page(source, Medium.HTML, text, tuple(walk.found), head_facts(tree.document))


class _Words(NamedTuple):
    """Words of the passage under way; without a run they are white space that separates others."""

    value: str
    run: Run | None
    linked: bool


@dataclass(slots=True)
class _Walk:
    """One walk over a tree, gathering runs of text until a block begins or ends."""

    tree: Tree
    line_ends: list[int]
    found: list[Passage] = field(default_factory=list)
    words: list[_Words] = field(default_factory=list)
    pictures: list[tuple[Span, str]] = field(default_factory=list)
    path: tuple[Ancestor, ...] = ()
    positions: list[dict[str, int]] = field(default_factory=lambda: [{}])
    links: int = 0
    breaks: int = 0
    seen: set[int] = field(default_factory=set)

    def through(self, document: Document) -> None:
        """Visit every node in document order; a stack of our own, since pages nest deeper than Python may recurse."""
        if document.root is None:
            return
        number_of = {element: number for number, element in enumerate(numbered(document))}
        self._enter(document.root, 0)
        open_ = [(document.root.tag, iter(document.root))]
        while open_:
            tag, children = open_[-1]
            for child in children:
                if isinstance(child, Text):
                    self._add(child.data)
                elif isinstance(child, Element) and (inner := child.tag) not in SILENT:
                    self._enter(child, number_of.get(child, 0))
                    open_.append((inner, iter(child)))
                    break
            else:
                open_.pop()
                self._leave(tag)
        self._flush()

    def _enter(self, element: Element, number: int) -> None:
        tag = element.tag
        if tag in BLOCKS:
            self._flush()
            positions = self.positions[-1]
            positions[tag] = positions.get(tag, 0) + 1
            self.path = (*self.path, _ancestor(element, tag, number, positions[tag]))
            self.positions.append({})
        elif tag == "a":
            self.links += 1
        elif tag == "br":
            self.breaks += 1
            self.words.append(_Words("\n", None, linked=False))
            if self.breaks == 2:
                self._flush()
        elif tag in PICTURES and (span := self.tree.tag(element)) is not None:
            name = element.attrs.get("alt") or element.attrs.get("src") or ""
            self.pictures.append((span, str(name)[:200]))

    def _leave(self, tag: str) -> None:
        if tag in BLOCKS:
            self._flush()
            self.path = self.path[:-1]
            self.positions.pop()
        elif tag == "a":
            self.links -= 1

    def _add(self, value: str) -> None:
        if OPEN not in value:  # between blocks there is nothing else than white space, and much of it
            if self.words:
                self.words.append(_Words(value.replace(BLANK, ""), None, linked=False))
            return
        for number, words in marked_runs(value.replace(BLANK, "")):
            if number is None:
                self.words.append(_Words(words, None, linked=False))
                continue
            run = self.tree.runs[number]
            words = xml_safe(words)  # a reference such as &#157; may name what no output can carry
            self.seen.add(number)
            self.breaks = 0
            own = len(run.value) if words.startswith(run.value) else len(words)
            self.words.append(_Words(words[:own], run, linked=self.links > 0))
            if words[own:]:
                self.words.append(_Words(words[own:], None, linked=False))

    def _flush(self) -> None:
        """Make a passage of the words gathered, and one of each picture."""
        self.breaks = 0
        if self.words:
            if any(word.run and word.value.strip() for word in self.words):
                self.found.append(self._passage(self.path, self.words))
            self.words = []
        if self.pictures:
            for span, name in self.pictures:
                place = Piece(0, 0, span)
                self.found.append(
                    Passage(len(self.found), self._line(span.start), "", (place,), self.path, picture=name)
                )
            self.pictures = []

    def _passage(self, path: tuple[Ancestor, ...], words: Sequence[_Words]) -> Passage:
        """The passage that the gathered words make, without white space around it."""
        whole = "".join([word.value for word in words])
        text = whole.strip()
        at, linked = len(whole.lstrip()) - len(whole), 0
        pieces: list[Piece] = []
        for value, run, is_linked in words:
            if run is not None:
                pieces += _piece(run, value, at, len(text))
                linked += len(inked(value)) if is_linked else 0
            at += len(value)
        share = linked / max(1, len(inked(text))) if linked else 0.0
        return Passage(len(self.found), self._line(pieces[0].span.start), text, tuple(pieces), path, share)

    def add_unseen(self) -> None:
        """What stands in the source but not in the tree (a template, text the parser dropped) is a passage too."""
        for number, run in enumerate(self.tree.runs):
            if number not in self.seen and run.value.strip():
                self.found.append(self._passage((), [_Words(run.value, run, linked=False)]))

    def _line(self, offset: int) -> int:
        return bisect.bisect_right(self.line_ends, offset) + 1


def _ancestor(element: Element, tag: str, number: int, position: int) -> Ancestor:
    attributes = element.attrs
    if not attributes:
        return Ancestor(number, tag, position)
    names, style = attributes.get("class"), attributes.get("style")
    return Ancestor(
        number,
        tag,
        position,
        classes=tuple(names.split()) if isinstance(names, str) else tuple(names or ()),
        ident=str(attributes.get("id") or ""),
        role=str(attributes.get("role") or ""),
        hidden="hidden" in attributes or (style is not None and _HIDDEN.search(str(style)) is not None),
    )


def _piece(run: Run, value: str, at: int, length: int) -> Sequence[Piece]:
    """The part of a run that is inside the passage's text, which starts at 0 and is `length` long."""
    start, end = max(at, 0), min(at + len(value), length)
    if start >= end:
        return ()
    if len(value) != run.end - run.start:
        return (Piece(start, end - start, Span(run.start, run.end)),)
    return (Piece(start, end - start, Span(run.start + start - at, run.start + end - at)),)
