"""How much of the machine the work on one source may take."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one job may take at most: seconds of CPU, seconds by the clock, MiB of memory; None for no limit."""

    cpu: int | None = 20
    time: int | None = 60
    memory: int | None = 1024

    @property
    def too_much_memory(self) -> str:
        return f"it takes more than {self.memory} MiB of memory; [limits] memory in the configuration allows more"

    def with_more(self, seconds: int, mebibytes: int) -> Limits:
        """So many more seconds of CPU, in proportion by the clock, and so much more memory; no limit stays none."""
        found = self
        match self:
            case Limits(cpu=int(cpu), time=clock):
                found = replace(self, cpu=cpu + seconds, time=clock and clock + seconds * clock // cpu)
        return replace(found, memory=self.memory and self.memory + mebibytes)


DEFAULT_LIMITS, UNLIMITED = Limits(), Limits(cpu=None, time=None, memory=None)
