"""Whether the parts of a book can be laid out one by one with a theme, or only all at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from publish.theme.load import Theme
from publish.theme.places import Places

if TYPE_CHECKING:
    import tinycss2.ast

_OF_ANOTHER_PLACE = re.compile(r"target-(?:counters?|text)\(")
_LISTS = re.compile(
    r"\.(?:contents|sources|entry|where|back-entry)\b"
)  # their numbers are known when they are laid out
_ALL_PAGES = re.compile(r"counters?\(\s*pages\b")
_NEIGHBOURS = re.compile(
    r"(?:article|\.article|\.part|\.sources|main|body|html)\s*:(?:nth|last|only|has|first-of|not)\b|~"
)
_COUNTS = re.compile(r"counter-(increment|set|reset)\s*:\s*([^;}]+)")
_WITHIN = re.compile(
    r"\.(?:article|body|opening|footnotes|end-matter|contents|sources|colophon)\b|\barticle\b|\bol\b|\bul\b|\bdl\b|\btable\b"
)


def why_at_once(theme: Theme) -> str | None:
    """What in a theme depends on more than the part of the book that it stands in; None where nothing does."""
    import tinycss2

    rules = tinycss2.parse_stylesheet(theme.css, skip_comments=True, skip_whitespace=True)
    return next(_reasons(rules, theme.places), None)


def _reasons(rules: list[tinycss2.ast.Node], places: Places) -> Iterator[str]:
    import tinycss2

    counted: set[str] = set()
    begun: set[str] = set()
    for rule in _flat(rules):
        selector, body = tinycss2.serialize(rule.prelude).strip(), tinycss2.serialize(rule.content or [])
        where = places.of(rule.source_line)
        if rule.type == "at-rule":
            if rule.lower_at_keyword == "page":
                if ":nth(" in selector and not re.fullmatch(r"\s*counter-reset\s*:[^;]*;?\s*", body):
                    yield f"tells pages apart by their place ({where})"
                if _ALL_PAGES.search(body):
                    yield f"prints the number of all pages ({where})"
            continue
        if _ALL_PAGES.search(body):
            yield f"prints the number of all pages ({where})"
        if _OF_ANOTHER_PLACE.search(body) and not _LISTS.search(selector):
            yield f"prints page numbers of other places ({where})"
        if _NEIGHBOURS.search(selector):
            yield f"tells articles apart by their place ({where})"
        for kind, names in _COUNTS.findall(body):
            found = set(re.findall(r"[A-Za-z_][\w-]*", names))
            if kind == "reset" and _WITHIN.search(selector):
                begun |= found
            elif kind == "increment":
                counted |= found
    if alone := sorted(counted - begun - {"none", "list-item"}):
        yield f"counts {', '.join(alone)} through the whole book"


def _flat(rules: list[tinycss2.ast.Node]) -> Iterator[tinycss2.ast.Node]:
    """The rules of a sheet and those within its media rules."""
    import tinycss2

    for rule in rules:
        if rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports", "layer") and rule.content:
            yield from _flat(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))
        elif rule.type in ("qualified-rule", "at-rule"):
            yield rule
