"""Quotations of a web page, and who said it."""

from __future__ import annotations

import re

from bs4.element import Tag

from publish.characters import one_line
from publish.model import Block, Blocks, Inlines, Paragraph, Quote, Text
from publish.normalise.account import Account, Read
from publish.normalise.inlines import inlines
from publish.walk import inline_text

ATTRIBUTION_WORDS = 25
_DASH = re.compile(r"(?:—|–|―|--)\s*(?=\S)")


def quote(node: Tag, account: Account, read: Read) -> Blocks:
    """A quotation; a last <footer> or <cite> of its own, or a last line after a dash, is its attribution."""
    source = node.find(["footer", "cite"], recursive=False) or _lone_cite(node)
    attribution: Inlines = ()
    if isinstance(source, Tag):
        attribution = inlines(source.contents, account)
        source.extract()
    content = read(node, account)
    if not attribution:
        content, attribution = _signed(content)
    if not content:
        return (Paragraph(attribution, origin=account.origin(node)),) if attribution else ()
    return (Quote(content, attribution, account.origin(node)),)


def _signed(content: Blocks) -> tuple[Blocks, Inlines]:
    """(what is quoted, by whom): a last line that alone starts with a dash says so; several such are a dialogue."""
    match content:
        case (*_, Paragraph(children=line)) if list(map(_is_dashed, content)) == [False] * (len(content) - 1) + [True]:
            if len(content) > 1 and len(inline_text(line).split()) <= ATTRIBUTION_WORDS:
                return content[:-1], line
    return content, ()


def _is_dashed(block: Block) -> bool:
    match block:
        case Paragraph(children=(Text(value=value), *_)):
            return _DASH.match(value) is not None
        case _:
            return False


def _lone_cite(node: Tag) -> Tag | None:
    """A last paragraph that is nothing but a <cite>."""
    paragraphs = node.find_all("p", recursive=False)
    if len(paragraphs) > 1:
        last = paragraphs[-1]
        cite = last.find("cite")
        if (
            isinstance(last, Tag)
            and isinstance(cite, Tag)
            and one_line(cite.get_text()) == one_line(last.get_text()).lstrip("—–- ")
        ):
            return last
    return None
