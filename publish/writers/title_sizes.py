"""How large titles are set: the longer, the smaller, and on the cover as the room above its leaves allows."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from publish.characters import letters
from publish.theme.cascade import Cascade
from publish.theme.roles import Box, StyleRole

SIZES = ("", "long", "longer", "longest")  # the classes of titles
LIMITS = (48, 110, 190)  # letters that a title may have at each size but the last
COVER_LEFT, COVER_TOP, COVER_BOTTOM = 0.13, 0.128, 0.09  # of the page, where the theme's cover stands
LEAVES_BOTTOM = 0.176
LEAF_PT = 1.1
LONGEST = 0.78  # of the type of "longer" titles: what themes make of "longest"; Word has no such style
LETTER_EM = 0.5  # how wide a letter is, generously
_ROLES: Mapping[str, StyleRole] = {
    "": StyleRole.COVER_TITLE,
    "long": StyleRole.COVER_TITLE_LONG,
    "longer": StyleRole.COVER_TITLE_LONGER,
}


def title_size(text: str) -> str:
    """The class of a title, by its letters."""
    return SIZES[sum(letters(text) > limit for limit in LIMITS)]


def cover_plan(title: str, others: Iterable[tuple[StyleRole, str]], leaves: int, whole: Cascade) -> tuple[str, int]:
    """The class of the cover's title, and how many of its leaves find room below it and the other lines."""
    room = whole.page.height_pt * (1 - COVER_TOP - LEAVES_BOTTOM)
    pitch = whole.boxes[Box.LEAF].margin.top + LEAF_PT
    rest = sum(_height(text, role, whole) for role, text in others if text) + 2 * whole.styles[StyleRole.NORMAL].line_pt
    for size in SIZES[SIZES.index(title_size(title)) :]:
        left = room - rest - _title_height(title, size, whole)
        if left >= leaves * pitch:
            return size, leaves
    return SIZES[-1], max(0, math.floor(left / pitch))


def _title_height(title: str, size: str, whole: Cascade) -> float:
    if size in _ROLES:
        return _height(title, _ROLES[size], whole)
    return _height(title, StyleRole.COVER_TITLE_LONGER, whole, scale=LONGEST)


def _height(text: str, role: StyleRole, whole: Cascade, *, scale: float = 1.0) -> float:
    """What a text takes on the cover in points, with the space above it."""
    style = whole.styles[role]
    measure = whole.page.width_pt * (1 - 2 * COVER_LEFT)
    lines = math.ceil(letters(text) * LETTER_EM * style.size_pt * scale / measure)
    return lines * style.line_pt * scale + max(style.margin.top, style.margin.bottom)
