"""Real numbering: the patterns of lists, of article numbers and of the sources, and one instance for each list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from publish.theme.cascade import Cascade
from publish.theme.computed import COUNTER, ComputedStyle
from publish.theme.roles import BULLETS, LIST_BULLETS, LIST_NUMBERS, NUMBERS, WORD_STYLES, Box, StyleRole
from publish.writers.docx_xml import escape, half_points, root, twips

SECTIONS: Mapping[Box, StyleRole] = {
    Box.SECTION_NUMBER: StyleRole.HEADING_2,
    Box.SUBSECTION_NUMBER: StyleRole.HEADING_3,
}
"""The headings that a theme may number, below the titles of articles."""

LEVELS = 9  # Word knows no deeper list
NO_NUM, BULLET_NUM, NUMBER_NUM, CALLOUT_BULLET_NUM, CALLOUT_NUMBER_NUM, HEADING_NUM, SOURCE_NUM = range(7)
FIRST_FREE_NUM = 7

FORMATS: Mapping[str, str] = {
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "arabic-indic": "hindiNumbers",
    "cjk-decimal": "japaneseDigitalTenThousand",
}
BULLET_SIGNS: Mapping[str, str] = {"disc": "•", "circle": "◦", "square": "▪", "none": ""}
NUMBER_GAP = 0.45  # of the font size, between a number or bullet and its text
BULLET_WIDTH = 0.4


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a pattern: `left_pt` is where its text stands, `hang_pt` how far before it the marker ends.

    One that is not `tabbed` stands a space before its text.
    """

    text: str
    format: str
    look: ComputedStyle
    left_pt: float
    hang_pt: float
    align: str = "left"
    style: str = ""
    tabbed: bool = True


@dataclass(frozen=True, slots=True)
class ListStart:
    """An ordered list of a document: its instance number, its level and where it begins to count."""

    num: int
    pattern: int
    level: int
    start: int


def numbering_xml(whole: Cascade, lists: Iterable[ListStart]) -> bytes:
    """The numbering part: every pattern, and an instance for each of the lists."""
    patterns = _patterns(whole)
    abstract = "".join(_abstract(number, levels) for number, levels in patterns.items())
    fixed = "".join(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in patterns)
    return root("w:numbering", abstract + fixed + "".join(map(_instance, lists)), ("w",))


def _instance(each: ListStart) -> str:
    return (
        f'<w:num w:numId="{each.num}"><w:abstractNumId w:val="{each.pattern}"/>'
        f'<w:lvlOverride w:ilvl="{each.level}"><w:startOverride w:val="{each.start}"/></w:lvlOverride></w:num>'
    )


def _patterns(whole: Cascade) -> Mapping[int, tuple[Level, ...]]:
    inset = whole.boxes[Box.CALLOUT].padding.left
    return {
        BULLET_NUM: tuple(_bullets(whole, 0.0, LIST_BULLETS)),
        NUMBER_NUM: tuple(_numbers(whole, 0.0, LIST_NUMBERS)),
        CALLOUT_BULLET_NUM: tuple(_bullets(whole, inset, (StyleRole.CALLOUT_BULLET,))),
        CALLOUT_NUMBER_NUM: tuple(_numbers(whole, inset, (StyleRole.CALLOUT_NUMBER,))),
        HEADING_NUM: (_heading_number(whole), *_section_numbers(whole)),
        SOURCE_NUM: (_source_number(whole),),
    }


def _insets(whole: Cascade, roles: tuple[StyleRole, ...]) -> Iterator[float]:
    """Where the text of each level stands; below the deepest level of the specimen, as much further each time."""
    known = [whole.styles[role].inset_left_pt for role in roles]
    step = known[-1] - known[-2]
    yield from known
    for further in range(1, LEVELS - len(known) + 1):
        yield known[-1] + further * step


def _bullets(whole: Cascade, inset: float, styles: tuple[StyleRole, ...]) -> Iterator[Level]:
    for index, left in enumerate(_insets(whole, LIST_BULLETS)):
        deepest = min(index, len(BULLETS) - 1)
        item = whole.styles[LIST_BULLETS[deepest]]
        sign = item.marker.strip() if item.marker_is_text else BULLET_SIGNS.get(item.marker, "•")
        look = whole.boxes[BULLETS[deepest]]
        hang = look.size_pt * (BULLET_WIDTH + NUMBER_GAP)
        # In a box the marker stands at the box's own text edge: paragraphs of one edge share one box.
        yield Level(
            sign,
            "bullet",
            look,
            inset + left,
            hang if not inset else left - _outer(index, whole),
            style=_linked(styles, index),
        )


