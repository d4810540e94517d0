"""A folder for the files of libraries that last as long as some processes do; WeasyPrint keeps its fonts in such files.

Processes are ended, whatever they do, and can take nothing away themselves. So the one that made them does, and where
that one is killed, too, the next to need such a folder.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from publish.errors import MachineError

NAME = "publish-scratch-"


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """An empty folder, locked until the end of the context, when it is removed.

    Raises MachineError when the system has no place for it.
    """
    try:
        _sweep()
        folder, handle = _made()
    except OSError as error:
        raise MachineError(
            f"no temporary folder can be made: {error.strerror}; make room, or set TMPDIR to another place"
        ) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


def _made() -> tuple[Path, int]:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=NAME))
        handle = os.open(folder, os.O_RDONLY)
        if _lock(handle) and folder.exists():  # no other process swept it before it was locked
            return folder, handle
        os.close(handle)


def _sweep() -> None:
    """Remove what a killed process left: nobody holds a lock on it."""
    for folder in Path(tempfile.gettempdir()).glob(f"{NAME}*"):
        with contextlib.suppress(OSError):  # somebody else's, or gone meanwhile
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            try:
                if _lock(handle):
                    shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(handle)


def _lock(handle: int) -> bool:
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
