"""Web pages: every leaf block is a passage, with its surroundings; the head becomes facts."""

from __future__ import annotations

import bisect
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from turbohtml import Element, Text

from publish.characters import inked, xml_safe
from publish.dom import BLANK, SILENT, Run, Tree, marked_runs, parse
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
PICTURES = frozenset(("img",))
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)


def read_html(source: Source) -> Outcome[Page]:
    """The page of a web page. Raises SourceError for bytes that are no text."""
    return decode(source).then(lambda text: Outcome(page_of(source, text)))


def page_of(source: Source, text: str) -> Page:
    tree = parse(text)
    gathering = _Gathering(tree, [found.end() for found in re.finditer("\n", text)])
    gathering.walk()
    return Page(source, Medium.HTML, text, gathering.passages_in_order(), head_facts(tree.document))


@dataclass(frozen=True, slots=True)
class _Leave:
    """A place on the walk where an element ends."""

    element: Element


_Step: TypeAlias = "Element | Text | _Leave"


@dataclass(frozen=True, slots=True)
class _Words:
    """Words of the passage under way; without a run they are white space that separates others."""

    value: str
    run: Run | None
    linked: bool


@dataclass(slots=True)
class _Gathering:
    """One walk over a tree, gathering runs of text until a block begins or ends."""

    tree: Tree
    line_ends: list[int]
    found: list[Passage] = field(default_factory=list)
    words: list[_Words] = field(default_factory=list)
    pictures: list[Passage] = field(default_factory=list)
    path: list[Ancestor] = field(default_factory=list)
    positions: list[Counter[str]] = field(default_factory=lambda: [Counter()])
    links: int = 0
    breaks: int = 0
    implied: int = 0
    seen: set[int] = field(default_factory=set)

    def walk(self) -> None:
        """Visit every node in document order; a stack of our own, since pages nest deeper than Python may recurse."""
        steps: list[_Step] = [root] if (root := self.tree.document.root) is not None else []
        while steps:
            match steps.pop():
                case _Leave(element=element):
                    self._leave(element)
                case Text() as text:
                    self._add(text.data)
                case Element() as element if element.tag not in SILENT:
                    self._enter(element)
                    steps.append(_Leave(element))
                    steps.extend(child for child in reversed(list(element)) if isinstance(child, Element | Text))
                case Element():
                    pass
        self._flush()
        self._add_unseen()

    def _enter(self, element: Element) -> None:
        tag = element.tag
        if tag in BLOCKS:
            self._flush()
            self.path.append(self._ancestor(element))
            self.positions.append(Counter())
        elif tag == "a":
            self.links += 1
        elif tag == "br":
            self.breaks += 1
            self.words.append(_Words("\n", None, linked=False))
            if self.breaks == 2:
                self._flush()
        elif tag in PICTURES:
            self._add_picture(element)

    def _leave(self, element: Element) -> None:
        if element.tag in BLOCKS:
            self._flush()
            self.path.pop()
            self.positions.pop()
        elif element.tag == "a":
            self.links -= 1

    def _ancestor(self, element: Element) -> Ancestor:
        self.positions[-1][element.tag] += 1
        offset = self.tree.offset(element)
        if offset is None:
            self.implied += 1
        attributes = {name: str(value) for name, value in element.attrs.items() if isinstance(value, str)}
        names = element.attrs.get("class")
        classes = tuple(names.split()) if isinstance(names, str) else tuple(names or ())
        return Ancestor(
            key=-self.implied if offset is None else offset,
            tag=element.tag,
            position=self.positions[-1][element.tag],
            classes=classes,
            ident=attributes.get("id", ""),
            role=attributes.get("role", ""),
            hidden="hidden" in element.attrs or bool(_HIDDEN.search(attributes.get("style", ""))),
        )

    def _add(self, value: str) -> None:
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

    def _add_picture(self, element: Element) -> None:
        start, end = self.tree.offset(element), self.tree.end_of_tag(element)
        if start is None or end is None:
            return
        name = element.attrs.get("alt") or element.attrs.get("src") or ""
        piece = Piece(0, 0, Span(start, end))
        self.pictures.append(
            Passage(0, self._line(start), "", (piece,), path=tuple(self.path), picture=str(name)[:200])
        )

    def _flush(self) -> None:
        if any(word.run and word.value.strip() for word in self.words):
            self.found.append(self._passage(tuple(self.path), self.words))
        self.found += self.pictures
        self.words, self.pictures, self.breaks = [], [], 0

    def _passage(self, path: tuple[Ancestor, ...], words: list[_Words]) -> Passage:
        """The passage that the gathered words make, without white space around it."""
        whole = "".join(word.value for word in words)
        lead = len(whole) - len(whole.lstrip())
        text = whole.strip()
        pieces, at, linked = [], -lead, 0
        for word in words:
            if word.run is not None:
                pieces += _piece(word.run, word.value, at, len(text))
                linked += len(inked(word.value)) if word.linked else 0
            at += len(word.value)
        share = linked / max(1, len(inked(text)))
        return Passage(0, self._line(pieces[0].span.start), text, tuple(pieces), path=path, link_share=share)

    def _add_unseen(self) -> None:
        """What stands in the source but not in the tree (a template, text the parser dropped) is a passage too."""
        for number, run in enumerate(self.tree.runs):
            if number not in self.seen and run.value.strip():
                self.found.append(self._passage((), [_Words(run.value, run, linked=False)]))

    def _line(self, offset: int) -> int:
        return bisect.bisect_right(self.line_ends, offset) + 1

    def passages_in_order(self) -> tuple[Passage, ...]:
        return tuple(replace(passage, index=number) for number, passage in enumerate(self.found))


def _piece(run: Run, value: str, at: int, length: int) -> list[Piece]:
    """The part of a run that is inside the passage's text, which starts at 0 and is `length` long."""
    start, end = max(at, 0), min(at + len(value), length)
    if start >= end:
        return []
    if len(value) != run.span.end - run.span.start:
        return [Piece(start, end - start, run.span)]
    return [Piece(start, end - start, Span(run.span.start + start - at, run.span.start + end - at))]
