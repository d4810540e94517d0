"""Fonts cut down to the characters of one book."""

from __future__ import annotations

import io

import pytest
import uharfbuzz
from fontTools.ttLib import TTFont

from publish.theme.fonts import FAMILIES, Face, characters_in, face_bytes, faces, installed
from publish.theme.subsets import SHOWN, subset

LITERATA = Face("Literata", 400, False)
SAMPLES = [
    (LITERATA, "AVA fi 1829 résumé", {}),
    (LITERATA, "Small 1829", {"smcp": True, "onum": True, "pnum": True, "kern": True}),
    (Face("Source Sans 3", 600, False), "Tables 1829", {"lnum": True, "tnum": True}),
    (Face("Amiri", 400, False), "كِتَابُ المَنارَات", {}),
    (Face("Frank Ruhl Libre", 400, False), "שָׁלוֹם", {}),
    (Face("Noto Sans Devanagari", 400, False), "प्रकाशस्तम्भ की", {}),
    (Face("Hind Siliguri", 600, False), "পুরানো বাতিঘর", {}),
    (Face("Noto Sans Tamil", 400, False), "கலங்கரை விளக்கம்", {}),
    (Face("Noto Sans Telugu", 600, False), "దీపస్తంభం", {}),
    (Face("Noto Sans Thai", 400, False), "ประภาคารเก่าแก่", {}),
    (Face("Noto Sans Khmer", 400, False), "ប៉មភ្លើងហ្វារ", {}),
]


def _drawn(font: bytes, text: str, features: dict[str, bool]) -> list[tuple[object, int, int]]:
    """The extents of the glyphs that a text is drawn with, how far each advances and how it is shifted."""
    face = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(font)))
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(face, buffer, features)
    return [
        (face.get_glyph_extents(glyph.codepoint), place.x_advance, place.y_offset)
        for glyph, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    ]


@pytest.mark.parametrize(("face", "text", "features"), SAMPLES, ids=[face.name for face, _, _ in SAMPLES])
def test_a_text_looks_the_same_in_the_subset(face: Face, text: str, features: dict[str, bool]) -> None:
    whole = face_bytes(face)
    part = subset(whole, [text])
    assert _drawn(part, text, features) == _drawn(whole, text, features)
    assert len(part) < len(whole) / 3


def test_a_subset_has_the_characters_asked_for_what_they_consist_of_and_those_always_shown() -> None:
    whole = face_bytes(LITERATA)
    wanted = characters_in([whole]) & set(map(ord, f"qée\u0301{SHOWN}"))
    assert characters_in([subset(whole, ["q", "é"])]) == wanted


def test_the_order_of_the_characters_changes_nothing() -> None:
    assert subset(face_bytes(LITERATA), ["abc", "x"]) == subset(face_bytes(LITERATA), "xcba")


@pytest.mark.parametrize("family", [name for name in FAMILIES if installed(name)])
def test_every_family_may_be_embedded_in_part_and_its_licence_goes_with_it(family: str) -> None:
    for face in faces((family,)):
        font = TTFont(io.BytesIO(subset(face_bytes(face), "a")))
        assert font["OS/2"].fsType == 0  # installable embedding, subsetting allowed
        assert "Open Font License" in font["name"].getDebugName(13)
