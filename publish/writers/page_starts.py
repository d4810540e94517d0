"""Where the pages of a book begin, in the terms of its text: in which section, after how many letters of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

LIKE_PRINT = frozenset({"note-ref", "note-back", "address", "where"})  # what other formats do not have, or not so
PARTS = frozenset({"article", "part", "cover", "title-page", "colophon", "contents", "sources"})


class Start(NamedTuple):
    """Where a page begins: as in `publish.outputs.PageStart`. A blank page begins where the next one does."""

    section: str
    letters: int


def counted(text: str) -> int:
    """The letters and digits of a text: what is the same wherever lines end, and however its spaces are made."""
    return sum(map(str.isalnum, text))


def page_starts(pages: list[Any], signs: Mapping[int, str]) -> tuple[Start, ...]:
    """Where each of these pages begins; they are page boxes of WeasyPrint, which have no types.

    `signs` tells what stand-ins in their text are for.
    """
    walk = _Walk(signs)
    for page in pages:
        walk.page(page)
    found: list[Start] = []
    for start in reversed(walk.starts):
        found.append(start or (found[-1] if found else Start("", 0)))
    return tuple(reversed(found))


@dataclass(slots=True)
class _Walk:
    """A way through the boxes of pages: the section that it is in, and the letters met of each."""

    signs: Mapping[int, str]
    section: str = ""
    letters: Counter[str] = field(default_factory=Counter)
    heads: set[int] = field(default_factory=set)
    starts: list[Start | None] = field(default_factory=list)

    def page(self, page: Any) -> None:
        self.starts.append(None)
        repeated, self.heads = self.heads, set(self.heads)
        for child in page.children:
            self._box(child, repeated, is_counted=True)

    def _box(self, box: Any, repeated: set[int], *, is_counted: bool) -> None:
        from weasyprint.formatting_structure import boxes

        if isinstance(box, boxes.MarginBox) or "::" in (box.element_tag or ""):
            return
        kinds = frozenset((box.element.get("class") or "").split()) if box.element is not None else frozenset()
        if kinds & PARTS and (name := box.element.get("id")):
            self.section = name
        if isinstance(box, boxes.TableRowGroupBox) and box.is_header:
            self.heads.add(id(box.element))
            is_counted = is_counted and id(box.element) not in repeated
        is_counted = is_counted and not kinds & LIKE_PRINT and "opening" not in kinds
        is_leaf = not getattr(box, "children", ()) and box.element_tag not in ("html", "body")
        if is_leaf and self.section and self.starts[-1] is None:
            self.starts[-1] = Start(self.section, self.letters[self.section])
        if isinstance(box, boxes.TextBox):
            self.letters[self.section] += counted(box.text.translate(self.signs)) if is_counted else 0
            return
        for child in _inside(box):
            self._box(child, repeated, is_counted=is_counted)


def _inside(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        yield getattr(child, "_box", child)  # what is placed apart stands in a placeholder
