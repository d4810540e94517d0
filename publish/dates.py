"""Dates in prose and metadata, as ISO 8601; what is not surely a date is none."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from publish.passages import Span

LANGUAGES = ("de", "fr", "es", "pt", "it", "nl", "ru", "ar", "ur", "hi", "tr", "pl", "sv")
FIRST_YEAR, LAST_YEAR = 1500, 2199

_ENGLISH = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = r"[^\W\d_](?:[^\W\d_]|[\u0900-\u0903\u093a-\u094f\u200d])*+"  # the vowel signs of Hindi are no letters
_YEAR = re.compile(r"\d{4}")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})(?:-(\d{2}))?(?:[T ]\d{2}:\d{2}\S*)?(?!\d)")
_CJK = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]?")
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\.?\d)")
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])")
_YEAR_FIRST = re.compile(r"(?<![\d/])(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?![\d/])")
_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+|of\s+)?({_MONTH})\.?,?\s+(?:de\s+)?(\d{{4}})(?!\d)"
)
_MONTH_FIRST = re.compile(rf"(?<![^\W\d_])({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})(?!\d)")
_MONTH_YEAR = re.compile(rf"(?<![^\W\d_])({_MONTH})\.?,?\s+(?:de\s+)?(\d{{4}})(?!\d)")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """An ISO date and where in the text it stands."""

    iso: str
    span: Span


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """The dates written in a text, in order; of overlapping readings the most exact one."""
    found: list[FoundDate] = []
    if not _YEAR.search(text):  # every form has one; most lines have none
        return ()
    for date in _candidates(text):
        if not any(date.span.start < other.span.end and other.span.start < date.span.end for other in found):
            found.append(date)
    return tuple(sorted((date for date in found if date.iso), key=lambda date: date.span.start))


def parse_date(text: str) -> str | None:
    """The ISO date that a text begins with or holds alone, such as a JSON-LD time stamp; None where there is none."""
    dates = find_dates(text)
    return dates[0].iso if dates else None


def _candidates(text: str) -> Iterator[FoundDate]:
    for match in _ISO.finditer(text):
        yield from _date(match, match[1], match[2], match[3])
    for match in _CJK.finditer(text):
        yield from _date(match, match[1], match[2], match[3])
    for match in _YEAR_FIRST.finditer(text):
        yield from _date(match, match[1], match[2], match[3])
    for match in _DOTTED.finditer(text):
        yield from _date(match, match[3], match[2], match[1])
    for match in _SLASHED.finditer(text):
        first, second = int(match[1]), int(match[2])
        if first > 12:  # 26/02/2017 can only be day first, 02/26/2017 month first; 02/03/2017 tells nothing
            yield from _date(match, match[3], match[2], match[1])
        elif second > 12 or first == second:
            yield from _date(match, match[3], match[1], match[2])
    for match in _DAY_FIRST.finditer(text):
        if month := month_number(match[2]):
            yield from _date(match, match[3], str(month), match[1])
    for match in _MONTH_FIRST.finditer(text):
        if month := month_number(match[1]):
            yield from _date(match, match[3], str(month), match[2])
    for match in _MONTH_YEAR.finditer(text):
        if month := month_number(match[1]):
            yield from _date(match, match[2], str(month), None)


def _date(match: re.Match[str], year: str, month: str, day: str | None) -> Iterator[FoundDate]:
    import datetime

    if not FIRST_YEAR <= int(year) <= LAST_YEAR or not 1 <= int(month) <= 12:
        return
    span = Span(match.start(), match.end())
    if day is None:
        yield FoundDate(f"{int(year):04}-{int(month):02}", span)
        return
    try:
        yield FoundDate(datetime.date(int(year), int(month), int(day)).isoformat(), span)
    except ValueError:  # no day of the calendar, and so no month of it either
        yield FoundDate("", span)


def month_number(name: str) -> int | None:
    """1 to 12 for the name of a month in one of the languages we know, None for other words."""
    word = name.casefold()
    if word in _ENGLISH:
        return _ENGLISH[word]
    if word.isascii() and len(word) < 3:
        return None
    return _other_months().get(word)


@functools.cache
def _other_months() -> Mapping[str, int]:
    """Month names in the other languages; read from Babel only when an English reading failed."""
    from babel import Locale

    names: dict[str, int] = {}
    for language in LANGUAGES:
        months = Locale(language).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    names.setdefault(name.casefold().rstrip("."), int(number))
    return names
