"""Markdown as a tree that knows where its text stands."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from publish.commonmark import Kind, Node, parse
from publish.commonmark_tokens import MAX_DEPTH


def sources(text: str) -> list[str]:
    """What stands in the source where each run of text does, in reading order."""
    return [text[piece.span.start : piece.span.end] for run in runs(parse(text)) for piece in run.pieces]


def runs(nodes: Iterable[Node]) -> list[Node]:
    return [leaf for node in nodes for leaf in (runs(node.children) if node.children else [node])]


def words(text: str) -> str:
    return "".join(run.value for run in runs(parse(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> # Head *x*\n> wall", ["Head ", "x", "wall"]),
        ("- one\n\n  two **three**", ["one", "two ", "three"]),
        ("a\n----", ["a"]),
        ("## a ##", ["a"]),
        ("| a | b\\|c |\n|---|---|\n| 1 |", ["a", "b", "|", "c", "1"]),
        ("> | a |\n> |---|", ["a"]),
        ("Term\n: said &amp; done", ["Term", "said ", "&amp;", " done"]),
        ("***a* b** \\* c", ["a", " b", " ", "\\*", " c"]),
        ("`` a`b `` <http://x.y/>", ["a`b", " ", "http://x.y/"]),
        ("a[^1]\n\n[^1]: note", ["a", "note"]),
        ("> ```\n> a\n>   b\n> ```", ["a", "b"]),
        ("    code", ["code"]),
        ("![*alt*](x.png) end", ["![*alt*](x.png)", " end"]),
    ],
)
def test_each_run_knows_its_place(text: str, expected: list[str]) -> None:
    assert sources(text) == expected


def test_lines_are_counted_from_the_start_of_the_file() -> None:
    text = "---\ntitle: x\n---\n\none\n\n- two\n"
    one, two = parse(text, text.index("\none"))
    assert (one.line, two.line) == (5, 7)


def test_escapes_and_references_are_no_literal_text() -> None:
    (paragraph,) = parse("\\* &amp; a \\q")
    assert [(run.value, run.is_literal) for run in paragraph.children] == [
        ("*", False), (" ", True), ("&", False), (" a ", True), ("\\q", True),
    ]  # fmt: skip


@pytest.mark.parametrize("mark", [">", "- ", "1. "])
def test_what_is_nested_too_deeply_is_text(mark: str) -> None:
    assert "deep" in words(mark * 10 * MAX_DEPTH + "deep")


@pytest.mark.parametrize("mark", ["*_", "**", "[", "!["])
def test_marks_within_marks_end_somewhere(mark: str) -> None:
    assert "deep" in words(mark * 50 * MAX_DEPTH + "deep" + mark[::-1] * 50 * MAX_DEPTH)


def test_a_definition_that_defines_no_link_is_text() -> None:
    assert words("[Note]: important") == "[Note]: important"
    assert words("[a] [b]\n\n[a]: http://x.y\n[b]: here") == "a b"
    assert words("[a]: http://x.y") == ""


@pytest.mark.parametrize("silent", ["<!-- a\n\nb -->", "<script>\na()\n\nb()\n</script>", "<?php a ?>"])
def test_comments_and_scripts_are_blocks_of_html(silent: str) -> None:
    (block,) = parse(silent)
    assert (block.kind, block.value) == (Kind.HTML, silent)


@pytest.mark.parametrize("broken", ["<!-- never closed\n\nwords", "<script>\n\nwords", "<div\n\nwords"])
def test_what_is_never_closed_takes_no_words_along(broken: str) -> None:
    assert "words" in words(broken)


def test_lines_of_no_break_spaces_are_no_words() -> None:
    assert sources("a\n\n\xa0\nb\nc") == ["a", "b", "c"]
