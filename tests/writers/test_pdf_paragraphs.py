"""Paragraphs as they are measured: where their lines may end, and what is set of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from publish.theme.load import find_theme, read_theme
from publish.writers.pdf_engine import Sheet, lay_out, press_for, style_for
from publish.writers.pdf_paragraphs import Paragraph, Plan, measured, plan

PROSE = (
    "The keeper of the northern light wrote down the barometer at four, and again at eight, in a hand that grew "
    "smaller towards the foot of each page, as though paper were the one thing that a station could run out of."
)


def paragraph_of(markup: str) -> Any:
    """A paragraph as WeasyPrint holds it before it breaks its lines."""
    from weasyprint.layout import inline

    press = press_for(style_for(read_theme(find_theme("reader", ())), ' lang="en-US"', markup, "right"))
    seen: list[Any] = []
    next_line = inline.get_next_linebox

    def note(context: Any, box: Any, *rest: Any) -> Any:
        seen.append(box)
        return next_line(context, box, *rest)

    inline.get_next_linebox = note
    try:
        press.render(
            press.source(f'<main><article class="article"><div class="body"><p>{markup}</p></div></article></main>')
        )
    finally:
        inline.get_next_linebox = next_line
    return next(box for box in seen if box.element_tag.startswith("p"))


def text_of(markup: str) -> Paragraph:
    found = measured(paragraph_of(markup))
    assert found is not None
    return found


def planned(text: Paragraph, width: float = 300) -> Plan:
    found = plan(text, width, width, 13, lambda _: False)
    assert found is not None
    return found


def lines_of(text: Paragraph, chosen: Plan) -> Iterator[str]:
    whole = b"".join(leaf.text for leaf in text.leaves)
    for start, line in chosen.lines.items():
        yield whole[start : line.end].decode() + "-" * line.hyphen


@pytest.mark.parametrize("markup", [PROSE, PROSE.replace("barometer", "<em>barometer</em>"), f"<b>{PROSE}</b>"])
def test_lines_hold_all_words_in_order(markup: str) -> None:
    text = text_of(markup)
    lines = list(lines_of(text, planned(text)))
    assert len(lines) > 3
    assert (
        "".join(line.removesuffix("-") if line.endswith("-") else f"{line} " for line in lines).split() == PROSE.split()
    )


def test_places_are_told_as_weasyprint_has_them() -> None:
    text = text_of(f"Once <em>upon <b>a</b> time</em> {PROSE} ē é <i>end</i>")
    for each in text.breaks[:-1]:
        assert text.place_of(text.stack_of(each.start)) == each.start
    assert text.stack_of(text.last) is None


def test_a_line_is_cut_and_what_was_there_is_there_again() -> None:
    box = paragraph_of(f"Once <em>upon a {PROSE}</em> time")
    text = measured(box)
    assert text is not None
    (line, *_) = planned(text).lines.values()
    whole = [leaf.box.text for leaf in text.leaves]
    with text.cut(box, line):
        assert len(box.children) <= len(text.leaves)
        assert "".join(leaf.box.text for leaf in text.leaves[:2]).startswith("Once upon a The keeper")
    assert [leaf.box.text for leaf in text.leaves] == whole


def test_what_is_not_to_be_broken_is_not() -> None:
    text = text_of(f'{PROSE} <span style="white-space: nowrap">of all things</span>')
    whole = b"".join(leaf.text for leaf in text.leaves).decode()
    inside = range(whole.index("of all things") + 1, len(whole))
    assert not [each for each in text.breaks[:-1] if each.end in inside]


def test_words_are_parted_where_their_language_does() -> None:
    text = text_of(f"{PROSE} hyphenation")
    whole = b"".join(leaf.text for leaf in text.leaves).decode()
    parted = [
        whole[each.end - 2 : each.end] for each in text.breaks if each.hyphen and each.end > whole.index("hyphen")
    ]
    assert parted[:2] == ["hy", "en"]


@pytest.mark.parametrize(
    "markup",
    [
        f"{PROSE} مرحبا بالعالم",
        f"{PROSE} hyphen\u00adated",
        f'{PROSE} <code style="padding: 0 2px">x</code>',
        f'{PROSE} <span style="white-space: pre">x  y</span>',
        "",
    ],
)
def test_other_paragraphs_are_left_to_weasyprint(markup: str) -> None:
    assert measured(paragraph_of(markup or "&#8203;")) is None


def test_a_line_that_may_not_end_in_a_hyphen_does_not() -> None:
    text = text_of(PROSE)
    chosen = planned(text, 150)
    parted = next(start for start, line in chosen.lines.items() if line.hyphen)
    stack = repr(text.stack_of(parted))
    again = plan(text, 150, 150, 13, lambda place: repr(place) == stack)
    assert again is None or not again.lines.get(parted, chosen.lines[text.breaks[0].start]).hyphen


def test_lines_of_words_without_end_are_looked_for_near_where_they_begin() -> None:
    """WeasyPrint would shape all that is left of the text for each of them."""
    from weasyprint.text import line_break

    shaped: list[int] = []
    set_text = line_break.Layout.set_text

    def noted(layout: Any, text: str, *rest: Any, **options: Any) -> None:
        shaped.append(len(text))
        set_text(layout, text, *rest, **options)

    words = " ".join("x" * count for count in range(100, 200))
    sheet = Sheet("a1", f'<main id="text"><article class="article"><p>{words}</p></article></main>')
    style = style_for(read_theme(find_theme("reader", ())), ' lang="en-US"', words, "right")
    line_break.Layout.set_text = noted
    try:
        laid = lay_out(sheet, style, {})
    finally:
        line_break.Layout.set_text = set_text
    assert len(laid.frames) > 5
    assert sorted(shaped)[-10] <= 1_000 < len(words)  # all but where the paragraph is measured, and its last lines
