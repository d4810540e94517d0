"""What other programs call: the article of a web page, its text, and a whole build."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from publish.model import Article
    from publish.results import Report
    from publish.settings import Settings


def extract(html: str | bytes, url: str | None = None) -> Article:
    """The article of a web page; one without blocks where the page has none. Never raises on a bad page.

    `url` is the page's address, for relative links and the metadata.
    """
    import hashlib
    from dataclasses import replace

    from publish.clean import clean
    from publish.collecting import uncollected
    from publish.errors import ConservationError, SourceError
    from publish.model import Article, Meta, Provenance
    from publish.normalise import normalise
    from publish.passages import Fact, Source
    from publish.readers.html import read_html
    from publish.rules import CleanRules

    data = html.encode("utf-8", "replace") if isinstance(html, str) else html
    source = Source("page.html", data, "utf-8" if isinstance(html, str) else None)
    try:
        with uncollected():
            page = read_html(source).value
            if url is not None:
                page = replace(page, facts=(Fact("url", url, "the caller"), *page.facts))
            return normalise(clean(page, CleanRules()).value).value
    except (SourceError, ConservationError, RecursionError):  # the last for thousands of elements in one another
        provenance = Provenance(source.name, hashlib.sha256(data).hexdigest(), url)
        return Article(Meta(title="Untitled", url=url), (), provenance)


def extract_text(html: str | bytes, url: str | None = None) -> str:
    """The body of a web page's article as plain text, "" for a page without an article."""
    from publish.writers.plain import body_text

    return body_text(extract(html, url)).strip("\n")


def build(settings: Settings) -> Report:
    """Build the book of these settings (see `publish.settings.make_settings`).

    Raises a PublishError when there is no book to write or it cannot be written; bad sources are left out and named.
    """
    from publish.pipeline import build as run

    return run(settings)
