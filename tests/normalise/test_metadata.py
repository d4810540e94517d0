from __future__ import annotations

from publish.model import Direction
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
