"""Themes flattened for reading systems."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import tinycss2

from publish.theme.flatten import GROUND, flatten
from publish.theme.load import parse_theme, read_theme, stock_themes
from publish.theme.options import StyleOptions
from tests.projects import write

PNG = b"\x89PNG\r\n\x1a\n"
ROOT = ":root { --base: 10pt; --line: 14pt; --rule: #cccccc } html { font: 400 10pt/14pt serif; color: #111111 }\n"


def flat(css: str) -> str:
    """The rules that a theme leaves beside our own."""
    sheet = flatten(parse_theme(ROOT + css, name="t", place="t.css")).value
    rules = sheet.removeprefix(GROUND % "1.4").strip().splitlines()
    return "\n".join(rule for rule in rules if not rule.startswith("html"))


def reader() -> str:
    return flatten(read_theme(stock_themes()["reader"])).value


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("p { text-indent: var(--line) }", "p { text-indent: 1.4em }"),
        ("p { margin: calc(var(--line) / 2) 0 }", "p { margin: 0.7em 0 }"),
        ("h2 { font-size: 12pt; margin-top: 6pt }", "h2 { font-size: 1.2em; margin-top: 0.5em }"),
        ("h2 { font-size: 1.5rem; margin-top: 3rem }", "h2 { font-size: 1.5em; margin-top: 2em }"),
        ("sup { font-size: .7em }", "sup { font-size: 0.7em }"),
        ("td { width: 25%; max-width: 30mm }", "td { width: 25%; max-width: 8.504em }"),
        ("hr { border-top: .5pt solid red }", "hr { border-top: 1px solid red }"),
    ],
)
def test_sizes_and_spaces_become_relative(css: str, expected: str) -> None:
    assert flat(css) == expected


def test_a_size_inside_a_larger_element_is_relative_to_that() -> None:
    assert "h1 .subtitle { font-size: 0.5em }" in flat("h1 { font-size: 20pt } h1 .subtitle { font-size: 10pt }")


def test_an_element_may_have_its_rule_after_what_it_holds() -> None:
    assert flat("caption { font-size: 8pt } table { font-size: 8pt }") == (
        "caption { font-size: 1em }\ntable { font-size: 0.8em }"
    )


@pytest.mark.parametrize(
    "css",
    [
        "@page { size: A5 }",
        "@media print { p { color: red } }",
        "p { text-align: justify }",
        "main { page: main; break-before: page }",
        ".x { string-set: running content(); bookmark-level: 1; margin-break: discard }",
        ".x::after { content: target-counter(attr(href), page); color: red }",
        ".x::after { content: leader('.') }",
        "p { hyphenate-limit-chars: 6 3 3 }",
        ".cover { color: red } .leaf { height: 1pt } .cover-head { position: absolute }",
        "body { font-size: 12pt; background: white; color: #222 }",
        "p, h1, h2 { color: red; background: yellow; line-height: 1.2 }",
        "p { direction: rtl; unicode-bidi: embed }",
        "p { white-space: nowrap; height: 3cm; overflow: hidden }",
        "p { font-family: serif }",
    ],
)
def test_what_belongs_to_paper_or_to_the_reader_goes(css: str) -> None:
    assert flat(css) == ""


def test_media_for_epub_and_for_all_hold() -> None:
    assert flat("@media epub { h2 { orphans: 3 } } @media all { h3 { orphans: 4 } }") == (
        "h2 { orphans: 3 }\nh3 { orphans: 4 }"
    )


def test_an_accent_is_the_colour_of_text_in_light_surroundings_only() -> None:
    assert flat(".label { color: #800000 }") == ("@media (prefers-color-scheme: light) { .label { color: #800000 } }")


def test_ink_is_never_set_and_lines_in_ink_take_the_colour_of_the_text() -> None:
    assert flat(".author { color: #111111 }") == ""
    assert flat("table { border-top: 1pt solid #111111 }") == "table { border-top: 1px solid currentcolor }"


def test_a_tint_becomes_a_border_and_the_borders_of_the_theme_stay() -> None:
    css = flat(".callout { background: #ffeecc; border-top: 1.5pt solid #800000 }")
    assert css == (
        ".callout { border-top: 2px solid #800000; border-right: 1px solid #cccccc; "
        "border-bottom: 1px solid #cccccc; border-left: 1px solid #cccccc }"
    )


def test_only_families_that_differ_from_the_text_are_named() -> None:
    assert flat('.byline { font-family: "Source Sans 3", sans-serif }') == (
        '.byline { font-family: "Source Sans 3", sans-serif }'
    )


def test_left_and_right_mean_start_and_end() -> None:
    assert (
        flat("td { text-align: right } th { text-align: left }") == "td { text-align: end }\nth { text-align: start }"
    )


def test_one_sided_spaces_are_mirrored_for_right_to_left_text() -> None:
    assert flat("ul { padding: 0 0 0 10pt }") == (
        'ul { padding: 0 0 0 1em }\n[dir="rtl"] ul { padding-left: 0; padding-right: 1em }'
    )


def test_hyphens_and_breaks_are_spelt_for_old_readers_too() -> None:
    assert flat("h2 { hyphens: none; break-after: avoid }") == (
        "h2 { -epub-hyphens: none; -webkit-hyphens: none; hyphens: none; page-break-after: avoid; break-after: avoid }"
    )


def test_where_is_written_out_and_a_later_rule_still_wins() -> None:
    assert flat(":where(.body p + p) { orphans: 2 } :where(li > p, aside p) { orphans: 3 }") == (
        ".body p + p { orphans: 2 }\n.book li > p, .book aside p { orphans: 3 }"
    )


def test_a_rule_of_the_user_wins_over_every_place_of_the_theme() -> None:
    assert flat("h2 { orphans: 9 } :where(.sources h2) { orphans: 2 }") == (
        ".sources h2 { orphans: 2 }\n.book h2 { orphans: 9 }"
    )


def test_rules_for_other_elements_are_no_rivals() -> None:
    assert (
        flat(":where(.body p) { orphans: 2 } :where(h2) { orphans: 3 }") == ".body p { orphans: 2 }\nh2 { orphans: 3 }"
    )


def test_what_epub_cannot_have_is_reported_once_with_its_line() -> None:
    theme = parse_theme("h1 { transform: rotate(3deg) }\nh2 { transform: none }", name="t", place="t.css")
    (finding,) = flatten(theme).findings
    assert (finding.code, finding.detail) == (
        "THEME-003",
        "t.css, line 1: EPUB goes without `transform: rotate(3deg)`",
    )


def test_a_picture_of_the_theme_stays_out_and_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"t.css": ".x::before { content: url(a.png) } h2 { background: url(a.png) }", "a.png": PNG})
    found = flatten(read_theme(tmp_path / "t.css"))
    assert "url" not in found.value
    assert [finding.code for finding in found.findings] == ["THEME-003", "THEME-003"]


def test_the_stock_theme_has_nothing_left_that_old_readers_stumble_over() -> None:
    css = reader()
    assert not re.findall(r"var\(|calc\(|:where|:is\(|@page|justify|\dpt|\drem|position|string\(", css)
    assert len(re.findall(r"line-height", css)) == 1
    assert flatten(read_theme(stock_themes()["reader"])).findings == ()


def test_the_stock_theme_is_css_without_errors() -> None:
    rules = tinycss2.parse_stylesheet(reader(), skip_comments=True, skip_whitespace=True)
    inner = [
        item
        for rule in rules
        if rule.type == "qualified-rule"
        for item in tinycss2.parse_blocks_contents(rule.content, True, True)
    ]
    assert {rule.type for rule in rules} == {"qualified-rule", "at-rule"}
    assert {item.type for item in inner} == {"declaration"}


def test_the_fonts_of_the_text_are_the_readers_own_unless_the_book_carries_them() -> None:
    assert not re.search(r"(?:html|h1) {[^}]*font-family", reader())
    carried = read_theme(stock_themes()["reader"], StyleOptions(epub_fonts="embedded"))
    assert re.search(r'html {[^}]*font-family: "Literata", serif', flatten(carried).value)
