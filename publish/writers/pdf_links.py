"""What paper needs of links: their addresses, behind the words or among the notes of their article."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from publish.model import (
    Article,
    Block,
    Blocks,
    Definitions,
    Footnote,
    Foreign,
    Inline,
    Inlines,
    Link,
    Mark,
    NoteRef,
    Paragraph,
    Quote,
    Styled,
    Text,
)
from publish.walk import children_of, every_inline, inline_text, map_blocks, map_lines, own_inlines
from publish.writers.link_words import breakable, is_told, say_address, shown_address

_NOTE = "link:"  # no footnote of a source is called so


def printed(article: Article, links: str) -> Article:
    """The article as the setting `links` wants it in print."""
    if links == "live":
        return article
    article = _changed(article, joined)
    return with_link_notes(article) if links == "notes" else article


def told(href: str, children: Inlines) -> str:
    """Markup of the address that stands behind the words of a link, "" where they tell it or there are none."""
    if not _needs_telling(href, children):
        return ""
    return f'<span class="address"> (<bdi dir="ltr">{breakable(shown_address(href))}</bdi>)</span>'


def _needs_telling(href: str, children: Inlines) -> bool:
    return is_told(href) and bool(inline_text(children).strip()) and not say_address(children, href)


def joined(line: Inlines) -> Inlines:
    """The line with neighbouring links to one address as one link, so that it is told once."""
    found: list[Inline] = []
    for node in line:
        last = found[-1] if found else None
        if isinstance(node, Link) and isinstance(last, Link) and node.href == last.href:
            found[-1] = replace(last, children=last.children + node.children)
        else:
            found.append(node)
    return tuple(found)


def with_link_notes(article: Article) -> Article:
    """The article with a note for each address that its links do not tell themselves.

    Its own notes and these are one sequence, in the order in which the text comes to them; an address has one note.
    Links inside notes have their address behind them, since a note on a note helps nobody.
    """
    noted = _changed(article, _with_references)
    own = {note.ident: Footnote(note.ident, _mapped(note.blocks, _with_addresses)) for note in article.footnotes}
    called = dict.fromkeys(
        node.note_id
        for line in _lines((*noted.blocks, *noted.end_matter))
        for node in every_inline(line)
        if isinstance(node, NoteRef) and (node.note_id in own or node.note_id.startswith(_NOTE))
    )
    notes = tuple(own.pop(ident) if ident in own else _note_on(ident) for ident in called)
    return replace(noted, footnotes=(*notes, *own.values()))


def _note_on(ident: str) -> Footnote:
    href = ident.removeprefix(_NOTE)
    return Footnote(ident, (Paragraph((Link(href, (Text(shown_address(href)),)),)),))


def _with_references(line: Inlines) -> Inlines:
    return tuple(_referring(line))


def _referring(line: Inlines) -> Iterator[Inline]:
    for node, after in itertools.zip_longest(line, line[1:]):
        match node:
            case Link(href=href, children=children) if _needs_telling(href, children):
                yield node
                yield NoteRef(_NOTE + href)
                if isinstance(after, NoteRef):  # or 3 and 4 would be 34
                    yield Styled(Mark.SUPERSCRIPT, (Text(","),))
            case Styled(children=children) | Foreign(children=children):
                yield replace(node, children=_with_references(children))
            case _:
                yield node


def _with_addresses(line: Inlines) -> Inlines:
    return tuple(_addressed(line))


def _addressed(line: Inlines) -> Iterator[Inline]:
    for node in line:
        match node:
            case Link(href=href, children=children) if _needs_telling(href, children):
                yield from (node, Text(" ("), Link(href, (Text(shown_address(href)),)), Text(")"))
            case Styled(children=children) | Foreign(children=children):
                yield replace(node, children=_with_addresses(children))
            case _:
                yield node


def _changed(article: Article, change: Callable[[Inlines], Inlines]) -> Article:
    """The article with `change` applied to the lines of its text, its notes left as they are."""
    return replace(article, blocks=_mapped(article.blocks, change), end_matter=_mapped(article.end_matter, change))


def _mapped(blocks: Blocks, change: Callable[[Inlines], Inlines]) -> Blocks:
    return map_blocks(blocks, lambda block: map_lines(block, change))


def _lines(blocks: Iterable[Block]) -> Iterator[Inlines]:
    """The lines of blocks as they come on the page: an attribution below what it belongs to, a term above."""
    for block in blocks:
        match block:
            case Quote(blocks=inside, attribution=attribution):
                yield from _lines(inside)
                yield attribution
            case Definitions(items=items):
                for item in items:
                    yield item.term
                    yield from _lines(item.blocks)
            case _:
                yield from own_inlines(block)
                yield from _lines(children_of(block))
