"""`publish build --watch`: a build whenever a source, a style or the configuration was changed."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from publish.errors import PublishError
from publish.settings import Settings
from publish.theme.load import SHEET, find_theme
from publish.writing import load

PAUSE = 0.3  # seconds between two looks at the files
MOST_NAMED = 3

State: TypeAlias = "Mapping[Path, tuple[int, int]]"
"""Files with the time of their last change in nanoseconds and their size."""


def watch(
    make: Callable[[], Settings],
    build: Callable[[Settings], object],
    told: Callable[[str], None],
    *,
    pause: Callable[[], bool],
) -> None:
    """Build, and build again after each change, until `pause` says no.

    `make` makes the settings anew, since the configuration may change; `told` is told what changed and how long it
    took, and what is wrong: an error waits for the change that mends it. Raises a PublishError of the first settings.
    """
    settings = make()
    seen = state_of(settings)
    _attempt(settings, build, told, "watching; press Ctrl-C to stop")
    with contextlib.suppress(PublishError):
        load(settings.formats)
    while pause():
        now = state_of(settings)
        if now == seen:
            continue
        changed, seen = _named(seen, now, settings.project), now
        try:
            settings = make()
        except PublishError as error:
            told(str(error))
            continue
        _attempt(settings, build, told, changed)


def _attempt(settings: Settings, build: Callable[[Settings], object], told: Callable[[str], None], why: str) -> None:
    start = time.monotonic()
    try:
        build(settings)
    except PublishError as error:
        told(f"{why}: {error}")
    else:
        told(f"{why}: built in {time.monotonic() - start:.1f} s")


def wait() -> bool:
    """Wait a moment; False when the user wants no more."""
    try:
        time.sleep(PAUSE)
    except KeyboardInterrupt:
        return False
    return True


def state_of(settings: Settings) -> State:
    """The files that a build depends on, as they are now."""
    found: dict[Path, tuple[int, int]] = {}
    for path in _files(settings):
        try:
            state = path.stat()
        except OSError:  # it was there a moment ago
            continue
        found[path] = (state.st_mtime_ns, state.st_size)
    return found


def _files(settings: Settings) -> Iterator[Path]:
    out = settings.out.absolute()
    for place in _places(settings):
        inside = place.rglob("*") if place.is_dir() else (place,)
        yield from (path for path in inside if path.is_file() and not path.absolute().is_relative_to(out))


def _places(settings: Settings) -> Iterator[Path]:
    yield from (Path(source) for source in settings.sources if source != "-")
    yield from (settings.project / name for name in (settings.config, "styles", settings.book.cover or settings.config))
    if settings.style.docx_template is not None:
        yield settings.style.docx_template
    try:
        sheet = find_theme(settings.theme, (settings.project / "styles",))
    except PublishError:
        return  # the build says so
    yield sheet.parent if sheet.name == SHEET else sheet


def _named(before: State, after: State, project: Path) -> str:
    """What is different, by the names of the files."""
    changed = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
    names = [str(path.relative_to(project)) if path.is_relative_to(project) else path.name for path in changed]
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return f"changed: {', '.join(names[:MOST_NAMED])}{more}"
