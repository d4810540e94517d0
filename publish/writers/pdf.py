"""The PDF reader: one book of all articles, tagged, with bookmarks, page labels and metadata."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from publish.findings import Finding, Outcome
from publish.model import Article, Publication
from publish.outputs import Assets, Attachment, OutputFile, Pagination, anchor
from publish.theme.fonts import Face
from publish.theme.load import Theme
from publish.theme.paging import page_css
from publish.walk import book_direction
from publish.writers import front_matter as front
from publish.writers.markup import Setting, article_markup, attribute, escape, note_numbers
from publish.writers.pdf_engine import fonts_for, render
from publish.writers.pdf_engine import load as load_engine
from publish.writers.pdf_finish import finish
from publish.writers.pdf_glyphs import boxed
from publish.writers.pdf_links import printed, told
from publish.writers.pdf_tables import box_of

HYPHENATION = {"en": "en-US"}  # plain "en" would be hyphenated by British patterns, whatever the spelling


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A book ready to be set: its markup, the fonts that this needs, and what these lack."""

    publication: Publication
    theme: Theme
    assets: Assets
    markup: str
    fonts: Mapping[Face, bytes]
    findings: tuple[Finding, ...] = ()
    attachments: tuple[Attachment, ...] = ()


def manuscript(
    publication: Publication, theme: Theme, assets: Assets, attachments: tuple[Attachment, ...] = ()
) -> Manuscript:
    markup = book_markup(publication, theme)  # of the theme as it is, whose cascade the other writers need as well
    fonts = fonts_for(markup, theme)
    markup, findings = boxed(markup, fonts)
    paged = replace(theme, css=page_css(theme, book_direction(publication)))
    return Manuscript(publication, paged, assets, markup, fonts, findings, attachments)


def typeset(book: Manuscript) -> tuple[Outcome[tuple[OutputFile, ...]], Pagination]:
    """`NAME.pdf`, and the folios of its articles and headings for the writers that come after.

    Raises MachineError when a system library is missing.
    """
    rendered = render(book.markup, book.theme, book.assets, book.fonts)
    first = rendered.anchors.get("text", 0)
    pdf = finish(rendered.pdf, book.publication, front_pages=first, attachments=book.attachments)
    folios = {name: str(page - first + 1) for name, page in rendered.anchors.items() if page >= first}
    file = OutputFile(f"{book.publication.meta.name}.pdf", pdf)
    return Outcome((file,), (*book.findings, *rendered.findings)), Pagination(folios, rendered.pages)


def load() -> None:
    """Load all that `typeset` takes. Raises MachineError when a system library is missing."""
    from importlib import import_module

    load_engine()
    import_module("pikepdf")


def book_markup(publication: Publication, theme: Theme) -> str:
    """The whole book as one HTML document."""
    meta = publication.meta
    language = HYPHENATION.get(meta.language, meta.language)
    direction = book_direction(publication)
    image = f"picture/{meta.cover}" if meta.cover else None
    sides = attribute("class", "two-sided" if theme.options.sides == "two" else None)
    lines = (
        f"<!DOCTYPE html>\n<html{attribute('lang', language)}{attribute('dir', direction.value)}{sides}>",
        f'<head><meta charset="utf-8"/><title>{escape(meta.title)}</title></head>\n<body>',
        front.cover(publication, theme, image),
        front.title_page(publication),
        front.colophon(publication, theme),
        front.contents(publication, deepest=theme.options.contents),
        '<main id="text">',
        *_body(publication, theme),
        front.sources(publication),
        "</main>\n</body>\n</html>",
    )
    return "\n".join(lines)


def _body(publication: Publication, theme: Theme) -> Iterator[str]:
    for part, entries in front.numbered(publication):
        if part.title and entries:
            yield front.part_page(part)
        for entry in entries:
            yield _article(entry.article, entry.number, publication, theme)


def _article(article: Article, number: int, publication: Publication, theme: Theme) -> str:
    language = HYPHENATION.get(article.meta.language, article.meta.language)
    links = theme.options.links
    article = printed(replace(article, meta=replace(article.meta, language=language)), links)
    setting = Setting(
        prefix=anchor(number),
        image="picture/{}".format,
        direction=article.meta.direction,
        paged=True,
        mark_note=note_numbers(article),
        fit=lambda table: box_of(table, theme),
        told=told if links == "inline" else lambda _href, _words: "",
    )
    alone = len(publication.articles) == 1
    return article_markup(article, number=None if alone else number, book_title=publication.meta.title, setting=setting)
