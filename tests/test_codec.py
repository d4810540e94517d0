"""Articles as JSON, in the shape that the contract fixes."""

from __future__ import annotations

import json
from dataclasses import fields, replace

import pytest

from publish.codec import Json, article_json, blocks_json, meta_json
from publish.findings import Outcome, Removal, info, warning
from publish.model import (
    Block,
    Callout,
    Cell,
    Code,
    CodeBlock,
    Definition,
    Definitions,
    Figure,
    Footnote,
    Foreign,
    LineBreak,
    Link,
    Mark,
    Meta,
    NoteRef,
    Origin,
    Paragraph,
    Picture,
    Quote,
    Role,
    Rule,
    Styled,
    Table,
    Text,
)
from tests.builders import article, h, inlines, ol, p, strong, ul

WORDS: Json = {"type": "paragraph", "text": "x"}


@pytest.mark.parametrize(
    ("block", "encoded"),
    [
        (p("x"), WORDS),
        (p("x", role=Role.STANDFIRST), {"type": "paragraph", "role": "standfirst", "text": "x"}),
        (Paragraph(inlines("x"), origin=Origin("a.txt", 7)), {**WORDS, "line": 7}),
        (h(2, "x"), {"type": "heading", "level": 2, "text": "x"}),
        (h(3, "x", ident="i"), {"type": "heading", "level": 3, "id": "i", "text": "x"}),
        (ul("x"), {"type": "list", "ordered": False, "items": [{"blocks": [WORDS]}]}),
        (ol("x", start=4), {"type": "list", "ordered": True, "start": 4, "items": [{"blocks": [WORDS]}]}),
        (Quote((p("x"),), inlines("A")), {"type": "quote", "blocks": [WORDS], "attribution": "A"}),
        (Quote((p("x"),)), {"type": "quote", "blocks": [WORDS], "attribution": None}),
        (Callout("Pro Tip", (p("x"),)), {"type": "callout", "label": "Pro Tip", "blocks": [WORDS]}),
        (CodeBlock("a\nb", "sh"), {"type": "code", "language": "sh", "text": "a\nb"}),
        (Figure("a1", "alt", inlines("c")), {"type": "figure", "asset": "a1", "alt": "alt", "caption": "c"}),
        (
            Table(2, ((Cell((p("x"),)),),), ((Cell((p("x"),), 2, 3),),)),
            {
                "type": "table",
                "caption": None,
                "head": [[{"blocks": [WORDS], "colspan": 1, "rowspan": 1}]],
                "body": [[{"blocks": [WORDS], "colspan": 2, "rowspan": 3}]],
            },
        ),
        (
            Definitions((Definition(inlines("t"), (p("x"),)),)),
            {"type": "definitions", "items": [{"term": "t", "blocks": [WORDS]}]},
        ),
        (Rule(), {"type": "rule"}),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, dict) else "",
)
def test_each_kind_of_block_has_its_shape(block: Block, encoded: Json) -> None:
    assert blocks_json((block,)) == [encoded]


def test_inlines_stand_beside_the_text_where_they_say_more() -> None:
    line = p(
        "a ", strong("b"), Link("https://example.org", inlines("c")), Code("d"), Foreign("la", inlines("e")),
        Picture("a1", "alt"), LineBreak(), NoteRef("n1"),
    )  # fmt: skip
    (encoded,) = blocks_json((line,))
    assert encoded["text"] == "a bcde\n"
    assert encoded["inlines"] == [
        {"type": "text", "text": "a "},
        {"type": "strong", "inlines": [{"type": "text", "text": "b"}]},
        {"type": "link", "href": "https://example.org", "inlines": [{"type": "text", "text": "c"}]},
        {"type": "code", "text": "d"},
        {"type": "foreign", "language": "la", "inlines": [{"type": "text", "text": "e"}]},
        {"type": "picture", "asset": "a1", "alt": "alt"},
        {"type": "break"},
        {"type": "note", "id": "n1"},
    ]


@pytest.mark.parametrize("mark", Mark)
def test_a_mark_is_called_by_its_name(mark: Mark) -> None:
    (encoded,) = blocks_json((p(Styled(mark, (Text("x"),))),))
    assert encoded["inlines"][0]["type"] == mark.value


def test_metadata_has_every_field_of_the_model() -> None:
    meta = Meta("T", authors=("A", "B"), published="2024-09", evidence=(("title", "line 1"),))
    encoded = meta_json(meta)
    assert set(encoded) == {field.name for field in fields(Meta)}
    assert (encoded["authors"], encoded["direction"], encoded["evidence"]) == (["A", "B"], "ltr", {"title": "line 1"})


def test_an_article_comes_with_its_notes_removals_and_findings() -> None:
    whole = replace(article(p("x")), end_matter=(p("x"),), footnotes=(Footnote("n1", (p("x"),)),))
    removal = Removal("counter", "a bare number", Origin("a.txt", 4), "0")
    outcome = Outcome(whole, (warning("IMG-001", "lost", Origin("a.txt", 9)), info("ENC-001", "read")), (removal,))
    encoded = article_json(outcome)
    assert list(encoded) == ["source", "meta", "blocks", "notes", "footnotes", "removals", "findings"]
    assert encoded["source"] == "a.txt"
    assert encoded["notes"] == [WORDS]
    assert encoded["footnotes"] == [{"id": "n1", "blocks": [WORDS]}]
    assert encoded["removals"] == [{"rule": "counter", "reason": "a bare number", "line": 4, "text": "0"}]
    assert encoded["findings"] == [
        {"code": "IMG-001", "severity": "warning", "detail": "lost", "line": 9},
        {"code": "ENC-001", "severity": "info", "detail": "read"},
    ]
    assert json.loads(json.dumps(encoded)) == encoded
