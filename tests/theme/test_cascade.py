"""The cascade: what a theme comes to for each style role."""

from __future__ import annotations

import pytest

from publish.errors import ThemeError
from publish.theme.cascade import Cascade, cascade
from publish.theme.computed import Align, Caps, ComputedStyle, Sides
from publish.theme.load import parse_theme, read_theme, stock_themes
from publish.theme.roles import WORD_STYLES, Box, StyleRole
from publish.theme.values import Ground, colour, families, length, tokens_of

GROUND = Ground(em_pt=10.0, rem_pt=12.0, whole_pt=200.0)


def over(css: str) -> Cascade:
    """The cascade of a sheet."""
    return cascade(parse_theme(css, name="mine", place="mine.css"))


def style(css: str, role: StyleRole) -> ComputedStyle:
    return over(css).styles[role]


def test_the_specimen_shows_every_role_and_every_box() -> None:
    whole = over("")
    assert set(whole.styles) == set(whole.around) == set(StyleRole)
    assert set(whole.boxes) == set(Box)


def test_every_role_has_a_style_of_its_own_in_word() -> None:
    assert set(WORD_STYLES) == set(StyleRole)
    assert len({word.ident.lower() for word in WORD_STYLES.values()}) == len(StyleRole)
    assert len({word.name.lower() for word in WORD_STYLES.values()}) == len(StyleRole)


@pytest.mark.parametrize(
    ("value", "points"),
    [
        ("12pt", 12.0),
        ("1in", 72.0),
        ("25.4mm", 72.0),
        ("2.54cm", 72.0),
        ("16px", 12.0),
        ("1.5em", 15.0),
        ("1.5rem", 18.0),
        ("50%", 100.0),
        ("0", 0.0),
        ("calc(1em + 2 * 3pt)", 16.0),
        ("calc((1in - 2pt) / 2)", 35.0),
        ("calc(10pt - 4pt)", 6.0),
        ("max(1em, 12pt)", 12.0),
    ],
)
def test_lengths_come_out_in_points(value: str, points: float) -> None:
    assert length(tokens_of(value), GROUND) == pytest.approx(points)


@pytest.mark.parametrize("value", ["12", "1vw", "red", "calc(1pt / 0)", "calc()"])
def test_what_has_no_length_on_paper_has_none(value: str) -> None:
    assert length(tokens_of(value), GROUND) is None


def test_colours_come_out_as_on_white_paper() -> None:
    assert colour(tokens_of("#8a2f20"), "000000") == "8A2F20"
    assert colour(tokens_of("rgba(0, 0, 0, .5)"), "000000") == "808080"
    assert colour(tokens_of("currentColor"), "123456") == "123456"
    assert colour(tokens_of("transparent"), "123456") is None


def test_generic_families_are_no_fonts() -> None:
    assert families(tokens_of('"Source Sans 3", Georgia Pro, serif')) == ("Source Sans 3", "Georgia Pro")


def test_specificity_beats_order_and_where_has_none() -> None:
    css = "h2 { color: red } :where(.article h2) { color: blue } .article .body h2 { color: lime } h2 { color: navy }"
    assert style(css, StyleRole.HEADING_2).colour == "00FF00"


def test_important_beats_specificity() -> None:
    assert style("p { color: red !important } .body p { color: lime }", StyleRole.BODY_TEXT).colour == "FF0000"


def test_a_users_element_rule_beats_the_stock_theme() -> None:
    reader = stock_themes()["reader"].read_text("utf-8")
    assert style(reader + "h2 { color: #00f }", StyleRole.HEADING_2).colour == "0000FF"


def test_text_properties_are_inherited_and_boxes_are_not() -> None:
    quote = style("blockquote { color: red; font-size: 8pt; border: 1pt solid; margin: 0 }", StyleRole.QUOTE)
    assert (quote.colour, quote.size_pt) == ("FF0000", 8.0)
    assert quote.borders.top is None


def test_insets_of_the_elements_around_add_up() -> None:
    css = "blockquote { margin: 0 5pt 0 20pt; padding: 0 3pt } blockquote p { padding-left: 2pt }"
    quote = style(css, StyleRole.QUOTE)
    assert (quote.inset_left_pt, quote.inset_right_pt) == (25.0, 8.0)


