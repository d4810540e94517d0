"""The DOCX writer: text, styles, structure and package of books and of single articles."""

from __future__ import annotations

import io
import pickle
import re
import zipfile
from dataclasses import replace

import pytest

from publish.model import (
    Article,
    Asset,
    BookMeta,
    Callout,
    CodeBlock,
    Direction,
    Figure,
    Footnote,
    Foreign,
    Heading,
    LineBreak,
    Link,
    Mark,
    NoteRef,
    Part,
    Picture,
    Publication,
    Quote,
    Role,
    Styled,
    Table,
    Text,
)
from publish.outputs import Pagination
from publish.theme.cascade import cascade
from publish.theme.load import parse_theme
from publish.walk import article_text
from publish.writers.docx import write_book, write_pack
from publish.writers.docx_book import Volume, set_chapter
from publish.writers.docx_parts import tongue_of
from tests.writers.docx_samples import (
    ARABIC,
    ASSETS,
    CHINESE,
    FOUR_SCRIPTS,
    HEBREW,
    NOTES,
    PICTURE,
    WHOLE,
    W,
    article,
    body_of,
    book,
    bullets,
    cell,
    compiled,
    h,
    inline,
    numbers,
    p,
    paragraphs,
    part,
    reader,
    style_of,
    words,
)


def test_the_text_of_the_document_is_that_of_the_model_in_its_order() -> None:
    archive = compiled(book(WHOLE))
    lines = paragraphs(archive)
    styles = [style for style, _ in lines]
    body = lines[styles.index("Standfirst") : styles.index("BackHeading")]
    notes = [text for style, text in paragraphs(archive, "footnotes") if text]
    said = words("\n".join((*(text for _, text in body), *notes)))
    assert said == words(article_text(WHOLE))


@pytest.mark.parametrize("written", [ARABIC, HEBREW, CHINESE])
def test_text_of_every_script_arrives_whole(written: Article) -> None:
    lines = paragraphs(compiled(book(written)))
    styles = [style for style, _ in lines]
    body = lines[styles.index("Heading1") + 1 : styles.index("BackHeading")]
    assert words("\n".join(text for _, text in body)) == words(article_text(written))


def test_the_same_book_gives_the_same_bytes() -> None:
    assert write_book(FOUR_SCRIPTS, reader(), ASSETS) == write_book(FOUR_SCRIPTS, reader(), ASSETS)
    assert write_pack(FOUR_SCRIPTS, reader(), ASSETS) == write_pack(FOUR_SCRIPTS, reader(), ASSETS)


def test_every_paragraph_and_every_marked_run_has_a_named_style_and_no_look_of_its_own() -> None:
    archive = compiled(FOUR_SCRIPTS)
    defined = {each.get(f"{W}styleId") for each in part(archive, "styles").iter(f"{W}style")}
    of_paragraphs = {"pStyle", "numPr", "bidi", "sectPr"}
    of_runs = {"rStyle", "rtl", "lang"}
    for name in ("document", "footnotes", "head", "opening", "foot", "leftwardHead"):
        tree = part(archive, name)
        for paragraph in tree.iter(f"{W}p"):
            assert style_of(paragraph) in defined
        for properties, allowed in (("pPr", of_paragraphs), ("rPr", of_runs)):
            said = {child.tag.removeprefix(W) for each in tree.iter(f"{W}{properties}") for child in each}
            assert said <= allowed
        used = {each.get(f"{W}val") for each in tree.iter(f"{W}rStyle")}
        assert used <= defined


def test_styles_stand_on_each_other_and_say_only_what_differs() -> None:
    styles = {each.get(f"{W}styleId"): each for each in part(compiled(book(WHOLE)), "styles").iter(f"{W}style")}
    first = styles["FirstParagraph"]
    base = first.find(f"{W}basedOn")
    assert base is not None
    assert base.get(f"{W}val") == "BodyText"
    assert [child.tag.removeprefix(W) for child in first.find(f"{W}pPr") or ()] == ["ind"]
    assert first.find(f"{W}rPr") is None


