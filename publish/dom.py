"""The one door to turbohtml: parsing pages with source offsets, head metadata, charsets, languages."""

from __future__ import annotations

import bisect
import re
from collections.abc import Generator, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import NamedTuple, TypeAlias
from urllib.parse import unquote

import turbohtml
from turbohtml import Document, Element, Text, TokenType
from turbohtml.detect import detect, detect_language

from publish.passages import Span

SILENT = frozenset(("script", "style", "template"))
PICTURES = frozenset(("img",))
MEANINGFUL = frozenset("img source br hr td th iframe video audio object embed".split())  # though empty
_START_TAG, _END_TAG, _COMMENT = TokenType.START_TAG, TokenType.END_TAG, TokenType.COMMENT
_TEXT, _REFERENCE = TokenType.TEXT, TokenType.CHARACTER_REFERENCE
_UNREAD = frozenset(("script", "style"))
_BLANKS = " \t\n\f"
_NO_TAG = "</>"
OPEN, BLANK = "\ufdd0", "\ufdd2"  # noncharacters: `decode` lets none through
_DIGITS, _ZERO = 4096, 0x3400  # a mark is OPEN and a number in two digits, characters that no parser minds
_MARK = 3  # characters of a mark

MOST_TURNS = 100  # raw text in drawings that is none, in one page
MAX_DEPTH = 60  # of elements below an article; real pages stay below 40, and WeasyPrint fails at 120
_INK = re.compile(r"\S")
_ASCII_INK = {code: 1 for code in range(128) if not chr(code).isspace()}
_JUMP = re.compile(r"""#([^"'\s<>#]{1,200})["'\s>]""")
_SPACING = frozenset("a b big code em font i mark s small span strong u".split())  # whose blanks part words
_DRAWINGS = frozenset(("svg", "math"))
_RAW = frozenset("script style textarea title xmp iframe noembed noframes plaintext".split())  # no markup in HTML
_OUT_OF_DRAWINGS = frozenset(  # what ends a drawing, or holds HTML inside one
    """
    foreignobject desc annotation-xml b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head
    hr i img li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var
    """.split()
)
_HOLDERS = frozenset(("foreignobject", "desc", "annotation-xml"))
_TAG = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|(?P<tag></?[a-z])", re.I | re.S)
# Inside <noscript>: what could reach beyond its end tag, or what is raw text itself
_UNSOUND = re.compile(
    r"</(?![a-zA-Z])|<[!?]|<(?:plaintext|textarea|title|style|script|xmp|iframe|noembed|noframes)|<[^<>]*\Z", re.I
)


