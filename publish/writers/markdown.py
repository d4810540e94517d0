"""Articles as Markdown: CommonMark with tables, footnotes and definition lists, below front matter."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from publish.codec import meta_json
from publish.model import (
    Article,
    Block,
    Callout,
    Cell,
    Code,
    CodeBlock,
    Definitions,
    Figure,
    Foreign,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    Mark,
    NoteRef,
    Paragraph,
    Picture,
    Quote,
    Role,
    Rule,
    Styled,
    Table,
    Text,
)
from publish.walk import block_text

MARKS: Mapping[Mark, tuple[str, str]] = {
    Mark.EMPHASIS: ("*", "*"),
    Mark.STRONG: ("**", "**"),
    Mark.STRIKE: ("~~", "~~"),
    Mark.SUBSCRIPT: ("<sub>", "</sub>"),
    Mark.SUPERSCRIPT: ("<sup>", "</sup>"),
    Mark.SMALL_CAPS: ("", ""),
    Mark.TERM: ("*", "*"),
}
_SPECIAL = re.compile(r"([\\`*_\[\]<>~|])")
_LINE_START = re.compile(r"^(\s*)([#+>=-]|\d{1,9}(?=[.)]))", re.M)


def markdown(article: Article) -> str:
    """The article with front matter: title, authors and the rest as JSON values, which are YAML too."""
    known = {key: value for key, value in meta_json(article.meta).items() if value and key != "evidence"}
    front = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in known.items())
    notes = (f"[^{note.ident}]: " + _indented(_blocks(note.blocks), 4) for note in article.footnotes)
    ends = ("***", _blocks(article.end_matter)) if article.end_matter else ()
    body = "\n\n".join(filter(None, (_blocks(article.blocks), *ends, *notes)))
    return f"---\n{front}\n---\n\n{body}\n"


def _blocks(blocks: Iterable[Block]) -> str:
    return "\n\n".join(filter(None, map(_block, blocks)))


def _block(block: Block) -> str:
    match block:
        case Paragraph(children=children, role=role):
            text = _LINE_START.sub(r"\1\\\2", _inlines(children))
            return f"**{text}**" if role is Role.LEAD and "**" not in text else text
        case Heading(level=level, children=children):
            return f"{'#' * level} {_inlines(children)}"
        case Quote(blocks=blocks, attribution=attribution):
            source = f"\n\n— {_inlines(attribution)}" if attribution else ""
            return _prefixed(_blocks(blocks) + source, "> ")
        case Callout(label=label, blocks=blocks):
            return _prefixed(f"**{escape(label)}**\n\n{_blocks(blocks)}", "> ")
        case List():
            return "\n".join(_items(block))
        case CodeBlock(text=text, language=language):
            fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
            return f"{fence}{language or ''}\n{text}\n{fence}"
        case Figure(asset=asset, alt=alt, caption=caption):
            below = f"\n\n{_inlines(caption)}" if caption else ""
            return f"![{escape(alt)}](<{asset}>){below}"
        case Table():
            return _table(block)
        case Definitions(items=definitions):
            return "\n\n".join(
                f"{_inlines(each.term)}\n:   {_indented(_blocks(each.blocks), 4)}" for each in definitions
            )
        case Rule():
            return "***"
        case _:
            assert_never(block)


def _items(items: List) -> Iterator[str]:
    loose = any(len(item.blocks) > 1 and not isinstance(item.blocks[1], List) for item in items.items)
    for number, item in enumerate(items.items, items.start):
        marker = f"{number}. " if items.ordered else "- "
        text = ("\n\n" if loose else "\n").join(filter(None, map(_block, item.blocks)))
        yield marker + _indented(text, len(marker)) + ("\n" if loose else "")


def _table(table: Table) -> str:
    rows = [*table.head, *table.body] if table.head else [tuple(Cell(()) for _ in range(table.columns)), *table.body]
    lines = [_row(row) for row in rows]
    lines.insert(1, "|" + " --- |" * table.columns)
    caption = f"{_inlines(table.caption)}\n\n" if table.caption else ""
    return caption + "\n".join(lines)


def _row(row: tuple[Cell, ...]) -> str:
    cells = (
        escape(" ".join(" ".join(map(block_text, cell.blocks)).split())) + " |" * (cell.colspan - 1) for cell in row
    )
    return "| " + " | ".join(cells) + " |"


def _inlines(children: Iterable[Inline]) -> str:
    return "".join(map(_inline, children))


def _inline(node: Inline) -> str:
    match node:
        case Text(value=value):
            return escape(value)
        case Styled(mark=mark, children=children):
            before, after = MARKS[mark]
            return before + _inlines(children) + after
        case Code(value=value):
            fence = "`" * (1 + max((len(run) for run in re.findall("`+", value)), default=0))
            return f"{fence}{value}{fence}"
        case Link(href=href, children=children):
            return f"[{_inlines(children)}](<{href}>)"
        case Foreign(children=children):
            return _inlines(children)
        case Picture(asset=asset, alt=alt):
            return f"![{escape(alt)}](<{asset}>)"
        case LineBreak():
            return "\\\n"
        case NoteRef(note_id=note_id):
            return f"[^{note_id}]"
        case _:
            assert_never(node)


def escape(text: str) -> str:
    """Text with the characters that Markdown would read as marks escaped."""
    return _SPECIAL.sub(r"\\\1", text)


def _indented(text: str, width: int) -> str:
    return re.sub(r"\n(?=[^\n])", "\n" + " " * width, text)


def _prefixed(text: str, prefix: str) -> str:
    return "\n".join((prefix + line).rstrip() for line in text.split("\n"))