def test_sizes_are_rounded_to_half_points_and_said_so_once() -> None:
    findings = write_book(book(WHOLE), reader(), ASSETS).findings
    assert [finding.code for finding in findings] == ["THEME-002"]
    assert "9.75 pt as 10 pt" in findings[0].detail


def test_one_line_of_the_theme_changes_a_style() -> None:
    theme = parse_theme(reader().css + "h2 { color: #00f }", name="mine", place="mine.css")
    (file,) = write_book(book(WHOLE), theme, ASSETS).value
    styles = zipfile.ZipFile(io.BytesIO(file.data)).read("word/styles.xml").decode()
    assert '<w:color w:val="0000FF"/>' in re.findall(r'w:styleId="Heading2".*?</w:style>', styles)[0]


def test_paragraphs_take_their_style_from_what_stands_above_them() -> None:
    found = body_of(p("a"), p("b"), h(2, "c"), p("d"), p("e"), bullets("f"), p("g"), Quote((p("h"),)), p("i"))
    assert [style for style, _ in found] == [
        *("OpeningText", "BodyText", "Heading2", "FirstParagraph", "BodyText"),
        *("ListBulletSpaced", "TextAfterList", "Quote", "TextAfterBox"),
    ]


def test_lists_nest_by_level_and_go_on_under_their_items() -> None:
    found = body_of(bullets(("a", p("more"), bullets(("b", bullets(("c", bullets("d"))))))))
    assert [style for style, _ in found] == [
        "ListBulletSpaced",
        "ListContinue",
        "ListBullet2",
        "ListBullet3",
        "ListBullet4",
    ]


def test_each_ordered_list_begins_where_it_says() -> None:
    archive = compiled(book(article(numbers("a", "b"), p("between"), numbers("c", start=7))))
    found = [each.get(f"{W}val") for each in part(archive, "document").iter(f"{W}numId")]
    starts = {
        each.get(f"{W}numId"): [start.get(f"{W}val") for start in each.iter(f"{W}startOverride")]
        for each in part(archive, "numbering").iter(f"{W}num")
    }
    first, second, third = found
    assert first == second != third
    assert (starts[first], starts[third]) == (["1"], ["7"])


def test_an_item_that_opens_with_a_box_keeps_its_number() -> None:
    assert body_of(numbers((CodeBlock("x"),))) == [("ListNumberSpaced", ""), ("Code", "x")]


def test_a_question_in_a_list_is_set_as_one() -> None:
    found = body_of(numbers((p("Why?", role=Role.LEAD), p("Because."))))
    assert found == [("ListQuestion", "Why?"), ("ListContinue", "Because.")]


def test_a_label_keeps_its_letters() -> None:
    assert body_of(Callout("Did you know?", (p("Yes."),)))[0] == ("CalloutLabel", "Did you know?")


def test_boxes_that_touch_are_kept_apart() -> None:
    styles = [style for style, _ in body_of(Callout("A", (p("a"),)), Callout("B", (p("b"),)))]
    assert styles == ["CalloutLabel", "Callout", "Gap", "CalloutLabel", "Callout"]


def test_marks_that_meet_get_a_style_of_their_own() -> None:
    archive = compiled(book(article(p(Styled(Mark.STRONG, inline(Styled(Mark.EMPHASIS, inline("both"))))))))
    assert b'<w:rStyle w:val="StrongEmphasis"/>' in archive.read("word/document.xml")
    assert b'w:styleId="StrongEmphasis"><w:name w:val="Strong Emphasis"/>' in archive.read("word/styles.xml")


def test_strong_words_in_a_bold_heading_stay_bold() -> None:
    archive = compiled(book(article(Heading(2, inline("a ", Styled(Mark.STRONG, inline("b")))))))
    assert b'<w:rStyle w:val="StrongInBold"/>' in archive.read("word/document.xml")
    style = re.findall(rb'w:styleId="StrongInBold".*?</w:style>', archive.read("word/styles.xml"))[0]
    assert b"<w:b" not in style.replace(b"<w:basedOn", b"")


