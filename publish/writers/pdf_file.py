"""A PDF file, written object by object (ISO 32000-1, 7.5): small objects are packed, so that the file is small.

No stream ends in a carriage return. With the line feed that follows a stream it looks like one end of line, and a
validator that measures a stream by the word after it finds the length wrong.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from typing import Any

HEADER = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"
PACKED = 200  # objects in one stream, at most 256
ROW = 6  # bytes of an entry of the cross-reference stream
LEVEL = 9
LEAST_COMPRESSED = 200  # bytes of a content that are not many more than the words that it is compressed
_RETURN = ord("\r")
_FREE, _PLAIN, _IN_STREAM = range(3)  # kinds of entries in the cross-reference stream


class PdfFile:
    """A file that objects are added to, each once. Objects get their numbers when they are added, or before."""

    def __init__(self) -> None:
        self.output = bytearray(HEADER)
        self.places: list[tuple[int, int, int]] = [(_FREE, 0, 0)]
        self.packing: list[tuple[int, bytes]] = []

    def number(self) -> int:
        """The number of an object that is added later."""
        self.places.append((_FREE, 0, 0))
        return len(self.places) - 1

    def put(self, text: bytes, number: int = 0) -> int:
        """Add an object that is no stream; its number."""
        number = number or self.number()
        self.packing.append((number, text))
        if len(self.packing) == PACKED:
            self._pack()
        return number

    def put_stream(self, entries: bytes, content: bytes, number: int = 0) -> int:
        """Add a stream with a dictionary, which says how long it is, and a content; its number."""
        number = number or self.number()
        self.places[number] = (_PLAIN, len(self.output), 0)
        self.output += b"%d 0 obj\n%b\nstream\n%b\nendstream\nendobj\n" % (number, entries, content)
        return number

    def put_compressed(self, entries: bytes, content: bytes, number: int = 0) -> int:
        """Add a stream of a content that is compressed here; `entries` are others of its dictionary."""
        content = zlib.compress(ending_well(content), LEVEL)
        return self.put_stream(b"<<%b/Filter/FlateDecode/Length %d>>" % (entries, len(content)), content, number)

    def put_content(self, content: bytes) -> int:
        """Add what pages draw, compressed where that spares room; its number."""
        if len(content) > LEAST_COMPRESSED:
            return self.put_compressed(b"", content)
        return self.put_stream(b"<</Length %d>>" % len(content), content)

    def _pack(self) -> None:
        if not self.packing:
            return
        stream = self.number()
        heads, length = [], 0
        for index, (number, text) in enumerate(self.packing):
            heads.append(b"%d %d" % (number, length))
            length += len(text) + 1
            self.places[number] = (_IN_STREAM, stream, index)
        head = b" ".join(heads) + b"\n"
        entries = b"/Type/ObjStm/N %d/First %d" % (len(heads), len(head))
        self.put_compressed(entries, head + b"\n".join(text for _, text in self.packing), stream)
        self.packing.clear()

    def written(self, root: int, info: int) -> bytes:
        """The file, whose catalog and information dictionary have these numbers."""
        self._pack()
        start = len(self.output)
        own = self.number()
        self.places[own] = (_PLAIN, start, 0)
        rows = b"".join(b"%c%b%c" % (kind, place.to_bytes(4), index) for kind, place, index in self.places)
        entries = (
            b"/Type/XRef/W[1 4 1]/Size %d/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]/DecodeParms<</Predictor 12/Columns 6>>"
        )
        name = hashlib.md5(self.output, usedforsecurity=False).hexdigest().encode()
        content = _table_ending_well(b"".join(_ups(rows, ROW)))
        self.put_compressed(entries % (len(self.places), root, info, name, name), content, own)
        return bytes(self.output) + b"startxref\n%d\n%%%%EOF\n" % start


def _ups(rows: bytes, width: int) -> Iterator[bytes]:
    """Rows of a table, each as what it is more than the one above it, which compresses better (PNG's filter Up)."""
    above = bytes(width)
    for place in range(0, len(rows), width):
        row = rows[place : place + width]
        yield b"\2" + bytes((byte - before) & 0xFF for byte, before in zip(row, above, strict=True))
        above = row


def ending_well(content: bytes) -> bytes:
    """A content with white space after it where it would end in a carriage return when it is compressed.

    That end is the checksum of the content (Adler-32, RFC 1950), so one in 256 contents needs it.
    """
    while zlib.adler32(content) & 0xFF == _RETURN:
        content += b"\n"
    return content


def _table_ending_well(table: bytes) -> bytes:
    """A table of rows that says the same and needs nothing after it, which would be a row cut short.

    Its first row is all zeros: the same as what it is more than the row above (Up) and than the byte before (Sub).
    """
    return b"\1" + table[1:] if ending_well(table) != table else table


def packed(stream: Any) -> tuple[bytes, bytes]:
    """(the dictionary, the content) of a stream of pydyf's, which has no types."""
    import pydyf

    content = b"\n".join(pydyf._to_bytes(item) for item in stream.stream)
    entries = dict(stream.extra)
    if stream.compress:
        content = ending_well(content)
        if "Length1" in entries:  # of a font
            entries["Length1"] = len(content)
        content = zlib.compress(content, LEVEL)
        entries["Filter"] = "/FlateDecode"
    entries["Length"] = len(content)
    return pydyf.Dictionary(entries).data, content
