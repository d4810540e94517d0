"""The command line as people use it: what it prints where, how it ends, and what it does not load."""

from __future__ import annotations

import fcntl
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import publish.pipeline
from publish import __version__
from publish.cli import main
from publish.errors import MachineError
from publish.settings import Settings
from publish.terminal import printable
from tests.builders import MORE_PROSE, PROSE
from tests.projects import Run, dirty, report_of, run, run_program, tree, write

COSTLY = ("weasyprint", "docx", "ebooklib", "PIL", "bs4", "pikepdf", "numpy", "ftfy", "tinycss2", "markdown_it", "yaml")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A project folder with two articles, in which the command runs."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.chdir(write(tmp_path / "project", {"sources/a.txt": dirty("A Wall"), "sources/b.txt": dirty("B")}))
    yield Path.cwd()


# ---- publish alone ----


def test_publish_alone_builds_in_a_project_folder(project: Path) -> None:
    write(project, {"publish.toml": '[output]\nformats = ["docx"]\n'})
    assert run().code == 0
    assert (project / "out" / "reader.docx").exists()


def test_publish_alone_prints_the_help_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run()
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Usage: ")
    assert tree(tmp_path) == {}


@pytest.mark.parametrize("option", ["-h", "--help"])
@pytest.mark.parametrize("command", [(), ("build",), ("clean",), ("styles",), ("styles", "copy"), ("new",), ("check",)])
def test_every_command_has_help(command: tuple[str, ...], option: str) -> None:
    done = run(*command, option)
    assert done.code == 0
    assert "Usage: " in done.out


def test_the_version_is_printed() -> None:
    assert run("--version").out == f"publish {__version__}\n"


# ---- build ----


def test_build_ends_with_a_summary(project: Path) -> None:
    done = run("build", "-f", "docx", "--title", "Mine")
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[:2] == ["Mine", "2 articles; 6 lines of boilerplate removed"]
    assert [line.split()[0] for line in lines[2:5]] == ["out/mine.docx", "out/mine-docx.zip", "out/docx/"]
    assert lines[-1] == "What was removed, and why: out/report.html"
    assert done.err.splitlines() == ["Reading and cleaning", "Writing DOCX", "Writing files"]


def test_the_summary_counts_pages_of_a_pdf(project: Path) -> None:
    done = run("build", "-f", "pdf", "sources/a.txt")
    pages = report_of(project / "out")["book"]["pages"]
    assert f"1 article, {pages} pages; 3 lines of boilerplate removed" in done.out


@pytest.mark.parametrize("arguments", [("-q", "build", "-f", "docx"), ("build", "-f", "docx", "-q")])
def test_quiet_builds_say_nothing(arguments: tuple[str, ...], project: Path) -> None:
    assert run(*arguments) == Run(0, "", "")


def test_the_options_of_build_reach_the_build(project: Path, tmp_path: Path) -> None:
    write(
        tmp_path,
        {"other/mine.toml": '[book]\nname = "named"\n', "blue.css": ":root { --ink: blue }\nh2 { color: var(--ink) }"},
    )
    config, style, out = tmp_path / "other/mine.toml", tmp_path / "blue.css", tmp_path / "there"
    arguments = (
        "-c",
        str(config),
        "-o",
        str(out),
        "-f",
        "docx",
        "-s",
        str(style),
        "--title",
        "T",
        "-j",
        "1",
        "sources/a.txt",
    )
    assert run("build", *arguments).code == 0
    report = report_of(out)
    assert (report["book"]["title"], report["book"]["name"]) == ("T", "named")
    assert [article["source"] for article in report["articles"]] == ["a.txt"]
    assert sorted(tree(out)) == [
        ".publish-manifest.json", "docx/01-a-wall.docx", "named-docx.zip", "named.docx", "report.html", "report.json"
    ]  # fmt: skip


def test_sources_left_out_are_named_and_the_exit_code_is_1(project: Path) -> None:
    write(project, {"sources/empty.txt": "", "sources/\x1b[31mred.txt": b"\0"})
    done = run("build", "-f", "docx", "sources", "gone.txt")
    assert done.code == 1
    assert "left out: sources/empty.txt: it is empty\n" in done.err
    assert "left out: gone.txt: there is no such file or folder\n" in done.err
    assert done.err.count("left out: ") == 3
    assert "\x1b" not in done.err


def test_a_build_of_nothing_usable_names_each_reason_and_ends_with_3(project: Path) -> None:
    done = run_program("build", "gone.txt", "nothing", folder=project)
    assert (done.code, done.out) == (3, "")
    assert "left out: gone.txt: there is no such file or folder\n" in done.err
    assert done.err.endswith("publish: there is no usable source, so there is no book\n")


def test_a_source_from_standard_input(project: Path) -> None:
    assert run("build", "-", "-f", "docx", given=dirty("Given").encode()).code == 0
    assert report_of(project / "out")["articles"][0]["source"] == "standard-input"


