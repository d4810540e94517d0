"""The fonts that an EPUB may carry with it: static faces, cut down to the characters of the book."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from publish.theme.fonts import face_bytes, font_face_css
from publish.theme.load import Theme
from publish.theme.stacks import faces_in, fallback_css, fallback_stacks
from publish.theme.subsets import subset

ADDRESS = "fonts/{}.otf"
MEDIA_TYPE = "font/otf"  # for OpenType with outlines of either kind (RFC 8081)


@dataclass(frozen=True, slots=True)
class Fonts:
    """Font files by name, the rules that load them, and the theme with stacks that name them."""

    files: Mapping[str, bytes]
    css: str
    theme: Theme


def fonts_for(texts: Iterable[str], theme: Theme) -> Fonts:
    """The fonts for the markup of a book; none, unless the options of the theme ask for them."""
    if theme.options.epub_fonts != "embedded":
        return Fonts({}, "", theme)
    markup = "\n".join(texts)
    used = faces_in(theme, markup)
    files = {ADDRESS.format(face.name): subset(face_bytes(face), set(markup)) for face in used}
    css = f"{theme.css}\n{fallback_css(fallback_stacks(theme, markup))}"
    return Fonts(files, f"{font_face_css(used, ADDRESS)}\n", replace(theme, css=css))
