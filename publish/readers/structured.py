"""JSON-LD as pages really have it: broken, nested, in several blocks, about several things."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from turbohtml import Document

from publish.passages import Fact

MOST_BLOCKS, MOST_CHARACTERS = 40, 1_000_000  # of JSON-LD in a page
MOST_THINGS, DEEPEST = 2_000, 12
_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|Recipe|Essay|CreativeWork|HowTo|Chapter|Guide)$")
_ENTRY = re.compile(r"(?:single-post|postid-\d+)$")
_GROUP = re.compile(r"(?:Organi[sz]ation|Corporation|Brand|WebSite|LocalBusiness)$")
_WRAPPERS = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|\]\]>|/\*\s*\]\]>\s*\*/)\s*$"
)
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/h[1-6]|/blockquote|/tr)\b[^<>]{0,200}>", re.I)
_TAG = re.compile(r"</?[a-z][^<>]{0,2000}>", re.I)
_FIELDS = (
    ("title", "headline"),
    ("published", "datePublished"),
    ("modified", "dateModified"),
    ("description", "description"),
    ("language", "inLanguage"),
    ("url", "url"),
)

Thing = Mapping[str, Any]  # JSON-LD is JSON: any shape


def json_ld_facts(document: Document) -> Iterator[Fact]:
    """What the JSON-LD of a page says of its article."""
    things = list(_things(list(_blocks(document))))
    known = {str(thing["@id"]): thing for thing in things if "@id" in thing and len(thing) > 2}
    articles = [thing for thing in things if any(map(_ARTICLE.search, _kinds(thing)))]
    for thing in articles:
        yield from _facts(thing, known)
    if not articles and _is_entry(document):
        pages = [thing for thing in things if "WebPage" in _kinds(thing)]
        yield from (fact for thing in pages for fact in _facts(thing, known) if fact.field in ("published", "modified"))


def _is_entry(document: Document) -> bool:
    """Whether WordPress says that a page is an entry, which has a date; that of another page is when it was set up."""
    named = (body.attrs.get("class") for body in document.iter_elements("body"))
    return any(_ENTRY.match(name) for names in named if isinstance(names, list) for name in names)


def _blocks(document: Document) -> Iterator[Any]:
    left = MOST_CHARACTERS
    texts = [
        each.text for each in document.iter_elements("script") if "ld+json" in str(each.attrs.get("type") or "").lower()
    ]
    texts += [  # some systems make a `meta` of it, by mistake
        str(each.attrs.get("content") or "")
        for each in document.iter_elements("meta")
        if "ld+json" in str(each.attrs.get("name") or "").lower()
    ]
    for text in texts[:MOST_BLOCKS]:
        left -= len(text)
        if left < 0:
            return
        yield from _parsed(text)


def _parsed(text: str) -> Iterator[Any]:
    """The value of a block; of one that is broken, what is left when the usual faults are mended."""
    for mend in (str.strip, _unwrapped, _mended, lambda text: _mended(html.unescape(text))):
        try:
            yield json.loads(mend(text), strict=False)
        except (ValueError, RecursionError):
            continue
        return
    yield _gleaned(text)


def _unwrapped(text: str) -> str:
    return _WRAPPERS.sub("", _WRAPPERS.sub("", text)).strip().rstrip(";")


def _mended(text: str) -> str:
    """JSON without trailing commas, doubled commas and escapes that JSON has not."""
    text = re.sub(r",(?=\s*[}\],])", "", _unwrapped(text))
    return re.sub(r"\\(?![\"\\/bfnrtu])", r"\\\\", text)


def _gleaned(text: str) -> Thing:
    """The plain fields of a block that is no JSON at all."""
    found: dict[str, Any] = {"@type": "Article"}
    for key in ("headline", "datePublished", "dateModified"):
        match = re.search(rf'"{key}"\s*:\s*"([^"\\\n]{{1,300}})"', text)
        if match:
            found[key] = match[1]
    match = re.search(r'"author"\s*:[\[{\s]*(?:"@type"\s*:\s*"Person"\s*,\s*)?"name"\s*:\s*"([^"\\\n]{1,100})"', text)
    if match:
        found["author"] = match[1]
    return found


def _things(value: Any) -> Iterator[Thing]:
    """The things with a type at the top of the blocks, in `@graph` and behind `mainEntity`; not what they mention."""
    waiting: list[tuple[Any, int]] = [(value, 0)]
    for _ in range(MOST_THINGS):
        if not waiting:
            return
        value, depth = waiting.pop(0)
        if depth > DEEPEST:
            continue
        if isinstance(value, list):
            waiting[:0] = [(each, depth + 1) for each in value]
        elif isinstance(value, dict):
            if "@type" in value:
                yield value
            waiting[:0] = [
                (value[key], depth + 1) for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in value
            ]


def _kinds(thing: Thing) -> list[str]:
    return strings(thing.get("@type"))


def _facts(thing: Thing, known: Mapping[str, Thing]) -> Iterator[Fact]:
    for field, key in _FIELDS:
        given = thing.get(key)
        for value in strings(str(given) if isinstance(given, int) else given)[:1]:
            yield Fact(field, html.unescape(value), f"json-ld:{key}")  # many a system escapes what needs no escape
    for author, is_group in _named(thing.get("author") or thing.get("creator"), known):
        yield Fact("author", author, f"json-ld:{'publisher as author' if is_group else 'author'}")
    for publisher, _ in list(_named(thing.get("publisher"), known))[:1]:
        yield Fact("site", publisher, "json-ld:publisher")
    for image in _addresses(thing.get("image"), known):
        yield Fact("image", image, "json-ld:image")
    for body in strings(thing.get("articleBody"))[:1]:
        yield Fact("body", _lines(body), "json-ld:articleBody")


def _lines(body: str) -> str:
    """The text of an `articleBody`, a paragraph on each line; some are HTML, some of them with escapes twice over."""
    text = html.unescape(body) if "&lt;" in body else body
    text = _TAG.sub("", _BREAK.sub("\n", text))
    return html.unescape(text).strip()


def _named(value: Any, known: Mapping[str, Thing], depth: int = 0) -> Iterator[tuple[str, bool]]:
    """(name, whether it is that of a group) of persons and groups, however they are written."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, list) and depth < DEEPEST:
            yield from _named(each, known, depth + 1)
        elif isinstance(each, dict):
            thing = known.get(str(each.get("@id")), each) if "name" not in each else each
            is_group = any(map(_GROUP.search, _kinds(thing)))
            yield from ((name, is_group) for name in strings(thing.get("name")))
        else:
            yield from ((name, False) for name in strings(each))


def _addresses(value: Any, known: Mapping[str, Thing]) -> Iterable[str]:
    first = value[0] if isinstance(value, list) and value else value
    if isinstance(first, dict):
        first = known.get(str(first.get("@id")), first)
        first = first.get("url") or first.get("contentUrl")
    return strings(first)[:1]


def strings(value: Any) -> list[str]:
    """The texts in a value that may be one, or a list of them."""
    values = value if isinstance(value, list) else [value]
    return [each.strip() for each in values if isinstance(each, str) and each.strip()]
