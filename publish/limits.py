"""How much of the machine the work on one source may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one job may take at most: seconds of CPU, seconds by the clock, MiB of memory; None for no limit."""

    cpu: int | None = 20
    time: int | None = 60
    memory: int | None = 1024

    @property
    def too_much_memory(self) -> str:
        return f"it takes more than {self.memory} MiB of memory; [limits] memory in the configuration allows more"


DEFAULT_LIMITS, UNLIMITED = Limits(), Limits(cpu=None, time=None, memory=None)
