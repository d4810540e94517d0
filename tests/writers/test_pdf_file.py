"""PDF files as they are written: readable, packed, the same each time, and no stream ends in a carriage return."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pydyf
import pytest

from publish.writers.pdf_file import PdfFile, packed


def bad_content(start: bytes) -> bytes:
    """Content whose compressed form ends in a carriage return."""
    while zlib.adler32(start) & 0xFF != 0x0D:
        start += b" "
    return start


def written(content: bytes = b"BT ET", others: int = 0) -> bytes:
    """A file of one page with this content, and so many small objects in an array."""
    file = PdfFile()
    pages = file.number()
    page = b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 9 9]/Resources<<>>/Contents %d 0 R>>"
    page %= (pages, file.put_compressed(b"", content))
    file.put(b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % file.put(page), pages)
    many = b" ".join(b"%d 0 R" % file.put(b"<</Number %d>>" % number) for number in range(others))
    root = file.put(b"<</Type/Catalog/Pages %d 0 R/Many[%b]>>" % (pages, many))
    return file.written(root, file.put(b"<</Producer(publish)>>"))


@pytest.mark.parametrize("others", [0, 1, 199, 200, 201, 1_000])
def test_all_objects_are_read_back(others: int) -> None:
    with pikepdf.open(io.BytesIO(written(others=others))) as read:
        assert [int(each.Number) for each in read.Root.Many] == list(range(others))
        assert read.pages[0].Contents.read_bytes() == b"BT ET"
        assert not read.check_pdf_syntax()


def test_contents_end_well_and_say_the_same() -> None:
    data = written(bad_content(b"BT ET"))
    assert b"\r\nendstream" not in data
    with pikepdf.open(io.BytesIO(data)) as read:
        assert read.pages[0].Contents.read_bytes().split() == [b"BT", b"ET"]


def table_of(data: bytes) -> bytes:
    """The cross-reference stream, the last of a file, in the rows that are compressed in it."""
    return zlib.decompress(data[data.rindex(b"\nstream\n") + 8 : data.rindex(b"\nendstream\n")])


def test_packed_objects_and_the_table_of_all_end_well() -> None:
    mended = 0
    for others in range(600):
        data = written(others=others)
        assert b"\r\nendstream" not in data
        table = table_of(data)
        assert len(table) % 7 == 0, "a row of the table is cut short"
        if table[0] != 2:
            mended += 1
            with pikepdf.open(io.BytesIO(data)) as read:
                assert len(read.Root.Many) == others
                assert not read.check_pdf_syntax()
                assert not read.get_warnings()
    assert mended


def test_a_font_knows_its_length() -> None:
    font = bad_content(b"\0\1\0\0 glyphs")
    entries, content = packed(pydyf.Stream([font], {"Length1": len(font)}, compress=True))
    assert zlib.decompress(content) == font + b"\n"
    assert b"/Length1 %d" % (len(font) + 1) in entries
    assert b"/Length %d" % len(content) in entries


def test_the_same_objects_give_the_same_bytes() -> None:
    assert written(others=500) == written(others=500)
