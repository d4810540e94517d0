"""Work done by several processes at once, in the order in which it is asked for.

Only where processes fork: elsewhere a new one would first have to load the whole program, and this one does all.
"""

from __future__ import annotations

import contextlib
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from publish.collecting import seldom_collected
from publish.errors import MachineError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

ENDED = "a process of publish was ended by the system; is there memory enough?"
Told: TypeAlias = Callable[[int], None]
"""Told how many of the jobs are done."""


@dataclass(eq=False, slots=True)
class Job:
    """A call to be made; when it is `done`, it has its value, or the error that it raised."""

    call: tuple[Callable[..., Any], tuple[Any, ...]]
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
    """Some processes, or none: then a job is done when its result is asked for."""

    workers: list[_Worker] = field(default_factory=list)
    waiting: deque[Job] = field(default_factory=deque)
    are_others: bool = False

    def submit(self, function: Callable[..., Any], *values: object) -> Job:
        """Have a function called; it, its arguments and what it returns can be pickled."""
        job = Job((function, values))
        self.waiting.append(job)
        self._hand_out()
        return job

    def result(self, job: Job) -> Any:
        """What a job returns, or raises. Raises MachineError when its process was ended by the system."""
        while not job.done:
            self._take_in()
        if job.error is not None:
            raise job.error
        return job.value

    def each(
        self, function: Callable[..., Any], calls: Iterable[tuple[Any, ...]], told: Told = lambda _: None
    ) -> list[Any]:
        """What a function returns for each of these arguments, in their order."""
        jobs = [self.submit(function, *values) for values in calls]
        results = []
        for job in jobs:
            told(sum(each.done for each in jobs))
            results.append(self.result(job))
        return results

    def _hand_out(self) -> None:
        for worker in self.workers:
            if worker.job is None and self.waiting:
                worker.job = self.waiting.popleft()
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it has gone: `_take_in` knows why
                    worker.connection.send(worker.job.call)

    def _take_in(self) -> None:
        """Wait for one job to be done; without other processes, do the first that waits."""
        from multiprocessing.connection import wait

        busy = {worker.connection: worker for worker in self.workers if worker.job is not None}
        if not busy:
            first = self.waiting.popleft()
            if self.are_others:  # and all were ended: what was too much for them is too much for this one
                first.error, first.done = MachineError(ENDED), True
            else:
                _do(first)
            return
        for ready in wait(list(busy)):
            worker = busy[ready]  # type: ignore[index]  # a connection of ours
            job, worker.job = worker.job, None
            assert job is not None
            try:
                job.value, job.error = worker.connection.recv()
            except (EOFError, ConnectionResetError) as error:
                self.workers.remove(worker)
                job.error = MachineError(ENDED)
                job.error.__cause__ = error
            job.done = True
        self._hand_out()


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
    """So many processes until the end of the context, when they are ended, whatever they do; none with a count of 1."""
    pool = Workers()
    if count > 1 and sys.platform == "linux":
        import multiprocessing

        context = multiprocessing.get_context("fork")
        for _ in range(count):
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs,), daemon=True)
            process.start()
            theirs.close()
            pool.workers.append(_Worker(process, ours))
        pool.are_others = True
    started = tuple(pool.workers)
    try:
        yield pool
    finally:
        for worker in started:
            worker.connection.close()
            worker.process.kill()
        for worker in started:
            worker.process.join()


def _serve(connection: Connection) -> None:
    """Do one job after the other, until there are no more to come."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process is interrupted, and ends this one
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            job = Job(connection.recv())
            _do(job)
            _send(connection, job)


def _send(connection: Connection, job: Job) -> None:
    try:
        connection.send((job.value, job.error))
    except (BrokenPipeError, ConnectionResetError):
        raise
    except Exception as error:  # what cannot be pickled cannot be sent: say so, instead of it
        connection.send((None, RuntimeError(f"{type(error).__name__}: {error}")))
