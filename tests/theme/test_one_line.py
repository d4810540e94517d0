"""One line more in a style, and what it changes: on the pages of the PDF, in the EPUB in a browser, in Word's styles."""

from __future__ import annotations

import functools
import html
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from ctypes import c_uint
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw

from publish.gallery import specimen
from publish.model import Callout, Quote
from publish.theme.flatten import flatten
from publish.theme.load import Theme, parse_theme
from publish.writers.docx import write_book
from publish.writers.epub import write_epub
from publish.writers.pdf import manuscript, typeset
from tests.builders import article, h, inlines, p, ul
from tests.writers.typography import Line, lines

BROWSER = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
PX = 16 / 9.75  # CSS pixels of a browser for one point of the style, which has 9.75 to the em
TEXT = "The keeper who climbed the stair at dusk carried a slate beside his matches, and woe betide him if the figures failed."
BOOK = specimen.as_book(
    (
        article(
            p(TEXT),
            h(2, "The inspection", ident="one"),
            p(TEXT),
            p(f"Second paragraph. {TEXT}"),
            ul("wick", "oil"),
            Quote((p("Quoted words."),), inlines("Keeper")),
            Callout("Note", (p("Boxed words."),)),
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of the PDF, what its lists begin with, and the colours of its letters and lines."""

    lines: tuple[Line, ...]
    colours: frozenset[tuple[int, int, int]]
    text: str

    def line(self, start: str) -> Line:
        return next(line for line in self.lines[::-1] if line.text.startswith(start))

    def below(self, start: str) -> float:
        """The distance in pt to the line after."""
        line = self.line(start)
        return line.baseline - self.lines[self.lines.index(line) + 1].baseline

    def step(self, start: str) -> float:
        """The distance in pt from the line before."""
        line = self.line(start)
        before = self.lines[self.lines.index(line) - 1]
        return before.baseline - line.baseline


@dataclass(frozen=True, slots=True)
class Change:
    """A declaration; what it does to the page before and after, to a property of an element, to a Word part."""

    css: str
    page: Callable[[Page, Page], bool]
    element: str
    name: str
    value: str
    word: str
    part: str = "styles"


def near(one: float, other: float) -> bool:
    return abs(one - other) < 0.1


def px(points: float) -> str:
    return f"{points * PX:.2f}px"


def word_style(ident: str, inside: str) -> str:
    return rf'w:styleId="{ident}">(?:(?!</w:style>).)*{inside}'


HEADING, SECOND = "The inspection", "Second"
CHANGES: Mapping[str, Change] = {
    "font": Change('h2 { font-family: "Source Sans 3", sans-serif }', lambda _, new: new.line(HEADING).font.startswith("Source-Sans"), "h2", "font-family", '"Source Sans 3", sans-serif', word_style("Heading2", 'w:ascii="Source Sans 3"')),
    "size": Change("h2 { font-size: 20pt }", lambda _, new: near(new.line(HEADING).size, 20), "h2", "font-size", px(20), word_style("Heading2", '<w:sz w:val="40"/>')),
    "weight": Change("h2 { font-weight: 400 }", lambda old, new: new.line(HEADING).font == old.line(SECOND).font, "h2", "font-weight", "400", word_style("BodyText", "") + r'(?:(?!w:styleId="Heading2").)*w:styleId="Heading2">(?:(?!<w:b/>|</w:style>).)*</w:style>|w:styleId="Heading2">(?:(?!<w:b/>|</w:style>).)*</w:style>'),
    "posture": Change("h2 { font-style: italic }", lambda _, new: "Italic" in new.line(HEADING).font, "h2", "font-style", "italic", word_style("Heading2", "<w:i/>")),
    "colour": Change(".label { color: #00aa00 }", lambda old, new: (0, 170, 0) in new.colours - old.colours, ".label", "color", "rgb(0, 170, 0)", word_style("CalloutLabel", '<w:color w:val="00AA00"/>')),
    "letter spacing": Change("h2 { letter-spacing: 2pt }", lambda old, new: 24 < new.line("T h").right - old.line(HEADING).right < 30, "h2", "letter-spacing", px(2), word_style("Heading2", '<w:spacing w:val="40"/>')),
    "alignment": Change("h2 { text-align: center }", lambda old, new: new.line(HEADING).left > old.line(HEADING).left + 50, "h2", "text-align", "center", word_style("Heading2", '<w:jc w:val="center"/>')),
    "space above": Change("h2 { margin-top: 60pt }", lambda old, new: near(new.step(HEADING) - old.step(HEADING), 60 - 20.25), "h2", "margin-top", px(60), word_style("Heading2", '<w:spacing w:before="1200"')),
    "first line": Change(".body p + p { text-indent: 30pt }", lambda old, new: near(new.line(SECOND).left - old.line(SECOND).left, 30 - 13.5), "p + p", "text-indent", px(30), word_style("BodyText", '<w:ind (?:w:left="0" w:right="0" )?w:firstLine="600"')),
    "line height": Change(":root { --line: 16pt }", lambda old, new: near(old.below(SECOND), 13.5) and near(new.below(SECOND), 16), "body", "line-height", f"{16 * 16 / 9.75:.2f}px", word_style("Normal", '<w:spacing [^>]*w:line="320"')),
    "border": Change("blockquote { border-left: 3pt solid #00aa00 }", lambda old, new: (0, 170, 0) in new.colours - old.colours, "blockquote", "border-left-width", "4px", word_style("Quote", '<w:pBdr><w:left w:val="single" w:sz="24" [^>]*w:color="00AA00"/>')),
    "capitals": Change("h2 { font-variant-caps: small-caps }", lambda old, new: new.line("T").right != old.line(HEADING).right, "h2", "font-variant-caps", "small-caps", word_style("Heading2", '<w:smallCaps w:val="1"/>')),
    "bullet": Change('ul { list-style-type: "→ " }', lambda _, new: "→" in new.text, "ul", "list-style-type", '"→ "', 'w:lvlText w:val="→"', "numbering"),
}  # fmt: skip


def theme(css: str = "") -> Theme:
    return parse_theme(f'@import "reader";\n{css}', name="mine", place="mine.css")


@functools.cache
def printed(css: str = "") -> Page:
    (file,) = typeset(manuscript(BOOK, theme(css), {}))[0].value
    document = pypdfium2.PdfDocument(file.data)
    texts, colours = [], set()
    for page in document:
        texts.append(page.get_textpage().get_text_range())
        for item in page.get_objects():
            for read in (raw.FPDFPageObj_GetFillColor, raw.FPDFPageObj_GetStrokeColor):
                red, green, blue, alpha = (c_uint() for _ in range(4))
                read(item, red, green, blue, alpha)
                colours.add((red.value, green.value, blue.value))
    return Page(tuple(lines(file.data)), frozenset(colours), "\n".join(texts))


@functools.cache
def shown() -> Mapping[str, str]:
    """What a browser makes of the property that each change is about, in the EPUB with it."""
    (file,) = write_epub(BOOK, theme(), {}).value
    with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
        text = next(archive.read(name).decode() for name in archive.namelist() if name.endswith("a001.xhtml"))
    body = re.sub(r".*(<body.*</body>).*", r"\1", text, flags=re.S)
    asked = [[name, flatten(theme(each.css)).value, each.element, each.name] for name, each in CHANGES.items()]
    script = f"""
      const found = {{}}, sheet = document.createElement("style"); document.head.append(sheet);
      for (const [name, css, element, property] of {json.dumps(asked)}) {{
        sheet.textContent = css;
        found[name] = getComputedStyle(document.querySelector(element))[property];
      }}
      const told = document.createElement("pre"); told.id = "told"; told.textContent = JSON.stringify(found);
      document.body.append(told);
    """
    page = f'<!DOCTYPE html><meta charset="utf-8">{body.replace("</body>", f"<script>{script}</script></body>")}'
    done = subprocess.run(
        (BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", _as_file(page).as_uri()),
        capture_output=True,
        timeout=60,
        check=True,
    )
    told = re.search(r'<pre id="told">(.*?)</pre>', done.stdout.decode())
    assert told is not None
    return dict(json.loads(html.unescape(told[1])))


FOLDER: list[Path] = []


def _as_file(page: str) -> Path:
    path = FOLDER[0] / "page.html"
    path.write_text(page, "utf-8")
    return path


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path) -> None:
    FOLDER[:] = [tmp_path]


@pytest.mark.parametrize("name", CHANGES)
def test_a_line_of_css_is_found_on_the_page(name: str) -> None:
    assert CHANGES[name].page(printed(), printed(CHANGES[name].css))


@pytest.mark.skipif(not BROWSER, reason="there is no Chromium here")
@pytest.mark.parametrize("name", CHANGES)
def test_a_line_of_css_is_found_in_the_epub(name: str) -> None:
    found, asked = shown()[name], CHANGES[name].value
    if asked.endswith("px"):
        assert float(found.removesuffix("px")) == pytest.approx(float(asked.removesuffix("px")), abs=0.05)
    else:
        assert found == asked


@pytest.mark.parametrize("name", CHANGES)
def test_a_line_of_css_is_found_in_the_styles_of_word(name: str) -> None:
    change = CHANGES[name]

    def part(css: str) -> str:
        (file, *_) = write_book(BOOK, theme(css), {}).value
        return zipfile.ZipFile(io.BytesIO(file.data)).read(f"word/{change.part}.xml").decode()

    assert re.search(change.word, part(change.css), re.S)
    assert part(change.css) != part("")


def test_a_double_line_is_as_wide_in_word_as_in_css() -> None:
    (file, *_) = write_book(BOOK, theme("blockquote { border-left: 3pt double #00aa00 }"), {}).value
    styles = zipfile.ZipFile(io.BytesIO(file.data)).read("word/styles.xml").decode()
    assert '<w:left w:val="double" w:sz="8"' in styles  # eighths of a point, for each of the lines and what is between
