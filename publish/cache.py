"""What was made before, kept for the next time by what it was made of. It saves time, and nothing else depends on it.

An entry is named by a digest of all that went into it, of this program and of the libraries it uses, and begins with a
digest of its own content: what is damaged, or cannot be read, is as if it were not there.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import hashlib
import os
import pickle
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LIMIT = 1 << 30  # bytes of all entries together; then the least recently used ones go
SPARED = 0.75  # of the limit is left of them
_DIGEST = hashlib.sha256
_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Cache:
    """Entries in a folder; without a folder, none."""

    folder: Path | None = None

    def get(self, key: str) -> Any:
        """The value kept under a key, or None."""
        if self.folder is None:
            return None
        path = self.folder / key[:2] / key
        try:
            data = path.read_bytes()
            size = _DIGEST().digest_size
            if _DIGEST(data[size:]).digest() != data[:size]:
                return None
            os.utime(path)
            return pickle.loads(data[size:])  # of the user's own folder, and undamaged
        except Exception:  # whatever is wrong with an entry, it is made anew
            return None

    def put(self, key: str, value: object) -> None:
        """Keep a value under a key, where that is possible."""
        if self.folder is None:
            return
        place = self.folder / key[:2]
        with contextlib.suppress(Exception):  # a full disk, a value that cannot be kept: no build is to fail for it
            data = pickle.dumps(value, protocol=5)
            place.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=place, prefix=".new-")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(_DIGEST(data).digest())
                    file.write(data)
                Path(name).replace(place / key)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise

    def trim(self) -> None:
        """Remove the entries that were not used for the longest time, where all together are too large."""
        if self.folder is None:
            return
        with contextlib.suppress(OSError):
            entries = sorted(
                (state.st_mtime_ns, state.st_size, path) for path in self.folder.glob("??/*") for state in _state(path)
            )
            total = sum(size for _, size, _ in entries)
            if total <= LIMIT:
                return
            for _, size, path in entries:
                path.unlink(missing_ok=True)
                total -= size
                if total <= LIMIT * SPARED:
                    return


def _state(path: Path) -> Iterable[os.stat_result]:
    with contextlib.suppress(OSError):  # another build may have removed it
        yield path.stat()


NONE = Cache()


def cache_in(folder: Path | None) -> Cache:
    """The cache in a folder, which is made; one without entries where the folder is not the user's own."""
    if folder is None:
        return NONE
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        state = folder.stat()
        if os.name != "posix" or (state.st_uid == os.geteuid() and not state.st_mode & 0o022):
            return Cache(folder)
    return NONE


def key_of(*parts: object) -> str:
    """The name of what is made of these values, by this program."""
    digest = _DIGEST(program())
    for part in parts:
        data = part if isinstance(part, bytes) else written_out(part).encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def written_out(value: object) -> str:
    """A value as text that is the same for equal values, in whatever order their sets and mappings are."""
    if value is None or isinstance(value, str | int):  # most of what there is
        return repr(value)
    kind: Any = type(value)
    match value:
        case tuple() | list():
            return f"({','.join(map(written_out, value))})"
        case _ if (names := _fields(kind)) is not None:
            return f"{type(value).__name__}({','.join([written_out(getattr(value, name)) for name in names])})"
        case re.Pattern():
            return f"{value.pattern!r}{value.flags}"
        case Mapping():
            return f"{{{','.join(sorted(f'{written_out(key)}:{written_out(each)}' for key, each in value.items()))}}}"
        case Set():
            return f"{{{','.join(sorted(map(written_out, value)))}}}"
        case _:
            return repr(value)


@functools.cache
def _fields(kind: Any) -> tuple[str, ...] | None:
    """The names of the fields of a dataclass, None of another class."""
    return tuple(field.name for field in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else None


@functools.lru_cache(maxsize=1)
def program() -> bytes:
    """A digest of this program, each of its files, and of all that is installed beside it, by versions."""
    found = [sys.version]
    for path in sorted(_PACKAGE.rglob("*")):
        if path.suffix != ".pyc" and path.is_file():
            state = path.stat()
            found.append(f"{path.relative_to(_PACKAGE)} {state.st_size} {state.st_mtime_ns}")
    for place in sys.path:
        with contextlib.suppress(OSError):
            found += sorted(path.name for path in Path(place).iterdir() if path.suffix in (".dist-info", ".egg-info"))
    return _DIGEST("\n".join(found).encode()).digest()


def as_before(kept: int, total: int) -> str:
    """What progress says of work that was done before: " (97 of 100 as before)", or nothing."""
    return f" ({kept} of {total} as before)" if kept else ""


def remembering(
    cache: Cache,
    each: Callable[[Callable[..., Any], list[tuple[Any, ...]]], list[Any]],
    function: Callable[..., Any],
    calls: Iterable[tuple[Any, ...]],
    key: Callable[..., str],
    is_valid: Callable[..., bool] = lambda *_: True,
) -> list[Any]:
    """What a function returns for each of these arguments: as it was kept under their key, else made by `each`.

    What was kept is taken where `is_valid` says so of it and its arguments.
    """
    calls = list(calls)
    if cache.folder is None:
        return each(function, calls)
    keys = [key(*values) for values in calls]
    results = [cache.get(name) for name in keys]
    missing = [
        place
        for place, (result, values) in enumerate(zip(results, calls, strict=True))
        if result is None or not is_valid(result, *values)
    ]
    for place, value in zip(missing, each(function, [calls[place] for place in missing]), strict=True):
        results[place] = value
        cache.put(keys[place], value)
    return results
