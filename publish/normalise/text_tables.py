"""Tables that a text dump draws with tabs or pipes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from publish.model import Cell, Inlines, Origin, Paragraph, Row, Table
from publish.shapes import cells_of, is_ruled


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table, and the characters that drew it."""

    table: Table
    markup: str


def table_of(texts: Sequence[str], inlines: Callable[[str], Inlines], origin: Origin | None) -> Drawn:
    """The table of lines that have the same number of cells each; the row above a rule is its head.

    Without a rule the first row is the head where it has words alone and a row below has numbers.
    """
    ruled = len(texts) > 1 and is_ruled(texts[1])
    rows = _filled([cells_of(text) for text in texts if not is_ruled(text)])
    head = 1 if ruled or _names_columns(rows) else 0
    made = [_row(row, inlines) for row in rows]
    table = Table(len(rows[0]), tuple(made[:head]), tuple(made[head:]), origin=origin)
    return Drawn(table, "".join(map(_drawing, texts)))


def _filled(rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """The rows without columns that are empty in all of them: some dumps put two tabs between cells."""
    used = [number for number, column in enumerate(zip(*rows, strict=True)) if any(column)]
    return [tuple(row[column] for column in used) for row in rows]


def _drawing(text: str) -> str:
    if is_ruled(text):
        return "".join(text.split())
    return "" if "\t" in text else "|" * text.count("|")


def _names_columns(rows: Sequence[Sequence[str]]) -> bool:
    first, *others = rows
    named = all(cell and not any(character.isdigit() for character in cell) for cell in first[1:])
    counted = any(cell[:1].isdigit() for row in others for cell in row[1:])
    return named and counted and len(rows) > 1


def _row(cells: Sequence[str], inlines: Callable[[str], Inlines]) -> Row:
    return tuple(Cell((Paragraph(inlines(cell)),) if cell else ()) for cell in cells)
