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


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("Last reviewed: 4 May 2021", None),
        ("Reviewed by Maren Aldous on 4 May 2021", None),
        ("Last active 4 May 2021", None),
        ("Member since 4 May 2021", None),
        ("1 May 2021 - 4 May 2021", None),  # an event
        ("Due by 4 May 2021", None),
        ("By Maren Due, 4 May 2021", "published"),
        ("Seen on the quay on 4 May 2021:", None),
        ("Reviewed by Maren Aldous. Published 4 May 2021", "published"),
        ("1 May 2020 - Updated 4 May 2021", "modified"),
    ],
)
def test_a_date_that_is_of_something_else_tells_nothing(line: str, field: str | None) -> None:
    told = [name for name, date in shown(below=f"<p>{line}</p>") if date == "2021-05-04"]
    assert told == ([field] if field else [])


def test_the_line_of_a_reviewer_is_no_label_of_the_date_after_it() -> None:
    assert ("published", "2021-05-04") in shown(below="<p>Reviewed by Maren Aldous</p><p>4 May 2021</p>")
    assert ("published", "2021-05-04") not in shown(below="<p>Last reviewed</p><p>4 May 2021</p>")


@pytest.mark.parametrize("name", ["field--name-changed", "header__datemodified", "last-updated", "date_updated"])
def test_a_class_may_say_that_a_date_is_of_the_last_change(name: str) -> None:
    assert ("modified", "2021-05-04") in shown(below=f'<p class="{name}">4 May 2021</p>')


def test_a_class_that_says_both_says_nothing() -> None:
    assert ("published", "2021-05-04") in shown(below='<p class="entry-date published updated">4 May 2021</p>')


def test_pictures_do_not_part_a_byline_from_the_title() -> None:
    assert ("published", "2021-05-04") in shown(below='<img src="wall.jpg">' * 12 + "<p>4 May 2021</p>")


def test_the_footer_of_the_article_and_the_box_of_its_title_are_its_own() -> None:
    body = '<article><div class="teaser">{}<p>Harbours</p><p>4 May 2021</p></div>{}</article>'
    title, prose = "<h1>The Harbour Wall</h1>", f"<p>{PROSE}</p><p>{MORE_PROSE}</p>"
    assert next(shown_facts(web(body.format(title, prose)))).value == "2021-05-04"
    foot = f'<article>{title}{prose}<div class="article-footer"><p>4 May 2021</p></div></article>'
    assert next(shown_facts(web(foot))).value == "2021-05-04"


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("<p>Posted by Maren on 4 May 2021</p>", "2021-05-04"),
        ("<p>Erschienen am 4. Mai 2021</p>", "2021-05-04"),
        ("<h3>Publish date</h3><p>4 May 2021</p>", "2021-05-04"),
        ("<p>Posted in the forum of the harbour masters on 4 May 2021:</p>", None),
        ("<p>4 May 2021</p>", "2021-05-04"),
        ("<p>4 May 2021</p><p>By Maren Aldous</p><p>5 May 2021</p>", None),  # which of the two, who knows
        ("<p>Some of the piles were there on 4 May 2021</p>", None),
    ],
)
def test_a_line_below_the_article_tells_where_it_says_so_or_is_alone(line: str, date: str | None) -> None:
    assert [value for field, value in shown(after=line) if field == "published"][:1] == ([date] if date else [])


def test_the_first_appearance_is_told_wherever_it_is_said() -> None:
    line = "This article was originally published on 4 May 2021 but has been mended since, whenever the wall was."
    assert ("published", "2021-05-04") in shown(after=f"<p>{line}</p>")


@pytest.mark.parametrize(("lang", "dates"), [("en-GB", ["2021-05-04"]), ("en-US", ["2021-04-05"]), ("en", [])])
def test_the_language_of_a_page_tells_day_from_month(lang: str, dates: list[str]) -> None:
    assert [value for field, value in shown(below="<p>4/5/2021</p>", lang=lang) if field == "published"] == dates


def test_a_dump_shows_nothing_here() -> None:
    assert list(shown_facts(dump("4 May 2021"))) == []
