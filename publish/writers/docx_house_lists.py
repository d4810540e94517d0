"""Lists in the style of a template: numbered as its own list styles do it, beside ours where it has none."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from publish.theme.roles import LIST_BULLETS, LIST_NUMBERS, WORD_STYLES, StyleRole
from publish.writers.docx_template import Element, Template, W, numbered_styles, part_of

_LISTED = re.compile(r'(<w:pStyle w:val="(\w+)"/>)<w:numPr><w:ilvl w:val="\d"/><w:numId w:val="(\d+)"/></w:numPr>')

STANDING_ON: Mapping[str, StyleRole] = {
    **{WORD_STYLES[role].ident: role for role in (*LIST_BULLETS, *LIST_NUMBERS)},
    WORD_STYLES[StyleRole.LIST_BULLET_SPACED].ident: StyleRole.LIST_BULLET_1,
    WORD_STYLES[StyleRole.LIST_NUMBER_SPACED].ident: StyleRole.LIST_NUMBER_1,
    WORD_STYLES[StyleRole.LIST_QUESTION].ident: StyleRole.LIST_NUMBER_1,
}
"""The list style that decides over the numbers of each style of list items."""


@dataclass(frozen=True, slots=True)
class HouseList:
    """A list style of the template that numbers by itself: the number of its list, and the level."""

    number: int
    level: int
    is_bulleted: bool


@functools.lru_cache(maxsize=4)
def highest_number(template: Template) -> int:
    """The highest number of a list of the template, behind which ours go on."""
    return _highest(part_of(template, "numbering"), "num", "numId")


def _highest(numbering: Element | None, tag: str, attribute: str) -> int:
    if numbering is None:
        return 0
    return max((int(each.get(f"{W}{attribute}")) for each in numbering.findall(f"{W}{tag}")), default=0)


def shifted(number: str, shift: int) -> str:
    """The number of a list of ours behind those of the template; 0 stands for none."""
    return number if number == "0" else str(int(number) + shift)


def relisted(xml: str, template: Template) -> tuple[str, Mapping[str, HouseList]]:
    """The text with items numbered by the template's list styles, and the numbers of lists that stand on these now.

    Bullets come with the style. A numbered list keeps its own number, so that it begins where it says.
    """
    lists = _house_lists(template)
    moved: dict[str, HouseList] = {}

    def change(found: re.Match[str]) -> str:
        style, ident, number = found.groups()
        if ident not in lists:
            return found[0]
        if lists[ident].is_bulleted:
            return str(style)
        moved[number] = lists[ident]
        return f'{style}<w:numPr><w:ilvl w:val="{lists[ident].level}"/><w:numId w:val="{number}"/></w:numPr>'

    return _LISTED.sub(change, xml), moved


@functools.lru_cache(maxsize=4)
def _house_lists(template: Template) -> Mapping[str, HouseList]:
    """The template's lists for our styles of items."""
    own = {ident: (number, level) for ident, number, level in numbered_styles(template)}
    styles = template.styles
    named = {ident: styles.get(("paragraph", WORD_STYLES[role].name.lower())) for ident, role in STANDING_ON.items()}
    return {
        ident: HouseList(*own[house], STANDING_ON[ident] in LIST_BULLETS)
        for ident, house in named.items()
        if house in own
    }


def numbering(ours: bytes, names: Mapping[str, str], moved: Mapping[str, HouseList], template: Template) -> bytes:
    """The numbering part: the template's patterns and lists, each kind followed by ours under higher numbers."""
    own: Element = etree.fromstring(ours)
    found = part_of(template, "numbering")
    house: Element = etree.Element(own.tag, nsmap=own.nsmap) if found is None else found
    first_pattern = _highest(house, "abstractNum", "abstractNumId") + 1
    shift = highest_number(template)
    nums: list[Element] = house.findall(f"{W}num")
    patterns = {each.get(f"{W}numId"): each.find(f"{W}abstractNumId").get(f"{W}val") for each in nums}
    lists = [_list(each, moved, patterns, first_pattern, shift) for each in own.findall(f"{W}num")]
    begun = [_pattern(each, names, first_pattern, template) for each in own.findall(f"{W}abstractNum")]
    place = next((index for index, each in enumerate(house) if each.tag == f"{W}num"), len(house))
    house[place:place] = begun
    house.extend(lists)
    return etree.tostring(house, xml_declaration=True, encoding="UTF-8", standalone=True)


def _pattern(pattern: Element, names: Mapping[str, str], first: int, template: Template) -> Element:
    """A pattern of ours; its levels belong to no style of the template, which would not know of that."""
    pattern.set(f"{W}abstractNumId", str(int(pattern.get(f"{W}abstractNumId")) + first))
    theirs = set(template.styles.values())
    for level in pattern.iter(f"{W}lvl"):
        for style in level.findall(f"{W}pStyle"):
            style.set(f"{W}val", names[style.get(f"{W}val")])
            if style.get(f"{W}val") in theirs:
                level.remove(style)
    return pattern


def _list(
    each: Element, moved: Mapping[str, HouseList], patterns: Mapping[str, str], first: int, shift: int
) -> Element:
    number, target = each.get(f"{W}numId"), each.find(f"{W}abstractNumId")
    house = moved.get(number)
    if house is not None and str(house.number) in patterns:
        target.set(f"{W}val", patterns[str(house.number)])
        for override in each.findall(f"{W}lvlOverride"):
            override.set(f"{W}ilvl", str(house.level))
    else:
        target.set(f"{W}val", str(int(target.get(f"{W}val")) + first))
    each.set(f"{W}numId", shifted(number, shift))
    return each
