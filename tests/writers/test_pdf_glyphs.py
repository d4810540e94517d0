from publish.theme.fonts import characters_in, face_bytes, faces
from publish.writers.pdf_glyphs import boxed

KNOWN = characters_in(face_bytes(face) for face in faces(["Literata"]))


def test_a_sign_that_no_font_has_becomes_a_box_and_a_finding() -> None:
    markup, findings = boxed('<p title="🙂">Well 🙂 and good</p>', KNOWN)
    assert markup == '<p title="🙂">Well □ and good</p>'
    assert [finding.detail for finding in findings] == [
        "no font of the book has 🙂 (U+1F642, SLIGHTLY SMILING FACE): the PDF shows a box"
    ]


def test_signs_joined_to_one_picture_become_one_box() -> None:
    markup, _ = boxed("<p>👩🏽‍🚀 and 👍🏿</p>", KNOWN)
    assert markup == "<p>□ and □</p>"


def test_text_that_the_fonts_have_stays_as_it_is() -> None:
    text = "<p>Ærø, 1–2\u00a0“fi”\u200b…\n</p>"
    assert boxed(text, KNOWN) == (text, ())


def test_a_letter_that_no_font_has_is_counted_all_the_same() -> None:
    markup, _ = boxed("<p>\u1200 and \u1201\u1202</p>", KNOWN)
    box = '<span class="lost">□</span>'
    assert markup == f"<p>{box} and {box}{box}</p>"
