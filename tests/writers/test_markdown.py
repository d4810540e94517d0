"""Markdown for people to edit: what it looks like. That it is read back as the same article, tests/properties show."""

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
    Inline,
    LineBreak,
    Link,
    Mark,
    Meta,
    NoteRef,
    Picture,
    Quote,
    Role,
    Rule,
    Styled,
    Table,
    Text,
)
from publish.writers.markdown import front_matter, markdown
from publish.writers.markdown_inlines import MARKS, TAGS, paragraph
from tests.builders import article, em, h, inlines, ol, p, strong, term, ul


def written(*blocks: Block) -> str:
    """The Markdown of these blocks without front matter."""
    return markdown(article(*blocks)).partition("---\n\n")[2]


def line(*parts: str | Inline) -> str:
    return paragraph(inlines(*parts))


def test_every_mark_has_delimiters_and_tags() -> None:
    assert set(MARKS) == set(TAGS) == set(Mark)


@pytest.mark.parametrize(
    "text",
    [
        "5 * 3 = 15, and a_b or snake_case is fine",
        "Don’t “quote” me — it’s [sic] (really), 100% & more; #1!",
        "C:\\dir and x < y > z ~ about {this}",
        "1821 was a year. 12) is not",
        "AT&T, a|b, a:b, a+b, a-b",
    ],
)
def test_ordinary_text_has_no_escapes(text: str) -> None:
    assert line(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*not* _this_ ~~nor~~ `that`", "\\*not\\* \\_this\\_ \\~\\~nor\\~\\~ \\`that\\`"),
        ("[a](b) ![c](d) [^1]", "[a\\](b) \\![c\\](d) \\[^1]"),
        ("<b> &amp; &", "\\<b> \\&amp; &"),
        ("# a", "\\# a"),
        ("1. a", "1\\. a"),
        ("- a", "\\- a"),
        ("> a", "\\> a"),
        (": a", "\\: a"),
        ("---", "\\---"),
        ("Table: a", "Table\\: a"),
        ("[a]: b", "[a]\\: b"),
        ("a {.lead}", "a \\{.lead}"),
        (" a\xa0", "&#32;a&nbsp;"),
        ("a\\", "a\\\\"),
    ],
)
def test_what_would_be_markup_is_escaped(text: str, expected: str) -> None:
    assert line(text) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("a ", em("b"), " ", strong("c"), "."), "a *b* **c**."),
        ((strong(em("b")),), "**_b_**"),
        ((em("a ", strong("b"), " c"),), "*a **b** c*"),
        (("中", strong("文"), "字"), "中**文**字"),
        (("a", em("“b”"), "c"), "a<em>“b”</em>c"),
        ((em("a"), em("b")), "_a_*b*"),
        ((strong(" a"),), "<strong> a</strong>"),
        ((term("Cost"), ": high"), "__Cost__: high"),
        (("H", Styled(Mark.SUBSCRIPT, (Text("2"),)), "O"), "H<sub>2</sub>O"),
        ((Styled(Mark.SMALL_CAPS, (Text("BC"),)),), '<span class="small-caps">BC</span>'),
        ((Foreign("fr", (Text("phare"),)),), '<span lang="fr">phare</span>'),
        ((Code("x"), " ", Code("`"), " ", Code("a`b")), "`x` `` ` `` ``a`b``"),
        ((Link("https://x.y/a", (Text("a [b]"),)),), "[a \\[b\\]](https://x.y/a)"),
        ((Link("https://x.y/(a)", (Text("a"),)),), "[a](<https://x.y/(a)>)"),
        ((Link("https://x.y/", (Text("https://x.y/"),)),), "<https://x.y/>"),
        (("a ", Picture("b c.png", "d"), NoteRef("n1")), "a ![d](<b c.png>)[^n1]"),
        (("a", LineBreak(), "- b"), "a\\\n\\- b"),
    ],
)
def test_inlines(parts: tuple[str | Inline, ...], expected: str) -> None:
    assert line(*parts) == expected


