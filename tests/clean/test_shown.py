"""What stands beside a page's title tells when and by whom."""

from __future__ import annotations

import pytest

from publish.clean.shown import shown_facts
from tests.builders import MORE_PROSE, PROSE, dump, web


def shown(above: str = "", below: str = "", after: str = "", lang: str = "en") -> list[tuple[str, str]]:
    """(field, value) of what is shown above and below the title of a page, and after its text."""
    body = f"{above}<h1>The Harbour Wall</h1>{below}<p>{PROSE}</p><p>{MORE_PROSE}</p><p>{PROSE} Still.</p>{after}"
    return [(fact.field, fact.value) for fact in shown_facts(web(f"<html lang='{lang}'><body>{body}</body></html>"))]


@pytest.mark.parametrize(
    ("line", "fact"),
    [
        ("4 May 2021", ("published", "2021-05-04")),
        ("Travel · 4 May 2021", ("published", "2021-05-04")),
        ("Updated 4 May 2021", ("modified", "2021-05-04")),
        ("Zuletzt aktualisiert: 4. Mai 2021", ("modified", "2021-05-04")),
        ("<b>Harbours</b><i>4 May 2021</i>", ("published", "2021-05-04")),
        ("By <a>Maren Aldous</a>", ("author", "By \nMaren Aldous")),
    ],
)
def test_a_line_beside_the_title_tells(line: str, fact: tuple[str, str]) -> None:
    assert fact in shown(below=f"<p>{line}</p>")


def test_the_first_date_and_the_last_change_are_told_apart() -> None:
    found = shown(below="<p>3 May 2021 - Updated 4 May 2021</p>")
    assert found[:2] == [("published", "2021-05-03"), ("modified", "2021-05-04")]


def test_a_label_may_stand_in_a_line_of_its_own() -> None:
    assert ("modified", "2021-05-04") in shown(below="<p>Last updated</p><p>4 May 2021</p>")


def test_the_line_nearest_to_the_title_comes_first() -> None:
    found = shown("<p>1 May 2021</p><p>a</p><p>b</p>", "<p>2 May 2021</p>")
    assert [value for _, value in found if value[:4] == "2021"] == ["2021-05-02", "2021-05-01"]


@pytest.mark.parametrize(
    "line",
    ["<nav>4 May 2021</nav>", "<div class='related'>4 May 2021</div>", f"<p>{PROSE} It was 4 May 2021, a Tuesday.</p>"],
)
def test_other_places_tell_nothing(line: str) -> None:
    assert shown(below=line) == []


def test_a_line_below_the_article_tells_only_where_it_says_so() -> None:
    assert shown(after="<p>4 May 2021</p>") == []
    assert ("published", "2021-05-04") in shown(after="<p>Posted by Maren on 4 May 2021</p>")


@pytest.mark.parametrize(("lang", "dates"), [("en-GB", ["2021-05-04"]), ("en-US", ["2021-04-05"]), ("en", [])])
def test_the_language_of_a_page_tells_day_from_month(lang: str, dates: list[str]) -> None:
    assert [value for field, value in shown(below="<p>4/5/2021</p>", lang=lang) if field == "published"] == dates


def test_a_dump_shows_nothing_here() -> None:
    assert list(shown_facts(dump("4 May 2021"))) == []
