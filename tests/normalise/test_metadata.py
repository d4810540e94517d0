from __future__ import annotations

import pytest

from publish.model import Direction, Meta
from tests.builders import MORE_PROSE, PROSE, article_from


def page(head: str = "", body: str = "") -> str:
    return f"<html><head>{head}</head><body><article><h1>The Wall</h1>{body}<p>{PROSE}</p><p>{MORE_PROSE}</p></article></body></html>"


def test_the_site_is_no_part_of_the_title() -> None:
    head = '<title>Tide Tables | Strandline</title><meta property="og:site_name" content="Strandline">'
    markup = page(head).replace("<h1>The Wall</h1>", "")
    meta = article_from("a.html", markup).value.meta
    assert (meta.title, meta.site) == ("Tide Tables", "Strandline")


def test_facts_carry_their_evidence() -> None:
    head = '<meta name="author" content="By Maren Aldous and Tom Penhale"><meta property="article:published_time" content="2021-03-02T10:00:00Z">'
    meta = article_from("a.html", page(head)).value.meta
    assert meta.authors == ("Maren Aldous", "Tom Penhale")
    assert meta.published == "2021-03-02"
    assert dict(meta.evidence)["published"] == "meta:article:published_time"


def test_no_date_and_no_author_are_invented() -> None:
    meta = article_from("a.html", page('<meta name="author" content="admin">')).value.meta
    assert (meta.authors, meta.published, meta.modified) == ((), None, None)


def test_english_is_british_or_american_by_its_spelling() -> None:
    assert (
        article_from("a.txt", f"Title\n\n{PROSE}\n\n{MORE_PROSE} The colour of the harbour.").value.meta.language
        == "en-GB"
    )
    american = PROSE.replace("harbour", "harbor")
    assert (
        article_from("a.txt", f"Title\n\n{american}\n\n{MORE_PROSE} Its color, and the harbor.").value.meta.language
        == "en-US"
    )


def test_the_language_of_the_text_beats_a_wrong_declaration() -> None:
    german = (
        "Der Hafen wurde vor der Stadt gebaut, und seit zweihundert Jahren lebt die Stadt von ihm auf die eine oder andere Weise. "
        * 3
    )
    markup = (
        f"<html lang='en'><title>Der Hafen</title><article><h1>Der Hafen</h1><p>{german}</p><p>{german}</p></article>"
    )
    assert article_from("a.html", markup).value.meta.language == "de"


def test_arabic_runs_from_right_to_left() -> None:
    arabic = (
        "بُني الميناء قبل المدينة، وعاشت المدينة منه مئتي عام بطريقة أو بأخرى، ولا يزال الصيادون يعرفون مواقيت المد. "
        * 3
    )
    meta = article_from("a.txt", f"الميناء القديم\n\n{arabic}\n\n{arabic}\n").value.meta
    assert (meta.language, meta.direction) == ("ar", Direction.RTL)


def test_a_source_without_a_title_is_called_by_its_name() -> None:
    meta = article_from("the_old_wall.txt", f"{PROSE}\n\n{MORE_PROSE}\n").value.meta
    assert meta.title == "the old wall"


def meta_of(head: str, body: str = "", *, heading: str = "<h1>The Harbour Wall</h1>") -> Meta:
    """The metadata of a page with this head and heading, and this between heading and text."""
    text = f"<p>{PROSE}</p><p>{MORE_PROSE}</p><p>{PROSE} Still.</p>"
    return article_from("a.html", f"<head>{head}</head><body>{heading}{body}{text}</body>").value.meta


def og(key: str, content: str) -> str:
    return f'<meta property="{key}" content="{content}">'


@pytest.mark.parametrize(
    ("head", "heading", "title"),
    [
        ("<title>The Harbour Wall | Strandline</title>", "", "The Harbour Wall"),
        (f"<title>Strandline: The Wall of Us</title>{og('og:site_name', 'Strandline')}", "", "The Wall of Us"),
        (
            f"<title>The Wall of Us - Strandline</title>{og('og:url', 'https://www.strandline.example/a')}",
            "",
            "The Wall of Us",
        ),
        ("<title>The Harbour Wall of Us</title>", "<h1>The Harbour Wall</h1>", "The Harbour Wall"),
        (og("og:title", "The Harbour Wall"), "<h1>Essay The Harbour Wall</h1>", "The Harbour Wall"),
        (
            og("og:title", "The Harbour Wall | Strandline") + og("og:site_name", "Strandline"),
            "<h1>Essay The Harbour Wall</h1>",
            "The Harbour Wall",
        ),
        (og("og:title", "Wall of the Harbour"), "<h1>4 May 2021 Wall of the Harbour</h1>", "Wall of the Harbour"),
        # an article or a year is no kicker
        (og("og:title", "Wall of the Harbour"), "<h1>The Wall of the Harbour</h1>", "The Wall of the Harbour"),
        (og("og:title", "Walls and Piers"), "<h1>2021 Walls and Piers</h1>", "2021 Walls and Piers"),
        (
            og("og:site_name", "Strandline") + og("og:title", "Strandline Wall Survey: What It Found"),
            "<h1>Strandline Wall Survey: What It Found</h1>",
            "Strandline Wall Survey: What It Found",
        ),
        (og("og:title", "The Wall of «Us»"), "<h1>The Wall of «Us»</h1>", "The Wall of «Us»"),
        # a section of a page whose main heading tells more than the head
        (
            og("og:title", "What is a Harbour Wall - Strandline"),
            f"<h1>A First Guide to Harbour Walls</h1><p>{PROSE}</p><h2>What is a Harbour Wall?</h2>",
            "A First Guide to Harbour Walls",
        ),
        (
            og("og:title", "What is a Harbour Wall - Strandline"),
            "<h1>Our Magazine</h1><h2>What is a Harbour Wall?</h2>",
            "What is a Harbour Wall?",
        ),
        (og("og:title", "The Harbour Wall at Night"), "<h1>The Harbour Wall…</h1>", "The Harbour Wall at Night"),
        (og("og:title", "Salt &amp;amp; Stone"), "", "Salt & Stone"),
        (
            f"{og('og:site_name', 'Strandline')}{og('og:title', 'The Harbour Wall')}",
            "<h1>Strandline</h1><h3>The Harbour Wall</h3>",
            "The Harbour Wall",
        ),
        (og("og:title", "The Harbour Wall"), "<h1>The Harbour Wall</h1><h1>Our Fleet</h1>", "The Harbour Wall"),
    ],
)
def test_the_title_is_the_heading_without_what_is_not_of_the_article(head: str, heading: str, title: str) -> None:
    assert meta_of(head, heading=heading).title == title


