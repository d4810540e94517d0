"""The fonts that an EPUB carries with it, where the user wants that."""

from __future__ import annotations

import re
from dataclasses import replace

from publish.model import Code
from publish.theme.fonts import characters_in
from publish.theme.load import Theme
from publish.theme.options import StyleOptions
from tests.writers.epub_samples import article, book, every_kind, files, p, stock_theme, words_of


def embedded() -> Theme:
    return replace(stock_theme(), options=StyleOptions(epub_fonts="embedded"))


def _families(found: dict[str, bytes]) -> list[str]:
    return list(dict.fromkeys(re.findall(r'@font-face { font-family: "([^"]+)"', found["EPUB/book.css"].decode())))


def test_a_book_carries_no_fonts_by_default() -> None:
    found = files(book(every_kind("en")))
    assert not [name for name in found if name.startswith("EPUB/fonts/")]
    assert _families(found) == []


def test_every_font_is_loaded_by_the_sheet_and_has_the_characters_of_the_book() -> None:
    found = files(book(article("Queen", p("Zebra"))), embedded())
    fonts = [name for name in found if name.startswith("EPUB/fonts/")]
    loaded = re.findall(r'url\("([^"]+)"\)', found["EPUB/book.css"].decode())
    assert [f"EPUB/{name}" for name in loaded] == fonts
    for name in fonts:
        assert set(map(ord, "QueenZebra")) <= characters_in([found[name]])
        assert ord("Y") not in characters_in([found[name]])


def test_the_font_for_code_is_there_where_there_is_code() -> None:
    assert _families(files(book(article("A")), embedded())) == ["Literata", "Literata Display", "Source Sans 3"]
    assert "JetBrains Mono" in _families(files(book(article("A", p(Code("x")))), embedded()))


def test_other_scripts_have_their_fonts_and_stand_in_every_stack() -> None:
    found = files(book(every_kind("ar")), embedded())
    assert "Amiri" in _families(found)
    stacks = re.findall(r"[{;] font-family: ([^;}]+)", found["EPUB/book.css"].decode().partition("\nbody")[2])
    assert stacks
    assert all(stack.strip() == "inherit" or '"Amiri"' in stack for stack in stacks)


def test_the_colophon_names_the_fonts_that_are_there() -> None:
    assert "Literata" in words_of(files(book(article("A")), embedded())["EPUB/colophon.xhtml"])


def test_the_same_book_has_the_same_fonts() -> None:
    assert files(book(every_kind("en")), embedded()) == files(book(every_kind("en")), embedded())
