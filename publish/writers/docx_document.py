"""A document that is set, and the file it becomes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from publish.model import Asset, Direction
from publish.theme.cascade import Cascade
from publish.theme.load import Theme
from publish.theme.roles import StyleRole
from publish.writers import docx_parts as part
from publish.writers.docx_fonts import EmbeddedFont, embedded_fonts
from publish.writers.docx_house import in_house_style
from publish.writers.docx_numbering import numbering_xml
from publish.writers.docx_package import PackagePart, Relation, package, theme_xml
from publish.writers.docx_scope import Ledger, Relations, met_marks
from publish.writers.docx_sections import used_lines
from publish.writers.docx_styles import styles_xml
from publish.writers.docx_template import template_of
from publish.writers.docx_xml import root

BRAND = "publish"  # what Word calls the colours and fonts: the same for a theme and for a copy of it


@dataclass(frozen=True, slots=True)
class Document:
    """A document that is set: its body, what its pieces asked for, its running lines and properties."""

    body: str
    ledgers: tuple[Ledger, ...]
    lines: Mapping[str, part.RunningLine]
    properties: part.Properties
    base: Direction
    is_numbered: bool


def packed(
    document: Document, theme: Theme, whole: Cascade, assets: Mapping[str, Asset], *, carries_fonts: bool
) -> bytes:
    """The document as a file, with the fonts it is set in where it `carries_fonts`."""
    ledgers = document.ledgers
    tongue = part.tongue_of(document.properties.language, "".join(sorted(set(document.body))))
    lines = used_lines(document.lines, document.body)
    text = root("w:document", f"<w:body>{document.body}</w:body>", part.TEXT_PREFIXES, ignorable=part.IGNORABLE)
    faces = whole.styles[StyleRole.HEADING_1].families, whole.styles[StyleRole.NORMAL].families
    heading_font, text_font = (families[0] if families else "Times New Roman" for families in faces)
    styles = styles_xml(whole, tongue, met_marks(ledgers), document.base, numbered=document.is_numbered)
    fonts = dict(_fonts(document, lines, whole, theme) if carries_fonts else ())
    parts = [
        PackagePart("/word/styles.xml", "styles", styles),
        PackagePart(
            "/word/numbering.xml",
            "numbering",
            numbering_xml(whole, (each for ledger in ledgers for each in ledger.lists)),
        ),
        PackagePart("/word/settings.xml", "settings", part.settings_xml(whole, tongue, carries_fonts=carries_fonts)),
        PackagePart(
            "/word/fontTable.xml",
            "fontTable",
            part.font_table_xml(whole, tongue, fonts.items()),
            tuple(Relation(ident, "font", _font_path(ident)) for ident in fonts),
        ),
        PackagePart(
            "/word/theme/theme1.xml",
            "theme",
            theme_xml(BRAND, part.palette(whole), heading_font=heading_font, text_font=text_font),
        ),
        PackagePart(
            "/word/footnotes.xml",
            "footnotes",
            part.footnotes_xml(note for ledger in ledgers for note in ledger.footnotes),
            tuple(relation for ledger in ledgers for relation in _outside(ledger.note, assets)),
        ),
    ]
    running = [
        PackagePart(f"/word/{name}.xml", "header" if line.tag == "hdr" else "footer", line.xml)
        for name, line in lines.items()
    ]
    shown = dict.fromkeys(name for ledger in ledgers for name in (*ledger.body.pictures, *ledger.note.pictures))
    media = [PackagePart(_media_path(assets[name]), "image", assets[name].data) for name in shown]
    files = [PackagePart(_font_path(ident), "font", font.content) for ident, font in fonts.items()]
    inside = [Relation(f"rId{index}", each.kind, each.path) for index, each in enumerate(parts, 1)]
    inside += [Relation(f"rId_{name}", each.kind, each.path) for name, each in zip(lines, running, strict=True)]
    inside += (relation for ledger in ledgers for relation in _outside(ledger.body, assets))
    main = PackagePart("/word/document.xml", "document", text, tuple(inside))
    about = (
        PackagePart("/docProps/core.xml", "core", part.core_xml(document.properties)),
        PackagePart("/docProps/app.xml", "app", part.APP_XML),
    )
    members = (main, *parts, *running, *media, *files, *about)
    template = template_of(theme)
    return package(members if template is None else in_house_style(members, template))


def _fonts(
    document: Document, lines: Mapping[str, part.RunningLine], whole: Cascade, theme: Theme
) -> Iterator[tuple[str, EmbeddedFont]]:
    """The fonts by the ids of their relationships."""
    notes = (note for ledger in document.ledgers for note in ledger.footnotes)
    text = "".join((document.body, *notes, *(line.content for line in lines.values())))
    for number, font in enumerate(embedded_fonts(whole, theme.faces, text), 1):
        yield f"rId{number}", font


def _font_path(ident: str) -> str:
    return f"/word/fonts/font{ident.removeprefix('rId')}.odttf"


def _outside(relations: Relations, assets: Mapping[str, Asset]) -> Iterator[Relation]:
    for target, ident in relations.links.items():
        yield Relation(ident, "link", target)
    for name, ident in relations.pictures.items():
        yield Relation(ident, "image", _media_path(assets[name]))


def _media_path(asset: Asset) -> str:
    return f"/word/media/{asset.name[:40]}.{asset.media_type.removeprefix('image/')}"
