from __future__ import annotations

from tests.builders import page


def test_each_line_with_ink_is_a_passage_with_its_place_in_the_source() -> None:
    source = page("Title", "", "  • an item  ", "\tindented", "\u200b")
    found = [(each.line, each.text, each.indent, each.gap) for each in source.passages]
    assert found == [(1, "Title", 0, 0), (3, "• an item", 2, 1), (4, "indented", 4, 0)]
    for each in source.passages:
        (span,) = each.spans
        assert source.text[span.start : span.end] == each.text
