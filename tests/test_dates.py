"""Dates are read where they surely are dates, in many languages, and never guessed."""

from __future__ import annotations

import pytest

from publish.dates import FoundDate, find_dates, month_number, parse_date
from publish.passages import Span


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024-09-14", "2024-09-14"),
        ("2024-09-14T10:20:30+02:00", "2024-09-14"),
        ("2024-09", "2024-09"),
        ("September 14, 2024", "2024-09-14"),
        ("Sept. 14th 2024", "2024-09-14"),
        ("14 September 2024", "2024-09-14"),
        ("the 1st of May, 2020", "2020-05-01"),
        ("September 2024", "2024-09"),
        ("2024/09/14", "2024-09-14"),
        ("14.9.2024", "2024-09-14"),
        ("26/02/2017", "2017-02-26"),
        ("02/26/2017", "2017-02-26"),
        ("03/03/2017", "2017-03-03"),
        ("3. März 2021", "2021-03-03"),
        ("1er janvier 2019", "2019-01-01"),
        ("5 de mayo de 2018", "2018-05-05"),
        ("12 марта 2015", "2015-03-12"),
        ("14 सितंबर 2021", "2021-09-14"),
        ("2024年9月14日", "2024-09-14"),
        ("2024년 9월 14일", "2024-09-14"),
        ("29 February 2024", "2024-02-29"),
    ],
)
def test_a_date_is_read(text: str, iso: str) -> None:
    assert parse_date(text) == iso


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2024",
        "soon",
        "02/03/2017",  # February or March
        "31.2.2024",
        "31 February 2024",
        "2024-13-01",
        "14 Septembers 2024",
        "about 12 people 2024",
        "9/11",
        "version 1.2.2024.7",
        "0999-01-01",
        "9999-01-01",
    ],
)
def test_what_is_not_surely_a_date_is_none(text: str) -> None:
    assert parse_date(text) is None


def test_dates_come_in_order_with_their_places() -> None:
    text = "Updated 2024-09-14, first 1 May 2020."
    assert find_dates(text) == (FoundDate("2024-09-14", Span(8, 18)), FoundDate("2020-05-01", Span(26, 36)))


def test_of_overlapping_readings_the_most_exact_wins() -> None:
    assert [date.iso for date in find_dates("14 September 2024")] == ["2024-09-14"]


@pytest.mark.parametrize(
    ("name", "number"), [("MAY", 5), ("sept", 9), ("août", 8), ("Mai", 5), ("it", None), ("", None)]
)
def test_months_have_numbers(name: str, number: int | None) -> None:
    assert month_number(name) == number
