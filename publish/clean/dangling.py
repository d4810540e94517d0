"""Dangling labels: a trailing "Email:" whose value the page drew with a script or a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.passages import Page, Span, Verdict, remove

_DANGLING = re.compile(
    r"(?<=[.!?)”’\"])\s+(?:(?:his|her|their|my|the author['’]s)\s+)?"
    r"(?:e-?mail(?: address| id)?|tel(?:ephone)?|phone|mobile|fax|website|web|twitter(?: handle)?|contact|linkedin|facebook)\s*:\s*$",
    re.I,
)


def dangling_labels(page: Page) -> Iterator[Verdict]:
    """Flag a contact label at the end of a passage with nothing after it, unless the next passage is its value."""
    for passage in page.passages:
        match = _DANGLING.search(passage.text) if passage.plain.endswith(":") else None
        if not match:
            continue
        after = page.passages[passage.index + 1].plain if passage.index + 1 < len(page.passages) else ""
        if re.match(r"\S+@\S+|https?://|www\.|@\w|\+?\d[\d ()-]{5,}", after):
            continue
        span = Span(match.start(), len(passage.text))
        yield remove(passage, rule="dangling-label", reason="a contact label without a value", span=span)
