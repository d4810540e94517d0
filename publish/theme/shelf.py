"""The styles that there are, for people: described, and copied to be made one's own."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from publish.errors import ThemeError
from publish.theme.load import SHEET, find_theme, read_bytes


def describe(path: Path) -> str:
    """The first line of the comment that a style sheet opens with, without the name before the colon."""
    found = re.match(r"\s*/\*\s*(.+)", read_bytes(path).decode("utf-8-sig", "replace"))
    return found[1].partition(": ")[2].strip() or found[1].strip(" */") if found else ""


def copy_theme(name: str, destination: str, project: Path) -> Path:
    """Copy a style to `styles/DEST.css` of the project, or to DEST when that ends in .css; a style that is a folder,
    to a folder.

    Raises ThemeError when there already is such a style.
    """
    source = find_theme(name, (project / "styles",))
    target = Path(destination) if destination.endswith(".css") else project / "styles" / destination
    if source.name != SHEET and not destination.endswith(".css"):
        target = target.with_name(f"{target.name}.css")
    if target.exists():
        raise ThemeError(f"{target.name} already exists; choose another name")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.name == SHEET:
            shutil.copytree(source.parent, target)
        else:
            target.write_bytes(source.read_bytes())
    except OSError as error:
        raise ThemeError(f"{target.name} cannot be written: {error.strerror}") from error
    return target
