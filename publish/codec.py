"""Articles, removals and findings as JSON; the shape is the contract that `clean --to json` and `report.json` share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias, assert_never

from publish.findings import Finding, Outcome, Removal
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
    Meta,
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
from publish.walk import inline_text

Json: TypeAlias = "dict[str, Any]"  # JSON has any shape below the keys named here


def article_json(outcome: Outcome[Article]) -> Json:
    """One article with what was removed and noticed on the way to it."""
    article = outcome.value
    return {
        "source": article.provenance.file,
        "meta": meta_json(article.meta),
        "blocks": blocks_json(article.blocks),
        "notes": blocks_json(article.end_matter),
        "footnotes": [{"id": note.ident, "blocks": blocks_json(note.blocks)} for note in article.footnotes],
        "removals": [removal_json(removal) for removal in outcome.removals],
        "findings": [finding_json(finding) for finding in outcome.findings],
    }


def meta_json(meta: Meta) -> Json:
    return {
        "title": meta.title,
        "subtitle": meta.subtitle,
        "authors": list(meta.authors),
        "published": meta.published,
        "modified": meta.modified,
        "language": meta.language,
        "direction": meta.direction.value,
        "site": meta.site,
        "publication": meta.publication,
        "source": meta.source,
        "url": meta.url,
        "description": meta.description,
        "image": meta.image,
        "evidence": dict(meta.evidence),
    }


def removal_json(removal: Removal) -> Json:
    return {"rule": removal.rule, "reason": removal.reason, "line": removal.origin.line, "text": removal.text}


def finding_json(finding: Finding) -> Json:
    place: Json = {} if finding.origin is None else {"line": finding.origin.line}
    return {"code": finding.code, "severity": finding.severity.value, "detail": finding.detail, **place}


def blocks_json(blocks: Iterable[Block]) -> list[Json]:
    return [_with_line(block, _block(block)) for block in blocks]


def _with_line(block: Block, encoded: Json) -> Json:
    return encoded if block.origin is None else {**encoded, "line": block.origin.line}


def _block(block: Block) -> Json:
    match block:
        case Paragraph(children=children, role=role):
            kind: Json = {} if role is Role.BODY else {"role": role.value}
            return {"type": "paragraph", **kind, **_line(children)}
        case Heading(level=level, children=children, ident=ident):
            return {"type": "heading", "level": level, **({"id": ident} if ident else {}), **_line(children)}
        case Quote(blocks=blocks, attribution=attribution):
            return {"type": "quote", "blocks": blocks_json(blocks), "attribution": _text_or_none(attribution)}
        case Callout(label=label, blocks=blocks):
            return {"type": "callout", "label": label, "blocks": blocks_json(blocks)}
        case List(ordered=ordered, items=items, start=start):
            listed = [{"blocks": blocks_json(item.blocks)} for item in items]
            return {"type": "list", "ordered": ordered, **({"start": start} if ordered else {}), "items": listed}
        case CodeBlock(text=text, language=language):
            return {"type": "code", "language": language, "text": text}
        case Figure(asset=asset, alt=alt, caption=caption):
            return {"type": "figure", "asset": asset, "alt": alt, "caption": _text_or_none(caption)}
        case Table(caption=caption, head=head, body=body):
            rows = {"head": _rows(head), "body": _rows(body)}
            return {"type": "table", "caption": _text_or_none(caption), **rows}
        case Definitions(items=definitions):
            pairs = [{"term": inline_text(each.term), "blocks": blocks_json(each.blocks)} for each in definitions]
            return {"type": "definitions", "items": pairs}
        case Rule():
            return {"type": "rule"}
        case _:
            assert_never(block)


def _line(children: Sequence[Inline]) -> Json:
    """The plain text of a line, and its inlines where they say more than that."""
    text = inline_text(children)
    plain = all(isinstance(child, Text) for child in children)
    return {"text": text} if plain else {"text": text, "inlines": [_inline(child) for child in children]}


def _text_or_none(children: Sequence[Inline]) -> str | None:
    return inline_text(children) or None


def _rows(rows: Iterable[tuple[Cell, ...]]) -> list[list[Json]]:
    return [
        [{"blocks": blocks_json(cell.blocks), "colspan": cell.colspan, "rowspan": cell.rowspan} for cell in row]
        for row in rows
    ]


def _inline(node: Inline) -> Json:
    match node:
        case Text(value=value):
            return {"type": "text", "text": value}
        case Styled(mark=mark, children=children):
            return {"type": mark.value, "inlines": [_inline(child) for child in children]}
        case Code(value=value):
            return {"type": "code", "text": value}
        case Link(href=href, children=children):
            return {"type": "link", "href": href, "inlines": [_inline(child) for child in children]}
        case Foreign(language=language, children=children):
            return {"type": "foreign", "language": language, "inlines": [_inline(child) for child in children]}
        case Picture(asset=asset, alt=alt):
            return {"type": "picture", "asset": asset, "alt": alt}
        case LineBreak():
            return {"type": "break"}
        case NoteRef(note_id=note_id):
            return {"type": "note", "id": note_id}
        case _:
            assert_never(node)
