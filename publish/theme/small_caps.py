"""Small capitals that a theme asks for, and faces that have none: OpenType's feature `smcp` (OpenType 1.9, 6.4)."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from publish.findings import Finding, info
from publish.theme.cascade import cascade
from publish.theme.computed import Caps, ComputedStyle
from publish.theme.fonts import FAMILIES, Face, face_bytes, faces, installed
from publish.theme.load import Theme
from publish.theme.roles import StyleRole

FEATURE = "smcp"
SMALL = (Caps.SMALL, Caps.ALL_SMALL)


def findings(theme: Theme) -> tuple[Finding, ...]:
    """What is set in ordinary letters because its face has no small capitals; once for each role."""
    return tuple(_findings(theme))


def _findings(theme: Theme) -> Iterator[Finding]:
    for role, style in cascade(theme).styles.items():
        if style.caps not in SMALL:
            continue
        for face in _faces(role, style):
            if not has_small_caps(face):
                called = f"{face.family} italic" if face.italic else face.family
                detail = f"{called} has no small capitals: {role.value} stands in ordinary letters"
                yield info("THEME-004", f"{theme.place}: {detail}")


def _faces(role: StyleRole, style: ComputedStyle) -> Iterator[Face]:
    """The faces that a role may be set in: of its first family that is known, the nearest weight; small capitals of
    the author's own may stand in italics, too."""
    family = next((name for name in style.families if name in FAMILIES and installed(name)), None)
    if family is None:
        return
    for italic in {style.italic} | ({True} if role is StyleRole.SMALL_CAPS else set()):
        alike = [face for face in faces((family,)) if face.italic is italic]
        if alike:
            yield min(alike, key=lambda face: abs(face.weight - style.weight))


@functools.lru_cache(maxsize=64)
def has_small_caps(face: Face) -> bool:
    """Whether a small letter becomes another glyph with the feature on."""
    import uharfbuzz as hb

    font = hb.Font(hb.Face(hb.Blob(face_bytes(face))))
    glyphs = []
    for is_on in (False, True):
        buffer = hb.Buffer()
        buffer.add_str("a")
        buffer.guess_segment_properties()
        hb.shape(font, buffer, {FEATURE: is_on})
        glyphs.append([info.codepoint for info in buffer.glyph_infos])
    return glyphs[0] != glyphs[1]
