"""Web pages: every leaf block is a passage, with its surroundings; the head becomes facts."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

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
_TELLING = PICTURES | {"a", "br"}
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)


def read_html(source: Source) -> Outcome[Page]:
    """The page of a web page. Raises SourceError for bytes that are no text."""
    return decode(source).then(lambda text: Outcome(page_of(source, text)))


def page_of(source: Source, text: str) -> Page:
    tree = parse(text)
    walk = _Walk(tree)
    walk.through(tree.document)
    walk.add_unseen()
    return Page(source, Medium.HTML, text, tuple(walk.found), head_facts(tree.document))


_Words: TypeAlias = "tuple[str, int, Run | None, bool]"
"""Words of the passage under way, how many characters of them are of a run, that run, and whether they are linked."""


@dataclass(slots=True)
class _Walk:
    """One walk over a tree, gathering runs of text until a block begins or ends."""

    tree: Tree
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
        self._enter_block(document.root, document.root.tag, 0)
        open_ = [(document.root.tag, iter(document.root))]
        while open_:
            tag, children = open_[-1]
            for child in children:
                if isinstance(child, Text):
                    self._add(child.data)
                elif isinstance(child, Element) and (inner := child.tag) not in SILENT:
                    if inner in BLOCKS:
                        self._enter_block(child, inner, number_of.get(child, 0))
                    elif inner in _TELLING:
                        self._enter_inline(child, inner)
                    open_.append((inner, iter(child)))
                    break
            else:
                open_.pop()
                self._leave(tag)

    def _enter_block(self, element: Element, tag: str, number: int) -> None:
        self._flush()
        positions = self.positions[-1]
        position = positions[tag] = positions.get(tag, 0) + 1
        self.path = (*self.path, _ancestor(element, tag, number, f"{tag}[{position}]"))
        self.positions.append({})

    def _enter_inline(self, element: Element, tag: str) -> None:
        if tag == "a":
            self.links += 1
        elif tag == "br":
            self.breaks += 1
            self.words.append(("\n", 0, None, False))
            if self.breaks == 2:
                self._flush()
        elif (span := self.tree.tag(element)) is not None:
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
                self.words.append((value.replace(BLANK, ""), 0, None, False))
            return
        for number, words in marked_runs(value.replace(BLANK, "")):
            if number is None:
                if self.words:
                    self.words.append((words, 0, None, False))
                continue
            run = self.tree.runs[number]
            own = len(run.value)
            if own != run.end - run.start:
                words = xml_safe(words)  # a reference such as &#157; may name what no output can carry
            self.seen.add(number)
            self.breaks = 0
            self.words.append((words, own if words.startswith(run.value) else len(words), run, self.links > 0))

    def _flush(self) -> None:
        """Make a passage of the words gathered, and one of each picture."""
        self.breaks = 0
        if self.words:
            self._pass(self.path, self.words)
            self.words = []
        if self.pictures:
            for span, name in self.pictures:
                place = Piece(0, 0, span)
                self.found.append(
                    Passage(len(self.found), self._line(span.start), "", (place,), self.path, picture=name)
                )
            self.pictures = []

    def _pass(self, path: tuple[Ancestor, ...], gathered: Sequence[_Words]) -> None:
        """Make a passage of the words gathered, without white space around it; of nothing but white space none."""
        whole = "".join([words for words, *_ in gathered])
        text = whole.strip()
        at, length, linked = len(whole.lstrip()) - len(whole), len(text), 0
        pieces: list[Piece] = []
        for words, own, run, is_linked in gathered:
            start, end = max(at, 0), min(at + own, length)
            if run is not None and start < end:
                pieces.append(Piece(start, end - start, _span(run, own, start - at, end - at)))
                linked += len(inked(words)) if is_linked else 0
            at += len(words)
        if pieces:
            share = linked / max(1, len(inked(text))) if linked else 0.0
            line = self._line(pieces[0].span.start)
            self.found.append(Passage(len(self.found), line, text, tuple(pieces), path, share))

    def add_unseen(self) -> None:
        """What stands in the source but not in the tree (a template, text the parser dropped) is a passage too."""
        runs = self.tree.runs
        for number in sorted(set(range(len(runs))) - self.seen):
            self._pass((), [(runs[number].value, len(runs[number].value), runs[number], False)])

    def _line(self, offset: int) -> int:
        return bisect.bisect_right(self.tree.lines, offset)


def _ancestor(element: Element, tag: str, number: int, label: str) -> Ancestor:
    attributes = element.attrs
    if not attributes:
        return Ancestor(number, tag, label)
    names, style = element.attr("class"), element.attr("style")
    hidden = "hidden" in attributes or (style is not None and _HIDDEN.search(style) is not None)
    classes = tuple(names.split()) if names else ()
    return Ancestor(number, tag, label, classes, element.attr("id") or "", element.attr("role") or "", hidden)


def _span(run: Run, length: int, start: int, end: int) -> Span:
    """Where the characters from `start` to `end` of a run of some length stand; a reference has no parts."""
    if length != run.end - run.start:
        return Span(run.start, run.end)
    return Span(run.start + start, run.start + end)
