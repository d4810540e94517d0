from __future__ import annotations

import pytest

from publish.model import (
    Callout,
    Cell,
    Code,
    CodeBlock,
    Definition,
    Definitions,
    Figure,
    Foreign,
    LineBreak,
    Link,
    Mark,
    NoteRef,
    Quote,
    Rule,
    Styled,
    Table,
    Text,
)
from tests.builders import PROSE, article_from, em, h, inlines, ol, p, strong, ul
from tests.normalise.fragments import OTHER_PROSE, blocks, read


def test_inline_markup_becomes_marks_and_links() -> None:
    markup = '<p>a <em>b</em> <b>c</b> <a href="https://example.org/">d</a> x<sup>2</sup> <code>e</code><br>f</p>'
    raised = Styled(Mark.SUPERSCRIPT, (Text("2"),))
    link = Link("https://example.org/", inlines("d"))
    expected = p("a ", em("b"), " ", strong("c"), " ", link, " x", raised, " ", Code("e"), LineBreak(), "f")
    assert blocks(markup) == (expected,)


@pytest.mark.parametrize("address", ["javascript://x/%0aalert(1)", "file://host/etc/passwd", "ftp://x/y", "data://x/y"])
def test_links_of_other_schemes_are_dropped_though_they_name_a_host(address: str) -> None:
    assert blocks(f'<p>go <a href="{address}">here</a> now</p>') == (p("go here now"),)


def test_links_longer_than_a_pdf_takes_are_dropped() -> None:
    address = f"https://example.org/{'a' * 40_000}"
    found = article_from("a.html", f'<p>{PROSE} <a href="{address}">here</a></p>')
    assert found.value.blocks == (p(f"{PROSE} here"),)
    assert [each.detail for each in found.findings if each.code == "LINK-001"] == [
        "a link was dropped, its words kept: an address of more than 3,500 characters"
    ]


def test_links_with_other_schemes_keep_their_words_only() -> None:
    assert blocks('<p>go <a href="javascript:alert(1)">here</a> now</p>') == (p("go here now"),)


def test_lists_nest_and_count() -> None:
    assert blocks("<ul><li>a<ul><li>b</ul><li>c</ul>") == (ul((p("a"), ul("b")), "c"),)
    assert blocks('<ol start="4"><li>a<li>b</ol>') == (ol("a", "b", start=4),)


def test_headings_close_jumps_and_start_at_level_two() -> None:
    assert blocks(f"<h2>A</h2><p>{PROSE}</p><h5>B</h5><p>{PROSE}</p>")[::2] == (
        h(2, "A", ident="a"),
        h(3, "B", ident="b"),
    )


def test_a_quotation_has_its_source_as_attribution() -> None:
    assert blocks("<blockquote><p>Words.</p><footer>A pilot</footer></blockquote>") == (
        Quote((p("Words."),), inlines("A pilot")),
    )


def test_a_quotation_in_another_language_says_so() -> None:
    found = blocks('<blockquote lang="ar" dir="rtl"><p>البحر واسع</p></blockquote>')
    assert found == (Quote((p(Foreign("ar", inlines("البحر واسع"))),)),)


def test_a_table_keeps_head_spans_and_caption() -> None:
    found = blocks(
        "<table><caption>Heights</caption><tr><th>Name<th>m</tr><tr><td>Wall<td>9</tr><tr><td colspan=2>both</tr></table>"
    )

    def cell(text: str) -> Cell:
        return Cell((p(text),))

    expected = Table(
        2,
        ((cell("Name"), cell("m")),),
        ((cell("Wall"), cell("9")), (Cell((p("both"),), colspan=2),)),
        inlines("Heights"),
    )
    assert found == (expected,)


def test_a_table_that_only_places_things_is_its_content() -> None:
    assert blocks(f"<table><tr><td><p>{PROSE}</p></td></tr></table>") == (p(PROSE),)


def test_footnotes_are_found_by_their_references() -> None:
    article = read(
        '<p>Claim<sup><a href="#fn1" id="r1">1</a></sup>.</p>'
        '<h2>Notes</h2><ol><li id="fn1">The proof of it. <a href="#r1">↩</a></li></ol>'
    )
    assert article.blocks[1] == p("Claim", NoteRef("n1"), ".")
    assert [note.blocks for note in article.footnotes] == [(p("The proof of it."),)]


def test_code_definitions_rules_and_boxes() -> None:
    assert blocks('<pre><code class="language-c">int a;\n  b;</code></pre>') == (CodeBlock("int a;\n  b;", "c"),)
    assert blocks("<dl><dt>fetch</dt><dd>open water</dd></dl>") == (
        Definitions((Definition(inlines("fetch"), (p("open water"),)),)),
    )
    assert blocks("<hr>") == (Rule(),)


