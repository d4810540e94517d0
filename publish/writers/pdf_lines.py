"""Better lines than WeasyPrint breaks by itself: tighter where that spares a loose line, and no ladders of hyphens.

WeasyPrint fills a justified line with as many words as fit and stretches the rest. Here, a line that would be loose or
end in a hyphen is also tried with its word spaces a little narrower, as TeX would (Knuth and Plass, Breaking Paragraphs
into Lines, 1981). Where two lines in a row end in hyphens, the next may not: CSS Text 4's `hyphenate-limit-lines`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any, TypeAlias

MOST_HYPHENS = 2  # lines in a row that end in one
SHRINK = 0.08  # em that a word space may be narrower than it is drawn: of a quarter of an em, a third, as in TeX
LOOSE, VERY_LOOSE = 0.05, 0.2  # em by which word spaces are stretched in a line that something should be done about
HYPHENS = ("-", "\u2010")

Box: TypeAlias = Any  # a box of WeasyPrint, which has no types


@contextlib.contextmanager
def lines_bettered() -> Iterator[None]:
    """Have WeasyPrint break lines so."""
    from weasyprint.layout import inline

    next_line = inline.get_next_linebox

    def better_line(context: Any, paragraph: Box, position: float, foot: float, start: Any, *rest: Any) -> Any:
        def tried() -> tuple[Box | None, Any]:
            return next_line(context, paragraph, position, foot, start, *rest)  # type: ignore[no-any-return]

        # lines are made more than once, when a page break is moved; where they begin tells which they are
        counts = paragraph.__dict__.setdefault("hyphens_before", {})
        before = counts.get(repr(start), 0) if start is not None else 0
        line, end = tried()
        words = _words(paragraph) if line is not None else []
        if words and before >= MOST_HYPHENS and _is_hyphenated(line):
            line, end = _unhyphenated(context, tried)
        if words and paragraph.style["text_align_all"] == "justify":
            size = paragraph.style["font_size"]
            stretch = _stretch(line) / size
            if stretch > LOOSE or _is_hyphenated(line):
                tight, tight_end = _tightened(words, SHRINK * size, tried)
                allowed = not _is_hyphenated(tight) or (stretch > VERY_LOOSE and before < MOST_HYPHENS)
                if repr(tight_end) != repr(end) and allowed:
                    line, end = tight, tight_end
        counts[repr(end)] = before + 1 if _is_hyphenated(line) else 0
        return line, end

    inline.get_next_linebox = better_line
    try:
        yield
    finally:
        inline.get_next_linebox = next_line


def _words(paragraph: Box) -> list[Box]:
    """The boxes of text of a paragraph; none where it holds anything else, of which a line must not be made twice."""
    if "words" not in paragraph.__dict__:
        paragraph.words = list(_texts(paragraph)) if _is_plain(paragraph) else []
    return paragraph.words  # type: ignore[no-any-return]


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
