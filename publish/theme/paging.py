"""The `@page` rules of a theme as a book needs them: for one side or two, from left to right or mirrored.

Themes are written for books that run from left to right. What they say of `:left` and `:right` pages holds for books
with two sides; with one side, all pages are alike. A right-to-left book is the mirror image: its spine is on the right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

from publish.model import Direction
from publish.theme.load import Theme
from publish.theme.properties import resolve

if TYPE_CHECKING:
    import tinycss2.ast

    Rule: TypeAlias = "tinycss2.ast.Node"

_OTHER = {"left": "right", "right": "left"}
_SIDED = re.compile(r":(?:left|right)\b")
_STRING_OR_SIDE = re.compile(r"\"[^\"]*\"|'[^']*'|\b(left|right)\b")
_FOUR_SIDES = re.compile(r"(?<![\w-])(margin|padding|border-(?:width|style|color))(\s*:\s*)([^;{}]+)")


def page_css(theme: Theme, direction: Direction) -> str:
    """The theme's style sheet with its page rules for the sides of its options, mirrored for a right-to-left book.

    Its lines keep their numbers.
    """
    import tinycss2

    rules = tinycss2.parse_stylesheet(theme.css)
    return "".join(_rules(rules, theme, is_mirrored=direction is Direction.RTL))


def _rules(rules: list[Rule], theme: Theme, *, is_mirrored: bool) -> Iterator[str]:
    import tinycss2

    for rule in rules:
        text = rule.serialize()
        if rule.type == "at-rule" and rule.lower_at_keyword == "media" and rule.content:
            inner = "".join(_rules(tinycss2.parse_rule_list(rule.content), theme, is_mirrored=is_mirrored))
            yield f"@media{tinycss2.serialize(rule.prelude)}{{{inner}}}"
            continue
        if rule.type != "at-rule" or rule.lower_at_keyword != "page":
            yield text
            continue
        pages = tinycss2.serialize(rule.prelude).split(",")
        if theme.options.sides == "one":
            pages = [page for page in pages if not _SIDED.search(page)]
        page_rule = f"@page {','.join(pages)} {text[text.index('{') :]}" if pages else ""
        found = _mirrored(page_rule, theme) if is_mirrored else page_rule
        yield found + "\n" * (text.count("\n") - found.count("\n"))


def _mirrored(rule: str, theme: Theme) -> str:
    """A page rule with left and right exchanged, in names and in values of four sides."""
    rule = _STRING_OR_SIDE.sub(lambda found: _OTHER[found[1]] if found[1] else found[0], rule)
    return _FOUR_SIDES.sub(lambda found: f"{found[1]}{found[2]}{_four(found[3], theme.properties, theme.place)}", rule)


def _four(value: str, properties: Mapping[str, str], place: str) -> str:
    import tinycss2

    tokens = tinycss2.parse_component_value_list(resolve(value, properties, place))
    sides = [token.serialize() for token in tokens if token.type not in ("whitespace", "comment")]
    return " ".join((sides[0], sides[3], sides[2], sides[1])) if len(sides) == 4 else value
