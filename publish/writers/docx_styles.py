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
from publish.theme.computed import Align, Border, Caps, ComputedStyle, LineStyle, Raised
from publish.theme.roles import WORD_STYLES, Box, Kind, StyleRole, WordStyle
from publish.writers.docx_fields import HIDDEN_STYLE
from publish.writers.docx_looks import Look, look_of
from publish.writers.docx_xml import escape, half_points, root, twips

ALL_SMALL_CAPS = 0.85  # of the font size: capitals as high as small capitals, which Word cannot ask a font for
MOST_BORDER_SPACE_PT = 31  # Word's own limit

JUSTIFICATION: Mapping[Align, str] = {
    Align.START: "left",
    Align.END: "right",
    Align.CENTRE: "center",
    Align.JUSTIFY: "both",
}
LINES: Mapping[LineStyle, str] = {
    LineStyle.SOLID: "single",
    LineStyle.DOTTED: "dotted",
    LineStyle.DASHED: "dashed",
    LineStyle.DOUBLE: "double",
}
RAISES: Mapping[Raised, str] = {Raised.BASELINE: "baseline", Raised.SUPER: "superscript", Raised.SUB: "subscript"}


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
    family = escape(_family(normal))
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


def _family(style: ComputedStyle) -> str:
    return style.families[0] if style.families else "Times New Roman"


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
    own = _paragraph_properties(look, word, numbered=numbered)
    text = _run_properties(look.text)
    if word.based_on:
        base, base_word = look_of(word.based_on, whole), WORD_STYLES[word.based_on]
        own = _without(own, _paragraph_properties(base, base_word, numbered=numbered), _P_OFF)
        own = {
            **own,
            "spacing": _element("spacing", _changed(_spacing(look), _spacing(base))),
            "ind": _element("ind", _changed(_indents(look), _indents(base))) if own.get("ind") else "",
        }
        text = _without(text, _run_properties(base.text), {})
    paragraph = "".join(own.values())
    run = "".join(text.values())
    return (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "") + (f"<w:rPr>{run}</w:rPr>" if run else "")


_P_OFF: Mapping[str, str] = {
    "keepNext": '<w:keepNext w:val="0"/>',
    "keepLines": '<w:keepLines w:val="0"/>',
    "pageBreakBefore": '<w:pageBreakBefore w:val="0"/>',
    "suppressAutoHyphens": '<w:suppressAutoHyphens w:val="0"/>',
}
"""How a style says that what it is based on does not hold for it."""


def _without(own: Mapping[str, str], base: Mapping[str, str], off: Mapping[str, str]) -> Mapping[str, str]:
    """The properties that differ from those of a base; an empty one is a property that is off."""
    changed = {name: value for name, value in own.items() if value != base.get(name, "")}
    return {name: value or off.get(name, "") for name, value in changed.items()}


def _paragraph_properties(look: Look, word: WordStyle, *, numbered: bool) -> Mapping[str, str]:
    """What a paragraph style says, in the order of the schema; "" for what is off."""
    num = look.numbering if numbered or word.ident != "Heading1" else None
    return {
        "keepNext": "<w:keepNext/>" if look.keep_next else "",
        "keepLines": "<w:keepLines/>" if look.keep_together else "",
        "pageBreakBefore": "<w:pageBreakBefore/>" if look.page_before else "",
        "numPr": f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>' if num else "",
        "pBdr": _borders(look),
        "shd": f'<w:shd w:val="clear" w:color="auto" w:fill="{look.shade}"/>' if look.shade else "",
        "tabs": f"<w:tabs>{look.tabs}</w:tabs>" if look.tabs else "",
        "suppressAutoHyphens": "" if look.text.hyphens else "<w:suppressAutoHyphens/>",
        "spacing": _element("spacing", _spacing(look)),
        "ind": "" if num else _element("ind", _indents(look)),
        "jc": f'<w:jc w:val="{JUSTIFICATION[look.text.align]}"/>',
        "outlineLvl": f'<w:outlineLvl w:val="{word.outline}"/>' if word.outline is not None else "",
    }


def _spacing(look: Look) -> Mapping[str, str]:
    line = 240 if look.line_rule == "auto" else max(twips(look.text.line_pt), 1)
    return {
        "before": str(twips(look.before_pt)),
        "after": str(twips(look.after_pt)),
        "line": str(line),
        "lineRule": look.line_rule,
    }


def _indents(look: Look) -> Mapping[str, str]:
    return {
        "left": str(twips(look.left_pt)),
        "right": str(twips(look.right_pt)),
        "firstLine": str(twips(max(look.first_pt, 0.0))),
        "hanging": str(twips(max(-look.first_pt, 0.0))),
    }


def _changed(own: Mapping[str, str], base: Mapping[str, str]) -> Mapping[str, str]:
    """The attributes that differ from a base's: Word takes over each of the others from it."""
    return {name: value for name, value in own.items() if value != base[name]}


