"""Markdown, as people and programs write it, to blocks of the model."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.commonmark import Kind
from publish.findings import Outcome
from publish.model import (
    Article,
    Block,
    Blocks,
    Callout,
    Cell,
    Code,
    CodeBlock,
    Definition,
    Definitions,
    Figure,
    Foreign,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Mark,
    NoteRef,
    Paragraph,
    Picture,
    Quote,
    Role,
    Rule,
    Styled,
    Table,
    Text,
)
from publish.normalise.markdown import READERS
from publish.passages import Source
from publish.preparing import article_of
from publish.settings import Settings
from tests.builders import em, h, inlines, ol, p, strong, ul

SETTINGS = Settings(project=Path(), sources=())
FRONT = "---\ntitle: A\nlanguage: en\ncleaned-by: publish 1\n---\n\n"


def read(text: str) -> Outcome[Article]:
    """The article in a file that publish wrote and an editor changed."""
    return article_of(Source("a.md", (FRONT + text).encode()), SETTINGS)[0]


def blocks(*lines: str) -> Blocks:
    return read("\n".join(lines)).value.blocks


def line(text: str) -> Inlines:
    (block,) = blocks(text)
    assert isinstance(block, Paragraph)
    return block.children


def cell(*parts: str | Inline) -> Cell:
    return Cell((p(*parts),) if parts else ())


def mark(kind: Mark, text: str) -> Styled:
    return Styled(kind, (Text(text),))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a *b* **c** ~~d~~", ("a ", em("b"), " ", strong("c"), " ", mark(Mark.STRIKE, "d"))),
        ("__Term__: a", (mark(Mark.TERM, "Term"), ": a")),
        ("x<sub>1</sub><sup>2</sup>", ("x", mark(Mark.SUBSCRIPT, "1"), mark(Mark.SUPERSCRIPT, "2"))),
        ('<span class="small-caps">BC</span>', (mark(Mark.SMALL_CAPS, "BC"),)),
        ("a <span lang=fr>phare</span>", ("a ", Foreign("fr", (Text("phare"),)))),
        ('<i lang="la">a</i>', (Styled(Mark.EMPHASIS, (Foreign("la", (Text("a"),)),)),)),
        ("`` a`b `` <kbd>Esc</kbd>", (Code("a`b"), " ", Code("Esc"))),
        ("one\\\ntwo<br>three\nfour", ("one", LineBreak(), "two", LineBreak(), "three four")),
        ("[a](https://example.org/) <https://x.y/>", (Link("https://example.org/", (Text("a"),)), " ", Link("https://x.y/", (Text("https://x.y/"),)))),
        ('<a href="https://x.y/?a=1&amp;b=2">a</a>', (Link("https://x.y/?a=1&b=2", (Text("a"),)),)),
        ("a ![b *c*](d.png)", ("a ", Picture("d.png", "b c"))),
        ('a <img src="d.png" alt="b">', ("a ", Picture("d.png", "b"))),
        ("&copy; 5 \\* 3", ("© 5 * 3",)),
        ("<q>a</q>", ("“a”",)),
    ],
)  # fmt: skip
def test_inlines(text: str, expected: tuple[str | Inline, ...]) -> None:
    assert line(text) == inlines(*expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## A *b*", (h(2, "A ", em("b"), ident="a-b"),)),
        ("## A {#other}", (h(2, "A", ident="other"),)),
        ("# A", (h(2, "A", ident="a"),)),
        ("A\n---", (h(2, "A", ident="a"),)),
        ("- a\n- b\n\n  c", (ul("a", (p("b"), p("c"))),)),
        ("3. a\n4. b\n   - c", (ol("a", (p("b"), ul("c")), start=3),)),
        ("A {.standfirst}", (p("A", role=Role.STANDFIRST),)),
        ("A: {.lead}", (p("A:", role=Role.LEAD),)),
        ("> a\n>\n> — *B*", (Quote((p("a"),), (em("B"),)),)),
        ("> a\n> — B", (Quote((p("a"),), (Text("B"),)),)),
        ("> — a", (Quote((p("— a"),)),)),
        ("> a\n>\n> &mdash; b", (Quote((p("a"), p("— b"))),)),
        ("> [!note] Pro *Tip*\n> a\n>\n> b", (Callout("Pro Tip", (p("a"), p("b"))),)),
        ("> [!NOTE]\n> a", (Callout("Note", (p("a"),)),)),
        ("> [!tip]- Folded\n> a", (Callout("Folded", (p("a"),)),)),
        ("> \\[!note] a", (Quote((p("[!note] a"),)),)),
        ("```py\nx\n\n  y\n```", (CodeBlock("x\n\n  y", "py"),)),
        ("![a](b.png)", (Figure("b.png", "a"),)),
        ("![a](b.png)\nc *d*", (Figure("b.png", "a", inlines("c ", em("d"))),)),
        ('![a](b.png "c")', (Figure("b.png", "a", (Text("c"),)),)),
        ("![a](b.png)\n![c](d.png)", (Figure("b.png", "a"), Figure("d.png", "c"))),
        ("T\n: a\n\nU\n: b\n: c", (Definitions((Definition((Text("T"),), (p("a"),)), Definition((Text("U"),), (p("b"), p("c"))))),)),
        ("a\n\n***\n\nb", (p("a"), Rule(), p("b"))),
        ("| a | b |\n|:--|--:|\n| 1 | |", (Table(2, ((cell("a"), cell("b")),), ((cell("1"), cell()),)),)),
        ("| | |\n|--|--|\n| 1 | 2 |", (Table(2, (), ((cell("1"), cell("2")),)),)),
        ("| |\n|---|\n| |\n\nTable: a", (p("a"),)),
        ("| a |\n|---|\n| 1 |\n\nTable: b *c*", (Table(1, ((cell("a"),),), ((cell("1"),),), inlines("b ", em("c"))),)),
        (
            '<table><caption>c</caption>\n<tr><th>a</th><th colspan="2">b</th></tr>\n<tr>\n<td>\n\n- x\n\n</td><td rowspan=9>y</td></tr></table>',
            (Table(3, ((cell("a"), Cell((p("b"),), 2)),), ((Cell((ul("x"),)), cell("y"), cell()),), (Text("c"),)),),
        ),
    ],
)  # fmt: skip
def test_blocks(text: str, expected: tuple[Block, ...]) -> None:
    assert read("Before.\n\n" + text).value.blocks[1:] == expected


def test_every_kind_of_block_has_its_reader() -> None:
    inside = {kind for kind in Kind if kind.value.islower()} - set(READERS)
    assert {kind.name for kind in inside} == {
        "ITEM", "HEAD", "BODY", "ROW", "HEAD_CELL", "CELL", "TERM", "DEFINITION",
        "TEXT", "CODE", "BREAK", "NEWLINE", "EMPHASIS", "STRONG", "STRIKE", "LINK", "PICTURE", "NOTE_REF",
    }  # fmt: skip


def test_what_follows_the_comment_is_end_matter() -> None:
    article = read("a\n\n<!-- end matter -->\n\n## About\n\nb").value
    assert (article.blocks, article.end_matter) == ((p("a"),), (h(2, "About"), p("b")))


def test_the_comment_in_code_is_code() -> None:
    assert blocks("a", "", "```", "<!-- end matter -->", "```", "", "b")[1:] == (
        CodeBlock("<!-- end matter -->"),
        p("b"),
    )


# ---- notes ----


def test_notes_stand_where_their_editor_wants() -> None:
    article = read("a[^x]\n\n[^x]: One.\n\n    Two.\n\nb").value
    assert article.blocks == (p("a", NoteRef("x")), p("b"))
    assert [(note.ident, note.blocks) for note in article.footnotes] == [("x", (p("One."), p("Two.")))]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a[^x]", "NOTE-001", 7),
        ("a\n\n[^x]: Nobody asks for it.", "NOTE-002", 9),
        ("a[^x]\n\n[^x]: One.\n\n[^x]: Two.", "NOTE-002", 11),
    ],
)
def test_notes_and_marks_without_partners_are_told(text: str, code: str, line: int) -> None:
    outcome = read(text)
    assert [(each.code, each.origin.line if each.origin else 0) for each in outcome.findings] == [(code, line)]
    told = [removal.text for removal in outcome.removals]
    assert told == {"a[^x]": [], "a\n\n[^x]: Nobody asks for it.": ["Nobody asks for it."]}.get(text, ["Two."])


def test_the_marks_of_empty_notes_leave_nothing_behind() -> None:
    assert blocks("a[^x] b", "", "c **[^x]**", "", "[^x]: <!-- -->") == (p("a b"), p("c "))


# ---- what is not trusted ----


@pytest.mark.parametrize(
    ("text", "kept", "dropped"),
    [
        ("a<script>alert(1)</script>", "aalert(1)", ["<script>", "</script>"]),
        ("a\n\n<script>\nalert(1)\n</script>", "a", ["<script> alert(1) </script>"]),
        ('<div onclick="x()">a</div>', "a", ['<div onclick="x()">', "</div>"]),
        ("<details><summary>a</summary>b</details>", "ab", ["<details>", "<summary>", "</summary>", "</details>"]),
        ("a <!-- note to self -->", "a ", ["<!-- note to self -->"]),
        ("<sub>a", "a", ["<sub>"]),
        ("a</td>", "a", ["</td>"]),
        ('<span style="x">a</span>', "a", ['<span style="x">']),
    ],
)
def test_html_means_nothing_and_is_logged(text: str, kept: str, dropped: list[str]) -> None:
    outcome = read(text)
    (block,) = outcome.value.blocks
    assert isinstance(block, Paragraph)
    assert block.children == (Text(kept),)
    assert [removal.text for removal in outcome.removals] == dropped
    assert {removal.rule for removal in outcome.removals} == {"normalise"}


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("javascript:alert(1)", "LINK-001"),
        ("data:text/html,x", "LINK-001"),
        ("other.md", "LINK-003"),
        ("#gone", "LINK-002"),
    ],
)
def test_links_that_no_book_can_have_keep_their_words(address: str, code: str) -> None:
    outcome = read(f"see [here]({address})")
    assert [finding.code for finding in outcome.findings] == [code]
    assert "here" in str(outcome.value.blocks)
    assert "Link" not in str(outcome.value.blocks)


def test_tables_in_tables_end_somewhere() -> None:
    outcome = read("<table><tr><td>\n\n" * 500 + "deep")
    assert "deep" in str(outcome.value.blocks)


# ---- an editor's last word ----


def test_nothing_is_cleaned_guessed_or_set_again() -> None:
    text = 'Share this:\n\nLeave a Reply\n\n"So" -- he said...\n\n- a: b\n- c: d'
    assert blocks(text) == (p("Share this:"), p("Leave a Reply"), p('"So" -- he said...'), ul("a: b", "c: d"))


def test_headings_are_still_put_in_order() -> None:
    outcome = read("## a\n\n#### b")
    assert outcome.value.blocks == (h(2, "a", ident="a"), h(3, "b", ident="b"))
    assert [finding.code for finding in outcome.findings] == ["HEAD-001"]


def test_metadata_is_what_the_front_matter_says() -> None:
    text = (
        "---\ntitle: der Deich\nauthors: [Staff]\ncleaned-by: publish 1\n---\n\n"
        + "Das Wasser stieg die ganze Nacht. " * 9
    )
    meta = article_of(Source("a.md", text.encode()), SETTINGS)[0].value.meta
    assert (meta.title, meta.authors, meta.language) == ("der Deich", ("Staff",), "en")
    assert dict(meta.evidence) == {
        "title": "line 2: front matter",
        "authors": "line 3: front matter",
        "language": "assumed",
    }


def test_other_markdown_is_set_and_told_its_language() -> None:
    text = (
        '# Der Deich\n\n"Das Wasser" stieg die ganze Nacht, und niemand im Dorf hat ein Auge zugetan. '
        + "Alle standen am Fenster. " * 5
    )
    article = article_of(Source("a.md", text.encode()), SETTINGS)[0].value
    assert (article.meta.title, article.meta.language) == ("Der Deich", "de")
