"""Code and tables of text dumps: whatever their lines look like, they are the author's."""

from __future__ import annotations

from collections.abc import Iterator

from publish.clean.lines import first_prose, last_prose
from publish.passages import Action, Medium, Page, Passage, Verdict
from publish.shapes import Shape, shapes_of

FENCE = "```"


def set_lines(page: Page) -> Iterator[Verdict]:
    """Keep every line from one fence to the next, and of code and tables with the prose of an article around them.

    A fence without a partner is a line like others. Verse is not safe to keep: boxes of a page look like it.
    """
    if page.medium is not Medium.TEXT:
        return
    yield from _fenced(page)
    first, last = first_prose(page), last_prose(page)
    for shaped in shapes_of(page.passages):
        if shaped.shape is not Shape.VERSE and first < shaped.start and shaped.end <= last:
            yield from (
                _keep(passage, f"a line of {shaped.shape.value}")
                for passage in page.passages[shaped.start : shaped.end]
            )


def _fenced(page: Page) -> Iterator[Verdict]:
    if FENCE not in page.text:
        return
    fences = [passage.index for passage in page.passages if passage.text.startswith(FENCE)]
    for start, end in zip(fences[::2], fences[1::2], strict=False):
        yield from (_keep(passage, "inside fenced code") for passage in page.passages[start : end + 1])


def _keep(passage: Passage, reason: str) -> Verdict:
    return Verdict(passage, Action.KEEP, "code", reason)
