"""At most two lines in a row end in a hyphen: what CSS Text 4 calls `hyphenate-limit-lines`, and WeasyPrint lacks."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any, TypeAlias

MOST = 2
HYPHENS = ("-", "\u2010")

Box: TypeAlias = Any  # a box of WeasyPrint, which has no types


@contextlib.contextmanager
def ladders_avoided() -> Iterator[None]:
    """Have WeasyPrint set a line without hyphenation where the two before it end in hyphens."""
    from weasyprint.layout import inline

    next_line = inline.get_next_linebox

    def counting(context: Any, paragraph: Box, position: float, foot: float, start: Any, *rest: Any) -> Any:
        # lines are made more than once, when a page break is moved; where they begin tells which they are
        counts = paragraph.__dict__.setdefault("hyphens_before", {})
        before = counts.get(repr(start), 0) if start is not None else 0
        line, end = next_line(context, paragraph, position, foot, start, *rest)
        if before >= MOST and _is_hyphenated(line):
            dictionaries, context.dictionaries = context.dictionaries, _NoDictionaries()
            line, end = next_line(context, paragraph, position, foot, start, *rest)
            context.dictionaries = dictionaries
        counts[repr(end)] = before + 1 if _is_hyphenated(line) else 0
        return line, end

    inline.get_next_linebox = counting
    try:
        yield
    finally:
        inline.get_next_linebox = next_line


def _is_hyphenated(line: Box | None) -> bool:
    while line is not None and getattr(line, "children", ()):
        line = line.children[-1]
    return getattr(line, "text", "").endswith(HYPHENS)


class _NoDictionaries:
    """Stands for the hyphenation dictionaries by language, and knows no place to break any word."""

    def get(self, _key: object) -> _NoDictionaries:
        return self

    def iterate(self, _word: str) -> Iterator[tuple[str, str]]:
        return iter(())
