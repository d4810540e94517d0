from __future__ import annotations

from publish.model import (
    Block,
    Callout,
    Cell,
    CodeBlock,
    LineBreak,
    List,
    ListItem,
    Mark,
    Paragraph,
    Quote,
    Role,
    Styled,
    Table,
    Text,
)
from publish.normalise.structure import structure
from tests.builders import MORE_PROSE, PROSE, article_from, em, h, inlines, ol, p, page, strong, ul


def cell(text: str) -> Cell:
    return Cell((p(text),))


def blocks(*lines: str) -> tuple[Block, ...]:
    return structure(page(*lines)).blocks


def test_short_lines_above_prose_are_headings_also_without_blank_lines() -> None:
    assert blocks("The Old Wall", PROSE, "The New Wall", MORE_PROSE) == (
        h(2, "The Old Wall"),
        p(PROSE),
        h(2, "The New Wall"),
        p(MORE_PROSE),
    )


def test_a_short_sentence_and_a_short_last_line_are_paragraphs() -> None:
    assert blocks("Nobody does.", PROSE, "", "The end") == (p("Nobody does."), p(PROSE), p("The end"))


def test_questions_under_an_faq_are_one_level_below_it_until_the_next_heading() -> None:
    found = blocks(
        "Frequently Asked Questions", "Is it old?", PROSE, "Is it high?", MORE_PROSE, "What Comes Next", PROSE
    )
    assert [block.level for block in found if not isinstance(block, Paragraph)] == [2, 3, 3, 2]  # type: ignore[union-attr]


def test_nested_bullets_nest_by_indentation() -> None:
    found = blocks("  • Stone", "    • Granite", "    • Slate", "  • Wood")
    assert found == (ul((p("Stone"), ul("Granite", "Slate")), "Wood"),)


def test_a_numbered_list_with_nested_answers_stays_one_list() -> None:
    found = blocks("  1. Is it old?", "", "    • Yes.", "  2. Is it high?", "", "    • No.")
    assert found == (ol((p("Is it old?", role=Role.LEAD), p("Yes.")), (p("Is it high?", role=Role.LEAD), p("No."))),)


def test_bullets_between_numbers_at_one_depth_are_answers_too() -> None:
    found = blocks("1. Is it old?", "• Yes, very.", "2. Is it high?", "• No.")
    assert isinstance(found[0], List) and len(found) == 1 and len(found[0].items) == 2


def test_a_list_keeps_its_first_number() -> None:
    assert blocks("3. Three", "4. Four") == (ol("Three", "Four", start=3),)


def test_a_lone_dash_or_number_is_prose() -> None:
    assert blocks(PROSE, "", "- Dr Khan of the harbour office", "", PROSE)[1] != ul("Dr Khan of the harbour office")
    assert blocks(PROSE, "", "1. May was the day.", "", PROSE)[1] == p("1. May was the day.")


def test_a_short_line_with_a_colon_leads_to_what_follows() -> None:
    assert blocks("Main Points:", "", "• One", "• Two") == (p("Main Points:", role=Role.LEAD), ul("One", "Two"))


def test_a_lead_above_a_lead_is_a_heading() -> None:
    found = blocks("Discussion:", "", "Stone:", "", "• One", "• Two")
    assert found == (h(3, "Discussion:"), p("Stone:", role=Role.LEAD), ul("One", "Two"))


def test_a_callout_has_its_label_and_its_text() -> None:
    assert blocks("Did you know? It floats.") == (Callout("Did you know?", (p("It floats."),)),)
    assert blocks("Pro Tip: Go at low water.") == (Callout("Pro Tip", (p("Go at low water."),)),)
    assert blocks("Key Takeaway:", PROSE) == (Callout("Key Takeaway", (p(PROSE),)),)


def test_a_quoted_line_with_a_name_below_is_a_quotation() -> None:
    found = blocks("“The sea takes what it is given.”", "— An old pilot", "", PROSE)
    assert found[0] == Quote((p("“The sea takes what it is given.”"),), inlines("An old pilot"))


def test_hard_wrapped_lines_are_joined_again() -> None:
    words = (PROSE + " " + MORE_PROSE).split()
    wrapped = [" ".join(words[at : at + 9]) for at in range(0, len(words), 9)]
    assert blocks(*wrapped, "", *wrapped) == (p(" ".join(words)), p(" ".join(words)))


