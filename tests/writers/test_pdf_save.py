"""Streams of a written PDF do not end in carriage returns."""

from __future__ import annotations

import io
import zlib

import pikepdf

from publish.writers.pdf_save import saved


def bad_stream(start: bytes) -> bytes:
    """Content whose compressed form ends in a carriage return."""
    while zlib.adler32(start) & 0xFF != 0x0D:
        start += b" "
    return start


def document(content: bytes, elements: int = 0) -> pikepdf.Pdf:
    book = pikepdf.new()
    book.add_blank_page()
    book.pages[0].Contents = book.make_stream(content)
    tree = book.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot, K=pikepdf.Array()))
    for number in range(elements):
        made = pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.P, P=tree, K=number)
        tree.K.append(book.make_indirect(made))
    book.Root.StructTreeRoot = tree
    return book


def test_contents_of_pages_end_well_and_say_the_same() -> None:
    data = saved(document(bad_stream(b"BT ET")))
    assert b"\r\nendstream" not in data
    with pikepdf.open(io.BytesIO(data)) as read:
        assert read.pages[0].Contents.read_bytes().split() == [b"BT", b"ET"]


def test_contents_that_are_compressed_already_end_well() -> None:
    content = bad_stream(b"BT ET")
    book = document(b"")
    book.pages[0].Contents.write(zlib.compress(content), filter=pikepdf.Name.FlateDecode)
    data = saved(book)
    assert b"\r\nendstream" not in data
    with pikepdf.open(io.BytesIO(data)) as read:
        assert read.pages[0].Contents.read_bytes().split() == [b"BT", b"ET"]


def test_packed_objects_end_well_too() -> None:
    for elements in range(0, 60_000, 20_000):
        data = saved(document(b"BT ET", elements))
        assert b"\r\nendstream" not in data
        with pikepdf.open(io.BytesIO(data)) as read:
            assert len(read.Root.StructTreeRoot.K) == elements


def test_a_font_knows_its_length() -> None:
    book = document(b"BT ET")
    font = bad_stream(b"\0\1\0\0 glyphs")
    book.Root.Font = book.make_indirect(book.make_stream(font, Length1=len(font)))
    with pikepdf.open(io.BytesIO(saved(book))) as read:
        assert int(read.Root.Font.Length1) == len(read.Root.Font.read_bytes()) == len(font) + 1


def test_the_same_book_gives_the_same_bytes() -> None:
    assert saved(document(b"BT ET", 20_000)) == saved(document(b"BT ET", 20_000))
