"""The gallery: every style in every format on one page, put in place as a whole, of a specimen that holds the worst."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from publish.gallery import specimen
from publish.gallery.drawing import WIDTH, page_of, pages
from publish.gallery.making import PICTURE, book
from publish.gallery.voices import VOICES
from publish.gallery.worst import HEADING, TITLE, worst
from publish.model import List, Mark, Table
from publish.theme.load import stock_themes
from publish.walk import inline_text
from tests.projects import Run, run, tree, write

README = Path(__file__).resolve().parents[2] / "README.md"
OWN = '/* own: ours, in green. */\n@import "reader";\nh2 { letter-spacing: .3em }\n'
NO_OFFICE = "the machine has no LibreOffice"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write(tmp_path, {"styles/own.css": OWN, "publish.toml": '[output]\ncache = "cache"\n'})


@pytest.fixture
def without_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda *_: None)


def gallery(*arguments: str) -> Run:
    return run("-q", "styles", "gallery", "-j", "1", *arguments)


def test_a_style_is_shown_in_every_format(project: Path, without_office: None) -> None:
    done = gallery("-s", "own", "-o", "shown")
    assert (done.code, done.out) == (0, "shown/index.html\n")
    files = tree(project / "shown")
    page = files["index.html"].decode()
    assert {f"own/specimen.{kind}" for kind in ("pdf", "epub", "docx")} <= files.keys()
    assert "ours, in green." in page
    leads_to = re.findall(r'(?:src|href)="([^"#]+)', page)
    assert set(leads_to) <= files.keys()
    count = len(pypdfium2.PdfDocument(files["own/specimen.pdf"]))
    assert page.count('<img src="own/pdf-') == sum(name.startswith("own/pdf-") for name in files) == count
    assert "LibreOffice" in page
    assert not any(name.startswith("own/docx-") for name in files)


def test_the_documents_of_the_epub_are_shown_as_they_are(project: Path) -> None:
    assert gallery("-s", "own", "-f", "epub", "-o", "shown").code == 0
    files = tree(project / "shown")
    page = files["index.html"].decode()
    with zipfile.ZipFile(io.BytesIO(files["own/specimen.epub"])) as archive:
        inside = {name.removeprefix("EPUB/"): archive.read(name) for name in archive.namelist()}
    shown = {name.removeprefix("own/epub/"): data for name, data in files.items() if name.startswith("own/epub/")}
    assert {name: inside[name] for name in shown} == shown
    framed = re.findall(r'<iframe src="own/epub/([^"]+)"', page)
    assert framed[:4] == ["cover.xhtml", "title.xhtml", "contents.xhtml", "a001.xhtml"]
    assert {"book.css", "images/cover.png", *framed} <= shown.keys()
    assert "letter-spacing: .3em" in shown["book.css"].decode()
    assert PICTURE not in files


@pytest.mark.skipif(shutil.which("soffice") is None, reason=NO_OFFICE)
def test_the_word_file_is_drawn_by_libreoffice(project: Path) -> None:
    assert gallery("-s", "own", "-f", "docx", "-o", "shown").code == 0
    drawn = sorted((project / "shown/own").glob("docx-*.png"))
    assert len(drawn) > 10
    with Image.open(drawn[0]) as page:
        assert page.width == WIDTH


def test_a_style_with_an_error_leaves_the_gallery_as_it_was(project: Path) -> None:
    assert gallery("-s", "own", "-f", "epub", "-o", "shown").code == 0
    before = tree(project / "shown")
    (project / "styles/own.css").write_text("h2 { color: var(--no-such) }", "utf-8")
    failed = gallery("-f", "epub", "-o", "shown")
    assert failed.code == 4
    assert "own.css, line 1" in failed.err
    assert tree(project / "shown") == before


def test_what_a_gallery_no_longer_shows_goes_with_its_folders(project: Path) -> None:
    assert gallery("-s", "own", "-s", "minimal", "-f", "epub", "-o", "shown").code == 0
    assert gallery("-s", "minimal", "-f", "epub", "-o", "shown").code == 0
    assert {path.name for path in (project / "shown").iterdir() if not path.name.startswith(".")} == {
        "index.html",
        "minimal",
    }


def test_a_gallery_is_not_put_in_the_place_of_a_book(project: Path) -> None:
    write(project, {"sources/a.txt": "The Harbour Wall\n\nThe harbour was built before the town, and lives off it.\n"})
    assert run("-q", "build", "-f", "epub").code == 0
    before = tree(project / "out")
    refused = gallery("-s", "own", "-f", "epub", "-o", "out")
    assert refused.code == 2
    assert "out/ holds a book; choose another folder with -o" in refused.err
    assert tree(project / "out") == before


def test_an_unknown_style_is_told_with_the_nearest(project: Path) -> None:
    failed = gallery("-s", "raeder", "-o", "shown")
    assert (failed.code, "did you mean 'reader'?" in failed.err) == (4, True)
    assert not (project / "shown").exists()


# ---- the specimen ----


def test_the_specimen_has_the_worst_cases() -> None:
    article = worst()
    tables = [block for block in article.blocks if isinstance(block, Table)]
    lists = [block for block in article.blocks if isinstance(block, List)]
    assert len(TITLE) >= 120
    assert len(HEADING) > 150
    assert (article.meta.authors, article.meta.published) == ((), None)
    assert [table.columns for table in tables] == [8]
    assert max(map(depth, lists)) == 4
    assert {"ar", "he", "hi", "zh"} <= VOICES.keys()


def depth(block: List) -> int:
    inner = (each for item in block.items for each in item.blocks if isinstance(each, List))
    return 1 + max(map(depth, inner), default=0)


def test_the_gallery_shows_every_kind_of_block_and_mark() -> None:
    text = repr(book())
    kinds = "Paragraph Heading Quote Callout List CodeBlock Figure Table Definitions Rule Footnote NoteRef Picture Code"
    assert [kind for kind in kinds.split() if f"{kind}(" not in text] == []
    assert [mark for mark in Mark if repr(mark) not in text] == []


def test_each_brief_article_says_what_the_long_one_does() -> None:
    for language in VOICES:
        short, whole = specimen.brief(language), specimen.article(language)
        assert (short.meta.title, short.meta.direction) == (whole.meta.title, whole.meta.direction)
        assert inline_text(short.blocks[1].children[:1]) in repr(whole)  # type: ignore[union-attr]  # a paragraph


# ---- pages ----


def test_pages_are_drawn_in_their_order(project: Path) -> None:
    document = pypdfium2.PdfDocument.new()
    for width in (100, 200):
        document.new_page(width, 100)
    buffer = io.BytesIO()
    document.save(buffer)
    sizes = [Image.open(io.BytesIO(page)).size for page in pages(buffer.getvalue())]
    assert sizes == [(WIDTH, WIDTH), (WIDTH, WIDTH // 2)]
    assert page_of(buffer.getvalue(), "none") == 0


def test_the_readme_shows_the_gallery_of_all_stock_styles() -> None:
    (path,) = re.findall(r"!\[[^\]]+\]\((styles/[^)]+)\)", README.read_text("utf-8"))
    data = (README.parent / path).read_bytes()
    assert len(data) < 300 * 1024
    with Image.open(io.BytesIO(data)) as picture:
        rows = -(-len(stock_themes()) // 2)
        assert picture.width > picture.height > rows * 380
