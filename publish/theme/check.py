"""The values of a whole style: each `var()` defined, sums that add up, sizes that paper has, fonts that there are."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import tinycss2

from publish.errors import ThemeError
from publish.findings import Finding, warning
from publish.theme.places import Places
from publish.theme.properties import PROPERTIES, is_of_root, resolve, wrong
from publish.theme.shorthands import longhands
from publish.theme.values import Ground, Token, families, length, tokens_of

LARGEST_PT = 10_000.0  # three metres and a half
NO_FONTS = ("inherit", "initial", "unset", "revert")
LENGTH, NUMBER = "length", "number"

Said: TypeAlias = "tuple[Token, bool]"
"""A declaration, and whether it may concern the PDF."""


def custom_properties(css: str, places: Places) -> Mapping[str, str]:
    """The custom properties of a sheet, `var()` resolved; sections for one medium apart.

    Raises ThemeError with every one of them that is not defined or does not hold what it should.
    """
    found: dict[str, Token] = {}
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if is_of_root(rule):
            for item in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
                if item.type == "declaration" and item.name.startswith("--"):
                    found[item.name] = item
    said = {name: str(tinycss2.serialize(item.value)).strip() for name, item in found.items()}
    resolved, errors = dict[str, str](), list[str]()
    for name, item in found.items():
        place = places.of(item.source_line)
        try:
            resolved[name] = resolve(said[name], said, place)
        except ThemeError as error:
            errors.append(str(error))
            continue
        if name in PROPERTIES and (remedy := wrong(PROPERTIES[name], resolved[name])):
            errors.append(f"{place}: {name} must be {remedy}, not {said[name]!r}")
    if errors:
        raise ThemeError("\n".join(errors))
    return resolved


@dataclass(frozen=True, slots=True)
class Checked:
    """The fonts that a sheet names, in order, and what was noticed."""

    families: tuple[str, ...]
    findings: tuple[Finding, ...]


def check(css: str, places: Places, properties: Mapping[str, str], fonts: Iterable[str]) -> Checked:
    """What the values of a sheet ask for; `fonts` are those that there are.

    Raises ThemeError with every value that would stop a format, each with file, line and remedy.
    """
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    errors, named, known = dict[str, None](), dict[str, tuple[int, bool]](), tuple(fonts)
    properties = {**_of_media(rules), **properties}
    for item, printed in _declarations(rules, printed=True):
        place = places.of(item.source_line)
        try:
            value = resolve(str(tinycss2.serialize(item.value)).strip(), properties, place)
        except ThemeError as error:
            errors.setdefault(str(error))
            continue
        tokens = tokens_of(value)
        for fault in _faults(tokens):
            errors.setdefault(f"{place}: `{item.name}: {value}` {fault}")
        for longhand, each in () if item.name.startswith("--") else longhands(item.lower_name, tokens):
            if longhand == "font-family":
                for family in families(each):
                    line, before = named.get(family, (item.source_line, False))
                    named[family] = (line, before or printed)
    if errors:
        raise ThemeError("\n".join(errors))
    unknown = [(name, line) for name, (line, printed) in named.items() if printed and name not in (*known, *NO_FONTS)]
    return Checked(
        tuple(name for name in known if name in named),
        tuple(warning("THEME-005", f"{places.of(line)}: {_no_font(name, known)}") for name, line in unknown),
    )


def _of_media(rules: Iterable[Token]) -> Mapping[str, str]:
    """The custom properties that sections for one medium define."""
    return {
        item.name: str(tinycss2.serialize(item.value)).strip()
        for item, _ in _declarations((rule for rule in rules if rule.type == "at-rule"), printed=True)
        if item.name.startswith("--")
    }


def _no_font(name: str, known: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    hint = f"did you mean {near[0]!r}?" if near else "bring it with @font-face, or write it under @media docx alone"
    return f"the font {name!r} does not come with publish: what is set depends on the machine; {hint}"


def _declarations(rules: Iterable[Token], *, printed: bool) -> Iterator[Said]:
    for rule in rules:
        if rule.type == "declaration":
            yield rule, printed
        elif rule.type in ("qualified-rule", "at-rule") and rule.content:
            media = str(tinycss2.serialize(rule.prelude)).lower() if rule.type == "at-rule" else ""
            elsewhere = getattr(rule, "lower_at_keyword", "") == "media" and not ("print" in media or "all" in media)
            inner = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            yield from _declarations(inner, printed=printed and not elsewhere)


def _faults(tokens: Iterable[Token]) -> Iterator[str]:
    """What would stop WeasyPrint: sums of sizes and plain numbers, and sizes beyond all paper."""
    for token in tokens:
        if token.type == "function" and token.lower_name == "calc":
            if _kind(_solid(token.arguments)) is None:
                yield "does not add up; give each part of a sum a unit, and set spaces around + and -"
        elif token.type in ("dimension", "percentage", "number"):
            size = length((token,), Ground(100.0, 100.0, 1000.0)) if token.type == "dimension" else token.value
            if not math.isfinite(token.value) or abs(size or 0) > LARGEST_PT:
                yield "is larger than any page; write a smaller number"
        elif token.type == "function":
            yield from _faults(token.arguments)


def _solid(tokens: Iterable[Token]) -> list[Token]:
    return [token for token in tokens if token.type not in ("whitespace", "comment")]


def _kind(tokens: list[Token]) -> str | None:
    """Whether a sum comes to a length or to a number; None for one that does not add up."""
    terms: list[list[Token]] = [[]]
    for token in tokens:
        if token in ("+", "-") and terms[-1]:
            terms.append([])
        else:
            terms[-1].append(token)
    kinds = {_product(term) for term in terms}
    return kinds.pop() if len(kinds) == 1 else None


def _product(tokens: list[Token]) -> str | None:
    factors, signs = tokens[::2], tokens[1::2]
    if len(factors) != len(signs) + 1 or any(sign not in ("*", "/") for sign in signs):
        return None
    kinds = [_factor(factor) for factor in factors]
    if None in kinds or kinds.count(LENGTH) > 1:
        return None
    divided = [kind for sign, kind in zip(signs, kinds[1:], strict=True) if sign == "/"]
    return None if LENGTH in divided else LENGTH if LENGTH in kinds else NUMBER


def _factor(token: Token) -> str | None:
    match token.type:
        case "number":
            return NUMBER
        case "dimension" | "percentage":
            return LENGTH
        case "() block":
            return _kind(_solid(token.content))
        case "function" if token.lower_name == "calc":
            return _kind(_solid(token.arguments))
        case "function":
            return LENGTH
        case _:
            return None