def test_marks_links_and_code_are_inlines() -> None:
    assert blocks("A **bold** and *slanted* line of `code` here.") == (
        p("A ", strong("bold"), " and ", em("slanted"), " line of ", blocks("`code`")[0].children[0], " here."),  # type: ignore[union-attr]
    )


def test_stars_that_are_no_marks_stay() -> None:
    assert blocks("It measures 2 * 3 * 4 feet, ** or so they say.") == (
        p("It measures 2 * 3 * 4 feet, ** or so they say."),
    )


def test_a_fenced_block_is_code_as_it_stands() -> None:
    assert blocks("```python", "if a:", "    b = 1", "", "c", "```") == (CodeBlock("if a:\n    b = 1\n\nc", "python"),)


def test_lead_terms_are_marked_where_most_items_have_one() -> None:
    text = f"Title\n\n{PROSE}\n\n• Stone: it lasts.\n• Wood: it floats.\n• And so on.\n\n{PROSE}\n"
    found = article_from("a.txt", text).value.blocks[1]
    assert isinstance(found, List)
    assert found.items[0] == ListItem((Paragraph((Styled(Mark.TERM, (Text("Stone"),)), Text(": it lasts."))),))
    assert found.items[2] == ListItem((p("And so on."),))


def test_a_first_paragraph_that_sums_up_the_text_is_its_standfirst() -> None:
    first = "The pilots of the old harbour read the tide from marks on the wall, and their tables are used to this day."
    second = (
        "For two hundred years the pilots of the harbour have read the height of the tide from marks cut into the wall."
    )
    third = "Their tables hang in the office. They are old, but ships use them still, every day of the year, in all weathers."
    found = article_from("a.txt", f"Title\n\n{first}\n\n{second}\n\n{third}\n\n{MORE_PROSE}\n").value.blocks
    assert isinstance(found[0], Paragraph) and found[0].role is Role.STANDFIRST


def test_an_opening_that_is_only_carried_on_is_no_standfirst() -> None:
    found = article_from("a.txt", f"Title\n\n{PROSE}\n\n{MORE_PROSE}\n\n{PROSE}\n\n{MORE_PROSE}\n").value.blocks
    assert isinstance(found[0], Paragraph) and found[0].role is Role.BODY


def test_a_table_drawn_with_pipes_has_the_row_above_the_rule_as_its_head() -> None:
    (table,) = blocks("| Port | Depth |", "|------|------:|", "| Leith | 9 m |", "| Oban | |")
    assert table == Table(2, ((cell("Port"), cell("Depth")),), ((cell("Leith"), cell("9 m")), (cell("Oban"), Cell(()))))


def test_a_table_drawn_with_tabs_has_a_head_where_only_the_rows_below_count() -> None:
    (table,) = blocks("Port\t\tDepth", "Leith\t\t9 m", "Oban\t\t5 m")
    assert table == Table(
        2, ((cell("Port"), cell("Depth")),), ((cell("Leith"), cell("9 m")), (cell("Oban"), cell("5 m")))
    )


def test_the_lines_of_a_stanza_stay_lines() -> None:
    found = blocks(PROSE, "", "The tide went out at half past four", "And left the boats upon the sand,", "And sang.")
    assert found[1] == Paragraph(
        (
            Text("The tide went out at half past four"),
            LineBreak(),
            Text("And left the boats upon the sand,"),
            LineBreak(),
            Text("And sang."),
        )
    )


def test_a_poem_is_not_taken_for_wrapped_prose() -> None:
    poem = ["The tide went out at half past four", "And left the boats upon the sand,", "The gulls came to my door"]
    found = blocks(*poem, "As if the sea had turned to land.", "", *poem, "And not a soul to lend a hand.")
    assert len(found) == 2


def test_code_without_a_fence_keeps_its_lines_and_indentation() -> None:
    found = blocks(PROSE, "", "    def tide(hour):", "        return LEVELS[hour]", "", MORE_PROSE)
    assert found[1] == CodeBlock("def tide(hour):\n    return LEVELS[hour]", None)
