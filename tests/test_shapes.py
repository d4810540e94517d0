"""Lines that an author set: tables, verse and code, and what only looks like them."""

from publish.shapes import Shape, cells_of, is_ruled, shapes_of
from tests.builders import MORE_PROSE, PROSE, page


def shapes(*lines: str) -> list[tuple[str, int, int]]:
    return [(each.shape.value, each.start, each.end) for each in shapes_of(page(*lines).passages)]


def test_a_table_drawn_with_tabs_takes_two_rows_and_one_with_pipes_a_rule_or_three() -> None:
    assert shapes("Port\tDepth", "Leith\t9 m") == [(Shape.TABLE.value, 0, 2)]
    assert shapes("Port | Depth", "Leith | 9 m") == []
    assert shapes("| Port | Depth |", "|---|--:|", "| Leith | 9 m |") == [("table", 0, 3)]
    assert shapes("Port | Depth", "Leith | 9 m", "Oban | 5 m") == [("table", 0, 3)]


def test_a_row_with_other_columns_ends_a_table() -> None:
    assert shapes("a\tb", "c\td", "e\tf\tg", "h\ti\tj") == [("table", 0, 2), ("table", 2, 4)]


def test_a_blank_line_ends_a_table_and_a_single_row_is_none() -> None:
    assert shapes("Home | About | Contact", "", PROSE) == []
    assert shapes("a\tb", "", "c\td") == []


def test_cells_and_rules() -> None:
    assert cells_of("| a | b |") == ("a", "b")
    assert cells_of("a\t\tb") == ("a", "", "b")
    assert cells_of("plain") == ()
    assert is_ruled("|:---|:-:|")
    assert is_ruled("--- | ---")
    assert not is_ruled("---")
    assert not is_ruled("a | b")


def test_a_stanza_is_verse_and_a_list_of_names_is_not() -> None:
    stanza = ("The tide went out at half past four", "And left the boats upon the sand,", "The gulls came walking.")
    assert shapes(*stanza) == [("verse", 0, 3)]
    assert shapes("Alice Harbour", "Robert Pier", "Susan Quay") == []
    assert shapes("• The tide went out,", "• And left the boats,", "• The gulls came.") == []


def test_code_begins_and_ends_with_lines_that_are_code() -> None:
    code = ("def tide(hour):", "    level = LEVELS[hour % 24]", "    return level")
    assert shapes(PROSE, "", *code, "", MORE_PROSE) == [("code", 1, 4)]
    assert shapes("const tide = (hour) => {", "  return levels[hour];", "};") == [("code", 0, 3)]
    assert shapes("$ pip install publish", "$ publish build") == [("code", 0, 2)]


def test_prose_about_code_is_prose() -> None:
    assert shapes("if you go there at night, mind the steps.", "for a while it rained.") == []
    assert shapes(PROSE, MORE_PROSE) == []
