"""Characters that no font of a book has: a box stands for each, and nothing is drawn by the machine's own fonts.

A glyph that is missing is a fault in PDF/A and PDF/UA, and one from the machine's fonts makes the book depend on it. So
each such character gets a stand-in while pages are set: a code point that is nobody's, which a font of our own draws
as a box. What is said of the text, in the outline and to those who copy or search it, is the character itself.
"""

from __future__ import annotations

import functools
import io
import itertools
import re
import unicodedata
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from publish.findings import Finding, warning

BOX = "\u25a1"
FEW = 3  # characters of a script that are told one by one
BOXES = "publish Boxes"  # the family of the font that draws them
STAND_INS = range(0x108000, 0x10FFFE)  # for private use (Unicode, 23.5), where hardly any font has signs of its own
STANDS_IN = re.compile(f"[{chr(STAND_INS[0])}-{chr(STAND_INS[-1])}]")
OGHAM_SPACE = "\u1680"  # the one space that is drawn, as a line
_TAG = re.compile(r"(<[^<>]*>)")
_DATA = " data-"
_SAID = re.compile('((?:(?<= data-running=")|(?<= data-book=")|(?<= data-bookmark="))[^"]*)')  # in margins and outline
_VARYING = "[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]*"  # selectors of variants, and the tones of a skin
_HIDDEN = re.compile(  # Default_Ignorable_Code_Point in Unicode 16: drawn as nothing where a font does not have it
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_EM, _SIDE, _LEFT, _STROKE, _SPACE = 1000, 640, 60, 40, 250  # of the box and a space, in units of their font


@dataclass(frozen=True, slots=True)
class Boxed:
    """Markup with stand-ins, what each stands for, as `str.translate` takes it, and what is to be said of them."""

    markup: str
    signs: Mapping[int, str]
    findings: tuple[Finding, ...] = ()


def boxed(markup: str, known: Set[int]) -> Boxed:
    """The markup with a stand-in for each sign of its text that is none of the `known` code points."""
    missing = _missing(markup, known)
    if not missing:
        return Boxed(markup, {})
    sign = f"[{re.escape(''.join(sorted(missing)))}]{_VARYING}"
    signs = re.compile(f"{sign}(?:\u200d{sign})*")  # joined to one picture
    taken: dict[str, str] = {}

    def stand_in(found: re.Match[str]) -> str:
        if found[0] not in taken:
            if len(taken) == len(STAND_INS):  # a text of all that Unicode has
                return BOX
            taken[found[0]] = chr(STAND_INS[len(taken)])
        return taken[found[0]]

    parts = _words_apart(markup)
    parts[::2] = [signs.sub(stand_in, part) for part in parts[::2]]
    found = {ord(each): text for text, each in taken.items()}
    return Boxed("".join(parts), found, tuple(_findings(sorted(missing))))


def _words_apart(markup: str) -> list[str]:
    """The markup in pieces: one of words, one of other markup, and so on."""
    parts = enumerate(_TAG.split(markup))
    return [each for place, part in parts for each in (_SAID.split(part) if place % 2 and _DATA in part else (part,))]


def _missing(markup: str, known: Set[int]) -> set[str]:
    """The characters of the text that would be seen and that are not known, or would be taken for stand-ins."""
    used = {character for part in _words_apart(markup)[::2] for character in set(part)}
    return {each for each in used if (ord(each) not in known or ord(each) in STAND_INS) and _is_seen(each)}


def _is_seen(character: str) -> bool:
    kind = unicodedata.category(character)
    is_blank = kind[0] == "Z" and character != OGHAM_SPACE
    return not is_blank and kind != "Cc" and _HIDDEN.match(character) is None


def _findings(missing: list[str]) -> Iterator[Finding]:
    """One for each script that many are of, one for each other character."""
    for _, signs in itertools.groupby(missing, key=_script):
        group = list(signs)
        if len(group) > FEW:
            yield _finding(f"{len(group)} characters like {_called(group[0])}", "boxes")
        else:
            yield from (_finding(_called(each), "a box") for each in group)


def _script(character: str) -> str:
    """The first word of a character's name, which tells the script of letters."""
    return unicodedata.name(character, "").partition(" ")[0]


def _called(character: str) -> str:
    return f"{character} (U+{ord(character):04X}, {unicodedata.name(character, 'a character without a name')})"


def _finding(missing: str, seen: str) -> Finding:
    return warning("FONT-001", f"no font of the book has {missing}: the PDF shows {seen}; a style may bring a font")


@functools.cache
def box_font() -> bytes:
    """A TrueType font that has one glyph, a box, for every stand-in."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

    pen = TTGlyphPen(None)
    for inset in (0, _STROKE):
        low, high = inset, _SIDE - inset
        corners = [(low, low), (low, high), (high, high), (high, low)]
        corners = corners if inset == 0 else corners[::-1]  # the inner one the other way round: a hole
        pen.moveTo(corners[0])
        for corner in corners[1:]:
            pen.lineTo(corner)
        pen.closePath()
    font = FontBuilder(_EM)
    font.setupGlyphOrder([".notdef", "box", "space"])
    font.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "box": pen.glyph(), "space": TTGlyphPen(None).glyph()})
    font.setupHorizontalMetrics(dict.fromkeys((".notdef", "box"), (_SIDE + 2 * _LEFT, _LEFT)) | {"space": (_SPACE, 0)})
    font.setupHorizontalHeader(ascent=_SIDE, descent=0)
    font.setupNameTable({"familyName": BOXES, "styleName": "Regular"}, mac=False)
    font.setupCharacterMap({ord(BOX): "box", ord(" "): "space"})  # Pango sets spaces between boxes in their font
    many = CmapSubtable.newSubtable(13)  # many characters to one glyph
    many.platformID, many.platEncID, many.language = 3, 10, 0
    many.cmap = {**dict.fromkeys((ord(BOX), *STAND_INS), "box"), ord(" "): "space"}
    font.font["cmap"].tables.append(many)
    font.setupOS2(sTypoAscender=_SIDE, sTypoDescender=0, usWinAscent=_SIDE, usWinDescent=0)
    font.setupPost(keepGlyphNames=False)
    font.font["head"].created = font.font["head"].modified = 0  # or each process would have other bytes
    written = io.BytesIO()
    font.font.recalcTimestamp = False
    font.save(written)
    return written.getvalue()