class Run(NamedTuple):
    """A run of text in an HTML source: code points `start` to `end`, and what it says once references are resolved.

    What is not `sound` is markup so broken that tokenizer and parser would read it differently; the tree is without it.
    A tuple, since a page has thousands.
    """

    start: int
    end: int
    value: str
    sound: bool = True


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed page. In its text nodes every non-blank run is preceded by a mark with its number in `runs`.

    `lines` are where the lines of its source begin, `starts` where the marked text goes on after each mark, `shifts`
    how far it is behind the source there.
    """

    document: Document
    lines: Sequence[int]
    runs: Sequence[Run]
    starts: Sequence[int]
    shifts: Sequence[int]

    def tag(self, element: Element) -> Span | None:
        """Where the start tag of an element stands in the source; None for elements the parser implied."""
        location = element.source_location
        if location is None:
            return None
        return Span(self._in_source(location.start_tag.start_offset), self._in_source(location.start_tag.end_offset))

    def _in_source(self, marked: int) -> int:
        number = bisect.bisect_right(self.starts, marked) - 1
        return marked - (self.shifts[number] if number >= 0 else 0)


def _runs(html: str, lines: Sequence[int], base: int) -> Iterator[Run]:
    """Every run of text of an HTML source in source order, blanks, scripts and styles apart.

    `html` must have "\n" for line ends, and begins at `base`. What a browser never shows but an author wrote (noscript,
    textarea) is text.
    """
    turn = yield from _runs_to_turn(html, lines, base, drawing=False)
    at = 0
    for _ in range(MOST_TURNS):
        if turn is None:
            return
        at += turn
        turn = yield from _runs_to_turn(html[at:], line_starts(html[at:]), base + at, drawing=True)
    if turn is not None:
        yield Run(base + at, base + len(html), html[at:], sound=False)


def _runs_to_turn(html: str, lines: Sequence[int], base: int, *, drawing: bool) -> Generator[Run, None, int | None]:
    """The runs up to where the tokenizer would take for raw text what the parser reads as markup; where that is.

    In <svg> and <math> a <script> or <iframe> is an element like any other: it may be empty, and a <p> in it ends it.
    """
    silent = noscript = False
    holders: list[str] = []  # elements of the drawing that hold HTML, and at whose end it goes on
    for token in turbohtml.tokenize(html, resolve_references=False, capture_source=True, capture_attributes=False):
        kind = token.type
        if kind is _START_TAG:
            tag = token.tag or ""
            if drawing and tag in _RAW:
                end = lines[token.line - 1] + token.col + len(token.source or "")
                if _holds_markup(html, end, tag):
                    return end
            noscript = tag == "noscript"
            silent = silent or tag in _UNREAD
            if drawing and tag in _HOLDERS:
                holders.append(tag)
            drawing = tag in _DRAWINGS or (drawing and tag not in _OUT_OF_DRAWINGS)
        elif kind is _END_TAG:
            noscript = False
            silent = silent and token.tag not in _UNREAD
            drawing = drawing and token.tag not in _DRAWINGS
            if holders and token.tag == holders[-1]:
                holders.pop()
                drawing = True
            elif token.tag in _DRAWINGS:
                holders.clear()
        elif silent:
            continue
        elif kind is _TEXT or kind is _REFERENCE:
            value = token.data or ""
            if not value.strip(_BLANKS):  # as most are, between tags
                continue
            start = base + lines[token.line - 1] + token.col
            if noscript:
                yield from _unscripted(value, start)
            elif kind is _REFERENCE:
                yield Run(start, start + len(token.source or ""), value)
            else:
                yield from _text_runs(html, start - base, value, base)
        elif kind is _COMMENT and (source := token.source or "").startswith("<![CDATA["):
            start = base + lines[token.line - 1] + token.col
            yield Run(start, start + len(source), source, sound=False)  # text to the parser inside <svg>
    return None


def _text_runs(html: str, at: int, value: str, base: int) -> Iterator[Run]:
    """The runs of a text that begins at `at`: one, but for `</>` in it, of which the tokenizer says nothing."""
    while not html.startswith(value, at):
        end = html.find(_NO_TAG, at)
        if not 0 <= end < at + len(value):
            break
        if value[: end - at].strip(_BLANKS):
            yield Run(base + at, base + end, value[: end - at])
        value, at = value[end - at :], end + len(_NO_TAG)
    if value.strip(_BLANKS):
        yield Run(base + at, base + at + len(value), value)


def _holds_markup(html: str, at: int, tag: str) -> bool:
    """Whether the element in a drawing whose start tag ends at `at` is empty, or has tags before its own end."""
    if html.endswith("/>", 0, at):
        return True
    end = re.compile(rf"</{tag}(?=[\s/>])", re.I).search(html, at)
    return any(found["tag"] for found in _TAG.finditer(html, at, end.start() if end else len(html)))


def line_starts(text: str) -> list[int]:
    """Where each line of a text begins."""
    return [0, *accumulate([len(line) + 1 for line in text.split("\n")])][:-1]


def _unscripted(inner: str, start: int) -> Iterator[Run]:
    """The runs of a <noscript>: the tokenizer takes it for raw text, the parser (without scripting) for markup."""
    if _UNSOUND.search(inner):
        yield Run(start, start + len(inner), inner, sound=False)
    else:
        yield from _runs(inner, line_starts(inner), start)


def parse(html: str) -> Tree:
    """The tree of a page whose every run of text can be traced to the source."""
    lines = line_starts(html)
    runs = tuple(_runs(html, lines, 0))
    parts: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    at = shift = 0
    for number, (start, end, _, sound) in enumerate(runs):
        parts.append(html[at:start])
        at = start
        if sound:
            parts.append(OPEN + chr(_ZERO + number // _DIGITS) + chr(_ZERO + number % _DIGITS))
            shift += _MARK
        else:
            parts.append(re.sub(r"\S", BLANK, html[at:end]))
            at = end
        starts.append(at + shift)
        shifts.append(shift)
    parts.append(html[at:])
    document = turbohtml.parse("".join(parts), source_locations=True)
    return Tree(document, lines, runs, starts, shifts)


def marked_runs(text: str) -> Iterator[tuple[int | None, str]]:
    """A text node's value as (number of the run or None, words)."""
    blanks, *marked = text.split(OPEN)
    if blanks:
        yield None, blanks
    for part in marked:
        yield (ord(part[0]) - _ZERO) * _DIGITS + ord(part[1]) - _ZERO, part[2:]


