"""What several detectors ask about a line: its sentences, its length in words, whether it is prose."""

from __future__ import annotations

import re
from collections.abc import Iterable

from publish.characters import ends_sentence
from publish.passages import Page, Passage, Span

BULLET = re.compile(r"(?:[•◦▪‣·●○■□►»*+–—-]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])\s+")
PROSE_WORDS = 12  # a line this long that closes like a sentence is somebody's prose, not furniture
_WORD = re.compile(r"\w[\w'’-]*")
_PROSE = re.compile(rf"(?:\W*+\w[\w'’-]*+){{{PROSE_WORDS}}}")  # possessive: it never tries a second way


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def sentences(text: str) -> tuple[Span, ...]:
    """The spans of the sentences of a text, cut at closing marks that white space follows."""
    found, start = [], 0
    for match in re.finditer(r"(?<![.!?。！？…])[.!?。！？…]++[\"'”’)\]]*+(?=\s|$)|(?<=[。！？])", text):
        end = match.end()
        if text[start:end].strip():
            found.append(_trimmed(text, start, end))
        start = end
    if text[start:].strip():
        found.append(_trimmed(text, start, len(text)))
    return tuple(found)


def _trimmed(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    return Span(start + len(part) - len(part.lstrip()), start + len(part.rstrip()))


def is_prose(passage: Passage) -> bool:
    """Whether a passage is running text: long enough, closed like a sentence, not mostly links."""
    text = passage.plain
    return len(text) > 60 and ends_sentence(text) and passage.link_share < 0.5 and bool(_PROSE.match(text))


def bare(text: str) -> str:
    """A line without the marks that decorate controls: arrows, bullets, brackets, closing punctuation; case folded."""
    return re.sub(r"^[\W_]+|[\W_]+$", "", text).casefold()


def is_item(passage: Passage) -> bool:
    """Whether a passage is an item of a list, by its tag or its bullet."""
    return in_list(passage) or bool(BULLET.match(passage.text))


def in_list(passage: Passage) -> bool:
    """Whether a passage of a web page is in a list or a table."""
    return any(step.tag in ("li", "dd", "dt", "td", "th") for step in passage.path[-2:])


def is_heading(passage: Passage) -> bool:
    return passage.tag in ("h1", "h2", "h3", "h4", "h5", "h6")


def length_of(passages: Iterable[Passage]) -> int:
    """The characters of some passages."""
    return sum([len(passage.text) for passage in passages])


def last_prose(page: Page) -> int:
    """The index of the last passage of running text, -1 without any."""
    return next((passage.index for passage in reversed(page.passages) if is_prose(passage)), -1)


def first_prose(page: Page) -> int:
    """The index of the first passage of running text, the number of passages without any."""
    return next((passage.index for passage in page.passages if is_prose(passage)), len(page.passages))
