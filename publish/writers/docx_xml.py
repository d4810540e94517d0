"""The small change of WordprocessingML: text that XML can carry, units, runs and paragraphs.

XML is written as strings: it is typed, it reads like what Word reads, and it is faster by far than python-docx's own
paragraphs.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACES: Mapping[str, str] = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
}
EMU_PER_POINT = 12700

# What XML 1.0 cannot carry, lone surrogates included: no writer may die of a character.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile('[&<>"\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]')
_BREAKING = re.compile("([\n\t\u00ad])")
_BREAKS: Mapping[str, str] = {"\n": "<w:br/>", "\t": "<w:tab/>", "\u00ad": "<w:softHyphen/>"}


def escape(text: str) -> str:
    """Text for XML content and for attributes in double quotes; what XML cannot carry becomes U+FFFD."""
    if not _SPECIAL.search(text):
        return text
    safe = _FORBIDDEN.sub("\ufffd", text)
    return safe.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def root(tag: str, content: str, prefixes: Iterable[str], *, ignorable: str = "") -> bytes:
    """A whole part: a root element that declares the namespaces of its prefixes."""
    names = "".join(f' xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in prefixes)
    skip = f' mc:Ignorable="{ignorable}"' if ignorable else ""
    return f"{DECLARATION}<{tag}{names}{skip}>{content}</{tag}>".encode()


def twips(points: float) -> int:
    return round(points * 20)


def half_points(points: float) -> int:
    """A font size as Word stores it; a quarter point goes up, so that 9.75 pt is set as 10 pt."""
    return math.floor(points * 2 + 0.5)


def emu(points: float) -> int:
    return round(points * EMU_PER_POINT)


def run(text: str, properties: str = "") -> str:
    """A run of text; line breaks, tabs and soft hyphens become Word's own."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    if _BREAKING.search(text):
        pieces = (_BREAKS.get(piece) or _words(piece) for piece in _BREAKING.split(text) if piece)
        return f"<w:r>{look}{''.join(pieces)}</w:r>"
    return f"<w:r>{look}{_words(text)}</w:r>"


def _words(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def paragraph(style: str, content: str, properties: str = "") -> str:
    """A paragraph of a style; `properties` are what the schema puts after the style: numbering, direction, section."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'
