"""The one door to turbohtml: parsing pages with source offsets, head metadata, charsets, languages."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import turbohtml
from turbohtml import Document, Element, Text, TokenType
from turbohtml.detect import detect, detect_language

from publish.passages import Span

SILENT = frozenset(("script", "style", "template"))
OPEN, CLOSE, BLANK = "\ufdd0", "\ufdd1", "\ufdd2"  # noncharacters: `decode` lets none through
MARK = re.compile(f"{OPEN}([0-9]+){CLOSE}")

MAX_DEPTH = 60  # of elements below an article; real pages stay below 40, and WeasyPrint fails at 120
TEXTUAL = frozenset((TokenType.TEXT, TokenType.CHARACTER_REFERENCE, TokenType.COMMENT))
# Inside <noscript>: what could reach beyond its end tag, or what is raw text itself
_UNSOUND = re.compile(
    r"</(?![a-zA-Z])|<[!?]|<(?:plaintext|textarea|title|style|script|xmp|iframe|noembed|noframes)|<[^>]*\Z", re.I
)


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text in an HTML source: its span there and what it says once references are resolved.

    What is not `sound` is markup so broken that tokenizer and parser would read it differently; the tree is without it.
    """

    span: Span
    value: str
    sound: bool = True


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed page. In its text nodes every non-blank run is preceded by a mark with its number in `runs`."""

    document: Document
    runs: tuple[Run, ...]
    starts: tuple[int, ...]
    shifts: tuple[int, ...]

    def offset(self, element: Element) -> int | None:
        """Where the start tag of an element stands in the source; None for elements the parser implied."""
        location = element.source_location
        return None if location is None else self.in_source(location.start_tag.start_offset)

    def end_of_tag(self, element: Element) -> int | None:
        location = element.source_location
        return None if location is None else self.in_source(location.start_tag.end_offset)

    def in_source(self, marked: int) -> int:
        """The place in the source that a place in the marked text stands for."""
        number = bisect.bisect_right(self.starts, marked) - 1
        return marked - (self.shifts[number] if number >= 0 else 0)


def text_runs(html: str) -> Iterator[Run]:
    """Every run of text of an HTML source in source order, blanks, scripts and styles apart.

    `html` must have "\\n" for line ends. What a browser never shows but an author wrote (noscript, textarea) is text.
    """
    yield from _runs(html, 0)


def _runs(html: str, base: int) -> Iterator[Run]:
    lines = [0, *(found.end() for found in re.finditer("\n", html))]
    silent = 0
    noscript = False
    tokens = list(turbohtml.tokenize(html, resolve_references=False, capture_source=True))
    for number, token in enumerate(tokens):
        if token.type in (TokenType.START_TAG, TokenType.END_TAG):
            opening = token.type is TokenType.START_TAG
            if token.tag in ("script", "style"):
                silent = 1 if opening else 0
            noscript = opening and token.tag == "noscript"
            continue
        if token.type not in TEXTUAL or silent:
            continue
        start = lines[token.line - 1] + token.col
        end = _start_of(tokens[number + 1], lines) if number + 1 < len(tokens) else len(html)
        if token.type is TokenType.COMMENT:
            if html.startswith("<![CDATA[", start):  # a comment to the tokenizer, text to the parser inside <svg>
                yield Run(Span(base + start, base + end), html[start:end], sound=False)
            continue
        if noscript and _UNSOUND.search(html, start, end):
            yield Run(Span(base + start, base + end), html[start:end], sound=False)
        elif noscript:  # the tokenizer takes it for raw text, the parser (without scripting) for markup
            yield from _runs(html[start:end], base + start)
        elif (token.data or "").strip(" \t\n"):
            yield Run(Span(base + start, base + end), token.data or "")


def _start_of(token: turbohtml.Token, lines: list[int]) -> int:
    return lines[token.line - 1] + token.col


def parse(html: str) -> Tree:
    """The tree of a page whose every run of text can be traced to the source."""
    runs = tuple(text_runs(html))
    parts: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    at = shift = 0
    for number, run in enumerate(runs):
        mark = f"{OPEN}{number}{CLOSE}" if run.sound else ""
        parts += (html[at : run.span.start], mark)
        at = run.span.start
        if not run.sound:
            parts.append(re.sub(r"\S", BLANK, html[at : run.span.end]))
            at = run.span.end
        shift += len(mark)
        starts.append(at + shift)
        shifts.append(shift)
    parts.append(html[at:])
    document = turbohtml.parse("".join(parts), source_locations=True)
    return Tree(document, runs, tuple(starts), tuple(shifts))


def marked_runs(text: str) -> tuple[tuple[int | None, str], ...]:
    """A text node's value as (number of the run or None, words)."""
    parts = MARK.split(text)
    found: list[tuple[int | None, str]] = [(None, parts[0])] if parts[0] else []
    found += [(int(number), words) for number, words in zip(parts[1::2], parts[2::2], strict=True)]
    return tuple(found)


def blank(text: str, spans: Iterable[Span]) -> str:
    """The text with the letters of the spans replaced by BLANK.

    White space and length stay, so that the parser takes every turn it took before, and no offset or line moves.
    """
    parts: list[str] = []
    at = 0
    for span in sorted(spans, key=lambda each: each.start):
        if span.end <= at:
            continue
        start = max(at, span.start)
        parts += (text[at:start], re.sub(r"\S", BLANK, text[start : span.end]))
        at = span.end
    parts.append(text[at:])
    return "".join(parts)


def fragment(html: str, offset: int | None) -> str:
    """The inner markup of the element whose start tag is at `offset` (of the body for None), well-formed, uncommented.

    `html` may hold blanks (see `blank`), which are then gone.

    Every element in it carries its source line as `data-line`.
    """
    document = turbohtml.parse(html, source_locations=True)
    found = document.find("body") or document.root
    if offset is not None:
        for element in document.iter_elements():
            location = element.source_location
            if location is not None and location.start_tag.start_offset == offset:
                found = element
                break
    if found is None:
        return ""
    for node in list(found.descendants):  # other parsers end comments elsewhere, and scripts hold no text
        if not isinstance(node, Element | Text) or (isinstance(node, Element) and node.tag in SILENT):
            node.extract()
    _flatten(found)
    for element in found.iter_elements():
        if element.source_line is not None:
            element.attrs["data-line"] = str(element.source_line)
    return found.inner_html.replace(BLANK, "")


def _flatten(root: Element) -> None:
    """Take away elements nested deeper than anybody writes, but not what is in them; recursion has its limits."""
    depths = {id(root): 0}
    elements = list(root.iter_elements())  # held, so that ids stay theirs
    for element in elements:
        parent = element.parent
        depth = depths.get(id(parent), 0) + 1
        depths[id(element)] = depth
        if depth > MAX_DEPTH:
            element.insert_before(Text(" "))
            element.unwrap()


def charset_of(data: bytes) -> tuple[str, float]:
    """(name of a Python codec, confidence 0 to 1) for bytes that are not UTF-8, a `<meta>` declaration included."""
    match = detect(data)
    return (match.codec or "whatwg-windows-1252"), match.confidence


def language_of(text: str) -> tuple[str, float] | None:
    """(ISO 639-3 code, confidence 0 to 1) of the language a text is written in, None where nothing can be said."""
    match = detect_language(text)
    return None if match.language is None else (match.language, match.confidence)
