from __future__ import annotations

import pytest

from tests.builders import dump, kept, page, rules_for


@pytest.mark.parametrize(
    "line",
    [
        "123e4567-e89b-12d3-a456-426614174000",
        "d41d8cd98f00b204e9800998ecf8427e",
        "post-48213",
        "{3F2504E0-4F89-41D3-9A0C-0305E82C3301}",
    ],
)
def test_a_line_that_is_only_an_id_goes(line: str) -> None:
    assert rules_for(dump(line), line) == {"stray-id"}


@pytest.mark.parametrize(
    "line", ["The post-1945 harbour", "deadbeef", "ISBN 978-0-00-000000-2", "Order 66, and what came of it"]
)
def test_words_and_names_that_look_like_ids_stay(line: str) -> None:
    assert line in kept(dump(line))


@pytest.mark.parametrize("line", ["0", "17", "1.2K", "(3)"])
def test_a_bare_number_goes(line: str) -> None:
    assert rules_for(dump(line), line) == {"counter"}


@pytest.mark.parametrize("line", ["1945", "17 men", "- 4"])
def test_a_year_an_amount_and_an_item_stay(line: str) -> None:
    assert line in kept(dump(line))


def test_numbers_that_count_sections_stay() -> None:
    source = page(
        "A Title", "", "1", "", "First part of the text.", "", "2", "", "Second part.", "", "3", "", "Third part."
    )
    assert {"1", "2", "3"} <= set(kept(source))


def test_a_column_of_figures_stays() -> None:
    assert {"12", "14", "19"} <= set(kept(dump("Heights in metres:", "12", "14", "19")))
