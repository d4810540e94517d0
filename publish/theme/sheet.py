"""A style sheet as rules for one medium, `var()` resolved and shorthands taken apart."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import tinycss2

from publish.theme.places import Places
from publish.theme.properties import resolve
from publish.theme.shorthands import longhands
from publish.theme.values import Token, Tokens, tokens_of


@dataclass(frozen=True, slots=True)
class Declaration:
    """One property of one rule; `line` is where it stands in the sheet."""

    name: str
    value: Tokens
    important: bool
    line: int


@dataclass(frozen=True, slots=True)
class StyleRule:
    selectors: str
    declarations: tuple[Declaration, ...]


@dataclass(frozen=True, slots=True)
class PageRule:
    """An `@page` rule; `boxes` are its margin boxes by name, such as `top-left`."""

    selector: str
    declarations: tuple[Declaration, ...]
    boxes: Mapping[str, tuple[Declaration, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    rules: tuple[StyleRule, ...]
    pages: tuple[PageRule, ...]


def read_sheet(css: str, *, medium: str, places: Places, properties: Mapping[str, str]) -> Sheet:
    """The rules of a sheet that hold for a medium, in order.

    `properties` are custom properties that the sheet may use beside its own. Raises ThemeError for a `var()` that is
    never defined.
    """
    parsed = tuple(_holding(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), medium))
    known = {**properties, **_custom(parsed)}
    rules, pages = list[StyleRule](), list[PageRule]()
    for rule in parsed:
        declarations = _declarations(rule.content, known, places)
        prelude = tinycss2.serialize(rule.prelude).strip()
        if rule.type == "qualified-rule":
            rules.append(StyleRule(prelude, declarations))
        else:
            pages.append(PageRule(prelude, declarations, _margin_boxes(rule.content, known, places)))
    return Sheet(tuple(rules), tuple(pages))


def top_rules(css: str) -> tuple[tuple[int, str], ...]:
    """The rules of a sheet, with what stands between them, as (line, text)."""
    return tuple((rule.source_line, str(rule.serialize())) for rule in tinycss2.parse_stylesheet(css))


def _holding(rules: Iterable[Token], medium: str) -> Iterator[Token]:
    for rule in rules:
        if rule.type == "qualified-rule" or (rule.type == "at-rule" and rule.lower_at_keyword == "page"):
            yield rule
        elif rule.type == "at-rule" and rule.content and _applies(rule, medium):
            yield from _holding(tinycss2.parse_blocks_contents(rule.content, True, True), medium)


def _applies(rule: Token, medium: str) -> bool:
    if rule.lower_at_keyword != "media":
        return bool(rule.lower_at_keyword == "layer")
    queries = tinycss2.serialize(rule.prelude).lower().split(",")
    return any(query.strip() in (medium, "all", f"only {medium}") for query in queries)


def _custom(rules: Iterable[Token]) -> dict[str, str]:
    return {
        item.name: tinycss2.serialize(item.value).strip()
        for rule in rules
        if rule.type == "qualified-rule" and tinycss2.serialize(rule.prelude).strip() == ":root"
        for item in tinycss2.parse_blocks_contents(rule.content, True, True)
        if item.type == "declaration" and item.name.startswith("--")
    }


def _declarations(content: Iterable[Token], known: Mapping[str, str], places: Places) -> tuple[Declaration, ...]:
    return tuple(
        Declaration(name, value, bool(item.important), item.source_line)
        for item in tinycss2.parse_blocks_contents(content, True, True)
        if item.type == "declaration" and not item.name.startswith("--")
        for name, value in _expanded(item.lower_name, _resolved(item, known, places))
    )


def _resolved(item: Token, known: Mapping[str, str], places: Places) -> str:
    value = str(tinycss2.serialize(item.value)).strip()
    return resolve(value, known, places.of(item.source_line)) if "var(" in value else value


@functools.lru_cache(maxsize=2048)
def _expanded(name: str, value: str) -> tuple[tuple[str, Tokens], ...]:
    return longhands(name, tokens_of(value))


def _margin_boxes(
    content: Iterable[Token], known: Mapping[str, str], places: Places
) -> dict[str, tuple[Declaration, ...]]:
    return {
        item.lower_at_keyword: _declarations(item.content, known, places)
        for item in tinycss2.parse_blocks_contents(content, True, True)
        if item.type == "at-rule" and item.content
    }
