"""Fonts cut down to the characters of one book, for the formats that carry their fonts with them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

FEATURES = ("smcp", "c2sc", "onum", "lnum", "pnum", "tnum", "sups", "subs")
"""What themes ask for by `font-variant`; features of scripts, marks, ligatures and kerning are kept by default."""

SHOWN = " -\u00a0\u2010\u2013\u2014\u2022\u2026\u25aa\u25cf\u25cb\u25e60123456789.,ivxlcdm"
"""What reading systems and word processors show of their own: numbers and bullets of lists, hyphens, folios."""

LICENCE_NAMES = (0, 7, 13, 14)  # copyright, trademark, licence and its address go with every copy (OFL 1.1, section 2)

KHMER_E = "\u17c1"  # shapers set five vowels of Khmer as it and a second sign, which Unicode does not say


def subset(font: bytes, characters: Iterable[str]) -> bytes:
    """A font file with the glyphs that these characters and texts need, and every feature that a theme may use.

    SHOWN is always in it. The same font and characters give the same bytes.
    """
    import uharfbuzz

    plan = uharfbuzz.SubsetInput()
    plan.unicode_set.update(map(ord, _drawn_as("".join((SHOWN, *characters)))))
    plan.layout_feature_tag_set.update({int.from_bytes(feature.encode(), "big") for feature in FEATURES})
    plan.name_id_set.update(LICENCE_NAMES)
    plan.flags = uharfbuzz.SubsetFlags.NOTDEF_OUTLINE  # a box for what is missing, rather than nothing
    return bytes(plan.subset(uharfbuzz.Face(uharfbuzz.Blob(font))).blob.data)


def _drawn_as(characters: str) -> set[str]:
    """The characters and those that shapers take them apart into."""
    khmer = KHMER_E if any("\u1780" <= character <= "\u17ff" for character in characters) else ""
    return {*characters, *unicodedata.normalize("NFD", characters), *khmer}
