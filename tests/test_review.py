"""A source line by line with its fate, and the line for publish.toml that brings a removed text back."""

from __future__ import annotations

import tomllib

import pytest

from publish.clean import CleanRules, clean
from publish.passages import Page
from publish.review import KEEP_CHARACTERS, Fate, Row, keep_line, review
from tests.builders import MORE_PROSE, PROSE, dump, dump_end, web


def rows(page: Page) -> tuple[Row, ...]:
    swept = clean(page, CleanRules())
    return review(page, swept.value, swept.removals)


def test_every_line_has_its_fate() -> None:
    page = dump_end("Leave a Reply", "", "Disclaimer: the views are those of the author.")
    assert [(row.line, row.fate, row.rule) for row in rows(page)] == [
        (1, Fate.METADATA, "metadata"),
        (3, Fate.KEPT, ""),
        (5, Fate.KEPT, ""),
        (7, Fate.REMOVED, "comment-form"),
        (9, Fate.NOTE, ""),
    ]


def test_a_part_that_was_taken_out_stands_beside_the_rest() -> None:
    found = rows(dump("Subheading: The Wall", "", PROSE, "", "Subheading: The Tide", "", "Hook: It rises."))
    parts = [row for row in found if row.line == 5]
    assert [(row.text, row.fate) for row in parts] == [("Subheading:", Fate.REMOVED), ("The Wall", Fate.KEPT)]
    assert parts[0].passage == "Subheading: The Wall"


def test_the_words_of_a_page_stand_once_in_its_rows() -> None:
    page = web(f"<h1>Title</h1><p>{PROSE}</p><p>{MORE_PROSE}</p><div class='share'>Share</div>")
    assert [row.text for row in rows(page)] == ["Title", PROSE, MORE_PROSE, "Share"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("0", "keep = ['^0$']"),
        ("Leave a Reply", "keep = ['^Leave a Reply$']"),
        ("Really? (No.)", r"keep = ['^Really\? \(No\.\)$']"),
        ('The author\'s "view"', r'keep = ["^The author' + "'" + r's \"view\"$"]'),
        ("C:\\it's", r'keep = ["^C:\\\\it' + "'" + r's$"]'),
        ("word " * 20 + "end", "keep = ['^" + ("word " * 12).strip() + "']"),
        ("x" * 500, "keep = ['^" + "x" * KEEP_CHARACTERS + "']"),
    ],
)
def test_the_line_that_keeps_a_text_is_toml(text: str, line: str) -> None:
    assert keep_line(text) == line
    assert tomllib.loads(line)["keep"]
