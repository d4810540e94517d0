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
_WORD_STARTS = r"(?<![^\W\d_])(?<![\u0900-\u0903\u093a-\u094f\u200d])"
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
_MONTH_FIRST = re.compile(rf"{_WORD_STARTS}({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})(?!\d)")
_YEAR_MONTH = re.compile(rf"(?<!\d)(\d{{4}})[ -]({_MONTH})\.?[ -](\d{{1,2}})(?!\d)")
_MONTH_YEAR = re.compile(rf"{_WORD_STARTS}({_MONTH})\.?,?\s+(?:de\s+)?(\d{{4}})(?!\d)")

_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}\w*)?")
_LOOSE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")
_UNIX = re.compile(r"\w{3} (\w{3} +\d{1,2}) [\d:]{5,8}(?: [\w+:-]{1,9})? (\d{4})$")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """An ISO date and where in the text it stands."""

    iso: str
    span: Span


def find_dates(text: str, *, day_first: bool | None = None) -> tuple[FoundDate, ...]:
    """The dates written in a text, in order; of overlapping readings the most exact one.

    `day_first` tells how to read 3/4/2024, which is no date where that is not known.
    """
    found: list[FoundDate] = []
    if not _YEAR.search(text):  # every form has one; most lines have none
        return ()
    for date in _candidates(text, day_first):
        if not any(date.span.start < other.span.end and other.span.start < date.span.end for other in found):
            found.append(date)
    return tuple(sorted((date for date in found if date.iso), key=lambda date: date.span.start))


def parse_date(text: str) -> str | None:
    """The ISO date that a text begins with or holds alone, such as a JSON-LD time stamp; None where there is none."""
    dates = find_dates(text)
    return dates[0].iso if dates else None


def parse_stamp(value: str, *, day_first: bool | None = None) -> str | None:
    """The ISO date of a time stamp meant for machines; None where it is none, or where it tells no year.

    Beyond what people write it may be 2025-9-4, 20250904T101500, 04.Sep.2025 or seconds since 1970.
    """
    value = value.strip()
    if _EPOCH.fullmatch(value):
        return _of_epoch(int(value[:10]))
    if match := _COMPACT.fullmatch(value):
        value = "-".join(match.groups())
    elif match := _LOOSE.match(value):
        value = f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
    elif match := _UNIX.match(value):
        value = f"{match[1]} {match[2]}"
    elif match := _NUMERIC.match(value):
        value = f"{match[1]}/{match[2]}/{match[3]}"
    dates = find_dates(re.sub(r"(?<=\d)[.-](?=[^\W\d])|(?<=[^\W\d])[.-](?=\d)", " ", value), day_first=day_first)
    return dates[0].iso if dates else None


def _of_epoch(seconds: int) -> str:
    import datetime

    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date().isoformat()


def _candidates(text: str, day_first: bool | None) -> Iterator[FoundDate]:
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
        if first > 12 or (day_first and second <= 12):  # 26/02/2017 can only be day first, 02/26/2017 month first
            yield from _date(match, match[3], match[2], match[1])
        elif second > 12 or first == second or day_first is False:  # 02/03/2017 alone tells nothing
            yield from _date(match, match[3], match[1], match[2])
    for match in _DAY_FIRST.finditer(text):
        if month := month_number(match[2]):
            yield from _date(match, match[3], str(month), match[1])
    for match in _MONTH_FIRST.finditer(text):
        if month := month_number(match[1]):
            yield from _date(match, match[3], str(month), match[2])
    for match in _YEAR_MONTH.finditer(text):
        if month := month_number(match[2]):
            yield from _date(match, match[1], str(month), match[3])
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
