"""A finished document in the style of a template: its styles, headers and page setup win over the theme's.

It works on the parts of the document, so that nothing else has to know of templates: ids of styles and lists are
exchanged where they occur, sections get the template's page and running lines.
"""

from __future__ import annotations

import copy
import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from lxml import etree

from publish.writers.docx_house_lists import highest_number, numbering, relisted, shifted
from publish.writers.docx_package import PackagePart, Relation
from publish.writers.docx_template import Element, Template, W, styles_of
from publish.writers.docx_xml import twips

_STYLE = re.compile(r'(<w:(?:p|r|tbl)Style w:val=")(\w+)"')
_NUMBER = re.compile(r'(<w:numId w:val=")(\d+)"')
_SECTION = re.compile(r"<w:sectPr>(?:(?!<w:sectPr>).)*?</w:sectPr>")
_ENTRY = re.compile(r'(<w:pStyle w:val="TOC(\d)"/>)')


def in_house_style(parts: Iterable[PackagePart], template: Template) -> tuple[PackagePart, ...]:
    """The parts of a document with the template's styles, lists, headers and page setup."""
    given = {part.path: part for part in parts}
    styles, names = _adopted(given["/word/styles.xml"].content, template)
    shift = highest_number(template)
    document = given["/word/document.xml"]
    text, moved = relisted(document.content.decode(), template)
    text = _with_tabs(_sectioned(text, template), template)
    changed = {
        "/word/styles.xml": styles,
        "/word/numbering.xml": numbering(given["/word/numbering.xml"].content, names, moved, template),
        "/word/settings.xml": _settings(given["/word/settings.xml"].content.decode(), template),
        "/word/theme/theme1.xml": template.parts.get("word/theme/theme1.xml"),
        "/word/document.xml": _renamed(text, names, shift).encode(),
        "/word/footnotes.xml": _renamed(given["/word/footnotes.xml"].content.decode(), names, shift).encode(),
    }
    dropped = {part.path for part in given.values() if part.kind in ("header", "footer")}
    kept = [
        replace(part, content=changed.get(path) or part.content)
        for path, part in given.items()
        if path not in dropped and path != document.path
    ]
    running = tuple(
        Relation(_line_ident(index), line.part.kind, line.part.path) for index, line in enumerate(template.lines)
    )
    relations = (*(each for each in document.relations if each.target not in dropped), *running)
    main = replace(document, content=changed[document.path] or b"", relations=relations)
    return (main, *kept, *(line.part for line in template.lines), *template.media)


@functools.lru_cache(maxsize=64)
def _adopted(ours: bytes, template: Template) -> tuple[bytes, Mapping[str, str]]:
    """The styles of a document with these styles of ours, and the id there of each of them."""
    own: Element = etree.fromstring(ours)
    names = _names(own, template)
    return _styles(own, names, highest_number(template), template), names


def _names(ours: Element, template: Template) -> Mapping[str, str]:
    """The id in the document for each id of ours: the template's for a style that it has, else one it does not use."""
    taken = set(template.styles.values())
    names: dict[str, str] = {}
    for style in ours.iter(f"{W}style"):
        ident = style.get(f"{W}styleId")
        key = (style.get(f"{W}type"), style.find(f"{W}name").get(f"{W}val").lower())
        names[ident] = template.styles.get(key) or (ident if ident not in taken else f"{ident}Added")
    return names


def _styles(ours: Element, names: Mapping[str, str], shift: int, template: Template) -> bytes:
    """The template's styles, and those of ours that it lacks."""
    styles = styles_of(template)
    house = set(template.styles.values())
    defaults = {style.get(f"{W}type") for style in styles.iter(f"{W}style") if style.get(f"{W}default")}
    for style in ours.iter(f"{W}style"):
        ident = names[style.get(f"{W}styleId")]
        if ident in house:
            continue
        added = copy.deepcopy(style)
        added.set(f"{W}styleId", ident)
        if added.get(f"{W}type") in defaults:
            added.attrib.pop(f"{W}default", None)
        for tag in ("basedOn", "next", "link"):
            for reference in added.findall(f"{W}{tag}"):
                reference.set(f"{W}val", names[reference.get(f"{W}val")])
        for number in added.iter(f"{W}numId"):
            number.set(f"{W}val", shifted(number.get(f"{W}val"), shift))
        styles.append(added)
    _speak(styles, ours)
    return etree.tostring(styles, xml_declaration=True, encoding="UTF-8", standalone=True)


