"""Characters that no font of a book has."""

from __future__ import annotations

import io
import itertools

import pikepdf
import pypdfium2
import pytest
import uharfbuzz

from publish.theme.fonts import characters_in, face_bytes, faces
from publish.theme.load import find_theme, read_theme
from publish.writers.pdf import manuscript, typeset
from publish.writers.pdf_glyphs import BOX, STAND_INS, Boxed, box_font, boxed
from tests.builders import MORE_PROSE, PROSE, article, h, p
from tests.writers.test_pdf import book, texts

KNOWN = characters_in(face_bytes(face) for face in faces(["Literata"]))
FIRST, SECOND, THIRD = map(chr, STAND_INS[:3])
AMHARIC = "የሰው ልጅ ሁሉ"


def test_a_sign_that_no_font_has_becomes_a_stand_in_and_a_finding() -> None:
    text = boxed('<p title="🙂">Well 🙂 and good</p>', KNOWN)
    assert text.markup == f'<p title="🙂">Well {FIRST} and good</p>'
    assert text.signs == {ord(FIRST): "🙂"}
    assert [finding.detail for finding in text.findings] == [
        "no font of the book has 🙂 (U+1F642, SLIGHTLY SMILING FACE): the PDF shows a box; a style may bring a font"
    ]


def test_many_signs_of_a_script_are_one_finding() -> None:
    (finding,) = boxed(f"<p>{AMHARIC}</p>", KNOWN).findings
    assert "has 7 characters like ሁ (U+1201, ETHIOPIC SYLLABLE HU): the PDF shows boxes" in finding.detail


def test_what_the_margins_and_the_outline_take_from_attributes_has_stand_ins() -> None:
    tag = '<h1 id="{0}" data-running="{0} a" data-book="{0}" data-bookmark="" title="{0}">'
    assert boxed(tag.format("🙂"), KNOWN).markup == (
        f'<h1 id="🙂" data-running="{FIRST} a" data-book="{FIRST}" data-bookmark="" title="🙂">'
    )


def test_signs_joined_to_one_picture_become_one_box() -> None:
    text = boxed("<p>👩🏽‍🚀 and 👍🏿</p>", KNOWN)
    assert text.markup == f"<p>{FIRST} and {SECOND}</p>"
    assert text.markup.translate(text.signs) == "<p>👩🏽‍🚀 and 👍🏿</p>"


@pytest.mark.parametrize("sign", ["\ue000", "\U000f0001", FIRST, THIRD, "\u0378", "\u06dd", "\u1680", "\U00013430"])
def test_what_fonts_draw_as_missing_becomes_a_box_whatever_kind_it_is(sign: str) -> None:
    text = boxed(f"<p>{sign}</p>", KNOWN | {ord(FIRST)})  # a font of somebody's may have signs there
    assert text.markup == f"<p>{FIRST}</p>"
    assert text.signs == {ord(FIRST): sign}


def test_text_that_the_fonts_have_stays_as_it_is() -> None:
    text = "<p>Ærø, 1–2\u00a0“fi”\u200b…\n葛\U000e0100</p>"  # with a variant of a sign, which is drawn as the sign is
    assert boxed(text, KNOWN | {ord("葛")}) == Boxed(text, {})


def test_more_signs_than_there_are_stand_ins_are_boxes_all_the_same() -> None:
    signs = "".join(map(chr, range(0x20000, 0x20000 + len(STAND_INS) + 2)))
    text = boxed(signs + signs[0], KNOWN)
    assert text.markup[-4:] == chr(STAND_INS[-1]) + 2 * BOX + FIRST
    assert text.markup[:-3].translate(text.signs) == signs[:-2]


def test_the_font_of_boxes_has_all_of_them_and_is_the_same_in_each_process() -> None:
    made_twice = box_font(), box_font.__wrapped__()
    assert made_twice[0] == made_twice[1]
    font = uharfbuzz.Font(uharfbuzz.Face(box_font()))
    assert {font.get_nominal_glyph(each) for each in (ord(BOX), *STAND_INS)} == {1}
    assert font.get_nominal_glyph(ord(" ")) == 2


def test_a_text_without_a_font_is_set_in_boxes_and_said_in_full() -> None:
    blocks = (p(f"{PROSE} {AMHARIC}። {MORE_PROSE}"), h(2, f"On {AMHARIC}"), p(PROSE)) * 10
    theme = read_theme(find_theme("reader", ()))
    outcome, _ = typeset(manuscript(book(article(*blocks, title=AMHARIC)), theme, {}))
    data = outcome.value[0].data
    pages = [page.replace("\r\n", " ") for page in texts(data)]
    titles = [mark.get_title() for mark in pypdfium2.PdfDocument(data).get_toc()]
    assert titles[2:4] == [AMHARIC, f"On {AMHARIC}"]
    assert AMHARIC in pages[3], "the contents"
    assert "".join(pages).count(f"{AMHARIC}።") == 10
    assert BOX in pages[6], "a running head, which is no part of the text"
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fonts = {str(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.values()}
        notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
    assert any(name.endswith("+Boxes") for name in fonts)
    areas = sorted([round(float(side)) for side in note.Rect] for note in notes)
    assert all(one != other for one, other in itertools.pairwise(areas)), "no link within another"


def test_letters_that_the_font_of_a_text_lacks_come_from_the_other_fonts_of_the_book() -> None:
    lacking = "ɵ ɗ Ӂ Ƀ \u1680 🙂 🙃"
    theme = read_theme(find_theme("reader", ()))
    outcome, _ = typeset(manuscript(book(article(p(f"{PROSE} {lacking} {MORE_PROSE}"))), theme, {}))
    with pikepdf.open(io.BytesIO(outcome.value[0].data)) as pdf:
        fonts = {str(font.BaseFont).partition("+")[2] for page in pdf.pages for font in page.Resources.Font.values()}
    families = ("Literata", "Source-Sans-3", "Boxes")
    assert {name for name in fonts if not name.startswith(families)} == set()
