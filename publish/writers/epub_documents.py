"""The XHTML documents of an EPUB: the book's own pages, and its articles, long ones in several files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from publish.characters import xml_safe
from publish.gate import refuse_active
from publish.model import Article, Block, Blocks, Direction, Heading, Part, Publication
from publish.outputs import anchor
from publish.theme.flatten import BOOK_CLASS
from publish.theme.load import Theme
from publish.walk import split_title
from publish.writers import front_matter as front
from publish.writers.epub_addresses import ids_of, with_addresses
from publish.writers.epub_tables import FOCUSED, SCROLLING, screen_box
from publish.writers.markup import (
    Setting,
    article_markup,
    attribute,
    blocks,
    end_matter,
    escape,
    note_numbers,
)
from publish.writers.wording import wording_for

STYLES, CONTENTS, SOURCES = "book.css", "contents.xhtml", "sources.xhtml"
MOST_BYTES = 240_000  # of one document: larger ones make old reading devices slow, or fail
_HEADING = re.compile(r"<(/?)h([1-6])\b")


@dataclass(frozen=True, slots=True)
class Document:
    """One XHTML file; `body` is what stands in its body, `kind` its `epub:type` in the landmarks.

    `section` is what it is called among the pages of the PDF (`publish.outputs.PageStart`), "" where these have none.
    """

    name: str
    title: str
    body: str
    language: str
    direction: Direction
    kind: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """An article as documents; `places` tells which of them holds each id."""

    number: int
    article: Article
    documents: tuple[Document, ...]
    places: Mapping[str, str]


def xhtml(document: Document) -> bytes:
    """The document as a file. Raises PublishError for what would be active in it."""
    language = attribute("xml:lang", document.language) + attribute("lang", document.language)
    text = xml_safe(
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f"{language}{attribute('dir', document.direction.value)}>\n<head>\n"
        f"<title>{escape(document.title)}</title>\n"
        f'<link rel="stylesheet" type="text/css" href="{STYLES}"/>\n</head>\n'
        f'<body class="{BOOK_CLASS}">\n{document.body}\n</body>\n</html>\n'
    )
    return refuse_active(text, document.name).encode()


def own_page(
    publication: Publication, direction: Direction, name: str, title: str, body: str, kind: str, *, section: str = ""
) -> Document:
    """A page that the book itself says, in its own language."""
    return Document(name, title, body, publication.meta.language, direction, kind, section)


def cover_page(publication: Publication, direction: Direction, image: str) -> Document:
    words = wording_for(publication.meta.language)
    alt = ": ".join(filter(None, (words.cover, publication.meta.title)))
    picture = f'<img{attribute("src", image)}{attribute("alt", alt)} role="doc-cover"/>'
    body = f'<div class="cover-picture" epub:type="cover">{picture}</div>'
    return own_page(publication, direction, "cover.xhtml", words.cover, body, "cover", section="cover")


def title_page(publication: Publication, direction: Direction) -> Document:
    """The title page; a subtitle is a paragraph of its own even where it is part of the title, for it has one size."""
    words = wording_for(publication.meta.language)
    meta = publication.meta
    title, subtitle = (meta.title, meta.subtitle) if meta.subtitle else split_title(meta.title)
    parted = replace(publication, meta=replace(meta, title=title, subtitle=subtitle or None))
    body = _typed(front.title_page(parted), "titlepage")
    return own_page(publication, direction, "title.xhtml", words.title_page, body, "titlepage", section="title-page")


def contents_page(
    publication: Publication, direction: Direction, chapters: Iterable[Chapter], *, deepest: int
) -> Document:
    """The contents as a page of the book, with headings down to the level `deepest`, as in the PDF."""
    words = wording_for(publication.meta.language)
    places = {ident: name for chapter in chapters for ident, name in chapter.places.items()}
    body = _typed(front.contents(publication, deepest=deepest), "toc", "doc-toc")
    body = with_addresses(body, {**places, "sources": SOURCES}, here=CONTENTS)
    return own_page(publication, direction, CONTENTS, words.contents, body, "toc", section="contents")


def part_page(publication: Publication, direction: Direction, part: Part, number: int) -> Document:
    title = part.title or ""
    body = _typed(front.part_page(part, number), "part", "doc-part")
    return own_page(publication, direction, f"p{number:02}.xhtml", title, body, "part", section=f"part-{number}")


def sources_page(publication: Publication, direction: Direction, chapters: Iterable[Chapter]) -> Document:
    """Where each article came from; its title leads to it."""
    words = wording_for(publication.meta.language)
    items = "\n".join(f"<li>{_source(chapter, publication)}</li>" for chapter in chapters)
    body = (
        '<section class="sources" id="sources" epub:type="bibliography" role="doc-bibliography">\n'
        f"<h1>{escape(words.sources)}</h1>\n<ol>\n{items}\n</ol>\n</section>"
    )
    body = with_addresses(body, {}, here=SOURCES)
    return own_page(publication, direction, SOURCES, words.sources, body, "bibliography", section="sources")


def _source(chapter: Chapter, publication: Publication) -> str:
    work = f'<span class="work">{escape(chapter.article.meta.title)}</span>'
    link = f"<a{attribute('href', chapter.documents[0].name)}>{work}</a>"
    return front.source_entry(chapter.article, publication).replace(work, link, 1)


def colophon_page(publication: Publication, direction: Direction, theme: Theme) -> Document:
    """The colophon; it names the fonts where the book carries them, else they are the reading system's."""
    words = wording_for(publication.meta.language)
    families = theme.families if theme.options.epub_fonts == "embedded" else ()
    body = _typed(front.colophon(publication, replace(theme, families=families)), "colophon", "doc-colophon")
    return own_page(publication, direction, "colophon.xhtml", words.colophon, body, "colophon", section="colophon")