def test_head_rows_repeat_and_cells_span() -> None:
    xml = compiled(book(WHOLE)).read("word/document.xml").decode()
    table = re.findall(r"<w:tbl>.*?</w:tbl>", xml)[0]
    assert table.count("<w:tblHeader/>") == 1
    assert '<w:gridSpan w:val="2"/>' in table
    assert table.count('<w:vMerge w:val="restart"/>') == table.count("<w:vMerge/>") == 1
    assert table.count("<w:gridCol ") == 3
    rows = [re.findall(r"<w:tc>", row) for row in re.findall(r"<w:tr>.*?</w:tr>", table)]
    assert [len(row) for row in rows] == [2, 3, 3]


def test_a_table_with_more_columns_than_word_has_loses_no_text() -> None:
    row = tuple(cell(f"c{number}") for number in range(80))
    lines = body_of(Table(80, (), (row,)))
    assert words(" ".join(text for _, text in lines)) == [f"c{number}" for number in range(80)]


def test_a_ragged_table_is_filled_up() -> None:
    xml = (
        compiled(book(article(Table(2, (), ((cell("a"),), (cell("b"), cell("c"))))))).read("word/document.xml").decode()
    )
    rows = re.findall(r"<w:tr>.*?</w:tr>", xml)
    assert [row.count("<w:tc>") for row in rows] == [2, 2]


def test_pictures_are_described_and_fit_the_measure() -> None:
    xml = compiled(book(article(Figure(PICTURE.name, "a <pixel>")))).read("word/document.xml").decode()
    assert 'descr="a &lt;pixel&gt;"' in xml
    width = int(re.findall(r'<wp:inline.*?<wp:extent cx="(\d+)"', xml)[0])
    assert width / 12700 == pytest.approx(303.3, abs=0.1)


def test_a_picture_that_word_cannot_show_is_reported_and_its_words_stand_in() -> None:
    strange = Asset("e" * 64, b"<svg/>", "image/svg+xml", 10, 10)
    outcome = write_book(book(article(Figure(strange.name, "a drawing"))), reader(), {strange.name: strange})
    assert [finding.code for finding in outcome.findings] == ["THEME-002", "DOCX-001"]
    assert ("FigureAlone", "a drawing") in paragraphs(zipfile.ZipFile(io.BytesIO(outcome.value[0].data)))


def test_captions_are_counted_in_hidden_fields() -> None:
    table = Table(1, (), ((cell("a"),),), inline("What it lists"))
    archive = compiled(book(article(Figure(PICTURE.name, "", inline("What it shows")), table)))
    xml = archive.read("word/document.xml").decode()
    assert re.findall(r"SEQ \w+ \\\w", xml) == ["SEQ Figure \\h", "SEQ Table \\h"]
    assert ("Caption", "What it shows") in paragraphs(archive)
    hidden = re.findall(r'w:styleId="CaptionNumber".*?</w:style>', archive.read("word/styles.xml").decode())
    assert "<w:vanish/>" in hidden[0]


def test_an_article_is_set_the_same_whatever_else_is_in_the_book() -> None:
    volume = Volume(cascade(reader()), ASSETS, "en", Direction.LTR)
    alone = set_chapter(2, WHOLE, volume)
    assert pickle.loads(pickle.dumps(alone)) == alone == set_chapter(2, WHOLE, volume)
    assert "".join(alone.body[1:-1]) in compiled(book(CHINESE, WHOLE)).read("word/document.xml").decode()


def test_notes_are_real_footnotes_and_a_second_call_refers_to_the_first() -> None:
    archive = compiled(book(article(p("a", NoteRef("n"), "b", NoteRef("n")), notes=NOTES)))
    xml = archive.read("word/document.xml").decode()
    assert xml.count('<w:footnoteReference w:id="1"/>') == 1
    assert "NOTEREF _Note1_1 \\h" in xml
    assert ("FootnoteText", " A note with a link") in paragraphs(archive, "footnotes")
    assert b'Target="https://example.com/" TargetMode="External"' in archive.read("word/_rels/footnotes.xml.rels")


def test_a_note_that_nothing_calls_for_stands_after_the_text() -> None:
    found = body_of(p("Text."), notes=(Footnote("x", (p("Loose."),)),))
    assert found[1:] == [("EndMatterRule", ""), ("EndMatterHeading", "Notes"), ("EndMatter", "Loose.")]


