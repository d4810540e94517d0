"""What is drawn, in as few bytes as it takes: what moves glyphs is added up, and rounded where nobody can see it.

WeasyPrint writes each glyph that is moved by itself, and moves by nothing as well; places to a millionth of a pixel.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any

import pydyf

SHOWN = b"] TJ"
FONT, PLACE = b" Tf", b" Tm"
DIGITS = 3  # after the point, of places in pixels and points
_ESCAPED = ((b"\\", b"\\\\"), (b"(", b"\\("), (b")", b"\\)"), (b"\r", b"\\r"))  # in strings (ISO 32000-1, 7.3.4.2)


def shorten(pdf: Any, fonts: Mapping[Any, Any]) -> None:
    """Shorten the text of a PDF that WeasyPrint has made of these fonts, and has not written."""
    from weasyprint.pdf.stream import Stream

    spaces = {font.hash.encode(): _spaces(font) for font in fonts.values()}
    for entry in pdf.objects:
        if isinstance(entry, Stream):
            entry.stream[:] = _shortened(entry.stream, spaces)
        elif isinstance(entry, dict) and "Rect" in entry:
            entry["Rect"][:] = [round(side, DIGITS) for side in entry["Rect"]]


def _spaces(font: Any) -> Set[bytes]:
    """The glyphs of a font that show nothing, as they stand in a text."""
    if font.bitmap:
        return frozenset()
    return {b"%04x" % glyph for glyph, text in font.to_unicode.items() if text == " "}


def _shortened(items: list[Any], spaces: Mapping[bytes, Set[bytes]]) -> Iterator[Any]:
    invisible: Set[bytes] = frozenset()
    for item in items:
        if not isinstance(item, bytes):
            yield item
        elif item.endswith(SHOWN):
            yield shown(item, invisible)
        elif item.endswith(PLACE):
            *matrix, x, y, operator = item.split()
            yield b" ".join((*matrix, _rounded(x), _rounded(y), operator))
        else:
            if item.endswith(FONT):
                invisible = spaces[item[1:].partition(b" ")[0]]
            yield item


def _rounded(number: bytes) -> bytes:
    return b"%.*f" % (DIGITS, float(number)) if b"." in number else number


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


def drawn_apart(items: Iterable[Any]) -> tuple[bytes, ...]:
    """A content that draws one thing after the other as streams: what is before all, each thing, what is after all.

    As one stream where that cannot be told; without any where nothing is drawn.
    """
    written = list(map(pydyf._to_bytes, items))
    depths = list(itertools.accumulate((item == b"q") - (item == b"Q") for item in written))
    drawing = [place for place, item in enumerate(written) if item not in (b"q", b"Q") and not item.endswith(b" cm")]
    if not drawing:
        return ()
    least = min(depths[drawing[0] : drawing[-1] + 1])
    start = max((place + 1 for place in range(drawing[0]) if depths[place] == least), default=0)
    groups: list[list[bytes]] = [written[:start], []]
    for place in range(start, len(written)):
        groups[-1].append(written[place])
        if depths[place] == least and written[place] == b"Q":
            if place >= drawing[-1]:
                groups.append(written[place + 1 :])
                return tuple(b"".join(item + b"\n" for item in group) for group in groups)
            groups.append([])
        elif depths[place] == least:  # it is drawn for all that follows
            break
    return (b"".join(item + b"\n" for item in written),)
