"""Work done by several processes at once, in the order in which it is asked for.

Only where processes fork: elsewhere a new one would first have to load the whole program, and this one does all,
without limits.
"""

from __future__ import annotations

import contextlib
import signal
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from publish.collecting import seldom_collected
from publish.confinement import confined, limited, why_ended
from publish.errors import LimitError, MachineError
from publish.limits import Limits
from publish.scratch import scratch

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

ENDED = "a process of publish was ended by the system; is there memory enough?"
Told: TypeAlias = Callable[[int], None]
"""Told how many of the jobs are done."""
LimitsOf: TypeAlias = Callable[..., "Limits | None"]
"""The limits of a job, by its arguments."""
Instead: TypeAlias = Callable[..., Any]
"""Given the LimitError of a job and its arguments: what is its result instead."""


@dataclass(eq=False, slots=True)
class Job:
    """A call to be made; when it is `done`, it has its value, or the error that it raised."""

    call: tuple[Callable[..., Any], tuple[Any, ...]]
    limits: Limits | None = None
    done: bool = False
    value: Any = None
    error: BaseException | None = None


@dataclass(eq=False, slots=True)
class _Worker:
    process: ForkProcess
    connection: Connection
    job: Job | None = None


@dataclass(slots=True)
class Workers:
    """Some processes, or none: then a job is done when its result is asked for, without limits.

    A process that ends is replaced, so that what one job does to it costs no other. They have their files in the
    `temporary` folder.
    """

    workers: list[_Worker] = field(default_factory=list)
    temporary: Path | None = None
    waiting: deque[Job] = field(default_factory=deque)

    def submit(self, function: Callable[..., Any], *values: object, limits: Limits | None = None) -> Job:
        """Have a function called; it, its arguments and what it returns can be pickled."""
        job = Job((function, values), limits)
        self.waiting.append(job)
        self._hand_out()
        return job

    def result(self, job: Job) -> Any:
        """What a job returns, or raises.

        Raises LimitError when a job with limits took more than it may, or its process ended; where one without limits
        has its process ended by the system, MachineError.
        """
        while not job.done:
            self._take_in()
        if job.error is not None:
            raise job.error
        return job.value

    def each(
        self,
        function: Callable[..., Any],
        calls: Iterable[tuple[Any, ...]],
        told: Told = lambda _: None,
        *,
        limits: LimitsOf | Limits | None = None,
        instead: Instead | None = None,
    ) -> list[Any]:
        """What a function returns for each of these arguments, in their order; `limits` may depend on them.

        Of a job that takes more than the limits, what `instead` makes of its LimitError and its arguments.
        """
        jobs = [
            self.submit(function, *values, limits=limits(*values) if callable(limits) else limits) for values in calls
        ]
        results = []
        for job in jobs:
            told(sum(each.done for each in jobs))
            try:
                results.append(self.result(job))
            except LimitError as error:
                if instead is None:
                    raise
                results.append(instead(error, *job.call[1]))
        return results

    def _hand_out(self) -> None:
        for worker in self.workers:
            if worker.job is None and self.waiting:
                worker.job = self.waiting.popleft()
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it has gone: `_take_in` knows why
                    worker.connection.send((worker.job.call, worker.job.limits))

    def _take_in(self) -> None:
        """Wait for one job to be done; without other processes, do the first that waits."""
        from multiprocessing.connection import wait

        busy = {worker.connection: worker for worker in self.workers if worker.job is not None}
        if not busy:
            _do(self.waiting.popleft())
            return
        for ready in wait(list(busy)):
            worker = busy[ready]  # type: ignore[index]  # a connection of ours
            job, worker.job = worker.job, None
            assert job is not None
            try:
                job.value, job.error = worker.connection.recv()
            except (EOFError, ConnectionResetError) as error:
                job.error = self._replaced(worker, job.limits)
                job.error.__cause__ = error
            job.done = True
        self._hand_out()

    def _replaced(self, ended: _Worker, limits: Limits | None) -> MachineError | LimitError:
        """Put a new process in the place of one that has ended; the error of the job that it had."""
        ended.process.join()
        ended.connection.close()
        self.workers[self.workers.index(ended)] = _started(self.temporary)
        return MachineError(ENDED) if limits is None else LimitError(why_ended(ended.process.exitcode or 0, limits))


def _do(job: Job) -> None:
    function, values = job.call
    try:
        with seldom_collected():
            job.value = function(*values)
    except Exception as error:  # for whoever asks for the result
        job.error = error
    job.done = True


@contextlib.contextmanager
def workers(count: int) -> Iterator[Workers]:
    """So many processes until the end of the context, when they are ended, whatever they do.

    Raises MachineError when they would have no folder for temporary files.
    """
    pool = Workers()
    if sys.platform != "linux":
        yield pool
        return
    with scratch() as pool.temporary:
        pool.workers += [_started(pool.temporary) for _ in range(count)]
        try:
            yield pool
        finally:
            for worker in pool.workers:
                worker.connection.close()
                worker.process.kill()
            for worker in pool.workers:
                worker.process.join()


def _started(temporary: Path | None) -> _Worker:
    import multiprocessing

    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, temporary), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _serve(connection: Connection, temporary: Path | None) -> None:
    """Do one job after the other, until there are no more to come."""
    tempfile.tempdir = None if temporary is None else str(temporary)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process is interrupted, and ends this one
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    confined()
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            job = Job(*connection.recv())
            with limited(job.limits):
                _do(job)
                if job.limits is not None and isinstance(job.error, MemoryError):
                    job.value, job.error = None, LimitError(job.limits.too_much_memory)
            _send(connection, job)


def _send(connection: Connection, job: Job) -> None:
    try:
        connection.send((job.value, job.error))
    except (BrokenPipeError, ConnectionResetError):
        raise
    except Exception as error:  # what cannot be pickled cannot be sent: say so, instead of it
        connection.send((None, RuntimeError(f"{type(error).__name__}: {error}")))
