"""Outputs are replaced all at once or not at all, by one build at a time, and nobody else's files are touched."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from publish.errors import BusyError, OutputError
from publish.outputs import OutputFile
from publish.staging import JOURNAL, MANIFEST, STAGE, OutputFolder, names_written, replace_file
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


def killed_at(step: int, work: Callable[[], None]) -> bool:
    """Do work in a process that is killed at this step on the disk; whether it was, and was not done before."""
    if (process := os.fork()) == 0:
        left = step

        def stepping(function: Callable[..., Any]) -> Callable[..., Any]:
            def taken(*values: Any, **named: Any) -> Any:
                nonlocal left
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                return function(*values, **named)

            return taken

        for where, name in STEPS:
            setattr(where, name, stepping(getattr(where, name)))
        work()
        os._exit(0)
    return os.waitpid(process, 0)[1] == signal.SIGKILL


STEPS: tuple[tuple[Any, str], ...] = (
    *((Path, name) for name in ("replace", "unlink", "rmdir", "mkdir", "open")),
    *((shutil, "rmtree"), (os, "fsync"), (os, "open")),
)
OLD, NEW = {"a": "old", "docx__b": "old", "gone": "old"}, {"a": "new", "docx__b": "new", "docx__c": "new"}


def made(files: Mapping[str, str]) -> dict[str, bytes]:
    return {name.replace("__", "/"): text.encode() for name, text in files.items()}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only where processes fork")
def test_a_build_that_is_killed_at_any_step_leaves_whole_files_and_no_trace_after_the_next(tmp_path: Path) -> None:
    done = []
    for step in range(200):
        out = tmp_path / str(step)
        build(out, **OLD)
        if not killed_at(step, lambda out=out: build(out, **NEW)):  # type: ignore[misc]  # mypy sees no type in a default
            break
        there = {name: data for name, data in visible(out).items() if not name.startswith(STAGE)}
        if not (out / JOURNAL).exists():
            assert there in (made(OLD), made(NEW))
        assert set(there.values()) <= {b"old", b"new"}
        assert {"a", "docx/b"} <= set(there)
        with OutputFolder(out):  # the next build finishes it, whatever becomes of that build itself
            pass
        done.append(visible(out) == made(NEW))
        assert done[-1] or visible(out) == made(OLD)
        build(out, **OLD)
        assert visible(out) == made(OLD)
    assert done == sorted(done)
    assert done.count(False) > 5 < done.count(True)


def test_a_full_disk_leaves_the_old_files(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(out, **OLD)
    before = tree(out)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="cannot write to out/: No space left on device; nothing there was changed"):
        build(out, **NEW)
    assert tree(out) == before


@pytest.mark.parametrize(
    "journal", ["", "[]", '{"put": ["../../x"], "remove": ["../secret"], "files": []}', '{"put": 3}']
)
def test_a_strange_journal_harms_nothing(journal: str, out: Path) -> None:
    write(out.parent, {"secret": "mine", f"out/{JOURNAL}": journal})
    build(out, a="1")
    assert tree(out.parent)["secret"] == b"mine"
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
