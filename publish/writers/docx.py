"""DOCX: the compiled book, and the pack with one document for each article.

Named styles only, real numbering, real notes, a contents field that stands filled: what a careful person would have
made by hand. The looks are the theme's (`docx_looks`, `docx_styles`), the text is the model's (`docx_blocks`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from publish.findings import Finding, Outcome, warning
from publish.model import Article, Asset, Direction, Publication
from publish.outputs import Assets, OutputFile, Pagination, anchor
from publish.theme.cascade import Cascade, cascade
from publish.theme.load import Theme
from publish.theme.roles import CONTENTS, WORD_STYLES, StyleRole
from publish.walk import direction_of, running_head, slug
from publish.writers import docx_front as front
from publish.writers import docx_parts as part
from publish.writers.docx_article import Chapter, Marks, chapter_xml, heading_marks
from publish.writers.docx_document import Document, packed
from publish.writers.docx_package import zipped
from publish.writers.docx_pictures import word_picture
from publish.writers.docx_scope import Ledger, Scope, bookmark_name
from publish.writers.docx_sections import Lines, Section, ended, section_xml
from publish.writers.docx_styles import rounding_findings
from publish.writers.docx_xml import paragraph
from publish.writers.front_matter import colophon_lines, numbered
from publish.writers.outline import flat, outline
from publish.writers.wording import wording_for

CONTENTS_FIELD = r'TOC \o "1-{}" \h \z \u'
SLUG_LENGTH = 60
BODY = Lines("head", "opening", "foot", "firstFoot")
LEFTWARD_BODY = Lines("leftwardHead", "leftwardOpening", "foot", "firstFoot")
PART = Lines("head", "blankHead", "foot", "blankFoot")
SOURCES = Lines("sourcesHead", "blankHead", "foot", "firstFoot")


def write_book(
    publication: Publication, theme: Theme, assets: Assets, pagination: Pagination | None = None
) -> Outcome[tuple[OutputFile, ...]]:
    """`NAME.docx`, the whole book; page numbers in its contents are the PDF's until Word counts its own.

    Findings: THEME-001 and THEME-002 for what Word cannot set as the theme asks, DOCX-001 for pictures it cannot show.
    """
    whole = cascade(theme)
    pictures = _usable(assets)
    document = _book(publication, theme, _scope(whole, pictures.value, publication.meta.language), pagination)
    file = OutputFile(f"{publication.meta.name}.docx", packed(document, theme, whole, pictures.value))
    looks = whole.findings + rounding_findings(whole, theme.place)
    return Outcome((file,), looks + pictures.findings)


def write_pack(publication: Publication, theme: Theme, assets: Assets) -> Outcome[tuple[OutputFile, ...]]:
    """`docx/NN-slug.docx` for each article, and `NAME-docx.zip` with all of them and a list of what is in it.

    No findings: what there is to say of the theme and of pictures, `write_book` says.
    """
    whole = cascade(theme)
    pictures = _usable(assets).value
    articles = publication.articles
    digits = max(2, len(str(len(articles))))
    files = tuple(
        OutputFile(
            f"docx/{number:0{digits}}-{_slug(article)}.docx",
            packed(_leaflet(article, publication, whole, pictures), theme, whole, pictures),
        )
        for number, article in enumerate(articles, 1)
    )
    names = [file.path.removeprefix("docx/") for file in files]
    listing = "\n".join([publication.meta.title, "", *map(_listed, names, articles), ""])
    entries = [("contents.txt", listing.encode()), *zip(names, (file.data for file in files), strict=True)]
    return Outcome((*files, OutputFile(f"{publication.meta.name}-docx.zip", zipped(entries))))


def _slug(article: Article) -> str:
    stem = article.provenance.file.rpartition("/")[2].partition(".")[0]
    return slug(article.meta.title, length=SLUG_LENGTH) or slug(stem, length=SLUG_LENGTH) or "article"


def _listed(name: str, article: Article) -> str:
    detail = front.detail_of(article.meta)
    return f"{name}\t{article.meta.title}" + (f" ({detail})" if detail else "")


def _usable(assets: Assets) -> Outcome[Mapping[str, Asset]]:
    """The pictures in kinds that every Word shows: others are turned into PNG, or reported and left to their words."""
    usable: dict[str, Asset] = {}
    findings: list[Finding] = []
    for name, asset in assets.items():
        found = word_picture(asset)
        if found is None:
            findings.append(
                warning("DOCX-001", f"Word cannot show a picture of type {asset.media_type}; its words stand in")
            )
            continue
        ending, data = found
        usable[name] = replace(asset, data=data, media_type=f"image/{ending}")
    return Outcome(usable, tuple(findings))


def _scope(whole: Cascade, assets: Mapping[str, Asset], language: str) -> Scope:
    ledger = Ledger()
    return Scope(ledger, whole, assets, ledger.body, whole.page.measure_pt, language=language)


def _book(publication: Publication, theme: Theme, scope: Scope, pagination: Pagination | None) -> Document:
    own = replace(scope, language=None, direction=_direction(publication))
    marks = Marks({front.SOURCES_MARK, f"_toc_{front.SOURCES_MARK}"})
    chapters = tuple(_chapter(number, article, marks) for number, article in enumerate(publication.articles, 1))
    text = [
        *_front_matter(publication, theme, chapters, own, pagination),
        *_text(publication, chapters, scope),
        *_sources(publication, chapters, own, pagination),
    ]
    return Document("".join(text), scope.ledger, _book_lines(publication, own), _book_properties(publication), True)


def _direction(publication: Publication) -> Direction:
    """The direction of the book's own words."""
    return direction_of(wording_for(publication.meta.language).contents) or Direction.LTR