def _typed(markup: str, kind: str, role: str = "") -> str:
    """An element that says what it is."""
    tag, rest = markup.split(" ", 1)
    return f"{tag}{attribute('epub:type', kind)}{attribute('role', role or None)} {rest}"


def chapter(article: Article, place: int, *, number: int | None, book_title: str, images: Mapping[str, str]) -> Chapter:
    """The documents of the article at a place in the book (1-based); it shows its number where it has one."""
    setting = Setting(
        prefix=anchor(place),
        image=images.__getitem__,
        direction=article.meta.direction,
        epub=True,
        mark_note=note_numbers(article),
        fit=screen_box,
    )
    bodies = {
        f"a{place:03}.xhtml" if piece == 1 else f"a{place:03}-{piece}.xhtml": body
        for piece, body in enumerate(_bodies(article, number, book_title, setting), 1)
    }
    bodies = dict(zip(bodies, _without_jumps(bodies.values()), strict=True))
    places = {ident: name for name, body in bodies.items() for ident in ids_of(body)}
    meta = article.meta
    documents = tuple(
        Document(
            name,
            meta.title,
            with_addresses(body, places, here=name).replace(SCROLLING, FOCUSED),
            meta.language,
            meta.direction,
            section=setting.prefix,
        )
        for name, body in bodies.items()
    )
    return Chapter(place, article, documents, places)


def _without_jumps(bodies: Iterable[str]) -> Iterator[str]:
    """The bodies with no heading more than one level below the one before it, those in boxes and notes included."""
    level = 1

    def close(found: re.Match[str]) -> str:
        nonlocal level
        if not found[1]:
            level = min(int(found[2]), level + 1)
        return f"<{found[1]}h{level}"

    for body in bodies:
        yield _HEADING.sub(close, body)


def _bodies(article: Article, number: int | None, book_title: str, setting: Setting) -> tuple[str, ...]:
    whole = article_markup(article, number=number, book_title=book_title, setting=setting)
    if len(whole.encode()) <= MOST_BYTES:
        return (whole,)
    first, *rest = _pieces(article.blocks, setting)
    start = replace(article, blocks=first, end_matter=(), footnotes=())
    opening = article_markup(start, number=number, book_title=book_title, setting=setting)
    ending = end_matter(article, wording_for(article.meta.language), setting)
    following = [f'<div class="body">\n{blocks(piece, setting)}\n</div>' for piece in rest]
    return (opening, *(_continued(each, article) for each in (*following, ending) if each))


def _continued(content: str, article: Article) -> str:
    meta = article.meta
    language = attribute("lang", meta.language) + attribute("xml:lang", meta.language)
    return f'<section class="article"{language}{attribute("dir", meta.direction.value)}>\n{content}\n</section>'


def _pieces(content: Blocks, setting: Setting) -> list[Blocks]:
    """The blocks in runs that stay below MOST_BYTES, cut before headings where there are any."""
    pieces = list[Blocks]()
    run, size = list[tuple[Block, int]](), 0
    for block in content:
        weight = len(blocks((block,), setting).encode())
        while run and size + weight > MOST_BYTES:
            cut = _last_heading(run)
            pieces.append(tuple(each for each, _ in run[:cut]))
            run = run[cut:]
            size = sum(each for _, each in run)
        run.append((block, weight))
        size += weight
    return [*pieces, tuple(each for each, _ in run)]


def _last_heading(run: list[tuple[Block, int]]) -> int:
    """Where the last heading of a run stands, its end where no heading follows other text."""
    places = (index for index in range(len(run) - 1, 0, -1) if isinstance(run[index][0], Heading))
    return next(places, len(run))