def test_a_note_that_only_the_end_matter_calls_for_is_a_footnote() -> None:
    called = replace(article(p("Text."), notes=NOTES), end_matter=(p("End", NoteRef("n")),))
    archive = compiled(book(called))
    assert [text for style, text in paragraphs(archive) if style == "EndMatter"] == ["End"]
    assert ("FootnoteText", " A note with a link") in paragraphs(archive, "footnotes")


def test_links_lead_to_headings_and_out_of_the_book() -> None:
    archive = compiled(book(WHOLE))
    xml = archive.read("word/document.xml").decode()
    assert '<w:hyperlink w:anchor="a1_places" w:history="1">' in xml
    assert 'w:name="a1_places"/>' in xml
    assert b'Target="https://example.org/?a=1&amp;b=%C3%A9"' in archive.read("word/_rels/document.xml.rels")


@pytest.mark.parametrize(
    "href", ["#nowhere", "javascript:alert(1)", "http://[bad", "https://", "https://x/" + "a" * 3000]
)
def test_a_link_that_leads_nowhere_leaves_its_words(href: str) -> None:
    archive = compiled(book(article(p(Link(href, inline("words"))))))
    assert ("OpeningText", "words") in paragraphs(archive)
    assert href.encode() not in archive.read("word/_rels/document.xml.rels")


def test_bookmarks_have_names_that_word_takes() -> None:
    long = "a-very-long-heading-ident-that-goes-on-and-on"
    archive = compiled(book(article(h(2, "x", f"{long}-1"), h(2, "y", f"{long}-2"), h(2, "z", "é-1"))))
    names = [each.get(f"{W}name", "") for each in part(archive, "document").iter(f"{W}bookmarkStart")]
    assert all(re.fullmatch(r"[A-Za-z_]\w{0,39}", name, re.ASCII) for name in names)
    assert len({name.lower() for name in names}) == len(names)
    ids = [each.get(f"{W}id") for each in part(archive, "document").iter(f"{W}bookmarkStart")]
    assert len(set(ids)) == len(ids)


def test_the_contents_stand_filled_with_links_and_the_pages_of_the_pdf() -> None:
    xml = compiled(book(WHOLE, CHINESE), Pagination({"a1": "1", "a2": "7", "sources": "9"}, 12)).read(
        "word/document.xml"
    )
    entries = re.findall(r'<w:pStyle w:val="TOC1"/>.*?</w:p>', xml.decode())
    assert re.findall(r'<w:hyperlink w:anchor="(_Toc\d+)"', "".join(entries)) == ["_Toc00000001", "_Toc00000002"]
    assert "PAGEREF _Toc00000002 \\h" in entries[1]
    assert '<w:t xml:space="preserve">7</w:t>' in entries[1]
    assert b"updateFields" not in xml


def test_without_a_pdf_the_contents_have_no_numbers() -> None:
    archive = compiled(book(WHOLE))
    assert b"PAGEREF" not in archive.read("word/document.xml")
    assert ("TOC1", "1\tA title") in paragraphs(archive)


def test_a_title_with_a_subtitle_is_one_heading() -> None:
    titles = [
        text
        for style, text in paragraphs(compiled(book(article(p("x"), title="Main: the sub title"))))
        if style == "Heading1"
    ]
    assert titles == ["Main:\nthe sub title"]


def test_parts_have_pages_and_lines_in_the_contents() -> None:
    parts = (Part("First", (article(p("a")),)), Part("Second", (article(p("b")),)))
    lines = paragraphs(compiled(Publication(BookMeta("T", "n", "2024-01-01"), parts)))
    assert [text for style, text in lines if style == "PartHeading"] == ["First", "Second"]
    assert [text for style, text in lines if style == "ContentsPart"] == ["First", "Second"]


