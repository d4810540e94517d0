"""Word files in LibreOffice, where it is installed: the words of the model in their order, and styles that reach all."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from publish.model import Callout, Publication, Quote, Table
from publish.walk import article_text
from publish.writers.docx import write_book
from tests.writers.docx_samples import article, book, bullets, cell, h, numbers, p, reader
from tests.writers.docx_samples import inline as inlines

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")

PARAGRAPH = "Every lighthouse was a budget before it was a light, and its keeper carried a slate to the stair."
WRITTEN = article(
    p(PARAGRAPH),
    p(f"Second. {PARAGRAPH}"),
    h(2, "Ledgers"),
    p("Between two headings."),
    h(2, "Inspections"),
    bullets("oil", ("wicks", bullets("trimmed")), "matches"),
    numbers("climb", "light"),
    Quote((p("Woe betide him."),), inlines("The cistern")),
    Callout("", (p("A box of words."),)),
    Table(2, ((cell("Year"), cell("Gills")),), ((cell("1884"), cell("37")),), inlines("What burned")),
    p("Last of all."),
    title="Arithmetic",
)


def in_office(document: bytes, folder: Path) -> pypdfium2.PdfDocument:
    """The PDF that LibreOffice makes of a Word file."""
    path = folder / "book.docx"
    path.write_bytes(document)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return pypdfium2.PdfDocument(path.with_suffix(".pdf").read_bytes())


def written(publication: Publication) -> bytes:
    return write_book(publication, reader(), {}).value[0].data


def restyled(document: bytes, changes: dict[str, str]) -> bytes:
    """The document with these properties of runs in place of the sizes that its styles have, by style."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as archive, zipfile.ZipFile(out, "w") as changed:
        for name in archive.namelist():
            content = archive.read(name)
            if name == "word/styles.xml":
                for style, look in changes.items():
                    content = _with_look(content.decode(), style, look).encode()
            changed.writestr(name, content)
    return out.getvalue()


def _with_look(styles: str, ident: str, look: str) -> str:
    (style,) = re.findall(rf'<w:style [^>]*w:styleId="{ident}">.*?</w:style>', styles)
    bare = re.sub(r'<w:(?:sz|szCs|color) w:val="[^"]*"/>', "", style)
    changed = (
        bare.replace("<w:rPr>", f"<w:rPr>{look}")
        if "<w:rPr>" in bare
        else bare.replace("</w:style>", f"<w:rPr>{look}</w:rPr></w:style>")
    )
    return styles.replace(style, changed)


def sizes(pdf: pypdfium2.PdfDocument) -> dict[str, float]:
    """The height in points of the line that each word first stands in."""
    found: dict[str, float] = {}
    for page in pdf:
        for text, height in _lines(page):
            for word in re.findall(r"\w+", text):
                found.setdefault(word, height)
    return found


def _lines(page: pypdfium2.PdfPage) -> Iterator[tuple[str, float]]:
    text = page.get_textpage()
    for index in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(index)
        yield text.get_text_bounded(left, bottom, right, top), top - bottom


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@needs_office
def test_the_words_are_those_of_the_model_in_their_order(tmp_path: Path) -> None:
    pdf = in_office(written(book(WRITTEN)), tmp_path)
    text = "\n".join(page.get_textpage().get_text_range() for page in pdf)
    said = words(text.replace("\u00ad\r\n", "").replace("-\r\n", "").replace("\ufffe", ""))
    wanted = words(article_text(WRITTEN))
    rest = iter(said)
    missing = [word for word in wanted if word not in rest]  # a word is looked for behind the one before it
    assert not missing


@needs_office
def test_a_change_of_body_text_and_of_a_heading_reaches_all_that_stands_on_them(tmp_path: Path) -> None:
    document = written(book(WRITTEN))
    before = sizes(in_office(document, tmp_path))
    look = '<w:sz w:val="{0}"/><w:szCs w:val="{0}"/>'
    changes = {"BodyText": look.format(36), "Heading2": look.format(52)}
    after = sizes(in_office(restyled(document, changes), tmp_path))
    for word in ("lighthouse", "Second", "Between", "Last", "wicks", "trimmed", "climb", "betide"):
        assert after[word] > before[word] * 1.4, word
    for word in ("Ledgers", "Inspections"):
        assert after[word] > before[word] * 1.8, word
    for word in ("Arithmetic", "Gills"):
        assert after[word] == pytest.approx(before[word], rel=0.1), word
