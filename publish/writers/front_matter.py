"""The book's own pages around the articles, as markup for the PDF: cover, title page, colophon, contents, sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from publish.addresses import site_of
from publish.characters import ends_sentence
from publish.model import Article, Code, CodeBlock, Part, Publication
from publish.outputs import anchor
from publish.theme.cascade import cascade
from publish.theme.fonts import families_for
from publish.theme.load import Theme
from publish.theme.roles import StyleRole
from publish.theme.stacks import without_code
from publish.walk import (
    article_blocks,
    article_text,
    block_text,
    book_direction,
    every_inline,
    own_inlines,
    split_title,
)
from publish.writers.link_words import breakable
from publish.writers.markup import attribute, escape, running_heads, title, unbroken
from publish.writers.outline import Place, outline
from publish.writers.title_sizes import cover_plan, title_size
from publish.writers.wording import Wording, byline_parts, long_date, unknown_origin, wording_for, year_span

MOST_LEAVES = 24
MOST_OUTLETS = 12  # that the colophon names
SHORTEST_LEAF = 0.28  # of the width of the longest: a short article still shows


@dataclass(frozen=True, slots=True)
class Numbered:
    """An article with its number in the book, 1-based."""

    number: int
    article: Article


def numbered(publication: Publication) -> tuple[tuple[Part, tuple[Numbered, ...]], ...]:
    """The parts with their articles, numbered through the whole book."""
    found, number = [], 0
    for part in publication.parts:
        entries = []
        for article in part.articles:
            number += 1
            entries.append(Numbered(number, article))
        found.append((part, tuple(entries)))
    return tuple(found)


def cover(publication: Publication, theme: Theme, image: str | None) -> str:
    """The cover: the user's picture, or the title over the book's leaves, one line an article, as long as its text."""
    meta = publication.meta
    height = theme.properties.get("--page", "148mm 210mm").split()[-1]
    if image is not None:
        picture = f'<img class="cover-image"{attribute("src", image)}{attribute("alt", meta.title)}/>'
        return f'<section class="cover" id="cover"{attribute("style", f"height: {height}")}>{picture}</section>'
    words = wording_for(meta.language)
    main, subtitle = (meta.title, meta.subtitle) if meta.subtitle else split_title(meta.title)
    authors = ", ".join(meta.authors)
    others = (
        (StyleRole.COVER_KICKER, words.reader),
        (StyleRole.COVER_SUBTITLE, subtitle),
        (StyleRole.COVER_AUTHORS, authors),
    )
    size, leaves = cover_plan(main, others, len(leaf_widths(publication)), cascade(theme))
    kind = f"cover-title {size}".strip()
    lines = (
        f'<section class="cover" id="cover"{attribute("style", f"height: {height}")}>',
        '<div class="cover-head">',
        f'<p class="kicker">{escape(words.reader)}</p>',
        f'<p class="{kind}">{unbroken(main)}</p>',
        f'<p class="cover-subtitle">{unbroken(subtitle)}</p>' if subtitle else "",
        f'<p class="cover-authors">{escape(authors)}</p>' if authors else "",
        "</div>",
        '<div class="leaves">',
        *_leaves(publication, leaves),
        "</div>",
        f'<p class="cover-foot">{escape(year_span(publication))}</p>' if year_span(publication) else "",
        "</section>",
    )
    return "\n".join(filter(None, lines))


def leaf_widths(publication: Publication, *, most: int = MOST_LEAVES) -> tuple[float, ...]:
    """The width of each article's line on the cover, 0 to 1; at most so many, the longest articles of a big book."""
    lengths = [sum(len(block_text(block)) for block in article.blocks) for article in publication.articles]
    if len(lengths) > most:
        kept = sorted(lengths, reverse=True)[:most]
        lengths = [length for length in lengths if length in kept][:most]
    longest = max(lengths, default=1) or 1
    return tuple(round(SHORTEST_LEAF + (1 - SHORTEST_LEAF) * length / longest, 3) for length in lengths)


