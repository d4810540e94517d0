"""The font stacks of a theme, as one book needs them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from publish.theme.fonts import FAMILIES, Face, faces, families_for
from publish.theme.load import Theme


def families_in(theme: Theme, markup: str) -> tuple[str, ...]:
    """The theme's families without the one for code where there is no code."""
    return theme.families if "<code" in markup else without_code(theme)


def without_code(theme: Theme) -> tuple[str, ...]:
    """The theme's families but those that are for code alone."""
    others = " ".join(value for name, value in theme.properties.items() if name != "--mono")
    mono = theme.properties.get("--mono", "")
    return tuple(family for family in theme.families if f'"{family}"' not in mono or f'"{family}"' in others)


def faces_in(theme: Theme, markup: str) -> tuple[Face, ...]:
    """The faces that a book with this markup is set in: those that the theme brings, its others, those of other
    scripts."""
    named = (*families_in(theme, markup), *families_for(markup))
    own = {face.family for face in theme.faces}
    return (
        *(face for face in theme.faces if face.family in named),
        *faces(name for name in named if name not in own and name in FAMILIES),
    )


def fallback_stacks(theme: Theme, text: str, *last: str) -> Mapping[str, str]:
    """The theme's font stacks, by their custom properties, each with all other fonts of a book behind it.

    These are the theme's own, whose letters are nearer to its look than those of the machine, the ones for a text's
    other scripts, and the families `last`. Where there is none of these two, the stacks stay as they are.
    """
    behind = (*families_for(text), *last)
    if not behind:
        return {}
    fonts = dict.fromkeys((*families_in(theme, text), *behind))
    return {
        name: _with_fallback(value, [family for family in fonts if f'"{family}"' not in value])
        for name, value in theme.properties.items()
        if any(f'"{family}"' in value for family in theme.families)
    }


def fallback_css(stacks: Mapping[str, str]) -> str:
    """A rule that gives a theme these stacks."""
    return ":root {{ {} }}".format("; ".join(f"{name}: {value}" for name, value in stacks.items())) if stacks else ""


def _with_fallback(stack: str, families: Iterable[str]) -> str:
    extra = ", ".join(f'"{family}"' for family in families)
    named, _, generic = stack.rpartition(",")
    return f"{named}, {extra}, {generic.strip()}" if named else f"{stack}, {extra}"
