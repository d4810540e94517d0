"""What people see in a terminal: progress, summaries, plans, errors. Only results go to standard output."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from publish.errors import PublishError
from publish.findings import Finding, Severity
from publish.outputs import shown_size
from publish.results import NoSourcesError
from publish.review import Fate, Row

if TYPE_CHECKING:
    from rich.console import Console

    from publish.checking import Check
    from publish.cleaning import Cleaned
    from publish.discover import LeftOut
    from publish.gallery.making import Gallery
    from publish.results import Collected, Prepared, Summary

NOTABLE_SHARE = 0.4  # of an article's characters removed: worth a look
FEW_WORDS = 80  # an article that is left with fewer is worth a look
COLOURS = {Fate.REMOVED: "red", Fate.METADATA: "cyan", Fate.NOTE: "yellow", Fate.KEPT: ""}
MARKS = {Fate.REMOVED: "-", Fate.METADATA: "m", Fate.NOTE: "n", Fate.KEPT: " "}
LEGEND = "- removed   m moved to the metadata   n kept as a note after the article"
CLEAR_LINE = "\r\x1b[2K"
BAR, LEAST_BAR = 30, 8  # columns

# what could steer a terminal, turn the direction of its lines, or not be encoded
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    """Text that cannot steer a terminal: control characters are shown as escapes."""
    return _STEERING.sub(lambda found: ascii(found[0])[1:-1], text)


@dataclass(slots=True)
class Terminal:
    """The two streams of a run, and how much is said on them."""

    quiet: bool = False
    verbose: bool = False
    stage: str = ""

    # ---- on standard error ----

    def progress(self, stage: str, done: int, total: int) -> None:
        """One line a stage in a log; on a terminal a bar that grows in place."""
        if self.quiet:
            return
        if _can_rewrite_lines():
            sys.stderr.write(CLEAR_LINE if done >= total else CLEAR_LINE + progress_line(stage, done, total))
        elif stage != self.stage:
            sys.stderr.write(f"{stage}\n")
        self.stage = stage
        sys.stderr.flush()

    def log(self, text: str) -> None:
        """A traceback of a bug of ours, for those who asked to see everything."""
        if self.verbose:
            sys.stderr.write(text)

    def show_hint(self, text: str) -> None:
        """What to do next."""
        if not self.quiet:
            _console(errors=True).print(printable(text))

    def show_error(self, error: PublishError | str) -> None:
        clear_progress()
        if isinstance(error, NoSourcesError):
            self._left_out(error.collected.left_out)
        lines = "\n".join(map(printable, str(error).split("\n")))
        _console(errors=True).print(f"publish: {lines}", style="red")

    def _left_out(self, items: Iterable[LeftOut]) -> None:
        for item in items:
            if not item.chosen:
                line = f"left out: {printable(item.name)}: {printable(item.reason)}"
                _console(errors=True).print(line, style="red")

    def _warn(self, findings: Iterable[Finding]) -> None:
        """The findings on no article; information only for those who asked to see everything."""
        for finding in findings:
            if self.verbose or (finding.severity is Severity.WARNING and not self.quiet):
                _console(errors=True).print(_finding("", finding))

    def _article_findings(self, prepared: Iterable[Prepared]) -> None:
        if self.verbose:
            console = _console(errors=True)
            for each in prepared:
                for finding in each.outcome.findings:
                    console.print(_finding(each.found.name, finding))

    # ---- on standard output ----

    def show_build(self, built: Summary) -> None:
        """The summary: articles, pages, lines removed, files, warnings, and where the report is."""
        self._left_out(built.left_out)
        if self.verbose:
            for name, finding in built.findings:
                _console(errors=True).print(_finding(name, finding))
        if self.quiet:
            return
        console = _console()
        console.print(printable(built.title), style="bold")
        console.print(_counts(built))
        for line in _files(built):
            console.print(printable(line))
        if built.warnings:
            hint = "" if self.verbose else "; the report and publish -v have them"
            console.print(f"{_plural(len(built.warnings), 'warning')}{hint}", style="yellow")
        console.print(f"What was removed, and why: {printable(_short(built.folder / 'report.html'))}")

    def show_plan(self, collected: Collected) -> None:
        """The articles of a dry run with title, date, share removed; those worth a look are flagged."""
        self._left_out(collected.left_out)
        self._warn(collected.findings)
        self._article_findings(collected.prepared)
        console = _console()
        for number, each in enumerate(collected.prepared, 1):
            meta, notes = each.article.meta, _worth_a_look(each)
            flag = f"  ! {'; '.join(notes)}" if notes else ""
            share = f"{_share_removed(each):>4.0%} removed"
            line = f"{number:>3}  {meta.published or 'undated':10}  {share}  {printable(meta.title)}{flag}"
            console.print(line, style="yellow" if notes else "")
        self.show_hint(f"{_plural(len(collected.prepared), 'article')}; nothing was written")

    def show_cleaned(self, cleaned: Cleaned) -> None:
        """The cleaned text of one source, or the names of the files written, or every line explained."""
        self._left_out(cleaned.left_out)
        self._warn(cleaned.findings)
        if cleaned.rows:
            self._explain(cleaned.rows)
        for text in cleaned.texts:
            sys.stdout.write(text)
        for path in cleaned.written:
            sys.stdout.write(f"{_short(path)}\n")

    def _explain(self, sources: Iterable[tuple[str, tuple[Row, ...]]]) -> None:
        console = _console()
        for number, (name, rows) in enumerate(sources):
            console.print(("\n" if number else "") + printable(name), style="bold")
            for row in rows:
                why = f"   [{row.rule}: {row.reason}]" if row.rule else ""
                line = f"{row.line:>5} {MARKS[row.fate]} {printable(row.text)}{printable(why)}"
                console.print(line, style=COLOURS[row.fate])
        self.show_hint(LEGEND)

    def show_check(self, checks: tuple[Check, ...]) -> None:
        console = _console()
        for each in checks:
            if each.fault is not None:
                console.print(f"fault {printable(each.file)}: {printable(each.fault)}", style="red")
            elif not self.quiet:
                console.print(f"ok    {printable(each.file)}")

    def show_gallery(self, made: Gallery) -> None:
        """The page to open, after what there is to say of each style."""
        clear_progress()
        for name, findings in made.findings.items():
            for finding in findings:
                if self.verbose or (finding.severity is Severity.WARNING and not self.quiet):
                    _console(errors=True).print(_finding(name, finding))
        sys.stdout.write(f"{printable(_short(made.index))}\n")


def clear_progress() -> None:
    """Take a line of progress off the terminal, so that what is printed next has a line of its own."""
    if _can_rewrite_lines():
        sys.stderr.write(CLEAR_LINE)


def progress_line(stage: str, done: int, total: int) -> str:
    """How far a stage is, in less than the width of the terminal: a line that wrapped could not be cleared."""
    room = shutil.get_terminal_size().columns - 1
    if total < 2:
        return stage[:room]
    try:
        "━╌".encode(sys.stderr.encoding or "ascii")
        full, empty = "━╌"
    except UnicodeEncodeError:
        full, empty = "#-"
    count = f"{done}/{total}"
    width = min(BAR, room - len(stage) - len(count) - 2)
    if width < LEAST_BAR:
        return f"{stage} {count}"[:room]
    filled = done * width // total
    return f"{stage} {full * filled}{empty * (width - filled)} {count}"


def _can_rewrite_lines() -> bool:
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def _console(*, errors: bool = False) -> Console:
    from rich.console import Console

    return Console(stderr=errors, highlight=False, soft_wrap=True, markup=False, emoji=False)


def _finding(name: str, finding: Finding) -> str:
    place = f"{name}:{finding.origin.line}: " if name and finding.origin else f"{name}: " if name else ""
    return f"{finding.severity.value}: {printable(place + finding.detail)} [{finding.code}]"


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _counts(built: Summary) -> str:
    counts = [_plural(built.articles, "article")]
    if built.pages:
        counts.append(_plural(built.pages, "page"))
    return f"{', '.join(counts)}; {_plural(built.removed, 'line')} of boilerplate removed"


def _files(built: Summary) -> Iterator[str]:
    """A line for each file with its size, one for all files of the pack."""
    packed = [name for name, _ in built.files if name.startswith("docx/")]
    whole = [(_short(built.folder / name), shown_size(size)) for name, size in built.files if name not in packed]
    if packed:
        whole.append((f"{_short(built.folder / 'docx')}/", _plural(len(packed), "file")))
    width = max((len(name) for name, _ in whole), default=0)
    for name, size in whole:
        yield f"  {name:{width}}  {size:>8}"


def _short(path: Path) -> str:
    """A path as short as it can be typed here."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _share_removed(each: Prepared) -> float:
    whole = sum(len(row.text) for row in each.rows) or 1
    return sum(len(row.text) for row in each.rows if row.fate is Fate.REMOVED) / whole


def _worth_a_look(each: Prepared) -> list[str]:
    notes = []
    kept = sum(len(row.text.split()) for row in each.rows if row.fate is Fate.KEPT)
    if each.found.name.lower().endswith((".txt", ".text")) and _share_removed(each) > NOTABLE_SHARE:
        notes.append("much was removed")
    if kept < FEW_WORDS:
        notes.append(f"only {_plural(kept, 'word')} left")
    if ("title", "the name of the source") in each.article.meta.evidence:
        notes.append("no title was found")
    return notes
