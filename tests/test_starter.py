"""A starter project builds as it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.errors import OutputError, UsageError
from publish.pipeline import build
from publish.starter import make_project
from tests.projects import report_of, settings_in, tree, write


def test_the_starter_builds_and_shows_the_cleaner_at_work(tmp_path: Path) -> None:
    folder = tmp_path / "reader"
    paths = make_project(folder)
    assert {path.relative_to(folder).as_posix() for path in paths} == set(tree(folder))
    assert build(settings_in(folder)).exit_code == 0
    (article,) = report_of(folder / "out")["articles"]
    assert article["meta"]["title"] == "Your First Article"
    assert [block["type"] for block in article["blocks"]] == [
        "paragraph",
        "heading",
        "paragraph",
        "heading",
        "paragraph",
    ]
    assert [removal["rule"] for removal in article["removals"]] == [
        "metadata",
        "reading-time",
        "comment-form",
        "comment-form",
    ]


def test_every_line_that_is_commented_out_is_a_valid_setting(tmp_path: Path) -> None:
    folder = tmp_path / "reader"
    make_project(folder)
    config = folder / "publish.toml"
    lines = (
        line.removeprefix("# ") if line.startswith(("# [", "#")) and ("=" in line or "# [" in line) else line
        for line in config.read_text("utf-8").splitlines()[1:]
    )
    config.write_text("\n".join(lines), "utf-8")
    settings = settings_in(folder)
    assert settings.book.authors == ("Your name",)
    assert settings.style.page == "A5"
    assert list(settings.per_source) == ["an-article.txt"]


@pytest.mark.parametrize("name", [".", "reader"])
def test_an_empty_folder_is_taken(name: str, tmp_path: Path) -> None:
    (tmp_path / "reader").mkdir()
    assert make_project(tmp_path / "reader" / name)


@pytest.mark.parametrize("inside", ["reader/mine.txt", "reader"])
def test_a_folder_that_holds_something_and_a_file_are_refused(inside: str, tmp_path: Path) -> None:
    write(tmp_path, {inside: "mine"})
    with pytest.raises(UsageError, match="already exists"):
        make_project(tmp_path / "reader")
    assert tree(tmp_path) == {inside: b"mine"}


def test_a_place_that_cannot_be_written_is_an_output_error(tmp_path: Path) -> None:
    write(tmp_path, {"file": "mine"})
    with pytest.raises(OutputError, match="cannot make"):
        make_project(tmp_path / "file" / "reader")
