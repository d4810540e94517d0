"""Project folders for tests: files written in one line, and the settings of a build in them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from publish.cli import app
from publish.errors import PublishError
from publish.settings import Arguments, Settings, make_settings
from tests.builders import MORE_PROSE, PROSE

DIRTY = f"""The Harbour Wall

4 min read

{PROSE}

{MORE_PROSE}

Leave a Reply

Your email address will not be published. Required fields are marked *
"""


def dirty(title: str, *, prose: str = PROSE) -> str:
    """A text dump with a title, prose and a comment form."""
    return DIRTY.replace("The Harbour Wall", title).replace(PROSE, prose)


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """The folder with these files in it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def settings_in(folder: Path, *sources: str, epoch: str | None = None, **arguments: Any) -> Settings:
    """The settings of `publish build -f docx` in a folder, unless the arguments say otherwise."""
    given = Arguments(**{"formats": "docx", **arguments, "sources": tuple(str(folder / source) for source in sources)})
    return make_settings(given, folder=folder, epoch=epoch)


def report_of(out: Path) -> Any:  # JSON: values of any kind
    return json.loads((out / "report.json").read_text("utf-8"))


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too, with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@dataclass(frozen=True, slots=True)
class Run:
    """How a command ended."""

    code: int
    out: str
    err: str


def run_program(*arguments: str, folder: Path, given: bytes = b"", **environment: str) -> Run:
    """Run the program as a process of its own."""
    done = subprocess.run(
        (sys.executable, "-m", "publish", *arguments),
        cwd=folder,
        input=given,
        capture_output=True,
        env={**os.environ, **environment},
        timeout=120,
        check=False,
    )
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode())


def run(*arguments: str, given: bytes = b"") -> Run:
    """Run a command in this process, as `main` does."""
    found: Result = CliRunner().invoke(app, arguments, input=given)
    if isinstance(found.exception, PublishError):
        return Run(found.exception.exit_code, found.stdout, f"{found.stderr}publish: {found.exception}")
    if found.exception is not None and not isinstance(found.exception, SystemExit):
        raise found.exception
    return Run(found.exit_code, found.stdout, found.stderr)
