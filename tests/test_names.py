"""Names are told from labels, roles, dates, addresses and those who only helped."""

from __future__ import annotations

import pytest

from publish.names import Trust, is_name, names_in


@pytest.mark.parametrize(
    ("pieces", "names"),
    [
        (("By Maren Aldous",), ("Maren Aldous",)),
        (("ByMaren Aldous",), ("Maren Aldous",)),
        (("by", "Maren Aldous", "and", "Tom Penhale"), ("Maren Aldous", "Tom Penhale")),
        (("By Maren Aldous, Tom Penhale and Ute Brandt",), ("Maren Aldous", "Tom Penhale", "Ute Brandt")),
        (("von Ute Brandt und Maren Aldous",), ("Ute Brandt", "Maren Aldous")),
        (("Written by", "Maren Aldous", "Senior Editor"), ("Maren Aldous",)),
        (("By Maren Aldous, Harbour Correspondent",), ("Maren Aldous",)),
        (("Maren Aldous", "4 May 2021", "7 min read"), ("Maren Aldous",)),
        (("4 May 2021 · Maren Aldous",), ("Maren Aldous",)),
        (("By Maren Aldous on 4 May 2021",), ("Maren Aldous",)),
        (("By Maren Aldous, MD",), ("Maren Aldous, MD",)),
        (("By Maren Aldous", "Reviewed by", "Tom Penhale"), ("Maren Aldous",)),
        (("Reviewed by", "Tom Penhale", "Written by", "Maren Aldous"), ("Maren Aldous",)),
        (("By Maren Aldous", "maren@example.org"), ("Maren Aldous",)),
        (("Maren Aldous", "1", ";", "Tom Penhale", "2"), ("Maren Aldous", "Tom Penhale")),
        (("Posted by", "the harbour team"), ("the harbour team",)),
        (("7 min read",), ()),
        (("Share", "Save"), ()),
        (("Senior Editor",), ()),
        (("By admin",), ()),
        ((), ()),
    ],
)
def test_the_names_in_a_byline(pieces: tuple[str, ...], names: tuple[str, ...]) -> None:
    assert names_in(pieces) == names


@pytest.mark.parametrize(
    ("text", "guessed", "marked", "said"),
    [
        ("Maren Aldous", True, True, True),
        ("Johann van der Waals", True, True, True),
        ("王小明", True, True, True),
        ("Maren", False, True, True),
        ("maren_a", False, True, True),
        ("Office of the Harbour", True, True, True),
        ("the office of harbours and tides", False, False, True),
        ("Harbour Editor", False, False, True),
        ("Staff", False, False, False),
        ("https://example.org/maren", False, False, False),
        ("404", False, False, False),
    ],
)
def test_the_surer_the_page_the_less_a_name_has_to_look_like_one(
    text: str, guessed: bool, marked: bool, said: bool
) -> None:
    assert [is_name(text, trust) for trust in Trust] == [guessed, marked, said]


def test_the_and_of_a_group_parts_nothing() -> None:
    assert names_in(["Office for Harbours and Tides"], trust=Trust.SAID) == ("Office for Harbours and Tides",)


def test_a_list_of_hundreds_is_cut_short() -> None:
    assert len(names_in([", ".join(f"Maren {chr(65 + n % 26)}{chr(97 + n // 26)}ldous" for n in range(200))])) == 30
