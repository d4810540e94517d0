"""Custom properties of a style: what each may hold, which of them a book changes, and `var()` resolved."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Callable, Iterable, Mapping
from enum import Enum

import tinycss2

from publish.errors import ThemeError
from publish.theme.options import Change
from publish.theme.values import Ground, Token, families, is_colour, length, tokens_of

DISPLAY = "Display"  # the name of a cut for large sizes ends in it
SMALLEST_PT, LARGEST_PT = 4.0, 72.0  # of text that somebody may want to read
_SET = re.compile(r"[{;]\s*--[\w-]+\s*:")
_VAR = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")


class Holds(Enum):
    """What a custom property holds."""

    FONT = "a font"
    COLOUR = "a colour"
    SIZE = "a size"


PROPERTIES: Mapping[str, Holds] = {
    "--text": Holds.FONT,
    "--sans": Holds.FONT,
    "--mono": Holds.FONT,
    "--base": Holds.SIZE,
    "--line": Holds.SIZE,
    "--accent": Holds.COLOUR,
    "--ink": Holds.COLOUR,
    "--soft": Holds.COLOUR,
    "--rule": Holds.COLOUR,
    "--tint": Holds.COLOUR,
    "--cover": Holds.COLOUR,
    "--paper": Holds.COLOUR,
}
"""The custom properties that every style has: the names under `[style.set]`, without the dashes."""


def resolve(value: str, properties: Mapping[str, str], place: str, *, depth: int = 0) -> str:
    """A CSS value with every `var()` replaced.

    Raises ThemeError for a property that is never defined or that refers to itself.
    """
    if depth > 20:
        raise ThemeError(f"{place}: a custom property refers to itself in {value!r}; break the circle")

    def substitute(found: re.Match[str]) -> str:
        name, fallback = found[1], found[2]
        if name in properties:
            return resolve(properties[name], properties, place, depth=depth + 1)
        if fallback is not None:
            return resolve(fallback.strip(), properties, place, depth=depth + 1)
        near = difflib.get_close_matches(name, properties, n=1)
        hint = f"did you mean var({near[0]})?" if near else "set it under :root"
        raise ThemeError(f"{place}: var({name}) is never defined; {hint}")

    return _VAR.sub(substitute, value)


def settled(css: str, properties: Mapping[str, str], place: str) -> str:
    """A sheet with `var()` replaced by the values that its root has, or it would be looked up for each element.

    It is left as it is where a rule for anything less than the root, or for one medium, sets a custom property.
    """
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if not is_of_root(rule) and _SET.search(rule.serialize()):
            return css
    return resolve(css, properties, place)


def is_of_root(rule: Token) -> bool:
    """Whether a rule is for the whole document, in every medium."""
    return bool(rule.type == "qualified-rule" and tinycss2.serialize(rule.prelude).strip() == ":root")


def changed_css(changes: Iterable[Change], defined: Mapping[str, str], fonts: Iterable[str]) -> str:
    """A rule with the custom properties that a book changes, one a line in the order of the changes.

    `defined` are those that the style has, resolved. A font for `text` is taken for titles, too, unless `display` is
    changed, in its own cut for large sizes where there is one. Raises ThemeError for a property that the style does
    not have and for a value that is none, with the place of the change and a suggestion.
    """
    changes, fonts = tuple(changes), tuple(fonts)
    lines = [_declared(change, defined, fonts) for change in changes]
    named = {change.name: change for change in changes}
    if "text" in named and "display" not in named and "--display" in defined:
        lines[-1] += f" --display: {_stack(_large_cut(named['text'], fonts), defined['--display'], fonts)};"
    return "\n:root {{ {} }}\n".format("\n".join(lines)) if lines else ""


def _large_cut(change: Change, fonts: tuple[str, ...]) -> Change:
    name = f"{_names(change.value)[0]} {DISPLAY}"
    return Change("display", f'"{name}"', change.place) if name in fonts else change


def _declared(change: Change, defined: Mapping[str, str], fonts: tuple[str, ...]) -> str:
    name = f"--{change.name}"
    if name not in defined:
        known = sorted(each.removeprefix("--") for each in defined)
        near = difflib.get_close_matches(change.name.removeprefix("--"), known, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"it has: {', '.join(known)}"
        raise ThemeError(f"{change.place}: the style has no custom property {change.name!r}; {hint}")
    holds = PROPERTIES.get(name) or _held(defined[name])
    if holds is Holds.FONT:
        return f"{name}: {_stack(change, defined[name], fonts)};"
    if remedy := wrong(holds, change.value):
        raise ThemeError(f"{change.place}: {change.name} must be {remedy}, not {change.value!r}")
    return f"{name}: {change.value};"


def _held(value: str) -> Holds | None:
    """What a custom property of a style's own holds, told by its value; None for anything else."""
    return next((holds for holds in (Holds.COLOUR, Holds.SIZE) if not wrong(holds, value)), _font_or_none(value))


def _font_or_none(value: str) -> Holds | None:
    return Holds.FONT if families(tokens_of(value)) else None


def wrong(holds: Holds | None, value: str) -> str:
    """What a value has to be where it is none of that kind; "" where it is."""
    return _CHECKS[holds](value)


def _wrong_colour(value: str) -> str:
    tokens = tokens_of(value)
    if len(tokens) == 1 and is_colour(tokens[0]):
        return ""
    return 'a colour such as "#7a1f1f", "teal" or "rgb(120, 30, 30)"'


def _wrong_size(value: str) -> str:
    size = length(tokens_of(value), Ground(math.nan, math.nan, math.nan))
    fits = size is not None and SMALLEST_PT <= size <= LARGEST_PT
    return "" if fits else f'a size from {SMALLEST_PT:g} to {LARGEST_PT:g} points such as "10.5pt" or "4mm"'


def _wrong_font(value: str) -> str:
    return "" if families(tokens_of(value)) or value.strip() else 'a font such as "Literata"'


def _wrong_value(value: str) -> str:
    broken = not value.strip() or any(token.type == "error" for token in tinycss2.parse_component_value_list(value))
    return "a value as CSS has it, without ; and braces" if broken or re.search(r"[;{}]", value) else ""


_CHECKS: Mapping[Holds | None, Callable[[str], str]] = {
    Holds.COLOUR: _wrong_colour,
    Holds.SIZE: _wrong_size,
    Holds.FONT: _wrong_font,
    None: _wrong_value,
}


def _names(value: str) -> tuple[str, ...]:
    """The families that a value names; a name may stand without quotes, whatever is in it."""
    if re.fullmatch(r"[\w .-]+", value.strip()):
        return (value.strip(),)
    return families(tokens_of(value))


def _stack(change: Change, before: str, fonts: tuple[str, ...]) -> str:
    """The families of a change, with the generic family that the style itself ends in."""
    by_name = {font.lower(): font for font in fonts}
    names = _names(change.value)
    for name in names or (change.value,):
        if name.lower() not in by_name:
            near = difflib.get_close_matches(name, fonts, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(sorted(fonts))}"
            raise ThemeError(
                f"{change.place}: {change.name}: there is no font {name!r}; {hint} "
                "(a font file of your own needs @font-face in a style)"
            )
    generic = before.rpartition(",")[2].strip()
    return ", ".join((*(f'"{by_name[name.lower()]}"' for name in names), generic if '"' not in generic else "serif"))
