"""Fonts that a document carries with it: cut down to its characters, named as its styles name them, and obfuscated.

Word takes TrueType outlines alone, by family name, in four faces of each.
"""

from __future__ import annotations

import functools
import hashlib
import io
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from publish.theme.cascade import Cascade
from publish.theme.fonts import FAMILIES, REGULAR, Face, face_bytes, faces, families_for, installed
from publish.theme.roles import WORD_STYLES, Kind
from publish.theme.subsets import subset

TYPED = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x100)))) + "‘’“”‚„‹›–—…•€"
"""What somebody who corrects a text may type, and would miss in a font that has only what stands there already."""

SLOTS: Mapping[tuple[bool, bool], tuple[str, str]] = {
    (False, False): ("embedRegular", "Regular"),
    (True, False): ("embedBold", "Bold"),
    (False, True): ("embedItalic", "Italic"),
    (True, True): ("embedBoldItalic", "Bold Italic"),
}
"""What Word's font table and a font itself call a face, by whether it is bold and whether it is italic."""

TRUE_TYPE = b"\x00\x01\x00\x00"
OBFUSCATED = 32  # bytes
RESTRICTED, WHOLE_ONLY = 0x0002, 0x0100  # OS/2 fsType: not to be embedded, not to be subset
SELECTION_STYLES = 0b1100001  # OS/2 fsSelection: italic, bold, regular
_STYLE = re.compile(r'<w:[pr]Style w:val="(\w+)"')


@dataclass(frozen=True, slots=True)
class EmbeddedFont:
    """One face in a package: its family, its slot in the font table, the key that its first bytes are hidden with."""

    family: str
    slot: str
    key: str
    content: bytes


def embedded_fonts(whole: Cascade, own: Iterable[Face], text: str) -> tuple[EmbeddedFont, ...]:
    """The fonts that a document with this XML is set in, as far as their licences allow; `own` are its theme's."""
    characters = "".join(sorted({*TYPED, *text}))
    families = tuple(_families(whole, text, characters))
    brought = [face for face in own if face.family in families]
    named = {face.family for face in brought}
    known = (name for name in families if name not in named and name in FAMILIES and installed(name))
    return tuple(font for face in (*brought, *faces(known)) for font in _embedded(face, characters))


def _families(whole: Cascade, text: str, characters: str) -> Iterable[str]:
    """The families of the styles in use, by name, and those for scripts that they do not have."""
    used = set(_STYLE.findall(text))
    named = {
        style.families[0]
        for role, style in whole.styles.items()
        if style.families and (WORD_STYLES[role].ident in used or WORD_STYLES[role].kind is Kind.TABLE)
    }
    return sorted({*named, *families_for(characters)})


@functools.lru_cache(maxsize=32)
def _embedded(face: Face, characters: str) -> tuple[EmbeddedFont, ...]:
    font = face_bytes(face)
    permission = _permission(font)
    if not font.startswith(TRUE_TYPE) or permission & RESTRICTED:
        return ()
    kept = font if permission & WHOLE_ONLY else subset(font, characters)
    slot, style = SLOTS[face.weight > REGULAR, face.italic]
    named = _named(kept, face, style)
    key = str(uuid.uuid5(uuid.NAMESPACE_OID, hashlib.sha256(named).hexdigest())).upper()
    return (EmbeddedFont(face.family, slot, f"{{{key}}}", obfuscated(named, key)),)


def _permission(font: bytes) -> int:
    from fontTools.ttLib import TTFont

    return int(TTFont(io.BytesIO(font), lazy=True)["OS/2"].fsType)


def _named(font: bytes, face: Face, style: str) -> bytes:
    """The font under the name that styles call it by, as that face of its family which Word takes it for."""
    from fontTools.ttLib import TTFont

    found = TTFont(io.BytesIO(font), recalcTimestamp=False, recalcBBoxes=False, lazy=True)
    names = found["name"]
    names.names = [record for record in names.names if record.nameID in (0, 7, 13, 14)]
    for ident, name in _names(face.family, style):
        names.setName(name, ident, 3, 1, 0x409)
    bold, italic = "Bold" in style, "Italic" in style
    selection = 0b1 * italic | 0b100000 * bold or 0b1000000
    found["OS/2"].fsSelection = found["OS/2"].fsSelection & ~SELECTION_STYLES | selection
    found["head"].macStyle = 0b1 * bold | 0b10 * italic
    out = io.BytesIO()
    found.save(out, reorderTables=None)
    return out.getvalue()


def _names(family: str, style: str) -> Iterator[tuple[int, str]]:
    full = f"{family} {style}" if style != "Regular" else family
    yield from ((1, family), (2, style), (3, f"publish: {full}"), (4, full))
    yield 6, f"{family}-{style}".replace(" ", "")


def obfuscated(font: bytes, key: str) -> bytes:
    """A font with its first bytes hidden, or shown again, by a GUID (ECMA-376 part 4, 17.8.1)."""
    mask = bytes.fromhex(key.replace("-", ""))[::-1] * 2
    return bytes(byte ^ part for byte, part in zip(font[:OBFUSCATED], mask, strict=True)) + font[OBFUSCATED:]
