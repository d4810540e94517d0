"""What the pipeline makes of sources: an article each, all of them together, and the report of a build."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from publish.discover import Found, LeftOut
from publish.errors import SourceError
from publish.findings import Finding, Outcome, Severity
from publish.model import Article, Asset, Publication
from publish.outputs import OutputFile
from publish.review import Fate, Row

Companions: TypeAlias = "tuple[tuple[str, str | None], ...]"
"""What a source asked for beside it: each address, and the digest of what is there, or None."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """One source made an article, with its review and its pictures, and its bytes where the book is to carry them.

    By its `runs` it is known where it comes twice (`publish.duplicates`).
    """

    found: Found
    outcome: Outcome[Article]
    rows: tuple[Row, ...]
    assets: Mapping[str, Asset]
    runs: frozenset[int]
    original: bytes | None = None

    @property
    def article(self) -> Article:
        return self.outcome.value


@dataclass(frozen=True, slots=True)
class Collected:
    """All sources: those that became articles, in the order of the book, and those that did not.

    `asked` are the companions that each source asked for, `made_of` the digests of the bytes that were read of each;
    `is_sound` is false when a bug of ours, or work that took too much, left something out.
    """

    prepared: tuple[Prepared, ...]
    left_out: tuple[LeftOut, ...]
    findings: tuple[Finding, ...]
    asked: tuple[tuple[Found, Companions], ...] = ()
    is_sound: bool = True
    made_of: Mapping[str, str] = field(default_factory=dict)

    @property
    def exit_code(self) -> int:
        return exit_code(self.left_out) if self.prepared else SourceError.exit_code

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return _warnings(self.findings, self.prepared)


@dataclass(frozen=True, slots=True)
class Report:
    """What a build made of its sources, as `report.json` tells it."""

    publication: Publication
    prepared: tuple[Prepared, ...]
    left_out: tuple[LeftOut, ...]
    findings: tuple[Finding, ...]
    outputs: tuple[OutputFile, ...] = ()
    pages: int | None = None
    folder: Path = field(default_factory=Path)

    @property
    def exit_code(self) -> int:
        return exit_code(self.left_out)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return _warnings(self.findings, self.prepared)


@dataclass(frozen=True, slots=True)
class Summary:
    """A build as it is told in the end: what was found, by the name of its source or "" for the book, and each file
    with its size in bytes."""

    title: str
    articles: int
    pages: int | None
    removed: int
    files: tuple[tuple[str, int], ...]
    folder: Path
    left_out: tuple[LeftOut, ...]
    findings: tuple[tuple[str, Finding], ...]

    @property
    def exit_code(self) -> int:
        return exit_code(self.left_out)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(finding for _, finding in self.findings if finding.severity is Severity.WARNING)


def summary_of(report: Report) -> Summary:
    return Summary(
        report.publication.meta.title,
        len(report.prepared),
        report.pages,
        sum(row.fate is Fate.REMOVED for each in report.prepared for row in each.rows),
        tuple((file.path, len(file.data)) for file in report.outputs),
        report.folder,
        report.left_out,
        (
            *(("", finding) for finding in report.findings),
            *((each.found.name, finding) for each in report.prepared for finding in each.outcome.findings),
        ),
    )


class NoSourcesError(SourceError):
    """No source became an article; `collected` says why, source by source."""

    def __init__(self, collected: Collected) -> None:
        super().__init__("there is no usable source, so there is no book")
        self.collected = collected


def exit_code(left_out: Iterable[LeftOut]) -> int:
    """0, or 1 when sources were left out that the user did not ask to skip."""
    return 1 if any(not item.chosen for item in left_out) else 0


def _warnings(findings: Iterable[Finding], prepared: Iterable[Prepared]) -> tuple[Finding, ...]:
    articles = (finding for each in prepared for finding in each.outcome.findings)
    return tuple(finding for finding in (*findings, *articles) if finding.severity is Severity.WARNING)
