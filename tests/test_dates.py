"""Dates are read where they surely are dates, in many languages, and never guessed."""

from __future__ import annotations

import pytest

from publish.dates import FoundDate, find_dates, month_number, parse_date, parse_stamp
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


@pytest.mark.parametrize(
    ("stamp", "iso"),
    [
        ("2025-9-4", "2025-09-04"),
        ("20250904", "2025-09-04"),
        ("20250904T101500Z", "2025-09-04"),
        ("2025-09-04 10:15:00 UTC", "2025-09-04"),
        ("04.Sep.2025", "2025-09-04"),
        ("4-Sep-2025", "2025-09-04"),
        ("2023 Jan 7", "2023-01-07"),
        ("Tue Jan 28 15:28:56 CET 2020", "2020-01-28"),
        ("Di., 25.01.2022 - 14:45", "2022-01-25"),
        ("1735689600", "2025-01-01"),
        ("1735689600000", "2025-01-01"),
    ],
)
def test_a_stamp_for_machines_is_read(stamp: str, iso: str) -> None:
    assert parse_stamp(stamp) == iso


@pytest.mark.parametrize("stamp", ["", "Sep 16", "12", "3-4-2025", "2025-13-40", "next week", "00000000"])
def test_what_is_not_surely_a_stamp_is_none(stamp: str) -> None:
    assert parse_stamp(stamp) is None


def test_the_order_of_day_and_month_can_be_told() -> None:
    assert [parse_stamp("3/4/2025", day_first=first) for first in (True, False, None)] == [
        "2025-04-03",
        "2025-03-04",
        None,
    ]


def test_two_dates_in_a_row_are_two() -> None:
    found = [date.iso for date in find_dates("June 29, 2020 November 12, 2021")]
    assert found == ["2020-06-29", "2021-11-12"]
