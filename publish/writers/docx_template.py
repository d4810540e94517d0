"""The user's own Word file as a template: what of it holds for a document that is written in its style."""

from __future__ import annotations

import functools
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from lxml import etree

from publish.errors import ThemeError
from publish.findings import Finding, info
from publish.theme.cascade import Cascade, cascade
from publish.theme.computed import Sides
from publish.theme.load import Theme
from publish.theme.pages import PageSetup
from publish.theme.roles import WORD_STYLES
from publish.writers.docx_package import PackagePart, Relation
from publish.writers.docx_xml import NAMESPACES

Element: TypeAlias = Any  # lxml's types are not worth their stubs here

W, R = f"{{{NAMESPACES['w']}}}", f"{{{NAMESPACES['r']}}}"
FIRST_DRAWING = 2_000_000_000  # ids go to 2^31, and those of articles stay far below
_DRAWING = re.compile(rb'(<wp:docPr [^<>]*?\bid=")(\d{1,7})"')
KINDS = ("image", "hyperlink")
"""What a header may refer to; Word has other things, which nobody could take for part of a page's furniture."""


@dataclass(frozen=True, slots=True)
class HouseLine:
    """A header or footer: "default", "first" or "even" pages, and its part."""

    pages: str
    part: PackagePart


@dataclass(frozen=True, eq=False)
class Template:
    """A Word file taken apart, equal to itself only; page and running lines are those of its last section.

    `styles` gives the ids of styles by (kind, name in lower case), `parts` the bytes of its parts by path.
    """

    name: str
    styles: Mapping[tuple[str, str], str]
    parts: Mapping[str, bytes]
    lines: tuple[HouseLine, ...]
    media: tuple[PackagePart, ...]
    size: str
    margins: str
    page: PageSetup
    has_own_first_page: bool
    has_even_pages: bool

    def owns(self, name: str, kind: str = "paragraph") -> bool:
        return (kind, name.lower()) in self.styles


def template_of(theme: Theme) -> Template | None:
    """The template that a theme is used with. Raises ThemeError when it is not one that Word of today has written."""
    if theme.template is None or theme.options.docx_template is None:
        return None
    return _read(theme.template, theme.options.docx_template.name)


@functools.lru_cache(maxsize=32)
def on_page(whole: Cascade, page: PageSetup) -> Cascade:
    """The looks of a theme on the page of a template."""
    setup = PageSetup(page.width_pt, page.height_pt, page.margins, whole.page.cover_colour, page.mirrored)
    return Cascade(whole.styles, whole.around, whole.boxes, setup, whole.findings)


def looks(theme: Theme) -> Cascade:
    """The looks of a theme, on the page of its template where it has one."""
    whole, template = cascade(theme), template_of(theme)
    return whole if template is None else on_page(whole, template.page)


def added_finding(template: Template) -> tuple[Finding, ...]:
    """One finding that names the styles which the template does not have, or none."""
    added = [word.name for word in WORD_STYLES.values() if not template.owns(word.name, word.kind.value)]
    if not added:
        return ()
    return (info("DOCX-002", f"{template.name}: {len(added)} styles were added from the theme: {', '.join(added)}"),)


@functools.lru_cache(maxsize=4)
def _read(data: bytes, name: str) -> Template:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {entry: archive.read(entry) for entry in archive.namelist()}
        document, styles = (etree.fromstring(parts[f"word/{part}.xml"]) for part in ("document", "styles"))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise ThemeError(f"{name}: it is no sound Word document ({error}); save it again in Word") from error
    if document.tag != f"{W}document":
        raise ThemeError(f"{name}: it is in a kind of DOCX that is not common; save it in Word as .docx, not strict")
    sections = list(document.iter(f"{W}sectPr"))
    if not sections or sections[-1].find(f"{W}pgSz") is None or sections[-1].find(f"{W}pgMar") is None:
        raise ThemeError(f"{name}: it has no page setup; save it again in Word")
    last = sections[-1]
    size, margins = last.find(f"{W}pgSz"), last.find(f"{W}pgMar")
    lines, media = _lines(sections, parts, name)
    settings = parts.get("word/settings.xml", b"")
    return Template(
        name=name,
        styles={key: ident for key, ident in map(_named, styles.iter(f"{W}style")) if ident},
        parts=parts,
        lines=lines,
        media=media,
        size=_markup(size),
        margins=_markup(margins),
        page=_page(size, margins, mirrored=b"<w:mirrorMargins/>" in settings),
        has_own_first_page=last.find(f"{W}titlePg") is not None,
        has_even_pages=b"<w:evenAndOddHeaders/>" in settings,
    )


