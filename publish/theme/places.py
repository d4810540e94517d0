"""Where the lines of a style come from, which may be put together from several files."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines in a row of one file: the first of them in the whole sheet, the file's name, and its line there."""

    first: int
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Places:
    """The stretches of a sheet in order; line numbers are 1-based."""

    stretches: tuple[Stretch, ...]

    def of(self, line: int) -> str:
        """How messages call a line of the whole sheet, such as `mine.css, line 3`."""
        found = [stretch for stretch in self.stretches if stretch.first <= line] or list(self.stretches[:1])
        return f"{found[-1].file}, line {line - found[-1].first + found[-1].line}"


def one_file(name: str) -> Places:
    """The places of a sheet that is one file."""
    return Places((Stretch(1, name, 1),))
