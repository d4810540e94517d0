"""Code and tables of text dumps: whatever their lines look like, they are the author's."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from publish.clean.lines import first_prose, last_prose
from publish.passages import Action, Medium, Page, Passage, Verdict
from publish.shapes import Shape, Shaped, shapes_of

FENCE = "```"


def set_lines(page: Page) -> Iterator[Verdict]:
    """Keep every line from one fence to the next, and of code and tables with the prose of an article around them.

    A fence without a partner is a line like others. Verse is not safe to keep: boxes of a page look like it.
    """
    if page.medium is not Medium.TEXT:
        return
    fenced = _fenced(page)
    yield from (_keep(page.passages[index], "inside fenced code") for index in sorted(fenced))
    first, last = first_prose(page), last_prose(page)
    for shaped in code_and_tables(page):
        if first < shaped.start and shaped.end <= last:
            inside = page.passages[shaped.start : shaped.end]
            yield from (_keep(each, f"a line of {shaped.shape.value}") for each in inside if each.index not in fenced)


@functools.lru_cache(maxsize=1)  # the detectors take their turns at one page
def code_and_tables(page: Page) -> tuple[Shaped, ...]:
    return tuple(shaped for shaped in shapes_of(page.passages) if shaped.shape is not Shape.VERSE)


def set_places(page: Page) -> frozenset[int]:
    """The indices of the lines of code and tables, wherever they are."""
    shaped = {index for each in code_and_tables(page) for index in range(each.start, each.end)}
    return _fenced(page) | shaped


def _fenced(page: Page) -> frozenset[int]:
    if FENCE not in page.text:
        return frozenset()
    fences = [passage.index for passage in page.passages if passage.text.startswith(FENCE)]
    return frozenset(
        index for start, end in zip(fences[::2], fences[1::2], strict=False) for index in range(start, end + 1)
    )


def _keep(passage: Passage, reason: str) -> Verdict:
    return Verdict(passage, Action.KEEP, "code", reason)