def _leaves(publication: Publication, most: int) -> Iterator[str]:
    for width in leaf_widths(publication, most=most):
        yield f'<div class="leaf" style="width: {width:.1%}"></div>'


def title_page(publication: Publication) -> str:
    meta = publication.meta
    heading = unbroken(meta.title) if meta.subtitle else title(meta.title)
    size = title_size(meta.title if meta.subtitle else split_title(meta.title)[0])
    lines = (
        '<section class="title-page" id="title-page">',
        f"<h1{attribute('class', size or None)}>{heading}</h1>",
        f'<p class="subtitle">{unbroken(meta.subtitle)}</p>' if meta.subtitle else "",
        f'<p class="imprint ornament">{escape(", ".join(meta.authors))}</p>' if meta.authors else "",
        f'<p class="imprint">{escape(imprint(publication))}</p>',
        "</section>",
    )
    return "\n".join(filter(None, lines))


def imprint(publication: Publication) -> str:
    """Publisher and date on one line."""
    meta = publication.meta
    date = "" if meta.date.startswith("1980-01-01") else long_date(meta.date, meta.language)
    return " · ".join(filter(None, (meta.publisher, date)))


def colophon(publication: Publication, theme: Theme) -> str:
    words = wording_for(publication.meta.language)
    lines = colophon_lines(publication, theme)
    body = "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in lines)
    head = f'<section class="colophon" id="colophon">\n<div>\n<h2>{escape(words.colophon)}</h2>'
    return f"{head}\n{body}\n</div>\n</section>"


def colophon_lines(publication: Publication, theme: Theme) -> tuple[str, ...]:
    """What the book says of its own making: title, where its articles stood, rights, typefaces, maker."""
    meta = publication.meta
    words = wording_for(meta.language)
    fonts = ", ".join(typefaces(publication, theme))
    paragraphs = (
        f"{_ended(meta.title)} {_ended(meta.subtitle)}" if meta.subtitle else _ended(meta.title),
        f"{words.sources}: {_listed(outlets(publication))}" if outlets(publication) else "",
        meta.rights or words.rights,
        _typeface_line(fonts, words, theme),
        words.made_with,
    )
    return tuple(filter(None, paragraphs))


def _typeface_line(fonts: str, words: Wording, theme: Theme) -> str:
    """The typefaces, with the licence of those that come with publish: of a theme's own we do not know it."""
    if not fonts:
        return ""
    named = words.typefaces.format(fonts)
    return named if theme.faces else f"{named} {words.font_licence}"


def _ended(sentence: str) -> str:
    return sentence if ends_sentence(sentence) else f"{sentence}."


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names[:MOST_OUTLETS]) + ("." if len(names) <= MOST_OUTLETS else " …")


def outlets(publication: Publication) -> tuple[str, ...]:
    """Where the articles of a book stood, as far as that is known, each name once."""
    metas = (article.meta for article in publication.articles)
    names = (meta.publication or meta.site or meta.source or site_of(meta.url or "") for meta in metas)
    return tuple(dict.fromkeys(filter(None, names)))


def typefaces(publication: Publication, theme: Theme) -> tuple[str, ...]:
    """The families that the book is set in, those of its other scripts too; the one for code where there is code."""
    if not theme.families:
        return ()
    has_code = any(
        isinstance(block, CodeBlock)
        or any(isinstance(node, Code) for line in own_inlines(block) for node in every_inline(line))
        for article in publication.articles
        for block in article_blocks(article)
    )
    families = theme.families if has_code else without_code(theme)
    named = (family.removesuffix(" Display") for family in families)
    text = "\n".join((publication.meta.title, *(article_text(each) for each in publication.articles)))
    return tuple(dict.fromkeys((*named, *families_for(text))))


