"""All outputs of a book: the PDF here, while a second process makes ready for formats that take its page numbers."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import ParamSpec, TypeAlias, TypeVar

from publish.findings import Finding, Outcome
from publish.model import Publication
from publish.outputs import Assets, OutputFile, Pagination
from publish.theme.load import Theme
from publish.writers import WRITERS

P = ParamSpec("P")
T = TypeVar("T")
Files: TypeAlias = "Outcome[tuple[OutputFile, ...]]"
Progress: TypeAlias = Callable[[str, int, int], None]


class _Here(Executor):
    """An executor that does the work at once, in this process."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


@contextmanager
def _second_process(jobs: int, formats: tuple[str, ...], theme: Theme) -> Iterator[Executor]:
    """An executor of one process that starts by loading what the writers need; none of its own with one job.

    Only where processes fork: elsewhere a new one would first have to load the whole program.
    """
    there = _others(formats)[1:]
    if jobs == 1 or sys.platform != "linux" or not there:
        yield _Here()
        return
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(1, context, initializer=_make_ready, initargs=(there, theme)) as pool:
        pool.submit(int)  # the process starts with the first work, which is none
        yield pool


def _others(formats: tuple[str, ...]) -> list[str]:
    """The formats that are written after the PDF: the first in this process, the rest in the second."""
    return [name for name in WRITERS if name in formats]


def _make_ready(formats: list[str], theme: Theme) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes; the first one ends this one
    for name in formats:
        WRITERS[name].make_ready(theme)


def write_all(
    publication: Publication, theme: Theme, assets: Assets, *, formats: tuple[str, ...], jobs: int, progress: Progress
) -> tuple[Files, int | None]:
    """(the files of all formats with the findings on them, the number of pages of the PDF if there is one)."""
    outcomes: list[Files] = []
    pagination: Pagination | None = None
    with _second_process(jobs, formats, theme) as second:
        if "pdf" in formats:
            from publish.writers.pdf import typeset

            progress("Setting pages", 0, 1)
            outcome, pagination = typeset(publication, theme, assets)
            outcomes.append(outcome)
            progress("Setting pages", 1, 1)
        others = _others(formats)
        here, there = others[:1], others[1:]
        stage = f"Writing {' and '.join(name.upper() for name in others)}"
        if others:
            progress(stage, 0, 1)
        futures = [second.submit(WRITERS[name].write, publication, theme, assets, pagination) for name in there]
        outcomes += [WRITERS[name].write(publication, theme, assets, pagination) for name in here]
        outcomes += [future.result() for future in futures]
        if others:
            progress(stage, 1, 1)
    files = tuple(file for outcome in outcomes for file in outcome.value)
    findings: tuple[Finding, ...] = tuple(finding for outcome in outcomes for finding in outcome.findings)
    return Outcome(files, findings), pagination.pages if pagination else None
