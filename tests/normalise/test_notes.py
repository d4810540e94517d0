"""Footnotes as blogs, encyclopaedias and renderers of Markdown write them."""

from __future__ import annotations

import pytest

from publish.model import Article, Block, Footnote, List, NoteRef, Rule
from tests.builders import MORE_PROSE, PROSE, em, h, p, ul
from tests.normalise.fragments import OTHER_PROSE, blocks, outcome, read

REFERENCE = p("A claim", NoteRef("n1"), " is made.")
STYLES = {
    "WordPress": (
        '<p>A claim<sup data-fn="ab" class="fn"><a href="#ab" id="ab-link">1</a></sup> is made.</p>',
        '<ol class="wp-block-footnotes"><li id="ab">The proof of it. <a href="#ab-link" aria-label="Jump">↩︎</a></li></ol>',
    ),
    "Substack": (
        '<p>A claim<a class="footnote-anchor" id="footnote-anchor-1" href="https://example.org/p#footnote-1">1</a> is made.</p>',
        (
            '<div class="footnote"><a id="footnote-1" href="https://example.org/p#footnote-anchor-1" class="footnote-number">1</a>'
            '<div class="footnote-content"><p>The proof of it.</p></div></div>'
        ),
    ),
    "Markdown": (
        '<p>A claim<sup id="fnref:1"><a href="#fn:1" class="footnote-ref" role="doc-noteref">1</a></sup> is made.</p>',
        (
            '<div class="footnotes" role="doc-endnotes"><hr><ol><li id="fn:1"><p>The proof of it.&#160;'
            '<a href="#fnref:1" class="footnote-backref">↩︎</a></p></li></ol></div>'
        ),
    ),
    "encyclopaedia": (
        '<p>A claim<sup id="cite_ref-x_1-0" class="reference"><a href="#cite_note-x-1"><span>[</span>1<span>]</span></a></sup> is made.</p>',
        (
            '<h2>References</h2><ol><li id="cite_note-x-1"><span class="mw-cite-backlink">^ <a href="#cite_ref-x_1-0">'
            '<sup><i><b>a</b></i></sup></a></span> <span class="reference-text">The proof of it.</span></li></ol>'
        ),
    ),
    "by hand": (
        '<p>A claim<a name="r1"></a><sup><a href="#n1">(1)</a></sup> is made.</p>',
        '<p><a name="n1"></a><sup>1</sup> The proof of it. <a href="#r1">Back</a></p>',
    ),
    "brackets": (
        '<p>A claim <a href="#n1" id="r1">[1]</a> is made.</p>',
        '<h3>Notes:</h3><p id="n1">[1] The proof of it. <a href="#r1">[back]</a></p>',
    ),
    "aside": (
        '<p>A claim<sup><a href="#n1">*</a></sup> is made.</p>',
        '<aside id="n1" class="footnote"><p>* The proof of it.</p></aside>',
    ),
}


@pytest.mark.parametrize("style", STYLES)
def test_notes_are_found_by_their_references(style: str) -> None:
    text, notes = STYLES[style]
    page = outcome(f"{text}<p>{OTHER_PROSE}</p>{notes}", url="https://example.org/p").value
    expected = (p("A claim ", NoteRef("n1"), " is made."),) if style == "brackets" else (REFERENCE,)
    assert page.blocks == (p(PROSE), *expected, p(OTHER_PROSE), p(MORE_PROSE))
    words = [block for note in page.footnotes for block in note.blocks]
    assert words in ([p("The proof of it.")], [p("The proof of it.\u00a0")])


def test_two_references_to_one_note_are_one_note() -> None:
    reference = '<sup><a href="#fn1" id="r{}">1</a></sup>'
    note = '<ol><li id="fn1">The proof of it. <a href="#r1">↩</a> <a href="#r2">↩</a></li></ol>'
    article = read(f"<p>One{reference.format(1)} and two{reference.format(2)}.</p>{note}")
    assert article.blocks[1] == p("One", NoteRef("n1"), " and two", NoteRef("n1"), ".")
    assert article.footnotes == (Footnote("n1", (p("The proof of it."),)),)


def test_a_note_that_nobody_refers_to_stays_where_it_is() -> None:
    notes = '<ol><li id="fn1">The proof of it.</li><li id="fn2">A thought of its own.</li></ol>'
    article = read(f'<p>A claim<sup><a href="#fn1">1</a></sup>.</p>{notes}')
    assert [note.blocks for note in article.footnotes] == [(p("The proof of it."),)]
    assert isinstance(article.blocks[2], List) and article.blocks[2].items == ul("A thought of its own.").items


def test_a_note_keeps_its_own_paragraphs_and_lists() -> None:
    note = '<ol><li id="fn1"><p>The proof:</p><ul><li>one<li>two</ul><p>And <em>more</em>. <a href="#r1">↩</a></p></li></ol>'
    article = read(f'<p>A claim<sup id="r1"><a href="#fn1">1</a></sup>.</p>{note}')
    expected: tuple[Block, ...] = (p("The proof:"), ul("one", "two"), p("And ", em("more"), "."))
    assert article.footnotes == (Footnote("n1", expected),)


def test_a_note_within_a_line_is_read_once() -> None:
    article = read('<p>A claim<sup><a href="#fn1">1</a></sup>. <span id="fn1">The proof of it.</span></p>')
    assert article.blocks[1] == p("A claim", NoteRef("n1"), ".")
    assert article.footnotes == (Footnote("n1", (p("The proof of it."),)),)


def test_two_names_of_one_note_are_one_note() -> None:
    article = read(
        '<p>A claim<sup><a href="#fn1">1</a></sup> and one more<sup><a href="#a1">1</a></sup>.</p>'
        '<ol><li id="fn1"><a id="a1"></a>The proof of it.</li></ol>'
    )
    assert article.footnotes == (Footnote("n1", (p("The proof of it."),)),)


def test_a_heading_with_words_below_its_notes_stays() -> None:
    found = blocks(
        f'<p>A claim<sup><a href="#fn1">1</a></sup>.</p><h2>Methods</h2><aside id="fn1">The proof of it.</aside><p>{OTHER_PROSE}</p>'
    )
    assert found[1:] == (h(2, "Methods", ident="methods"), p(OTHER_PROSE))


def test_the_rule_above_notes_goes_with_them() -> None:
    text, notes = STYLES["Markdown"]
    article: Article = read(f"{text}{notes}")
    assert Rule() not in article.blocks
