"""Ways through the model: words, visits, changes, titles, directions, names of files."""

from __future__ import annotations

from dataclasses import replace

import pytest

from publish.model import (
    Block,
    Callout,
    Cell,
    Code,
    CodeBlock,
    Definition,
    Definitions,
    Direction,
    Figure,
    Footnote,
    Foreign,
    Inlines,
    LineBreak,
    Link,
    NoteRef,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Table,
    Text,
)
from publish.walk import (
    RUNNING_HEAD_CHARACTERS,
    article_blocks,
    article_text,
    block_text,
    children_of,
    direction_of,
    every_block,
    every_inline,
    inline_text,
    map_article,
    map_lines,
    own_inlines,
    running_head,
    slug,
    split_title,
    without_blank,
)
from tests.builders import article, h, inlines, p, strong, ul

TABLE = Table(2, ((Cell((p("head"),)), Cell((p("two"),))),), ((Cell((p("cell"),), colspan=2),),), inlines("caption"))
EVERY_KIND: tuple[tuple[Block, str], ...] = (
    (p("a ", strong("b")), "a b"),
    (h(2, "Head"), "Head"),
    (Quote((p("said"),), inlines("Someone")), "said\nSomeone"),
    (Callout("Tip", (p("do"),)), "Tip\ndo"),
    (ul("one", "two"), "one\ntwo"),
    (CodeBlock("x = 1\ny"), "x = 1\ny"),
    (Figure("a.png", "alt", inlines("below")), "below"),
    (TABLE, "caption\nhead\ntwo\ncell"),
    (Definitions((Definition(inlines("term"), (p("sense"),)),)), "term\nsense"),
    (Rule(), ""),
)
LINE: Inlines = (
    Text("a"),
    strong("b"),
    Code("c"),
    Link("https://example.org", inlines("d")),
    Foreign("la", inlines("e")),
    Picture("x.png", "alt"),
    LineBreak(),
    NoteRef("n1"),
)


def louder(children: Inlines) -> Inlines:
    return tuple(Text(node.value.upper()) if isinstance(node, Text) else node for node in children)


def test_a_line_is_heard_without_pictures_and_marks() -> None:
    assert inline_text(LINE) == "abcde\n"


@pytest.mark.parametrize(("block", "text"), EVERY_KIND, ids=lambda value: type(value).__name__)
def test_every_kind_of_block_has_its_words(block: Block, text: str) -> None:
    assert block_text(block) == text


def test_an_article_is_body_end_matter_and_notes() -> None:
    whole = replace(article(p("body")), end_matter=(p("end"),), footnotes=(Footnote("n1", (p("note"),)),))
    assert article_text(whole) == "body\nend\nnote"
    assert [block_text(block) for block in article_blocks(whole)] == ["body", "end", "note"]


def test_parents_come_before_their_children() -> None:
    quote = Quote((ul("one"),))
    assert [type(block).__name__ for block in every_block((quote, p("x")))] == [
        "Quote",
        "List",
        "Paragraph",
        "Paragraph",
    ]
    assert children_of(quote) == (ul("one"),)


def test_every_inline_is_visited() -> None:
    assert len(tuple(every_inline(LINE))) == len(LINE) + 3


@pytest.mark.parametrize(("block", "text"), EVERY_KIND, ids=lambda value: type(value).__name__)
def test_a_change_of_nothing_changes_nothing(block: Block, text: str) -> None:
    assert map_article(article(block), lambda each: map_lines(each, lambda line: line)) == article(block)


def test_a_change_reaches_every_line_of_every_block() -> None:
    blocks = (block for block, _ in EVERY_KIND if not isinstance(block, CodeBlock))
    changed = map_article(article(*blocks), lambda each: map_lines(each, louder))
    lines = [inline_text(line) for block in article_blocks(changed) for line in own_inlines(block)]
    assert all(line == line.upper() for line in lines if line != "A b")  # Styled text is the caller's to descend into


def test_blocks_without_ink_go_and_tables_keep_their_cells() -> None:
    blank = p(" ")
    table = Table(1, (), ((Cell((blank,)),),))
    before = article(
        blank,
        p("kept"),
        Quote((blank,)),
        ul((p("item"), blank), (blank,)),
        table,
        Rule(),
        p(Picture("a.png", "")),
        h(2, ""),
    )
    emptied = Table(1, (), ((Cell(()),),))
    after = article(p("kept"), ul((p("item"),)), emptied, Rule(), p(Picture("a.png", "")))
    assert without_blank(before) == after


@pytest.mark.parametrize(
    ("title", "halves"),
    [
        ("Main: the sub title", ("Main", "the sub title")),
        ("Main: sub", ("Main: sub", "")),
        ("UK: what is next", ("UK: what is next", "")),
        ("At 10:30 in the morning", ("At 10:30 in the morning", "")),
        ("One: two three: four five", ("One: two three: four five", "")),
        ("Four: two three: four five", ("Four", "two three: four five")),
    ],
)
def test_a_title_is_split_where_both_halves_are_real(title: str, halves: tuple[str, str]) -> None:
    assert split_title(title) == halves


def test_a_running_head_is_cut_at_a_word() -> None:
    assert running_head("Short: and its subtitle") == "Short"
    long = running_head("A title that goes on and on until it meets the title of the book")
    assert long == "A title that goes on and on until it meets the …"
    assert len(long) <= RUNNING_HEAD_CHARACTERS + 2


@pytest.mark.parametrize(
    ("text", "direction"),
    [("12 – Sea", Direction.LTR), ("«سلام", Direction.RTL), ("3 שלום", Direction.RTL), ("12 …", None), ("", None)],
)
def test_the_first_strong_character_tells_the_direction(text: str, direction: Direction | None) -> None:
    assert direction_of(text) is direction


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Author's View", "the-authors-view"),
        ("The Author’s View", "the-authors-view"),
        ("Über die Straße, Łódź & Ærø", "uber-die-strasse-lodz-aero"),
        ("../../etc/passwd", "etc-passwd"),
        ("日本語", ""),
        ("x" * 80, "x" * 60),
        ("word " * 20, "-".join(["word"] * 12)),
        ("CON", "con"),
    ],
)
def test_a_slug_is_safe_in_any_file_system(text: str, name: str) -> None:
    assert slug(text) == name


def test_a_paragraph_of_a_role_keeps_it() -> None:
    standfirst = Paragraph(inlines("x"))
    assert map_lines(standfirst, louder) == Paragraph(inlines("X"))
