from __future__ import annotations

import pytest

from tests.builders import dump, dump_end, kept, rules_for, web


@pytest.mark.parametrize(
    "line",
    ["Close", "× Close menu", "Skip to content", "Back to top ↑", "ADVERTISEMENT", "Print this page", "Load more…"],
)
def test_a_line_that_is_only_the_label_of_a_control_goes(line: str) -> None:
    assert rules_for(dump_end(line), line) == {"stray-control"}


@pytest.mark.parametrize(
    "line", ["Close the sluice before the tide turns.", "Print and be damned", "• close", "Search and rescue"]
)
def test_sentences_titles_and_items_with_the_same_words_stay(line: str) -> None:
    assert line in kept(dump(line))


def test_a_heading_that_reads_like_a_control_stays() -> None:
    text = "The press came late to the harbour, and with it came the first printed tide tables of this coast. " * 2
    source = web(f"<title>T</title><article><h1>T</h1><p>{text}</p><h2>Print</h2><p>{text}</p></article>")
    assert "Print" in kept(source)


def test_the_markup_of_the_article_in_a_field_to_copy_it_from_goes() -> None:
    text = "The press came late to the harbour, and with it came the first printed tide tables of this coast. " * 2
    copy = f"&lt;h1&gt;T&lt;/h1&gt; &lt;p class='by'&gt;by Maren&lt;/p&gt; &lt;p&gt;{text}&lt;/p&gt;"
    source = web(
        f"<title>T</title><article><h1>T</h1><p>{text}</p><p>More: {text}</p></article><textarea>{copy}</textarea>"
    )
    assert not any("<p>" in line for line in kept(source))
