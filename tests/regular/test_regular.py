"""No regular expression of the package takes more than its share as a text grows."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.regular.attacks import growing
from tests.regular.gather import gathered
from tests.regular.steps import program, steps

LATER = {
    "clean/byline.py": 1,  # looked at as what `_author` returns
    "clean/scorer/naming.py": 1,  # looked at as the table that they are
    "configuration.py": 3,  # the user's own; a key of the user's in a line of the user's file
    "dom.py": 1,  # the end of an element by its name
    "normalise/notes.py": 1,  # the number of a note, at the start of the note
    "readers/structured.py": 1,  # a word in quotation marks, and 300 characters after it
    "theme/fonts.py": 1,  # one character of some scripts
    "theme/proof.py": 1,  # an address in the user's style
    "writers/markdown.py": 1,  # one sign, many times
    "writers/pdf_fonts.py": 1,  # names of fonts, in quotation marks
    "writers/pdf_glyphs.py": 1,  # one of some characters, and what is joined to it
}
"""Patterns that are only known when they are used, and why each of them is linear. Look at a new one yourself."""


@pytest.mark.parametrize(
    ("pattern", "anchored"),
    [
        (r"\s+$", False),
        (r"<[^>]*>", False),
        (r"<!--.*?-->", False),
        (r"(a+)+b", True),
        (r"(?:a|aa)+$", True),
        (r"\w+\d+$", True),
        (r"(?:<!--.*?-->\s*)*<html", True),
        (r"(\w)\1*x", False),
    ],
)
def test_patterns_whose_work_grows_faster_than_their_text_are_told(pattern: str, anchored: bool) -> None:
    assert growing(program(re.compile(pattern)), anchored=anchored)


@pytest.mark.parametrize(
    ("pattern", "anchored"),
    [
        (r"(?<!\s)\s+$", False),
        (r"<[^<>]*>", False),
        (r"a+b", True),
        (r"(?:\w+\s)*x", True),
        (r"\b\w+\b:", False),
        (r"(?:<!--.*?-->\s*)*+<html", True),
        (r"\d{1,300}x", False),
    ],
)
def test_patterns_whose_work_grows_with_their_text_are_not(pattern: str, anchored: bool) -> None:
    assert growing(program(re.compile(pattern)), anchored=anchored) is None


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"(a|ab)(c|bcd)(d*)", "abcd"),
        (r"(?<=x)(?:y+?|z)*+(?!q)", "wxyyzq xz"),
        (r"(?m)^\s*(\w)\1$|(?:(?:a*)*b)", "aa\n  bb\naaab"),
        (r"(?i)(?>t+)h{2,3}\b", "TTthh thhhh"),
    ],
)
def test_what_is_counted_matches_as_re_does(pattern: str, text: str) -> None:
    from tests.regular.steps import Count

    made = program(re.compile(pattern))
    made.members = [frozenset(letter for letter in text if one.fullmatch(letter)) for one in made.sets]
    for at in range(len(text) + 1):
        found, expected = Count(made, text, 10_000).match(at), made.pattern.match(text, at)
        assert (found[0] if found else None) == (expected.end() if expected else None)


def test_steps_double_with_the_text() -> None:
    made = program(re.compile(r"(?:ab)*c"))
    assert [steps(made, "ab" * length, anchored=True) for length in (10, 20, 40)] == [64, 124, 244]


def test_no_expression_of_the_package_grows_faster_than_its_text() -> None:
    found = gathered()
    assert len(found.expressions) > 300
    assert Counter(place.rpartition(":")[0] for place in found.unread) == LATER
    growths = {each.place: growing(program(each.pattern), anchored=each.anchored) for each in found.expressions}
    assert {place: attack for place, attack in growths.items() if attack} == {}
