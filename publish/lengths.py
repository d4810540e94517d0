"""How long what a book says of an article may be: a title stands in contents, running heads and file properties too.

Longer ones come from broken pages. The report has them whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from publish.findings import Finding, warning
from publish.model import Article, Meta, Origin

LONGEST = {"title": 1_000, "subtitle": 2_000, "site": 500, "publication": 500, "source": 1_000, "description": 5_000}
LONGEST_NAME, MOST_NAMES = 300, 100  # of authors
CUT = " …"


def of_ordinary_length(article: Article) -> Article:
    """The article with what is known of it as long as a book can take it."""
    meta = article.meta
    if not any(_too_long(meta)):
        return article
    cut: dict[str, Any] = {
        name: _cut(text, most) for name, most in LONGEST.items() if (text := getattr(meta, name)) is not None
    }
    cut["authors"] = tuple(_cut(name, LONGEST_NAME) for name in meta.authors[:MOST_NAMES])
    return replace(article, meta=replace(meta, **cut))


def cut_short(articles: Iterable[Article]) -> tuple[Finding, ...]:
    """What is told of articles that `of_ordinary_length` changes."""
    return tuple(
        warning("META-001", f"{file}: {what}; it is cut short in the book, and whole in report.json", Origin(file, 1))
        for article in articles
        for file in (article.provenance.file,)
        for what in _too_long(article.meta)
    )


def _too_long(meta: Meta) -> Iterator[str]:
    for name, most in LONGEST.items():
        if len(text := getattr(meta, name) or "") > most:
            yield f"the {name} has {len(text)} characters"
    if len(meta.authors) > MOST_NAMES:
        yield f"there are {len(meta.authors)} authors"
    if any(len(name) > LONGEST_NAME for name in meta.authors):
        yield f"an author has a name of {max(map(len, meta.authors))} characters"


def _cut(text: str, most: int) -> str:
    """A text, or its first words; where it has no spaces to speak of, its first letters."""
    if len(text) <= most:
        return text
    start = text[:most].rpartition(" ")[0]
    return (start if len(start) > most // 2 else text[:most]).rstrip() + CUT