def unmarked(text: str) -> str:
    """A text node's value as it was before the marks, without blanks."""
    return "".join(words for _, words in marked_runs(text)).replace(BLANK, "")


def numbered(document: Document) -> Iterator[Element]:
    """The elements of a page in document order, but for pictures, whose tags may be blanked."""
    return (element for element in document.iter_elements() if element.tag not in PICTURES)


def _blanks(text: str) -> str:
    """The text with BLANK for its letters: in ASCII, what str.translate does at once, ten times as fast."""
    if text.isascii():
        return text.translate(_ASCII_INK).replace("\1", BLANK)
    return _INK.sub(BLANK, text)


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
        parts += (text[at:start], _blanks(text[start : span.end]))
        at = span.end
    parts.append(text[at:])
    return "".join(parts)


class Start(NamedTuple):
    """The start of an element; `line` is that of its tag in the source, None for an element that the parser implied."""

    tag: str
    attributes: dict[str, str]
    line: int | None


END = None
Event: TypeAlias = "Start | str | None"


def fragment(html: str, number: int | None) -> Iterator[Event]:
    """What is inside an element (inside the body for None): starts, text and ends, properly nested.

    `number` is that among `numbered`. `html` may hold blanks (see `blank`), which are then gone, and with them the
    elements that hold nothing else.
    """
    document = turbohtml.parse(html, source_locations=True)
    root = document.find("body") or document.root if number is None else next(islice(numbered(document), number, None))
    if root is None:
        return
    wanted = _wanted(root, frozenset(map(unquote, _JUMP.findall(html))))
    open_ = [iter(root)]
    while open_:
        for child in open_[-1]:
            if isinstance(child, Text):
                yield child.data.replace(BLANK, "")
            elif not isinstance(child, Element):
                continue
            elif child in wanted:
                # deeper than anybody writes, and recursion has its limits: what is inside stays, the element goes
                yield _start(child) if len(open_) <= MAX_DEPTH else " "
                open_.append(iter(child))
                break
            elif child.tag in _SPACING and (spaces := child.text.replace(BLANK, "")).isspace():
                yield spaces
        else:
            open_.pop()
            if 0 < len(open_) <= MAX_DEPTH:
                yield END


def _start(element: Element) -> Start:
    given = element.attrs
    attributes = {name: value if isinstance(value, str) else " ".join(value or ()) for name, value in given.items()}
    return Start(element.tag, attributes, element.source_line)


def _wanted(root: Element, targets: Set[str]) -> Set[Element]:
    """The elements with text, or with what means something without: pictures, cells, link targets, their ancestors."""
    wanted: set[Element] = {root}
    for node in root.descendants:
        if isinstance(node, Text):
            words = node.data.replace(BLANK, "")
            if not words or words.isspace():
                continue
            element = node.parent
        elif isinstance(node, Element) and (node.tag in MEANINGFUL or (targets and _is_target(node, targets))):
            element = node
        else:
            continue
        while isinstance(element, Element) and element not in wanted and element.tag not in SILENT:
            wanted.add(element)
            element = element.parent
    return wanted


def _is_target(element: Element, targets: Set[str]) -> bool:
    return element.attr("id") in targets or (element.tag == "a" and element.attr("name") in targets)


def charset_of(data: bytes) -> tuple[str, float]:
    """(name of a Python codec, confidence 0 to 1) for bytes that are not UTF-8, a `<meta>` declaration included."""
    match = detect(data)
    return (match.codec or "whatwg-windows-1252"), match.confidence


def language_of(text: str) -> tuple[str, float] | None:
    """(ISO 639-3 code, confidence 0 to 1) of the language a text is written in, None where nothing can be said."""
    match = detect_language(text)
    return None if match.language is None else (match.language, match.confidence)
