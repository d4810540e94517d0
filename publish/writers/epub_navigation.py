"""The contents of an EPUB for the panels of reading apps: one tree of entries, with landmarks and the list of pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from publish.characters import one_line
from publish.model import Direction, Publication
from publish.outputs import anchor
from publish.writers.epub_documents import Chapter, Document, own_page
from publish.writers.epub_pages import Page
from publish.writers.markup import attribute, escape
from publish.writers.outline import Place, outline
from publish.writers.wording import wording_for

NAVIGATION = "nav.xhtml"
LEAST = 2  # the level of headings that reading apps always offer, if the page of contents shows them or not


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents, with those below it."""

    title: str
    href: str
    children: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place that reading apps offer to go to; `kind` is its `epub:type`."""

    kind: str
    title: str
    href: str


def chapter_entry(chapter: Chapter, *, deepest: int) -> Entry:
    """An article with its headings down to the level `deepest`, but never without those of level LEAST."""
    prefix = anchor(chapter.number)

    def entry(place: Place) -> Entry:
        name = f"{prefix}-{place.ident}"
        return Entry(place.title, f"{chapter.places[name]}#{name}", tuple(map(entry, place.below)))

    headings = tuple(map(entry, outline(chapter.article.blocks, deepest=max(deepest, LEAST))))
    first = chapter.documents[0]
    return Entry(one_line(first.title), first.name, headings)


def document_entry(document: Document, children: tuple[Entry, ...] = ()) -> Entry:
    return Entry(one_line(document.title), document.name, children)


def navigation_page(
    publication: Publication,
    direction: Direction,
    entries: Iterable[Entry],
    landmarks: Iterable[Landmark],
    pages: tuple[Page, ...],
) -> Document:
    """What reading apps read alone: contents, landmarks, and the pages of the PDF where there is one."""
    words = wording_for(publication.meta.language)
    hidden = ' hidden="hidden"'
    contents = f"<h2>{escape(words.contents)}</h2>\n{_list(map(_item, entries))}"
    listed = _list(_link(page.folio, page.href) for page in pages)
    parts = (
        f'<nav epub:type="toc" role="doc-toc">\n{contents}\n</nav>',
        f'<nav epub:type="landmarks"{hidden}>\n{_list(map(_landmark, landmarks))}\n</nav>',
        f'<nav epub:type="page-list" role="doc-pagelist"{hidden}>\n{listed}\n</nav>' if pages else "",
    )
    return own_page(publication, direction, NAVIGATION, words.contents, "\n".join(filter(None, parts)), "toc")


def _list(items: Iterable[str]) -> str:
    return "<ol>\n" + "\n".join(f"<li>{item}</li>" for item in items) + "\n</ol>"


def _link(words: str, href: str, kind: str | None = None) -> str:
    return f"<a{attribute('epub:type', kind)}{attribute('href', href)}>{escape(words)}</a>"


def _landmark(mark: Landmark) -> str:
    return _link(mark.title, mark.href, mark.kind)


def _item(entry: Entry) -> str:
    below = f"\n{_list(map(_item, entry.children))}\n" if entry.children else ""
    return _link(entry.title, entry.href) + below
