"""What the glyphs of Arabic and its like stand for, so that copied text has every letter.

A letter takes another glyph by its place in a word, and some take two: an alef and its hamza. WeasyPrint gives the
whole letter to the first glyph that it meets of these and nothing to the second, and so wherever that glyph is used.
"""

from __future__ import annotations

import contextlib
import unicodedata
from collections.abc import Iterator, Mapping, Set
from typing import Any

JOINER = "\u0640"  # a tatweel: what stands beside it takes the form of a letter within a word


@contextlib.contextmanager
def letters_noted(text: str) -> Iterator[None]:
    """Have WeasyPrint know the glyphs of each right-to-left letter of a text before it draws any."""
    from weasyprint.pdf.fonts import Font

    letters = {each for each in set(text) if each.isalpha() and unicodedata.bidirectional(each) in ("R", "AL")}
    start = Font.__init__

    def knowing(font: Any, *rest: Any) -> None:
        start(font, *rest)
        font.to_unicode.update(_glyphs(font.file_content, letters))

    if letters:
        Font.__init__ = knowing
    try:
        yield
    finally:
        Font.__init__ = start


def _glyphs(data: bytes, letters: Set[str]) -> Mapping[int, str]:
    """The glyphs of a font that stand for a letter, or for a part of one, in any place of a word."""
    import uharfbuzz

    face = uharfbuzz.Face(uharfbuzz.Blob(data))
    font, known = uharfbuzz.Font(face), face.unicodes
    found: dict[int, str] = {}
    for letter in sorted(letters):
        if ord(letter) not in known:
            continue
        for before, after in (("", ""), (JOINER, ""), ("", JOINER), (JOINER, JOINER)):
            buffer = uharfbuzz.Buffer()
            buffer.add_str(before + letter + after)
            buffer.guess_segment_properties()
            uharfbuzz.shape(font, buffer)
            glyphs = [info.codepoint for info in buffer.glyph_infos if info.cluster == len(before)][::-1]
            parts = [letter] if len(glyphs) == 1 else list(unicodedata.normalize("NFD", letter))
            if len(parts) == len(glyphs):
                for glyph, part in zip(glyphs, parts, strict=True):
                    found.setdefault(glyph, part)
    return found
