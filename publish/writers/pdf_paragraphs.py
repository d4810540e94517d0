"""Paragraphs of WeasyPrint measured as a whole, so that all their lines can be chosen together.

A paragraph is shaped once, and each of its lines once more when it is set, where WeasyPrint by itself tries about five
times to find where a line ends.
"""

from __future__ import annotations

import bisect
import contextlib
import functools
import itertools
import re
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

import pyphen

from publish.writers.line_breaks import Break, Measure, best_breaks

LOOSEST = 0.5  # em by which word spaces may be stretched
SPARE = 1.0  # px of a line that kerning may take, which is not measured at its end; then its spaces are widened again
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_OTHERWISE = re.compile(r"[\n\t\xad\u0590-\u08ff\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff]")
"""What has line ends, hyphens, or a direction of its own."""
_SPACES = " \xa0"
_SIDES = ("left", "right")
_GLYPH = 5  # numbers in a glyph of Pango's: which, its width, two offsets, flags

Box: TypeAlias = Any  # a box of WeasyPrint, which has no types
Path: TypeAlias = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A box of text in a paragraph: which children lead to it, its text, and where that begins in the paragraph's.

    Places in texts are in bytes of UTF-8, as WeasyPrint counts them.
    """

    path: Path
    box: Box
    first: int
    text: bytes


class Planned(NamedTuple):
    """A line that is chosen: where it ends, in bytes of the text of the paragraph, where the next begins, how many px
    narrower each word space is than it is drawn."""

    end: int
    start: int
    hyphen: bool
    shrink: float


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The text of a paragraph with all places where its lines may end, from its beginning to its end."""

    leaves: tuple[Leaf, ...]
    breaks: tuple[Break, ...]

    @property
    def last(self) -> int:
        """Where the text ends."""
        return self.breaks[-1].end

    def stack_of(self, place: int) -> Any:
        """A place in the text as WeasyPrint has it; None at the end."""
        if place >= self.last:
            return None
        leaf = next(leaf for leaf in reversed(self.leaves) if leaf.first <= place)
        stack: dict[int, Any] = {place - leaf.first: None}
        for index in reversed(leaf.path):
            stack = {index: stack}
        return stack

    def place_of(self, stack: Any) -> int:
        """Where in the text a place is that WeasyPrint has so."""
        path: list[int] = []
        while stack is not None:
            ((index, stack),) = stack.items()
            path.append(index)
        for leaf in self.leaves:
            if leaf.path == tuple(path[:-1]) and len(leaf.path) == len(path) - 1:
                return leaf.first + path[-1]
            if leaf.path[: len(path)] == tuple(path):
                return leaf.first
        return self.last

    @contextlib.contextmanager
    def cut(self, paragraph: Box, line: Planned) -> Iterator[None]:
        """Have a paragraph meanwhile end where a line does."""
        leaf = next(leaf for leaf in reversed(self.leaves) if leaf.first < line.end)
        above, boxes = [paragraph], [paragraph.children]
        for index in leaf.path[:-1]:
            above.append(above[-1].children[index])
            boxes.append(above[-1].children)
        box = above[-1].children[leaf.path[-1]]
        text = box.text
        for each, index in zip(above, leaf.path, strict=True):
            each.children = each.children[: index + 1]
        box.text = leaf.text[: line.end - leaf.first].decode()
        if line.hyphen:
            box.text += box.style["hyphenate_character"]
        try:
            yield
        finally:
            box.text = text
            for each, children in zip(above, boxes, strict=True):
                each.children = children


@dataclass(frozen=True, slots=True)
class Plan:
    """The lines of a paragraph by where they begin in its text."""

    text: Paragraph
    lines: Mapping[int, Planned]

    def at(self, stack: Any) -> Planned | None:
        """The line that begins at a place as WeasyPrint has it."""
        return self.lines.get(self.text.breaks[0].start if stack is None else self.text.place_of(stack))


def plan(text: Paragraph, first: float, others: float, em: float, is_whole: Callable[[Any], bool]) -> Plan | None:
    """The lines of a paragraph, of these widths in px; None where they cannot be filled evenly.

    Lines that begin at a place, as WeasyPrint has it, that `is_whole` do not end in a hyphen.
    """
    breaks = list(text.breaks)
    while (chosen := best_breaks(breaks, Measure(first, others, em, LOOSEST))) is not None:
        pairs = list(itertools.pairwise((breaks[0], *(breaks[place] for place in chosen))))
        wrong = {end.end for start, end in pairs if end.hyphen and is_whole(text.stack_of(start.start))}
        if not wrong:
            widths = itertools.chain((first,), itertools.repeat(others))
            return Plan(
                text,
                {
                    start.start: Planned(end.end, end.start, end.hyphen, _shrink(start, end, width))
                    for (start, end), width in zip(pairs, widths, strict=False)
                },
            )
        breaks = [each for each in breaks if not (each.hyphen and each.end in wrong)]
    return None


def _shrink(start: Break, end: Break, width: float) -> float:
    spaces = end.spaces - start.skipped
    over = (end.end_x - start.start_x) - width
    return (over + SPARE) / spaces if spaces > 0 and over > -SPARE else 0.0


# ---- measuring ----


def measured(paragraph: Box) -> Paragraph | None:
    """A paragraph of nothing but words; None for one whose lines are to be found by WeasyPrint."""
    if _has_edges(paragraph):
        return None
    leaves = tuple(_leaves(paragraph))
    text = b"".join(leaf.text for leaf in leaves).decode()
    if not text.strip() or _OTHERWISE.search(text) or not all(_is_ordinary(leaf.box.style) for leaf in leaves):
        return None
    x = list(itertools.accumulate(itertools.chain(*map(_widths, leaves)), initial=0.0))
    return Paragraph(leaves, _breaks(text, leaves, x, paragraph.style["lang"]))


