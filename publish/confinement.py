"""What a process that reads what strangers wrote may do: how much of the machine it may take, and no network.

Where the system cannot hold a process to it (all but Linux), nothing here does anything.
"""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Iterator
from typing import Any

from publish.limits import Limits

MEBIBYTE = 2**20
SHARED = 64  # MiB of libraries, which a process takes beside what is counted
NEVER = ("socket.", "urllib.", "http.client.", "ftplib.", "smtplib.")
"""How the events of Python begin that a process without a network has no part in (library reference, audit events)."""


def why_ended(exit_code: int, limits: Limits) -> str:
    """Why a process with a job of these limits has ended, for the report; a signal is a negative exit code."""
    match -exit_code:
        case signal.SIGPROF:
            return f"it takes more than {limits.cpu} seconds of CPU; [limits] cpu in the configuration allows more"
        case signal.SIGALRM:
            return f"it takes more than {limits.time} seconds; [limits] time in the configuration allows more"
        case signal.SIGKILL:
            return "the system ended the process that worked on it; is there memory enough?"
        case number:
            how = f"by signal {number}" if number > 0 else f"with exit code {exit_code}"
            return f"the process that worked on it ended {how}: a bug of publish or its libraries, or too little memory"


def confined() -> None:
    """Hold this process to what it may do from now on: it opens no connection, and ends with the one that made it."""
    sys.addaudithook(_without_network)
    if sys.platform != "linux":
        return
    import ctypes
    import resource

    pr_set_pdeathsig = 1  # prctl(2): a killed build leaves no process behind
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for number in (signal.SIGPROF, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)


def _without_network(event: str, _arguments: tuple[Any, ...]) -> None:
    if event.startswith(NEVER):
        raise PermissionError(f"refused: {event}; nothing is fetched from the web")


@contextlib.contextmanager
def limited(limits: Limits | None) -> Iterator[None]:
    """Hold what this process does in the context to limits.

    More of time ends the process with a signal that `why_ended` knows, since no library can then go on; more of memory
    raises MemoryError.
    """
    if limits is None or sys.platform != "linux":
        yield
        return
    signal.setitimer(signal.ITIMER_PROF, limits.cpu or 0)
    signal.setitimer(signal.ITIMER_REAL, limits.time or 0)
    with _limited_memory(limits.memory):
        yield
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.setitimer(signal.ITIMER_REAL, 0)


@contextlib.contextmanager
def _limited_memory(mebibytes: int | None) -> Iterator[None]:
    """What a process may hold of its own, files and shared libraries apart; half of it in any case where it had much
    before."""
    import resource

    before, most = resource.getrlimit(resource.RLIMIT_DATA)
    if mebibytes is None:
        yield
        return
    wanted = max(mebibytes - SHARED, _held() // MEBIBYTE + mebibytes // 2) * MEBIBYTE
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (before, most))


def _held() -> int:
    """Bytes of this process that count against its limit of memory."""
    import resource

    with open("/proc/self/statm", "rb") as file:  # noqa: PTH123  # proc(5): the sixth is data and stack, in pages
        return int(file.read().split()[5]) * resource.getpagesize()
