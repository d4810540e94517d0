"""The article as a page tells it to machines, where it shows people no more than a part."""

from __future__ import annotations

from publish.characters import one_line, xml_safe
from publish.findings import Removal, info
from publish.model import Origin, Paragraph, Text
from publish.normalise.draft import Draft
from publish.passages import Page

SHOWN = 0.5  # of the words in the JSON-LD: a page that shows more is the better source, since it has structure
LEAST_WORDS = 60  # of a text that is worth it


def machine_draft(page: Page) -> Draft | None:
    """The article in the JSON-LD of a page that shows less than half of it; None for all other pages.

    What the page shows becomes a removal, since the longer text tells it again, and every word of that is added.
    """
    told = max((fact.value for fact in page.facts if fact.field == "body"), key=len, default="")
    words = len(told.split())
    if words < LEAST_WORDS:
        return None
    shown = sum(len(passage.kept.split()) for passage in page.passages)
    if shown >= SHOWN * words:
        return None
    lines = [xml_safe(line) for line in map(one_line, told.split("\n")) if line]
    origin = Origin(page.source.name, 1, "script")
    reason = "a part of the article, which the page has in full for machines"
    return Draft(
        tuple(Paragraph((Text(line),), origin=origin) for line in lines),
        added="".join(lines),
        findings=(info("BODY-001", f"the page shows {shown} words of the {words} in its JSON-LD, which were used"),),
        removals=tuple(
            Removal("normalise", reason, page.origin(passage), one_line(passage.kept))
            for passage in page.passages
            if passage.kept.strip()
        ),
    )
