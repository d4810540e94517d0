"""The compiled book: what goes around the articles, and the articles one after the other.

An article is set by itself, with ids of its own, so that its part of the book depends on nothing but the article, its
number, the theme and the language of the book.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from publish.model import Article, Direction, Publication
from publish.outputs import Assets, Pagination, anchor
from publish.theme.cascade import Cascade
from publish.theme.load import Theme
from publish.theme.roles import CONTENTS, WORD_STYLES, StyleRole
from publish.walk import book_direction, running_head
from publish.writers import docx_front as front
from publish.writers import docx_parts as part
from publish.writers.docx_article import Chapter, Marks, chapter_xml, heading_marks
from publish.writers.docx_document import Document
from publish.writers.docx_notes import renumbered
from publish.writers.docx_scope import Ledger, Scope, ledger_for
from publish.writers.docx_sections import (
    BODY,
    COVER,
    FRONT,
    LEFTWARD_BODY,
    PART,
    SOURCES,
    TITLE_PAGES,
    Lines,
    Section,
    ended,
    section_xml,
)
from publish.writers.docx_template import template_of
from publish.writers.docx_xml import paragraph
from publish.writers.front_matter import Numbered, colophon_lines, numbered
from publish.writers.outline import flat, outline
from publish.writers.wording import wording_for, year_span

CONTENTS_FIELD = r'TOC \o "1-{}" \h \z \u'


@dataclass(frozen=True, slots=True)
class Volume:
    """What every article of a book is set in: the theme's looks, the pictures, the book's language and direction."""

    whole: Cascade
    assets: Assets
    language: str
    base: Direction


@dataclass(frozen=True, slots=True)
class SetChapter:
    """An article that is set: its paragraphs and tables, and what they ask of the other parts of the document."""

    body: tuple[str, ...]
    ledger: Ledger


def book(
    publication: Publication, theme: Theme, whole: Cascade, assets: Assets, pagination: Pagination | None
) -> Document:
    """The compiled book; page numbers in its contents are the PDF's."""
    language = publication.meta.language
    base = book_direction(publication)
    volume = Volume(whole, assets, language, base)
    ledger = Ledger()
    own = Scope(ledger, whole, assets, ledger.body, whole.page.measure_pt, base, base)
    chapters = tuple(set_chapter(number, article, volume) for number, article in enumerate(publication.articles, 1))
    chapters = tuple(_in_order_of_notes(chapters))
    text = [
        *_front_matter(publication, theme, own, pagination),
        *_text(publication, chapters, own),
        *_sources(publication, own, pagination),
    ]
    ledgers = (ledger, *(chapter.ledger for chapter in chapters))
    return Document("".join(text), ledgers, _lines(publication, own), _properties(publication), base, True)


def set_chapter(number: int, article: Article, volume: Volume) -> SetChapter:
    """An article as it stands in the book, whatever else is in that; its notes are counted from 1."""
    ledger = ledger_for(number)
    scope = Scope(
        ledger,
        volume.whole,
        volume.assets,
        ledger.body,
        volume.whole.page.measure_pt,
        base=volume.base,
        language=volume.language,
    )
    chapter = Chapter(article, (anchor(number), _contents_mark(number)), _heading_marks(number, article), number)
    return SetChapter(tuple(chapter_xml(chapter, scope)), ledger)


def _heading_marks(number: int, article: Article) -> Mapping[str, str]:
    return heading_marks(article, anchor(number), Marks({anchor(number)}))


def _contents_mark(number: int) -> str:
    return f"_Toc{number:08}"


def _in_order_of_notes(chapters: Iterable[SetChapter]) -> Iterator[SetChapter]:
    """The chapters with their notes counted on from one to the next."""
    before = 0
    for chapter in chapters:
        count = len(chapter.ledger.footnotes)
        if before and count:
            body = tuple(renumbered(part, before) for part in chapter.body)
            notes = [renumbered(note, before) for note in chapter.ledger.footnotes]
            chapter = SetChapter(body, replace(chapter.ledger, footnotes=notes))
        yield chapter
        before += count


def _front_matter(publication: Publication, theme: Theme, scope: Scope, pagination: Pagination | None) -> Iterator[str]:
    words = wording_for(publication.meta.language)
    rtl = scope.direction is Direction.RTL
    cover = Section(COVER, has_own_first_page=False, margins=front.cover_margins(scope.whole.page), rtl=rtl)
    yield from front.cover(publication, words, scope, last=section_xml(cover, scope.whole))
    opening = section_xml(Section(TITLE_PAGES, roman=True, rtl=rtl, has_own_first_page=False), scope.whole)
    yield from front.title_page(publication, colophon_lines(publication, theme), scope, last=opening)
    entries = tuple(_entries(publication, pagination, theme))
    yield from front.contents(entries, words, scope, instruction=CONTENTS_FIELD.format(theme.options.contents))
    section = section_xml(Section(FRONT, roman=True, rtl=rtl, has_own_first_page=False), scope.whole)
    yield paragraph(WORD_STYLES[StyleRole.CONTENTS_DETAIL].ident, "", section)  # Word lets no field end a section