def _speak(styles: Element, ours: Element) -> None:
    """Set the languages of the document, which are a matter of its text."""
    language = ours.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    defaults = styles.find(f"{W}docDefaults")
    if defaults is None:
        defaults = etree.Element(f"{W}docDefaults")
        styles.insert(0, defaults)
    looks = _child(_child(defaults, "rPrDefault", 0), "rPr", 0)
    for old in looks.findall(f"{W}lang"):
        looks.remove(old)
    later = [each for each in looks if each.tag in (f"{W}eastAsianLayout", f"{W}specVanish", f"{W}oMath")]
    looks.insert(looks.index(later[0]) if later else len(looks), copy.deepcopy(language))


def _child(parent: Element, name: str, place: int) -> Element:
    found = parent.find(f"{W}{name}")
    if found is None:
        found = etree.Element(f"{W}{name}")
        parent.insert(place, found)
    return found


def _renamed(xml: str, names: Mapping[str, str], shift: int) -> str:
    styled = _STYLE.sub(lambda found: f'{found[1]}{names.get(found[2], found[2])}"', xml)
    return _NUMBER.sub(lambda found: f'{found[1]}{shifted(found[2], shift)}"', styled)


def _settings(xml: str, template: Template) -> bytes:
    plain = xml.replace("<w:mirrorMargins/>", "").replace("<w:evenAndOddHeaders/>", "")
    if template.page.mirrored:
        plain = re.sub(
            r"(<w:zoom [^<>]*/>(?:<w:embedTrueTypeFonts/><w:saveSubsetFonts/>)?)", r"\1<w:mirrorMargins/>", plain
        )
    if template.has_even_pages:
        plain = plain.replace("<w:doNotHyphenateCaps/>", "<w:doNotHyphenateCaps/><w:evenAndOddHeaders/>")
    return plain.encode()


def _sectioned(xml: str, template: Template) -> str:
    """The sections on the template's page; the cover, which is the first of several, keeps its own margins."""
    sections = _SECTION.findall(xml)
    made = iter(_sections(sections, template))
    return _SECTION.sub(lambda _: next(made), xml)


def _sections(sections: list[str], template: Template) -> Iterator[str]:
    has_cover = len(sections) > 1
    for index, section in enumerate(sections):
        plain = re.sub(r"<w:(?:header|footer)Reference [^<>]*/>|<w:titlePg/>", "", section)
        plain = re.sub(r"<w:pgSz [^<>]*/>", template.size, plain)
        if has_cover and index == 0:
            yield plain
            continue
        plain = re.sub(r"<w:pgMar [^<>]*/>", template.margins, plain)
        if template.has_own_first_page:
            plain = re.sub(r"(<w:pgNumType [^<>]*/>)", r"\1<w:titlePg/>", plain)
        first = index == int(has_cover)
        yield plain.replace("<w:sectPr>", f"<w:sectPr>{''.join(_references(template))}", 1) if first else plain


def _references(template: Template) -> Iterator[str]:
    for index, line in enumerate(template.lines):
        yield f'<w:{line.part.kind}Reference w:type="{line.pages}" r:id="{_line_ident(index)}"/>'


def _line_ident(index: int) -> str:
    return f"rIdHouse{index + 1}"


def _with_tabs(xml: str, template: Template) -> str:
    """Contents entries with a tab for their page number, as Word gives them where the template's style has none."""
    bare = _without_tabs(template)
    tab = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{twips(template.page.measure_pt)}"/></w:tabs>'
    return _ENTRY.sub(lambda found: found[1] + tab if found[2] in bare else found[1], xml)


@functools.lru_cache(maxsize=4)
def _without_tabs(template: Template) -> frozenset[str]:
    """The levels of the contents for which the template has a style, but no tab in it."""
    styles = {style.get(f"{W}styleId"): style for style in styles_of(template).iter(f"{W}style")}
    house = {level: styles.get(template.styles.get(("paragraph", f"toc {level}"))) for level in "123"}
    return frozenset(
        level for level, style in house.items() if style is not None and style.find(f"{W}pPr/{W}tabs") is None
    )