def test_strict_fails_on_warnings_only(project: Path) -> None:
    assert run("build", "-f", "docx", "--strict").code == 0
    write(project, {"sources/notes.xyz": "x"})
    assert run("build", "-f", "docx", "--strict").code == 6
    assert run("build", "--dry-run", "--strict").code == 6
    assert run("build", "-f", "docx").code == 0


def test_verbose_prints_findings(project: Path) -> None:
    write(project, {"sources/notes.xyz": "x"})
    assert "warning: sources/notes.xyz is of no kind" in run("-v", "build", "-f", "docx").err
    assert "warning: sources/notes.xyz is of no kind" in run("build", "-f", "docx", "-v").err
    assert "1 warning; the report and publish -v have them" in run("build", "-f", "docx").out


def test_a_dry_run_lists_the_articles_and_writes_nothing(project: Path) -> None:
    write(project, {"sources/c.txt": f"{PROSE}\n", "sources/notes.xyz": "x", "sources/d.txt": ""})
    before = tree(project)
    done = run("build", "--dry-run")
    assert done.code == 1
    assert tree(project) == before
    lines = done.out.splitlines()
    assert lines[0].split(None, 4)[:4] == ["1", "undated", "28%", "removed"]
    assert lines[0].endswith("A Wall  ! only 46 words left")
    assert lines[2].endswith("no title was found")
    assert "left out: sources/d.txt: it is empty" in done.err
    assert "warning: sources/notes.xyz" in done.err


# ---- exit codes ----


def test_another_build_in_the_folder_ends_with_8(project: Path) -> None:
    (project / "out").mkdir()
    handle = os.open(project / "out", os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        done = run("build", "-f", "docx")
    finally:
        os.close(handle)
    assert done.code == 8
    assert "another build is writing to out/" in done.err


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("frobnicate",), 2, "No such command 'frobnicate'"),
        (("build", "--frobnicate"), 2, "No such option: --frobnicate"),
        (("build", "-f", "wrod"), 2, "unknown format 'wrod'"),
        (("build", "-j", "-1"), 2, "Invalid value for '-j'"),
        (("clean",), 2, "2 sources need a folder to write to: -o DIR"),
        (("clean", "--to", "jsn"), 2, "did you mean 'json'?"),
        (("clean", "gone.txt"), 3, "left out: gone.txt"),
        (("build", "-c", "gone.toml"), 4, "gone.toml: there is no such file"),
        (("build", "-s", "raeder"), 4, "did you mean 'reader'?"),
        (("styles", "show", "raeder"), 4, "did you mean 'reader'?"),
        (("build", "-f", "docx", "-o", "sources/a.txt"), 5, "cannot write to a.txt/"),
        (("clean", "sources", "-o", "sources/a.txt"), 5, "cannot write to a.txt/"),
        (("new", "."), 2, "already exists and is not empty"),
        (("check",), 9, "is not in out/; build the book first"),
    ],
)
def test_what_goes_wrong_has_its_exit_code_and_its_message(
    arguments: tuple[str, ...], code: int, message: str, project: Path
) -> None:
    before = tree(project)
    done = run(*arguments)
    assert done.code == code
    assert message in done.err + (done.out if code == 9 else "")
    assert tree(project) == before


def ended(
    monkeypatch: pytest.MonkeyPatch, raised: BaseException, capsys: pytest.CaptureFixture[str]
) -> tuple[object, str]:
    """(exit code, standard error) of `publish build` when the build raises."""

    def fails(settings: Settings, **_: object) -> None:
        raise raised

    monkeypatch.setattr(publish.pipeline, "build", fails)
    monkeypatch.setattr(sys, "argv", ["publish", "build"])
    with pytest.raises(SystemExit) as end:
        main()
    return end.value.code, capsys.readouterr().err


