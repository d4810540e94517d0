"""CSS values in absolute terms: lengths in points, colours as RRGGBB, names of font families."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import tinycss2
import tinycss2.color3

Token: TypeAlias = Any  # tinycss2 ships no types
Tokens: TypeAlias = "Sequence[Token]"

POINTS_PER: Mapping[str, float] = {
    "pt": 1.0,
    "px": 0.75,
    "pc": 12.0,
    "in": 72.0,
    "cm": 72 / 2.54,
    "mm": 72 / 25.4,
    "q": 72 / 101.6,
}
BORDER_WIDTHS: Mapping[str, float] = {"thin": 0.75, "medium": 2.25, "thick": 3.75}
PAGE_SIZES: Mapping[str, tuple[float, float]] = {
    "a3": (841.89, 1190.55),
    "a4": (595.28, 841.89),
    "a5": (419.53, 595.28),
    "b5": (498.9, 708.66),
    "letter": (612.0, 792.0),
    "legal": (612.0, 1008.0),
}
_GENERIC = frozenset(
    {"serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "ui-serif", "ui-sans-serif"}
)


@dataclass(frozen=True, slots=True)
class Ground:
    """What relative lengths refer to: the element's font size, the root's, and the width that percentages share."""

    em_pt: float
    rem_pt: float
    whole_pt: float


def tokens_of(text: str) -> Tokens:
    """The component values of a text, without white space and comments."""
    return tuple(
        token for token in tinycss2.parse_component_value_list(text, skip_comments=True) if token.type != "whitespace"
    )


def keyword(tokens: Tokens) -> str:
    """The value as one lower-case keyword, "" when it is anything else."""
    return str(tokens[0].lower_value) if len(tokens) == 1 and tokens[0].type == "ident" else ""


def length(tokens: Tokens, ground: Ground) -> float | None:
    """A length in points; None when the value is no length."""
    return _length(tokens[0], ground) if len(tokens) == 1 else None


def _length(token: Token, ground: Ground) -> float | None:
    match token.type:
        case "dimension":
            return _dimension(float(token.value), str(token.lower_unit), ground)
        case "percentage":
            return float(token.value) / 100 * ground.whole_pt
        case "number" if token.value == 0:
            return 0.0
        case "function" if token.lower_name in ("calc", "min", "max"):
            return _function(token, ground)
        case "ident" if token.lower_value in BORDER_WIDTHS:
            return BORDER_WIDTHS[str(token.lower_value)]
        case _:
            return None


def _dimension(number: float, unit: str, ground: Ground) -> float | None:
    relative = {"em": ground.em_pt, "rem": ground.rem_pt, "ex": ground.em_pt / 2, "ch": ground.em_pt / 2}
    return number * relative[unit] if unit in relative else _absolute(number, unit)


def _absolute(number: float, unit: str) -> float | None:
    return number * POINTS_PER[unit] if unit in POINTS_PER else None


def _function(token: Token, ground: Ground) -> float | None:
    if token.lower_name == "calc":
        return _sum(_solid(token.arguments), ground)
    sizes = [_sum(_solid(part), ground) for part in _split(token.arguments, ",")]
    known = [size for size in sizes if size is not None]
    if len(known) < len(sizes) or not known:
        return None
    return min(known) if token.lower_name == "min" else max(known)


def _solid(tokens: Iterable[Token]) -> list[Token]:
    return [token for token in tokens if token.type not in ("whitespace", "comment")]


def _split(tokens: Iterable[Token], mark: str) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token == mark:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _sum(tokens: list[Token], ground: Ground) -> float | None:
    """The value of a calc() expression; numbers stand for themselves, lengths for their points."""
    total, sign, term = 0.0, 1, list[Token]()
    for token in (*tokens, None):
        if token is not None and (token not in ("+", "-") or not term):
            term.append(token)
            continue
        value = _product(term, ground)
        if value is None:
            return None
        total, sign, term = total + sign * value, (-1 if token == "-" else 1), []
    return total


def _product(tokens: list[Token], ground: Ground) -> float | None:
    if not tokens:
        return None
    value = _factor(tokens[0], ground)
    for sign, factor in zip(tokens[1::2], tokens[2::2], strict=False):
        other = _factor(factor, ground)
        if value is None or other is None or (sign == "/" and other == 0):
            return None
        value = value * other if sign == "*" else value / other
    return value


def _factor(token: Token, ground: Ground) -> float | None:
    if token.type == "number":
        return float(token.value)
    if token.type == "() block":
        return _sum(_solid(token.content), ground)
    return _length(token, ground)


def colour(tokens: Tokens, current: str) -> str | None:
    """A colour as RRGGBB, `current` for currentColor, translucent ones as on white paper; None for no colour."""
    parsed = tinycss2.color3.parse_color(tokens[0]) if len(tokens) == 1 else None
    if parsed is None or parsed == "currentColor":
        return current if parsed else None
    if parsed.alpha == 0:
        return None
    channels = (1 - parsed.alpha * (1 - channel) for channel in (parsed.red, parsed.green, parsed.blue))
    return "".join(f"{round(channel * 255):02X}" for channel in channels)


def is_colour(token: Token) -> bool:
    return tinycss2.color3.parse_color(token) is not None


def families(tokens: Tokens) -> tuple[str, ...]:
    """The families of a `font-family`, first choice first, generic names left out."""
    names = (_family(part) for part in _split(tokens, ","))
    return tuple(name for name in names if name and name.lower() not in _GENERIC)


def _family(tokens: Iterable[Token]) -> str:
    return " ".join(str(token.value) for token in tokens if token.type in ("string", "ident"))


def page_size(tokens: Tokens, ground: Ground) -> tuple[float, float] | None:
    """Width and height in points of the value of `size`; None when it names no paper."""
    sizes = [size for token in tokens if (size := _length(token, ground)) is not None]
    if sizes:
        return sizes[0], sizes[-1]
    words = [str(token.lower_value) for token in tokens if token.type == "ident"]
    named = next((PAGE_SIZES[word] for word in words if word in PAGE_SIZES), None)
    if named and "landscape" in words:
        return named[1], named[0]
    return named