def _numbers(whole: Cascade, inset: float, styles: tuple[StyleRole, ...]) -> Iterator[Level]:
    for index, left in enumerate(_insets(whole, LIST_NUMBERS)):
        deepest = min(index, len(NUMBERS) - 1)
        item, look = whole.styles[LIST_NUMBERS[deepest]], whole.boxes[NUMBERS[deepest]]
        text = item.marker if item.marker_is_text else f"%{index + 1}."
        kind = FORMATS.get(item.marker, "decimal")
        hang = left - _outer(index, whole) if inset else look.size_pt * NUMBER_GAP
        yield Level(text, kind, look, inset + left, hang, "left" if inset else "right", _linked(styles, index))


def _outer(index: int, whole: Cascade) -> float:
    """Where the text around a level stands."""
    return 0.0 if index == 0 else tuple(_insets(whole, LIST_BULLETS))[index - 1]


def _linked(styles: tuple[StyleRole, ...], index: int) -> str:
    return WORD_STYLES[styles[index]].ident if index < len(styles) else ""


def _heading_number(whole: Cascade) -> Level:
    """The number of an article, outside the text area before its title."""
    look = whole.styles[StyleRole.ARTICLE_NUMBER]
    return Level("%1", "decimal", look, 0.0, look.size_pt, "right", WORD_STYLES[StyleRole.HEADING_1].ident)


def is_numbered(box: Box, whole: Cascade) -> bool:
    """Whether a theme numbers the headings before which this box stands."""
    return COUNTER in whole.boxes[box].content


def _section_numbers(whole: Cascade) -> Iterator[Level]:
    """The numbers of sections within an article, on the levels below its own; the last counter of each is its own."""
    if not any(is_numbered(box, whole) for box in SECTIONS):
        return
    for level, (box, role) in enumerate(SECTIONS.items(), 2):
        look = whole.boxes[box]
        numbers = iter(range(level - look.content.count(COUNTER) + 1, level + 1))
        text = re.sub(COUNTER, lambda _, own=numbers: f"%{max(next(own), 1)}", look.content)  # type: ignore[misc]  # mypy takes the default for an argument
        style = WORD_STYLES[role].ident if COUNTER in look.content else ""
        yield Level(text.strip(), "decimal", look, 0.0, 0.0, style=style, tabbed=False)


def _source_number(whole: Cascade) -> Level:
    look, left = whole.boxes[Box.SOURCES_MARKER], whole.boxes[Box.SOURCES].padding.left
    return Level("%1.", "decimal", look, left, left, style=WORD_STYLES[StyleRole.SOURCE_ENTRY].ident)


def _abstract(number: int, levels: tuple[Level, ...]) -> str:
    kind = "multilevel" if len(levels) > 1 else "singleLevel"
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="{number:08X}"/>'
        f'<w:multiLevelType w:val="{kind}"/><w:tmpl w:val="{number + 16:08X}"/>'
        f"{''.join(_level(index, level) for index, level in enumerate(levels))}</w:abstractNum>"
    )


def _level(index: int, level: Level) -> str:
    look = level.look
    style = f'<w:pStyle w:val="{level.style}"/>' if level.style else ""
    family = escape(look.families[0]) if look.families else ""
    fonts = f'<w:rFonts w:ascii="{family}" w:hAnsi="{family}"/>' if family else ""
    size = half_points(look.size_pt)
    gap = "" if level.tabbed else '<w:suff w:val="space"/>'
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{level.format}"/>{style}{gap}'
        f'<w:lvlText w:val="{escape(level.text)}"/><w:lvlJc w:val="{level.align}"/>'
        f'<w:pPr><w:ind w:left="{twips(level.left_pt)}" w:hanging="{twips(level.hang_pt)}"/></w:pPr>'
        f'<w:rPr>{fonts}<w:b w:val="{int(look.bold)}"/><w:i w:val="{int(look.italic)}"/>'
        f'<w:color w:val="{look.colour}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:lvl>'
    )
