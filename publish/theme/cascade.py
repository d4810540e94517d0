"""The cascade of a theme over the specimen: what each style role looks like on paper, in absolute terms.

A small part of CSS, by tinycss2 and cssselect2: inheritance, specificity, order, `!important`, custom properties,
shorthands, media. The box model is that of text: insets add up, percentages refer to the measure.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias
from xml.etree import ElementTree

import cssselect2

from publish.findings import Finding, info
from publish.theme.computed import INITIAL, ComputedStyle, Declarations, Setting, compute
from publish.theme.load import Theme
from publish.theme.pages import PageSetup, page_groups, page_setup
from publish.theme.places import Places, one_file
from publish.theme.roles import Box, StyleRole
from publish.theme.sheet import Declaration, PageRule, Sheet, read_sheet
from publish.theme.values import Tokens, keyword, tokens_of

Element: TypeAlias = Any  # cssselect2 ships no types

MEDIUM = "docx"
SPECIMEN = Path(__file__).with_name("specimen.html")

BROWSER = """
h1, h2, h3, h4, h5, h6, th, dt, b, strong { font-weight: bold }
h1 { font-size: 2em; margin: .67em 0 } h2 { font-size: 1.5em; margin: .83em 0 } h3 { font-size: 1.17em; margin: 1em 0 }
h4 { margin: 1.33em 0 } h5 { font-size: .83em; margin: 1.67em 0 } h6 { font-size: .67em; margin: 2.33em 0 }
em, i, cite, dfn { font-style: italic } sub { vertical-align: sub } sup { vertical-align: super }
s, del { text-decoration: line-through } u, ins, a { text-decoration: underline }
p, ul, ol, dl, pre { margin: 1em 0 } blockquote, figure { margin: 1em 40px } dd { margin-left: 40px }
ul, ol { padding-left: 40px } ul { list-style-type: "•" } ol { list-style-type: decimal } li ul, li ol { margin: 0 }
th { text-align: center } td, th { padding: 1px } hr { border-top: 1px solid; margin: .5em 0 }
"""
"""What an element looks like where the theme says nothing, after the HTML standard."""

CANNOT: Mapping[str, str] = {
    "background-image": "pictures behind text",
    "border-radius": "rounded corners",
    "box-shadow": "shadows of boxes",
    "clip-path": "clipped shapes",
    "column-count": "columns in a style",
    "column-width": "columns in a style",
    "filter": "filters",
    "float": "floating paragraphs",
    "initial-letter": "initials in a style",
    "mix-blend-mode": "blended colours",
    "opacity": "translucent text",
    "text-shadow": "shadows of letters in a style",
    "transform": "turned or scaled paragraphs",
    "word-spacing": "a width for word spaces",
}
"""What a theme may want of text and boxes and Word cannot give; matters of paged media and of EPUB are no loss."""

MARGIN_LINES: Mapping[StyleRole, tuple[str, str]] = {
    StyleRole.HEADER: ("main", "top"),
    StyleRole.FOOTER: ("main", "bottom"),
    StyleRole.FRONT_FOOTER: ("front", "bottom"),
    StyleRole.EVEN_FOOTER: ("main:left", "bottom"),
    StyleRole.EVEN_FRONT_FOOTER: ("front:left", "bottom"),
}
"""The page group and the edge that show how a running line looks."""


@dataclass(frozen=True, eq=False)
class Cascade:
    """The look of every role, of the element around it, and of the boxes that roles stand in; equal to itself only."""

    styles: Mapping[StyleRole, ComputedStyle]
    around: Mapping[StyleRole, ComputedStyle]
    boxes: Mapping[Box, ComputedStyle]
    page: PageSetup
    findings: tuple[Finding, ...]


def cascade(theme: Theme) -> Cascade:
    """The theme over the specimen, as DOCX sees it: rules for all media and those under `@media docx`.

    Its findings name what Word cannot do. Raises ThemeError for a `var()` that is never defined.
    """
    mirrored = theme.options.sides == "two"
    return _cascade(theme.css, theme.places, tuple(theme.properties.items()), mirrored=mirrored)


@functools.lru_cache(maxsize=8)
def _cascade(css: str, places: Places, properties: tuple[tuple[str, str], ...], *, mirrored: bool) -> Cascade:
    sheet = read_sheet(css, medium=MEDIUM, places=places, properties=dict(properties))
    layers = (_matcher(_browser()), _matcher(sheet))
    page = page_setup(sheet.pages, places, mirrored=mirrored)
    tree = cssselect2.ElementWrapper.from_html_root(ElementTree.fromstring(specimen()))
    root = compute(_declared(tree, layers)[""], Setting(INITIAL, INITIAL.size_pt, page.measure_pt))
    setting = Setting(root, root.size_pt, page.measure_pt)
    seen = [found for child in tree.iter_children() for found in _visit(child, setting, layers)]
    lines = {role: compute(_line(sheet.pages, role), setting) for role in MARGIN_LINES}
    styles = {found.role: found.style for found in seen if found.role}
    around = {found.role: found.parent for found in seen if found.role}
    boxes = {found.box: found.style for found in seen if found.box}
    return Cascade(
        MappingProxyType({**styles, **lines}),
        MappingProxyType({**around, **dict.fromkeys(lines, root)}),
        MappingProxyType(boxes),
        page,
        _losses(sheet, places),
    )


def specimen() -> str:
    """The document with one element for each role, as XHTML."""
    return SPECIMEN.read_text("utf-8")


@functools.cache
def _browser() -> Sheet:
    return read_sheet(BROWSER, medium=MEDIUM, places=one_file(""), properties={})


def _matcher(sheet: Sheet) -> Any:
    """The rules by selector; a selector that we do not know, such as a vendor's, drops its rule as CSS demands."""
    matcher = cssselect2.Matcher()
    for rule in sheet.rules:
        try:
            selectors = cssselect2.compile_selector_list(rule.selectors)
        except cssselect2.SelectorError:
            continue
        for selector in selectors:
            matcher.add_selector(selector, rule.declarations)
    return matcher


