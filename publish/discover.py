"""Sources on disk: which files are articles, what they are called, and which part of the book they are in."""

from __future__ import annotations

import fnmatch
import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from publish.characters import xml_safe
from publish.errors import SourceError
from publish.findings import Finding, warning
from publish.model import Origin
from publish.readers import READERS
from publish.staging import names_written

COMPANIONS = frozenset(
    (
        *(".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".ico", ".bmp", ".tif", ".tiff"),
        *(".css", ".js", ".json", ".map", ".woff", ".woff2", ".ttf", ".otf", ".mp3", ".mp4"),
    )
)
MAX_SOURCE_BYTES = 256 * 2**20


@dataclass(frozen=True, slots=True)
class Found:
    """A file that should hold an article. `path` is None for standard input; `root` bounds where companions may be."""

    name: str
    path: Path | None
    root: Path
    part: str | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A source that is not in the book, with the reason; `chosen` when it was the user's wish."""

    name: str
    reason: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Discovery:
    found: tuple[Found, ...]
    left_out: tuple[LeftOut, ...]
    findings: tuple[Finding, ...]


Item: TypeAlias = "Found | LeftOut | Finding"


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key under which "2" comes before "10"."""
    return tuple(
        (0, int(part), "") if part.isdigit() and part.isascii() else (1, 0, part.casefold())
        for part in re.findall(r"[0-9]{1,18}|[^0-9]+|[0-9]+", text)
    )


def discover(sources: Iterable[str], exclude: tuple[str, ...] = ()) -> Discovery:
    """The articles in files and folders, in natural order within each folder."""
    found: list[Found] = []
    left_out: list[LeftOut] = []
    findings: list[Finding] = []
    for source in sources:
        for item in _given(source, exclude):
            match item:
                case Found():
                    found.append(item)
                case LeftOut():
                    left_out.append(item)
                case Finding():
                    findings.append(item)
    unique, repeated = _unique(found)
    return Discovery(unique, (*left_out, *repeated), tuple(findings))


def _given(source: str, exclude: tuple[str, ...]) -> Iterator[Item]:
    """What a SOURCE stands for: standard input, a file whatever its ending, or the articles of a folder."""
    if source == "-":
        yield Found("standard-input", None, Path())
        return
    path = Path(source)
    if not _is_folder(path):
        yield Found(_readable(path.name), path, _resolved(path.absolute().parent))
        return
    root = path.resolve()
    items = tuple(_in_folder(root, root, exclude))
    yield from items
    if not any(isinstance(item, Found | LeftOut) for item in items):
        yield LeftOut(_name(root, root), f"no file in it can be read as an article ({', '.join(READERS)})")


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # a name too long, or with a null: reading it says what is wrong
        return False


def _in_folder(folder: Path, root: Path, exclude: tuple[str, ...]) -> Iterator[Item]:
    """Files before sub-folders, both in natural order; the first level of sub-folders is the parts of the book.

    What an earlier build wrote here is no source: without that, building `.` would put `out/report.html` in the book.
    """
    try:
        entries = sorted(folder.iterdir(), key=lambda path: (path.is_dir(), natural(path.stem), path.name))
    except OSError as error:
        yield LeftOut(_name(folder, root), f"the folder cannot be read: {error.strerror}")
        return
    written = names_written(folder)
    for path in entries:
        inside = path.relative_to(root).as_posix()
        if path.name.startswith(".") or path.relative_to(folder).as_posix() in written:
            continue
        if any(fnmatch.fnmatch(inside, pattern) for pattern in exclude):
            continue
        if path.is_dir():
            yield from _sub_folder(path, root, exclude)
        else:
            yield from _file(path, root)


def _sub_folder(path: Path, root: Path, exclude: tuple[str, ...]) -> Iterator[Item]:
    if path.name.endswith("_files"):
        return
    if path.is_symlink():
        reason = (
            "it is a link to another folder" if _stays_inside(path, root) else "it is a link that leaves the folder"
        )
        yield LeftOut(_name(path, root), reason)
        return
    written = {name.partition("/")[0] for name in names_written(path.parent) if "/" in name}
    if path.name not in written:
        yield from _in_folder(path, root, exclude)


def _file(path: Path, root: Path) -> Iterator[Item]:
    name = _name(path, root)
    if path.suffix.lower() in READERS:
        yield _judged(path, root, name)
    elif path.suffix.lower() not in COMPANIONS:
        detail = f"{name} is of no kind that can be read as an article ({', '.join(READERS)})"
        yield warning("SRC-001", detail, Origin(name, 1))


def _judged(path: Path, root: Path, name: str) -> Found | LeftOut:
    if path.is_symlink() and not _stays_inside(path, root):
        return LeftOut(name, "it is a link that leaves the folder")
    steps = path.relative_to(root).parts
    return Found(name, path, root, _readable(steps[0]) if len(steps) > 1 else None)


def _stays_inside(path: Path, root: Path) -> bool:
    try:
        return path.resolve().is_relative_to(root)
    except (OSError, RuntimeError):
        return False


def _name(path: Path, root: Path) -> str:
    inside = path.relative_to(root).as_posix()
    return _readable("/".join(part for part in (root.name, inside) if part and part != ".")) or "the root folder"


def _readable(name: str) -> str:
    """The name of a file as text: what in it is no character, or no output could carry, is replaced."""
    return xml_safe(name)


def _unique(found: Iterable[Found]) -> tuple[tuple[Found, ...], tuple[LeftOut, ...]]:
    """(the same files with names that differ, their endings unchanged; links to them): a file given twice counts
    once.
    """
    seen: dict[str, Found] = {}
    paths: dict[Path, str] = {}
    repeated: list[LeftOut] = []
    for item in found:
        place = Path("-") if item.path is None else _resolved(item.path)
        if place in paths:
            if paths[place] != item.name and item.path is not None and item.path.is_symlink():
                repeated.append(LeftOut(item.name, f"it is a link to {paths[place]}", chosen=True))
            continue
        paths[place] = item.name
        stem, dot, ending = item.name.rpartition(".")
        name, number = item.name, 1
        while name in seen:
            number += 1
            name = f"{stem} ({number}).{ending}" if dot else f"{item.name} ({number})"
        seen[name] = replace(item, name=name)
    return tuple(seen.values()), tuple(repeated)


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return path


def read_bytes(found: Found, standard_input: bytes) -> bytes:
    """The bytes of a source.

    Raises SourceError for what is missing, no regular file, unreadable or too large.
    """
    if found.path is None:
        return standard_input
    try:
        # without O_NONBLOCK, opening a pipe waits for its other end for ever
        handle = os.open(found.path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            about = os.fstat(handle)
            if not stat.S_ISREG(about.st_mode):
                raise SourceError("it is a folder, device or pipe, not a file")
            if about.st_size > MAX_SOURCE_BYTES:
                raise SourceError(f"it is larger than {MAX_SOURCE_BYTES // 2**20} MiB")
            return file.read()
    except FileNotFoundError as error:
        raise SourceError("there is no such file or folder") from error
    except OSError as error:
        raise SourceError(f"it cannot be read: {error.strerror}") from error
    except ValueError as error:  # a null character
        raise SourceError("its name is none that a file can have") from error


def companion(found: Found, address: str) -> bytes | None:
    """The bytes of a file beside a source; None when it is not there or outside the folder of the source."""
    if found.path is None or address.startswith(("/", "\\")) or "\0" in address:
        return None
    try:
        path = (found.path.parent / address).resolve()
        if not path.is_relative_to(found.root) or not path.is_file() or path.stat().st_size > MAX_SOURCE_BYTES:
            return None
        return path.read_bytes()
    except (OSError, ValueError, RuntimeError):
        return None


def part_title(folder: str) -> str:
    """The title of the part that a sub-folder is: its name without a leading number, with spaces."""
    words = re.sub(r"^\d+[\s._-]*", "", folder)
    words = re.sub(r"[_-]+", " ", words).strip() or folder
    return words[:1].upper() + words[1:]
