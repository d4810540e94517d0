"""Metadata: the best fact for each field, cleaned, with its evidence. Nothing is invented."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeAlias

from publish.addresses import is_address, own_address
from publish.model import Meta
from publish.normalise.evidence import authors_of, date_in, day_in_address, last_changes, published
from publish.normalise.headlines import resolved, sites_of, title_in
from publish.normalise.languages import direction_in, language_in
from publish.passages import Fact, Page

Clean: TypeAlias = Callable[[str], str | None]


def metadata(page: Page, body: str) -> Meta:
    """The metadata of an article whose body reads `body`; the title falls back to the source's name."""
    facts = _by_field(page.facts)
    evidence: list[tuple[str, str]] = []

    def first(name: str, clean: Clean = resolved) -> str | None:
        for fact in facts.get(name, ()):
            if value := clean(fact.value):
                evidence.append((name, fact.evidence))
                return value
        return None

    site = first("site")
    language, how = language_in(facts.get("language", ()), body)
    evidence.append(("language", how))
    own = own_address(page.facts)
    facts["url"] = [own] if own is not None else []
    address = first("url", _url)
    title = title_in(facts.get("title", ()), sites_of(site, address), page)
    evidence.append(("title", title[1]))
    authors, how = authors_of(facts.get("author", ()), site)
    if authors:
        evidence.append(("authors", how))
    facts["published"] = [*published(facts), *day_in_address(address), *last_changes(facts.get("modified", ()))]
    meta = Meta(
        title=title[0],
        subtitle=first("subtitle"),
        authors=authors,
        published=first("published", date_in),
        modified=first("modified", date_in),
        language=language,
        direction=direction_in(language, body),
        site=site,
        publication=first("publication"),
        source=first("source"),
        url=address,
        description=first("description"),
        image=first("image", _url),
    )
    return replace(meta, evidence=tuple(sorted(evidence)))


def _by_field(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.field, []).append(fact)
    return found


def _url(value: str) -> str | None:
    value = value.strip()
    return value if is_address(value) else None
