"""JSON-LD is read however it is broken."""

from __future__ import annotations

import pytest

from tests.builders import web


def facts(*blocks: str) -> list[tuple[str, str]]:
    """(field, value) of the facts in these blocks of JSON-LD."""
    scripts = "".join(f'<script type="application/ld+json">{block}</script>' for block in blocks)
    page = web(f"<html><head>{scripts}</head><body><p>Words.</p></body></html>")
    return [(fact.field, fact.value) for fact in page.facts if fact.evidence.startswith("json-ld")]


@pytest.mark.parametrize(
    "block",
    [
        '{"@type": "Article", "headline": "The Wall"}',
        '{"@type": "NewsArticle", "headline": "The Wall",}',
        '<!-- {"@type": "Article", "headline": "The Wall"} -->',
        '//<![CDATA[\n{"@type": "Article", "headline": "The Wall"}\n//]]>',
        '{"@type": ["Article", "Thing"], "headline": ["The Wall", "The Other"]};',
        '{"@graph": [{"@type": "WebSite", "name": "Strandline"}, {"@type": "BlogPosting", "headline": "The Wall"}]}',
        '[[{"@type": "Article", "headline": "The Wall"}]]',
        '{"@type": "WebPage", "mainEntity": {"@type": "Article", "headline": "The Wall"}}',
        "{&quot;@type&quot;: &quot;Article&quot;, &quot;headline&quot;: &quot;The Wall&quot;}",
        '{"@type": "Article", "headline": "The Wall", "text": "a " quote"}',
    ],
)
def test_the_headline_is_found(block: str) -> None:
    assert ("title", "The Wall") in facts(block)


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ('"Maren Aldous"', ["Maren Aldous"]),
        ('{"@type": "Person", "name": "Maren Aldous"}', ["Maren Aldous"]),
        ('[{"name": "Maren Aldous"}, "Tom Penhale"]', ["Maren Aldous", "Tom Penhale"]),
        ('[[{"name": ["Maren Aldous", "Tom Penhale"]}]]', ["Maren Aldous", "Tom Penhale"]),
        ('{"@id": "#maren"}', ["Maren Aldous"]),
        ("null", []),
        ("{}", []),
    ],
)
def test_authors_are_found_however_they_are_nested(author: str, names: list[str]) -> None:
    block = '{"@graph": [{"@type": "Person", "@id": "#maren", "name": "Maren Aldous"}, {"@type": "Article", "author": AUTHOR}]}'
    found = facts(block.replace("AUTHOR", author))
    assert [value for field, value in found if field == "author"] == names


def test_references_in_a_headline_are_resolved() -> None:
    assert facts('{"@type": "Article", "headline": "The Wall&#039;s End"}') == [("title", "The Wall's End")]


def test_what_a_page_mentions_is_not_what_it_is() -> None:
    block = '{"@type": "ItemList", "itemListElement": [{"@type": "Article", "headline": "Another"}]}'
    assert facts(block) == []


def test_a_block_may_stand_in_a_meta_by_mistake() -> None:
    block = "{&quot;@type&quot;: &quot;Article&quot;, &quot;datePublished&quot;: &quot;2025-11-17&quot;}"
    page = web(f'<head><meta name="script:ld+json" content="{block}"></head><body><p>Words.</p></body>')
    assert [(fact.field, fact.value) for fact in page.facts] == [("published", "2025-11-17")]


def test_a_date_may_be_a_number() -> None:
    assert facts('{"@type": "Article", "datePublished": 1735689600}') == [("published", "1735689600")]


@pytest.mark.parametrize("block", ["", "[", "null", "[" * 100_000, '{"@type": 7}', '{"@type": "Article", "author": 7}'])
def test_what_is_nothing_gives_nothing(block: str) -> None:
    assert facts(block) == []


def test_there_are_bounds_on_what_is_read() -> None:
    nested = '{"@type": "Article", "mainEntity": ' * 50 + '{"@type": "Article", "headline": "The Wall"}' + "}" * 50
    assert ("title", "The Wall") not in facts(nested)
    assert facts('{"@type": "Article", "text": "' + "a" * 1_100_000 + '", "headline": "The Wall"}') == []


@pytest.mark.parametrize(
    ("classes", "found"),
    [
        ("post-template single-post x", [("published", "2024-03-17"), ("modified", "2024-05-03")]),
        ("postid-12", [("published", "2024-03-17"), ("modified", "2024-05-03")]),
        ("page-template page-id-12", []),
        ("not-a-postid", []),
    ],
)
def test_the_date_of_a_page_is_that_of_an_entry_only_where_it_is_one(
    classes: str, found: list[tuple[str, str]]
) -> None:
    block = '{"@type": "WebPage", "name": "The Wall", "datePublished": "2024-03-17", "dateModified": "2024-05-03"}'
    script = f'<script type="application/ld+json">{block}</script>'
    page = web(f'<html><head>{script}</head><body class="{classes}"><p>Words.</p></body></html>')
    assert [(fact.field, fact.value) for fact in page.facts if fact.evidence.startswith("json-ld")] == found
