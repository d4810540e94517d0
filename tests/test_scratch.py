"""The folder for temporary files: nothing of it is left, whatever becomes of a build."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from publish.errors import MachineError
from publish.scratch import NAME, scratch
from publish.workers import workers
from tests.projects import dirty, write

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only where processes fork")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    return place


def left_there() -> str:
    path = Path(tempfile.mkdtemp(prefix="weasyprint-"))
    (path / "font").write_bytes(b"font")
    return str(path)


def test_what_processes_leave_goes_with_them(temporary: Path) -> None:
    with workers(1) as pool:
        (left,) = pool.each(left_there, [()])
        assert Path(left).is_relative_to(temporary / next(temporary.glob(f"{NAME}*")))
        assert Path(left, "font").exists()
    assert list(temporary.iterdir()) == []


def test_what_a_killed_process_left_goes_with_the_next(temporary: Path) -> None:
    (temporary / f"{NAME}old" / "fonts").mkdir(parents=True)
    (temporary / "somebody-elses").mkdir()
    with scratch() as one:
        assert sorted(temporary.iterdir()) == sorted((one, temporary / "somebody-elses"))
        with scratch() as other:
            assert one.exists(), "in use"
            assert one != other
    assert list(temporary.iterdir()) == [temporary / "somebody-elses"]


def test_a_link_that_is_called_so_is_left_alone(temporary: Path, tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (temporary / f"{NAME}link").symlink_to(tmp_path / "precious")
    with scratch():
        pass
    assert (tmp_path / "precious").exists()


def test_without_a_place_for_temporary_files_the_user_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere")
    with pytest.raises(MachineError, match=r"^no temporary folder can be made: No such file or directory; .* TMPDIR"):
        scratch().__enter__()


def test_a_build_leaves_nothing_but_its_outputs(tmp_path: Path) -> None:
    project = write(tmp_path / "project", {"sources/a.txt": dirty("One"), "publish.toml": ""})
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    here = {**os.environ, "TMPDIR": str(temporary), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    subprocess.run([sys.executable, "-m", "publish", "build", "-q"], cwd=project, env=here, check=True)
    assert list((project / "out").glob("*.pdf"))
    assert list(temporary.iterdir()) == []
