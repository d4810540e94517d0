"""The pages of the PDF in an EPUB: a mark where each begins, so that "page 14" is one place in both."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import compress, count, groupby, islice
from operator import attrgetter
from typing import TypeAlias
from unicodedata import category

from publish.outputs import PageStart
from publish.writers.epub_documents import Document
from publish.writers.markup import attribute

_TEXT_START = '<div class="body">'  # of an article: its opening is not the same in PDF and EPUB, and is not counted
_RUN = re.compile(r"(?:[^<>]+|</?(?:a|br|code|em|img|s|span|strong|sub|sup)\b[^<>]*>)+|<[^<>]*>\s*")
"""The text of one block, or tags between blocks: markup has no other inline elements, no < or > but those of tags."""
_NOTE_NUMBER = r'<a class="note-(?:ref|back)"[^<>]*>[^<>]*</a>'
_NO_TEXT = re.compile(rf"{_NOTE_NUMBER}|<[^<>]*>|&\w+;")
_TOKEN = re.compile(rf"{_NO_TEXT.pattern}|[^<>&]+")
_UNSPACED = re.compile("[\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
"""Signs of scripts that are written without spaces, whose lines end after any sign."""
_ASCII = bytes(range(128))
_NO_ASCII_LETTERS = bytes(code for code in range(256) if not (chr(code).isalnum() and code < 128))
_DASHES = "–—―"
STRETCH = 500  # characters of markup that are counted at once: looking at every block takes five times as long

_Numbered: TypeAlias = "tuple[int, PageStart]"


@dataclass(frozen=True, slots=True)
class Page:
    """An entry of the page list: a folio of the PDF, and where in the EPUB its page begins."""

    folio: str
    href: str


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of the text of a run, from the character `place` on; in markup it stands from `start` to `end`."""

    place: int
    start: int
    end: int
    linked: bool


def with_pages(
    documents: Iterable[Document], starts: Iterable[PageStart]
) -> tuple[tuple[Document, ...], tuple[Page, ...]]:
    """The documents with a mark at each place where a page begins, and the page list, in the order of the documents.

    A mark is an empty element, inside the block that its page begins with, between words and outside links; where
    a page begins inside one, it follows it. A page of what only the PDF has is marked at the end of its section.
    Without the marks the documents are as before.
    """
    waiting = defaultdict[str, list[_Numbered]](list)
    for number, start in enumerate(starts, 1):
        waiting[start.section].append((number, start))
    marked, pages = list[Document](), list[Page]()
    for section, group in groupby(documents, key=attrgetter("section")):
        for document, begun in _shared(tuple(group), waiting[section]):
            marked.append(_marked(document, begun))
            pages.extend(Page(start.folio, f"{document.name}#{_name(number)}") for number, start in begun)
    return tuple(marked), tuple(pages)


def _name(number: int) -> str:
    """The id of the mark of a page, by its place in the PDF: folios may come twice."""
    return f"page-{number}"


def _shared(documents: tuple[Document, ...], starts: list[_Numbered]) -> Iterator[tuple[Document, list[_Numbered]]]:
    """Each document of a section with the pages that begin in it, which count from its own first letter."""
    for document in documents[:-1]:
        here = _letters(document.body[_text_start(document.body) :])
        yield document, [(number, start) for number, start in starts if start.letters < here]
        starts = [
            (number, replace(start, letters=start.letters - here)) for number, start in starts if start.letters >= here
        ]
    yield documents[-1], starts


def _text_start(body: str) -> int:
    return max(0, body.find(_TEXT_START))


def _letters(markup: str) -> int:
    """How many letters and digits stand in a piece of markup, without the numbers of notes."""
    text = _NO_TEXT.sub("", markup).encode("utf-8", "replace")
    plain = len(text.translate(None, _NO_ASCII_LETTERS))  # most of what is counted, a hundred times as fast
    return plain + sum(map(str.isalnum, text.translate(None, _ASCII).decode()))


