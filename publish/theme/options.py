"""What `[style]` of publish.toml says beside the name of the theme: the page, and what a book puts on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PAGES: Mapping[str, Mapping[str, str]] = {
    "A5": {},
    "A4": {
        "--page": "210mm 297mm",
        "--turned": "297mm 210mm",
        "--margins": "27mm 33mm 32mm",
        "--inner": "30mm",
        "--outer": "36mm",
        "--base": "11.25pt",
        "--line": "15.75pt",
    },
    "Letter": {
        "--page": "215.9mm 279.4mm",
        "--turned": "279.4mm 215.9mm",
        "--margins": "26mm 35.5mm 31mm",
        "--inner": "32.5mm",
        "--outer": "38.5mm",
        "--base": "11.25pt",
        "--line": "15.75pt",
    },
}
"""Page sizes by name, as the custom properties that a theme's own values give way to."""
SIDES = ("one", "two")
LINKS = ("live", "notes", "inline")
EPUB_FONTS = ("none", "embedded")
DEEPEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleOptions:
    """How a theme is used.

    `page` is a name in PAGES, or None for the theme's own size. With "two" `sides`, a book is made for printing: inner
    and outer margins change places, and articles open on right-hand pages. `links` are `live` alone, or also told in
    print: as numbered "notes" at the end of their article, or "inline", behind their words. `contents` is the lowest
    level of heading in the contents list, 1 for the titles of articles alone, up to 3. `embed_fonts` says whether Word
    files carry their fonts; None for the compiled book alone. `docx_template` is a Word file whose styles, headers and
    page setup win over the theme's. With "embedded"
    `epub_fonts` the EPUB carries the theme's fonts with it.
    """

    page: str | None = None
    sides: str = "one"
    links: str = "live"
    contents: int = 1
    embed_fonts: bool | None = None
    docx_template: Path | None = None
    epub_fonts: str = "none"
