"""What the body of a web page marks as author or date: microdata, `rel`, `<time>`, telling class names."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from turbohtml import Document, Element, Text

from publish.characters import folded
from publish.dom import unmarked
from publish.passages import Fact

BEFORE, AFTER = 5_000, 15_000  # characters of the source around the article's heading among which its marks are
NAME_LENGTH, DATE_LENGTH = 200, 80
MOST_PIECES = 12
LABEL_LENGTH = 30
CLIMB = 4  # elements around a mark in which its own name, or that of somebody else's article, is looked for
HEADINGS = frozenset(("h1", "h2"))
_PERSONS = ("author", "autor", "auteur", "profile/", "contributor", "people/", "staff/")  # in addresses of their pages
_MARKED = ", ".join(
    (
        "h1, h2, time, [itemprop^=date], [itemprop~=author], [itemprop~=creator], [rel~=author]",
        "[class*=author i], [class*=byline i]",
        *(f'a[href*="/{part}"]' for part in _PERSONS),
    )
)
_AUTHOR = re.compile(
    r"(?:^|[-_ ])(?:by-?lines?|(?:post|entry|article|meta|blog)?[-_]{0,4}authors?(?:[-_]{0,4}names?)?)(?:$|[-_ ])", re.I
)
_AUTHOR_PAGE = re.compile(
    r"/(?:author|authors|autor|autoren|auteur|profile|contributors?|people|staff)/[^/?#]+/?$", re.I
)
_FOREIGN = re.compile(
    r"comment|related|recommend|sidebar|teaser|card|latest|popular|trending|read-?more|read-?next|more-|carousel|slider|promo"
    r"|newsletter|upcoming|similar|footer|navigation|navbar|menu",
    re.I,
)
_REVIEWED = re.compile(r"review(?:ed|-?date)|fact-?checked", re.I)
_MODIFIED = re.compile(r"updat|modif|revis|edited|changed", re.I)


@dataclass(frozen=True, slots=True)
class _Mark:
    """An element that marks an author or a date, where in the page it is and how far to trust it; 0 is best."""

    place: int
    field: str
    value: str
    evidence: str
    trust: int
    element: Element


def marked_facts(document: Document, titles: Sequence[str]) -> tuple[Fact, ...]:
    """The marked authors and dates beside the heading of the article, the most telling first.

    `titles` are what the head calls the article; the heading that agrees with one of them is the article's.
    """
    found = [(place, element) for element in document.select(_MARKED) if (place := _place(element)) is not None]
    headings = [(place, element) for place, element in found if element.tag in HEADINGS]
    anchor = _anchor(headings, titles)
    near = [(place, element) for place, element in found if anchor is None or -BEFORE <= place - anchor <= AFTER]
    marks = [mark for place, element in near for mark in _marks(place, element, element.attrs)]
    return tuple(
        Fact(mark.field, mark.value, f"line {mark.element.source_line}: {mark.evidence}")
        for mark in sorted(marks, key=lambda mark: (mark.trust, _distance(mark.place, anchor or 0)))
        if not _is_foreign(mark.element, anchor)
    )


def _place(element: Element) -> int | None:
    location = element.source_location
    return None if location is None else location.start_tag.start_offset


def _distance(place: int, anchor: int) -> int:
    """How far a mark is from the heading; above it counts double, since most stand below."""
    return place - anchor if place >= anchor else 2 * (anchor - place)


def _marks(place: int, element: Element, attributes: Mapping[str, object]) -> Iterator[_Mark]:
    kind = _words(attributes.get("itemprop")).lower()
    if element.tag == "time" or kind in ("datepublished", "datemodified", "datecreated"):
        value = str(attributes.get("datetime") or attributes.get("content") or "") or _text(element, DATE_LENGTH)
        changed = kind == "datemodified" or (kind == "" and _says(_MODIFIED, element))
        if value and not _is_of_review(element):
            evidence = f"itemprop={kind}" if kind else "<time>"
            yield _Mark(place, "modified" if changed else "published", value, evidence, 0 if kind else 1, element)
        return
    names = _words(attributes.get("class"))
    if kind in ("author", "creator"):
        yield from _author(place, element, "itemprop=author", 0)
    elif "author" in _words(attributes.get("rel")).split():
        yield from _author(place, element, "rel=author", 1)
    elif element.tag == "a" and _AUTHOR_PAGE.search(str(attributes.get("href") or "")):
        yield from _author(place, element, "the link to its author", 2)
    elif names and _AUTHOR.search(names):
        yield from _author(place, element, f"class {names.split()[0]}", 3)


def _author(place: int, element: Element, evidence: str, trust: int) -> Iterator[_Mark]:
    named = [each for each in element.iter_elements() if _words(each.attrs.get("itemprop")) == "name"]
    for each in named or [element]:
        value = str(each.attrs.get("content") or "") or _pieces(each)
        if value:
            yield _Mark(place, "author", value, evidence, trust, element)


def _is_of_review(element: Element) -> bool:
    """Whether a date, or the element around it, is called that of a review: by an expert, years later, maybe."""
    around = element.parent
    field = around.parent if isinstance(around, Element) else None
    names = [name for step in (element, around, field) if isinstance(step, Element) for name in _names(step)]
    return any(map(_REVIEWED.search, names))


def _says(what: re.Pattern[str], element: Element) -> bool:
    """Whether a date says of itself, or stands beside words that say, what it is of."""
    names = " ".join(_names(element))
    label = ""
    for before in itertools.islice(element.previous_siblings, 2):  # the nearer may be the space between two elements
        words = before.text if isinstance(before, Element) else before.data if isinstance(before, Text) else ""
        label = label or _clean(words)[-LABEL_LENGTH:]
    own = _text(element, DATE_LENGTH)
    return bool(what.search(names) or what.search(label) or what.search(own))


def _is_foreign(element: Element, anchor: int | None) -> bool:
    """Whether an element is inside the list of other articles, or of comments; what holds the heading is neither."""
    step: Element | None = element
    own = element.closest("article") is not None
    for _ in range(CLIMB):
        if step is None or step.tag in ("body", "main") or _holds(step, anchor):
            return False
        if (
            any(map(_FOREIGN.search, _names(step)))
            or step.tag == "nav"
            or (step.tag in ("footer", "aside") and not own)
        ):
            return True
        parent = step.parent
        step = parent if isinstance(parent, Element) else None
    return False


def _holds(element: Element, anchor: int | None) -> bool:
    location = element.source_location
    if anchor is None or location is None or location.end_tag is None:
        return False
    return location.start_tag.start_offset <= anchor < location.end_tag.start_offset


def _names(element: Element) -> tuple[str, ...]:
    attributes = element.attrs
    return tuple(f"{_words(attributes.get('class'))} {_words(attributes.get('id'))}".split())


def _anchor(headings: Sequence[tuple[int, Element]], titles: Sequence[str]) -> int | None:
    """Where the heading of the article is: the one that agrees with the head, else the first of the highest level."""
    claims = [claim for title in titles if (claim := folded(_clean(title)))]
    read = [(place, element, folded(_text(element, 300))) for place, element in headings]
    for place, _, words in read:
        if len(words) > 3 and any(claim.startswith(words) or words.startswith(claim) for claim in claims):
            return place
    return next((place for place, element, _ in read if element.tag == "h1"), None)


def _text(element: Element, most: int) -> str:
    """What an element says on one line, "" where that is longer than what is looked for."""
    text = _clean(element.text)
    return text if len(text) <= most else ""


def _pieces(element: Element) -> str:
    """The texts in an element, one a line: tags part a name from a role better than anything in the words."""
    pieces = [piece for text in itertools.islice(element.stripped_strings, MOST_PIECES) if (piece := _clean(text))]
    return "\n".join(pieces)[:NAME_LENGTH]


def _clean(text: str) -> str:
    return " ".join(unmarked(text).split())


def _words(value: object) -> str:
    """An attribute that turbohtml gives as a text or a list, as a text."""
    return value if isinstance(value, str) else " ".join(map(str, value)) if isinstance(value, list) else ""