def _chapter(number: int, article: Article, marks: Marks) -> Chapter:
    name = bookmark_name(anchor(number), marks.taken)
    names = (name, bookmark_name(f"_Toc{number:08}", marks.taken))
    return Chapter(article, names, heading_marks(article, name, marks), number)


def _front_matter(
    publication: Publication, theme: Theme, chapters: tuple[Chapter, ...], scope: Scope, pagination: Pagination | None
) -> Iterator[str]:
    words = wording_for(publication.meta.language)
    margins = front.cover_margins(scope.whole.page)
    bare = section_xml(Section(has_own_first_page=False, margins=margins), scope.whole)
    yield from front.cover(publication, words, scope, last=bare)
    yield from front.title_page(publication, colophon_lines(publication, theme), scope)
    entries = tuple(_entries(publication, chapters, pagination, theme.options.contents))
    yield from front.contents(entries, words, scope, instruction=CONTENTS_FIELD.format(theme.options.contents))
    section = Section(Lines(foot="frontFoot"), roman=True, rtl=scope.direction is Direction.RTL)
    yield paragraph(WORD_STYLES[StyleRole.CONTENTS_DETAIL].ident, "", section_xml(section, scope.whole))


def _entries(
    publication: Publication, chapters: tuple[Chapter, ...], pagination: Pagination | None, deepest: int
) -> Iterator[front.Entry]:
    folios = pagination.folios if pagination else {}
    for index, (division, members) in enumerate(numbered(publication)):
        if division.title:
            yield front.Entry(StyleRole.CONTENTS_PART, division.title, _part_mark(index))
        for member in members:
            chapter, meta = chapters[member.number - 1], member.article.meta
            yield front.Entry(
                StyleRole.CONTENTS_1,
                meta.title,
                chapter.marks[1],
                member.number,
                folios.get(anchor(member.number)),
                front.detail_of(meta),
            )
            for place in flat(outline(member.article.blocks, deepest=deepest)):
                folio = folios.get(f"{anchor(member.number)}-{place.ident}")
                yield front.Entry(CONTENTS[place.depth - 1], place.title, chapter.headings[place.ident], folio=folio)
    title = wording_for(publication.meta.language).sources
    yield front.Entry(
        StyleRole.CONTENTS_BACK, title, f"_Toc_{front.SOURCES_MARK}", folio=folios.get(front.SOURCES_MARK)
    )


def _part_mark(index: int) -> str:
    return f"_TocPart{index + 1}"


