"""A watched project: what counts as a change, what is said of it, and errors that wait to be mended."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from publish.errors import PublishError, ThemeError
from publish.settings import Settings
from publish.watching import state_of, watch
from tests.projects import dirty, settings_in, write


@pytest.fixture
def project(tmp_path: Path) -> Path:
    css = '@import "reader";'
    config = '[style]\ntheme = "mine"\n'
    return write(tmp_path, {"sources/a.txt": dirty("A"), "styles/mine.css": css, "publish.toml": config})


def watched(project: Path, *changes: Callable[[], object], build: Callable[[Settings], object]) -> list[str]:
    """What is said while these changes are made, one before each look at the files."""
    said: list[str] = []
    steps = iter(changes)

    def pause() -> bool:
        step = next(steps, None)
        if step is not None:
            step()
        return step is not None

    watch(lambda: settings_in(project), build, said.append, pause=pause)
    return [line.partition(" in ")[0] for line in said]


def test_each_change_is_named_and_built_once(project: Path) -> None:
    built: list[Settings] = []
    said = watched(
        project,
        lambda: None,
        lambda: write(project, {"styles/mine.css": '@import "reader"; h2 { color: red }'}),
        lambda: None,
        lambda: write(project, {"sources/b.txt": dirty("B"), "sources/c.txt": dirty("C"), "publish.toml": ""}),
        build=built.append,
    )
    assert said == [
        "watching; press Ctrl-C to stop: built",
        "changed: styles/mine.css: built",
        "changed: publish.toml, sources/b.txt, sources/c.txt: built",
    ]
    assert [settings.theme for settings in built] == ["mine", "mine", "reader"]


def test_an_error_waits_for_the_change_that_mends_it(project: Path) -> None:
    def build(settings: Settings) -> None:
        if "(" in (project / "styles/mine.css").read_text():
            raise ThemeError("mine.css, line 1: mend it")

    said = watched(
        project,
        lambda: write(project, {"styles/mine.css": "("}),
        lambda: write(project, {"publish.toml": "[style"}),
        lambda: write(project, {"styles/mine.css": "", "publish.toml": ""}),
        build=build,
    )
    assert said[1] == "changed: styles/mine.css: mine.css, line 1: mend it"
    assert said[2].startswith("publish.toml: Expected")
    assert said[3] == "changed: publish.toml, styles/mine.css: built"


def test_what_a_build_writes_is_no_change(project: Path) -> None:
    settings = settings_in(project, out=project / "sources" / "out")
    before = state_of(settings)
    write(project, {"sources/out/book.pdf": b"pdf"})
    assert state_of(settings) == before


def test_a_project_that_cannot_be_read_is_not_watched(project: Path) -> None:
    write(project, {"publish.toml": "[style"})
    with pytest.raises(PublishError):
        watched(project, build=lambda _: None)