def test_a_figure_has_its_alternative_text_and_caption() -> None:
    found = blocks('<figure><img src="wall.png" alt="A wall"><figcaption>The wall</figcaption></figure>')
    assert found == (Figure("wall.png", "A wall", inlines("The wall")),)


def test_two_line_breaks_make_paragraphs() -> None:
    assert blocks("<div>one<br><br>two</div>") == (p("one"), p("two"))


def test_a_text_box_is_a_callout_with_its_heading_as_label() -> None:
    box = f"<section><div><p>{PROSE}</p></div></section>"
    assert Callout not in {type(block) for block in blocks(box)}


def test_a_last_line_after_a_dash_is_the_attribution_of_a_quotation() -> None:
    assert blocks("<blockquote><p>Words.</p><p>— A pilot</p></blockquote>") == (
        Quote((p("Words."),), inlines("— A pilot")),
    )
    talk = "<p>He came in.</p><p>— Low water?</p><p>— Low water.</p>"
    assert blocks(f"<blockquote>{talk}</blockquote>") == (
        Quote((p("He came in."), p("— Low water?"), p("— Low water."))),
    )


def test_a_mark_around_blocks_is_a_mark_in_each() -> None:
    assert blocks("<b><p>One</p><p>Two</p></b>") == (p(strong("One")), p(strong("Two")))
    link = Link("https://example.org/", inlines("One"))
    assert blocks('<a href="https://example.org/"><div>One</div></a>') == (p(link),)


def test_a_part_in_another_language_says_so() -> None:
    assert blocks('<p lang="fr">La mer</p>') == (p(Foreign("fr", inlines("La mer"))),)
    assert blocks('<div lang="fr"><p>La mer</p><ul><li>Le sable</ul></div>') == (
        p(Foreign("fr", inlines("La mer"))),
        ul((p(Foreign("fr", inlines("Le sable"))),)),
    )


def test_a_list_between_items_belongs_to_the_item_before() -> None:
    assert blocks("<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>") == (ul((p("a"), ul("b")), "c"),)


def test_lines_of_a_heading_stay_apart() -> None:
    assert blocks("<h2>The wall<br>and the sea</h2>") == (h(2, "The wall and the sea", ident="the-wall-and-the-sea"),)


def test_definitions_in_groups_are_one_list() -> None:
    found = blocks("<dl><div><dt>ebb</dt><dt>fall</dt><dd>out</dd></div><div><dt>flow</dt><dd>in</dd></div></dl>")
    assert found == (
        Definitions(
            (
                Definition(inlines("ebb"), ()),
                Definition(inlines("fall"), (p("out"),)),
                Definition(inlines("flow"), (p("in"),)),
            )
        ),
    )


def test_bold_lines_divide_a_page_without_headings() -> None:
    prose = f"<p>{OTHER_PROSE}</p>"
    bold = "<p><strong>The {}</strong></p>"
    found = blocks(f"{bold.format('ebb')}{prose}{bold.format('flow')}<p>{OTHER_PROSE[:120]}</p>")
    assert found[::2] == (h(2, "The ebb", ident="the-ebb"), h(2, "The flow", ident="the-flow"))
    assert h(2, "The ebb", ident="the-ebb") not in blocks(f"<h2>Tides</h2>{prose}{bold.format('ebb')}{prose}")


def test_a_paragraph_of_no_break_spaces_is_none() -> None:
    assert blocks("<p>&nbsp;</p><p><strong>&nbsp;</strong><br>&nbsp;</p><ul><li>&nbsp;<li>a</ul>") == (ul("a"),)


def test_rules_that_part_nothing_go() -> None:
    article = read(f"<hr><aside><hr></aside><p>{OTHER_PROSE}</p><hr><hr>")
    assert article.blocks.count(Rule()) == 2
    page = article_from("a.html", f"<html><body><hr><p>{PROSE}</p><p>{OTHER_PROSE}</p><hr>").value
    assert page.blocks == (p(PROSE), p(OTHER_PROSE))


def test_a_link_to_a_heading_itself_is_no_word_of_it() -> None:
    assert blocks('<h2 id="sea">The sea<a class="anchor" href="#sea">#</a></h2>') == (h(2, "The sea", ident="sea"),)


def test_a_list_of_sections_is_no_list() -> None:
    found = blocks(f"<ul><li><h2>The ebb</h2><p>{OTHER_PROSE}</p></li></ul>")
    assert found == (h(2, "The ebb", ident="the-ebb"), p(OTHER_PROSE))
