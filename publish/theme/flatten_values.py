"""Declarations as reading systems can have them: relative sizes, no paper, nothing that is the reader's to decide."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import tinycss2

from publish.theme.selectors import Selector
from publish.theme.sheet import Declaration
from publish.theme.values import POINTS_PER, Ground, Token, Tokens, colour, keyword, length, tokens_of

SIDES = ("top", "right", "bottom", "left")
PLAIN = frozenset({"html", "body", "p", "h1", "h2", "h3", "h4", "h5", "h6"})
"""Elements whose colours are the reader's own."""

LENGTHS = frozenset(
    {
        *(f"{box}-{side}" for box in ("margin", "padding") for side in SIDES),
        *("text-indent", "letter-spacing", "word-spacing", "border-spacing", "width", "max-width", "vertical-align"),
    }
)
KEPT = frozenset(
    {
        *("font-style", "font-weight", "font-stretch", "font-kerning", "font-feature-settings"),
        *("font-variant-caps", "font-variant-numeric", "font-variant-ligatures", "font-variant-position"),
        *("text-transform", "text-decoration-line", "text-decoration-style", "text-decoration-thickness"),
        *("text-underline-offset", "list-style-type", "list-style-position", "display", "overflow-wrap", "quotes"),
        *("orphans", "widows", "border-collapse", "caption-side", "clear", "empty-cells", "visibility", "float"),
        *("counter-reset", "counter-increment", "opacity", "border-radius"),
        *(f"border-{side}-style" for side in SIDES),
    }
)
SILENT = frozenset(
    {
        *("page", "size", "string-set", "bookmark-level", "bookmark-label", "bookmark-state", "margin-break"),
        *("hyphenate-limit-chars", "hyphenate-limit-zone", "hyphenate-character", "footnote-display"),
        *("footnote-policy", "position", "top", "right", "bottom", "left", "height", "min-height", "max-height"),
        *("min-width", "overflow", "object-fit", "image-rendering", "line-height", "z-index", "box-sizing"),
        *("font-optical-sizing", "direction", "unicode-bidi", "box-decoration-break", "text-align-last"),
    }
)
"""Matters of paper and of places on a page, and what EPUB forbids in a sheet: they go without a word."""

_ELSEWHERE = frozenset({"target-counter", "target-counters", "target-text", "leader", "string", "element"})
_INSIDE: Mapping[str, str] = {
    **dict.fromkeys((".subtitle", ".main-title", ".colon"), "h1"),
    **dict.fromkeys(("td", "th", "tr", "caption"), "table"),
    ".label": ".callout",
}
"""What stands in what, in the markup of articles, where a selector does not tell."""

Declared: TypeAlias = "dict[str, str]"


@dataclass(frozen=True, slots=True)
class Context:
    """What values refer to: 1 em of the text in points, the ink, the text's generic family, the colour of lines.

    `sizes` are the font sizes that rules set, by selector, in em of the text; `embedded` tells if the book carries
    its fonts with it.
    """

    base_pt: float
    ink: str
    generic: str
    lines: str
    sizes: Mapping[str, float]
    embedded: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What a rule asks for; `own` is the font size of what the selector selects, in em of the text."""

    selector: Selector
    value: Tokens
    own: float
    context: Context

    @property
    def word(self) -> str:
        return keyword(self.value)


def own_size(
    selector: Selector, declarations: Iterable[Declaration], sizes: Mapping[str, float], base_pt: float
) -> float:
    """The font size of what a selector selects, in em of the text; `sizes` are those known of other selectors."""
    around = _size_around(selector, sizes)
    own = sizes.get(selector.bare, sizes.get(selector.subject, around))
    for item in declarations:
        if item.name == "font-size":
            own = _size(item.value, around, base_pt) or own
    return own


def _size_around(selector: Selector, sizes: Mapping[str, float]) -> float:
    """The font size of the element that holds what a selector selects."""
    ancestors = selector.compounds[:-1] or tuple(filter(None, (_INSIDE.get(selector.subject),)))
    return next((sizes[each] for each in reversed(ancestors) if each in sizes), 1.0)


def _size(value: Tokens, around: float, base_pt: float) -> float | None:
    """A font size in em of the text, None for one that only the reading system knows."""
    size_pt = length(value, Ground(around * base_pt, base_pt, around * base_pt))
    return size_pt / base_pt if size_pt else None


def translated(name: str, asked: Asked) -> Declared:
    """A declaration as EPUB can have it: none, one, or one with its older spellings."""
    if name in _SPECIAL:
        return _SPECIAL[name](asked)
    if name in LENGTHS:
        text = _lengths(asked)
        return {name: text} if text else {}
    return {name: text_of(asked.value)} if name in KEPT and not is_fetched(asked.value) else {}


def _font_size(asked: Asked) -> Declared:
    if asked.selector.subject in ("html", "body", "*"):
        return {}
    if asked.word:
        return {"font-size": asked.word}
    around = _size_around(asked.selector, asked.context.sizes)
    size = _size(asked.value, around, asked.context.base_pt)
    return {"font-size": _em(size / around)} if size else {}


def _font_family(asked: Asked) -> Declared:
    """Families other than the text's; the text's own is the reader's choice, unless the book carries its fonts."""
    family, context = generic(asked.value), asked.context
    if context.embedded:
        return {"font-family": text_of(asked.value)}
    if asked.selector.subject in ("html", "body", "p", "*") or family == context.generic:
        return {}
    return {"font-family": text_of(asked.value)}


