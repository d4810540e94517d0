"""Bylines and date lines around the title: they become metadata."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from publish.clean.datelines import LABEL_WORDS, is_of_else, periods, says_updated
from publish.clean.folding import opening, tokens
from publish.clean.furniture import is_furniture
from publish.clean.glance import starting
from publish.clean.lines import first_prose, in_list, is_heading, words
from publish.clean.matching import phrase_index, texts_of, words_of
from publish.dates import FoundDate, find_dates
from publish.names import is_of_helper
from publish.passages import Fact, Medium, Page, Passage, Verdict, to_metadata

BYLINE_WORDS, BYLINE_LENGTH = 25, 200
_MARKED = re.compile(r"by-?line|author|dateline|entry-meta|post-meta|article-meta|published|timestamp")
_DIGIT = re.compile(r"\d")
_TIME = re.compile(r"\b\d{1,2}(?:[:.h]|\s?[時时点])\d{2}分?(?::\d{2})?(?:\s*[ap]\.?m\b\.?)?", re.I)
_SEPARATOR = re.compile(r"[|·・•/／()]|\s[-–—]\s|,\s")
_AND = r"and|und|et|y|e|en|и|و|اور|और"
_JOIN = rf"(?!(?:{_AND}|on|in|at|from|posted|published|updated|last)\b)"
_PART = rf"{_JOIN}[^\W\d_](?:[\w.'’-]|[\u0900-\u0903\u093a-\u094f])*"
_NAME = rf"{_PART}(?:\s+(?:(?:de|da|del|der|van|von|al|bin|ibn|el|la|le|di)\s+)*{_PART}){{1,3}}"
_CJK_NAME = r"(?:[\u4e00-\u9fff々]{2,4}(?:\s[\u4e00-\u9fff々]{1,3})?|[ァ-ヴー]+[・＝][ァ-ヴー・＝]+)(?![\u3041-\u30ff\u4e00-\u9fff])"
_NAMES = rf"(?:{_CJK_NAME}(?:[、，,]\s*{_CJK_NAME})*|{_NAME}(?:\s*(?:,|،|&|{_AND})\s+{_NAME})*)"


def bylines(page: Page) -> Iterator[Verdict]:
    """Move author and date above the first prose, or where a page marks them, to metadata."""
    start = first_prose(page)
    announced = {passage.index for passage in starting(page, _announcing())}
    for passage in page.passages[: start + 1] if page.medium is Medium.TEXT else page.passages:
        if not (passage.index in announced or _DIGIT.search(passage.plain)):  # most lines tell nothing
            continue
        if in_list(passage) or is_heading(passage) or not (passage.index <= start or _is_marked(passage)):
            continue
        facts = tuple(_facts(passage)) if is_byline(passage.plain) else ()
        if facts:
            names = " and ".join(dict.fromkeys(fact.field for fact in facts))
            yield to_metadata(passage, *facts, reason=f"a byline: {names}")


def _is_marked(passage: Passage) -> bool:
    """Whether the page itself calls the passage a byline."""
    names = " ".join(name for step in passage.path[-2:] for name in (*step.classes, step.ident)).lower()
    return _MARKED.search(names) is not None


def is_byline(text: str) -> bool:
    """Whether a line holds nothing but author, date, time, reading time and the words that join them."""
    if len(text) > BYLINE_LENGTH or not _tells(text) or len(words(text)) > BYLINE_WORDS:
        return False
    dates = find_dates(text)
    rest = _without(text, dates)
    for name in _names(rest):
        rest = rest.replace(name, "|")
    parts = [part for part in map(str.strip, _SEPARATOR.split(rest)) if part]
    timed = [part for part in parts if _is_reading_time(part)]
    if not (dates or timed or rest != text):
        return False
    return all(
        part in timed or is_furniture(part) or _fillers().issuperset(tokens(_TIME.sub("", part))) for part in parts
    )


def _without(text: str, dates: Sequence[FoundDate]) -> str:
    for date in reversed(dates):
        text = f"{text[: date.span.start]}|{text[date.span.end :]}"
    return text


def _is_reading_time(text: str) -> bool:
    return bool(phrase_index("reading-time").find(text))


def _tells(text: str) -> bool:
    """Whether a line has a figure, or begins as what announces an author or a reading time does."""
    return bool(_DIGIT.search(text)) or opening(text)[0] in _announcing()


@functools.cache
def _announcing() -> frozenset[str]:
    return frozenset(tokens(label)[0] for label in texts_of("author")) | frozenset(phrase_index("reading-time").firsts)


@functools.cache
def _fillers() -> frozenset[str]:
    """The words that may stand beside names and dates in a byline."""
    families = ("published", "updated", "author", "byline-words")
    return frozenset(token for family in families for word in words_of(family) for token in word.split()) | {":"}


@functools.cache
def _author() -> re.Pattern[str]:
    """What announces an author, with the names after it."""
    shapes = map(_shape, sorted(texts_of("author"), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{'|'.join(shapes)})(?P<names>{_NAMES})", re.I)


def _shape(label: str) -> str:
    """A label and what stands before the names: a colon where its file has one, nothing in 記者王小明／台北報導."""
    word = label.rstrip(":：/／ ")
    if word != label:
        return rf"{re.escape(word)}\s*[:：/／]\s*"
    if re.fullmatch(r"[\u4e00-\u9fff]+", word):
        return rf"{word}(?:[:：/／\s]+|(?={_CJK_NAME}\s*[／/|｜]))"
    return rf"{re.escape(word)}[:：/／\s]+"


def _names(text: str) -> list[str]:
    match = _author().search(text)
    if match and all(map(_is_name_part, re.sub("[,،、，]", " ", match["names"]).split())):
        return [match[0]]
    return []


def _is_name_part(word: str) -> bool:
    """Whether a word can stand in a line of names: a capital, a script without capitals, or a particle."""
    return word[:1].isupper() or not word[:1].isascii() or (word.islower() and len(word) <= 3) or word == "&"


def _facts(passage: Passage) -> Iterator[Fact]:
    text = passage.plain
    dates = find_dates(text)
    timed = any(map(_is_reading_time, _SEPARATOR.split(_without(text, dates))))
    evidence = f"line {passage.line}: {'reading-time line' if timed else 'byline'}"
    for name in authors_in(text):
        yield Fact("author", name, evidence)
    start, spanning = 0, periods(text, dates)
    for date in dates:
        if date in spanning or is_of_else(text[start : date.span.start]):
            start = date.span.end
            continue
        before, after = tokens(text[start : date.span.start]), tokens(text[date.span.end :])
        changed = says_updated(before[-LABEL_WORDS:] or after[:2])
        yield Fact("modified" if changed else "published", date.iso, evidence)
        start = date.span.end


def authors_in(text: str) -> tuple[str, ...]:
    """The names after "By" or "Author:" in a byline."""
    match = _author().search(text)
    if not match or is_of_helper(match[0]):
        return ()
    parts = re.split(rf"(?:(?<!\s)\s+)?(?:[,،、，&]|\b(?:{_AND})\b)\s*", match["names"])
    return tuple(name for part in parts if (name := _without_filler(part)))


def _without_filler(name: str) -> str:
    """A name without the words of a byline that follow it, such as "on" or "Posted"."""
    kept: list[str] = []
    for word in name.split():
        if re.fullmatch(r"(?:on|in|at|posted|published|updated|last)", word, re.I) and kept:
            break
        kept.append(word)
    return " ".join(kept).strip(" .,")
