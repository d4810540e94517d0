"""The README is true: its commands run in order, its Python runs, its configuration is accepted."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from pathlib import Path

import pytest

from publish.configuration import SCHEMA, SOURCE, read_configuration
from publish.errors import PublishError
from tests.projects import run, write

README = (Path(__file__).resolve().parents[1] / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.M | re.S)


def commands() -> list[list[str]]:
    """The commands of all shell blocks in order, without their comments."""
    lines = "".join(blocks("sh")).splitlines()
    return [words for line in lines if (words := shlex.split(line, comments=True))]


def test_every_command_runs_where_the_readme_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = tmp_path
    for program, *arguments in commands():
        if program == "cd":
            here = here / arguments[0]
            continue
        monkeypatch.chdir(here)
        assert program == "publish"
        done = run(*arguments)
        assert done.code == 0, f"publish {shlex.join(arguments)}: {done.err}"
    assert {path.name for path in (here / "out").iterdir()} >= {"my-reader.pdf", "my-reader.epub", "report.html"}
    assert (here / "styles" / "my-style.css").exists()
    assert (here / "draft" / "a-draft.epub").exists()
    assert (here / "gallery" / "index.html").exists()


def test_the_python_runs() -> None:
    (code,) = blocks("python")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "README.md", "exec"), {})
    assert printed.getvalue().splitlines()[0] == "Low Water"


def test_the_configuration_is_accepted_and_shows_every_key(tmp_path: Path) -> None:
    (toml,) = blocks("toml")
    write(tmp_path, {"publish.toml": toml})
    found = read_configuration(tmp_path, None)
    assert {name: set(keys) for name, keys in found.tables.items()} == {
        name: set(keys) for name, keys in SCHEMA.items()
    }
    assert [set(keys) for keys in found.sources.values()] == [set(SOURCE)]
    assert found.sites


def test_every_exit_code_is_in_the_table() -> None:
    listed = set(map(int, re.findall(r"^\| +(\d+) \|", README, re.M)))
    kinds: list[type[PublishError]] = [PublishError, *PublishError.__subclasses__()]
    own = {kind.exit_code for kind in kinds}
    assert own | {0, 1, 6, 9, 130} == listed


def options_of(command: str) -> set[str]:
    help_text = run(*(("styles",) if command == "gallery" else ()), command, "--help").out
    return set(re.findall(r"--[a-z-]+", help_text.partition("Options:")[2])) - {"--help"}


@pytest.mark.parametrize("command", ["build", "clean", "gallery"])
def test_every_option_is_in_the_table(command: str) -> None:
    rows = re.findall(r"^\| (`-.*?) \| (.*?) \|", README, re.M)
    listed = {name for names, of in rows if command in of for name in re.findall(r"--[a-z-]+", names)}
    assert options_of(command) == listed
