"""The dates of a list are not those of the page that has it."""

from __future__ import annotations

import pytest

from publish.clean.dated_lists import without_listed
from publish.passages import Fact
from tests.builders import MORE_PROSE, PROSE, web

TITLE, TEXT = "<h1>The Harbour Wall</h1>\n", f"<p>{PROSE}</p>\n<p>{MORE_PROSE}</p>\n"
EVENTS = "".join(f"<li>\n<div>{day} May 2021</div><b>Regatta</b></li>" for day in range(4, 8))
CARDS = "".join(f"<div>\n<h3>Tides</h3><p><i>5/{day}/2021</i></p></div>" for day in range(4, 8))


def dates(markup: str, date: str) -> list[int]:
    """The lines of a page that tell its date, if each line that holds it did."""
    lines = [number for number, line in enumerate(markup.split("\n"), 1) if date in line]
    iso = "2021-05-04"
    facts = [Fact("published", iso, f"line {line}: beside the title") for line in lines]
    return [int(fact.evidence.split()[1].rstrip(":")) for fact in without_listed(web(markup), facts)]


@pytest.mark.parametrize(("found", "date"), [(f"<ul>{EVENTS}</ul>", "4 May 2021"), (CARDS, "5/4/2021")])
def test_a_date_of_a_list_is_none_of_the_page(found: str, date: str) -> None:
    assert dates(TITLE + found + TEXT, date) == []


def test_the_byline_stays_beside_a_list_that_has_its_date_too() -> None:
    assert dates(f"{TITLE}<div>4 May 2021</div>\n{TEXT}<ul>{EVENTS}</ul>", "4 May 2021")[:1] == [2]


def test_a_page_in_one_line_keeps_the_date_of_its_byline() -> None:
    markup = f"{TITLE}<div>4 May 2021</div>{TEXT}<ul>{EVENTS}</ul>".replace("\n", "")
    assert dates(markup, "4 May 2021") == [1]


def test_paragraphs_that_begin_with_a_date_are_no_list_with_the_byline() -> None:
    years = "".join(f"<p>1 June {year}: the wall is mended.</p>\n" for year in range(1990, 1996))
    assert dates(f"<div>{TITLE}<p>4 May 2021</p>\n{years}{TEXT}</div>", "4 May 2021") == [2]