def test_a_heading_below_the_text_is_not_the_title() -> None:
    head = og("og:title", "The Harbour Wall")
    meta = article_from(
        "a.html", f"<head>{head}</head><p>{PROSE}</p><p>{MORE_PROSE}</p><p>{PROSE}</p><h1>A word from us</h1>"
    ).value.meta
    assert meta.title == "The Harbour Wall"


@pytest.mark.parametrize(
    ("head", "body", "authors"),
    [
        (og("author", "Strandline"), "<p>By Maren Aldous</p>", ("Maren Aldous",)),
        (og("author", "Maren Aldous"), "", ("Maren Aldous",)),
        (f"{og('og:site_name', 'Maren Aldous')}{og('author', 'Maren Aldous')}", "", ("Maren Aldous",)),
        (og("article:author", "https://social.example/maren"), "", ()),
        (og("author", "maren@example.org"), "", ()),
        (og("author", "Admin"), "", ()),
        (
            og("citation_author", "Maren Aldous") + og("citation_author", "Tom Penhale"),
            "",
            ("Maren Aldous", "Tom Penhale"),
        ),
        (og("author", "Maren Aldous") + og("author", "MAREN ALDOUS"), "", ("Maren Aldous",)),
        ("", "<p>Maren Aldous · 4 May 2021</p>", ("Maren Aldous",)),
        ("", '<p><a rel="author">Maren Aldous</a></p>', ("Maren Aldous",)),
        ("", "<p>Reviewed by Tom Penhale</p>", ()),
    ],
)
def test_authors_are_names(head: str, body: str, authors: tuple[str, ...]) -> None:
    site = "" if "og:site_name" in head else og("og:site_name", "Strandline")
    assert meta_of(site + head, body).authors == authors


@pytest.mark.parametrize(
    ("head", "body", "published", "modified"),
    [
        (og("article:published_time", "2021-05-04T10:00:00Z"), "", "2021-05-04", None),
        # a change that the page shows dates the text one reads; what is only in the head may be that of a menu
        ("", "<p>Updated 4 May 2021</p>", "2021-05-04", "2021-05-04"),
        (og("article:modified_time", "2021-05-04"), "", None, "2021-05-04"),
        (og("published", "4 May 2021"), "<p>Updated 5 May 2021</p>", "2021-05-04", "2021-05-05"),
        (og("article:published_time", "1970-01-01"), "", None, None),
        # what the page shows beats what its head says, as where one is in another time zone
        (og("article:published_time", "2021-05-05T01:00:00Z"), "<p>4 May 2021</p>", "2021-05-04", None),
        # unless it shows the date of the last change
        (
            og("article:published_time", "2019-01-01") + og("article:modified_time", "2021-05-04"),
            "<p>4 May 2021</p>",
            "2019-01-01",
            "2021-05-04",
        ),
        # or the day and the month stand the other way round
        (og("article:published_time", "2021-09-04"), "<p>09.04.2021</p>", "2021-09-04", None),
        ("", '<time datetime="2021-09-04T10:00">09.04.2021</time>', "2021-09-04", None),
        # or of its month
        (
            og("article:published_time", "2019-01-01") + og("article:modified_time", "2021-05-04"),
            "<time>May 2021</time>",
            "2019-01-01",
            "2021-05-04",
        ),
        # what both say is surest
        (og("date", "2021-05-04"), "<time>1 May 2021</time> <time>4 May 2021</time>", "2021-05-04", None),
        ("", "<p>2 May 2021</p><p>First published on 1 May 2021.</p>", "2021-05-01", None),
        # a list of events
        ("", "<p>1 May 2021</p><p>2 May 2021</p><p>3 May 2021</p><p>4 May 2021</p>", None, None),
        (og("og:url", "https://strandline.example/2021/05/04/wall"), "", "2021-05-04", None),
        (og("og:url", "https://strandline.example/2021/may/04/wall"), "", "2021-05-04", None),
        (og("og:url", "https://strandline.example/2021/05/wall"), "", None, None),
        ("", "<footer>© 2021 Strandline</footer>", None, None),
    ],
)
def test_no_date_rather_than_a_wrong_one(head: str, body: str, published: str | None, modified: str | None) -> None:
    meta = meta_of(head, body)
    assert (meta.published, meta.modified) == (published, modified)


def test_a_date_of_the_last_change_says_so() -> None:
    evidence = dict(meta_of("", "<p>Updated 4 May 2021</p>").evidence)
    assert evidence["published"] == f"{evidence['modified']}, of the last change"


def test_the_address_is_the_last_evidence_of_a_date() -> None:
    meta = meta_of(og("og:url", "https://strandline.example/2021/05/04/wall"))
    assert dict(meta.evidence)["published"] == "the address"
