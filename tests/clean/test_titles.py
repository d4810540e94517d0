from __future__ import annotations

from tests.builders import MORE_PROSE, PROSE, dump, kept, page, removed, rules_for, web


def test_the_first_line_is_the_title_and_its_repetitions_go() -> None:
    source = page("The  Harbour Wall", "", "The Harbour Wall", "", "THE HARBOUR WALL", "", PROSE, "", MORE_PROSE)
    assert removed(source) == [
        ("metadata", "The Harbour Wall"),
        ("repeated-title", "The Harbour Wall"),
        ("repeated-title", "THE HARBOUR WALL"),
    ]


def test_furniture_above_the_title_is_not_the_title() -> None:
    source = page("Share", "0", "8 min read", "", "The Harbour Wall", "", PROSE, "", MORE_PROSE)
    assert ("metadata", "The Harbour Wall") in removed(source)
    assert kept(source) == [PROSE, MORE_PROSE]


def test_a_dump_that_starts_with_prose_has_no_title_line() -> None:
    assert kept(page(PROSE, "", MORE_PROSE)) == [PROSE, MORE_PROSE]


def test_a_heading_that_only_shares_words_with_the_title_stays() -> None:
    assert "The Harbour Wall Today" in kept(dump("The Harbour Wall Today"))


def test_a_page_title_is_found_with_the_site_behind_it() -> None:
    body = f"<article><h1>The Harbour Wall</h1><p>{PROSE}</p><p>{MORE_PROSE}</p></article>"
    source = web(f"<title>The Harbour Wall | Strandline</title><h1 class='logo'>Strandline</h1>{body}")
    assert ("metadata", "The Harbour Wall") in removed(source)


def test_the_title_of_an_icon_is_not_that_of_the_page() -> None:
    markup = (
        "<title>The Wall | Strandline</title><svg><title>Saved articles</title></svg><h2>Saved articles</h2>"
        f"<article><h1>The Wall</h1><p>{PROSE}</p><p>{MORE_PROSE}</p></article>"
    )
    assert rules_for(web(markup), "The Wall") == {"metadata"}
    assert "metadata" not in rules_for(web(markup), "Saved articles")
