"""Repair of links within an article: those that lead nowhere keep their words alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import assert_never

from publish.findings import Outcome, info
from publish.model import (
    Article,
    Code,
    Foreign,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NoteRef,
    Picture,
    Styled,
    Text,
)
from publish.walk import article_blocks, every_block, every_inline, map_article, map_lines, own_inlines


def drop_dead_links(article: Article) -> Outcome[Article]:
    """Take away links to places that are not headings of the article: what they led to has no name in a book."""
    places = every_block((*article.blocks, *article.end_matter))
    alive = {f"#{block.ident}" for block in places if isinstance(block, Heading) and block.ident}
    dead = sum(node.href.startswith("#") and node.href not in alive for node in _links(article))
    if not dead:
        return Outcome(article)
    changed = map_article(article, lambda block: map_lines(block, lambda line: tuple(_alive(line, alive))))
    detail = f"{dead} link{'' if dead == 1 else 's'} to places within the page lead nowhere; their words were kept"
    return Outcome(changed, (info("LINK-002", detail),))


def _links(article: Article) -> Iterator[Link]:
    for block in article_blocks(article):
        for line in own_inlines(block):
            for node in every_inline(line):
                if isinstance(node, Link):
                    yield node


def _alive(line: Inlines, alive: set[str]) -> Iterator[Inline]:
    for node in line:
        match node:
            case Link(href=href, children=children) if href.startswith("#") and href not in alive:
                yield from _alive(children, alive)
            case Styled(children=children) | Link(children=children) | Foreign(children=children):
                yield replace(node, children=tuple(_alive(children, alive)))
            case Text() | Code() | LineBreak() | Picture() | NoteRef():
                yield node
            case _:
                assert_never(node)
