"""Sections of a Word file: sides, running lines, where openings stand; and the direction that a document has."""

from __future__ import annotations

import io
import re
import zipfile

from publish.theme.load import read_theme, stock_themes
from publish.theme.options import StyleOptions
from publish.writers.docx import write_book, write_pack
from tests.writers.docx_samples import ARABIC, ASSETS, WHOLE, book, compiled, paragraphs, part, reader

TWO_SIDED = read_theme(stock_themes()["reader"], StyleOptions(sides="two"))


def two_sided() -> zipfile.ZipFile:
    (file,) = write_book(book(WHOLE, ARABIC), TWO_SIDED, ASSETS).value
    return zipfile.ZipFile(io.BytesIO(file.data))


def sections(archive: zipfile.ZipFile) -> list[str]:
    return re.findall(r"<w:sectPr>.*?</w:sectPr>", archive.read("word/document.xml").decode())


def test_a_book_with_two_sides_has_mirrored_margins_and_opens_on_right_hand_pages() -> None:
    archive = two_sided()
    settings = archive.read("word/settings.xml")
    assert b"<w:mirrorMargins/>" in settings
    assert b"<w:evenAndOddHeaders/>" in settings
    _cover, _front, _contents, first, *_ = sections(archive)
    assert '<w:type w:val="oddPage"/>' in first
    assert 'w:right="1247"' in first  # 22 mm, the theme's outer margin
    assert 'w:left="1077"' in first  # 19 mm, its inner one


def test_running_lines_of_two_sides_stand_at_the_outer_edges() -> None:
    archive = two_sided()
    assert paragraphs(archive, "headEven") == [("Header", "The Book")]
    assert paragraphs(archive, "head") == [("Header", "\t")]
    assert b"STYLEREF" in archive.read("word/head.xml")
    assert paragraphs(archive, "footEven") == [("EvenFooter", "1")]
    assert b'w:styleId="EvenFooter"' in archive.read("word/styles.xml")


def test_a_book_with_one_side_has_nothing_of_two() -> None:
    archive = compiled(book(WHOLE))
    assert b"mirrorMargins" not in archive.read("word/settings.xml")
    assert not [name for name in archive.namelist() if "Even" in name]
    assert "oddPage" not in "".join(sections(archive))


def test_notes_are_numbered_from_one_in_each_article_under_ids_that_follow_on() -> None:
    archive = compiled(book(WHOLE, WHOLE))
    assert all('<w:numRestart w:val="eachSect"/>' in section for section in sections(archive))
    xml = archive.read("word/document.xml").decode()
    assert re.findall(r'<w:footnoteReference w:id="(\d+)"', xml) == ["1", "2"]
    assert re.findall(r'<w:footnote w:id="(\d+)"', archive.read("word/footnotes.xml").decode()) == ["1", "2"]


def test_the_styles_of_a_right_to_left_document_run_that_way_and_paragraphs_against_it_say_so() -> None:
    file = write_pack(book(ARABIC), reader(), ASSETS).value[0]
    archive = zipfile.ZipFile(io.BytesIO(file.data))
    styles = archive.read("word/styles.xml").decode()
    assert "<w:bidi/>" in re.findall(r'w:styleId="Normal".*?</w:style>', styles)[0]
    assert part(archive, "document").find(".//{*}pPr/{*}bidi") is None
    assert "<w:bidi/>" not in compiled(book(WHOLE)).read("word/styles.xml").decode()
