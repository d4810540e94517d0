"""The output folder of a build: one build at a time, all files written beside the old ones before any is replaced."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from publish.errors import BusyError, OutputError
from publish.outputs import OutputFile

MANIFEST, LOCK, STAGE = ".publish-manifest.json", ".publish-lock", ".publish-stage"
JOURNAL = f"{STAGE}/journal.json"
"""What is to be put in place and what to be removed, written when all is staged. From then on a build counts as done,
and the next one finishes it where it is killed.
"""


@dataclass(slots=True)
class OutputFolder:
    """Holds the folder while it is open as a context.

    Raises BusyError when another build holds it, OutputError when it cannot be written.
    """

    path: Path
    handle: int | None = None
    made: list[Path] = field(default_factory=list)

    def __enter__(self) -> OutputFolder:
        with _told(self.path):
            self._make(self.path)
            self.handle = _open_lock(self.path)
        if not _lock(self.handle):
            os.close(self.handle)
            self.handle = None
            raise BusyError(
                f"another build is writing to {_called(self.path)}/; wait for it, or choose another folder with -o"
            )
        with _told(self.path):
            self._settle()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not (self.path / JOURNAL).exists():
            shutil.rmtree(self.path / STAGE, ignore_errors=True)
        if self.handle is not None:
            os.close(self.handle)
        if kind is not None:  # leave no empty folders behind that were not there
            for folder in reversed(self.made):
                with contextlib.suppress(OSError):
                    folder.rmdir()

    def _make(self, folder: Path) -> None:
        missing = [each for each in (folder, *folder.parents) if not each.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        self.made += reversed(missing)

    def replace(self, files: Iterable[OutputFile]) -> None:
        """Put the files in place of those of the last build; what that one wrote and this does not is removed.

        Raises OutputError, with all old files as they were, when the new ones cannot be written or when one would
        replace what publish did not write.
        """
        wanted = {file.path: file.data for file in files}
        old = names_written(self.path)
        changed = {name: data for name, data in wanted.items() if not _is_same(self.path / name, data)}
        for name in changed:
            _refuse_others(self.path, name, old)
        with _told(self.path):
            self._write(changed)
            journal = {"put": sorted(changed), "remove": sorted(old - wanted.keys()), "files": sorted(wanted)}
            replace_file(self.path / JOURNAL, json.dumps(journal).encode())
        with _told(self.path, "the next build finishes it"):
            self._settle()

    def _write(self, files: Mapping[str, bytes]) -> None:
        shutil.rmtree(self.path / STAGE, ignore_errors=True)
        for name, data in files.items():
            write_safely(self.path / STAGE / name, data)

    def _settle(self) -> None:
        """Put in place what is staged where all of it is, else take it away."""
        journal = self._journal()
        if journal is not None:
            # the names before the files: where this is killed, none is left that the next one does not know
            self._note(names_written(self.path) | set(journal["files"]))
            for name in journal["put"]:
                (self.path / name).parent.mkdir(parents=True, exist_ok=True)
                with contextlib.suppress(FileNotFoundError):  # it is there since an earlier attempt
                    (self.path / STAGE / name).replace(self.path / name)
            self._remove(journal["remove"])
            self._note(set(journal["files"]))
            _sync_folder(self.path)
        (self.path / JOURNAL).unlink(missing_ok=True)
        shutil.rmtree(self.path / STAGE, ignore_errors=True)

    def _journal(self) -> Mapping[str, list[str]] | None:
        """What the journal says; None where there is none that makes sense."""
        try:
            journal: Mapping[str, list[str]] = json.loads((self.path / JOURNAL).read_text("utf-8"))
            names = [name for key in ("put", "remove", "files") for name in journal[key]]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return journal if all(isinstance(name, str) and _is_inside(self.path, name) for name in names) else None

    def _note(self, names: Set[str]) -> None:
        """Record which files are ours."""
        manifest = json.dumps({"files": sorted(names)}, indent=1).encode()
        if not _is_same(self.path / MANIFEST, manifest):
            write_safely(self.path / STAGE / MANIFEST, manifest)
            (self.path / STAGE / MANIFEST).replace(self.path / MANIFEST)

    def _remove(self, names: Iterable[str]) -> None:
        for name in names:
            path = self.path / name
            path.unlink(missing_ok=True)
            with contextlib.suppress(OSError):  # as soon as a folder is not empty
                for folder in _folders_of(self.path, name)[::-1]:
                    folder.rmdir()


def names_written(folder: Path) -> frozenset[str]:
    """The files in a folder that the last build there wrote, as paths relative to it with "/"."""
    try:
        names = json.loads((folder / MANIFEST).read_text("utf-8"))["files"]
        return frozenset(name for name in names if isinstance(name, str) and _is_inside(folder, name))
    except (OSError, ValueError, KeyError, TypeError):
        return frozenset()


def _is_inside(folder: Path, name: str) -> bool:
    path = (folder / name).resolve()
    return path != folder.resolve() and path.is_relative_to(folder.resolve())


def _refuse_others(folder: Path, name: str, ours: Set[str]) -> None:
    path = folder / name
    no_folder = next((each for each in _folders_of(folder, name) if os.path.lexists(each) and not each.is_dir()), None)
    if no_folder is not None:
        in_the_way = no_folder
    elif path.is_dir() or (os.path.lexists(path) and name not in ours):
        in_the_way = path
    else:
        return
    raise OutputError(
        f"{_called(folder)}/{in_the_way.relative_to(folder).as_posix()} is in the way, and publish did not write it; "
        "move it, or choose another folder with -o; nothing there was changed"
    )


def _folders_of(folder: Path, name: str) -> tuple[Path, ...]:
    """The folders between a folder and a file below it, the outermost first."""
    above = Path(name).parents
    return tuple(folder / each for each in tuple(above)[-2::-1])


def _called(folder: Path) -> str:
    return folder.absolute().name


def _is_same(path: Path, data: bytes) -> bool:
    try:
        return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def write_safely(path: Path, data: bytes) -> None:
    """Write a file so that it is on the disk when this returns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def replace_file(path: Path, data: bytes) -> None:
    """Write a file at once: whenever this is killed, there is the old one or the new one."""
    beside = path.with_name(f".{path.name}.part")
    write_safely(beside, data)
    beside.replace(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk, where the system can do that."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def is_settled(folder: Path) -> bool:
    """Whether no build was killed in a folder and left something there."""
    return not (folder / STAGE).exists()


@contextlib.contextmanager
def _told(folder: Path, after: str = "nothing there was changed") -> Iterator[None]:
    """Turn an error of the system into one that says which folder, what is wrong, and what became of it."""
    try:
        yield
    except OSError as error:
        raise OutputError(f"cannot write to {_called(folder)}/: {error.strerror}; {after}") from error


def _open_lock(folder: Path) -> int:
    """A handle to lock: of the folder itself, so that no lock file is left in it; of a file where that cannot be."""
    if os.name == "nt":
        return os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    return os.open(folder, os.O_RDONLY)


def _lock(handle: int) -> bool:
    """Take a lock without waiting; False when another process has it."""
    try:
        import fcntl
    except ImportError:
        import msvcrt

        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]  # only there on Windows
        except OSError:
            return False
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # some network file systems lock no folders; there, two builds at once are the user's care
        return True
    return True
