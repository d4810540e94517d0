"""Metadata of a page that its editor has settled: what its front matter says, as it says it."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model import Direction, Meta
from publish.normalise.headlines import title_from_name
from publish.passages import Fact, Page


def settled_metadata(page: Page) -> Meta:
    """The metadata in the front matter; without a title there, the source's name, and English without a language."""
    first: dict[str, Fact] = {}
    for fact in page.facts:
        first.setdefault(fact.field, fact)

    def said(name: str) -> str | None:
        return first[name].value if name in first else None

    return Meta(
        title=said("title") or title_from_name(page.source.name),
        subtitle=said("subtitle"),
        authors=tuple(fact.value for fact in page.facts if fact.field == "author"),
        published=said("published"),
        modified=said("modified"),
        language=said("language") or "en",
        direction=Direction(said("direction") or Direction.LTR.value),
        site=said("site"),
        publication=said("publication"),
        source=said("source"),
        url=said("url"),
        description=said("description"),
        image=said("image"),
        evidence=tuple(sorted(_evidence(first))),
    )


def _evidence(facts: dict[str, Fact]) -> Iterator[tuple[str, str]]:
    """Where each value was found; as with other sources, a language always has one, and directions have none."""
    for name, fact in facts.items():
        if name != "direction":
            yield ("authors" if name == "author" else name), fact.evidence
    if "title" not in facts:
        yield "title", "the name of the source"
    if "language" not in facts:
        yield "language", "assumed"