def generic(value: Tokens) -> str:
    """The generic family that a `font-family` ends in, "" without one."""
    last = value[-1] if value else None
    return str(last.lower_value) if last is not None and last.type == "ident" else ""


def _colour(asked: Asked) -> Declared:
    if asked.selector.subject in PLAIN:
        return {}
    if asked.word in ("inherit", "transparent", "currentcolor"):
        return {"color": asked.word}
    known = colour(asked.value, "")
    return {"color": text_of(asked.value)} if known and known != asked.context.ink else {}


def _background(asked: Asked) -> Declared:
    """The colour of the outline that stands for a tinted ground."""
    if asked.selector.element in PLAIN or colour(asked.value, "") in (None, "", "FFFFFF"):
        return {}
    return {"background-color": asked.context.lines}


def outline(colour_of_lines: str) -> Declared:
    """A thin border on four sides."""
    kinds = {"width": "1px", "style": "solid", "color": colour_of_lines}
    return {f"border-{side}-{kind}": value for side in SIDES for kind, value in kinds.items()}


_ALIGNMENTS = {"left": "start", "right": "end", "center": "center", "start": "start", "end": "end"}
_SPACINGS = {"pre": "pre-wrap", "pre-wrap": "pre-wrap", "pre-line": "pre-line", "normal": "normal"}


def _align(asked: Asked) -> Declared:
    return {"text-align": _ALIGNMENTS[asked.word]} if asked.word in _ALIGNMENTS else {}


def _white_space(asked: Asked) -> Declared:
    """White space as asked, but never a line that cannot break: it would leave a narrow screen."""
    return {"white-space": _SPACINGS[asked.word]} if asked.word in _SPACINGS else {}


def _hyphens(asked: Asked) -> Declared:
    return {f"{prefix}hyphens": asked.word for prefix in ("-epub-", "-webkit-", "")} if asked.word else {}


def _break(edge: str) -> Callable[[Asked], Declared]:
    def avoid(asked: Asked) -> Declared:
        """Breaks to avoid, also in the spelling of CSS 2; breaks to make are the documents' own ends."""
        if asked.word not in ("avoid", "avoid-page"):
            return {}
        return {f"page-break-{edge}": "avoid", f"break-{edge}": "avoid"}

    return avoid


def _content(asked: Asked) -> Declared:
    paged = any(token.type == "function" and token.lower_name in _ELSEWHERE for token in asked.value)
    return {} if paged or is_fetched(asked.value) else {"content": text_of(asked.value)}


def _border_width(side: str) -> Callable[[Asked], Declared]:
    def width(asked: Asked) -> Declared:
        """Lines in pixels: thin ones stay thin whatever the size of the text."""
        own_pt = asked.own * asked.context.base_pt
        size_pt = length(asked.value, Ground(own_pt, asked.context.base_pt, 0.0))
        thin = "0" if not size_pt else f"{max(1, round(size_pt / POINTS_PER['px']))}px"
        return {f"border-{side}-width": text_of(asked.value) if size_pt is None else thin}

    return width


def _border_colour(side: str) -> Callable[[Asked], Declared]:
    def paint(asked: Asked) -> Declared:
        """The colour of a line; one in ink takes the colour of the text around, whatever the reader made of it."""
        ink = asked.context.ink
        same = colour(asked.value, ink) in (ink, None)
        return {f"border-{side}-color": "currentcolor" if same else text_of(asked.value)}

    return paint


_SPECIAL: Mapping[str, Callable[[Asked], Declared]] = {
    "font-size": _font_size,
    "font-family": _font_family,
    "color": _colour,
    "background-color": _background,
    "text-align": _align,
    "hyphens": _hyphens,
    "white-space": _white_space,
    "content": _content,
    **{f"break-{edge}": _break(edge) for edge in ("before", "after", "inside")},
    **{f"border-{side}-width": _border_width(side) for side in SIDES},
    **{f"border-{side}-color": _border_colour(side) for side in SIDES},
}


def is_known(name: str) -> bool:
    """Whether a property is carried over, or left out because it is none of EPUB's business."""
    return name in _SPECIAL or name in LENGTHS or name in KEPT or name in SILENT


def _lengths(asked: Asked) -> str:
    """The value with its lengths in em of the element's own size; "" when it holds what has no such size."""
    parts = [_length(token, asked) for token in asked.value]
    return " ".join(parts) if all(parts) else ""


def _length(token: Token, asked: Asked) -> str:
    own_pt = asked.own * asked.context.base_pt
    fixed = token.type == "dimension" and token.lower_unit in ("rem", *POINTS_PER)
    if not fixed and token.type != "function":
        return text_of((token,))
    size_pt = length((token,), Ground(own_pt, asked.context.base_pt, math.nan))
    return "" if size_pt is None or math.isnan(size_pt) else _em(size_pt / own_pt)


def _em(size: float) -> str:
    text = number_text(size)
    return text if text == "0" else f"{text}em"


def number_text(number: float) -> str:
    text = f"{number:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def text_of(value: Tokens) -> str:
    spaced = " ".join(str(tinycss2.serialize([token])) for token in value)
    return re.sub(r" ([,/])", r"\1", spaced)


def is_fetched(value: Tokens) -> bool:
    """Whether a value names a file, which the book may not have."""
    return any(
        token.type == "url" or (token.type == "function" and token.lower_name in ("url", "image-set", "src"))
        for token in value
    )


def points(text: str) -> float | None:
    """An absolute length in points, None for anything else."""
    return length(tokens_of(text), Ground(math.nan, math.nan, math.nan)) if text else None