def test_the_font_shorthand_sets_and_resets() -> None:
    css = "p { font-weight: bold } .standfirst { font: italic 12pt/1.5 'Amiri', serif }"
    lead = style(css, StyleRole.STANDFIRST)
    assert (lead.italic, lead.weight, lead.size_pt, lead.line_pt, lead.families) == (True, 400, 12.0, 18.0, ("Amiri",))


def test_a_line_height_without_unit_grows_with_the_letters() -> None:
    assert style("h2 { font-size: 20pt; line-height: 1.5 }", StyleRole.HEADING_2).line_pt == pytest.approx(30.0)


def test_four_sides_are_read_clockwise() -> None:
    figure = style("figure { margin: 1pt 2pt 3pt }", StyleRole.FIGURE)
    assert figure.margin == Sides(1.0, 2.0, 3.0, 2.0)


def test_custom_properties_reach_through_others() -> None:
    css = ":root { --line: 12pt; --half: calc(var(--line) / 2) } h2 { margin-top: var(--half) }"
    assert style(css, StyleRole.HEADING_2).margin.top == pytest.approx(6.0)


def test_a_section_for_docx_holds_and_one_for_epub_does_not() -> None:
    css = "h2 { color: red } @media docx { h2 { color: lime } } @media epub, print { h2 { color: blue } }"
    assert style(css, StyleRole.HEADING_2).colour == "00FF00"


def test_a_section_for_docx_may_change_custom_properties() -> None:
    css = ":root { --line: 12pt; --half: calc(var(--line) / 2) } @media docx { :root { --line: 20pt } } "
    assert style(css + "h2 { margin-top: var(--half) }", StyleRole.HEADING_2).margin.top == pytest.approx(10.0)


def test_small_capitals_and_markers_are_known() -> None:
    css = ".label { font-variant-caps: all-small-caps } ul { list-style-type: '–' } li::marker { color: red }"
    whole = over(css)
    assert whole.styles[StyleRole.CALLOUT_LABEL].caps is Caps.ALL_SMALL
    assert whole.styles[StyleRole.LIST_BULLET_1].marker == "–"
    assert whole.boxes[Box.BULLET_1].colour == "FF0000"


def test_running_lines_take_their_look_from_the_page_rules() -> None:
    css = "@page main { @top-left { content: 'x'; font: 8pt/1 'Inter' } @bottom-right { content: counter(page) } }"
    whole = over(css)
    assert whole.styles[StyleRole.HEADER].size_pt == 8.0
    assert whole.styles[StyleRole.FOOTER].align is Align.END


def test_the_page_is_that_of_the_theme() -> None:
    page = over("@page { size: 100pt 200pt; margin: 10pt 20pt 30pt }").page
    assert (page.width_pt, page.height_pt, page.margins) == (100.0, 200.0, Sides(10.0, 20.0, 30.0, 20.0))
    assert page.measure_pt == 60.0


def test_a_theme_that_says_nothing_of_pages_has_margins() -> None:
    page = over("").page
    assert page.measure_pt == pytest.approx(108 * 72 / 25.4)


def test_a_named_paper_is_known() -> None:
    assert over("@page { size: A4 landscape }").page.width_pt == pytest.approx(841.89)


def test_margins_that_leave_no_room_are_refused() -> None:
    with pytest.raises(ThemeError, match="leave no room"):
        over("@page { size: 100pt 200pt; margin: 60pt }")


def test_what_word_cannot_do_is_reported_once_for_each_property() -> None:
    css = "h2 { border-radius: 3pt } h3 { border-radius: 2pt;\n opacity: .5 } p { orphans: 2; string-set: a attr(b) }"
    found = [(finding.code, finding.detail) for finding in over(css).findings]
    assert found == [
        ("THEME-001", "mine.css, line 1: Word has no rounded corners; DOCX goes without `border-radius`"),
        ("THEME-001", "mine.css, line 2: Word has no translucent text; DOCX goes without `opacity`"),
    ]


def test_the_stock_theme_asks_nothing_that_word_cannot_do() -> None:
    assert cascade(read_theme(stock_themes()["reader"])).findings == ()


def test_a_selector_that_nobody_knows_drops_its_rule_only() -> None:
    assert style("h2:-vendor-thing(3) { color: red } h2 { color: lime }", StyleRole.HEADING_2).colour == "00FF00"
