"""Processes that do jobs: results in order, errors as they were raised, nothing left behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from pathlib import Path

import pytest

from publish.errors import MachineError, SourceError
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


def slow(path: str) -> None:
    Path(path).write_text(str(os.getpid()), "ascii")
    time.sleep(600)


@pytest.mark.parametrize("count", [1, 2, 5])
def test_results_are_in_order(count: int) -> None:
    with workers(count) as pool:
        told: list[int] = []
        assert pool.are_others is (count > 1)
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


def test_a_process_that_the_system_ends_is_told_of() -> None:
    with workers(2) as pool:
        with pytest.raises(MachineError, match="memory"):
            pool.result(pool.submit(killed))
        assert pool.each(doubled, [(1,), (2,)]) == [2, 4]  # by the other


def test_no_job_is_done_here_when_all_processes_were_ended() -> None:
    with workers(2) as pool:
        for _ in range(2):
            with pytest.raises(MachineError, match="memory"):
                pool.result(pool.submit(killed))
        with pytest.raises(MachineError, match="memory"):
            pool.each(doubled, [(1,), (2,)])


def test_jobs_end_with_the_context(tmp_path: Path) -> None:
    started = tmp_path / "pid"
    with workers(2) as pool:
        pool.submit(slow, str(started))
        while not started.exists() or not started.read_text("ascii"):
            pass
    with pytest.raises(ProcessLookupError):
        os.kill(int(started.read_text("ascii")), 0)