@pytest.mark.parametrize(
    ("raised", "code", "message"),
    [
        (KeyboardInterrupt(), 130, "publish: interrupted; nothing was changed\n"),
        (MachineError("Pango is missing;\ninstall it"), 7, "publish: Pango is missing;\ninstall it\n"),
        (KeyError("x"), 70, "publish: this is a bug in publish; please report it with the lines above\n"),
    ],
)
def test_the_last_boundary_turns_what_is_raised_into_an_exit_code(
    raised: BaseException, code: int, message: str, project: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    found, said = ended(monkeypatch, raised, capsys)
    assert found == code
    assert said.endswith(message)


# ---- clean ----


def test_clean_prints_the_text_of_one_source_alone(project: Path) -> None:
    assert run("clean", "sources/a.txt") == Run(0, f"{PROSE}\n\n{MORE_PROSE}\n", "")


def test_clean_reads_standard_input(project: Path) -> None:
    done = run("clean", "-", "--to", "json", given=dirty("Given").encode())
    found = json.loads(done.out)
    assert (found["source"], found["meta"]["title"]) == ("standard-input", "Given")


def test_clean_of_several_writes_files_and_names_them(project: Path) -> None:
    done = run("clean", "-o", "cleaned", "--to", "markdown")
    assert done.out == "cleaned/a.md\ncleaned/b.md\n"
    assert (project / "cleaned/a.md").read_text("utf-8").startswith("---\ntitle: A Wall\n")


def test_clean_explains_every_line(project: Path) -> None:
    done = run("clean", "sources/a.txt", "--explain")
    lines = done.out.splitlines()
    assert lines[0] == "a.txt"
    assert lines[1] == "    1 m A Wall   [metadata: the title of the article]"
    assert lines[3] == f"    5   {PROSE}"
    assert any(line.startswith("    9 - Leave a Reply   [comment-form: ") for line in lines)
    assert "- removed" in done.err


# ---- styles, new, check ----


def test_styles_are_listed_shown_and_copied(project: Path) -> None:
    assert "\nreader " in run("styles", "list").out
    css = run("styles", "show", "reader").out
    done = run("styles", "copy", "reader", "mine")
    assert Path(done.out.strip()).read_text("utf-8") == css
    assert any(line.startswith("mine ") for line in run("styles", "list").out.splitlines())
    assert run("styles", "copy", "reader", "mine").code == 4
    assert run("styles", "copy", "reader", "deep/other.css").code == 0
    assert (project / "deep/other.css").exists()


def test_a_style_that_is_no_text_is_refused_with_its_name(project: Path) -> None:
    write(project, {"styles/bad.css": b"\xff\xfe"})
    for arguments in (("styles", "show", "bad"), ("build", "-s", "bad")):
        done = run(*arguments)
        assert (done.code, done.err) == (4, "publish: bad.css, line 1: this is not UTF-8 text; save it as UTF-8")
    assert run("styles", "list").code == 0


def test_new_makes_a_project_and_says_what_it_made(project: Path) -> None:
    done = run("new", "starter")
    assert done.out.splitlines() == [
        "starter/publish.toml", "starter/sources/your-first-article.txt", "starter/styles/README.txt"
    ]  # fmt: skip
    assert all((project / name).exists() for name in done.out.split())
    assert done.err == "Put articles into starter/sources, then run publish in starter.\n"


def test_check_finds_a_changed_file(project: Path) -> None:
    run("build", "-f", "docx", "-o", "there")
    done = run("check", "there")
    assert (done.code, done.out.splitlines()[0]) == (0, "ok    reader.docx")
    write(project, {"there/reader.docx": b"cut"})
    done = run("check", "there")
    assert (done.code, done.out.splitlines()[0]) == (9, "fault reader.docx: has changed since it was built")


# ---- terminals and pipes ----


def test_output_has_no_colours_in_a_pipe_nor_with_no_color(project: Path) -> None:
    done = run_program("build", "-f", "docx", folder=project, NO_COLOR="1")
    assert done.code == 0
    assert "\x1b" not in done.out + done.err


def test_any_text_can_be_printed_whatever_the_locale(project: Path) -> None:
    write(project, {"a.txt": dirty("A", prose=f"{PROSE} — سلام 日本.")})
    done = run_program("clean", "a.txt", folder=project, PYTHONIOENCODING="ascii", LC_ALL="C")
    assert (done.code, "— سلام 日本" in done.out) == (0, True)


def test_names_that_are_no_text_can_be_printed(project: Path) -> None:
    Path(os.fsdecode(os.fsencode(project / "sources") + b"/bad\xff.txt")).write_text(dirty("C"))
    done = run_program("build", "-f", "docx", folder=project)
    assert done.code == 0
    assert [each["source"] for each in report_of(project / "out")["articles"]][-1] == "sources/bad\ufffd.txt"


@pytest.mark.parametrize(
    ("text", "shown"),
    [("plain – text", "plain – text"), ("\x1b[31m\n\u202e", "\\x1b[31m\\n\\u202e"), ("\x9b\udcff", "\\x9b\\udcff")],
)
def test_what_could_steer_a_terminal_is_shown_as_escapes(text: str, shown: str) -> None:
    assert printable(text) == shown


# ---- start-up ----


@pytest.mark.parametrize("arguments", [("--help",), ("clean", "sources/a.txt"), ("styles", "list"), ("--version",)])
def test_commands_that_make_no_pdf_load_nothing_costly(arguments: tuple[str, ...], project: Path) -> None:
    done = run_program(*arguments, folder=project, PYTHONPROFILEIMPORTTIME="1")
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.err.splitlines() if "|" in line}
    assert done.code == 0
    assert "typer" in loaded
    costly = set(COSTLY) - ({"numpy"} if "clean" in arguments else set())  # in which the scorer judges dumps
    assert not loaded & costly