def _text(publication: Publication, chapters: tuple[Chapter, ...], scope: Scope) -> Iterator[str]:
    """Part pages and articles, each a section of its own, since its first page has no running head."""
    before: Lines | None = None
    start: int | None = 1
    own = replace(scope, language=None)
    for index, (division, members) in enumerate(numbered(publication)):
        if division.title:
            section = section_xml(Section(PART, start), scope.whole, before=before)
            yield front.part_page(division.title, _part_mark(index), own, properties=section)
            before, start = PART, None
        for member in members:
            rtl = member.article.meta.direction is Direction.RTL
            lines = LEFTWARD_BODY if rtl else BODY
            section = section_xml(Section(lines, start, rtl=rtl), scope.whole, before=before)
            yield from ended(chapter_xml(chapters[member.number - 1], scope), section)
            before, start = lines, None


def _sources(
    publication: Publication, chapters: tuple[Chapter, ...], scope: Scope, pagination: Pagination | None
) -> Iterator[str]:
    words = wording_for(publication.meta.language)
    cited = tuple((chapter.article, chapter.marks[0]) for chapter in chapters)
    yield from front.sources(cited, words, scope, pagination)
    start = None if chapters else 1
    yield section_xml(Section(SOURCES, start, rtl=scope.direction is Direction.RTL), scope.whole)


def _book_lines(publication: Publication, scope: Scope) -> Mapping[str, part.RunningLine]:
    whole, ledger = scope.whole, scope.ledger
    title = running_head(publication.meta.title)
    field = part.article_title_field()
    sources = wording_for(publication.meta.language).sources
    rtl = scope.direction is Direction.RTL
    return {
        "head": part.running_head(title, end=field, rtl=False),
        "leftwardHead": part.running_head(title, end=field, rtl=True),
        "opening": part.opening_head(whole, ledger.drawings.next(), rtl=False),
        "leftwardOpening": part.opening_head(whole, ledger.drawings.next(), rtl=True),
        "sourcesHead": part.running_head(title, end=part.fixed_words(sources, rtl=rtl), rtl=rtl),
        "blankHead": part.empty_line("hdr"),
        "frontFoot": part.folio(StyleRole.FRONT_FOOTER),
        "foot": part.folio(StyleRole.FOOTER),
        "firstFoot": part.folio(StyleRole.FOOTER),
        "blankFoot": part.empty_line("ftr"),
    }


def _book_properties(publication: Publication) -> part.Properties:
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


def _leaflet(article: Article, publication: Publication, whole: Cascade, assets: Mapping[str, Asset]) -> Document:
    """One article as a document of its own: title block, text, notes, source."""
    meta = article.meta
    scope = _scope(whole, assets, meta.language)
    own = replace(scope, language=None, direction=meta.direction)
    headings = heading_marks(article, "article", Marks({"article"}))
    body = chapter_xml(Chapter(article, ("article",), headings), scope)
    words = wording_for(meta.language)
    if not article.end_matter:
        body.append(front.words_line(StyleRole.END_RULE, "", own))
    body.append(front.words_line(StyleRole.END_MATTER_HEADING, words.sources, own))
    body.append(front.source_entry(meta, words, own, role=StyleRole.END_MATTER))
    rtl = meta.direction is Direction.RTL
    body.append(section_xml(Section(BODY, rtl=rtl), whole))
    lines = {
        "head": part.running_head(running_head(meta.title), rtl=rtl),
        "opening": part.opening_head(whole, scope.ledger.drawings.next(), rtl=rtl),
        "foot": part.folio(StyleRole.FOOTER),
        "firstFoot": part.folio(StyleRole.FOOTER),
    }
    return Document("".join(body), scope.ledger, lines, _article_properties(article, publication), False)


def _article_properties(article: Article, publication: Publication) -> part.Properties:
    meta = article.meta
    created = meta.published or publication.meta.date
    outlets = dict.fromkeys(filter(None, (meta.publication, meta.site, meta.source, meta.url)))
    return part.Properties(
        title=meta.title,
        authors=meta.authors,
        language=meta.language,
        created=created,
        modified=meta.modified or created,
        subject=meta.subtitle or "",
        description=meta.description or "",
        identifier=meta.url or "",
        keywords="; ".join(f"source: {outlet}" for outlet in outlets),
    )
