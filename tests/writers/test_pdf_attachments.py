"""The sources of a book that its PDF carries on request, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from publish.attaching import attachments_of
from publish.pipeline import build, collect
from tests.projects import dirty, settings_in, write

ON = "[output]\nattach_sources = true\n"
DATED = '[sources."sources/a.txt"]\npublished = "2021-05"\n'
PAGE = (
    f"<html><head><title>Second</title></head><body><article><h1>Second</h1><p>{'The tide is out. ' * 40}</p></article>"
)
SOURCES: dict[str, str | bytes] = {
    "sources/a.txt": dirty("First").replace("\n", "\r\n"),
    "sources/east/A.txt": dirty("Third", prose="Another harbour, which nobody built, lies to the east of it. " * 3),
    "sources/ü & «b».html": PAGE.encode("utf-16"),
}


def built(folder: Path, toml: str) -> Path:
    write(folder, {**SOURCES, "publish.toml": f"[book]\nname = 'book'\n{toml}"})
    build(settings_in(folder, formats="pdf"))
    return folder / "out" / "book.pdf"


@pytest.fixture(scope="module")
def carrying(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("project"), DATED + ON)


def test_the_sources_come_back_byte_for_byte_under_names_without_a_path(carrying: Path) -> None:
    with pikepdf.open(carrying) as pdf:
        found = {name: file.get_file().read_bytes() for name, file in pdf.attachments.items()}
    a, east, page = (text if isinstance(text, bytes) else text.encode() for text in SOURCES.values())
    assert found == {"a.txt": a, "A-2.txt": east, "ü & «b».html": page}


def test_each_says_what_it_is_as_pdf_a_3_asks(carrying: Path) -> None:
    with pikepdf.open(carrying) as pdf:
        assert len(pdf.Root.AF) == 3
        for name, file in pdf.attachments.items():
            assert str(file.obj.F) == str(file.obj.UF) == name
            assert file.relationship == pikepdf.Name.Source
        about = {name: (file.description, file.get_file().mime_type) for name, file in pdf.attachments.items()}
        assert about == {
            "a.txt": ("First", "text/plain"),
            "A-2.txt": ("Third", "text/plain"),
            "ü & «b».html": ("Second", "text/html"),
        }
        first = pdf.attachments["a.txt"].obj.EF.F
        assert str(first.Params.ModDate) == str(first.Params.CreationDate) == "D:20210501000000Z"
        assert first.Params.Size == len(str(SOURCES["sources/a.txt"]).encode())


def test_no_path_of_this_machine_is_in_the_file(carrying: Path) -> None:
    with pikepdf.open(carrying) as pdf:
        plain = pdf.Root.Names.EmbeddedFiles.to_json() + b"".join(each.unparse(resolved=True) for each in pdf.Root.AF)
    assert str(carrying.parent.parent).encode() not in plain and b"sources" not in plain


def test_the_same_sources_give_the_same_bytes(carrying: Path, tmp_path: Path) -> None:
    again = built(tmp_path, DATED + ON)
    assert again.read_bytes() == carrying.read_bytes()


def test_without_the_setting_nothing_is_attached_or_kept(tmp_path: Path) -> None:
    with pikepdf.open(built(tmp_path, "")) as pdf:
        assert not pdf.attachments and "/AF" not in pdf.Root
    collected = collect(settings_in(tmp_path, formats="pdf"))
    assert [each.original for each in collected.prepared] == [None] * 3
    assert attachments_of(collected.prepared, "2024-09-14") == ()