def _marked(document: Document, begun: list[_Numbered]) -> Document:
    if not begun:
        return document
    body, places = document.body, _places(document.body, {start.letters for _, start in begun})
    pieces, done = list[str](), 0
    for number, start in begun:
        place = places[start.letters]
        pieces += (body[done:place], _mark(number, start.folio))
        done = place
    return replace(document, body="".join((*pieces, body[done:])))


def _mark(number: int, folio: str) -> str:
    """The mark of a page; readers that know no XHTML would not close an empty tag."""
    names = attribute("id", _name(number)) + attribute("aria-label", folio)
    return f'<span epub:type="pagebreak" role="doc-pagebreak"{names}></span>'


def _places(body: str, wanted: Iterable[int]) -> Mapping[int, int]:
    """The offset in a body for each number of letters that stand before a page."""
    places, passed = {0: 0}, 0
    left = sorted(set(wanted) - {0}, reverse=True)
    for start, end in _stretches(body):
        if not left:
            break
        here = _letters(body[start:end])
        while left and left[-1] < passed + here:
            letters = left.pop()
            places[letters] = _place(body, start, end, letters - passed)
        passed += here
    return {**places, **(dict.fromkeys(left, _text_end(body)) if left else {})}


def _stretches(body: str) -> Iterator[tuple[int, int]]:
    """Where pieces of a body of STRETCH characters or more begin and end, cut before lines that a tag begins."""
    start = _text_start(body)
    while start < len(body):
        found = body.find("\n<", start + STRETCH)
        end = len(body) if found < 0 else found
        yield start, end
        start = end


def _place(body: str, start: int, end: int, letters: int) -> int:
    """Where a page begins after so many of the letters between two offsets, which are more than that."""
    for run in _RUN.finditer(body, start, end):
        here = _letters(run[0])
        if letters < here:
            return run.start() + _border(run[0], letters)
        letters -= here
    raise AssertionError("fewer letters in the parts than in the whole")


def _text_end(body: str) -> int:
    """Where the last letter or digit of a body has gone by."""
    ends = (run.end() for run in _RUN.finditer(body) if _letters(run[0]))
    return max(ends, default=len(body))


def _border(run: str, letters: int) -> int:
    """The offset in a run of text, with tags inside lines, for a page that begins after so many of its letters."""
    if not letters:
        return 0
    text, pieces = _read(run)
    first = next(islice(compress(count(), map(str.isalnum, text)), letters, None))
    place = first
    while not _parts_words(text, place) and not text[place - 1].isalnum():
        place -= 1  # over what opens a word, such as a quotation mark
    if not _parts_words(text, place):
        place = first + 1
    for later in range(place, len(text)):
        if _parts_words(text, later):
            before, after = _piece_at(pieces, later - 1), _piece_at(pieces, later)
            if not after.linked:
                return after.start + later - after.place
            if not before.linked:
                return before.end
    return len(run)


def _parts_words(text: str, place: int) -> bool:
    """Whether one word ends and another may begin before the character at a place."""
    before, after = text[place - 1], text[place]
    if before.isspace() or before in _DASHES:
        return not after.isspace()
    opens = category(before) in ("Ps", "Pi")
    return bool(_UNSPACED.match(before) or _UNSPACED.match(after)) and not opens


def _piece_at(pieces: list[_Piece], place: int) -> _Piece:
    return pieces[bisect_right(pieces, place, key=attrgetter("place")) - 1]


def _read(run: str) -> tuple[str, list[_Piece]]:
    """The text of a run without the numbers of notes, and where its pieces stand."""
    texts, pieces = list[str](), list[_Piece]()
    place, linked = 0, False
    for token in _TOKEN.finditer(run):
        text = token[0]
        if text.startswith("<") and not text.startswith("<br"):
            linked = text.startswith("<a") if text.startswith(("<a ", "<a>", "</a>")) else linked
            linked = linked and not text.endswith("</a>")
            continue
        shown = {"<": "\n", "&": "&"}.get(text[0], text)
        texts.append(shown)
        pieces.append(_Piece(place, token.start(), token.end(), linked))
        place += len(shown)
    return "".join(texts), pieces
