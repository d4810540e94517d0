"""What no page can take is brought within bounds, without a word lost, and told."""

from __future__ import annotations

import random
from dataclasses import replace

from publish.findings import Severity
from publish.model import (
    Block,
    Callout,
    Cell,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    ListItem,
    Mark,
    Paragraph,
    Quote,
    Styled,
    Table,
    Text,
)
from publish.normalise.bounds import DEEPEST, DEEPEST_MARKS, LONGEST_PARAGRAPH, MOST_COLUMNS, within_bounds
from publish.normalise.grid import MAX_COLUMNS, MAX_ROWS, starts_of
from publish.walk import article_text, blocks_text, children_of, inline_text
from tests.builders import PROSE, article, article_from, h, inlines, p, ul


def depth(block: Block) -> int:
    return 1 + max(map(depth, children_of(block)), default=0)


def cell(words: str, colspan: int = 1, rowspan: int = 1) -> Cell:
    return Cell((p(words),), colspan, rowspan)


def test_an_ordinary_article_stays_as_it_is() -> None:
    one = article(p("Boats."), Quote((p("Ships."),)), Table(2, (), ((cell("a"), cell("b")),)))
    outcome = within_bounds(one)
    assert outcome.value is one
    assert outcome.findings == ()


def test_boxes_too_deep_in_others_are_opened_and_told() -> None:
    block: Block = p("Innermost.")
    for number in range(100):
        block = (Quote((block,)), List(False, (ListItem((block,)),)), Callout(f"Label {number}", (block,)))[number % 3]
    outcome = within_bounds(article(block))
    assert max(map(depth, outcome.value.blocks)) == DEEPEST + 1
    assert "Innermost." in article_text(outcome.value)
    assert all(f"Label {number}\n" in article_text(outcome.value) for number in range(2, 100, 3))
    (finding,) = outcome.findings
    assert (finding.code, finding.severity) == ("BODY-002", Severity.WARNING)
    assert finding.detail.startswith("76 boxes")
    assert within_bounds(outcome.value).value is outcome.value


def test_a_paragraph_as_long_as_a_book_is_parted_after_sentences() -> None:
    sentence = "The harbour was quiet that night. "
    one = article(Paragraph((Text(sentence * 3_000), Styled(Mark.STRONG, (Text("word " * 10_000),)), Text("end"))))
    outcome = within_bounds(one)
    lengths = [len(inline_text(block.children)) for block in outcome.value.blocks if isinstance(block, Paragraph)]
    assert max(lengths) <= LONGEST_PARAGRAPH
    assert len(lengths) == 9
    assert article_text(outcome.value).split() == article_text(one).split()
    assert [finding.code for finding in outcome.findings] == ["BODY-003"]
    assert inline_text(outcome.value.blocks[0].children).endswith("night.")  # type: ignore[union-attr]  # a paragraph
    assert within_bounds(outcome.value).value is outcome.value


def test_paragraphs_without_number_stand_together_and_headings_stay() -> None:
    lines = [p("a"), Paragraph((Text("b "), Styled(Mark.STRONG, (Text("c"),))))] * 10_000
    one = article(*lines, h(2, "Heading"), *lines, p("x" * LONGEST_PARAGRAPH), p("last"))
    outcome = within_bounds(one)
    (finding,) = outcome.findings
    assert (finding.code, finding.severity) == ("BODY-005", Severity.WARNING)
    assert article_text(outcome.value).split() == article_text(one).split()
    first = outcome.value.blocks[0]
    assert isinstance(first, Paragraph)
    assert first.children[:3] == (Text("a b "), Styled(Mark.STRONG, (Text("c"),)), Text(" a b "))
    assert [block.children for block in outcome.value.blocks if isinstance(block, Heading)] == [(Text("Heading"),)]
    assert len(outcome.value.blocks) == 100 + 1 + 100 + 2
    assert within_bounds(outcome.value).value is outcome.value


def test_a_word_without_end_and_lines_without_end_are_parted_too() -> None:
    one = article(Paragraph((Text("x" * 50_000), *(LineBreak() for _ in range(30_000)), Text("y"))))
    outcome = within_bounds(one)
    assert len(outcome.value.blocks) == 5
    assert article_text(outcome.value).replace("\n", "") == "x" * 50_000 + "y"


