"""Characters that no font of a book has: a box stands for each, and nothing is drawn by the machine's own fonts.

A glyph that is missing is a fault in PDF/A and PDF/UA, and one from the machine's fonts makes the book depend on it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set

from publish.findings import Finding, warning

BOX = "\u25a1"
LOST = "lost"  # the class of a box that stands for a letter
_TAG = re.compile(r"(<[^<>]*>)")
_VARYING = "[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]*"  # selectors of variants, and the tones of a skin


def boxed(markup: str, known: Set[int]) -> tuple[str, tuple[Finding, ...]]:
    """The markup with a box for each sign that is none of the `known` code points, and what was replaced."""
    missing = _missing(markup, known)
    if not missing:
        return markup, ()
    sign = f"[{re.escape(''.join(sorted(missing)))}]{_VARYING}"
    signs = re.compile(f"{sign}(?:\u200d{sign})*")  # joined to one picture
    parts = _TAG.split(markup)
    parts[::2] = [signs.sub(_box_for, part) for part in parts[::2]]
    return "".join(parts), tuple(_finding(character) for character in sorted(missing))


def _box_for(sign: re.Match[str]) -> str:
    """A box for a sign; where that is a letter or digit, it is marked, since pages are counted in them."""
    return f'<span class="{LOST}">{BOX}</span>' if sign[0][0].isalnum() else BOX


def _missing(markup: str, known: Set[int]) -> set[str]:
    """The characters of the text that would be seen and that are not known."""
    used = {character for part in _TAG.split(markup)[::2] for character in set(part)}
    return {each for each in used if ord(each) not in known and _is_seen(each)}


def _is_seen(character: str) -> bool:
    return unicodedata.category(character)[0] not in "CZ" and re.fullmatch(_VARYING, character) is None


def _finding(character: str) -> Finding:
    name = unicodedata.name(character, "a character without a name")
    called = f"{character} (U+{ord(character):04X}, {name})"
    return warning("FONT-001", f"no font of the book has {called}: the PDF shows a box")
