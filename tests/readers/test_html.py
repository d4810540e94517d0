from __future__ import annotations

from publish.passages import Page
from tests.builders import web


def found(source: Page) -> list[tuple[str, str]]:
    return [(each.tag, each.text) for each in source.passages]


def test_leaf_blocks_are_passages_and_inline_markup_is_not() -> None:
    source = web("<h1>A</h1><div>loose <b>text</b><p>one &amp; two</p><ul><li>item</ul></div>")
    assert found(source) == [("h1", "A"), ("div", "loose text"), ("p", "one & two"), ("li", "item")]


def test_two_line_breaks_end_a_passage_and_one_does_not() -> None:
    assert found(web("<p>a<br>b<br><br>c</p>")) == [("p", "a\nb"), ("p", "c")]


def test_spans_point_at_the_words_in_the_source() -> None:
    source = web("<p>Tide &amp; <b>stone</b> w&#8217;all</p>")
    (passage,) = source.passages
    assert passage.text == "Tide & stone w’all"
    assert [source.text[span.start : span.end] for span in passage.spans] == [
        "Tide ",
        "&amp;",
        "stone",
        " w",
        "&#8217;",
        "all",
    ]


def test_links_hidden_parts_and_lines_are_known() -> None:
    source = web("<p>\n<a href='x'>all link</a></p>\n<p style='display:none'>gone</p>")
    first, second = source.passages
    assert (first.line, first.link_share, second.line) == (2, 1.0, 3)
    assert second.path[-1].hidden


def test_text_that_no_browser_shows_is_a_passage_too() -> None:
    source = web("<template>later</template><noscript><p>without scripts</p></noscript><script>no = 'text'</script>")
    assert {each.text for each in source.passages} == {"later", "without scripts"}


def test_a_picture_is_a_passage_without_text() -> None:
    (passage,) = web("<p><img src='a.png' alt='A wall'></p>").passages
    assert (passage.text, passage.picture) == ("", "A wall")


def test_five_thousand_nested_elements_lose_nothing() -> None:
    source = web("<div>" * 5000 + "deep" + "</div>" * 5000)
    assert "deep" in {each.text for each in source.passages}


def test_the_head_becomes_facts_best_sources_first() -> None:
    source = web(
        '<html lang="en-GB"><head><meta property="og:title" content="Open"><link rel="canonical" href="https://example.org/a">'
        '<script type="application/ld+json">{"@type": "Article", "headline": "Linked", "author": {"name": "M. Aldous"}}</script>'
    )
    assert [(fact.field, fact.value) for fact in source.facts] == [
        ("title", "Linked"),
        ("author", "M. Aldous"),
        ("title", "Open"),
        ("url", "https://example.org/a"),
        ("language", "en-GB"),
    ]


def test_broken_json_in_the_head_is_passed_over() -> None:
    assert web('<script type="application/ld+json">{"@type": </script><p>text</p>').facts == ()
