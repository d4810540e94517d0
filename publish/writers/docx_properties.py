"""What a look comes to in the properties that Word has for paragraphs and letters."""

from __future__ import annotations

from collections.abc import Mapping

from publish.theme.computed import Align, Border, Caps, ComputedStyle, LineStyle, Raised
from publish.theme.roles import WordStyle
from publish.writers.docx_looks import Look
from publish.writers.docx_xml import escape, half_points, twips

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


def first_family(style: ComputedStyle) -> str:
    """The font that a style asks for first; Word takes no list of them."""
    return style.families[0] if style.families else "Times New Roman"


OFF: Mapping[str, str] = {
    "keepNext": '<w:keepNext w:val="0"/>',
    "keepLines": '<w:keepLines w:val="0"/>',
    "pageBreakBefore": '<w:pageBreakBefore w:val="0"/>',
    "pBdr": '<w:pBdr><w:top w:val="nil"/><w:left w:val="nil"/><w:bottom w:val="nil"/><w:right w:val="nil"/></w:pBdr>',
    "shd": '<w:shd w:val="clear" w:color="auto" w:fill="auto"/>',
    "suppressAutoHyphens": '<w:suppressAutoHyphens w:val="0"/>',
}
"""How a style says that what it is based on does not hold for it."""


def changed_properties(own: Mapping[str, str], base: Mapping[str, str], off: Mapping[str, str]) -> Mapping[str, str]:
    """The properties that differ from those of a base; an empty one is a property that is off."""
    changed = {name: value for name, value in own.items() if value != base.get(name, "")}
    return {name: value or off.get(name, "") for name, value in changed.items()}


def paragraph_properties(look: Look, word: WordStyle, *, numbered: bool) -> Mapping[str, str]:
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
        "spacing": element_xml("spacing", spacing_of(look)),
        "ind": "" if num else element_xml("ind", indents_of(look)),
        "jc": f'<w:jc w:val="{JUSTIFICATION[look.text.align]}"/>',
        "outlineLvl": f'<w:outlineLvl w:val="{word.outline}"/>' if word.outline is not None else "",
    }


def spacing_of(look: Look) -> Mapping[str, str]:
    """The attributes of `w:spacing`."""
    line = 240 if look.line_rule == "auto" else max(twips(look.text.line_pt), 1)
    return {
        "before": str(twips(look.before_pt)),
        "after": str(twips(look.after_pt)),
        "line": str(line),
        "lineRule": look.line_rule,
    }


def indents_of(look: Look) -> Mapping[str, str]:
    """The attributes of `w:ind`, both kinds of first line among them, so that each can undo the other."""
    return {
        "left": str(twips(look.left_pt)),
        "right": str(twips(look.right_pt)),
        "firstLine": str(twips(max(look.first_pt, 0.0))),
        "hanging": str(twips(max(-look.first_pt, 0.0))),
    }


def changed_attributes(own: Mapping[str, str], base: Mapping[str, str]) -> Mapping[str, str]:
    """The attributes that differ from a base's: Word takes over each of the others from it."""
    return {name: value for name, value in own.items() if value != base[name]}


def element_xml(name: str, attributes: Mapping[str, str]) -> str:
    """An element of these attributes; "" without any."""
    said = "".join(f' w:{key}="{value}"' for key, value in attributes.items())
    return f"<w:{name}{said}/>" if said else ""


def _borders(look: Look) -> str:
    edges, space = look.borders, look.border_space
    lines = (
        border_xml("top", edges.top, space.top),
        border_xml("left", edges.left, space.left),
        border_xml("bottom", edges.bottom, space.bottom),
        border_xml("right", edges.right, space.right),
    )
    return f"<w:pBdr>{''.join(lines)}</w:pBdr>" if any(lines) else ""


def border_xml(side: str, border: Border | None, space_pt: float = 0.0) -> str:
    """A line at a side of a paragraph, cell or table; "" for none."""
    if border is None:
        return ""
    width = border.width_pt / 3 if border.style is LineStyle.DOUBLE else border.width_pt  # Word means each line
    size = max(round(width * 8), 2)
    space = min(round(space_pt), MOST_BORDER_SPACE_PT)
    return f'<w:{side} w:val="{LINES[border.style]}" w:sz="{size}" w:space="{space}" w:color="{border.colour}"/>'


def word_size_pt(style: ComputedStyle) -> float:
    """The font size that comes closest to what a style asks for, before it is rounded."""
    return style.size_pt * (ALL_SMALL_CAPS if style.caps is Caps.ALL_SMALL else 1.0)


def run_properties(style: ComputedStyle) -> Mapping[str, str]:
    """What a style says of its letters, in the order of the schema; every property is said, so that it can be reset."""
    family = escape(first_family(style))
    size = half_points(word_size_pt(style))
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
