"""Roles that structure alone does not show: the standfirst, and lead terms of list items."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from publish.model import Block, Blocks, Heading, List, ListItem, Mark, Paragraph, Role, Styled, Text
from publish.walk import block_text, blocks_text, inline_text, map_blocks

STANDFIRST_WORDS = (15, 90)
SUMMARY_SHARE = 0.62  # of a first paragraph's content words that the text below it uses again
RESTATED_SHARE = 0.33  # of them that the very next paragraph uses again: a summary is told again from the start
TOLD_BLOCKS = 2_000  # in which an article of any length has told what its first paragraph promises
TERM = re.compile(r"(?P<term>[^\s:.!?][^:.!?\n]{1,60}?):(?=\s|$)")
TERM_WORDS = 8


def mark_roles(blocks: Blocks) -> Blocks:
    """The blocks with standfirst and terms marked; the words stay as they are."""
    return mark_standfirst(map_blocks(blocks, _mark_terms))


def mark_standfirst(blocks: Blocks) -> Blocks:
    """Mark a first paragraph that summarises what follows."""
    match blocks:
        case (Paragraph(role=Role.BODY) as first, *rest) if is_summary(first, tuple(rest)):
            return (replace(first, role=Role.STANDFIRST), *rest)
        case _:
            return blocks


def is_summary(first: Paragraph, rest: Blocks) -> bool:
    """Whether a paragraph tells in short what the article tells at length.

    Its content words come again below, and many of them at once: an opening that is not a summary is continued by the
    next paragraph, not said over.
    """
    least, most = STANDFIRST_WORDS
    text = inline_text(first.children)
    if not least <= len(text.split()) <= most or text.endswith(("?", ":")) or len(rest) < 3:
        return False
    content = _content_words(text)
    paragraphs = [block for block in rest if isinstance(block, Paragraph)]
    if len(content) < 8 or not paragraphs or isinstance(rest[0], Heading):
        return False
    at_once = content & _content_words(block_text(paragraphs[0]))
    if len(at_once) < RESTATED_SHARE * len(content):
        return False
    again = content & _content_words(blocks_text(rest[:TOLD_BLOCKS]))
    return len(again) >= SUMMARY_SHARE * len(content)


def _content_words(text: str) -> set[str]:
    """Words that carry meaning, cut to a stem; in scripts without spaces, pairs of characters."""
    words = {word[:6] for word in re.findall(r"[^\W\d_][\w'’-]{3,}", text.casefold())}
    pairs = {
        pair
        for run in re.findall(r"[\u3040-\u30ff\u3400-\u9fff]{2,}", text)
        for pair in map("".join, itertools.pairwise(run))
    }
    return words | pairs


def _mark_terms(block: Block) -> Block:
    """Mark the lead terms of a list where most of its items have one."""
    if not isinstance(block, List):
        return block
    found = [_term(item) for item in block.items]
    if sum(found) < 2 or sum(found) * 2 <= len(block.items):
        return block
    items = (_with_term(item) if has else item for item, has in zip(block.items, found, strict=True))
    return replace(block, items=tuple(items))


def _term(item: ListItem) -> bool:
    match item.blocks[:1]:
        case (Paragraph(children=(Text(value=value), *_)),):
            found = TERM.match(value)
            return found is not None and len(found["term"].split()) <= TERM_WORDS
        case _:
            return False


def _with_term(item: ListItem) -> ListItem:
    paragraph = item.blocks[0]
    assert isinstance(paragraph, Paragraph)  # _term
    first = paragraph.children[0]
    assert isinstance(first, Text)
    found = TERM.match(first.value)
    assert found is not None
    term = Styled(Mark.TERM, (Text(found["term"]),))
    rest = Text(first.value[found.end("term") :])
    changed = replace(paragraph, children=(term, rest, *paragraph.children[1:]))
    return replace(item, blocks=(changed, *item.blocks[1:]))
