"""What stands in the margins of pages, running heads and folios, laid out apart from the text.

A part of a book is the same wherever it stands but for this. It is laid out without, and what its margins depend on is
noted page by page: a frame. When it is known where the pages stand in the book, WeasyPrint lays out the margins alone.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from publish.writers.pdf_fonts import FontUse, drawn, uses_of
from publish.writers.pdf_letters import letters_noted
from publish.writers.pdf_text import drawn_apart, shorten

KEYWORDS = ("first", "start", "last", "first-except", "all-once")  # of string(), css-gcpm-3
AFTER_ALL_FRONT_MATTER = 10_000  # the index of pages of the text: no rule for :first is meant for them

FACING = {"left": "right", "right": "left"}

Strings: TypeAlias = "Mapping[str, Mapping[str, tuple[str, ...]]]"


class CannotAssembleError(Exception):
    """A style does what only a book laid out at once can have; the message says what it does."""


@dataclass(frozen=True, slots=True)
class Frame:
    """All that the margins of a page depend on but its number.

    The kind of page is what `@page` rules tell apart: its side, whether it is blank, its name. Rules on its place are
    for styles that are laid out at once. `strings` are the named strings of the page, by name and keyword.
    """

    side: str
    is_blank: bool
    name: str
    strings: Strings

    def blank(self, name: str) -> Frame:
        """The frame of a blank page of this name before this page, which faces it."""
        return Frame(FACING[self.side], True, name, {})

    def after(self, strings: Strings) -> Frame:
        """The frame with the named strings of the page before it, where it has none of its own."""
        names = strings.keys() | self.strings.keys()
        return replace(self, strings={name: self._after(strings.get(name, {}), name) for name in sorted(names)})

    def _after(self, before: Mapping[str, tuple[str, ...]], name: str) -> Mapping[str, tuple[str, ...]]:
        own = self.strings.get(name, {})
        if own.get("last"):
            return own
        return {word: () if word == "all-once" else before.get("last", ()) for word in KEYWORDS}


@contextlib.contextmanager
def frames_noted(*, margins: bool) -> Iterator[list[Frame]]:
    """The frames of the pages that WeasyPrint lays out meanwhile, whose margins stay empty unless `margins`."""
    from weasyprint import layout
    from weasyprint.layout import page as page_layout

    make, page_type = layout.make_margin_boxes, page_layout.PageType
    frames: list[Frame] = []

    def noting(context: Any, page: Any, state: Any) -> Iterator[Any]:
        if not margins and any(map(any, context.running_elements.values())):
            raise CannotAssembleError("moves elements into the margins of pages")
        kind = page.page_type
        frames.append(Frame(kind.side, kind.blank, kind.name, _strings(context, page)))
        return make(context, page, state) if margins else iter(())

    def later(side: str, blank: bool, name: str, index: int, groups: Any) -> Any:  # as WeasyPrint calls it
        return page_type(side, blank, name, index + AFTER_ALL_FRONT_MATTER, groups)

    layout.make_margin_boxes = noting
    if not margins:
        page_layout.PageType = later
    try:
        yield frames
    finally:
        layout.make_margin_boxes, page_layout.PageType = make, page_type


def _strings(context: Any, page: Any) -> Strings:
    names = [name for name, pages in context.string_set.items() if pages]
    return {name: {word: context.get_string_set_for(page, name, word) for word in KEYWORDS} for name in names}


@dataclass(frozen=True, slots=True)
class Margins:
    """The margins of some pages drawn: for each page some content streams, and what these name.

    What stands in the margins of several pages is the same stream on each. `states` are graphics states, as the numbers
    of their entries, by name.
    """

    streams: tuple[tuple[bytes, ...], ...]
    states: Mapping[str, Mapping[str, float]]
    fonts: tuple[FontUse, ...]


def draw_margins(context: Any, html: Any, files: Mapping[str, bytes], pages: tuple[tuple[Frame, int], ...]) -> Margins:
    """What stands in the margins of pages with these frames and numbers; of blank pages, their background as well.

    `html` has the root element of the book and no text, `context` is that of its layout, `files` are those of its
    fonts, by digest.
    Raises CannotAssembleError where the margins hold more than words, lines and areas.
    """
    from weasyprint.document import Document, DocumentMetadata

    boxes = [_page_of(box) for box in _page_boxes(context, html, pages)]
    document = Document(boxes, DocumentMetadata(), html.url_fetcher, context.font_config, {}, "srgb")
    with letters_noted("".join(words_in(pages))):
        pdf = drawn(document, uncompressed_pdf=True, output_intent="srgb")
    shorten(pdf, document.fonts)
    sheets_of_pages = [pdf.objects[int(reference.split()[0])] for reference in pdf.page_references]
    resources = pdf.objects[int(sheets_of_pages[0]["Resources"].split()[0])]
    if any(resources[kind] for kind in ("XObject", "Pattern", "Shading")):
        raise CannotAssembleError("has pictures or gradients in the margins of pages")
    states = {name: {key: float(value) for key, value in each.items()} for name, each in resources["ExtGState"].items()}
    contents = (pdf.objects[int(sheet["Contents"].split()[0])].stream for sheet in sheets_of_pages)
    return Margins(tuple(map(drawn_apart, contents)), states, uses_of(document.fonts, files))


def words_in(pages: tuple[tuple[Frame, int], ...]) -> Iterator[str]:
    """What is said in the margins of pages with these frames and numbers, but for what a style itself says."""
    return (each for frame, _ in pages for named in frame.strings.values() for said in named.values() for each in said)


def layout_context(html: Any, sheets: list[Any], fonts: Any) -> Any:
    """What WeasyPrint lays out pages of a document with, for `draw_margins`."""
    from weasyprint import DEFAULT_OPTIONS
    from weasyprint.css.counters import CounterStyle
    from weasyprint.document import Document

    options = {**DEFAULT_OPTIONS, "stylesheets": sheets, "presentational_hints": True}
    return Document._build_layout_context(html, fonts, CounterStyle(), {}, options)


def _page_boxes(context: Any, html: Any, pages: tuple[tuple[Frame, int], ...]) -> Iterator[Any]:
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout import page as page_layout
    from weasyprint.layout.background import layout_box_backgrounds
    from weasyprint.layout.percent import resolve_percentages

    context.current_page = 1
    for frame, number in pages:
        kind = page_layout.PageType(frame.side, frame.is_blank, frame.name, AFTER_ALL_FRONT_MATTER, ())
        if context.style_for(kind) is None:  # or it would be computed for each page again
            page_layout.set_page_type_computed_styles(kind, html, context.style_for)
        box = boxes.PageBox(kind, context.style_for(kind))
        size = box.style["size"]
        resolve_percentages(box, size)
        box.position_x = box.position_y = 0
        page_layout.page_width(box, context, size[0])
        page_layout.page_height(box, context, size[1])
        context.style_for.initial_page_sizes.update(box=size, area=(box.width, box.height))
        context.page_bottom = box.content_box_y() + box.height
        context.get_string_set_for = functools.partial(_string_of, frame.strings)
        counters: tuple[Any, ...] = ([0], {"page": [number], "pages": [0]}, [{"page", "pages"}], [])
        box.children = list(page_layout.make_margin_boxes(context, box, counters))
        layout_box_backgrounds(box, box, context.get_image_from_uri)
        box.canvas_background = None
        yield box


def _string_of(strings: Strings, _page: Any, name: str, keyword: str = "first") -> tuple[str, ...]:
    return strings.get(name, {}).get(keyword, ())


def _page_of(box: Any) -> Any:
    """A page that draws what is in its margins, on the background of the page where nothing else draws that."""
    from weasyprint import draw
    from weasyprint.document import Page
    from weasyprint.stacking import StackingContext

    class MarginsOnly(Page):  # type: ignore[misc]  # weasyprint has no types
        def paint(self, stream: Any, scale: float = 1) -> None:
            if box.page_type.blank:
                super().paint(stream, scale)
                return
            with stream.stacked():
                stream.transform(a=scale, d=scale)
                draw.draw_stacking_context(stream, StackingContext.from_page(box))

    return MarginsOnly(box)
