"""The package: parts with their relationships in a zip that comes out the same every time.

The one home of python-docx: its names for content types and relationships, its theme part as the ground of ours.
"""

from __future__ import annotations

import functools
import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI

from publish.writers.docx_xml import DECLARATION, escape

FIXED_TIME = (1980, 1, 1, 0, 0, 0)
PACKED = frozenset({"png", "jpeg", "gif", "docx"})
"""Endings of files that no second packing makes smaller."""

CONTENT_TYPES: Mapping[str, str] = {
    "document": CONTENT_TYPE.WML_DOCUMENT_MAIN,
    "styles": CONTENT_TYPE.WML_STYLES,
    "numbering": CONTENT_TYPE.WML_NUMBERING,
    "settings": CONTENT_TYPE.WML_SETTINGS,
    "fontTable": CONTENT_TYPE.WML_FONT_TABLE,
    "footnotes": CONTENT_TYPE.WML_FOOTNOTES,
    "header": CONTENT_TYPE.WML_HEADER,
    "footer": CONTENT_TYPE.WML_FOOTER,
    "theme": CONTENT_TYPE.OFC_THEME,
    "core": CONTENT_TYPE.OPC_CORE_PROPERTIES,
    "app": CONTENT_TYPE.OFC_EXTENDED_PROPERTIES,
}
OBFUSCATED_FONT = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
BY_ENDING = frozenset({"image", "font"})
"""Kinds of part whose content type is told by the ending of their path."""

RELATIONSHIPS: Mapping[str, str] = {
    "document": RELATIONSHIP_TYPE.OFFICE_DOCUMENT,
    "styles": RELATIONSHIP_TYPE.STYLES,
    "numbering": RELATIONSHIP_TYPE.NUMBERING,
    "settings": RELATIONSHIP_TYPE.SETTINGS,
    "fontTable": RELATIONSHIP_TYPE.FONT_TABLE,
    "footnotes": RELATIONSHIP_TYPE.FOOTNOTES,
    "header": RELATIONSHIP_TYPE.HEADER,
    "footer": RELATIONSHIP_TYPE.FOOTER,
    "theme": RELATIONSHIP_TYPE.THEME,
    "core": RELATIONSHIP_TYPE.CORE_PROPERTIES,
    "app": RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    "image": RELATIONSHIP_TYPE.IMAGE,
    "link": RELATIONSHIP_TYPE.HYPERLINK,
    "font": RELATIONSHIP_TYPE.FONT,
}


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship of a part; `target` is the path of a part, or an address outside for a link."""

    ident: str
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class PackagePart:
    """A part by its path, such as `/word/styles.xml`; `kind` is "image" for pictures, "font" for fonts."""

    path: str
    kind: str
    content: bytes
    relations: tuple[Relation, ...] = ()


def package(parts: Iterable[PackagePart]) -> bytes:
    """The DOCX file of the parts; the document and the property parts belong to the package itself."""
    members = tuple(parts)
    top = tuple(
        Relation(f"rId{index}", part.kind, part.path)
        for index, part in enumerate((part for part in members if part.kind in ("document", "core", "app")), 1)
    )
    entries = [("[Content_Types].xml", _content_types(members)), ("_rels/.rels", _relations_xml(top, PackURI("/")))]
    for part in members:
        uri = PackURI(part.path)
        entries.append((uri.membername, part.content))
        if part.relations:
            entries.append((uri.rels_uri.membername, _relations_xml(part.relations, uri)))
    return zipped(entries)


def zipped(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip of the entries in their order, without a trace of when and where it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in entries:
            entry = zipfile.ZipInfo(name, FIXED_TIME)
            entry.create_system = 0
            is_packed = name.rpartition(".")[2] in PACKED
            entry.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()


def _content_types(parts: Iterable[PackagePart]) -> bytes:
    members = tuple(parts)
    endings = sorted({part.path.rpartition(".")[2] for part in members if part.kind in BY_ENDING})
    defaults = "".join(
        f'<Default Extension="{ending}" ContentType="{kind}"/>'
        for ending, kind in (
            ("rels", CONTENT_TYPE.OPC_RELATIONSHIPS),
            ("xml", CONTENT_TYPE.XML),
            *((ending, OBFUSCATED_FONT if ending == "odttf" else f"image/{ending}") for ending in endings),
        )
    )
    overrides = "".join(
        f'<Override PartName="{part.path}" ContentType="{CONTENT_TYPES[part.kind]}"/>'
        for part in members
        if part.kind not in BY_ENDING
    )
    return (
        f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f"{defaults}{overrides}</Types>"
    ).encode()


def _relations_xml(relations: Iterable[Relation], source: PackURI) -> bytes:
    lines = "".join(
        f'<Relationship Id="{each.ident}" Type="{RELATIONSHIPS[each.kind]}" Target="{_target(each, source)}"/>'
        for each in relations
    )
    return (
        f'{DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{lines}</Relationships>"
    ).encode()


def _target(relation: Relation, source: PackURI) -> str:
    if relation.kind == "link":
        return f'{escape(relation.target)}" TargetMode="External'
    return str(PackURI(relation.target).relative_ref(source.baseURI))


@functools.cache
def _template_theme() -> str:
    template = files("docx").joinpath("templates", "default.docx")
    with template.open("rb") as stream, zipfile.ZipFile(stream) as archive:
        return archive.read("word/theme/theme1.xml").decode("utf-8")


def theme_xml(name: str, colours: Mapping[str, str], *, heading_font: str, text_font: str) -> bytes:
    """The theme part, which fills Word's menus of colours and fonts: the template's, with our colours and fonts."""
    theme = _template_theme()
    scheme = "".join(f'<a:{slot}><a:srgbClr val="{colour}"/></a:{slot}>' for slot, colour in colours.items())
    fonts = "".join(
        f'<a:{slot}Font><a:latin typeface="{escape(font)}"/><a:ea typeface=""/><a:cs typeface=""/></a:{slot}Font>'
        for slot, font in (("major", heading_font), ("minor", text_font))
    )
    label = escape(name)
    theme = re.sub(
        r"<a:clrScheme (?:(?!<a:clrScheme ).)*?</a:clrScheme>",
        f'<a:clrScheme name="{label}">{scheme}</a:clrScheme>',
        theme,
        flags=re.S,
    )
    theme = re.sub(
        r"<a:fontScheme (?:(?!<a:fontScheme ).)*?</a:fontScheme>",
        f'<a:fontScheme name="{label}">{fonts}</a:fontScheme>',
        theme,
        flags=re.S,
    )
    return re.sub(r'(<a:theme [^<>]*name=")[^"]*"', rf'\g<1>{label}"', theme).encode()