def test_marks_too_deep_in_others_are_left_out_and_links_stay() -> None:
    nested: Inline = Link("https://example.org/", (Text("word"),))
    for number in range(40):
        nested = Styled((Mark.STRONG, Mark.EMPHASIS)[number % 2], (nested,))
    outcome = within_bounds(article(Paragraph((nested,))))
    assert [finding.code for finding in outcome.findings] == ["BODY-004"]
    (block,) = outcome.value.blocks
    assert isinstance(block, Paragraph)
    node = block.children[0]
    for _ in range(DEEPEST_MARKS):
        assert isinstance(node, Styled)
        node = node.children[0]
    assert node == Link("https://example.org/", (Text("word"),))


def test_columns_in_which_no_cell_begins_are_left_out() -> None:
    wide = Table(
        200,
        (),
        ((cell("over all", 200),), (cell("a", 1, 2), cell("b", 100), cell("c", 99)), (cell("d", 100), cell("e", 99))),
    )
    outcome = within_bounds(article(wide))
    (table,) = outcome.value.blocks
    assert isinstance(table, Table)
    assert table.columns == 3
    assert [[each.colspan for each in row] for row in table.body] == [[3], [1, 1, 1], [1, 1]]
    assert [finding.code for finding in outcome.findings] == ["TABLE-001"]
    assert within_bounds(outcome.value).value is outcome.value


def test_cells_begin_beside_those_that_reach_down() -> None:
    assert starts_of(((cell("a", 1, 3), cell("b", 2)), (cell("c", 1, 2), cell("d")), (cell("e"),))) == [
        [0, 1],
        [1, 2],
        [2],
    ]


def test_a_table_too_long_for_one_is_several() -> None:
    rows = tuple((cell(str(number)),) for number in range(2 * MAX_ROWS + 1))
    held = replace(rows[MAX_ROWS - 1][0], rowspan=2)
    table = Table(1, ((cell("head"),),), (*rows[: MAX_ROWS - 1], (held,), (), *rows[MAX_ROWS:]))
    outcome = within_bounds(article(table))
    assert [len(each.body) for each in outcome.value.blocks if isinstance(each, Table)] == [MAX_ROWS + 1, MAX_ROWS, 1]
    assert article_text(outcome.value).split() == article_text(article(table)).split()
    assert [finding.code for finding in outcome.findings] == ["TABLE-002"]


def test_rows_too_wide_for_any_page_are_lines() -> None:
    row = tuple(cell(str(number)) for number in range(MAX_COLUMNS + 1))
    listed = (Cell((ul("one", "two"),)), *row[1:])
    outcome = within_bounds(article(Table(MAX_COLUMNS + 1, (row,), (row, listed), inlines("All of it"))))
    caption, head, first, items, *others = outcome.value.blocks
    assert [blocks_text((each,)) for each in (caption, others[0])] == ["All of it", "1"]
    assert blocks_text((head,)) == blocks_text((first,)) == " | ".join(map(str, range(MAX_COLUMNS + 1)))
    assert isinstance(items, List) and len(others) == MAX_COLUMNS
    assert [finding.code for finding in outcome.findings] == ["TABLE-004"]


def test_pages_say_what_was_brought_within_bounds() -> None:
    rows = f"<tr><th colspan=99999>Boats by the year<tr><td>1901<td>of oak<td>{PROSE}"
    quotes = f"{'<blockquote>He said: '}" * 40 + f"<p>{PROSE}</p>{'</blockquote>' * 40}"
    html = f"<p>{PROSE * 200}</p>{quotes}<table>{rows * 3}</table><p>{PROSE}</p>"
    found = article_from("a.html", html)
    assert {"BODY-002", "BODY-003", "TABLE-001"} <= {finding.code for finding in found.findings}


def test_rows_beyond_any_table_are_told() -> None:
    found = article_from("a.html", f"<p>{PROSE}</p><table>{'<tr><td>a<td>b<td>c' * 6_000}</table>")
    assert [finding.detail for finding in found.findings if finding.code == "TABLE-003"] == [
        "a table is too large for a book: 1000 of its rows or cells are left out"
    ]


def test_what_is_parted_says_the_same() -> None:
    chance = random.Random(1)
    for _ in range(20):
        words = " ".join("x" * chance.randint(1, 1_900) for _ in range(100))
        one = article(Paragraph((Text(words),)))
        outcome = within_bounds(one)
        assert article_text(outcome.value).split() == words.split()


def test_a_table_of_ordinary_width_keeps_its_spans() -> None:
    table = Table(MOST_COLUMNS, (), ((cell("a", MOST_COLUMNS),),))
    assert within_bounds(article(table)).value.blocks == (table,)
