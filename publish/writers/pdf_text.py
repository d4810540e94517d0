"""Shown text in as few bytes as it takes: what moves glyphs is added up, and rounded where nobody can see it.

WeasyPrint writes each glyph that is moved by itself, and moves by nothing as well.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Set
from typing import Any

SHOWN = b"] TJ"
FONT = b" Tf"
_ESCAPED = ((b"\\", b"\\\\"), (b"(", b"\\("), (b")", b"\\)"), (b"\r", b"\\r"))  # in strings (ISO 32000-1, 7.3.4.2)


def shorten(pdf: Any, fonts: Mapping[Any, Any]) -> None:
    """Shorten the text of a PDF that WeasyPrint has made of these fonts, and has not written."""
    from weasyprint.pdf.stream import Stream

    spaces = {font.hash.encode(): _spaces(font) for font in fonts.values()}
    for entry in pdf.objects:
        if isinstance(entry, Stream):
            entry.stream[:] = _shortened(entry.stream, spaces)


def _spaces(font: Any) -> Set[bytes]:
    """The glyphs of a font that show nothing, as they stand in a text."""
    if font.bitmap:
        return frozenset()
    return {b"%04x" % glyph for glyph, text in font.to_unicode.items() if text == " "}


def _shortened(items: list[Any], spaces: Mapping[bytes, Set[bytes]]) -> Iterator[Any]:
    invisible: Set[bytes] = frozenset()
    for item in items:
        if isinstance(item, bytes) and item.endswith(FONT):
            invisible = spaces[item[1:].partition(b" ")[0]]
        yield shown(item, invisible) if isinstance(item, bytes) and item.endswith(SHOWN) else item


def shown(item: bytes, invisible: Set[bytes]) -> bytes:
    """An operator TJ with as few strings and numbers as it can have; spaces are moved only with what follows them.

    Numbers are thousandths of the size of the font, and what is rounded off one is added to the next.
    """
    start, *pieces = item[1 : -len(SHOWN)].split(b"<")
    found = bytearray(b"[(")
    move = float(start or 0)
    for piece in pieces:
        run, _, after = piece.partition(b">")
        if run:
            if abs(move) >= 0.5 and run not in invisible:
                whole = round(move)
                move -= whole
                found += b")%d(" % whole
            found += _string(run)
        if after != b"0":
            move += float(after or 0)
    found += b")%d]TJ" % round(move) if abs(move) >= 0.5 else b")]TJ"  # there may be text of another font after it
    return bytes(found).replace(b"()", b"", 1) if found.startswith(b"[()") else bytes(found)


@functools.lru_cache(maxsize=1 << 14)
def _string(glyphs: bytes) -> bytes:
    """Glyphs as they stand in a string."""
    text = bytes.fromhex(glyphs.decode())
    for each, escaped in _ESCAPED:
        text = text.replace(each, escaped)
    return text
