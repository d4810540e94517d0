"""Sections: page size, margins, running lines, page numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from publish.theme.cascade import Cascade
from publish.theme.pages import PageSetup
from publish.theme.roles import WORD_STYLES, StyleRole
from publish.writers.docx_parts import RunningLine
from publish.writers.docx_xml import paragraph, twips

LINE_HEIGHT = 1.35  # of the font size of a running line


@dataclass(frozen=True, slots=True)
class Lines:
    """The running lines of a section by name; "" for what it takes over from the section before it."""

    head: str = ""
    first_head: str = ""
    foot: str = ""
    first_foot: str = ""

    def references(self, *, mirrored: bool) -> str:
        """References to the running lines; with two sides, those of even pages are called the same with "Even"."""
        slots = [
            ("header", "default", self.head),
            ("header", "first", self.first_head),
            ("footer", "default", self.foot),
            ("footer", "first", self.first_foot),
        ]
        if mirrored:
            slots += [("header", "even", _even(self.head)), ("footer", "even", _even(self.foot))]
        return "".join(f'<w:{tag}Reference w:type="{kind}" r:id="rId_{name}"/>' for tag, kind, name in slots if name)


def _even(name: str) -> str:
    return f"{name}Even" if name else ""


BODY = Lines("head", "opening", "foot", "firstFoot")
LEFTWARD_BODY = Lines("leftwardHead", "leftwardOpening", "foot", "firstFoot")
PART = Lines("head", "blankHead", "foot", "blankFoot")
SOURCES = Lines("sourcesHead", "blankHead", "foot", "firstFoot")
TITLE_PAGES = Lines(foot="blankFoot")
FRONT = Lines(foot="frontFoot")
COVER = Lines(foot="coverFoot")


@dataclass(frozen=True, slots=True)
class Section:
    """How a section is set; `start` is the number of its first page, None to count on.

    One that `opens` begins on a right-hand page where the book has two sides.
    """

    lines: Lines = field(default_factory=Lines)
    start: int | None = None
    roman: bool = False
    rtl: bool = False
    has_own_first_page: bool = True
    margins: str = ""
    opens: bool = True


def section_xml(section: Section, whole: Cascade, *, before: Lines | None = None) -> str:
    """The properties of a section; running lines like those of the section before it are taken over."""
    page = whole.page
    start = f' w:start="{section.start}"' if section.start is not None else ""
    numbers = f'<w:pgNumType w:fmt="{"lowerRoman" if section.roman else "decimal"}"{start}/>'
    return "".join(
        (
            "<w:sectPr>",
            "" if section.lines == before else section.lines.references(mirrored=page.mirrored),
            '<w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr>',
            f'<w:type w:val="{"oddPage" if page.mirrored and section.opens else "nextPage"}"/>',
            f'<w:pgSz w:w="{twips(page.width_pt)}" w:h="{twips(page.height_pt)}"/>',
            section.margins or body_margins(whole, page),
            numbers,
            "<w:titlePg/>" if section.has_own_first_page else "",
            "<w:bidi/>" if section.rtl else "",
            "</w:sectPr>",
        )
    )


def body_margins(whole: Cascade, page: PageSetup) -> str:
    """The margins of the text, with the running lines as far from it as the theme has them."""
    head, foot = whole.styles[StyleRole.HEADER], whole.styles[StyleRole.FOOTER]
    above = max(page.margins.top - head.padding.bottom - head.size_pt * LINE_HEIGHT, 0.0)
    below = max(page.margins.bottom - foot.padding.top - foot.size_pt * LINE_HEIGHT, 0.0)
    return (
        f'<w:pgMar w:top="{twips(page.margins.top)}" w:right="{twips(page.margins.right)}" '
        f'w:bottom="{twips(page.margins.bottom)}" w:left="{twips(page.margins.left)}" '
        f'w:header="{twips(above)}" w:footer="{twips(below)}" w:gutter="0"/>'
    )


def ended(parts: list[str], section: str) -> list[str]:
    """The paragraphs of a section, the last of which carries its properties; a table cannot, so one follows it."""
    if not parts or not parts[-1].startswith("<w:p>"):
        return [*parts, paragraph(WORD_STYLES[StyleRole.GAP].ident, "", section)]
    head, close, tail = parts[-1].partition("</w:pPr>")
    return [*parts[:-1], head + section + close + tail]


def used_lines(lines: Mapping[str, RunningLine], document: str) -> Mapping[str, RunningLine]:
    """The running lines that a document refers to."""
    return {name: line for name, line in lines.items() if f'"rId_{name}"' in document}
