"""Fenced code in text dumps: whatever its lines look like, they are the author's."""

from __future__ import annotations

from collections.abc import Iterator

from publish.passages import Action, Medium, Page, Verdict

FENCE = "```"


def fenced_code(page: Page) -> Iterator[Verdict]:
    """Keep every line from one fence to the next; a fence without a partner is a line like others."""
    if page.medium is not Medium.TEXT or FENCE not in page.text:
        return
    fences = [passage.index for passage in page.passages if passage.text.startswith(FENCE)]
    for start, end in zip(fences[::2], fences[1::2], strict=False):
        for passage in page.passages[start : end + 1]:
            yield Verdict(passage, Action.KEEP, "code", "inside fenced code")