def _declared(element: Element, layers: Iterable[Any]) -> dict[str, Declarations]:
    """The winning declarations of an element ("") and of its pseudo-elements, by longhand."""
    normal: dict[str, dict[str, Any]] = {"": {}}
    important: dict[str, dict[str, Any]] = {}
    for matcher in layers:
        for _specificity, _order, pseudo, declarations in matcher.match(element):
            for item in declarations:
                target = important if item.important else normal
                target.setdefault(pseudo or "", {})[item.name] = item.value
    return {pseudo: {**normal.get(pseudo, {}), **important.get(pseudo, {})} for pseudo in {**normal, **important}}


@dataclass(frozen=True, slots=True)
class _Found:
    role: StyleRole | None
    box: Box | None
    style: ComputedStyle
    parent: ComputedStyle


_ROLES = {role.value: role for role in StyleRole}
_BOXES = {box.value: box for box in Box}


def _visit(element: Element, setting: Setting, layers: tuple[Any, ...]) -> Iterator[_Found]:
    attributes = element.etree_element.attrib
    declared = _declared(element, layers)
    style = compute(declared[""], setting)
    yield _Found(_ROLES.get(attributes.get("data-role")), _BOXES.get(attributes.get("data-box")), style, setting.parent)
    inner = Setting(style, setting.rem_pt, setting.measure_pt)
    for pseudo in ("marker", "before", "after"):
        if name := attributes.get(f"data-{pseudo}"):
            yield _Found(_ROLES.get(name), _BOXES.get(name), compute(declared.get(pseudo, {}), inner), style)
    for child in element.iter_children():
        yield from _visit(child, inner, layers)


def _line(pages: Iterable[PageRule], role: StyleRole) -> Declarations:
    """The declarations of the first margin box that says something at an edge of a page group."""
    group, edge = MARGIN_LINES[role]
    boxes = (
        declared
        for rule in pages
        if group in page_groups(rule.selector)
        for name, items in rule.boxes.items()
        if name.startswith(edge)
        for declared in ({"text-align": _edge_alignment(name), **{item.name: item.value for item in items}},)
        if keyword(declared.get("content", ())) not in ("none", "normal")
    )
    return next(boxes, {})


def _edge_alignment(name: str) -> Tokens:
    side = name.rpartition("-")[2]
    return tokens_of(side if side in ("left", "right") else "center")


def _losses(sheet: Sheet, places: Places) -> tuple[Finding, ...]:
    """One finding for each property that Word cannot honour, with the first line that asks for it."""
    first: dict[str, Declaration] = {}
    covers = (page.declarations for page in sheet.pages if "cover" in page_groups(page.selector))
    for declarations in (*(rule.declarations for rule in sheet.rules), *covers):
        for item in declarations:
            if item.name in CANNOT and keyword(item.value) not in ("none", "normal", "auto", "initial"):
                first.setdefault(item.name, item)
    return tuple(
        info("THEME-001", f"{places.of(item.line)}: Word has no {CANNOT[name]}; DOCX goes without `{name}`")
        for name, item in sorted(first.items())
    )
