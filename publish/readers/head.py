"""What the head of a web page says of its article, as facts with evidence, best sources first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from turbohtml import Document

from publish.passages import Fact

_ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|Report|Review|Recipe|Essay|CreativeWork)$")
_META = (
    ("title", ("og:title", "twitter:title", "dc.title", "citation_title", "parsely-title", "headline")),
    ("author", ("author", "dc.creator", "citation_author", "parsely-author", "sailthru.author", "article:author")),
    (
        "published",
        (
            "article:published_time",
            "datepublished",
            "dc.date.issued",
            "dcterms.created",
            "dc.date",
            "citation_publication_date",
            "parsely-pub-date",
            "sailthru.date",
            "publish-date",
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
    """The facts in JSON-LD, `<meta>`, `<link rel=canonical>`, `<html lang>` and `<title>`, in that order of trust."""
    return (*_json_ld(document), *_meta(document), *_elements(document))


def _json_ld(document: Document) -> Iterator[Fact]:
    try:
        found = document.json_ld()
    except (ValueError, RecursionError):
        return
    for item in _things(found, 0):
        if not any(_ARTICLE_TYPES.search(kind) for kind in _strings(item.get("@type"))):
            continue
        yield from _thing_facts(item)


def _thing_facts(item: Mapping[str, Any]) -> Iterator[Fact]:
    for field, key in (
        ("title", "headline"),
        ("published", "datePublished"),
        ("modified", "dateModified"),
        ("description", "description"),
        ("language", "inLanguage"),
        ("url", "url"),
    ):
        for value in _strings(item.get(key))[:1]:
            yield Fact(field, value, f"json-ld:{key}")
    for name in _names(item.get("author")):
        yield Fact("author", name, "json-ld:author")
    for name in _names(item.get("publisher"))[:1]:
        yield Fact("site", name, "json-ld:publisher")


def _things(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:  # JSON-LD is JSON: any shape
    if depth > 8:
        return
    if isinstance(value, list):
        for each in value:
            yield from _things(each, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _things(value.get(key), depth + 1)


def tokens(value: object) -> tuple[str, ...]:
    """The words of an attribute that holds several, which turbohtml gives as a list, lower-cased."""
    words = value.split() if isinstance(value, str) else value if isinstance(value, list) else ()
    return tuple(str(word).lower() for word in words)


def _strings(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [each.strip() for each in values if isinstance(each, str) and each.strip()]


def _names(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [name for each in values for name in _strings(each.get("name") if isinstance(each, dict) else each)]


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
    root = document.root
    if root is not None and root.attrs.get("lang"):
        yield Fact("language", str(root.attrs.get("lang")), "html:lang")
    if root is not None and root.attrs.get("dir"):
        yield Fact("direction", str(root.attrs.get("dir")), "html:dir")
