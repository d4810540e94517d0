"""The EPUB reader: EPUB 3.3, one document an article, in the theme's look as far as reading systems allow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from publish.findings import Outcome
from publish.model import Article, Direction, Publication
from publish.outputs import Assets, OutputFile, Pagination, anchor
from publish.theme.flatten import flatten
from publish.theme.load import Theme
from publish.walk import book_direction
from publish.writers.epub_cover import cover_picture
from publish.writers.epub_documents import (
    STYLES,
    Chapter,
    Document,
    chapter,
    colophon_page,
    contents_page,
    cover_page,
    part_page,
    sources_page,
    title_page,
    xhtml,
)
from publish.writers.epub_fonts import MEDIA_TYPE, fonts_for
from publish.writers.epub_navigation import (
    NAVIGATION,
    Entry,
    Landmark,
    chapter_entry,
    document_entry,
    navigation_page,
)
from publish.writers.epub_package import CSS, XHTML, BookFile, Contents, package
from publish.writers.epub_pages import with_pages
from publish.writers.epub_pictures import ENDINGS, PictureFile, picture_file, picture_files, shown_pictures
from publish.writers.front_matter import numbered
from publish.writers.markup import notes_anchor
from publish.writers.wording import Wording, wording_for


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the book, with its page where it has a title."""

    page: Document | None
    chapters: tuple[Chapter, ...]

    @property
    def documents(self) -> tuple[Document, ...]:
        pages = () if self.page is None else (self.page,)
        return (*pages, *(document for chapter in self.chapters for document in chapter.documents))


def write_epub(
    publication: Publication, theme: Theme, assets: Assets, pagination: Pagination | None = None
) -> Outcome[tuple[OutputFile, ...]]:
    """`NAME.epub`: cover, title page, contents, articles, sources, colophon.

    With the pages of the PDF, each is marked where it begins, and listed.
    """
    publication = _titled(publication)
    direction = book_direction(publication)
    shown = shown_pictures(publication)
    pictures = picture_files(shown, assets)
    cover = _cover(publication, theme, assets)
    sections = tuple(_sections(publication, direction, {name: file.name for name, file in pictures.items()}))
    chapters = tuple(chapter for section in sections for chapter in section.chapters)
    deepest = theme.options.contents
    front = (
        cover_page(publication, direction, cover.name),
        title_page(publication, direction),
        contents_page(publication, direction, chapters, deepest=deepest),
    )
    body = tuple(document for section in sections for document in section.documents)
    back = (sources_page(publication, direction, chapters), colophon_page(publication, direction, theme))
    fonts = fonts_for((document.body for document in (*front, *body, *back)), theme)
    styles = flatten(fonts.theme)
    documents, pages = with_pages((*front, *body, *back), pagination.starts if pagination else ())
    landmarks = tuple(_landmarks(publication, front, body, back, chapters))
    entries = tuple(_entries(sections, back, deepest))
    navigation = navigation_page(publication, direction, entries, landmarks, pages)
    files = (
        *(BookFile(document.name, XHTML, xhtml(document), in_spine=True) for document in documents),
        BookFile(NAVIGATION, XHTML, xhtml(navigation), properties="nav"),
        BookFile(STYLES, CSS, f"{fonts.css}{styles.value}".encode()),
        *(BookFile(name, MEDIA_TYPE, content) for name, content in fonts.files.items()),
        BookFile(cover.name, cover.media_type, cover.content, properties="cover-image"),
        *(BookFile(each.name, each.media_type, each.content) for each in pictures.values()),
    )
    alternatives = tuple(picture.alt for picture in shown)
    packed = package(Contents(publication, direction, files, entries, landmarks, pages, alternatives))
    return Outcome((OutputFile(f"{publication.meta.name}.epub", packed),), styles.findings)


def _titled(publication: Publication) -> Publication:
    """The book with its untitled articles called by their numbers: documents and contents must have a title."""
    parts = tuple(
        replace(part, articles=tuple(_with_title(each.article, str(each.number)) for each in entries))
        for part, entries in numbered(publication)
    )
    return replace(publication, parts=parts)


def _with_title(article: Article, title: str) -> Article:
    if article.meta.title.strip():
        return article
    return replace(article, meta=replace(article.meta, title=title))


def _cover(publication: Publication, theme: Theme, assets: Assets) -> PictureFile:
    """The user's picture, else one of our own."""
    own = assets.get(publication.meta.cover or "")
    if own is not None:
        return picture_file(own, f"images/cover.{ENDINGS[own.media_type]}")
    return PictureFile("images/cover.png", "image/png", cover_picture(publication, theme))


def _sections(publication: Publication, direction: Direction, images: Mapping[str, str]) -> Iterator[Section]:
    alone = len(publication.articles) == 1
    title = publication.meta.title
    for number, (part, articles) in enumerate(numbered(publication), 1):
        page = part_page(publication, direction, part, number) if part.title and articles else None
        chapters = (
            chapter(each.article, each.number, number=None if alone else each.number, book_title=title, images=images)
            for each in articles
        )
        yield Section(page, tuple(chapters))


def _entries(sections: Iterable[Section], back: Iterable[Document], deepest: int) -> Iterator[Entry]:
    for section in sections:
        chapters = tuple(chapter_entry(chapter, deepest=deepest) for chapter in section.chapters)
        if section.page is None:
            yield from chapters
        else:
            yield document_entry(section.page, chapters)
    yield from map(document_entry, back)


def _landmarks(
    publication: Publication,
    front: Iterable[Document],
    body: Iterable[Document],
    back: Iterable[Document],
    chapters: Iterable[Chapter],
) -> Iterator[Landmark]:
    words = wording_for(publication.meta.language)
    yield from (Landmark(document.kind, document.title, document.name) for document in front)
    yield from (Landmark("bodymatter", words.start, document.name) for document in tuple(body)[:1])
    yield from tuple(_notes(chapters, words))[:1]
    yield from (Landmark(document.kind, document.title, document.name) for document in back)


def _notes(chapters: Iterable[Chapter], words: Wording) -> Iterator[Landmark]:
    """The notes of the articles that have any."""
    for each in chapters:
        name = notes_anchor(anchor(each.number))
        if name in each.places:
            yield Landmark("endnotes", words.notes, f"{each.places[name]}#{name}")
