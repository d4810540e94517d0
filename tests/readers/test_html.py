from __future__ import annotations

import pytest

from publish.dom import MOST_TURNS
from publish.passages import Page, Source
from publish.readers import media_type
from tests.builders import PROSE, article_from, web


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


@pytest.mark.parametrize("drawing", ["svg", "math"])
@pytest.mark.parametrize("raw", ["script", "style", "iframe", "textarea", "title", "xmp", "noembed", "plaintext"])
@pytest.mark.parametrize("inside", ["<p>within</p>", "{ x <b>within</b> }", "1 &lt; 2 <i>within</i>"])
def test_markup_that_breaks_out_of_a_drawing_is_read_as_the_parser_reads_it(
    drawing: str, raw: str, inside: str
) -> None:
    markup = f"<p>{PROSE}</p><{drawing}><{raw}>{inside}</{raw}></{drawing}><p>{PROSE} After.</p>"
    texts = [each.text for each in web(markup).passages]
    assert any("within" in text for text in texts)
    assert texts.count(f"{PROSE} After.") == 1
    assert article_from("a.html", f"<h1>The Wall</h1>{markup}").value.blocks  # which checks that nothing is lost


def test_an_empty_style_in_a_drawing_hides_nothing() -> None:
    source = web(f"<svg><style/><path/></svg><p>{PROSE}</p><svg><title/></svg><p>{PROSE} After.</p>")
    assert [each.text for each in source.passages] == [PROSE, f"{PROSE} After."]


def test_the_styles_and_scripts_of_drawings_are_no_text() -> None:
    source = web("<svg><style><![CDATA[ a > b { } <p> ]]></style><script>if (1 < 2) {}</script></svg><p>Words.</p>")
    assert found(source) == [("p", "Words.")]


def test_no_page_makes_the_tokenizer_begin_anew_for_ever() -> None:
    source = web("<svg><script><i>a</i></script></svg>" * (MOST_TURNS + 1) + "<p>Words.</p>")
    assert any("Words." in each.text for each in source.passages)


def test_a_tag_without_a_name_moves_no_words() -> None:
    source = web("<p>Boats come in.</><p>At </></>night</> they do not.</>")
    assert ["".join(source.text[span.start : span.end] for span in each.spans) for each in source.passages] == [
        "Boats come in.",
        "At night they do not.",
    ]


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


@pytest.mark.parametrize(
    "drawing",
    [
        "<svg><desc><p>one</p></desc><title><b>two</b></title></svg>",
        "<svg><title>one</title\ufffdtext>\n<p>two",
        "<svg><foreignObject><p>one</p></foreignObject><title><i>two</i></title></svg>",
        "<math><annotation-xml><p>one</p></annotation-xml><title><i>two</i></title></math>",
    ],
)
def test_what_a_drawing_holds_is_read_as_the_parser_reads_it(drawing: str) -> None:
    page = web(f"<p>A paragraph of words.</p>{drawing}")
    said = "".join("".join(passage.text for passage in page.passages).split())
    assert "one" in said
    assert "two" in said


def test_comments_before_a_page_without_an_ending_are_passed_over_at_once() -> None:
    comments = b"<!-- a --> " * 300
    assert media_type(Source("page", comments + b"<html><p>Words.</p>")) == "text/html"
    assert media_type(Source("page", comments + b"Words.")) == "text/plain"
