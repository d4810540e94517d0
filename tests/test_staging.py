"""Outputs are replaced all at once or not at all, by one build at a time, and nobody else's files are touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.errors import BusyError, OutputError
from publish.outputs import OutputFile
from publish.staging import MANIFEST, OutputFolder, names_written, replace_file
from tests.projects import tree, write


def build(folder: Path, **files: str) -> None:
    """Replace the outputs; "docx__a" stands for the file docx/a."""
    with OutputFolder(folder) as out:
        out.replace(OutputFile(name.replace("__", "/"), text.encode()) for name, text in files.items())


def visible(folder: Path) -> dict[str, bytes]:
    return {name: data for name, data in tree(folder).items() if name != MANIFEST}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "out"


def test_the_folder_is_made_with_its_parents(out: Path) -> None:
    build(out, a="1", docx__b="2")
    assert visible(out) == {"a": b"1", "docx/b": b"2"}
    assert names_written(out) == {"a", "docx/b"}


def test_what_is_no_longer_written_is_removed_with_its_empty_folder(out: Path) -> None:
    build(out, a="1", docx__b="2")
    build(out, a="1")
    assert visible(out) == {"a": b"1"}
    assert not (out / "docx").exists()


def test_files_of_others_stay(out: Path) -> None:
    write(out, {"notes.txt": "mine", "docx/mine.docx": "mine"})
    build(out, a="1", docx__b="2")
    build(out, c="3")
    assert visible(out) == {"c": b"3", "notes.txt": b"mine", "docx/mine.docx": b"mine"}


@pytest.mark.parametrize("theirs", ["a", "a/inside", "docx"])
def test_what_others_wrote_is_never_replaced(theirs: str, out: Path) -> None:
    write(out, {theirs: "mine"})
    with pytest.raises(OutputError, match="is in the way, and publish did not write it"):
        build(out, z="0", a="1", docx__b="2")
    assert visible(out) == {theirs: b"mine"}


def test_a_file_that_is_the_same_is_adopted_and_not_touched(out: Path) -> None:
    write(out, {"a": "1"})
    before = (out / "a").stat()
    build(out, a="1")
    assert ((out / "a").stat().st_mtime_ns, (out / "a").stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_only_files_that_changed_are_written(out: Path) -> None:
    build(out, a="1", b="1")
    before = {path: path.stat().st_ino for path in (out / "a", out / "b", out / MANIFEST)}
    build(out, a="1", b="2")
    after = {path: path.stat().st_ino for path in before}
    assert [path.name for path in before if before[path] != after[path]] == ["b"]


def test_an_error_in_the_middle_leaves_the_old_files(out: Path) -> None:
    build(out, a="1")
    before = tree(out)
    with pytest.raises(RuntimeError), OutputFolder(out):
        raise RuntimeError("a writer failed")
    assert tree(out) == before


def test_a_failed_first_build_leaves_no_folder_behind(out: Path) -> None:
    with pytest.raises(KeyboardInterrupt), OutputFolder(out):
        raise KeyboardInterrupt
    assert not out.parent.exists()


def test_a_file_where_the_folder_should_be_is_an_output_error(tmp_path: Path) -> None:
    write(tmp_path, {"out": "mine"})
    with pytest.raises(OutputError, match="cannot write to out/: "):
        build(tmp_path / "out", a="1")
    with pytest.raises(OutputError, match="cannot write to deeper/: "):
        build(tmp_path / "out" / "deeper", a="1")


def test_a_second_build_is_turned_away(out: Path) -> None:
    build(out, a="1")
    with OutputFolder(out), pytest.raises(BusyError, match="another build is writing to out/"):
        build(out, a="2")
    assert visible(out) == {"a": b"1"}


def test_a_stage_left_by_a_killed_build_is_cleared(out: Path) -> None:
    write(out, {".publish-stage/half": "x"})
    build(out, a="1")
    assert visible(out) == {"a": b"1"}


@pytest.mark.parametrize("manifest", ["", "[]", '{"files": 3}', '{"files": ["../../secret", "", ".", 3, "a"]}'])
def test_a_strange_manifest_harms_nothing(manifest: str, out: Path, tmp_path: Path) -> None:
    write(tmp_path, {"secret": "mine"})
    write(out, {MANIFEST: manifest, "b": "mine"})
    build(out, c="1")
    assert tree(tmp_path)["secret"] == b"mine"
    assert visible(out) == {"b": b"mine", "c": b"1"}


def test_a_file_is_replaced_at_once(tmp_path: Path) -> None:
    replace_file(tmp_path / "new" / "a.txt", b"1")
    replace_file(tmp_path / "new" / "a.txt", b"2")
    assert tree(tmp_path) == {"new/a.txt": b"2"}
