"""The theme as Word styles: each role's look as the properties that Word has for it.

A style says only what differs from the style it is based on, so that a change of "Body Text" in Word is a change of
everything that stands on it.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from publish.findings import Finding, info
from publish.model import Direction
from publish.theme.cascade import Cascade
from publish.theme.computed import Raised
from publish.theme.roles import WORD_STYLES, Box, Kind, StyleRole, WordStyle
from publish.writers.docx_fields import HIDDEN_STYLE
from publish.writers.docx_looks import look_of
from publish.writers.docx_properties import (
    OFF,
    border_xml,
    changed_attributes,
    changed_properties,
    element_xml,
    first_family,
    indents_of,
    paragraph_properties,
    run_properties,
    spacing_of,
    word_size_pt,
)
from publish.writers.docx_xml import escape, half_points, root, twips


@dataclass(frozen=True, slots=True)
class Tongue:
    """The languages of a document and the fonts for scripts that a theme's own families do not have."""

    language: str
    bidi_language: str
    east_asian_language: str
    complex_font: str
    east_asian_font: str


@dataclass(frozen=True, slots=True)
class Variant:
    """A character style for marks that meet; `in_bold` where the paragraph around them is bold already."""

    marks: tuple[StyleRole, ...]
    in_bold: bool = False

    @property
    def ident(self) -> str:
        return "".join(WORD_STYLES[mark].ident for mark in self.marks) + ("InBold" if self.in_bold else "")

    @property
    def name(self) -> str:
        names = " ".join(WORD_STYLES[mark].name for mark in self.marks)
        return f"{names} in Bold" if self.in_bold else names


def styles_xml(
    whole: Cascade, tongue: Tongue, variants: Iterable[Variant], base: Direction, *, numbered: bool
) -> bytes:
    """The styles part; `base` is the direction of all of them, `numbered` gives every article's title its number."""
    latent = (
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" w:defUnhideWhenUsed="1" '
        'w:defQFormat="0" w:count="376"/>'
    )
    named = _named(whole, base, numbered=numbered)
    met = "".join(_variant(variant, whole) for variant in variants)
    nothing = (
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    )
    content = _defaults(whole, tongue) + latent + _DEFAULTS + named + _HIDDEN + nothing + met
    return root("w:styles", content, ("w", "mc", "w14"), ignorable="w14")


@functools.lru_cache(maxsize=8)
def _named(whole: Cascade, base: Direction, *, numbered: bool) -> str:
    normal = _style(StyleRole.NORMAL, whole, numbered=numbered)
    if base is Direction.RTL:  # the paragraphs that a reader adds run the same way, too
        normal = normal.replace("<w:spacing ", "<w:bidi/><w:spacing ", 1)
    return normal + "".join(
        _style(role, whole, numbered=numbered) for role in StyleRole if role is not StyleRole.NORMAL
    )


_DEFAULTS = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)


_HIDDEN = (
    f'<w:style w:type="character" w:customStyle="1" w:styleId="{HIDDEN_STYLE}"><w:name w:val="Caption Number"/>'
    '<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/><w:rPr><w:vanish/></w:rPr></w:style>'
)


def _defaults(whole: Cascade, tongue: Tongue) -> str:
    normal = whole.styles[StyleRole.NORMAL]
    family = escape(first_family(normal))
    fonts = (
        f'<w:rFonts w:ascii="{family}" w:hAnsi="{family}" w:eastAsia="{escape(tongue.east_asian_font)}" '
        f'w:cs="{escape(tongue.complex_font)}"/>'
    )
    size = half_points(normal.size_pt)
    language = (
        f'<w:lang w:val="{escape(tongue.language)}" w:eastAsia="{escape(tongue.east_asian_language)}" '
        f'w:bidi="{escape(tongue.bidi_language)}"/>'
    )
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:kern w:val="2"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        f"{language}</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/></w:pPr></w:pPrDefault></w:docDefaults>"
    )


def _style(role: StyleRole, whole: Cascade, *, numbered: bool) -> str:
    word = WORD_STYLES[role]
    match word.kind:
        case Kind.PARAGRAPH:
            return _head(word) + _paragraph_style(role, whole, numbered=numbered) + "</w:style>"
        case Kind.CHARACTER:
            look = "".join(_marked(role, whole, in_bold=False).values())
            return f"{_head(word)}<w:rPr>{look}</w:rPr></w:style>" if look else f"{_head(word)}</w:style>"
        case Kind.TABLE:
            return _head(word) + _table_style(whole) + "</w:style>"


def _head(word: WordStyle) -> str:
    base = WORD_STYLES[word.based_on].ident if word.based_on else _ROOTS.get(word.kind, "")
    default = ' w:default="1"' if word.ident == "Normal" else ""
    custom = "" if word.name in BUILT_IN else ' w:customStyle="1"'
    parts = (
        f'<w:style w:type="{word.kind.value}"{default}{custom} w:styleId="{word.ident}"><w:name w:val="{word.name}"/>',
        f'<w:basedOn w:val="{base}"/>' if base else "",
        f'<w:next w:val="{WORD_STYLES[word.following].ident}"/>' if word.following else "",
        f'<w:uiPriority w:val="{word.priority}"/>',
        "<w:qFormat/>" if word.gallery else "",
    )
    return "".join(parts)


