"""Markdown as a page of passages that the cleaner can judge."""

from __future__ import annotations

import pytest

from publish.passages import Page, Source
from publish.readers import read
from tests.builders import MORE_PROSE, PROSE, kept, removed


def page(*lines: str, name: str = "a.md") -> Page:
    return read(Source(name, "\n".join(lines).encode())).value


def passages(*lines: str) -> list[tuple[int, str, str]]:
    """(line, tag, text) of each passage."""
    return [(each.line, each.tag, each.text) for each in page(*lines).passages]


def test_each_leaf_block_is_a_passage() -> None:
    assert passages(
        "# Title", "", "One *and*", "two.", "", "- item", "", "  more", "", "> quoted", "", "| a | b |", "|---|---|", "| 1 | 2 |"
    ) == [
        (1, "h1", "Title"), (3, "p", "One and\ntwo."), (6, "p", "item"), (8, "p", "more"), (10, "p", "quoted"),
        (12, "th", "a"), (12, "th", "b"), (14, "td", "1"), (14, "td", "2"),
    ]  # fmt: skip


def test_notes_terms_and_code_are_passages_too() -> None:
    assert passages("Term", ": meaning[^1]", "", "[^1]: note", "", "```", "code", "```") == [
        (1, "dt", "Term"), (2, "p", "meaning"), (4, "p", "note"), (6, "pre", "code")
    ]  # fmt: skip


def test_items_are_known_by_their_path() -> None:
    (item,) = page("- item").passages
    assert [step.tag for step in item.path] == ["article", "li", "p"]


def test_links_have_their_share() -> None:
    (line,) = page("See [the wall](https://example.org/).").passages
    assert (line.text, line.link_share) == ("See the wall.", 7 / 11)


def test_a_picture_is_a_passage_with_its_name() -> None:
    words, picture = page("![A wall](a.png)", "Below it.").passages
    assert (words.text, picture.text, picture.picture) == ("Below it.", "", "A wall")


def test_tags_of_html_are_no_text() -> None:
    assert passages("<div>", "H<sub>2</sub>O<!-- x -->", "</div>") == [(1, "p", "H2O")]


@pytest.mark.parametrize("name", ["a.md", "a.MARKDOWN"])
def test_markdown_is_known_by_its_ending(name: str) -> None:
    assert page("# Title", name=name).tree is not None


def test_what_publish_wrote_is_known_without_a_name() -> None:
    assert page("---", "title: A", "cleaned-by: publish 1", "---", "", "Text", name="standard-input").settled
    assert page("---", "title: A", "---", "", "Text", name="standard-input").tree is None


# ---- clippings, cleaned like other sources ----

CLIPPING = (
    "---",
    "title: The Harbour Wall",
    "source: https://example.org/wall",
    "---",
    "# The Harbour Wall",
    "",
    "By Maren Aldous · 3 min read",
    "",
    PROSE,
    "",
    "[Facebook](https://facebook.com/x) [Twitter](https://twitter.com/x)",
    "",
    "## Leave it standing",
    "",
    f"{MORE_PROSE} Tell us in the comments below!",
    "",
    "- [Low water](https://example.org/low)",
    "- [High water](https://example.org/high)",
    "",
    "Leave a Reply",
)


def test_a_clipping_is_cleaned() -> None:
    assert removed(page(*CLIPPING)) == [
        ("metadata", "The Harbour Wall"),
        ("metadata", "By Maren Aldous · 3 min read"),
        ("share-bar", "Facebook Twitter"),
        ("comment-prompt", "Tell us in the comments below!"),
        ("comment-form", "Leave a Reply"),
    ]


def test_its_own_headings_and_links_stay() -> None:
    assert kept(page(*CLIPPING)) == [PROSE, "Leave it standing", MORE_PROSE, "Low water", "High water"]


def test_a_first_section_is_no_title_where_the_front_matter_has_one() -> None:
    assert kept(page("---", "title: A", "---", "## First part", "", PROSE)) == ["First part", PROSE]


def test_a_note_of_short_items_below_a_long_heading_stays_whole() -> None:
    heading = "How to read the lights of a harbour at night when you come in from the open sea"
    assert kept(page(f"# {heading}", "", "- Red to port", "- Green to starboard", "", "Mind the bar.")) == [
        "Red to port", "Green to starboard", "Mind the bar."
    ]  # fmt: skip


def test_a_long_definition_is_not_taken_for_the_article() -> None:
    assert kept(page("Wall", f": {PROSE} {MORE_PROSE}", "", "Sea", ": Salt water")) == [
        "Wall", f"{PROSE} {MORE_PROSE}", "Sea", "Salt water"
    ]  # fmt: skip
