"""What an EPUB says of itself: Dublin Core, roles, sources, and how far it is accessible."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from publish.characters import one_line, xml_safe
from publish.model import Article, BookMeta, Publication
from publish.writers.epub_addresses import web_address
from publish.writers.identifier import identifier
from publish.writers.wording import byline_parts

EPOCH = "1980-01-01"  # stands for an unknown date in every output
CONFORMANCE = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
PARTICLES = frozenset(
    ("al", "bin", "da", "de", "del", "der", "di", "dos", "du", "el", "ibn", "la", "le", "ten", "ter", "van", "von")
)
SUFFIXES = frozenset(("Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"))
GROUPS = re.compile(
    r"\b(agency|association|board|bureau|cent(?:er|re)|college|committee|council|desk|editors?|editorial|foundation|"
    r"group|institute|magazine|ministry|network|news|office|organi[sz]ation|press|project|staff|team|the|university)\b",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(
    r"\S+\.(?:jpe?g|png|gif|webp|svg|bmp|tiff?)|(?:img|dsc|image|screenshot)[\s_-]*\d+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One element of the metadata: an element of Dublin Core, else a `meta` with that property."""

    name: str
    value: str
    attributes: Mapping[str, str] = field(default_factory=dict)


def modified(meta: BookMeta) -> tuple[int, int, int]:
    """Year, month and day of the book's date, never of the clock; what is not told is 1."""
    found = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", meta.date) or re.match(r"(\d{4})-(\d\d)-(\d\d)", EPOCH)
    assert found is not None
    return int(found[1]), int(found[2] or 1), int(found[3] or 1)


def statements(publication: Publication, alternatives: Sequence[str], *, paged: bool) -> Iterator[Statement]:
    """The metadata of a book but its identifier and its time stamp, in order.

    `alternatives` are the alternative texts of all its pictures; a `paged` book tells the pages of its PDF.
    """
    parts = (_book(publication), _people(publication), _origins(publication), _access(alternatives, paged=paged))
    for statement in (*chain(*parts), *(_pagination(publication.meta) if paged else ())):
        yield Statement(statement.name, xml_safe(one_line(statement.value)), statement.attributes)


def _book(publication: Publication) -> Iterator[Statement]:
    meta = publication.meta
    yield Statement("title", meta.title.strip() or meta.name, {"id": "title"})
    yield _refined("title", "title-type", "main")
    if meta.subtitle:
        yield Statement("title", meta.subtitle, {"id": "subtitle"})
        yield _refined("subtitle", "title-type", "subtitle")
    for language in dict.fromkeys((meta.language, *(article.meta.language for article in publication.articles))):
        yield Statement("language", language)
    if not meta.date.startswith(EPOCH):
        yield Statement("date", meta.date)
    for name, value in (("publisher", meta.publisher), ("rights", meta.rights), ("description", meta.description)):
        if value and value.strip():
            yield Statement(name, value)
    yield from _series(meta)


def _series(meta: BookMeta) -> Iterator[Statement]:
    if not (meta.series and meta.series.strip()):
        return
    yield Statement("belongs-to-collection", meta.series, {"id": "series"})
    yield _refined("series", "collection-type", "series")
    if meta.volume:
        yield _refined("series", "group-position", meta.volume)


def _people(publication: Publication) -> Iterator[Statement]:
    """The book's authors, and those of the articles: beside the book's, or in their place where it has none."""
    own = _names(publication.meta.authors)
    others = _names(name for article in publication.articles for name in article.meta.authors)
    for number, name in enumerate(own or others, 1):
        yield from _person("creator", f"creator-{number}", name)
    for number, name in enumerate((name for name in others if own and name not in own), 1):
        yield from _person("contributor", f"contributor-{number}", name)


def _names(names: Iterator[str] | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(one_line, names))))


def _person(kind: str, ident: str, name: str) -> Iterator[Statement]:
    yield Statement(kind, name, {"id": ident})
    yield Statement("role", "aut", {"refines": f"#{ident}", "scheme": "marc:relators"})
    yield _refined(ident, "file-as", file_as(name))


def _refined(ident: str, name: str, value: str) -> Statement:
    return Statement(name, value, {"refines": f"#{ident}"})


def file_as(name: str) -> str:
    """A name as lists sort it: "Abbas, Khurram". Groups, single names and other scripts than Latin stay as they are."""
    words = name.split()
    if len(words) < 2 or len(words) > 6 or "," in name or GROUPS.search(name) or re.search(r"[^\x00-\u024f’]", name):
        return name
    suffix = f", {words.pop()}" if words[-1] in SUFFIXES and len(words) > 2 else ""
    given = words[:-1]
    particles = list[str]()
    while len(given) > 1 and given[-1] in PARTICLES:
        particles.insert(0, given.pop())
    return f"{words[-1]}, {' '.join((*given, *particles))}{suffix}"


def _origins(publication: Publication) -> Iterator[Statement]:
    """Where the articles come from: addresses, or words where no address is known."""
    for source in dict.fromkeys(filter(None, map(_origin, publication.articles))):
        yield Statement("source", source)


def _origin(article: Article) -> str:
    if article.meta.url:
        return web_address(article.meta.url) or article.meta.url
    known = [words for kind, words in byline_parts(article.meta) if kind != "author"]
    return f"{article.meta.title}. {', '.join(known)}" if known else ""


def _pagination(meta: BookMeta) -> Iterator[Statement]:
    """Whose pages are listed, as EPUB Accessibility 1.1 asks: those of the PDF, by file name and identifier."""
    yield Statement("pageBreakSource", f"{meta.name}.pdf, {identifier(meta)}")


def _access(texts: Sequence[str], *, paged: bool) -> Iterator[Statement]:
    """The schema.org statements that EPUB Accessibility 1.1 asks for, no more than is true."""
    described = all(map(is_described, texts))
    yield Statement("schema:accessMode", "textual")
    if texts:
        yield Statement("schema:accessMode", "visual")
        yield Statement("schema:accessModeSufficient", "textual,visual")
    if described:
        yield Statement("schema:accessModeSufficient", "textual")
    features = (
        *("displayTransformability", "readingOrder", "structuralNavigation", "tableOfContents"),
        *(("alternativeText",) if texts and described else ()),
        *(("pageBreakMarkers", "pageNavigation") if paged else ()),
    )
    for feature in features:
        yield Statement("schema:accessibilityFeature", feature)
    yield Statement("schema:accessibilityHazard", "none")
    yield Statement("schema:accessibilitySummary", _summary(texts), {XML_LANG: "en"})
    if described:
        yield Statement("dcterms:conformsTo", CONFORMANCE, {"id": "conformance"})
        yield Statement("a11y:certifiedBy", "publish", {"refines": "#conformance"})


def _summary(texts: Sequence[str]) -> str:
    missing = sum(not is_described(text) for text in texts)
    order = "The text is in reading order, with headings, a table of contents and landmarks."
    if missing:
        has = "picture has" if missing == 1 else "pictures have"
        return f"{order} {missing} of {len(texts)} {has} no description, so no conformance is claimed."
    return f"{order} Every picture has a description." if texts else f"{order} There are no pictures but the cover."


def is_described(alternative: str) -> bool:
    """Whether a text describes a picture: there is one, and it is no file name."""
    return bool(alternative.strip()) and not _FILE_NAME.fullmatch(alternative.strip())
