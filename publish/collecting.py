"""When Python looks for garbage."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator

COLLECT_AFTER = 500_000  # new objects; Python's own number is 700


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Pause the collector of cycles: the small objects of one source are in none, and looking again and again takes
    a quarter of the time."""
    paused = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if paused:
            gc.enable()


@contextlib.contextmanager
def seldom_collected() -> Iterator[None]:
    """Have the collector of cycles wait for many new objects: else it searches a growing page tree again and again."""
    before = gc.get_threshold()
    gc.set_threshold(COLLECT_AFTER)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def keep_all() -> None:
    """Have the collector pass over all that there is by now: libraries, which stay."""
    gc.collect()
    gc.freeze()