def _element(name: str, attributes: Mapping[str, str]) -> str:
    said = "".join(f' w:{key}="{value}"' for key, value in attributes.items())
    return f"<w:{name}{said}/>" if said else ""


def _borders(look: Look) -> str:
    edges, space = look.borders, look.border_space
    lines = (
        _border("top", edges.top, space.top),
        _border("left", edges.left, space.left),
        _border("bottom", edges.bottom, space.bottom),
        _border("right", edges.right, space.right),
    )
    return f"<w:pBdr>{''.join(lines)}</w:pBdr>" if any(lines) else ""


def _border(side: str, border: Border | None, space_pt: float = 0.0) -> str:
    if border is None:
        return ""
    size = max(round(border.width_pt * 8), 2)
    space = min(round(space_pt), MOST_BORDER_SPACE_PT)
    return f'<w:{side} w:val="{LINES[border.style]}" w:sz="{size}" w:space="{space}" w:color="{border.colour}"/>'


def _size_pt(style: ComputedStyle) -> float:
    return style.size_pt * (ALL_SMALL_CAPS if style.caps is Caps.ALL_SMALL else 1.0)


def _run_properties(style: ComputedStyle) -> Mapping[str, str]:
    """What a style says of its letters, in the order of the schema; every property is said, so that it can be reset."""
    family = escape(_family(style))
    size = half_points(_size_pt(style))
    capitals = style.caps in (Caps.ALL_SMALL, Caps.UPPER)
    return {
        "rFonts": f'<w:rFonts w:ascii="{family}" w:hAnsi="{family}"/>',
        "b": _toggle("b", on=style.bold),
        "i": _toggle("i", on=style.italic),
        "caps": f'<w:caps w:val="{int(capitals)}"/>',
        "smallCaps": f'<w:smallCaps w:val="{int(style.caps is Caps.SMALL)}"/>',
        "strike": f'<w:strike w:val="{int(style.strike)}"/>',
        "color": f'<w:color w:val="{style.colour}"/>',
        "spacing": f'<w:spacing w:val="{twips(style.letter_spacing_pt)}"/>',
        "sz": f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>',
        "u": f'<w:u w:val="{"single" if style.underline else "none"}"/>',
        "vertAlign": f'<w:vertAlign w:val="{RAISES[style.raised]}"/>',
        "numForm": f'<w14:numForm w14:val="{"oldStyle" if style.old_style_figures else "lining"}"/>',
        "numSpacing": f'<w14:numSpacing w14:val="{"tabular" if style.tabular_figures else "proportional"}"/>',
    }


def _toggle(name: str, *, on: bool) -> str:
    value = "" if on else ' w:val="0"'
    return f"<w:{name}{value}/><w:{name}Cs{value}/>"


def _marked(role: StyleRole, whole: Cascade, *, in_bold: bool) -> Mapping[str, str]:
    """What a character style changes; Word itself makes raised letters smaller, and bold in bold would undo itself."""
    style = whole.styles[role]
    changed = dict(_without(_run_properties(style), _run_properties(whole.around[role]), {}))
    if style.raised is not Raised.BASELINE:
        changed.pop("sz", None)
    if in_bold:
        changed.pop("b", None)
    return changed


def _variant(variant: Variant, whole: Cascade) -> str:
    merged: dict[str, str] = {}
    for mark in variant.marks:
        merged |= _marked(mark, whole, in_bold=variant.in_bold)
    ordered = {name: merged[name] for name in _run_properties(whole.styles[StyleRole.NORMAL]) if name in merged}
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
        _border(side, border)
        for side, border in (("top", edges.top), ("left", edges.left), ("bottom", edges.bottom), ("right", edges.right))
    )
    rows = _border("insideH", cell.borders.bottom or cell.borders.top)
    columns = _border("insideV", cell.borders.right or cell.borders.left)
    padding = cell.padding
    widths = (("top", padding.top), ("left", padding.left), ("bottom", padding.bottom), ("right", padding.right))
    margins = "".join(f'<w:{side} w:w="{twips(width)}" w:type="dxa"/>' for side, width in widths)
    below = _border("bottom", head.borders.bottom)
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{head.background}"/>' if head.background else ""
    return (
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{outer}{rows}{columns}</w:tblBorders>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        '<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr>'
        f"<w:tcBorders>{below}</w:tcBorders>{shade}</w:tcPr></w:tblStylePr>"
    )


def rounding_findings(whole: Cascade, place: str) -> tuple[Finding, ...]:
    """One finding that names the font sizes Word cannot set as the theme asks, or none."""
    asked = {round(_size_pt(style), 3) for style in whole.styles.values()}
    moved = sorted(size for size in asked if abs(size - half_points(size) / 2) >= 0.125)
    if not moved:
        return ()
    pairs = ", ".join(f"{size:.4g} pt as {half_points(size) / 2:g} pt" for size in moved)
    return (info("THEME-002", f"{place}: Word sets type in half points: {pairs}"),)