def _named(style: Element) -> tuple[tuple[str, str], str]:
    name = style.find(f"{W}name")
    key = (style.get(f"{W}type", "paragraph"), "" if name is None else name.get(f"{W}val", "").lower())
    return key, style.get(f"{W}styleId", "")


def _markup(element: Element) -> str:
    """An element without its namespace declarations, to stand in a part that has them."""
    attributes = "".join(f' w:{name.removeprefix(W)}="{value}"' for name, value in element.attrib.items())
    return f"<w:{element.tag.removeprefix(W)}{attributes}/>"


def _page(size: Element, margins: Element, *, mirrored: bool) -> PageSetup:
    def points(element: Element, name: str) -> float:
        return abs(float(element.get(f"{W}{name}", "0"))) / 20

    sides = Sides(*(points(margins, side) for side in ("top", "right", "bottom", "left")))
    inner = Sides(sides.top, sides.right, sides.bottom, sides.left + points(margins, "gutter"))
    return PageSetup(points(size, "w"), points(size, "h"), inner, None, mirrored)


def _lines(
    sections: list[Element], parts: Mapping[str, bytes], name: str
) -> tuple[tuple[HouseLine, ...], tuple[PackagePart, ...]]:
    """The headers and footers of the last section, each perhaps taken over from one before; and their pictures."""
    relations = _relations(parts, "word/document.xml")
    found: dict[tuple[str, str], str] = {}
    for section in sections:
        for kind in ("header", "footer"):
            for reference in section.findall(f"{W}{kind}Reference"):
                found[kind, reference.get(f"{W}type", "default")] = relations[reference.get(f"{R}id")][1]
    lines: list[HouseLine] = []
    media: dict[str, PackagePart] = {}
    for (kind, pages), path in found.items():
        told = _relations(parts, path)
        made = tuple(_relation(ident, what, target, path, name) for ident, (what, target) in told.items())
        lines.append(HouseLine(pages, PackagePart(f"/word/{_own(path)}", kind, _renumbered(parts[path]), made)))
        for each in made:
            if each.kind == "image":
                media[each.target] = PackagePart(each.target, "image", parts[told[each.ident][1]])
    return tuple(lines), tuple(media.values())


def _renumbered(line: bytes) -> bytes:
    """A header whose drawings have ids that no drawing of an article has."""
    return _DRAWING.sub(lambda found: b'%s%d"' % (found[1], FIRST_DRAWING + int(found[2])), line)


def _relations(parts: Mapping[str, bytes], path: str) -> Mapping[str, tuple[str, str]]:
    """(kind, target) of the relationships of a part by id; the target of a part inside is its path."""
    folder, _, file = path.rpartition("/")
    data = parts.get(f"{folder}/_rels/{file}.rels")
    if data is None:
        return {}
    relations: Element = etree.fromstring(data)
    return {each.get("Id"): _told(each, path) for each in relations}


def _told(relation: Element, path: str) -> tuple[str, str]:
    kind, target = relation.get("Type", "").rpartition("/")[2], relation.get("Target", "")
    return kind, target if relation.get("TargetMode") == "External" else _beside(path, target)


def _beside(path: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(path), target)).removeprefix("/")


def _relation(ident: str, kind: str, target: str, path: str, name: str) -> Relation:
    if kind not in KINDS:
        raise ThemeError(f"{name}: its {_own(path)} refers to a {kind}, which cannot be taken over; remove it there")
    return (
        Relation(ident, "link", target) if kind == "hyperlink" else Relation(ident, kind, f"/word/media/{_own(target)}")
    )


def _own(path: str) -> str:
    """The name of a template's part in our documents, where no part of ours can have it."""
    return f"house_{path.rpartition('/')[2]}"


def styles_of(template: Template) -> Element:
    """The styles of a template as a tree of one's own."""
    return etree.fromstring(template.parts["word/styles.xml"])


def part_of(template: Template, name: str) -> Element | None:
    data = template.parts.get(f"word/{name}.xml")
    return None if data is None else etree.fromstring(data)


def numbered_styles(template: Template) -> Iterator[tuple[str, int, int]]:
    """(id, number of the list, level) of each of the template's styles that numbers its paragraphs by itself."""
    for style in styles_of(template).iter(f"{W}style"):
        number = style.find(f"{W}pPr/{W}numPr/{W}numId")
        level = style.find(f"{W}pPr/{W}numPr/{W}ilvl")
        if number is not None:
            yield (
                style.get(f"{W}styleId"),
                int(number.get(f"{W}val")),
                0 if level is None else int(level.get(f"{W}val")),
            )