def cell(*parts: str | Inline, colspan: int = 1) -> Cell:
    return Cell((p(*parts),) if parts else (), colspan)


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (h(3, "A #"), "### A \\#"),
        (p("It ends.", role=Role.STANDFIRST), "It ends. {.standfirst}"),
        (ul("a", (p("b"), ul("c"))), "- a\n- b\n  - c"),
        (ol("a", (p("b"), p("c")), start=9), "9. a\n\n10. b\n\n    c"),
        (Quote((p("a"), p("b")), inlines("C, ", em("d"))), "> a\n>\n> b\n>\n> — C, *d*"),
        (Callout("Pro Tip", (p("a"), p("b"))), "> [!note] Pro Tip\n> a\n>\n> b"),
        (CodeBlock("```\nx", "md"), "````md\n```\nx\n````"),
        (Figure("a.png", "b", inlines("c")), "![b](a.png)\nc"),
        (Definitions((Definition(inlines("a"), (p("b"), p("c"))), Definition(inlines("d"), ()))), "a\n:   b\n\n    c\n\nd\n:   <!-- -->"),
        (Rule(), "***"),
        (
            Table(2, ((cell("Tower"), cell("m")),), ((cell("Kõpu"), cell("36")), (cell("a|b"), cell())), inlines("In order")),
            "| Tower | m   |\n| ----- | --- |\n| Kõpu  | 36  |\n| a\\|b  |     |\n\nTable: In order",
        ),
        (
            Table(2, (), ((cell("a", colspan=2),), (Cell((ul("b"),)), cell("c"))), inlines("d")),
            '<table>\n<caption>\n\nd\n\n</caption>\n<tr><td colspan="2">a</td></tr>\n<tr>\n<td>\n\n- b\n\n</td>\n<td>c</td>\n</tr>\n</table>',
        ),
    ],
)  # fmt: skip
def test_blocks(block: Block, expected: str) -> None:
    assert written(block) == expected + "\n"


def test_lists_that_follow_each_other_have_other_markers() -> None:
    assert written(ul("a"), ul("b"), ul("c")) == "- a\n\n+ b\n\n- c\n"
    assert written(ol("a"), ol("b")) == "1. a\n\n1) b\n"


def test_a_heading_says_its_name_where_a_link_leads_to_it_or_its_words_do_not() -> None:
    link = Link("#a", (Text("above"),))
    assert written(h(2, "A", ident="a"), h(2, "B", ident="b"), h(2, "C", ident="x"), p(link)) == (
        "## A {#a}\n\n## B\n\n## C {#x}\n\n[above](#a)\n"
    )


def test_end_matter_and_notes_come_last() -> None:
    whole = replace(article(p("a", NoteRef("n1"))), end_matter=(p("b"),), footnotes=(Footnote("n1", (p("c"), p("d"))),))
    assert markdown(whole).partition("---\n\n")[2] == "a[^n1]\n\n<!-- end matter -->\n\nb\n\n[^n1]: c\n\n    d\n"


def test_front_matter_is_what_an_editor_would_type() -> None:
    meta = Meta(
        title="The Wall: A History",
        authors=("Maren Aldous", 'A. "Al" Poe'),
        published="2024-09-14",
        language="ar",
        direction=Direction.RTL,
        site="Strandline",
        url="https://example.org/a?b=1#c",
        description="Yes",
    )
    assert front_matter(meta) == (
        'title: "The Wall: A History"\n'
        'authors: [Maren Aldous, "A. \\"Al\\" Poe"]\n'
        "published: 2024-09-14\n"
        "language: ar\n"
        "direction: rtl\n"
        "site: Strandline\n"
        "url: https://example.org/a?b=1#c\n"
        'description: "Yes"\n'
        "cleaned-by: publish 1 # so publish takes the text below as it stands\n"
    )


def test_a_whole_article_reads_well() -> None:
    blocks: tuple[Block, ...] = (p("The ", em("springs"), " come twice."), h(2, "Two clocks"), ul("one", "two"))
    assert markdown(article(*blocks, title="Low Water")) == (
        "---\ntitle: Low Water\nlanguage: en-GB\n"
        "cleaned-by: publish 1 # so publish takes the text below as it stands\n---\n\n"
        "The *springs* come twice.\n\n## Two clocks\n\n- one\n- two\n"
    )
