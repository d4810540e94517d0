"""Marks in the body of a page are facts where they stand beside the article's heading."""

from __future__ import annotations

import pytest

from tests.builders import PROSE, web


def marked(above: str = "", below: str = "", head: str = "") -> list[tuple[str, str]]:
    """(field, value) of what is marked above and below the heading of a page."""
    page = web(f"<head>{head}</head><body>{above}<h1>The Harbour Wall</h1>{below}<p>{PROSE}</p></body>")
    return [(fact.field, fact.value) for fact in page.facts if fact.evidence.startswith("line ")]


@pytest.mark.parametrize(
    ("markup", "fact"),
    [
        ('<time datetime="2021-05-04T10:00">Tuesday</time>', ("published", "2021-05-04T10:00")),
        ("<time>4 May 2021</time>", ("published", "4 May 2021")),
        ('<span itemprop="datePublished" content="2021-05-04"></span>', ("published", "2021-05-04")),
        ('<meta itemprop="dateModified" content="2021-05-04">', ("modified", "2021-05-04")),
        ('<time class="updated" datetime="2021-05-04">4 May</time>', ("modified", "2021-05-04")),
        ("<b>Last updated:</b> <time>4 May 2021</time>", ("modified", "4 May 2021")),
        ('<a rel="author" href="/m">Maren Aldous</a>', ("author", "Maren Aldous")),
        ('<a href="/author/maren">Maren Aldous</a>', ("author", "Maren Aldous")),
        ('<p class="post-author">By <b>Maren Aldous</b></p>', ("author", "By\nMaren Aldous")),
        ('<div itemprop="author"><i itemprop="name">Maren Aldous</i>, editor</div>', ("author", "Maren Aldous")),
    ],
)
def test_a_mark_is_a_fact(markup: str, fact: tuple[str, str]) -> None:
    assert fact in marked(below=markup)


@pytest.mark.parametrize(
    "markup",
    [
        '<ul class="related-posts"><li><time datetime="2021-05-04">4 May</time></li></ul>',
        '<nav><a href="/author/maren">Maren Aldous</a></nav>',
        '<div id="comments"><p><a rel="author">Maren</a> <time>4 May 2021</time></p></div>',
        '<footer><time datetime="2021-05-04">4 May</time></footer>',
        '<div class="field date-last-reviewed"><b><time datetime="2021-05-04">May</time></b></div>',
    ],
)
def test_the_marks_of_other_articles_and_of_comments_are_none(markup: str) -> None:
    assert marked(below=markup) == []


def test_what_holds_the_heading_is_of_the_article_whatever_it_is_called() -> None:
    page = web(f'<article class="newsletter"><h1>The Harbour Wall</h1><time>4 May 2021</time><p>{PROSE}</p></article>')
    assert [fact.value for fact in page.facts] == ["4 May 2021"]


def test_the_nearest_mark_comes_first() -> None:
    found = marked("<time>1 May 2021</time>", "<time>2 May 2021</time><i>words</i><time>3 May 2021</time>")
    assert found[0] == ("published", "2 May 2021")


def test_a_mark_far_from_the_heading_is_none() -> None:
    assert marked(below=f"<p>{PROSE * 200}</p><time>4 May 2021</time>") == []


def test_the_heading_is_the_one_that_the_head_names() -> None:
    other = f"<h1>Strandline, the weekly</h1><time>1 May 2021</time><p>{PROSE * 100}</p>"
    found = marked(other, "<time>4 May 2021</time>", "<title>The Harbour Wall | Strandline</title>")
    assert found == [("published", "4 May 2021")]
