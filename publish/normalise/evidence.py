"""Which of the facts that a page gives of its authors and dates to trust."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from publish.characters import folded
from publish.dates import parse_stamp
from publish.names import Trust, names_in
from publish.passages import Fact

BEFORE_WEB = "1990"  # no page was published then; such dates are those of an empty field
MOST_BYLINES, MOST_BESIDE = 2, 3  # different ones of one article; more are those of a list of articles, or of events
_DAY_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]?(\d\d|[a-z]{3,9})[/-]?(\d\d?)(?=[/_-])", re.I)
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT")
_LINE = re.compile(r"^line \w+: ")
_HEAD = ("json-ld:", "meta:")
_FEW = ((("byline", "the line that says when"), MOST_BYLINES), (("<time>", "beside the title"), MOST_BESIDE))

# What tells of dates and authors, the most telling first. What is none of it comes from the user, or the source itself.
_DATES = (
    "the line that says when it first appeared",
    "beside the title",
    "<time>",
    "itemprop=date",
    *_HEAD,
    "the line that says when",
    "byline",
    "reading-time line",
    "the address",
    "the only date",
)
_AUTHORS = (
    ("meta:citation_author", Trust.SAID),
    ("beside the title", Trust.GUESS),
    ("json-ld:author", Trust.SAID),
    ("itemprop=author", Trust.SAID),
    ("rel=author", Trust.SAID),
    ("meta:", Trust.SAID),
    ("byline", Trust.SAID),
    ("reading-time line", Trust.SAID),
    ("the link to its author", Trust.MARKED),
    ("class", Trust.GUESS),
    ("a name with", Trust.GUESS),
    ("json-ld:publisher", Trust.SAID),
)
_KINDS = tuple(kind for kind, _ in _AUTHORS)


def published(facts: Mapping[str, Sequence[Fact]]) -> list[Fact]:
    """The facts of the first publication, the most telling first; what the page shows and its head says is surest.

    A page that shows the date of its last change and does not say so is found out by its head.
    """
    ranked = _ranked(facts.get("published", ()), _DATES)
    for kinds, most in _FEW:
        if len({date_in(fact.value) for fact in ranked if _kind(fact) in kinds}) > most:
            ranked = [fact for fact in ranked if _kind(fact) not in kinds]
    hidden = [fact for fact in ranked if _kind(fact).startswith(_HEAD)]
    firsts = _dates_of(hidden)
    agreed = firsts & _dates_of(fact for fact in ranked if fact not in hidden)
    stamps = firsts | _dates_of(fact for fact in ranked if _STAMP.match(fact.value))
    changes = _dates_of(fact for fact in facts.get("modified", ()) if _kind(fact).startswith(_HEAD))
    wrong = {_turned(stamp) for stamp in stamps - changes} - stamps
    if firsts:
        wrong |= changes - firsts

    def doubt(fact: Fact) -> tuple[bool, bool]:
        date = date_in(fact.value)
        return _is_of(date, wrong), bool(agreed) and date not in agreed

    return sorted(ranked, key=doubt)


def _dates_of(facts: Iterable[Fact]) -> set[str]:
    return {date for fact in facts if (date := date_in(fact.value))}


def _is_of(date: str | None, others: Iterable[str]) -> bool:
    """Whether a date is one of others, or their month."""
    return date is not None and any(other.startswith(date) for other in others)


def last_changes(facts: Sequence[Fact]) -> Iterator[Fact]:
    """What a page shows of its last change, to date it by where it tells no other date.

    That is the date of the text one reads, and what a list of sources gives then; what only the head tells of a change
    may be that of a menu.
    """
    for fact in _ranked(facts, _DATES):
        if not _kind(fact).startswith((*_HEAD, "the only date")):
            yield Fact("published", fact.value, f"{fact.evidence}, of the last change")


def _turned(date: str) -> str:
    """A date with day and month exchanged, as where 9.10.2024 is read as people of another country write."""
    return f"{date[:5]}{date[8:]}-{date[5:7]}" if len(date) == len("2024-10-09") else ""


def day_in_address(address: str | None) -> Iterator[Fact]:
    """The day in an address such as /2021/05/04/title, which many sites give their articles."""
    match = _DAY_IN_ADDRESS.search(address or "")
    if match:
        yield Fact("published", parse_stamp("-".join(filter(None, match.groups()))) or "", "the address")


def authors_of(facts: Sequence[Fact], site: str | None) -> tuple[tuple[str, ...], str]:
    """(names, evidence) by the best source of names, each once; the site is the author only where nobody else is."""
    said = [(names, fact) for fact in _ranked(facts, _KINDS) if (names := _names(fact))]
    own = [
        (rest, fact)
        for names, fact in said
        if (rest := tuple(name for name in names if folded(name) != folded(site or "")))
    ]
    if len({fact.evidence for _, fact in own if _kind(fact) == "byline"}) > MOST_BYLINES:
        own = [(names, fact) for names, fact in own if _kind(fact) != "byline"]
    for names, fact in own or said:
        several = (
            [more for more, other in own or said if _kind(other) == _kind(fact)] if _may_be_several(fact) else [names]
        )
        once: dict[str, str] = {}
        for name in (name for more in several for name in more):
            once.setdefault(name.casefold(), name)
        return tuple(once.values()), fact.evidence
    return (), ""


def _may_be_several(fact: Fact) -> bool:
    """Whether each author has a fact of its own; a class name or a link may stand at the authors of other articles."""
    return not _kind(fact).startswith(("the link", "class", "a name", "beside"))


def _names(fact: Fact) -> tuple[str, ...]:
    place = _place(fact, _KINDS)
    return names_in(fact.value.split("\n"), trust=_AUTHORS[place][1] if place >= 0 else Trust.SAID)


def _ranked(facts: Iterable[Fact], kinds: Sequence[str]) -> list[Fact]:
    return sorted(facts, key=lambda fact: _place(fact, kinds))


@functools.lru_cache(maxsize=64)  # one date of a page is asked for several times
def date_in(value: str) -> str | None:
    """The date of a time stamp, if a page can have been published then."""
    date = parse_stamp(value)
    return date if date is not None and date >= BEFORE_WEB else None


def _kind(fact: Fact) -> str:
    return _LINE.sub("", fact.evidence)


def _place(fact: Fact, kinds: Sequence[str]) -> int:
    """The place of what a fact comes from among kinds of evidence, -1 for what is none of them."""
    kind = _kind(fact)
    return next((number for number, known in enumerate(kinds) if kind.startswith(known)), -1)
