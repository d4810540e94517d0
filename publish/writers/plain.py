"""Articles as plain text and as a single web page: what `publish clean` hands out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from publish.model import (
    Article,
    Block,
    Callout,
    CodeBlock,
    Definitions,
    Figure,
    Heading,
    List,
    Paragraph,
    Quote,
    Rule,
    Table,
)
from publish.walk import block_text, inline_text
from publish.writers.markup import Setting, article_markup, escape, note_numbers


def body_text(article: Article) -> str:
    """The cleaned body alone: one blank line between blocks, list markers kept, table cells joined by tabs.

    It is without pictures, and so without what is said of them. No-break spaces are spaces, as lines have no ends.
    """
    texts = [text.replace("\xa0", " ") for block in article.blocks if (text := _text(block))]
    texts[-1:] = [f"{text}\n" for text in texts[-1:]] or ["\n"]  # not added to the whole, which would be copied
    return "\n\n".join(texts)


def _text(block: Block) -> str:
    match block:
        case Paragraph(children=children) | Heading(children=children):
            return inline_text(children)
        case CodeBlock():
            return block_text(block)
        case Quote(blocks=blocks, attribution=attribution):
            return "\n\n".join(filter(None, (*map(_text, blocks), inline_text(attribution))))
        case Callout(label=label, blocks=blocks):
            return "\n\n".join(filter(None, (label, *map(_text, blocks))))
        case List():
            return "\n".join(_items(block))
        case Table(caption=caption, head=head, body=body):
            rows = ("\t".join(_cell(cell.blocks) for cell in row) for row in (*head, *body))
            return "\n".join(filter(None, (inline_text(caption), *rows)))
        case Definitions(items=definitions):
            pairs = ((inline_text(each.term), *map(_text, each.blocks)) for each in definitions)
            return "\n".join(line for pair in pairs for line in pair if line)
        case Figure() | Rule():
            return ""
        case _:
            assert_never(block)


def _cell(blocks: Iterable[Block]) -> str:
    return " ".join(" ".join(map(block_text, blocks)).split())


def _items(items: List) -> Iterator[str]:
    for number, item in enumerate(items.items, items.start):
        marker = f"{number}. " if items.ordered else "- "
        text = "\n".join(filter(None, map(_text, item.blocks)))
        yield marker + text.replace("\n", "\n" + " " * len(marker))


def web_page(article: Article) -> str:
    """The article as one HTML page without styles; pictures keep their addresses."""
    meta = article.meta
    setting = Setting(prefix="a1", image=str, direction=meta.direction, mark_note=note_numbers(article))
    body = article_markup(article, number=None, book_title=meta.title, setting=setting)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(meta.language)}" dir="{meta.direction.value}">\n'
        f'<head><meta charset="utf-8"/><title>{escape(meta.title)}</title></head>\n<body>\n{body}\n</body>\n</html>\n'
    )