_ROOTS: Mapping[Kind, str] = {Kind.CHARACTER: "DefaultParagraphFont", Kind.TABLE: "TableNormal"}
BUILT_IN = frozenset(
    {
        *("Normal", "Title", "Subtitle", "Body Text", "Quote", "caption", "TOC Heading", "footnote text", "header"),
        *("footer", "Emphasis", "Strong", "Hyperlink", "footnote reference"),
        *(f"heading {level}" for level in range(1, 7)),
        *(f"toc {level}" for level in range(1, 4)),
        *(f"List {kind}{level}" for kind in ("Bullet", "Number", "Continue") for level in ("", " 2", " 3", " 4", " 5")),
    }
)
"""The styles that Word itself has under these names; all others are marked as ours."""


def _paragraph_style(role: StyleRole, whole: Cascade, *, numbered: bool) -> str:
    word = WORD_STYLES[role]
    look = look_of(role, whole)
    own = paragraph_properties(look, word, numbered=numbered)
    text = run_properties(look.text)
    if word.based_on:
        base, base_word = look_of(word.based_on, whole), WORD_STYLES[word.based_on]
        own = changed_properties(own, paragraph_properties(base, base_word, numbered=numbered), OFF)
        own = {
            **own,
            "spacing": element_xml("spacing", changed_attributes(spacing_of(look), spacing_of(base))),
            "ind": element_xml("ind", changed_attributes(indents_of(look), indents_of(base))) if own.get("ind") else "",
        }
        text = changed_properties(text, run_properties(base.text), {})
    paragraph = "".join(own.values())
    run = "".join(text.values())
    return (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "") + (f"<w:rPr>{run}</w:rPr>" if run else "")


def _marked(role: StyleRole, whole: Cascade, *, in_bold: bool) -> Mapping[str, str]:
    """What a character style changes; Word itself makes raised letters smaller, and bold in bold would undo itself."""
    style = whole.styles[role]
    changed = dict(changed_properties(run_properties(style), run_properties(whole.around[role]), {}))
    if style.raised is not Raised.BASELINE:
        changed.pop("sz", None)
    if in_bold:
        changed.pop("b", None)
    return changed


def _variant(variant: Variant, whole: Cascade) -> str:
    merged: dict[str, str] = {}
    for mark in variant.marks:
        merged |= _marked(mark, whole, in_bold=variant.in_bold)
    ordered = {name: merged[name] for name in run_properties(whole.styles[StyleRole.NORMAL]) if name in merged}
    base = "DefaultParagraphFont"
    look = f"<w:rPr>{''.join(ordered.values())}</w:rPr>" if ordered else ""
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{variant.ident}"><w:name w:val="{variant.name}"/>'
        f'<w:basedOn w:val="{base}"/><w:uiPriority w:val="99"/>{look}</w:style>'
    )


def _table_style(whole: Cascade) -> str:
    table, head, cell = whole.styles[StyleRole.TABLE], whole.boxes[Box.TABLE_HEAD], whole.boxes[Box.TABLE_CELL]
    edges = table.borders
    outer = "".join(
        border_xml(side, border)
        for side, border in (("top", edges.top), ("left", edges.left), ("bottom", edges.bottom), ("right", edges.right))
    )
    rows = border_xml("insideH", cell.borders.bottom or cell.borders.top)
    columns = border_xml("insideV", cell.borders.right or cell.borders.left)
    padding = cell.padding
    widths = (("top", padding.top), ("left", padding.left), ("bottom", padding.bottom), ("right", padding.right))
    margins = "".join(f'<w:{side} w:w="{twips(width)}" w:type="dxa"/>' for side, width in widths)
    below = border_xml("bottom", head.borders.bottom)
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{head.background}"/>' if head.background else ""
    return (
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{outer}{rows}{columns}</w:tblBorders>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        '<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr>'
        f"<w:tcBorders>{below}</w:tcBorders>{shade}</w:tcPr></w:tblStylePr>"
    )


def rounding_findings(whole: Cascade, place: str) -> tuple[Finding, ...]:
    """One finding that names the font sizes Word cannot set as the theme asks, or none."""
    asked = {round(word_size_pt(style), 3) for style in whole.styles.values()}
    moved = sorted(size for size in asked if abs(size - half_points(size) / 2) >= 0.125)
    if not moved:
        return ()
    pairs = ", ".join(f"{size:.4g} pt as {half_points(size) / 2:g} pt" for size in moved)
    return (info("THEME-002", f"{place}: Word sets type in half points: {pairs}"),)
