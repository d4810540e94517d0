"""CSS shorthands taken apart: a declaration of `font` or `border` as declarations of single properties."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from publish.theme.values import Token, Tokens, is_colour, keyword, tokens_of

Declared: TypeAlias = "Iterator[tuple[str, Tokens]]"

SIDES = ("top", "right", "bottom", "left")
LINE_STYLES = frozenset({"none", "hidden", "solid", "dotted", "dashed", "double", "groove", "ridge", "inset", "outset"})


def _four(name: str, tokens: Tokens) -> Declared:
    prefix, _, rest = name.partition("-")
    values = [tokens[index] if index < len(tokens) else None for index in range(4)]
    top = values[0]
    right = values[1] if values[1] is not None else top
    bottom = values[2] if values[2] is not None else top
    left = values[3] if values[3] is not None else right
    for side, value in zip(SIDES, (top, right, bottom, left), strict=True):
        yield "-".join(filter(None, (prefix, side, rest))), (value,)


def _border(name: str, tokens: Tokens) -> Declared:
    sides = SIDES if name == "border" else (name.removeprefix("border-"),)
    style = [token for token in tokens if token.type == "ident" and token.lower_value in LINE_STYLES]
    paint = [token for token in tokens if token not in style and is_colour(token)]
    width = [token for token in tokens if token not in style and token not in paint]
    for side in sides:
        yield f"border-{side}-width", tuple(width) or tokens_of("medium")
        yield f"border-{side}-style", tuple(style) or tokens_of("none")
        yield f"border-{side}-color", tuple(paint) or tokens_of("currentColor")


_FONT_START: Mapping[str, re.Pattern[str]] = {
    "font-style": re.compile("italic|oblique"),
    "font-variant-caps": re.compile("small-caps"),
    "font-weight": re.compile("bold|bolder|lighter"),
}


def _font(_name: str, tokens: Tokens) -> Declared:
    if keyword(tokens):
        for longhand in ("font-style", "font-variant-caps", "font-weight", "font-size", "line-height", "font-family"):
            yield longhand, tokens
        return
    found: dict[str, Tokens] = {
        longhand: tokens_of("normal") for longhand in ("font-style", "font-variant-caps", "font-weight", "line-height")
    }
    rest = list(tokens)
    while rest and (start := _font_start(rest[0])) is not None:
        found[start] = (rest.pop(0),)
    found["font-size"] = tuple(rest[:1])
    rest = rest[1:]
    if rest and rest[0] == "/":
        found["line-height"], rest = tuple(rest[1:2]), rest[2:]
    yield from {**found, "font-family": tuple(rest)}.items()


def _font_start(token: Token) -> str | None:
    """The longhand that a word before the size in `font` sets."""
    if token.type == "number":
        return "font-weight"
    if token.type != "ident":
        return None
    known = (longhand for longhand, words in _FONT_START.items() if words.fullmatch(token.lower_value))
    return next(known, "font-stretch" if token.lower_value == "normal" else None)


def _background(_name: str, tokens: Tokens) -> Declared:
    yield "background-color", tuple(token for token in tokens if is_colour(token)) or tokens_of("transparent")
    pictures = tuple(token for token in tokens if token.type in ("url", "function") and not is_colour(token))
    if pictures:
        yield "background-image", pictures


def _list_style(_name: str, tokens: Tokens) -> Declared:
    kinds = tuple(
        token
        for token in tokens
        if token.type in ("string", "ident") and getattr(token, "lower_value", "") not in ("inside", "outside")
    )
    yield "list-style-type", kinds or tokens_of("disc")


def _renamed(longhand: str) -> Callable[[str, Tokens], Declared]:
    def rename(_name: str, tokens: Tokens) -> Declared:
        yield longhand, tokens

    return rename


def _both(start: str, end: str) -> Callable[[str, Tokens], Declared]:
    def share(_name: str, tokens: Tokens) -> Declared:
        values = [token for token in tokens if token.type != "whitespace"]
        yield start, (values[0],)
        yield end, (values[-1],)

    return share


def _variant(_name: str, tokens: Tokens) -> Declared:
    caps = tuple(token for token in tokens if "caps" in getattr(token, "lower_value", ""))
    yield "font-variant-caps", caps or tokens_of("normal")
    figures = tuple(token for token in tokens if "nums" in getattr(token, "lower_value", ""))
    yield "font-variant-numeric", figures or tokens_of("normal")


def _columns(_name: str, tokens: Tokens) -> Declared:
    numbers = tuple(token for token in tokens if token.type == "number")
    widths = tuple(token for token in tokens if token.type in ("dimension", "function"))
    yield "column-count", numbers or tokens_of("auto")
    if widths:
        yield "column-width", widths


SHORTHANDS: Mapping[str, Callable[[str, Tokens], Declared]] = {
    "font": _font,
    "font-variant": _variant,
    "margin": _four,
    "padding": _four,
    "border": _border,
    **{f"border-{side}": _border for side in SIDES},
    "border-inline-start": lambda _, tokens: _border("border-left", tokens),
    "border-inline-end": lambda _, tokens: _border("border-right", tokens),
    **{f"border-{kind}": _four for kind in ("width", "style", "color")},
    "background": _background,
    "list-style": _list_style,
    "columns": _columns,
    "text-decoration": _renamed("text-decoration-line"),
    "page-break-before": _renamed("break-before"),
    "page-break-after": _renamed("break-after"),
    "page-break-inside": _renamed("break-inside"),
    "margin-inline": _both("margin-left", "margin-right"),
    "padding-inline": _both("padding-left", "padding-right"),
    "inset-inline": _both("left", "right"),
    "inset-inline-start": _renamed("left"),
    "inset-inline-end": _renamed("right"),
    "margin-inline-start": _renamed("margin-left"),
    "margin-inline-end": _renamed("margin-right"),
    "padding-inline-start": _renamed("padding-left"),
    "padding-inline-end": _renamed("padding-right"),
    "word-wrap": _renamed("overflow-wrap"),
}


def longhands(name: str, tokens: Tokens) -> tuple[tuple[str, Tokens], ...]:
    """A declaration as declarations of single properties."""
    expand = SHORTHANDS.get(name)
    return tuple(expand(name, tokens)) if expand and tokens else ((name, tokens),)
