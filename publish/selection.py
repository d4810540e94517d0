"""CSS selectors on a web page: which parts of its source they mean."""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeGuard

from publish.passages import Medium, Page, Passage, Span

if TYPE_CHECKING:
    from turbohtml import Document, Element

CLIMB = 100  # elements around one without an end tag that may tell where it ends


@dataclass(frozen=True, slots=True)
class Selector:
    """A CSS selector as the user wrote it."""

    text: str

    def __post_init__(self) -> None:
        """Raises ValueError for what is no selector."""
        try:
            _document("").select(self.text)
        except ValueError as error:
            raise ValueError(f"{self.text!r} is no CSS selector ({_fault(error)})") from error


def _fault(error: ValueError) -> str:
    return re.sub(r'^invalid CSS selector ".*": ', "", str(error))


@dataclass(frozen=True, slots=True)
class Selection:
    """The parts of a page's source that a selector means: `starts` and `ends` of spans in order, none in another."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def holds(self, span: Span) -> bool:
        place = bisect.bisect_right(self.starts, span.start) - 1
        return place >= 0 and span.end <= self.ends[place]


def select(page: Page, selector: Selector) -> Selection:
    """What a selector means on a page; nothing on a page that is no HTML."""
    if page.medium is not Medium.HTML or page.tree is not None:
        return Selection((), ())
    spans = [span for element in _parsed(page).select(selector.text) if (span := _span(element, len(page.text)))]
    return _outermost(spans)


def parts(passage: Passage, selection: Selection) -> tuple[Span, ...]:
    """The spans of a passage's text that are selected; that of all of it where every piece is."""
    inside = [piece for piece in passage.pieces if selection.holds(piece.span)]
    if inside and len(inside) == len(passage.pieces):
        return (Span(0, len(passage.text)),)
    found: list[Span] = []
    for piece in inside:
        if found and found[-1].end == piece.start:
            found[-1] = Span(found[-1].start, piece.start + piece.length)
        else:
            found.append(Span(piece.start, piece.start + piece.length))
    return tuple(found)


@functools.lru_cache(maxsize=1)  # every selector of a site is asked of one page
def _parsed(page: Page) -> Document:
    return _document(page.text)


def _document(markup: str) -> Document:
    import turbohtml  # not before a selector is met: every build loads this module, even one with nothing to do

    return turbohtml.parse(markup, source_locations=True)


def _is_element(node: object) -> TypeGuard[Element]:
    from turbohtml import Element

    return isinstance(node, Element)


def _span(element: Element, length: int) -> Span | None:
    location = element.source_location
    if location is None:
        return None
    start = location.start_tag.start_offset
    return Span(start, max(location.start_tag.end_offset, _end(element, length)))


def _end(element: Element, length: int) -> int:
    """Where an element ends: behind its end tag, else where the next one begins or the one around it ends."""
    location = element.source_location
    if location is not None and location.end_tag is not None:
        return location.end_tag.end_offset
    if location is not None and not len(element):
        return location.start_tag.end_offset
    after = next((each for each in element.following if _is_element(each)), None)
    place = after.source_location if after is not None else None
    return min(place.start_tag.start_offset if place is not None else length, _end_around(element, length))


def _end_around(element: Element, length: int) -> int:
    around = element.parent
    for _ in range(CLIMB):
        if not _is_element(around):
            break
        location = around.source_location
        if location is not None and location.end_tag is not None:
            return location.end_tag.start_offset
        around = around.parent
    return length


def _outermost(spans: Iterable[Span]) -> Selection:
    starts: list[int] = []
    ends: list[int] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not ends or span.start >= ends[-1]:
            starts.append(span.start)
            ends.append(span.end)
        else:
            ends[-1] = max(ends[-1], span.end)
    return Selection(tuple(starts), tuple(ends))
