"""What other programs call: it takes any page, raises on none, and agrees with the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import publish
from publish.model import Article
from tests.builders import MORE_PROSE, PROSE, h, p
from tests.projects import dirty, settings_in, write

PAGE = f"""<html lang="en"><head><title>The Wall - Site</title></head><body>
<nav><a href="/">Home</a></nav>
<article><h1>The Wall</h1><p>{PROSE}</p><h2>Stones</h2><p>{MORE_PROSE}</p></article></body></html>"""


def test_extract_gives_the_article_of_a_page() -> None:
    article = publish.extract(PAGE, url="https://example.org/wall")
    assert (article.meta.title, article.meta.url) == ("The Wall", "https://example.org/wall")
    assert [type(block).__name__ for block in article.blocks] == ["Paragraph", "Heading", "Paragraph"]
    assert article.blocks[0] == p(PROSE)
    assert article.blocks[1] in (h(2, "Stones"), h(2, "Stones", ident="stones"))


def test_extract_text_is_the_body_alone() -> None:
    assert publish.extract_text(PAGE) == f"{PROSE}\n\nStones\n\n{MORE_PROSE}"


def test_bytes_are_decoded_as_the_page_says() -> None:
    page = f"<html><head><meta charset='windows-1252'></head><h1>Café</h1><p>{PROSE} Über</p></html>"
    assert publish.extract_text(page.encode("windows-1252")).endswith("Über")


def test_the_address_of_the_caller_makes_links_absolute() -> None:
    page = f"<h1>T</h1><p>{PROSE} <a href='/next'>on</a></p>"
    article = publish.extract(page, url="https://example.org/wall")
    assert "https://example.org/next" in repr(article)


@pytest.mark.parametrize(
    "page",
    [
        "",
        b"",
        " ",
        "<html></html>",
        b"\0\1\2\3" * 50,
        b"%PDF-1.7",
        "\ud800",
        "<",
        "<!--",
        "<p",
        "&#xD800;&#0;",
        b"\xff\xfe",
    ],
)
def test_a_page_without_an_article_is_empty_and_raises_nothing(page: str | bytes) -> None:
    article = publish.extract(page)
    assert isinstance(article, Article)
    assert article.meta.title
    assert publish.extract_text(page) == "" or article.blocks


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "ul><li", "table><tr><td", "svg", "span"])
def test_deep_nesting_raises_nothing(tag: str) -> None:
    page = f"<h1>T</h1><p>{PROSE}</p>" + f"<{tag}>" * 3000 + "deep"
    assert isinstance(publish.extract(page), Article)


PARTS = st.sampled_from(
    (
        *(
            "<p>",
            "</p>",
            "<div>",
            "</div>",
            "<table>",
            "<tr>",
            "<td colspan=9>",
            "<ul>",
            "<li>",
            "<h2>",
            "<pre>",
            "<br>",
        ),
        *("<img src=x>", "<a href='#n'>", "<sup id=n>", "<script>", "</script>", "<title>", "<svg>", "<math>"),
        *("&amp;", "&#0;", "\r\n", "words and more ", "\u202e"),
    )
)


@given(st.lists(PARTS | st.text(max_size=5), max_size=40).map("".join))
def test_no_page_raises(page: str) -> None:
    assert isinstance(publish.extract(page, url="https://example.org/"), Article)
    assert isinstance(publish.extract_text(page), str)


@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    assert isinstance(publish.extract(data), Article)


def test_build_writes_the_book(tmp_path: Path) -> None:
    write(tmp_path, {"sources/a.txt": dirty("The Wall")})
    report = publish.build(settings_in(tmp_path))
    assert report.exit_code == 0
    assert report.outputs[0].path == "the-wall.docx"
    assert (tmp_path / "out" / "the-wall.docx").exists()
