"""Better lines than WeasyPrint breaks by itself: those of a paragraph chosen together, and no ladders of hyphens.

WeasyPrint fills a justified line with as many words as fit and stretches the rest. Where all lines of a paragraph can
be chosen together, they are (`publish.writers.pdf_paragraphs`). Where not, since it has more than words or runs around
something, a line that would be loose or end in a hyphen is also tried with its word spaces a little narrower. Where two
lines in a row end in hyphens, the next may not: CSS Text 4's `hyphenate-limit-lines`. Narrow lines are ragged.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Set
from typing import Any, TypeAlias

from publish.writers.line_breaks import MOST_HYPHENS, SHRINK
from publish.writers.pdf_paragraphs import Plan, Planned, measured, plan

TIGHT = 0.05  # em by which they are, at most, in a line that has no room to be set tighter
LOOSE = 0.2  # em by which word spaces are stretched in a line that something should be done about
LEAST_LETTERS, MEAN_LETTER = 45, 0.48  # in a justified line; em
EAST_ASIAN = ("zh", "ja", "ko")  # whose lines break anywhere
NEAR = 1_000  # bytes of text that a line is looked for in
LONE_SPACE = " \u200b"  # what WeasyPrint makes of a box with nothing but a space: at the end of a line it would stay
HYPHENS = ("-", "\u2010")

Box: TypeAlias = Any  # a box of WeasyPrint, which has no types
Place: TypeAlias = tuple[int, str]  # a line: of which element of the markup, and where in it it begins


@contextlib.contextmanager
def lines_bettered(whole: Set[Place] = frozenset()) -> Iterator[None]:
    """Have WeasyPrint break lines so, and those at some places without a hyphen."""
    from weasyprint.layout import inline

    next_line = inline.get_next_linebox

    def better_line(context: Any, paragraph: Box, position: float, foot: float, start: Any, *rest: Any) -> Any:
        def tried() -> tuple[Box | None, Any]:
            with _only_near(paragraph, start) as is_cut:
                line, end = next_line(context, paragraph, position, foot, start, *rest)
            if is_cut and end is None:  # it took all that it saw
                return next_line(context, paragraph, position, foot, start, *rest)  # type: ignore[no-any-return]
            return line, end

        # lines are made more than once, when a page break is moved; where they begin tells which they are
        counts = paragraph.__dict__.setdefault("hyphens_before", {})
        before = counts.get(repr(start), 0) if start is not None else 0
        if start is None:
            _be_ragged_if_narrow(paragraph, rest[0].width)
            paragraph.plan = _plan(paragraph, rest[0].width, whole) if not any(rest[-2:]) else None
        place = (id(paragraph.element), repr(start))
        if paragraph.plan and not context.excluded_shapes and (chosen := paragraph.plan.at(start)) is not None:
            with _filled(inline) if chosen.start < paragraph.plan.text.last else contextlib.nullcontext():
                line, end = _as_planned(paragraph.plan, chosen, paragraph, tried)
            if line is not None:
                counts[repr(end)] = before + 1 if chosen.hyphen else 0
                line.place = place
                return line, end
        line, end = tried()
        words = _words(paragraph) if line is not None else []
        is_whole = before >= MOST_HYPHENS or place in whole
        if words and is_whole and _is_hyphenated(line):
            line, end = _unhyphenated(context, tried)
        if words and paragraph.style["text_align_all"] == "justify":
            size = paragraph.style["font_size"]
            stretch = _stretch(line) / size
            if stretch > LOOSE or (stretch > TIGHT and _is_hyphenated(line)):
                tight, tight_end = _tightened(words, SHRINK * size, tried)
                allowed = not _is_hyphenated(tight) or (stretch > LOOSE and not is_whole)
                if repr(tight_end) != repr(end) and allowed:
                    line, end = tight, tight_end
        counts[repr(end)] = before + 1 if _is_hyphenated(line) else 0
        if line is not None:
            line.place = place
        return line, end

    strip = inline.remove_last_whitespace

    def stripped(context: Any, line: Box) -> None:
        last = line
        while getattr(last, "children", None):
            last = last.children[-1]
        if getattr(last, "text", "") == LONE_SPACE:
            last.text = " "
        strip(context, line)

    inline.get_next_linebox, inline.remove_last_whitespace = better_line, stripped
    try:
        yield
    finally:
        inline.get_next_linebox, inline.remove_last_whitespace = next_line, strip


@contextlib.contextmanager
def _only_near(paragraph: Box, start: Any) -> Iterator[bool]:
    """Have a box of text that a line begins in show no more than a line can hold, and say whether it held more.

    WeasyPrint shapes all that is left of a text for each line of a word that is too long for one.
    """
    box = paragraph
    while getattr(box, "children", None):
        ((index, start),) = start.items() if start else ((0, None),)
        box = box.children[min(index, len(box.children) - 1)]
    text = getattr(box, "text", "")
    first = next(iter(start)) if start else 0
    if len(text) - first <= NEAR:  # bytes are no fewer than characters
        yield False
        return
    box.text = text.encode()[: first + NEAR].decode(errors="ignore")
    try:
        yield len(box.text) < len(text)
    finally:
        box.text = text


def _plan(paragraph: Box, width: float, whole: Set[Place]) -> Plan | None:
    """The lines of a paragraph, where they can be chosen all together."""
    style = paragraph.style
    if style["text_align_all"] != "justify" or style["direction"] != "ltr" or not _words(paragraph):
        return None
    if "measured" not in paragraph.__dict__:
        paragraph.measured = measured(paragraph)
    if paragraph.measured is None:
        return None
    element = id(paragraph.element)
    first = width - paragraph.text_indent
    return plan(paragraph.measured, first, width, style["font_size"], lambda stack: (element, repr(stack)) in whole)


def _as_planned(plan: Plan, line: Planned, paragraph: Box, tried: Any) -> tuple[Box | None, Any]:
    """A line as it was chosen, and where the next begins; (None, None) where it is not as wide as it was measured."""
    with plan.text.cut(paragraph, line):
        made, rest = _tightened(_words(paragraph), line.shrink, tried) if line.shrink else tried()
    return (None, None) if rest is not None else (made, plan.text.stack_of(line.start))


@contextlib.contextmanager
def _filled(inline: Any) -> Iterator[None]:
    """Have WeasyPrint justify lines even where they seem to be the last."""
    align = inline.text_align
    inline.text_align = lambda context, line, width, last: align(context, line, width, last=False)  # noqa: ARG005
    try:
        yield
    finally:
        inline.text_align = align


def hyphens_at_foot(pages: list[Any], side: str) -> frozenset[Place]:
    """The lines at the foot of pages of one side, that behind which one turns the leaf, that end in hyphens."""
    feet = (_last_line(page._page_box) for page in pages if page._page_box.page_type.side == side)
    return frozenset(
        foot.place for foot in feet if foot is not None and _is_hyphenated(foot) and hasattr(foot, "place")
    )


def _last_line(box: Box) -> Box | None:
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.LineBox):
        return box
    for child in reversed(getattr(box, "children", ())):
        if not isinstance(child, boxes.MarginBox) and (found := _last_line(child)) is not None:
            return found
    return None


def _words(paragraph: Box) -> list[Box]:
    """The boxes of text of a paragraph; none where it holds anything else, of which a line must not be made twice, or
    where letters have no size."""
    if "words" not in paragraph.__dict__:
        is_seen = paragraph.style["font_size"] > 0
        paragraph.words = list(_texts(paragraph)) if is_seen and _is_plain(paragraph) else []
    return paragraph.words  # type: ignore[no-any-return]


def _be_ragged_if_narrow(paragraph: Box, width: float) -> None:
    """Set a paragraph ragged where too few letters stand in a line for their spaces to be stretched evenly."""
    style = paragraph.style
    is_narrow = width < LEAST_LETTERS * MEAN_LETTER * style["font_size"]
    if style["text_align_all"] == "justify" and is_narrow and (style["lang"] or "")[:2] not in EAST_ASIAN:
        style["text_align_all"] = "start"


def _is_plain(box: Box) -> bool:
    from weasyprint.formatting_structure import boxes

    return all(
        isinstance(child, boxes.TextBox) or (isinstance(child, boxes.InlineBox) and _is_plain(child))
        for child in box.children
    )


def _texts(box: Box) -> Iterator[Box]:
    for child in box.children:
        if hasattr(child, "text"):
            yield child
        elif hasattr(child, "children"):
            yield from _texts(child)


def _is_hyphenated(line: Box | None) -> bool:
    while line is not None and getattr(line, "children", None):
        line = line.children[-1]
    return getattr(line, "text", "").endswith(HYPHENS)


def _stretch(line: Box) -> float:
    """By how much each word space of a line is wider than it is drawn, in px."""
    return max((text.justification_spacing for text in _texts(line)), default=0.0)


def _unhyphenated(context: Any, tried: Any) -> Any:
    dictionaries, context.dictionaries = context.dictionaries, _NoDictionaries()
    try:
        return tried()
    finally:
        context.dictionaries = dictionaries


def _tightened(words: list[Box], shrink: float, tried: Any) -> Any:
    """The line with narrower word spaces, which are widened again where words still leave room."""
    styles = list({id(text.style): text.style for text in words}.values())
    spacings = [style["word_spacing"] for style in styles]
    for style, spacing in zip(styles, spacings, strict=True):
        style["word_spacing"] = spacing - shrink
    try:
        line, end = tried()
    finally:
        for style, spacing in zip(styles, spacings, strict=True):
            style["word_spacing"] = spacing
    for text in _texts(line) if line is not None else ():  # they are drawn in their own style
        text.justification_spacing -= shrink
        text.pango_layout.justification_spacing -= shrink
    return line, end


class _NoDictionaries:
    """Stands for the hyphenation dictionaries by language, and knows no place to break any word."""

    def get(self, _key: object) -> _NoDictionaries:
        return self

    def iterate(self, _word: str) -> Iterator[tuple[str, str]]:
        return iter(())
