"""The stock styles: complete, without hard-coded looks, legible on all that they stand on, and easily overruled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import tinycss2

from publish.theme.cascade import Cascade, cascade
from publish.theme.computed import Align, Caps, ComputedStyle
from publish.theme.flatten import flatten
from publish.theme.fonts import faces, letter_em
from publish.theme.load import Theme, find_theme, parse_theme, read_theme, stock_folder, stock_themes
from publish.theme.options import PAGES, StyleOptions
from publish.theme.properties import PROPERTIES
from publish.theme.roles import WORD_STYLES, Kind, StyleRole
from publish.theme.separable import why_at_once
from publish.theme.shelf import copy_theme, describe
from publish.theme.shorthands import longhands
from publish.theme.values import Token, families, is_colour, keyword, tokens_of
from publish.walk import RUNNING_HEAD_CHARACTERS
from publish.writers.markup import HEADS_TOGETHER
from publish.writers.pdf_theme import noticed
from tests.projects import dirty, run, tree, write

NAMES = ("briefing", "large-print", "manuscript", "minimal", "newspaper", "reader")
PAPER, SEPIA = "FFFFFF", "F4ECD8"
LEGIBLE, VERY_LEGIBLE = 4.5, 7.0  # WCAG 2.2, 1.4.3 and 1.4.6
ONE_LINERS = {
    "h2 { color: #00aa00 }": StyleRole.HEADING_2,
    "p { color: #00aa00 }": StyleRole.BODY_TEXT,
    "h1 { color: #00aa00 }": StyleRole.HEADING_1,
    "figcaption { color: #00aa00 }": StyleRole.CAPTION,
    "blockquote p { color: #00aa00 }": StyleRole.QUOTE,
    ".standfirst { color: #00aa00 }": StyleRole.STANDFIRST,
    ".callout .label { color: #00aa00 }": StyleRole.CALLOUT_LABEL,
    "td { color: #00aa00 }": StyleRole.TABLE_TEXT,
    "pre { color: #00aa00 }": StyleRole.CODE,
    "em { color: #00aa00 }": StyleRole.EMPHASIS,
}


def stock(name: str, **options: str) -> Theme:
    return read_theme(stock_themes()[name], StyleOptions(**options))  # type: ignore[arg-type]  # named as in StyleOptions


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours as RRGGBB (WCAG 2.2, relative luminance)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def printed_pairs(whole: Cascade) -> Iterator[tuple[StyleRole, float]]:
    """The contrast of each role with what it stands on, on paper and in Word."""
    for role, style in whole.styles.items():
        ground = whole.page.cover_colour if role.value.startswith("cover") else style.backdrop
        yield role, contrast(style.colour, ground or PAPER)


def declarations(css: str) -> Iterator[tuple[str, Token]]:
    """Each declaration outside :root with the selector or the name of its rule."""

    def within(rules: list[Token], place: str) -> Iterator[tuple[str, Token]]:
        for rule in rules:
            if rule.type == "declaration":
                yield place, rule
            elif rule.type in ("qualified-rule", "at-rule") and rule.content:
                inner = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
                yield from within(inner, tinycss2.serialize(rule.prelude).strip())

    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return ((place, item) for place, item in within(rules, "") if place != ":root")


def test_there_are_six_with_a_line_that_says_what_for() -> None:
    assert tuple(stock_themes()) == NAMES
    assert all(20 < len(describe(path)) < 90 for path in stock_themes().values())


@pytest.mark.parametrize("name", NAMES)
def test_no_stock_style_hard_codes_a_colour_or_a_font(name: str) -> None:
    for place, item in declarations((stock_folder() / f"{name}.css").read_text("utf-8")):
        for longhand, tokens in longhands(item.lower_name, tokens_of(tinycss2.serialize(item.value))):
            said = f"{place} {{ {item.name}: {tinycss2.serialize(item.value)} }}"
            words = [token for token in tokens if token.type != "function" or token.lower_name != "var"]
            if longhand != "content":
                painted = [
                    each
                    for each in words
                    if is_colour(each) and each.serialize().lower() not in ("transparent", "currentcolor")
                ]
                assert not painted, said
            if longhand == "font-family" and keyword(tokens) not in ("inherit", "normal"):
                assert not families(tuple(words)), said


@pytest.mark.parametrize("name", NAMES)
def test_every_stock_style_has_all_custom_properties_and_nothing_to_complain_of(name: str) -> None:
    theme = stock(name)
    assert set(PROPERTIES) <= set(theme.properties)
    assert theme.findings == cascade(theme).findings == flatten(theme).findings == noticed(theme) == ()
    assert why_at_once(theme) is None


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("page", PAGES)
def test_every_stock_style_fits_every_page(name: str, page: str) -> None:
    whole = cascade(stock(name, page=page))
    letters = whole.page.measure_pt / whole.styles[StyleRole.BODY_TEXT].size_pt * 2.1
    assert 35 < letters < 180
    assert [each.code for each in stock(name, page=page).findings] == (
        ["THEME-006"] if (name, page) == ("newspaper", "A5") else []
    )


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("page", PAGES)
def test_running_heads_never_meet(name: str, page: str) -> None:
    theme = stock(name, page=page)
    (size,) = re.findall(r"^([\d.]+)pt$", theme.properties["--head"])
    face = next(face for face in faces((theme.properties["--sans"].split('"')[1],)) if not face.italic)
    lines, most = (
        (2, RUNNING_HEAD_CHARACTERS) if name == "large-print" else (1, HEADS_TOGETHER)
    )  # one head, that breaks
    assert most * float(size) * letter_em(face) <= lines * cascade(theme).page.measure_pt


def test_a_newspaper_has_columns_from_a4_up_alone() -> None:
    assert [stock("newspaper", page=page).column_pt is not None for page in ("A5", "A4", "Letter")] == [
        False,
        True,
        True,
    ]


@pytest.mark.parametrize("name", NAMES)
def test_text_is_legible_on_all_that_it_stands_on(name: str) -> None:
    poor = {role.value: ratio for role, ratio in printed_pairs(cascade(stock(name))) if ratio < LEGIBLE}
    assert poor == {}


@pytest.mark.parametrize("name", NAMES)
def test_text_of_an_epub_is_legible_in_light_sepia_and_dark(name: str) -> None:
    css = flatten(stock(name)).value
    light = "".join(re.findall(r"@media \(prefers-color-scheme: light\) \{ (.*) \}", css))
    others = re.sub(r"@media \(prefers-color-scheme: light\) .*", "", css)
    found = set(re.findall(r"(?<![-\w])color: #?(\w+)", light))
    assert found <= {"inherit", "transparent", "currentcolor"} | {each for each in found if len(each) == 6}
    assert all(contrast(colour, ground) >= LEGIBLE for colour in found if len(colour) == 6 for ground in (PAPER, SEPIA))
    # on a dark ground, text has the reader's own colour, and no ground of ours is behind it
    assert set(re.findall(r"(?<![-\w])color: ([^;}]+)", others)) <= {
        "inherit ",
        "transparent ",
        "inherit",
        "transparent",
    }
    assert "background" not in css


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("css", ONE_LINERS)
def test_a_line_of_ones_own_wins(name: str, css: str) -> None:
    theme = parse_theme(f'@import "{name}";\n{css}', name="mine", place="mine.css")
    assert cascade(theme).styles[ONE_LINERS[css]].colour == "00AA00"


# ---- large print ----

ALOUD = [role for role, word in WORD_STYLES.items() if word.kind is Kind.PARAGRAPH]
SHAPES = {StyleRole.GAP, StyleRole.RULE, StyleRole.TITLE_RULE, StyleRole.END_RULE}
TITLES = re.compile("title|heading-[12]$|part-heading|contents-heading|back-heading")


def large() -> dict[StyleRole, ComputedStyle]:
    styles = cascade(stock("large-print")).styles
    return {role: styles[role] for role in ALOUD if role not in SHAPES}


def test_large_print_has_no_small_letters() -> None:
    # Atkinson Hyperlegible has letters of .496 em without ascenders, Times New Roman of .448: 17 pt are as large as 18.8
    assert {role.value for role, style in large().items() if style.size_pt < 17} == set()
    assert large()[StyleRole.BODY_TEXT].size_pt * 0.496 >= 16 * 0.519  # of Arial, which has the largest of common faces


def test_large_print_has_wide_lines() -> None:
    texts = {
        role: style for role, style in large().items() if not TITLES.search(role.value) and "er" not in role.value[-6:]
    }
    assert {
        role.value: style.line_pt / style.size_pt
        for role, style in texts.items()
        if style.line_pt < 1.5 * style.size_pt * 0.93
    } == {}
    body = large()[StyleRole.BODY_TEXT]
    assert body.line_pt / body.size_pt >= 1.5


def test_large_print_is_ragged_upright_and_never_broken() -> None:
    for role, style in large().items():
        assert not style.italic, role
        assert not style.hyphens, role
        assert style.caps is Caps.NONE, role
        assert style.align is not Align.JUSTIFY, role
    assert large()[StyleRole.BODY_TEXT].align is Align.START
    assert not cascade(stock("large-print")).styles[StyleRole.EMPHASIS].italic


def test_large_print_has_the_strongest_contrast() -> None:
    poor = {role.value: ratio for role, ratio in printed_pairs(cascade(stock("large-print"))) if ratio < VERY_LEGIBLE}
    assert poor == {}


# ---- copies ----


@pytest.mark.parametrize("name", ["reader", "briefing"])
def test_a_copy_builds_the_same_bytes(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"sources/a.txt": dirty("The Harbour Wall"), "publish.toml": '[book]\nname = "book"\n'})
    monkeypatch.chdir(tmp_path)
    assert run("styles", "copy", name, "my-style").code == 0
    assert run("build", "-s", name, "-o", "stock").code == 0
    assert run("build", "-s", "my-style", "-o", "own").code == 0
    stock_files, own_files = tree(tmp_path / "stock"), tree(tmp_path / "own")
    books = {path for path in stock_files if path.endswith((".pdf", ".epub", ".docx", ".zip"))}
    assert len(books) == 5
    assert {path: own_files[path] == stock_files[path] for path in books} == dict.fromkeys(books, True)


def test_a_style_that_is_a_folder_is_copied_with_all_that_is_in_it(tmp_path: Path) -> None:
    write(tmp_path, {"styles/one/theme.css": "p { color: red }", "styles/one/art/a.png": b"picture"})
    found = copy_theme("one", "two", tmp_path)
    assert tree(found) == tree(tmp_path / "styles/one")
    assert find_theme("two", (tmp_path / "styles",)) == tmp_path / "styles/two/theme.css"
