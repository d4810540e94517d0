"""Progress is a bar on a terminal, and a line a stage in a log."""

from __future__ import annotations

import io
import os
import sys

import pytest

from publish.terminal import CLEAR_LINE, Terminal, progress_line


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def columns(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    monkeypatch.setattr("shutil.get_terminal_size", lambda: os.terminal_size((count, 24)))


def test_a_bar_grows_with_what_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    columns(monkeypatch, 80)
    lines = [progress_line("Setting pages", done, 60) for done in (0, 1, 30, 60)]
    assert [line.count("━") for line in lines] == [0, 0, 15, 30]
    assert [line.rpartition(" ")[2] for line in lines] == ["0/60", "1/60", "30/60", "60/60"]


@pytest.mark.parametrize("width", [1, 10, 20, 30, 40, 60, 80, 200])
def test_it_never_wraps(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    columns(monkeypatch, width)
    for total in (1, 2, 10_000):
        assert len(progress_line("Setting pages (9998 of 10000 as before)", 1, total)) < width


def test_it_can_be_drawn_in_ascii(monkeypatch: pytest.MonkeyPatch) -> None:
    columns(monkeypatch, 80)
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    assert progress_line("Setting pages", 1, 2) == f"Setting pages {'#' * 15}{'-' * 15} 1/2"


def test_a_terminal_is_left_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    for done in range(3):
        Terminal().progress("Setting pages", done, 2)
    assert "1/2" in screen.getvalue()
    assert screen.getvalue().endswith(CLEAR_LINE)


def test_a_log_has_one_line_a_stage(capsys: pytest.CaptureFixture[str]) -> None:
    terminal = Terminal()
    for stage in ("Reading and cleaning", "Setting pages"):
        for done in range(4):
            terminal.progress(stage, done, 3)
    assert capsys.readouterr().err == "Reading and cleaning\nSetting pages\n"
    Terminal(quiet=True).progress("Setting pages", 0, 1)
    assert capsys.readouterr().err == ""