def test_the_text_begins_at_page_one_after_pages_without_running_lines() -> None:
    sections = re.findall(
        r"<w:sectPr>.*?</w:sectPr>", compiled(book(WHOLE, CHINESE)).read("word/document.xml").decode()
    )
    cover, front, contents, first, second, sources = sections
    assert re.findall(r"(\w+Reference) .*?rId_(\w+)", cover) == [("footerReference", "coverFoot")]
    assert "headerReference" not in front
    assert 'w:fmt="lowerRoman"' in front
    assert 'w:fmt="lowerRoman"' in contents
    assert 'r:id="rId_frontFoot"' in contents
    assert 'w:start="1"' in first
    assert "w:start" not in second + sources
    assert "Reference" not in second


def test_right_to_left_text_is_set_so_in_paragraphs_and_runs() -> None:
    xml = compiled(book(CHINESE, ARABIC, CHINESE)).read("word/document.xml").decode()
    (title,) = re.findall(r'<w:pStyle w:val="Heading1"/><w:bidi/>.*?</w:p>', xml)
    assert "<w:rtl/>" in title
    text = re.findall(r'<w:pStyle w:val="OpeningText"/><w:bidi/>.*?</w:p>', xml)[0]
    runs = re.findall(r"<w:r>(.*?)</w:r>", text)
    assert [("NATO" in run, "<w:rtl/>" in run) for run in runs] == [(False, True), (True, False), (False, True)]


def test_a_phrase_of_another_direction_is_cut_out_of_its_line() -> None:
    xml = compiled(book(article(p("One שלום 2024 עולם, two.")))).read("word/document.xml").decode()
    text = re.findall(r'<w:pStyle w:val="OpeningText"/>.*?</w:p>', xml)[0]
    assert re.findall(r"<w:t [^>]*>(.*?)</w:t>", text) == ["One ", "שלום 2024 עולם", ", two."]
    assert "<w:bidi/>" not in text


def test_languages_are_told() -> None:
    archive = compiled(book(article(p(Foreign("fr", inline("déjà vu"))), language="de"), language="en"))
    assert b'<w:lang w:val="en-GB"' in archive.read("word/styles.xml")
    xml = archive.read("word/document.xml").decode()
    assert '<w:lang w:val="fr"/></w:rPr><w:t xml:space="preserve">déjà vu' in xml
    assert '<w:lang w:val="de"/>' in xml


def test_characters_that_xml_cannot_carry_do_no_harm() -> None:
    archive = compiled(book(article(p("a\x00b\x0bc\ud800d\ufffee"), title="t\x01\udfff")))
    assert ("OpeningText", "a\ufffdb\ufffdc\ufffdd\ufffde") in paragraphs(archive)


def test_the_properties_are_those_of_the_book() -> None:
    xml = compiled(book(WHOLE, authors=("Ed",), description="About")).read("docProps/core.xml").decode()
    for said in (
        "<dc:title>The Book</dc:title>",
        "<dc:creator>Ed</dc:creator>",
        "<dc:language>en</dc:language>",
        '<dcterms:created xsi:type="dcterms:W3CDTF">2024-09-14T00:00:00Z</dcterms:created>',
    ):
        assert said in xml


def test_the_package_is_clean() -> None:
    archive = compiled(FOUR_SCRIPTS)
    names = archive.namelist()
    assert names[0] == "[Content_Types].xml"
    assert not [name for name in names if "thumbnail" in name or "stylesWithEffects" in name or "customXml" in name]
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b"python-docx" not in b"".join(archive.read(name) for name in names)
    assert b'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"' in archive.read(
        "word/settings.xml"
    )


def test_fonts_have_common_substitutes() -> None:
    fonts = compiled(FOUR_SCRIPTS).read("word/fontTable.xml").decode()
    assert '<w:font w:name="Literata"><w:altName w:val="Georgia"/>' in fonts
    assert '<w:font w:name="Amiri"><w:altName w:val="Traditional Arabic"/>' in fonts


