"""What was built is checked against its report, and opened."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from publish.checking import Check, check_folder, exit_code
from publish.pipeline import build
from tests.projects import dirty, settings_in, tree, write


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write(tmp_path_factory.mktemp("built"), {"sources/a.txt": dirty("A Wall")})
    build(settings_in(folder, formats="pdf,epub,docx"))
    return folder / "out"


@pytest.fixture
def out(built: Path, tmp_path: Path) -> Path:
    return write(tmp_path / "out", tree(built))


def faults(folder: Path) -> dict[str, str]:
    return {check.file: check.fault for check in check_folder(folder) if check.fault is not None}


def with_hash(folder: Path, name: str, data: bytes) -> None:
    """Put other bytes in the place of a file, and their hash in the report."""
    report = json.loads((folder / "report.json").read_text("utf-8"))
    for entry in report["outputs"]:
        if entry["file"] == name:
            entry["sha256"] = hashlib.sha256(data).hexdigest()
    write(folder, {"report.json": json.dumps(report), name: data})


def test_a_build_as_it_was_written_is_whole(out: Path) -> None:
    checks = check_folder(out)
    assert [check.file for check in checks] == [
        "a-wall.pdf", "a-wall.epub", "a-wall.docx", "docx/01-a-wall.docx", "a-wall-docx.zip"
    ]  # fmt: skip
    assert exit_code(checks) == 0
    assert faults(out) == {}


def test_a_changed_a_truncated_and_a_missing_file_are_faults(out: Path) -> None:
    write(out, {"a-wall.pdf": (out / "a-wall.pdf").read_bytes()[:-100], "a-wall.epub": b"changed"})
    (out / "a-wall.docx").unlink()
    assert faults(out) == {
        "a-wall.pdf": "has changed since it was built",
        "a-wall.epub": "has changed since it was built",
        "a-wall.docx": "is missing; build the book again",
    }
    assert exit_code(check_folder(out)) == 9


@pytest.mark.parametrize("name", ["a-wall.pdf", "a-wall.epub", "a-wall.docx"])
def test_a_file_that_does_not_open_is_a_fault(name: str, out: Path) -> None:
    with_hash(out, name, (out / name).read_bytes()[:300])
    assert list(faults(out)) == [name]
    assert faults(out)[name].startswith("is no")


@pytest.mark.parametrize("report", ["", "[]", '{"outputs": [{}]}', '{"outputs": [{"file": 3, "sha256": "x"}]}'])
def test_a_damaged_report_is_a_fault(report: str, out: Path) -> None:
    write(out, {"report.json": report})
    assert check_folder(out) == (Check("report.json", "cannot be read; build the book again"),)


def test_where_nothing_was_built_the_report_is_missing(tmp_path: Path) -> None:
    assert check_folder(tmp_path / "out") == (Check("report.json", "is not in out/; build the book first"),)
