"""The pages of the PDF in an EPUB: a mark where each begins, so that "page 14" is one place in both."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from typing import TypeAlias
from unicodedata import category

from publish.outputs import PageStart
from publish.writers.epub_documents import Document
from publish.writers.markup import attribute

_TEXT_START = '<div class="body">'  # of an article: its opening is not the same in PDF and EPUB, and is not counted
_RUN = re.compile(r"(?:[^<>]+|</?(?:a|br|code|em|img|s|span|strong|sub|sup)\b[^<>]*>)+|<[^<>]*>")
"""The text of one block, or a tag between blocks: markup has no other inline elements, no < or > but those of tags."""
_NOTE_NUMBER = r'<a class="note-(?:ref|back)"[^<>]*>[^<>]*</a>'
_NO_LETTERS = re.compile(rf"{_NOTE_NUMBER}|<[^<>]*>|&\w+;|(?:[^\w<&]|_)+")  # \w: `str.isalnum`, and the underscore
_TOKEN = re.compile(rf"{_NOTE_NUMBER}|<[^<>]*>|&\w+;|[^<>&]")
_UNSPACED = re.compile("[\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
"""Signs of scripts that are written without spaces, whose lines end after any sign."""
_DASHES = "–—―"

_Numbered: TypeAlias = "tuple[int, PageStart]"


@dataclass(frozen=True, slots=True)
class Page:
    """An entry of the page list: a folio of the PDF, and where in the EPUB its page begins."""

    folio: str
    href: str


@dataclass(frozen=True, slots=True)
class _Sign:
    """A character of a run of text as it stands in markup, from `start` to `end`."""

    character: str
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
    return len(_NO_LETTERS.sub("", markup))


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
    places, passed, end = {0: 0}, 0, len(body)
    left = sorted(set(wanted) - {0}, reverse=True)
    for run in _RUN.finditer(body, _text_start(body)):
        if not left:
            break
        here = _letters(run[0])
        while left and left[-1] < passed + here:
            letters = left.pop()
            places[letters] = run.start() + _border(run[0], letters - passed)
        passed += here
        end = run.end() if here else end
    return {**places, **dict.fromkeys(left, end)}


def _border(run: str, letters: int) -> int:
    """The offset in a run of text, with tags inside lines, for a page that begins after so many of its letters."""
    if not letters:
        return 0
    signs = tuple(_signs(run))
    first = [place for place, sign in enumerate(signs) if sign.character.isalnum()][letters]
    place = first
    while not _parts_words(signs, place) and not signs[place - 1].character.isalnum():
        place -= 1  # over what opens a word, such as a quotation mark
    if not _parts_words(signs, place):
        place = first + 1
    for later in range(place, len(signs)):
        before, after = signs[later - 1], signs[later]
        if _parts_words(signs, later) and not (before.linked and after.linked):
            return before.end if after.linked else after.start
    return len(run)


def _parts_words(signs: tuple[_Sign, ...], place: int) -> bool:
    """Whether one word ends and another may begin between a sign and the one before it."""
    before, after = signs[place - 1].character, signs[place].character
    if before.isspace() or before in _DASHES:
        return not after.isspace()
    opens = category(before) in ("Ps", "Pi")
    return bool(_UNSPACED.match(before) or _UNSPACED.match(after)) and not opens


def _signs(run: str) -> Iterator[_Sign]:
    linked = False
    for token in _TOKEN.finditer(run):
        text = token[0]
        if text.startswith(("<a>", "<a ")) and not text.endswith("</a>"):
            linked = True
        elif text == "</a>":
            linked = False
        elif text.startswith("<br"):
            yield _Sign("\n", token.start(), token.end(), linked)
        elif not text.startswith("<"):
            yield _Sign(text[0], token.start(), token.end(), linked)
