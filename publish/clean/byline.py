"""Bylines, date lines and reading times around the title: they become metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.clean.glance import NUMBER, starting
from publish.clean.lines import first_prose, in_list, is_heading, words
from publish.dates import find_dates
from publish.passages import Fact, Page, Passage, Verdict, remove, to_metadata

BYLINE_WORDS = 25
_READING = re.compile(
    r"(?:(?:estimated )?(?:reading|read) time:?\s*)?(?:about |approx\.? |~)?\d{1,3}\s*(?:[-–]\s*\d{1,3}\s*)?-?\s*min(?:ute)?s?\.?"
    r"(?:\s+(?:read|reading time|to read))?|(?:reading|read) time:?",
    re.I,
)
_READING_FIRSTS = (NUMBER, "estimated", "reading", "read", "about", "approx")
_JOIN = r"(?!(?:and|und|et|y|e|on|in|at|from|posted|published|updated|last)\b)"
_NAME = rf"{_JOIN}[^\W\d_][\w.'’-]*(?:\s+(?:(?:de|da|del|der|van|von|al|bin|ibn|el|la|le|di)\s+)*{_JOIN}[^\W\d_][\w.'’-]*){{1,3}}"
_NAMES = rf"{_NAME}(?:\s*(?:,|&|and|und|et|y|e)\s+{_NAME})*"
_BY = re.compile(
    rf"\b(?:(?:story|words?|text|article|report|reported|written|posted|published|reviewed|edited) )?(?:by|von|par|por|di|door)[:\s]+"
    rf"(?P<names>{_NAMES})",
    re.I,
)
_AUTHOR = re.compile(rf"\b(?:authors?|writer|autor(?:in)?|auteur)\s*:\s*(?P<names>{_NAMES})", re.I)
_DIGIT = re.compile(r"\d")
_TELLING = frozenset("by von par por di door author authors writer autor autorin auteur time".split())
_UPDATED = re.compile(r"\b(?:last\s+)?(?:updated|modified|revised|edited)(?:\s+on|\s+at)?\b", re.I)
_FILLER = re.compile(
    r"\b(?:posted|published|updated|modified|revised|last|on|at|in|first|originally|date|created|by|the|author|from|filed under|"
    r"uncategori[sz]ed|\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?|[ap]\.?m|gmt|utc|est|edt|pst|pdt|bst|cet|ist|pkt|"
    r"mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|"
    r"\d+ (?:comments?|views?|shares?)|no comments)\b|[\W_]",
    re.I,
)


def bylines(page: Page) -> Iterator[Verdict]:
    """Move author, date and reading time above the first prose to metadata; elsewhere only whole reading-time lines."""
    start = first_prose(page)
    times = {passage.index for passage in starting(page, _READING_FIRSTS)}
    for passage in page.passages:
        text = passage.plain
        near = passage.index <= start or (passage.path and _is_marked(passage))
        if not near and passage.index not in times:
            continue
        if in_list(passage) or is_heading(passage):
            continue
        facts = tuple(_facts(passage)) if near and is_byline(text) else ()
        if facts:
            names = " and ".join(dict.fromkeys(fact.field for fact in facts))
            yield to_metadata(passage, *facts, reason=f"a byline: {names}")
        elif _READING.fullmatch(text.strip(" ·•|-–—()")):
            yield remove(passage, rule="reading-time", reason="only tells how long reading takes")


def _is_marked(passage: Passage) -> bool:
    """Whether the page itself calls the passage a byline."""
    names = " ".join(name for step in passage.path[-2:] for name in (*step.classes, step.ident)).lower()
    return bool(re.search(r"by-?line|author|dateline|entry-meta|post-meta|article-meta|published|timestamp", names))


def is_byline(text: str) -> bool:
    """Whether a line holds nothing but author, date, time, reading time and the words that join them."""
    if len(text) > 200 or not _tells(text) or len(words(text)) > BYLINE_WORDS:
        return False
    rest = _READING.sub(" ", text)
    dates = find_dates(rest)
    for date in reversed(dates):
        rest = rest[: date.span.start] + " " + rest[date.span.end :]
    names = _names(rest)
    if not (dates or names or rest != text):
        return False
    for found in names:
        rest = rest.replace(found, " ")
    return not _FILLER.sub("", rest)


def _tells(text: str) -> bool:
    """Whether a line has a figure or a word that every byline has one of; asked of many lines."""
    return bool(_DIGIT.search(text)) or not _TELLING.isdisjoint(text.casefold().replace(":", " ").split())


def _names(text: str) -> list[str]:
    found = []
    for shape in (_AUTHOR, _BY):
        match = shape.search(text)
        if match and all(map(_is_name_part, match["names"].replace(",", " ").split())):
            found.append(match[0])
            break
    return found


def _is_name_part(word: str) -> bool:
    """Whether a word can stand in a line of names: a capital, a script without capitals, or a particle."""
    return word[:1].isupper() or not word[:1].isascii() or (word.islower() and len(word) <= 3) or word == "&"


def _facts(passage: Passage) -> Iterator[Fact]:
    text = passage.plain
    kind = "reading-time line" if _READING.search(text) else "byline"
    evidence = f"line {passage.line}: {kind}"
    for name in authors_in(text):
        yield Fact("author", name, evidence)
    for date in find_dates(text):
        before = text[: date.span.start]
        changed = _UPDATED.search(before[-24:])
        yield Fact("modified" if changed else "published", date.iso, evidence)


def authors_in(text: str) -> tuple[str, ...]:
    """The names after "By" or "Author:" in a byline."""
    for shape in (_AUTHOR, _BY):
        match = shape.search(text)
        if match:
            parts = re.split(r"\s*(?:,|&|\band\b|\bund\b|\bet\b)\s*", match["names"])
            return tuple(_without_filler(part) for part in parts if _without_filler(part))
    return ()


def _without_filler(name: str) -> str:
    """A name without the words of a byline that follow it, such as "on" or "Posted"."""
    kept: list[str] = []
    for word in name.split():
        if re.fullmatch(r"(?:on|in|at|posted|published|updated|last)", word, re.I) and kept:
            break
        kept.append(word)
    return " ".join(kept).strip(" .,")
