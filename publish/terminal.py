"""What people see in a terminal: progress, summaries, plans, errors. Results go to standard output, the rest does not."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from publish.errors import PublishError
from publish.review import Fate, Row

if TYPE_CHECKING:
    from rich.console import Console

    from publish.checking import Check
    from publish.cleaning import Cleaned
    from publish.discover import LeftOut
    from publish.pipeline import Collected, Prepared, Report

NOTABLE_SHARE = 0.4  # of an article's characters removed: worth a look
COLOURS = {Fate.REMOVED: "red", Fate.METADATA: "cyan", Fate.NOTE: "yellow", Fate.KEPT: ""}
MARKS = {Fate.REMOVED: "-", Fate.METADATA: "m", Fate.NOTE: "n", Fate.KEPT: " "}


def printable(text: str) -> str:
    """Text that cannot steer a terminal: control characters are shown as escapes."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", lambda found: repr(found[0])[1:-1], text)


@dataclass(slots=True)
class Terminal:
    """The two streams of a run, and how much is said on them."""

    quiet: bool = False
    verbose: bool = False
    stage: str = ""

    def _console(self, *, errors: bool = False) -> Console:
        from rich.console import Console

        return Console(stderr=errors, highlight=False, soft_wrap=True, markup=False, emoji=False)

    def progress(self, stage: str, done: int, total: int) -> None:
        """One line a stage in a log; on a terminal the line counts up in place."""
        if self.quiet:
            return
        if sys.stderr.isatty():
            count = f" {done}/{total}" if total > 1 else ""
            sys.stderr.write(f"\r\x1b[2K{stage}{count}")
            sys.stderr.write("\r\x1b[2K" if done == total else "")
        elif stage != self.stage:
            sys.stderr.write(f"{stage}\n")
        self.stage = stage
        sys.stderr.flush()

    def log(self, text: str) -> None:
        """A traceback of a bug of ours, for those who asked to see everything."""
        if self.verbose:
            sys.stderr.write(text)

    def show_error(self, error: PublishError) -> None:
        from publish.pipeline import NoSources

        console = self._console(errors=True)
        if isinstance(error, NoSources):
            self._left_out(error.collected.left_out)
        console.print(f"publish: {printable(str(error)) if chr(10) not in str(error) else error}", style="red")

    def _left_out(self, items: Iterable[LeftOut]) -> None:
        console = self._console(errors=True)
        for item in items:
            if not item.chosen:
                console.print(f"left out: {printable(item.name)}: {printable(item.reason)}", style="red")

    def show_build(self, report: Report) -> None:
        """The summary: articles, pages, lines removed, files, warnings, and where the report is."""
        self._left_out(report.left_out)
        if self.verbose:
            self._findings(report)
        if self.quiet:
            return
        console = self._console()
        removed = sum(row.fate is Fate.REMOVED for each in report.prepared for row in each.rows)
        pages = f", {report.pages} pages" if report.pages else ""
        count = len(report.prepared)
        console.print(f"{printable(report.publication.meta.title)}", style="bold")
        console.print(f"{count} article{'' if count == 1 else 's'}{pages}, {removed} lines of boilerplate removed")
        packed = [file for file in report.outputs if file.path.startswith("docx/")]
        for file in report.outputs:
            if not file.path.startswith("docx/"):
                console.print(f"  {report.folder / file.path}  {_size(len(file.data))}")
        if packed:
            console.print(f"  {report.folder / 'docx'}/  {len(packed)} files")
        warnings = report.warnings
        if warnings:
            console.print(f"{len(warnings)} warning{'' if len(warnings) == 1 else 's'}; see the report", style="yellow")
        console.print(f"What was removed, and why: {report.folder / 'report.html'}")

    def _findings(self, report: Report) -> None:
        console = self._console(errors=True)
        articles = ((each.found.name, finding) for each in report.prepared for finding in each.outcome.findings)
        for name, finding in (*(("", finding) for finding in report.findings), *articles):
            line = f"{name}:{finding.origin.line}: " if finding.origin and name else f"{name}: " if name else ""
            console.print(f"{finding.severity.value}: {printable(line)}{finding.code} {printable(finding.detail)}")

    def show_plan(self, collected: Collected) -> int:
        """The articles of a dry run with title, date, share removed; those worth a look are flagged."""
        self._left_out(collected.left_out)
        console = self._console()
        for number, each in enumerate(collected.prepared, 1):
            share, notes = _share_removed(each), _worth_a_look(each)
            meta = each.article.meta
            flag = f"  ! {'; '.join(notes)}" if notes else ""
            line = f"{number:>3}  {meta.published or 'undated':10}  {share:>4.0%} removed  {printable(meta.title)}{flag}"
            console.print(line, style="yellow" if notes else "")
        return (1 if any(not item.chosen for item in collected.left_out) else 0) if collected.prepared else 3

    def show_cleaned(self, cleaned: Cleaned) -> int:
        """The cleaned text of one source, or the names of the files written, or every line explained."""
        self._left_out(cleaned.left_out)
        if cleaned.rows:
            self._explain(cleaned.rows)
        for text in cleaned.texts:
            sys.stdout.write(text)
        for path in cleaned.written:
            sys.stdout.write(f"{path}\n")
        if not cleaned.usable:
            return 3
        return 1 if any(not item.chosen for item in cleaned.left_out) else 0

    def _explain(self, sources: Iterable[tuple[str, tuple[Row, ...]]]) -> None:
        console = self._console()
        for name, rows in sources:
            console.print(printable(name), style="bold")
            for row in rows:
                why = f"   [{row.rule}: {row.reason}]" if row.rule else ""
                line = f"{row.line:>5} {MARKS[row.fate]} {printable(row.text)}{printable(why)}"
                console.print(line, style=COLOURS[row.fate])

    def show_check(self, checks: tuple[Check, ...]) -> int:
        console = self._console()
        for each in checks:
            console.print(f"{'ok   ' if each.fault is None else 'fault'} {printable(each.file)}"
                          + (f": {printable(each.fault)}" if each.fault else ""), style="red" if each.fault else "")
        return 9 if any(each.fault for each in checks) else 0


def _size(count: int) -> str:
    return f"{count / 1024:,.0f} kB" if count < 2**20 else f"{count / 2**20:,.1f} MB"


def _share_removed(each: Prepared) -> float:
    whole = sum(len(row.text) for row in each.rows) or 1
    return sum(len(row.text) for row in each.rows if row.fate is Fate.REMOVED) / whole


def _worth_a_look(each: Prepared) -> list[str]:
    notes = []
    kept = sum(len(row.text.split()) for row in each.rows if row.fate is Fate.KEPT)
    if each.found.name.lower().endswith((".txt", ".text")) and _share_removed(each) > NOTABLE_SHARE:
        notes.append("much was removed")
    if kept < 80:
        notes.append(f"only {kept} words are left")
    if ("title", "the name of the source") in each.article.meta.evidence:
        notes.append("no title was found")
    return notes
