"""The paper of a style: its size, its margins, the colour of its cover."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from publish.errors import ThemeError
from publish.theme.computed import INITIAL, Setting, Sides, compute
from publish.theme.places import Places
from publish.theme.sheet import PageRule
from publish.theme.values import Ground, colour, page_size, tokens_of

A5_PT = (148 * 72 / 25.4, 210 * 72 / 25.4)
_MAKES_ROOM = ("size", "margin-")
MARGIN = tokens_of("20mm")  # of a style that says nothing of it


@dataclass(frozen=True, slots=True)
class PageSetup:
    """The page in points and the colour of its cover, None for white.

    With `mirrored` margins left is the inner edge and right the outer one: those of a right-hand page.
    """

    width_pt: float
    height_pt: float
    margins: Sides
    cover_colour: str | None
    mirrored: bool = False

    @property
    def measure_pt(self) -> float:
        return self.width_pt - self.margins.left - self.margins.right


def page_setup(pages: Iterable[PageRule], places: Places, *, mirrored: bool) -> PageSetup:
    """The paper of these page rules. Raises ThemeError when its margins leave no room for text."""
    declared: dict[str, dict[str, Any]] = {"": _plain_margins(), ":right": {}, "cover": {}}
    last = 1
    for rule in pages:
        for group in page_groups(rule.selector):
            declared.setdefault(group, {}).update({item.name: item.value for item in rule.declarations})
            if group in ("", ":right"):
                last = max((last, *(item.line for item in rule.declarations if item.name.startswith(_MAKES_ROOM))))
    unsized = Ground(INITIAL.size_pt, INITIAL.size_pt, 0.0)
    width, height = page_size(declared[""].get("size", ()), unsized) or A5_PT
    text = {**declared[""], **declared[":right"]} if mirrored else declared[""]
    margins = compute(text, Setting(INITIAL, INITIAL.size_pt, width)).margin
    if margins.left + margins.right >= width or margins.top + margins.bottom >= height:
        raise ThemeError(f"{places.of(last)}: the margins of @page leave no room for text; make them smaller")
    cover = colour(declared["cover"].get("background-color", ()), "000000")
    return PageSetup(width, height, margins, cover, mirrored)


def _plain_margins() -> dict[str, Any]:
    return {f"margin-{side}": MARGIN for side in ("top", "right", "bottom", "left")}


def page_groups(selector: str) -> tuple[str, ...]:
    """The groups of pages that an `@page` rule is about, such as `main` or `main:left`."""
    return tuple(map(str.strip, selector.split(",")))