def _entries(publication: Publication, pagination: Pagination | None, theme: Theme) -> Iterator[front.Entry]:
    deepest, numbers = theme.options.contents, _numbers_articles(theme)
    folios = pagination.folios if pagination else {}
    for index, (division, members) in enumerate(numbered(publication)):
        if division.title:
            yield front.Entry(StyleRole.CONTENTS_PART, division.title, _part_mark(index))
        for member in members:
            for entry in _article_entries(member, folios, deepest):
                yield entry if numbers else replace(entry, number=None)
    title = wording_for(publication.meta.language).sources
    mark = f"_Toc_{front.SOURCES_MARK}"
    yield front.Entry(StyleRole.CONTENTS_BACK, title, mark, folio=folios.get(front.SOURCES_MARK))


def _numbers_articles(theme: Theme) -> bool:
    """Whether the titles of articles have numbers: those of a template's own style are as that has them."""
    template = template_of(theme)
    return template is None or not template.owns(WORD_STYLES[StyleRole.HEADING_1].name)


def _article_entries(member: Numbered, folios: Mapping[str, str], deepest: int) -> Iterator[front.Entry]:
    number, meta = member.number, member.article.meta
    folio = folios.get(anchor(number))
    yield front.Entry(StyleRole.CONTENTS_1, meta.title, _contents_mark(number), number, folio, front.detail_of(meta))
    places = tuple(flat(outline(member.article.blocks, deepest=deepest)))
    marks = _heading_marks(number, member.article) if places else {}
    for place in places:
        folio = folios.get(f"{anchor(number)}-{place.ident}")
        yield front.Entry(CONTENTS[place.depth - 1], place.title, marks[place.ident], folio=folio)


def _part_mark(index: int) -> str:
    return f"_TocPart{index + 1}"


def _text(publication: Publication, chapters: tuple[SetChapter, ...], scope: Scope) -> Iterator[str]:
    """Part pages and articles, each a section of its own, since its first page has no running head."""
    before: Lines | None = None
    start: int | None = 1
    for index, (division, members) in enumerate(numbered(publication)):
        if division.title:
            section = section_xml(Section(PART, start), scope.whole, before=before)
            yield front.part_page(division.title, _part_mark(index), scope, properties=section)
            before, start = PART, None
        for member in members:
            rtl = member.article.meta.direction is Direction.RTL
            lines = LEFTWARD_BODY if rtl else BODY
            section = section_xml(Section(lines, start, rtl=rtl), scope.whole, before=before)
            yield from ended(list(chapters[member.number - 1].body), section)
            before, start = lines, None


def _sources(publication: Publication, scope: Scope, pagination: Pagination | None) -> Iterator[str]:
    words = wording_for(publication.meta.language)
    cited = tuple((article, anchor(number)) for number, article in enumerate(publication.articles, 1))
    yield from front.sources(cited, words, scope, pagination)
    start = None if cited else 1
    yield section_xml(Section(SOURCES, start, rtl=scope.direction is Direction.RTL), scope.whole)


def _lines(publication: Publication, scope: Scope) -> Mapping[str, part.RunningLine]:
    sources = wording_for(publication.meta.language).sources
    rightward = replace(scope, direction=Direction.LTR)
    leftward = replace(scope, direction=Direction.RTL)
    title = running_head(publication.meta.title)
    heads = (
        part.running_heads("head", part.fixed_words(title, rightward), part.article_title_field(), rightward),
        part.running_heads("leftwardHead", part.fixed_words(title, leftward), part.article_title_field(), leftward),
        part.running_heads("sourcesHead", part.fixed_words(title, scope), part.fixed_words(sources, scope), scope),
    )
    return {
        **{name: head for found in heads for name, head in found.items()},
        "opening": part.opening_head(rightward),
        "leftwardOpening": part.opening_head(leftward),
        "blankHead": part.empty_line("hdr"),
        "coverFoot": part.words_foot(StyleRole.COVER_FOOT, year_span(publication)),
        "coverFootEven": part.empty_line("ftr"),
        "frontFoot": part.folio(StyleRole.FRONT_FOOTER),
        "frontFootEven": part.folio(StyleRole.EVEN_FRONT_FOOTER),
        "foot": part.folio(StyleRole.FOOTER),
        "footEven": part.folio(StyleRole.EVEN_FOOTER),
        "firstFoot": part.folio(StyleRole.FOOTER),
        "blankFoot": part.empty_line("ftr"),
        "blankFootEven": part.empty_line("ftr"),
    }


def _properties(publication: Publication) -> part.Properties:
    meta = publication.meta
    return part.Properties(
        title=meta.title,
        authors=meta.authors,
        language=meta.language,
        created=meta.date,
        modified=meta.date,
        subject=meta.subtitle or "",
        description=meta.description or "",
        identifier=meta.identifier or "",
    )
