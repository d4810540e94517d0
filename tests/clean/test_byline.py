from __future__ import annotations

import pytest

from publish.clean import CleanRules, clean
from tests.builders import MORE_PROSE, PROSE, dump, kept, page


def facts(line: str) -> set[tuple[str, str]]:
    source = page("The Harbour Wall", "", line, "", PROSE, "", MORE_PROSE)
    swept = clean(source, CleanRules())
    assert kept(source) == [PROSE, MORE_PROSE]
    return {(fact.field, fact.value) for fact in swept.value.facts if fact.field != "title"}


@pytest.mark.parametrize(
    ("line", "known"),
    [
        ("7 min read Mar 02, 2021", {("published", "2021-03-02")}),
        ("By Maren Aldous", {("author", "Maren Aldous")}),
        (
            "By Maren Aldous and Tom Penhale | 3 May 2019",
            {("author", "Maren Aldous"), ("author", "Tom Penhale"), ("published", "2019-05-03")},
        ),
        ("Posted on 2020-11-05 by Salma Verrall", {("author", "Salma Verrall"), ("published", "2020-11-05")}),
        ("Last updated: 12 June 2022", {("modified", "2022-06-12")}),
        ("14. März 2018", {("published", "2018-03-14")}),
        ("Reading time: 5 minutes", set()),
    ],
)
def test_a_byline_becomes_metadata(line: str, known: set[tuple[str, str]]) -> None:
    assert facts(line) == known


@pytest.mark.parametrize(
    "line",
    [
        "By the time the wall was finished, in March 1821, half the fleet had gone to other harbours.",
        "By night the lamps were lit",
        "On 3 May 2019 the wall gave way.",
        "In 20 minutes the water had reached the market.",
        "Indoor Harbour Museum",
    ],
)
def test_sentences_with_names_dates_and_minutes_stay(line: str) -> None:
    assert line in kept(dump(line))


def test_a_date_below_the_first_prose_stays() -> None:
    assert "3 May 2019" in kept(dump("3 May 2019"))
