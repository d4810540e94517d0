"""Front matter: what editors, web clippers and publish itself write above an article."""

from __future__ import annotations

import pytest

from publish.errors import SourceError
from publish.findings import Outcome, Severity
from publish.passages import Source
from publish.readers.front_matter import FrontMatter, front_matter


def read(text: str) -> Outcome[FrontMatter]:
    return front_matter(Source("a.md", b""), text)


def facts(*lines: str) -> list[tuple[str, str]]:
    """(field, value) of what front matter with these lines says."""
    return [(fact.field, fact.value) for fact in read("\n".join(("---", *lines, "---", "Text"))).value.facts]


def told(*lines: str) -> list[tuple[str, str, int]]:
    """(severity, what is said, line) of the findings on front matter with these lines."""
    findings = read("\n".join(("---", *lines, "---", "Text"))).findings
    return [(each.severity.value, each.detail, each.origin.line if each.origin else 0) for each in findings]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("title: Low Water", [("title", "Low Water")]),
        ("Title: 1984", [("title", "1984")]),
        ("title: The Wall: A History", [("title", "The Wall: A History")]),
        ('title: "The Wall" and after', [("title", '"The Wall" and after')]),
        ("title: @home # 2", [("title", "@home # 2")]),
        ("title: no", [("title", "no")]),
        ("title: |\n  Two\n  lines", [("title", "Two lines")]),
        ("title:", []),
        ("author: Jane Doe", [("author", "Jane Doe")]),
        ("authors: Jane Doe, John Roe and Ann Poe", [("author", "Jane Doe"), ("author", "John Roe"), ("author", "Ann Poe")]),
        ("authors: [Smith and Sons, John Roe]", [("author", "Smith and Sons"), ("author", "John Roe")]),
        ('authors:\n  - "[[Jane Doe]]"\n  - John Roe', [("author", "Jane Doe"), ("author", "John Roe")]),
        ("published: 2024-09-14", [("published", "2024-09-14")]),
        ("published: 2024", [("published", "2024")]),
        ("date: 14 September 2024", [("published", "2024-09-14")]),
        ("date: 2024-09-14T10:00:00Z", [("published", "2024-09-14")]),
        ("updated: 2024-09", [("modified", "2024-09")]),
        ("lang: en_GB", [("language", "en-GB")]),
        ("direction: RTL", [("direction", "rtl")]),
        ("url: https://example.org/a", [("url", "https://example.org/a")]),
        ("source: https://x.y/a", [("source", "https://x.y/a"), ("url", "https://x.y/a")]),
        ("cleaned-by: publish\nsource: https://x.y/a", [("source", "https://x.y/a")]),
    ],
)  # fmt: skip
def test_natural_forms_are_understood(line: str, expected: list[tuple[str, str]]) -> None:
    assert facts(line) == expected


def test_a_fact_names_its_line() -> None:
    outcome = read("---\ntitle: A\nurl: https://example.org/\n---\nText")
    assert [fact.evidence for fact in outcome.value.facts] == ["line 2: front matter", "line 3: front matter"]


def test_the_text_begins_below_it() -> None:
    text = "---\ntitle: A\n...\n\nText"
    assert text[read(text).value.end :] == "\nText"


@pytest.mark.parametrize(
    "text",
    [
        "Text",
        "---\n\nText between rules.\n\n---\n\nMore",
        "---\n- a list\n---\n",
        "---\nnever closed: x\n",
        "----\na: b\n----\n",
    ],
)
def test_other_texts_have_none(text: str) -> None:
    assert read(text) == Outcome(FrontMatter())


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["auhtors: x"], ("warning", "front matter: 'auhtors' is no key that says something of the article; did you mean authors?", 2)),
        (["title: A", "tags: [a, b]"], ("info", "front matter: 'tags' is no key that says something of the article", 3)),
        (["date: soon"], ("warning", "front matter: date: 'soon' is not a date that is understood; write it as 2024-09-14", 2)),
        (["language: Klingon!"], ("warning", "front matter: language: 'Klingon!' is not the code of a language; write it as en or en-GB", 2)),
        (["dir: up"], ("warning", "front matter: dir: 'up' is not a direction; write ltr or rtl", 2)),
        (["url: here"], ("warning", "front matter: url: 'here' is not a web address; it begins with https://", 2)),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_told_with_its_line_and_remedy(
    lines: list[str], expected: tuple[str, str, int]
) -> None:
    assert told(*lines) == [expected]


@pytest.mark.parametrize(
    ("yaml", "line"), [("title: A\nauthors: [Jane", 3), ('title: "A\nauthors: Jane', 2), ("a: *b", 2)]
)
def test_broken_front_matter_is_refused_with_its_line_and_remedy(yaml: str, line: int) -> None:
    with pytest.raises(
        SourceError, match=rf'^line {line} of its front matter is not understood \(.*\); write it as key: "value"$'
    ):
        read(f"---\n{yaml}\n---\nText")


def test_a_bomb_of_brackets_is_refused() -> None:
    with pytest.raises(SourceError, match="front matter is not understood"):
        read(f"---\na: {'[' * 5000}\n---\n")


@pytest.mark.parametrize("marker", ["cleaned-by: publish 1 # or so", 'Cleaned-By: "publish"', "cleaned_by: Publish 1"])
def test_what_publish_wrote_is_settled(marker: str) -> None:
    assert read(f"---\n{marker}\ntitle: A\n---\n").value.settled


@pytest.mark.parametrize("line", ["publish: true", "cleaned-by: hand", "cleaned: publish"])
def test_what_others_wrote_is_not(line: str) -> None:
    assert not read(f"---\n{line}\n---\n").value.settled


def test_every_key_of_ours_that_is_unknown_is_a_warning() -> None:
    assert [severity for severity, _, _ in told("cleaned-by: publish 1", "tags: x", "weather: y")] == [
        Severity.WARNING.value
    ] * 2


def test_a_newer_form_is_told() -> None:
    assert told("cleaned-by: publish 2") == [
        ("warning", "the file was written by a newer publish, and parts of it may not be understood", 2)
    ]


def test_blank_lines_above_it_do_no_harm() -> None:
    outcome = read("\n\n---\ncleaned-by: publish 1\ntags: a\ntitle: A\n---\nText")
    assert outcome.value.settled
    assert [fact.evidence for fact in outcome.value.facts] == ["line 6: front matter"]
    assert [each.origin.line for each in outcome.findings if each.origin] == [5]


def test_a_file_of_ours_that_lost_its_second_line_of_dashes_is_refused() -> None:
    with pytest.raises(SourceError, match="has no end; close it with a line of three dashes"):
        read("---\ntitle: A\ncleaned-by: publish 1\n\nText")
