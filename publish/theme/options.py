"""What `[style]` of publish.toml says beside the name of the theme: the page, and what a book puts on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PAGES: Mapping[str, tuple[str, str]] = {
    "A5": ("148mm", "210mm"),
    "A4": ("210mm", "297mm"),
    "Letter": ("215.9mm", "279.4mm"),
}
"""Page sizes by name: width and height."""
SIDES = ("one", "two")
LINKS = ("live", "notes", "inline")
EPUB_FONTS = ("none", "embedded")
DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Change:
    """A custom property as `[style.set]` has it: its name without dashes, and where that is said."""

    name: str
    value: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleOptions:
    """How a theme is used.

    `page` is a name in PAGES, or None for the theme's own size; `changes` are the custom properties of `[style.set]`.
    With "two" `sides`, a book is made for printing: inner and outer margins change places, and articles open on
    right-hand pages. `links` are `live` alone, or also told in print: as numbered "notes" at the end of their article,
    or "inline", behind their words. `contents` is the lowest level of heading in the contents list, 1 for the titles of
    articles alone, up to 3. `embed_fonts` says whether Word files carry their fonts; None for the compiled book alone.
    `docx_template` is a Word file whose styles, headers and page setup win over the theme's. With "embedded"
    `epub_fonts` the EPUB carries the theme's fonts with it.
    """

    page: str | None = None
    changes: tuple[Change, ...] = ()
    sides: str = "one"
    links: str = "live"
    contents: int = 1
    embed_fonts: bool | None = None
    docx_template: Path | None = None
    epub_fonts: str = "none"
