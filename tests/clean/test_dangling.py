from __future__ import annotations

import pytest

from tests.builders import PROSE, dump, dump_end, kept, removed


@pytest.mark.parametrize("label", ["Email:", "Phone:", "Her website:"])
def test_a_contact_label_without_a_value_goes(label: str) -> None:
    assert ("dangling-label", label) in removed(dump_end(f"{PROSE} {label}"))


def test_it_stays_where_the_next_line_is_its_value() -> None:
    assert f"{PROSE} Email:" in kept(dump_end(f"{PROSE} Email:", "office@example.org"))


@pytest.mark.parametrize("line", ["The notice was sent by email:", "He could be reached by phone:"])
def test_a_sentence_that_leads_to_what_follows_stays(line: str) -> None:
    assert line in kept(dump(line))