def test_the_pack_has_a_file_for_each_article_and_a_zip_of_them() -> None:
    files = write_pack(
        book(WHOLE, ARABIC, article(title="CON: a Very “Quoted” Title/with\\signs")), reader(), ASSETS
    ).value
    paths = [file.path for file in files]
    assert paths == [
        "docx/01-a-title.docx",
        "docx/02-a.docx",
        "docx/03-con-a-very-quoted-title-with-signs.docx",
        "reader-docx.zip",
    ]
    archive = zipfile.ZipFile(io.BytesIO(files[-1].data))
    assert archive.namelist() == ["contents.txt", *(path.removeprefix("docx/") for path in paths[:-1])]
    assert "01-a-title.docx\tA title (Ann · 1 May 2020)\n" in archive.read("contents.txt").decode()
    assert archive.read("01-a-title.docx") == files[0].data


def test_pack_names_are_short_and_unlike() -> None:
    files = write_pack(book(*(article(title="word " * 60) for _ in range(3))), reader(), ASSETS).value[:-1]
    names = [file.path.removeprefix("docx/") for file in files]
    assert len(set(names)) == 3
    assert all(len(name) <= 80 and name.isascii() for name in names)


def test_a_leaflet_has_its_own_title_properties_and_source_but_no_contents() -> None:
    file = write_pack(book(WHOLE), reader(), ASSETS).value[0]
    archive = zipfile.ZipFile(io.BytesIO(file.data))
    lines = paragraphs(archive)
    assert lines[:3] == [
        ("Heading1", "A title"),
        ("Byline", "Ann · 1 May 2020"),
        ("Byline", "https://example.org/a"),
    ]
    assert lines[-2:] == [
        ("EndMatterHeading", "Sources"),
        ("EndMatter", "Ann: A title. 1 May 2020. https://example.org/a. "),
    ]
    assert not [style for style, _ in lines if style.startswith("TOC")]
    assert ("Header", "A title") in paragraphs(archive, "head")
    core = archive.read("docProps/core.xml").decode()
    assert "<dc:identifier>https://example.org/a</dc:identifier>" in core
    assert "2020-05-01T00:00:00Z</dcterms:created>" in core


def test_an_empty_book_is_still_a_document() -> None:
    assert ("BackHeading", "Sources") in paragraphs(compiled(book()))


@pytest.mark.parametrize(
    ("language", "text", "font", "bidi"),
    [
        ("en", "plain", "Amiri", "ar-SA"),
        ("fa", "plain", "Amiri", "fa-IR"),
        ("en", "שלום", "Frank Ruhl Libre", "he-IL"),
        ("en", "שלום سلام", "Amiri", "ar-SA"),
        ("mr", "plain", "Noto Sans Devanagari", "mr-IN"),
        ("en", "प्रहरी", "Noto Sans Devanagari", "hi-IN"),
        ("th", "سلام", "Noto Sans Thai", "th-TH"),
        ("en", "কখ", "Hind Siliguri", "bn-BD"),
    ],
)
def test_the_complex_script_of_a_document_is_that_of_its_language_or_its_letters(
    language: str, text: str, font: str, bidi: str
) -> None:
    tongue = tongue_of(language, text)
    assert (tongue.complex_font, tongue.bidi_language) == (font, bidi)


def test_a_link_of_which_nothing_is_seen_is_no_link() -> None:
    empty = Link("https://example.org/", (LineBreak(), Text(" "), Picture("gone", "")))
    told = Link("https://example.com/", (Picture("gone", "A lamp"),))
    body = compiled(book(article(p("Well ", empty, told)))).read("word/document.xml").decode()
    assert len(re.findall("<w:hyperlink r:id=", body)) == 1


def test_columns_are_wide_enough_for_their_words_where_there_is_room() -> None:
    head = (cell("Station"), cell("Range"), cell("Wicks"), cell("What the keeper wrote of it"))
    row = (cell("Penmarrow"), cell("19"), cell("1"), cell("All was well in the night. " * 6))
    body = compiled(book(article(Table(4, (head,), (row,))))).read("word/document.xml").decode()
    table = body.partition("<w:tblGrid>")[2].partition("</w:tblGrid>")[0]
    station, reach, wicks, note = map(int, re.findall(r'w:w="(\d+)"', table))
    assert station > reach > 5 * 4 * 20, "five letters of half an em in type of 8 points"
    assert note > station and abs(reach - wicks) < 100
