"""A Word file of the user's as a template: what wins, what is added, what is said of it."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.shared import Mm, Pt
from PIL import Image

from publish.errors import ThemeError
from publish.theme.load import Theme, read_theme, stock_themes
from publish.theme.options import StyleOptions
from publish.writers.docx import write_book, write_pack
from tests.writers.docx_samples import ASSETS, WHOLE, article, book, bullets, numbers, p, paragraphs


def house_file(folder: Path) -> Path:
    """A Word file with a wide page, a picture in its header, green headings and lists of its own."""
    house = docx.Document()
    house.styles["Body Text"].font.size = Pt(13)
    house.styles["Heading 1"].font.name = "Georgia"
    section = house.sections[0]
    section.page_width, section.left_margin = Mm(200), Mm(40)
    picture = io.BytesIO()
    Image.new("RGB", (30, 10), "blue").save(picture, "PNG")
    head = section.header.paragraphs[0].add_run("House of Words ")
    head.add_picture(picture)
    section.footer.paragraphs[0].text = "House foot"
    path = folder / "house.docx"
    house.save(str(path))
    return path


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Theme:
    path = house_file(tmp_path_factory.mktemp("house"))
    return read_theme(stock_themes()["reader"], StyleOptions(docx_template=path))


def compiled(theme: Theme) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(write_book(book(WHOLE, WHOLE), theme, ASSETS).value[0].data))


def styles(archive: zipfile.ZipFile) -> dict[str, str]:
    xml = archive.read("word/styles.xml").decode()
    return {ident: style for style, ident in re.findall(r'(<w:style [^>]*w:styleId="(\w+)".*?</w:style>)', xml, re.S)}


def test_the_styles_of_the_template_win_and_missing_ones_stand_on_them(house: Theme) -> None:
    found = styles(compiled(house))
    assert 'w:sz w:val="26"' in found["BodyText"]
    assert "Georgia" in found["Heading1"]
    assert '<w:basedOn w:val="BodyText"/>' in found["FirstParagraph"]
    assert "w:sz " not in found["FirstParagraph"]
    assert "w:line" not in found["FirstParagraph"]


def test_one_finding_names_the_styles_that_were_added(house: Theme) -> None:
    (added,) = [each for each in write_book(book(WHOLE), house, ASSETS).findings if each.code == "DOCX-002"]
    assert added.detail.startswith("house.docx: ")
    assert "First Paragraph" in added.detail
    assert "Heading 2" not in added.detail


def test_page_headers_and_footers_are_those_of_the_template(house: Theme) -> None:
    archive = compiled(house)
    cover, front, *rest = re.findall(r"<w:sectPr>.*?</w:sectPr>", archive.read("word/document.xml").decode())
    assert "Reference" not in cover + "".join(rest)
    assert front.count("Reference") == 2
    assert all('w:w="11339"' in section for section in (cover, front, *rest))
    assert all('w:left="2268"' in section for section in (front, *rest))
    assert paragraphs(archive, "house_header1") == [("Header", "House of Words ")]
    assert archive.read("word/media/house_image1.png").startswith(b"\x89PNG")
    assert not [name for name in archive.namelist() if name in ("word/head.xml", "word/foot.xml")]


def test_a_leaflet_is_in_the_house_style_too(house: Theme) -> None:
    archive = zipfile.ZipFile(io.BytesIO(write_pack(book(WHOLE), house, ASSETS).value[0].data))
    assert archive.read("word/document.xml").count(b"headerReference") == 1
    assert "Georgia" in styles(archive)["Heading1"]


def test_lists_are_numbered_as_the_template_does_and_begin_where_they_say(house: Theme) -> None:
    lists = article(bullets("a"), p("between"), numbers("b", start=4))
    archive = zipfile.ZipFile(io.BytesIO(write_book(book(lists), house, ASSETS).value[0].data))
    xml = archive.read("word/document.xml").decode()
    assert "numPr" not in re.findall(r'<w:pStyle w:val="ListBulletSpaced"/>.*?</w:p>', xml)[0]
    (number,) = re.findall(
        r'<w:pStyle w:val="ListNumberSpaced"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="(\d+)"', xml
    )
    numbering = archive.read("word/numbering.xml").decode()
    of_style = re.findall(r'<w:numId w:val="(\d+)"', styles(archive)["ListNumber"])[0]
    patterns = dict(re.findall(r'<w:num [^>]*w:numId="(\d+)"[^>]*>\s*<w:abstractNumId w:val="(\d+)"', numbering))
    assert patterns[number] == patterns[of_style]
    assert re.findall(rf'w:numId="{number}".*?<w:startOverride w:val="(\d+)"', numbering, re.S)[0] == "4"


def test_articles_are_numbered_as_the_heading_of_the_template_is(house: Theme) -> None:
    assert ("TOC1", "A title") in paragraphs(compiled(house))


def test_ids_that_the_template_uses_for_other_styles_are_left_to_it(tmp_path: Path) -> None:
    path = house_file(tmp_path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b'"BodyText"', b'"Callout"')
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    theme = read_theme(stock_themes()["reader"], StyleOptions(docx_template=path))
    found = styles(compiled(theme))
    assert 'w:val="Body Text"' in found["Callout"]
    assert 'w:val="Callout"' in found["CalloutAdded"]


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "cannot be read"), (b"no zip", "is no Word document"), (b"empty", "is no Word document")],
)
def test_a_template_that_is_none_is_an_error_with_the_remedy(tmp_path: Path, content: bytes | None, said: str) -> None:
    path = tmp_path / "house.docx"
    if content == b"empty":
        zipfile.ZipFile(path, "w").close()
    elif content is not None:
        path.write_bytes(content)
    with pytest.raises(ThemeError, match=said):
        read_theme(stock_themes()["reader"], StyleOptions(docx_template=path))
