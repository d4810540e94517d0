"""What is noticed on the road from source to book, and the carrier that takes it along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

from publish.model import Origin

T = TypeVar("T")
U = TypeVar("U")


class Severity(Enum):
    """`WARNING` is for what the user may want to mend (`--strict` fails on it); `INFO` is for the record."""

    INFO = "info"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something imperfect but usable, with a stable code such as `IMG-001`."""

    code: str
    severity: Severity
    detail: str
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Removal:
    """Text of a source that is not in the body of the article, and why."""

    rule: str
    reason: str
    origin: Origin
    text: str


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """A value together with what was noticed while making it."""

    value: T
    findings: tuple[Finding, ...] = ()
    removals: tuple[Removal, ...] = ()

    def then(self, step: Callable[[T], Outcome[U]]) -> Outcome[U]:
        after = step(self.value)
        return Outcome(after.value, self.findings + after.findings, self.removals + after.removals)


def info(code: str, detail: str, origin: Origin | None = None) -> Finding:
    return Finding(code, Severity.INFO, detail, origin)


def warning(code: str, detail: str, origin: Origin | None = None) -> Finding:
    return Finding(code, Severity.WARNING, detail, origin)
