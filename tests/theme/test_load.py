"""Styles put together from files: imports, fonts, folders, sections for one format, and the changes of a book."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from publish.errors import ThemeError
from publish.theme.cascade import cascade
from publish.theme.computed import ComputedStyle
from publish.theme.fonts import Face, characters_in, face_bytes, faces
from publish.theme.load import Theme, find_theme, known_themes, parse_theme, read_theme
from publish.theme.options import Change, StyleOptions
from publish.theme.roles import StyleRole
from tests.projects import write

FONT = face_bytes(faces(("Amiri",))[0])
VARIABLE = Path(str(importlib.util.find_spec("fontpkg_literata").origin)).parent / "files" / "Literata[opsz,wght].ttf"  # type: ignore[union-attr]  # it is installed


def over(theme: Theme, role: StyleRole = StyleRole.HEADING_2) -> ComputedStyle:
    return cascade(theme).styles[role]


def changed(**values: str) -> StyleOptions:
    """The options of a book with these custom properties, the first on line 1 of publish.toml."""
    lines = enumerate(values.items(), 1)
    return StyleOptions(
        changes=tuple(Change(name, value, f"publish.toml, line {line}") for line, (name, value) in lines)
    )


def reader(**values: str) -> Theme:
    return read_theme(find_theme("reader", ()), changed(**values))


def errors_of(css: str, folder: Path | None = None) -> list[str]:
    with pytest.raises(ThemeError) as caught:
        if folder is None:
            parse_theme(css, name="mine", place="mine.css")
        else:
            read_theme(write(folder, {"mine.css": css}) / "mine.css", project=folder)
    return str(caught.value).split("\n")


# ---- imports ----


def test_an_imported_style_comes_first_and_is_changed_by_what_follows(tmp_path: Path) -> None:
    write(tmp_path, {"mine.css": '@import "reader";\nh2 { color: #00ff00 }'})
    mine = over(read_theme(tmp_path / "mine.css"))
    assert (mine.colour, mine.families) == ("00FF00", ("Literata",))


def test_imports_lead_to_files_of_the_project_and_to_its_styles(tmp_path: Path) -> None:
    files = {
        "styles/mine.css": '@import "../house/colours.css";\n@import url(ground) print;\nh2 { margin-top: 3pt }',
        "house/colours.css": "h2 { color: #0000ff }",
        "styles/ground.css": "h2 { color: #ff0000; font-size: 30pt }",
    }
    mine = over(read_theme(write(tmp_path, files) / "styles/mine.css", project=tmp_path))
    assert (mine.colour, mine.margin.top) == ("0000FF", 3.0)


def test_a_style_may_be_called_like_the_one_that_it_changes(tmp_path: Path) -> None:
    write(tmp_path, {"styles/reader.css": '@import "reader";\nh2 { color: #0000ff }'})
    found = find_theme("reader", (tmp_path / "styles",))
    assert over(read_theme(found, project=tmp_path)).colour == "0000FF"


def test_a_line_of_an_imported_file_keeps_its_name_and_number(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "mine.css": '/* mine */\n\n@import "more.css";\np { opacity: .5 }',
            "more.css": "\np { filter: none }\nh2 { filter: blur(1px) }",
        },
    )
    findings = cascade(read_theme(tmp_path / "mine.css")).findings
    assert [finding.detail.partition(":")[0] for finding in findings] == ["more.css, line 3", "mine.css, line 4"]


@pytest.mark.parametrize(
    ("css", "message"),
    [
        ('@import "redaer";', "mine.css, line 1: @import: there is no style 'redaer'; did you mean 'reader'?"),
        ('\n@import "no.css";', "mine.css, line 2: there is no file 'no.css'; paths start in the folder of the style"),
        ('@import "../../x.css";', "mine.css, line 1: ../../x.css is outside the project; put the file beside the style"),
        ('@import "mine.css";', "mine.css, line 1: @import of 'mine.css' goes in a circle; leave one of the imports out"),
        ('@import "https://e.org/x.css";', "mine.css, line 1: https://e.org/x.css is not in the style: nothing is fetched; put the file beside the style"),
        ('@import "reader" screen;', "mine.css, line 1: @import for `screen` holds for no format; write print, epub, docx or nothing"),
        ('p { color: red }\n@import "reader";', "mine.css, line 2: @import comes after other rules; move it to the top of the file"),
        ("@import;", 'mine.css, line 1: @import names no style; write @import "reader";'),
    ],
)  # fmt: skip
def test_an_import_that_leads_nowhere_is_refused(tmp_path: Path, css: str, message: str) -> None:
    assert errors_of(css, tmp_path) == [message]


def test_imports_without_end_are_refused(tmp_path: Path) -> None:
    write(tmp_path, {f"{number}.css": f'@import "{number + 1}.css";' for number in range(99)})
    with pytest.raises(ThemeError, match="more than 40 files"):
        read_theme(tmp_path / "0.css")


# ---- folders and fonts ----


def test_a_style_is_a_file_or_a_folder(tmp_path: Path) -> None:
    write(tmp_path, {"one.css": "p { color: red }", "two/theme.css": "p { color: red }"})
    known = known_themes((tmp_path,))
    assert known["one"] == tmp_path / "one.css"
    assert known["two"] == find_theme(str(tmp_path / "two"), ()) == tmp_path / "two/theme.css"
    assert read_theme(known["two"]).name == "two"


def test_a_font_of_a_style_is_used_under_the_name_that_it_gives(tmp_path: Path) -> None:
    face = '@font-face { font-family: "House"; src: url("fonts/house.ttf"); font-weight: bold; font-style: italic }'
    write(tmp_path, {"theme.css": f"{face}\nh2 {{ font-family: House, serif }}", "fonts/house.ttf": FONT})
    theme = read_theme(tmp_path / "theme.css")
    (found,) = theme.faces
    assert (found.family, found.weight, found.italic, theme.families) == ("House", 700, True, ("House",))
    assert face_bytes(found) == FONT
    assert "@font-face" not in theme.css


def test_a_font_that_no_rule_names_is_left_out(tmp_path: Path) -> None:
    write(tmp_path, {"mine.css": '@font-face { font-family: "House"; src: url(house.ttf) }', "house.ttf": FONT})
    assert read_theme(tmp_path / "mine.css").faces == ()


def test_a_variable_font_is_cut_at_the_weights_of_its_rules(tmp_path: Path) -> None:
    data = VARIABLE.read_bytes()
    rule = '@font-face {{ font-family: "House"; src: url(house.ttf); font-weight: {} }}\n'
    css = rule.format("300") + rule.format("200 900") + 'p { font-family: "House" }'
    theme = read_theme(write(tmp_path, {"mine.css": css, "house.ttf": data}) / "mine.css")
    assert [face.weight for face in theme.faces] == [300, 400, 700]
    cuts = [face_bytes(face) for face in theme.faces]
    assert len(set(cuts)) == 3 and all(b"fvar" not in cut[:600] for cut in cuts)
    (finding,) = theme.findings
    assert finding.detail.startswith("mine.css, line 2: `font-weight: 200 900` is a range, which WeasyPrint drops")


def test_a_font_that_changes_while_a_book_is_made_is_noticed(tmp_path: Path) -> None:
    css = '@font-face { font-family: "House"; src: url(house.ttf) } p { font-family: House }'
    (face,) = read_theme(write(tmp_path, {"mine.css": css, "house.ttf": FONT}) / "mine.css").faces
    (tmp_path / "house.ttf").write_bytes(FONT + b"\0")
    with pytest.raises(ThemeError, match="was changed meanwhile"):
        face_bytes(Face(face.family, 500, face.italic, face.file, face.digest))


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("src: url(house.ttf)", "@font-face has no `font-family`; add it"),
        ("font-family: House", "@font-face has no `src`; add it"),
        ("font-family: House; src: local(House)", '`src` names no file; write src: url("name.ttf")'),
        ("font-family: House; src: url(no.ttf)", "there is no file 'no.ttf'; paths start in the folder of the style"),
        ("font-family: House; src: url(a.woff2)", "a.woff2 is no font that all formats take; convert it to .ttf or .otf"),
        ("font-family: House; src: url(text.ttf)", "text.ttf is no TrueType or OpenType font; convert it to .ttf or .otf"),
        ("font-family: House; src: url(//e.org/a.ttf)", "//e.org/a.ttf is not in the style: nothing is fetched; put the file beside the style"),
    ],
)  # fmt: skip
def test_a_font_that_cannot_be_used_is_refused(tmp_path: Path, rule: str, message: str) -> None:
    write(tmp_path, {"house.ttf": FONT, "text.ttf": "text"})
    assert errors_of(f"\n@font-face {{ {rule} }}", tmp_path) == [f"mine.css, line 2: {message}"]


def test_characters_of_a_font_of_a_style_are_known(tmp_path: Path) -> None:
    css = '@font-face { font-family: "House"; src: url(house.ttf) } p { font-family: House }'
    theme = read_theme(write(tmp_path, {"mine.css": css, "house.ttf": FONT}) / "mine.css")
    assert 0x0645 in characters_in(map(face_bytes, theme.faces))


# ---- what a book changes ----


def test_a_book_changes_colours_sizes_and_fonts() -> None:
    theme = reader(accent="#7a1f1f", text="source sans 3", base="10.4pt")
    text = over(theme, StyleRole.BODY_TEXT)
    assert (text.families, text.size_pt) == (("Source Sans 3",), 10.4)
    assert text.line_pt == pytest.approx(14.4)
    assert over(theme, StyleRole.ARTICLE_NUMBER).colour == "7A1F1F"
    assert theme.families == ("Source Sans 3", "JetBrains Mono")


def test_titles_take_the_font_of_the_text_in_its_cut_for_large_sizes() -> None:
    assert reader(text="Newsreader").properties["--display"] == '"Newsreader Display", serif'
    assert reader(text="EB Garamond").properties["--display"] == '"EB Garamond", serif'
    assert reader(text="EB Garamond", display="Literata").properties["--display"] == '"Literata", serif'


def test_a_change_wins_over_the_page_size() -> None:
    theme = read_theme(find_theme("reader", ()), StyleOptions(page="A4", changes=changed(base="13pt").changes))
    assert over(theme, StyleRole.BODY_TEXT).size_pt == 13.0


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"acent": "red"}, "publish.toml, line 1: the style has no custom property 'acent'; did you mean 'accent'?"),
        ({"accent": "redd"}, "publish.toml, line 1: accent must be a colour such as \"#7a1f1f\", \"teal\" or \"rgb(120, 30, 30)\", not 'redd'"),
        ({"ink": "#123456; } body { color: red"}, "publish.toml, line 1: ink must be a colour"),
        ({"base": "12"}, "publish.toml, line 1: base must be a size from 4 to 72 points such as \"10.5pt\" or \"4mm\", not '12'"),
        ({"line": "300pt"}, "publish.toml, line 1: line must be a size from 4 to 72 points"),
        ({"text": "Literatta"}, "publish.toml, line 1: text: there is no font 'Literatta'; did you mean 'Literata'?"),
        ({"tint": "red", "sans": "Comic Sans"}, "publish.toml, line 2: sans: there is no font 'Comic Sans'; did you mean 'Source Sans 3'?"),
        ({"margins": "2cm } p { color: red"}, "publish.toml, line 1: margins must be a value as CSS has it, without ; and braces"),
    ],
)  # fmt: skip
def test_a_change_that_cannot_be_made_is_refused(changes: dict[str, str], message: str) -> None:
    with pytest.raises(ThemeError) as caught:
        reader(**changes)
    assert str(caught.value).startswith(message)


# ---- errors, and what misleads ----

FAULTY = """@import "nowhere";
:root { --base: large; --accent: var(--acent); --loop: var(--loop) }
h2 { color: var(--nothing); width: calc(1em + 2); letter-spacing: 1e9pt }
h3 { colour }
p::before { content: "open
}
h4 { background: url(https://e.org/a.png); list-style-image: url(text.png) }
@font-face { font-family: House; src: url(gone.ttf) }
"""


def test_errors_of_every_kind_are_told_together_with_line_and_remedy(tmp_path: Path) -> None:
    write(tmp_path, {"text.png": "text"})
    assert errors_of(FAULTY, tmp_path) == [
        "mine.css, line 1: @import: there is no style 'nowhere'; known styles: " + ", ".join(sorted(known_themes(()))),
        "mine.css, line 4: this is no declaration; write `name: value;`",
        "mine.css, line 5: Bad string token in `content`; close the quotes and brackets",
        "mine.css, line 7: https://e.org/a.png is not in the style: nothing is fetched; put the file beside the style",
        "mine.css, line 7: text.png is no picture that all can show; save it as PNG or JPEG",
        "mine.css, line 8: there is no file 'gone.ttf'; paths start in the folder of the style",
        'mine.css, line 2: --base must be a size from 4 to 72 points such as "10.5pt" or "4mm", not \'large\'',
        "mine.css, line 2: var(--acent) is never defined; did you mean var(--accent)?",
        "mine.css, line 2: a custom property refers to itself in 'var(--loop)'; break the circle",
    ]


@pytest.mark.parametrize(
    ("css", "message"),
    [
        ("h2 { color: var(--nothing) }", "mine.css, line 1: var(--nothing) is never defined; set it under :root"),
        ("h2 { width: calc(1em + 2) }", "mine.css, line 1: `width: calc(1em + 2)` does not add up; give each part of a sum a unit, and set spaces around + and -"),
        ("\nh2 { letter-spacing: 1e9pt }", "mine.css, line 2: `letter-spacing: 1e9pt` is larger than any page; write a smaller number"),
        ("@page { size: 100pt 200pt;\n margin: 60pt }\n@page:left { margin: 9pt }", "mine.css, line 2: the margins of @page leave no room for text; make them smaller"),
        ("h2 color: red }", "mine.css, line 1: a { is missing after this, or a } before it; mend the rule there"),
        ("\nh2 { a: " + "(" * 20000 + " }", "mine.css, line 2: rules or brackets are nested too deeply; write them flat"),
    ],
)  # fmt: skip
def test_a_value_that_no_page_can_have_is_refused(css: str, message: str) -> None:
    assert errors_of(css) == [message]


@pytest.mark.parametrize(
    ("css", "message"),
    [
        ("li::marker { content: '–' }", '`content` of ::marker would stop WeasyPrint; write `list-style-type: "– "` for the list'),
        ("p { position: fixed }", "`position: fixed` would stand on every page or none; use a margin box such as @page { @top-left }"),
        ("* { display: flex }", "`display: flex` of everything would keep WeasyPrint busy for ever; name the elements that it is for"),
        ("@suports (x) { p { color: red } }", "@suports is not known to all formats and left out; write its rules without it"),
        ("@supports (x) { p { color: red } }", "@supports is not known to all formats and left out; write its rules without it"),
        ("@pgae { margin: 0 }", "@pgae is not known to all formats and left out; did you mean @page?"),
        ("@media screen { p { color: red } }", "`@media screen` holds for no format and is left out; write print, epub or docx"),
        ("@page :fist { margin: 0 }", "`@page :fist` means no page and is left out; write @page NAME:left { … }"),
        ("@page { @top-lefft { content: 'a' } }", "@top-lefft is no margin of a page; did you mean @top-left?"),
        ("p { color: red; em { color: blue } }", "a rule stands inside a rule, which EPUB and Word do not know; write it after this one (or is a } missing above?)"),
        ("p:frobnicated { color: red }", "`p:frobnicated` selects nothing (Unknown pseudo-class); mend the selector"),
        (".x { --accent: red }", "`--accent` is not under :root: EPUB and Word do not see it; move it"),
        ("p { font-family: Literatta }", "the font 'Literatta' does not come with publish: what is set depends on the machine; did you mean 'Literata'?"),
    ],
)  # fmt: skip
def test_what_crashes_or_misleads_is_a_finding_with_the_working_alternative(css: str, message: str) -> None:
    (finding,) = parse_theme(f"\n{css}", name="mine", place="mine.css").findings
    assert (finding.code, finding.detail) == ("THEME-005", f"mine.css, line 2: {message}")


def test_what_is_taken_out_leaves_the_rest_and_its_lines() -> None:
    css = "li::marker { color: red;\n content: 'x';\n font-weight: 700 }\n@foo {\n}\nh2 { color: blue; position: fixed; margin: 0 }"
    theme = parse_theme(css, name="mine", place="mine.css")
    assert theme.css.split("\n")[:6] == [
        "li::marker { color: red;",
        "",
        " font-weight: 700 }",
        "",
        "",
        "h2 { color: blue; margin: 0 }",
    ]


def test_a_font_for_word_alone_need_not_come_with_publish() -> None:
    theme = parse_theme("@media docx { h2 { font-family: Cambria } }", name="mine", place="mine.css")
    assert theme.findings == ()
    assert over(theme).families == ("Cambria",)


def test_columns_that_would_be_too_narrow_are_one_and_told() -> None:
    css = ":root { --base: 9pt }\n@page { size: 148mm 210mm; margin: 15mm }\n.body { columns: 2 }"
    narrow = parse_theme(css, name="mine", place="mine.css")
    wide = parse_theme(css.replace("148mm 210mm", "A4"), name="mine", place="mine.css")
    assert [finding.detail for finding in narrow.findings] == [
        "mine.css, line 3: 2 columns of 57 mm are too narrow on this page: the PDF has one; [style] page takes a larger one"
    ]
    assert "column-count: auto" in narrow.css
    assert (wide.findings, "column-count" in wide.css) == ((), False)
