"""What the head of a web page says of its article, as facts with evidence, best sources first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from turbohtml import Comment, Document

from publish.passages import Fact
from publish.readers.marked import marked_facts
from publish.readers.structured import json_ld_facts

_SAVED = re.compile(r"saved from url=\(\d+\)(\S+)")  # what browsers write at the top of the pages they save
_META = (
    ("title", ("og:title", "twitter:title", "dc.title", "citation_title", "parsely-title", "headline")),
    (
        "author",
        (
            "citation_author",
            "author",
            "dc.creator",
            "dcterms.creator",
            "parsely-author",
            "sailthru.author",
            "article:author",
        ),
    ),
    (
        "published",
        (
            "article:published_time",
            "article:published",
            "og:article:published_time",
            "datepublished",
            "dc.date.issued",
            "dcterms.issued",
            "dcterms.created",
            "dc.date.created",
            "dcterms.date",
            "dc.date",
            "citation_publication_date",
            "citation_online_date",
            "parsely-pub-date",
            "sailthru.date",
            "publish-date",
            "publishdate",
            "publish_date",
            "published_date",
            "published-date",
            "published",
            "publication_date",
            "publicationdate",
            "w-published-date",
            "pubdate",
            "date",
        ),
    ),
    ("modified", ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified")),
    ("site", ("og:site_name", "application-name")),
    ("description", ("og:description", "description", "twitter:description", "dc.description")),
    ("image", ("og:image", "twitter:image")),
    ("url", ("og:url",)),
    ("language", ("dc.language", "og:locale", "content-language")),
)


def head_facts(document: Document) -> tuple[Fact, ...]:
    """The facts in JSON-LD, `<meta>`, `<link rel=canonical>`, `<html lang>` and the marks in the body.

    They come in this order; which to trust is decided where all that a page says is known.
    """
    facts = (*json_ld_facts(document), *_meta(document), *_elements(document))
    titles = [fact.value for fact in facts if fact.field == "title"]
    titles += [title.text for title in document.iter_elements("title")][:1]
    return (*facts, *marked_facts(document, titles))


def tokens(value: object) -> tuple[str, ...]:
    """The words of an attribute that holds several, which turbohtml gives as a list, lower-cased."""
    words = value.split() if isinstance(value, str) else value if isinstance(value, list) else ()
    return tuple(str(word).lower() for word in words)


def _meta(document: Document) -> Iterator[Fact]:
    contents: dict[str, list[str]] = {}
    for element in document.iter_elements("meta"):
        attributes = element.attrs
        key = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        content = str(attributes.get("content") or "").strip()
        if key and content:
            contents.setdefault(str(key).lower(), []).append(content)
    for field, keys in _META:
        for key in keys:
            for content in contents.get(key, ()):
                yield Fact(field, content, f"meta:{key}")


def _elements(document: Document) -> Iterator[Fact]:
    for link in document.iter_elements("link"):
        if "canonical" in tokens(link.attrs.get("rel")) and link.attrs.get("href"):
            yield Fact("url", str(link.attrs.get("href")), "link:canonical")
    for node in document.children:
        saved = _SAVED.search(node.data) if isinstance(node, Comment) else None
        if saved:
            yield Fact("url", saved[1], "comment:saved from")
    root = document.root
    if root is not None and root.attrs.get("lang"):
        yield Fact("language", str(root.attrs.get("lang")), "html:lang")
    if root is not None and root.attrs.get("dir"):
        yield Fact("direction", str(root.attrs.get("dir")), "html:dir")
