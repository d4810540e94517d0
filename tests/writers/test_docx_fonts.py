"""Fonts in Word files: which are carried, under what name, and how they are hidden."""

from __future__ import annotations

import io
import re
import uuid
import zipfile

from fontTools.ttLib import TTFont

from publish.theme.load import Theme, read_theme, stock_themes
from publish.theme.options import StyleOptions
from publish.writers.docx import write_book, write_pack
from publish.writers.docx_fonts import obfuscated
from tests.writers.docx_samples import ARABIC, ASSETS, WHOLE, article, book, p


def theme(*, embed_fonts: bool | None = None) -> Theme:
    return read_theme(stock_themes()["reader"], StyleOptions(embed_fonts=embed_fonts))


def carried(archive: zipfile.ZipFile) -> dict[tuple[str, str], TTFont]:
    """The fonts in a document by family and slot, as the font table tells of them."""
    paths = dict(
        re.findall(r'Id="(\w+)"[^>]*?Target="([^"]*)"', archive.read("word/_rels/fontTable.xml.rels").decode())
    )
    found = {}
    for name, entry in re.findall(
        r'<w:font w:name="([^"]*)">(.*?)</w:font>', archive.read("word/fontTable.xml").decode()
    ):
        for slot, ident, key in re.findall(r'<w:(embed\w+) r:id="(\w+)" w:fontKey="{([^}]*)}"/>', entry):
            font = obfuscated(archive.read(f"word/{paths[ident]}"), key)
            found[name, slot] = TTFont(io.BytesIO(font))
    return found


def compiled(*, embed_fonts: bool | None = None) -> zipfile.ZipFile:
    (file,) = write_book(book(WHOLE, ARABIC), theme(embed_fonts=embed_fonts), ASSETS).value
    return zipfile.ZipFile(io.BytesIO(file.data))


def test_the_book_carries_its_fonts_in_the_four_faces_of_word() -> None:
    archive = compiled()
    fonts = carried(archive)
    assert {slot for name, slot in fonts if name == "Literata"} == {
        *("embedRegular", "embedBold", "embedItalic", "embedBoldItalic"),
    }
    assert {name for name, _ in fonts} == {
        *("Literata", "Literata Display", "Source Sans 3", "JetBrains Mono", "Amiri", "Frank Ruhl Libre"),
    }
    assert b"<w:embedTrueTypeFonts/><w:saveSubsetFonts/>" in archive.read("word/settings.xml")
    assert b'<Default Extension="odttf"' in archive.read("[Content_Types].xml")


def test_a_font_calls_itself_what_the_styles_call_it() -> None:
    fonts = carried(compiled())
    assert fonts["Source Sans 3", "embedBold"]["name"].getDebugName(1) == "Source Sans 3"
    assert fonts["Literata Display", "embedRegular"]["name"].getDebugName(4) == "Literata Display"
    bold = fonts["Literata", "embedBoldItalic"]
    assert bold["name"].getDebugName(2) == "Bold Italic"
    assert bold["head"].macStyle == 0b11
    assert "Open Font License" in bold["name"].getDebugName(13)


def test_a_font_has_the_characters_of_the_text_and_of_corrections_and_no_more() -> None:
    (file,) = write_book(book(article(p("Łódź ≠ Lodz"))), theme(), ASSETS).value
    letters = carried(zipfile.ZipFile(io.BytesIO(file.data)))["Literata", "embedRegular"].getBestCmap()
    assert set(map(ord, "Łódź≠Loz")) <= set(letters)
    assert ord("q") in letters
    assert ord("ж") not in letters


def test_a_book_without_code_carries_no_font_for_it() -> None:
    (file,) = write_book(book(article(p("Text."))), theme(), ASSETS).value
    assert "JetBrains Mono" not in {name for name, _ in carried(zipfile.ZipFile(io.BytesIO(file.data)))}


def test_only_the_book_carries_fonts_unless_it_is_said() -> None:
    def fonts(data: bytes) -> bool:
        return b"odttf" in data

    for said, expected in ((None, (True, False)), (True, (True, True)), (False, (False, False))):
        style = theme(embed_fonts=said)
        made = (write_book(book(WHOLE), style, ASSETS).value[0], write_pack(book(WHOLE), style, ASSETS).value[0])
        assert tuple(fonts(file.data) for file in made) == expected


def test_the_first_bytes_are_hidden_by_the_key_in_reverse_and_shown_again_by_it() -> None:
    key = str(uuid.UUID(bytes=bytes(range(16))))
    hidden = obfuscated(bytes(40), key)
    assert hidden == bytes(reversed(range(16))) * 2 + bytes(8)
    assert obfuscated(hidden, key) == bytes(40)
