"""When Python looks for garbage."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator

COLLECT_AFTER = 500_000  # new objects; Python's own number is 700
WORTH_COLLECTING = 50_000


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
    """Have the collector of cycles wait for many new objects: it would search a growing page tree thousands of times.

    When all is done, what was in cycles goes at once.
    """
    before = gc.get_threshold()
    gc.set_threshold(COLLECT_AFTER)
    try:
        yield
    finally:
        if gc.get_count()[0] > WORTH_COLLECTING:
            gc.collect()
        gc.set_threshold(*before)
