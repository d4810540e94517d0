"""What glyphs stand for where these are not letters one by one, so that copied text has every letter in its place.

A letter of Arabic takes another glyph by its place in a word, and some take two: an alef and its hamza. WeasyPrint
gives the whole letter to the first glyph that it meets of these and nothing to the second, and so wherever that glyph
is used. In Devanagari and its like, glyphs also change places: there the text of each line stands beside its glyphs.
"""

from __future__ import annotations

import contextlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Set
from typing import Any

JOINER = "\u0640"  # a tatweel: what stands beside it takes the form of a letter within a word
NOTHING = "\u200b"  # for a glyph that stands for no letter of its own: a map of glyphs to "" is malformed
_REORDERED = re.compile("[\u0900-\u0eff\u1000-\u109f\u1780-\u17ff]")  # from India to Cambodia


@contextlib.contextmanager
def letters_noted(text: str, signs: Mapping[int, str] | None = None) -> Iterator[None]:
    """Have WeasyPrint know the glyphs of each right-to-left letter of a text before it draws any.

    `signs` tells what stand-ins in the text are for, which then stands beside them.
    """
    from weasyprint.pdf.fonts import Font

    letters = {each for each in set(text) if each.isalpha() and unicodedata.bidirectional(each) in ("R", "AL")}
    start = Font.__init__

    def knowing(font: Any, *rest: Any) -> None:
        start(font, *rest)
        font.to_unicode.update(_glyphs(font.file_content, letters))

    if letters:
        Font.__init__ = knowing
    try:
        with _lines_told(signs or {}) if signs or _REORDERED.search(text) else contextlib.nullcontext():
            yield
    finally:
        Font.__init__ = start


@contextlib.contextmanager
def _lines_told(signs: Mapping[int, str]) -> Iterator[None]:
    """Have each line told beside its glyphs where these change places, or stand for others (ISO 32000-1, 14.9.4)."""
    import pydyf
    from weasyprint.draw import text

    draw = text.draw_first_line

    def telling(stream: Any, textbox: Any, *rest: Any) -> Any:
        said = textbox.text.translate(signs)
        if said == textbox.text and not _REORDERED.search(said):
            return draw(stream, textbox, *rest)
        stream.begin_marked_content("Span", pydyf.Dictionary({"ActualText": pydyf.String(said)}))
        drawn = draw(stream, textbox, *rest)
        stream.end_marked_content()
        return drawn

    text.draw_first_line = telling
    try:
        yield
    finally:
        text.draw_first_line = draw


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
