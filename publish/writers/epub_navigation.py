"""The contents of an EPUB: one tree of entries, as the navigation document and for the NCX of old readers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from publish.characters import one_line
from publish.model import Direction, Publication
from publish.outputs import anchor
from publish.writers.epub_documents import Chapter, Document, own_page
from publish.writers.markup import attribute, escape
from publish.writers.outline import Place, outline
from publish.writers.wording import wording_for

NAVIGATION = "nav.xhtml"
LEAST = 2  # the level of headings that reading apps always offer, if the page of contents shows them or not


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents; `kind` is part, article, heading, panel (a heading for the panel of reading apps
    alone), or after (what follows the articles).
    """

    kind: str
    title: str
    href: str
    children: tuple[Entry, ...] = ()
    number: int = 0


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place that reading apps offer to go to; `kind` is its `epub:type`."""

    kind: str
    title: str
    href: str


def chapter_entry(chapter: Chapter, *, deepest: int) -> Entry:
    """An article with its headings; those down to the level `deepest` show on the page of contents."""
    prefix = anchor(chapter.number)
    kind = "heading" if deepest >= LEAST else "panel"

    def entry(place: Place) -> Entry:
        name = f"{prefix}-{place.ident}"
        return Entry(kind, place.title, f"{chapter.places[name]}#{name}", tuple(map(entry, place.below)))

    headings = tuple(map(entry, outline(chapter.article.blocks, deepest=max(deepest, LEAST))))
    first = chapter.documents[0]
    return Entry("article", one_line(first.title), first.name, headings, chapter.number)


def document_entry(document: Document, kind: str, children: tuple[Entry, ...] = ()) -> Entry:
    return Entry(kind, one_line(document.title), document.name, children)


def navigation_page(
    publication: Publication, direction: Direction, entries: Iterable[Entry], landmarks: Iterable[Landmark]
) -> Document:
    """The contents list, which stands in the book as well, and the landmarks, which do not show."""
    words = wording_for(publication.meta.language)
    body = (
        '<nav class="contents" id="contents" epub:type="toc" role="doc-toc">\n'
        f"<h2>{escape(words.contents)}</h2>\n{_list(tuple(entries))}\n</nav>\n"
        '<nav epub:type="landmarks" hidden="hidden">\n<ol>\n' + "\n".join(map(_landmark, landmarks)) + "\n</ol>\n</nav>"
    )
    return own_page(publication, direction, NAVIGATION, words.contents, body, "toc")


def _landmark(mark: Landmark) -> str:
    names = attribute("epub:type", mark.kind) + attribute("href", mark.href)
    return f"<li><a{names}>{escape(mark.title)}</a></li>"


def _list(entries: tuple[Entry, ...]) -> str:
    shown = {"panel": ' hidden="hidden"', "heading": ' class="headings"'}.get(entries[0].kind, "")
    items = (_item(entry, place) for place, entry in enumerate(entries, 1))
    return f"<ol{shown}>\n" + "\n".join(items) + "\n</ol>"


def _item(entry: Entry, place: int) -> str:
    """One entry; `value` numbers the articles through all parts of the book."""
    value = attribute("value", str(entry.number)) if entry.number not in (0, place) else ""
    name = "" if entry.kind in ("article", "heading", "panel") else f' class="{entry.kind}-item"'
    below = f"\n{_list(entry.children)}\n" if entry.children else ""
    kind = ' class="part-entry"' if entry.kind == "part" else "" if entry.kind == "panel" else ' class="entry"'
    return f"<li{name}{value}><a{kind}{attribute('href', entry.href)}>{escape(entry.title)}</a>{below}</li>"
