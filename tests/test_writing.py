"""The processes that set the PDF: their errors are those of the build, and they leave nothing behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
from pathlib import Path

import pytest

import publish.writers.pdf_engine
import publish.writers.pdf_theme  # now, not while a test has changed what it takes from the engine
from publish.errors import MachineError
from publish.pipeline import build
from publish.settings import Settings
from tests.projects import dirty, settings_in, write


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    publish.writers.pdf_engine.press_for.cache_clear()  # of other tests: here, one is to be loaded
    write(tmp_path, {"sources/a.txt": dirty("A Title")})
    return settings_in(tmp_path, formats="pdf,epub,docx")


def test_a_missing_library_is_told_with_its_remedy(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise MachineError("install Pango")

    monkeypatch.setattr(publish.writers.pdf_engine, "load", fail)
    with pytest.raises(MachineError, match="install Pango"):
        build(settings)
    assert not multiprocessing.active_children()


def test_a_process_that_is_killed_is_told_of(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish.writers.pdf_engine, "load", lambda: os.kill(os.getpid(), signal.SIGKILL))
    with pytest.raises(MachineError, match="memory"):
        build(settings)


def test_the_process_is_gone_when_the_book_is_written(settings: Settings) -> None:
    assert build(settings).pages
    assert not multiprocessing.active_children()
