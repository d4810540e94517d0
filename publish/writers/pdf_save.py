"""Writing a PDF so that no stream ends in a carriage return.

The line feed that follows a stream, with a carriage return before it, looks like one end of line: a validator that
measures a stream by the word after it finds the length wrong. A compressed stream ends in the checksum of its content
(Adler-32, RFC 1950), so one in 256 has such an end, and another white space in its content gives it another.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from typing import Any, TypeAlias

Pdf: TypeAlias = Any  # a pikepdf.Pdf

RETURN = ord("\r")
ROUNDS = 6  # of writing; each leaves one in 256 of what it mends
_WORDS = {"/StructElem": "/T", "/Annot": "/Contents"}
_OBJECTS = re.compile(rb"<< /Type /ObjStm /Length (\d+)[^<>]*/First (\d+) >>\nstream\n")


def saved(book: Pdf) -> bytes:
    """The bytes of the book, compressed, the same for the same book."""
    for entry in book.objects:
        _end_well(entry)
    data = _written(book)
    for _ in range(ROUNDS):
        badly_ended = list(_badly_ended(data))
        if not badly_ended:
            break
        data = _mended(data, badly_ended)
    return data


def _written(book: Pdf) -> bytes:
    import pikepdf

    buffer = io.BytesIO()
    book.save(
        buffer,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        fix_metadata_version=False,
    )
    return buffer.getvalue()


def _end_well(entry: Any) -> None:
    """Add a byte, which its readers pass over, to a stream that would end in a carriage return."""
    from pikepdf import Stream

    if not isinstance(entry, Stream) or entry.get("/Type") == "/EmbeddedFile" or entry.get("/Subtype") == "/Image":
        return
    content = entry.read_raw_bytes()
    if "/Filter" not in entry:
        ends_badly = zlib.adler32(content) & 0xFF == RETURN
    elif ends_badly := entry.Filter == "/FlateDecode" and "/DecodeParms" not in entry and content[-1:] == b"\r":
        content = zlib.decompress(content)
    if ends_badly:
        entry.write(content + b"\n")
        if "/Length1" in entry:  # of a font
            entry.Length1 = len(content) + 1


def _badly_ended(data: bytes) -> Iterator[tuple[int, ...]]:
    """For each stream of objects that ends in a carriage return, the numbers of its objects."""
    for found in _OBJECTS.finditer(data):
        packed = data[found.end() : found.end() + int(found[1])]
        if packed.endswith(b"\r"):
            yield tuple(map(int, zlib.decompress(packed)[: int(found[2])].split()[::2]))


def _mended(data: bytes, badly_ended: list[tuple[int, ...]]) -> bytes:
    """The book with a space more in the title of one structure element, or the words of one link, of each."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as book:
        for numbers in badly_ended:
            for number in numbers:
                entry = book.get_object(number, 0)
                kind = entry.get("/Type") if isinstance(entry, pikepdf.Dictionary) else None
                key = _WORDS.get(str(kind))
                if key is not None:
                    entry[key] = pikepdf.String(str(entry.get(key, "")) + " ")
                    break
        return _written(book)