def contents(publication: Publication, *, deepest: int) -> str:
    """The contents list, with headings down to the level `deepest`; page numbers are the theme's to add."""
    words = wording_for(publication.meta.language)
    lists = "\n".join(_part_entries(part, entries, deepest) for part, entries in numbered(publication) if entries)
    back = f'<p class="back-entry"><a class="entry" href="#sources">{escape(words.sources)}</a></p>'
    return f'<nav class="contents" id="contents">\n<h2>{escape(words.contents)}</h2>\n{lists}\n{back}\n</nav>'


def _part_entries(part: Part, entries: tuple[Numbered, ...], deepest: int) -> str:
    head = f'<p class="part-entry">{escape(part.title)}</p>\n' if part.title else ""
    start = attribute("start", str(entries[0].number)) if entries[0].number != 1 else ""
    items = "\n".join(_entry(entry, deepest) for entry in entries)
    return f"{head}<ol{start}>\n{items}\n</ol>"


def _entry(entry: Numbered, deepest: int) -> str:
    headings = outline(entry.article.blocks, deepest=deepest)
    by = " · ".join(escape(value) for _, value in byline_parts(entry.article.meta))
    link = f'<a class="entry" href="#{anchor(entry.number)}">{escape(entry.article.meta.title)}</a>'
    below = f'<p class="entry-by">{by}</p>' if by else ""
    return _item(f"<p>{link}</p>{below}", headings, anchor(entry.number))


def _item(line: str, headings: tuple[Place, ...], prefix: str) -> str:
    """An item of the contents, with the headings below it."""
    if not headings:
        return f"<li>{line}</li>"
    items = "\n".join(_item(_heading_line(place, prefix), place.below, prefix) for place in headings)
    return f'<li class="deep">{line}\n<ol class="headings">\n{items}\n</ol></li>'


def _heading_line(place: Place, prefix: str) -> str:
    return f'<p><a class="entry" href="#{prefix}-{place.ident}">{escape(place.title)}</a></p>'


def part_anchor(number: int) -> str:
    """The id of the page that opens the part with this number, 1-based."""
    return f"part-{number}"


def part_page(part: Part, number: int) -> str:
    name = attribute("id", part_anchor(number))
    return f'<section class="part"{name}><h1>{title(part.title or "")}</h1></section>'


def sources(publication: Publication) -> str:
    """Where each article came from; what is unknown is said to be unknown."""
    words = wording_for(publication.meta.language)
    items = "\n".join(
        f"<li><p>{source_entry(entry.article, publication, address=breakable)} "
        f'<a class="where" href="#{anchor(entry.number)}">{escape(words.page)}</a></p></li>'
        for _, entries in numbered(publication)
        for entry in entries
    )
    heads = running_heads(publication.meta.title, words.sources, book_direction(publication))
    head = f'<section class="sources" id="sources">\n<h1{heads}>{escape(words.sources)}</h1>'
    return f"{head}\n<ol>\n{items}\n</ol>\n</section>"


def source_entry(article: Article, publication: Publication, *, address: Callable[[str], str] = escape) -> str:
    """One entry of the list of sources: author, title, publication, date, and the address as `address` marks it up."""
    meta = article.meta
    words = wording_for(publication.meta.language)
    places = list(dict.fromkeys(filter(None, (meta.publication, meta.site, meta.source))))
    parts = [
        f"{escape(', '.join(meta.authors))}: " if meta.authors else "",
        f'<span class="work">{escape(meta.title)}</span>. ',
        "".join(f'<span class="publication">{escape(outlet)}</span>, ' for outlet in places),
    ]
    if unknown := unknown_origin(meta, words):
        parts.append(f'<span class="unknown">{escape(unknown)}</span>, ')
    parts.append(
        escape(long_date(meta.published, meta.language))
        if meta.published
        else f'<span class="unknown">{escape(words.unknown_date)}</span>'
    )
    parts.append(". ")
    if meta.url:
        parts.append(f'<a class="url" dir="ltr"{attribute("href", meta.url)}>{address(meta.url)}</a>. ')
    return "".join(parts).strip()
