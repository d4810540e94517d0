import sys

from publish.characters import is_one_line, one_line


def test_no_white_space_but_single_spaces_passes_for_a_line() -> None:
    spaces = [character for character in map(chr, range(sys.maxunicode + 1)) if character.isspace()]
    assert [each for each in spaces if is_one_line(f"half{each}past")] == [" "]
    assert not any(map(is_one_line, ("half  past", " half past", "half past ")))
    assert is_one_line("half past four")


def test_a_lone_no_break_space_stays_on_its_line() -> None:
    assert one_line(" 4\xa0knots \n of  wind") == "4\xa0knots of wind"
