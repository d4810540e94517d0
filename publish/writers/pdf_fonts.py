"""The fonts of a book whose parts are drawn apart: each face once, with the glyphs that any part uses."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from typing import Any

from publish.theme.fonts import Face, face_bytes
from publish.writers.pdf_glyphs import BOX, STANDS_IN
from publish.writers.pdf_letters import NOTHING
from publish.writers.pdf_objects import Entry, objects_below

_NEVER_USED = ("BASE", "DSIG", "EBDT", "EBLC", "EBSC", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "SVG ")
OWN = "publish"  # before the name of a family: no font that is installed is called so
_BOUND = ("hb_font", "hb_face", "file_content")  # of WeasyPrint's fonts: what another process cannot have


def with_own_names(css: str, families: Set[str]) -> str:
    """A style sheet with other names for these families, or fonts of the machine that are called so would be taken."""
    names = "|".join(map(re.escape, sorted(families)))
    return re.sub(f"([\"'])({names})\\1", rf"\1{OWN} \2\1", css) if names else css


@dataclass(frozen=True, slots=True)
class FontUse:
    """A face as one part of a book uses it.

    `facts` are what WeasyPrint knows of it, with the widths and letters of the glyphs that were drawn. `digest` names
    its file; `content` is that file where it is none of the style's own.
    """

    name: str
    facts: Mapping[str, Any]
    digest: str
    content: bytes | None


def drawn(document: Any, **options: object) -> Any:
    """The PDF, not written yet, of a document that WeasyPrint has laid out: it names its fonts and has none."""
    import pydyf
    from weasyprint import DEFAULT_OPTIONS, pdf
    from weasyprint.pdf import VARIANTS

    _, of_variant = VARIANTS.get(options.get("pdf_variant"), (None, {}))
    build = pdf.build_fonts_dictionary
    pdf.build_fonts_dictionary = lambda *_: pydyf.Dictionary()
    try:
        return pdf.generate_pdf(document, None, 1, **{**DEFAULT_OPTIONS, **of_variant, **options})
    finally:
        pdf.build_fonts_dictionary = build


def uses_of(fonts: Mapping[Any, Any], files: Mapping[str, bytes]) -> tuple[FontUse, ...]:
    """The fonts of a document that WeasyPrint has drawn; `files` are the style's own by digest."""
    return tuple(_use(font, files) for font in fonts.values())


def _use(font: Any, files: Mapping[str, bytes]) -> FontUse:
    facts = {name: value for name, value in vars(font).items() if name not in _BOUND}
    facts["name"] = facts["name"].replace(f"+{OWN}-".encode(), b"+").rstrip(b",")
    facts["to_unicode"] = {glyph: STANDS_IN.sub(BOX, said) or NOTHING for glyph, said in font.to_unicode.items()}
    digest = hashlib.sha256(font.file_content).hexdigest()
    return FontUse(font.hash, facts, digest, None if digest in files else font.file_content)


def files_by_digest(faces: Iterable[Face]) -> Mapping[str, bytes]:
    """The font files of these faces by the digests that uses name them by."""
    return {hashlib.sha256(data).hexdigest(): data for data in map(face_bytes, faces)}


def merged(uses: Iterable[FontUse]) -> tuple[FontUse, ...]:
    """One use for each face, with the glyphs of all; the first says what a glyph stands for."""
    found: dict[str, FontUse] = {}
    for use in uses:
        known = found.get(use.name)
        if known is None:
            facts = {**use.facts, **{kind: dict(use.facts[kind]) for kind in ("widths", "to_unicode", "missing")}}
            found[use.name] = FontUse(use.name, facts, use.digest, use.content)
            continue
        for kind in ("widths", "to_unicode", "missing"):
            for glyph, value in use.facts[kind].items():
                known.facts[kind].setdefault(glyph, value)
    return tuple(found[name] for name in sorted(found))


def font_objects(uses: Iterable[FontUse], faces: Iterable[Face]) -> tuple[Entry, ...]:
    """A dictionary of fonts, cut to the glyphs in use, and all that it links to; `faces` are those of the style."""
    import pydyf
    from weasyprint import DEFAULT_OPTIONS
    from weasyprint.pdf.fonts import Font, build_fonts_dictionary

    files = files_by_digest(faces)

    class Known(Font):  # type: ignore[misc]  # weasyprint has no types
        def __init__(self, use: FontUse) -> None:
            for name, value in use.facts.items():
                setattr(self, name, value)
            self.file_content = files[use.digest] if use.content is None else use.content

        def subset(self, glyphs: Mapping[int, str], hinting: bool) -> None:  # as WeasyPrint calls it
            if glyphs:
                self.file_content = _cut(self.file_content, self.index, glyphs, bool(self.missing), hinting=hinting)

    pdf = pydyf.PDF()
    options = {**DEFAULT_OPTIONS, "pdf_version": "1.7", "hinting": False}
    fonts = {use.name: Known(use) for use in uses}
    dictionary = build_fonts_dictionary(pdf, fonts, True, True, options)  # compressed, and subset
    pdf.add_object(dictionary)
    return objects_below(pdf, dictionary)


def _cut(data: bytes, index: int, glyphs: Iterable[int], has_missing: bool, *, hinting: bool) -> bytes:
    """The font with these glyphs alone, which keep their numbers, and no tables that are for layout."""
    import uharfbuzz as hb

    flags = hb.SubsetFlags.PASSTHROUGH_UNRECOGNIZED | hb.SubsetFlags.DESUBROUTINIZE
    if has_missing:
        flags |= hb.SubsetFlags.NOTDEF_OUTLINE
    plan = hb.SubsetInput()
    plan.flags = flags | hb.SubsetFlags.RETAIN_GIDS
    plan.glyph_set.update(glyphs)
    plan.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _NEVER_USED)
    face = hb.subset(hb.Face(hb.Blob(data), index), plan)
    plan = hb.SubsetInput()  # once more, for the empty glyphs after the last
    plan.flags = flags if hinting else flags | hb.SubsetFlags.NO_HINTING
    plan.glyph_set.update(range(max(glyphs) + 1))
    return bytes(hb.subset(face, plan).blob.data)