def _leaves(paragraph: Box) -> Iterator[Leaf]:
    first = 0
    for path, box in _texts(paragraph, ()):
        text = box.text.encode()
        yield Leaf(path, box, first, text)
        first += len(text)


def _texts(box: Box, path: Path) -> Iterator[tuple[Path, Box]]:
    for place, child in enumerate(box.children):
        if hasattr(child, "text"):
            yield (*path, place), child
        else:
            yield from _texts(child, (*path, place))


def _is_ordinary(style: Any) -> bool:
    return style["white_space"] in ("normal", "nowrap") and style["word_break"] == "normal"


def _is_unbroken(leaf: Leaf) -> bool:
    return bool(leaf.box.style["white_space"] == "nowrap")


def _has_edges(box: Box) -> bool:
    """Whether something stands beside words of a box, as borders and padding do."""
    return any(
        any(child.style[f"border_{side}_width"] for side in _SIDES)
        or any(getattr(child.style[f"{kind}_{side}"], "value", 1) for kind in ("margin", "padding") for side in _SIDES)
        or _has_edges(child)
        for child in box.children
        if not hasattr(child, "text")
    )


def _widths(leaf: Leaf) -> list[float]:
    """The width that each byte of a text adds, in px."""
    from weasyprint.text.ffi import FROM_UNITS, ffi
    from weasyprint.text.line_break import create_layout

    style, text = leaf.box.style, leaf.box.text
    spacing, style["word_spacing"] = style["word_spacing"], 0  # Pango would shape each word by itself
    try:
        layout = create_layout(text, style, None, None, 0)
    finally:
        style["word_spacing"] = spacing
    widths = [0.0] * len(leaf.text)
    line, _ = layout.get_first_line()
    run = line.runs
    while run != ffi.NULL:
        glyphs, first = run.data.glyphs, run.data.item.offset
        shapes = array("i", bytes(ffi.buffer(glyphs.glyphs, glyphs.num_glyphs * _GLYPH * 4)))
        for place, width in zip(ffi.unpack(glyphs.log_clusters, glyphs.num_glyphs), shapes[1::_GLYPH], strict=True):
            widths[first + place] += width * FROM_UNITS
        run = run.next
    if spacing:
        for space in re.finditer(b" |\xc2\xa0", leaf.text):
            widths[space.start()] += spacing
    return widths


def _breaks(text: str, leaves: tuple[Leaf, ...], x: list[float], language: str | None) -> tuple[Break, ...]:
    """All places where a line may end, in order; `x` is where each byte of the text begins in px."""
    place_of = _bytes_before(text)
    begin, close = len(text) - len(text.lstrip(" ")), len(text.rstrip(" "))
    inside = [range(leaf.first + 1, leaf.first + len(leaf.text)) for leaf in leaves if _is_unbroken(leaf)]
    starts = {begin: begin, close: close}  # of the next line, by the end of one
    for place in _line_breaks(text, language):
        end = place
        while text[end - 1] == " ":
            end -= 1
        if begin < end < close and not any(place_of[place] in each for each in inside):
            starts[end] = place
    hyphens = {
        place: width for place, width in _hyphenations(leaves, place_of) if place < close and place not in starts
    }
    found, spaces, counted = [], 0, 0
    for end in sorted((*starts, *hyphens)):
        start = starts.get(end, end)
        spaces += sum(text.count(space, counted, end) for space in _SPACES)
        skipped = spaces + start - end  # there are no others between them
        counted, first, last = end, place_of[start], place_of[end]
        found.append(Break(last, first, x[last] + hyphens.get(end, 0.0), x[first], spaces, skipped, end in hyphens))
    return tuple(found)


def _bytes_before(text: str) -> Sequence[int]:
    """How many bytes of UTF-8 there are before each character of a text, and in all of it."""
    if text.isascii():
        return range(len(text) + 1)
    return list(itertools.accumulate((len(sign.encode()) for sign in text), initial=0))


def _line_breaks(text: str, language: str | None) -> list[int]:
    """The places in a text before which a line may begin, by Unicode's rules as Pango has them (UAX #14)."""
    from weasyprint.text.ffi import ffi
    from weasyprint.text.line_break import get_log_attrs

    flags = array("I", bytes(ffi.buffer(get_log_attrs(text, language))))
    return [place for place in range(1, len(text)) if flags[place] & 1]


def _hyphenations(leaves: tuple[Leaf, ...], place_of: Sequence[int]) -> Iterator[tuple[int, float]]:
    """(a place in a word where it may be parted, the width of the hyphen in px)."""
    for leaf in leaves:
        style = leaf.box.style
        language = style["lang"] and pyphen.language_fallback(style["lang"])
        if style["hyphens"] != "auto" or not language or _is_unbroken(leaf):
            continue
        total, left, right = style["hyphenate_limit_chars"]
        width, first = _hyphen(style), bisect.bisect_left(place_of, leaf.first)
        for word in _WORD.finditer(leaf.box.text):
            if len(word[0]) >= total:
                for place in _positions(word[0], language, left, right):
                    yield first + word.start() + place, width


@functools.lru_cache(maxsize=1 << 14)
def _positions(word: str, language: str, left: int, right: int) -> tuple[int, ...]:
    return tuple(_dictionary(language, left, right).positions(word))


@functools.lru_cache(maxsize=16)
def _dictionary(language: str, left: int, right: int) -> Any:
    return pyphen.Pyphen(lang=language, left=left, right=right)


def _hyphen(style: Any) -> float:
    from weasyprint.text.line_break import create_layout, line_size

    layout = create_layout(style["hyphenate_character"], style, None, None, 0)
    return float(line_size(layout.get_first_line()[0], style)[0])
