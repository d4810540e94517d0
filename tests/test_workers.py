"""Processes that do jobs: results in order, errors as they were raised, nothing left behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from publish.errors import LimitError, MachineError, SourceError
from publish.limits import Limits
from publish.workers import workers

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only where processes fork")


def doubled(number: int) -> int:
    return number * 2


def failing(number: int) -> int:
    raise SourceError(f"no {number}")


def unsendable() -> object:
    return lambda: None


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def endless() -> None:
    while True:
        pass


def asleep() -> None:
    time.sleep(600)


def greedy() -> None:
    held = []
    while True:
        held.append(bytes(2**20))


def crashing() -> None:
    signal.signal(signal.SIGSEGV, signal.SIG_DFL)
    os.kill(os.getpid(), signal.SIGSEGV)


def leaving() -> None:
    os._exit(3)


def busy_for(seconds: float) -> float:
    while time.process_time() < seconds:
        pass
    return time.process_time()


def holding(size: int) -> int:
    return len(bytes(size))


def doubled_or_endless(number: int) -> int:
    while not number:
        pass
    return number * 2


def connecting() -> None:
    socket.create_connection(("127.0.0.1", 1))


def slow(path: str) -> None:
    Path(path).write_text(str(os.getpid()), "ascii")
    time.sleep(600)


@pytest.mark.parametrize("count", [1, 2, 5])
def test_results_are_in_order(count: int) -> None:
    with workers(count) as pool:
        told: list[int] = []
        assert len(pool.workers) == count
        assert pool.each(doubled, [(number,) for number in range(40)], told.append) == list(range(0, 80, 2))
    assert sorted(told) == told
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("count", [1, 2])
def test_an_error_is_raised_where_its_result_is_asked_for(count: int) -> None:
    with workers(count) as pool:
        job, other = pool.submit(failing, 3), pool.submit(doubled, 3)
        assert pool.result(other) == 6
        with pytest.raises(SourceError, match="no 3"):
            pool.result(job)
        assert pool.result(pool.submit(doubled, 1)) == 2


def test_what_cannot_be_sent_is_an_error() -> None:
    with workers(2) as pool:
        with pytest.raises(RuntimeError, match="pickle"):
            pool.result(pool.submit(unsendable))
        assert pool.result(pool.submit(doubled, 1)) == 2


def test_a_process_that_the_system_ends_is_told_of_and_replaced() -> None:
    with workers(2) as pool:
        for _ in range(3):
            with pytest.raises(MachineError, match="memory"):
                pool.result(pool.submit(killed))
        assert len({worker.process.pid for worker in pool.workers}) == 2
        assert pool.each(doubled, [(1,), (2,), (3,)]) == [2, 4, 6]


@pytest.mark.parametrize(
    ("function", "limits", "reason"),
    [
        (endless, Limits(cpu=1), r"more than 1 seconds of CPU; \[limits\] cpu"),
        (asleep, Limits(time=1), r"more than 1 seconds; \[limits\] time"),
        (greedy, Limits(memory=300), r"more than 300 MiB of memory; \[limits\] memory"),
        (killed, Limits(), "the system ended the process"),
        (crashing, Limits(), "ended by signal 11"),
        (leaving, Limits(), "ended with exit code 3"),
    ],
)
def test_what_takes_too_much_costs_one_job(function: Callable[[], None], limits: Limits, reason: str) -> None:
    with workers(1) as pool:
        first, bad, last = pool.submit(doubled, 1), pool.submit(function, limits=limits), pool.submit(doubled, 2)
        with pytest.raises(LimitError, match=reason):
            pool.result(bad)
        assert (pool.result(first), pool.result(last)) == (2, 4)


def test_a_job_without_limits_is_not_held_to_those_of_the_one_before() -> None:
    with workers(1) as pool:
        assert pool.each(doubled, [(1,)], limits=Limits(cpu=1, time=1, memory=1)) == [2]
        assert pool.result(pool.submit(busy_for, 1.5)) > 1.5
        assert pool.result(pool.submit(holding, 2**27)) == 2**27


def test_something_else_can_stand_for_a_job_that_took_too_much() -> None:
    with workers(2) as pool:
        found = pool.each(
            doubled_or_endless,
            [(1,), (0,), (2,)],
            limits=Limits(cpu=1),
            instead=lambda error, number: f"{number}: {error}"[:16],
        )
    assert found == [2, "0: it takes more", 4]


def test_processes_open_no_connection() -> None:
    with workers(1) as pool, pytest.raises(PermissionError, match="nothing is fetched"):
        pool.result(pool.submit(connecting))


def test_processes_end_with_the_one_that_made_them(tmp_path: Path) -> None:
    started = tmp_path / "pid"
    if (parent := os.fork()) == 0:
        with workers(1) as pool:
            pool.submit(slow, str(started))
            while not started.exists() or not started.read_text("ascii"):
                pass
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(parent, 0)
    state = Path(f"/proc/{started.read_text('ascii')}/stat")
    for _ in range(1000):
        try:
            if ") Z " in state.read_text("ascii"):
                return
        except (FileNotFoundError, ProcessLookupError):
            return
        time.sleep(0.01)  # the system may take its time to end it
    raise AssertionError("it goes on")


def test_jobs_end_with_the_context(tmp_path: Path) -> None:
    started = tmp_path / "pid"
    with workers(2) as pool:
        pool.submit(slow, str(started))
        while not started.exists() or not started.read_text("ascii"):
            pass
    with pytest.raises(ProcessLookupError):
        os.kill(int(started.read_text("ascii")), 0)
