"""What the dates of a line are of: the publication, the last change, or something else than the page."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence

from publish.clean.folding import tokens
from publish.clean.matching import words_of
from publish.dates import FoundDate, find_dates
from publish.passages import Page, Passage

LINE_LENGTH = 180  # of a line that tells a date
LABEL_WORDS = 5  # before a date, among which it is looked for what the date is of
LABEL_LENGTH = 30  # of a label that stands in a passage of its own
LONE_LABEL = 3  # words of it, at most, that say that a date is not of the page
_YEAR = re.compile(r"\d{4}")
DAY = len("2024-09-14")
_ELSE = re.compile(
    r"\b(?:reviewed|fact-?checked|received|accepted|submitted|accessed|retrieved|last (?:active|seen|visited|login)"
    r"|joined|(?:member|customer) since|event date|termin|wann|when|starts?|ends?|beginnt?|expire[sd]?|valid until|deadline|due (?:on|by|date)|geprüft|abgerufen|eingereicht|angenommen"
    r"|consulté|consultado|consultato|geraadpleegd)\b",
    re.I,
)
_OF_PAGE = re.compile(r"\b(?:publi|post|updat|modif|veröffentlicht|aktualisiert)", re.I)
_POSTED = re.compile("publi|post|entry", re.I)
_CHANGED = re.compile(
    r"(?:^|[-_])(?:date-?)?(?:last-?)?(?:updated?|modified|changed)(?:[-_]?(?:date|on|at))?(?:$|[-_])", re.I
)
_UNTIL = re.compile(r"\s*(?:[-–—]+|to|until|bis|au|al)\s*", re.I)


@functools.lru_cache(maxsize=1)  # a date costs more to find than a year, and several ask
def dated_lines(page: Page) -> tuple[tuple[Passage, frozenset[str]], ...]:
    """The short lines of a page that hold dates, with these dates; 3/4/2024 is two."""
    return tuple(
        (passage, dates)
        for passage in page.passages
        if len(passage.plain) <= LINE_LENGTH and _YEAR.search(passage.plain) and (dates := _dates(passage.plain))
    )


def _dates(text: str) -> frozenset[str]:
    dates = {date.iso for date in find_dates(text, day_first=True)}
    if "/" in text:
        dates |= {date.iso for date in find_dates(text, day_first=False)}
    return frozenset(dates)


def dates_told(passage: Passage, page: Page, day_first: bool | None) -> Iterator[tuple[str, str]]:
    """("published" or "modified", ISO date) for each day in a line that is of the page; "On 3 May 2021:" is of what follows."""
    text = " ".join(" ".join(pieces(passage)).split())
    if text.endswith(":"):
        return
    start, dates = 0, find_dates(text, day_first=day_first)
    spanning = periods(text, dates)
    named = _is_called_change(passage)
    for date in dates:
        before = text[start : date.span.start]
        label = tokens(before)[-LABEL_WORDS:] or (tokens(label_before(page, passage)) if start == 0 else ())
        of_else = is_of_else(before) or (start == 0 and not before.strip() and _is_label_of_else(label))
        if len(date.iso) == DAY and date not in spanning and not of_else:
            after = tokens(text[date.span.end :])[:2] if date is dates[-1] else ()
            changed = says_updated(label) or (not tokens(before) and (named or says_updated(after)))
            yield "modified" if changed else "published", date.iso
        start = date.span.end


def says_updated(label: Sequence[str]) -> bool:
    spelled = f" {' '.join(label)} "
    return any(f" {word} " in spelled for word in words_of("updated"))


def is_of_else(label: str) -> bool:
    """Whether the words before a date say that it is not of the page, but of a review, a deadline, a reader's visit."""
    others = [match.end() for match in _ELSE.finditer(label)]
    return bool(others) and not _OF_PAGE.search(label, others[-1])


def _is_label_of_else(label: Sequence[str]) -> bool:
    """Whether a line before a date is such a label; with the name of a reviewer it is a line of its own."""
    return len(label) <= LONE_LABEL and is_of_else(" ".join(label))


def periods(text: str, dates: Sequence[FoundDate]) -> frozenset[FoundDate]:
    """The dates in a text that a dash or "to" joins: those of an event."""
    return frozenset(
        date
        for one, other in itertools.pairwise(dates)
        if _UNTIL.fullmatch(text[one.span.end : other.span.start])
        for date in (one, other)
    )


def pieces(passage: Passage) -> Sequence[str]:
    """The texts between the tags of a passage."""
    found: list[str] = []
    end = None
    for piece in passage.pieces:
        text = passage.text[piece.start : piece.start + piece.length]
        if end == piece.span.start and found:
            found[-1] += text
        else:
            found.append(text)
        end = piece.span.end
    return found


def _is_called_change(passage: Passage) -> bool:
    """Whether the page calls a line that of the last change; many call one the first and the last date at once."""
    names = [name for step in passage.path[-2:] for name in (*step.classes, step.ident)]
    return any(map(_CHANGED.search, names)) and not any(map(_POSTED.search, names))


def label_before(page: Page, passage: Passage) -> str:
    """The label that stands in a passage of its own before a date."""
    before = page.passages[passage.index - 1].plain if passage.index else ""
    return before if len(before) <= LABEL_LENGTH and not find_dates(before) else ""
