"""The EPUB as a whole: its files, its text, its bytes."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from publish.model import (
    Asset,
    Cell,
    Direction,
    Footnote,
    Link,
    Mark,
    NoteRef,
    Part,
    Picture,
    Publication,
    Quote,
    Styled,
    Table,
    Text,
)
from publish.theme.options import StyleOptions
from publish.walk import blocks_text, book_direction
from publish.writers.epub import write_epub
from publish.writers.epub_documents import MOST_BYTES
from tests.writers.epub_samples import (
    DOT,
    HOSTILE_TITLES,
    WORDS,
    article,
    book,
    dots,
    every_kind,
    files,
    h,
    p,
    stock_theme,
    words_of,
)

OPF = {"o": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}


def _hrefs(markup: bytes) -> list[str]:
    return re.findall(r'<a\b[^<>]* href="([^"]*)"', markup.decode())


def _inked(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_the_files_are_named_by_us_and_the_mimetype_comes_first() -> None:
    assert list(files(book(every_kind("en"), article("B")))) == [
        "mimetype",
        "META-INF/container.xml",
        "EPUB/content.opf",
        "EPUB/cover.xhtml",
        "EPUB/title.xhtml",
        "EPUB/contents.xhtml",
        "EPUB/a001.xhtml",
        "EPUB/a002.xhtml",
        "EPUB/sources.xhtml",
        "EPUB/colophon.xhtml",
        "EPUB/nav.xhtml",
        "EPUB/book.css",
        "EPUB/images/cover.png",
        "EPUB/images/p001.png",
        "EPUB/toc.ncx",
    ]


def test_the_spine_reads_from_the_cover_to_the_colophon_with_the_contents_in_it() -> None:
    package = etree.fromstring(files(book(parts=(Part("North", (article("A"),)),)))["EPUB/content.opf"])
    spine = [item.get("idref") for item in package.iterfind("o:spine/o:itemref", OPF)]
    assert spine == [f"{name}-xhtml" for name in ("cover", "title", "contents", "p01", "a001", "sources", "colophon")]
    (navigation,) = package.iterfind("o:manifest/o:item[@properties='nav']", OPF)
    assert navigation.get("href") == "nav.xhtml"


@pytest.mark.parametrize("language", WORDS)
def test_a_document_has_the_words_of_its_article_in_order(language: str) -> None:
    source = every_kind(language)
    shown = words_of(files(book(source))["EPUB/a001.xhtml"])
    place = 0
    for line in blocks_text(source.blocks).split("\n"):
        place = _inked(shown).index(_inked(line), place)
    assert all(_inked(line) in _inked(shown)[place:] for line in ("A note", "in two", "About the author"))


@pytest.mark.parametrize("title", HOSTILE_TITLES)
def test_a_hostile_title_is_text_everywhere_and_every_file_is_well_formed(title: str) -> None:
    found = files(book(article(title, p(title)), title=title, subtitle=title, description=title))
    for name, content in found.items():
        if name.endswith((".xhtml", ".opf", ".ncx")):
            etree.fromstring(content)
    assert b"<script" not in b"".join(found.values())
    assert _inked(title) in _inked(words_of(found["EPUB/a001.xhtml"]))


def test_articles_with_one_title_are_still_two_entries() -> None:
    found = files(book(article("Same"), article("Same")))
    assert words_of(found["EPUB/nav.xhtml"]).startswith("Contents Same Same Sources Colophon")
    assert words_of(found["EPUB/contents.xhtml"]) == "Contents Same Same Sources"


def test_an_article_without_a_title_is_called_by_its_number() -> None:
    found = files(book(article("A"), article(" ")))
    assert words_of(found["EPUB/contents.xhtml"]) == "Contents A 2 Sources"
    assert words_of(found["EPUB/a002.xhtml"]) == "2 2"


def test_no_two_elements_have_one_id_even_where_a_heading_is_called_as_a_note_is() -> None:
    noted = article("A", h(2, "Note 1", "note-1"), p(NoteRef("n")), footnotes=(Footnote("n", (p("A note"),)),))
    names = re.findall(r' id="([^"]*)"', files(book(noted))["EPUB/a001.xhtml"].decode())
    assert names == ["a1", "a1-note-1", "a1n1-ref", "a1notes", "a1n1"]


def test_characters_that_xml_forbids_do_not_break_a_document() -> None:
    assert "a\ufffdb" in words_of(files(book(article("A", p("a\x00b"))))["EPUB/a001.xhtml"])


def test_an_empty_article_is_a_document_with_its_title() -> None:
    assert words_of(files(book(article("Empty"), article("Full")))["EPUB/a001.xhtml"]) == "1 Empty"


def test_a_link_to_a_heading_stays_and_a_link_to_nowhere_keeps_its_words() -> None:
    markup = files(
        book(article("A", h(2, "One", "one"), p(Link("#one", (Text("up"),)), Link("#two", (Text("gone"),)))))
    )["EPUB/a001.xhtml"]
    assert _hrefs(markup) == ["#a1-one"]
    assert "gone" in words_of(markup)


def test_a_link_around_nothing_is_no_link() -> None:
    silent = (Link("https://e.org/", (Picture("dot", ""),)), Link("https://e.org/", (Styled(Mark.STRONG, ()),)))
    markup = files(book(article("A", p(*silent))))["EPUB/a001.xhtml"]
    assert _hrefs(markup) == []
    assert b'alt=""' in markup


def test_no_heading_is_more_than_one_level_below_the_one_before_not_even_in_a_quotation() -> None:
    jumping = article("A", Quote((h(4, "Deep"),)), h(3, "Three"), h(2, "Two"), Quote((h(6, "Deepest"),)))
    markup = files(book(jumping))["EPUB/a001.xhtml"].decode()
    assert re.findall(r"<h(\d)", markup) == re.findall(r"</h(\d)", markup) == ["1", "2", "3", "2", "3"]


def test_an_address_is_percent_encoded_and_what_is_none_is_no_link() -> None:
    links = (Link("https://münchen.example/a b?q=ö", (Text("x"),)), Link("https://[bad", (Text("y"),)))
    assert _hrefs(files(book(article("A", p(*links))))["EPUB/a001.xhtml"]) == [
        "https://xn--mnchen-3ya.example/a%20b?q=%C3%B6"
    ]


def test_a_long_article_is_split_at_headings_and_its_links_lead_across() -> None:
    chapters = [part for n in range(6) for part in (h(2, f"Part {n}", f"p{n}"), p("word " * 12_000))]
    links = p(Link("#p5", (Text("the end"),)), NoteRef("n"))
    long = article("Long", links, *chapters, footnotes=(Footnote("n", (p("A note"),)),))
    found = {name: content for name, content in files(book(long)).items() if name.startswith("EPUB/a001")}
    assert list(found) == ["EPUB/a001.xhtml", "EPUB/a001-2.xhtml", "EPUB/a001-3.xhtml"]
    assert all(len(content) < MOST_BYTES + 5_000 for content in found.values())
    assert _hrefs(found["EPUB/a001.xhtml"]) == ["a001-2.xhtml#a1-p5", "a001-3.xhtml#a1n1"]
    assert words_of(found["EPUB/a001-2.xhtml"]).startswith("Part 3 ")
    assert _hrefs(found["EPUB/a001-3.xhtml"]) == ["a001.xhtml#a1n1-ref"]


def test_parts_are_pages_and_one_more_level_of_the_contents() -> None:
    found = files(book(parts=(Part("North", (article("A"),)), Part("South", (article("B"),)), Part("Empty", ()))))
    assert [name for name in found if "/p0" in name] == ["EPUB/p01.xhtml", "EPUB/p02.xhtml"]
    assert '<li><a href="p02.xhtml">South</a>\n<ol>\n<li><a href="a002.xhtml">B' in found["EPUB/nav.xhtml"].decode()
    assert words_of(found["EPUB/contents.xhtml"]) == "Contents North A South B Sources"
    assert '<ol start="2">' in found["EPUB/contents.xhtml"].decode()


def test_headings_are_in_the_panels_of_reading_apps_if_the_book_shows_them_or_not() -> None:
    publication = book(article("A", h(2, "Two", "two"), h(3, "Three", "three")))
    found = files(publication)
    assert '<ol>\n<li><a href="a001.xhtml#a1-two">Two</a></li>\n</ol>' in found["EPUB/nav.xhtml"].decode()
    assert words_of(found["EPUB/contents.xhtml"]) == "Contents A Sources"
    deep = files(publication, replace(stock_theme(), options=StyleOptions(contents=3)))
    assert _hrefs(deep["EPUB/contents.xhtml"]) == [
        *("a001.xhtml#a1", "a001.xhtml#a1-two", "a001.xhtml#a1-three"),
        "sources.xhtml#sources",
    ]


def test_landmarks_name_cover_contents_text_notes_and_sources() -> None:
    contents = files(book(article("A"), every_kind("en"), every_kind("en")))["EPUB/nav.xhtml"].decode()
    assert re.findall(r'epub:type="([a-z]+)" href="([a-z0-9.#]+)"', contents) == [
        ("cover", "cover.xhtml"),
        ("titlepage", "title.xhtml"),
        ("toc", "contents.xhtml"),
        ("bodymatter", "a001.xhtml"),
        ("endnotes", "a002.xhtml#a2notes"),
        ("bibliography", "sources.xhtml"),
        ("colophon", "colophon.xhtml"),
    ]


def test_sources_say_what_is_known_and_what_is_not() -> None:
    known = article(
        "A", authors=("Ann Author",), publication="The Paper", published="2017-02-26", url="https://e.org/a"
    )
    shown = words_of(files(book(known, article("B")))["EPUB/sources.xhtml"])
    assert shown == (
        "Sources Ann Author: A. The Paper, 26 February 2017. https://e.org/a. B. author and source unknown, undated."
    )


def test_the_colophon_gives_the_rights_and_names_no_font() -> None:
    assert "All mine." in words_of(files(book(article("A"), rights="All mine."))["EPUB/colophon.xhtml"])
    assert "Literata" not in words_of(files(book(article("A")))["EPUB/colophon.xhtml"])


def test_an_added_article_keeps_the_identifier_and_moves_the_time_of_change_but_not_its_day() -> None:
    packages = [etree.fromstring(files(book(*map(article, titles)))["EPUB/content.opf"]) for titles in ("A", "AB")]
    identifiers = {package.findtext(".//dc:identifier", namespaces=OPF) for package in packages}
    changes = {package.findtext(".//o:meta[@property='dcterms:modified']", namespaces=OPF) for package in packages}
    assert (len(identifiers), len(changes)) == (1, 2)
    assert {change[:11] for change in changes if change} == {"2024-09-14T"}


def test_a_subtitle_on_the_title_page_is_not_in_the_heading_which_is_larger() -> None:
    for publication in (book(title="Tide: And Stone"), book(title="Tide", subtitle="And Stone")):
        markup = files(publication)["EPUB/title.xhtml"].decode()
        assert re.search(r'Tide</h1>\n<p class="subtitle">And Stone</p>', markup)


def test_documents_have_the_language_and_direction_of_their_article() -> None:
    found = files(book(every_kind("en"), every_kind("he")))
    assert etree.fromstring(found["EPUB/a001.xhtml"]).attrib.values() == ["en", "en", "ltr"]
    assert etree.fromstring(found["EPUB/a002.xhtml"]).attrib.values() == ["he", "he", "rtl"]


def test_the_pages_of_a_right_to_left_book_turn_that_way() -> None:
    package = etree.fromstring(files(book(every_kind("ar"), language="ar"))["EPUB/content.opf"])
    spine = package.find("o:spine", OPF)
    assert spine is not None
    assert (spine.get("page-progression-direction"), package.get("dir")) == ("rtl", "rtl")


@pytest.mark.parametrize(
    ("publication", "direction"),
    [
        (book(every_kind("en")), Direction.LTR),
        (book(every_kind("ar"), every_kind("he"), every_kind("en")), Direction.RTL),
        (book(every_kind("en"), language="fa"), Direction.RTL),
        (book(), Direction.LTR),
    ],
)
def test_a_book_turns_as_its_language_or_most_of_its_articles(publication: Publication, direction: Direction) -> None:
    assert book_direction(publication) is direction


def test_the_users_picture_is_the_cover() -> None:
    own = {"own": Asset("own", DOT, "image/png", 1, 1)}
    (file,) = write_epub(book(article("A"), cover="own"), stock_theme(), own).value
    assert DOT in file.data


@pytest.mark.parametrize(
    ("columns", "rows", "box"),
    [
        (3, 90, ""),
        (9, 4, '<div class="scroll" role="group" tabindex="0">'),
        (9, 90, '<div class="small tight">'),  # no page can hold it, and apps would cut off the rest
    ],
)
def test_a_table_too_wide_for_a_narrow_screen_scrolls_or_breaks_its_words(columns: int, rows: int, box: str) -> None:
    row = tuple(Cell((p("Lighthouse"),)) for _ in range(columns))
    markup = files(book(article("A", Table(columns, (row,), (row,) * rows, ()))))["EPUB/a001.xhtml"].decode()
    assert f"{box}<table>" in markup
    assert markup.count("<div") == (2 if box else 1)


def test_a_corner_of_a_table_without_words_heads_nothing() -> None:
    head = (Cell(()), Cell((p("Year"),)))
    markup = files(book(article("A", Table(2, (head,), (head,), ()))))["EPUB/a001.xhtml"].decode()
    assert '<tr><th role="cell"></th><th scope="col">Year</th></tr>' in markup


def test_the_same_book_is_the_same_bytes_in_any_time_zone_and_with_any_hash_seed(tmp_path: Path) -> None:
    script = (
        "import hashlib; from tests.writers.epub_samples import *\n"
        "(file,) = write_epub(book(*map(every_kind, WORDS)), stock_theme(), dots()).value\n"
        "print(hashlib.sha256(file.data).hexdigest())"
    )
    root = Path(__file__).parents[2]
    prints = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(root)},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Karachi"))
    }
    (file,) = write_epub(book(*map(every_kind, WORDS)), stock_theme(), dots()).value
    assert prints == {f"{hashlib.sha256(file.data).hexdigest()}\n".encode()}


def test_a_book_of_three_hundred_articles_is_small() -> None:
    many = book(*(article(f"Article {n}", h(2, "One", "one"), p("word " * 300)) for n in range(300)))
    (file,) = write_epub(many, stock_theme(), {}).value
    assert len(file.data) < 300_000
