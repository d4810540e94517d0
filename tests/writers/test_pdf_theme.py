"""What WeasyPrint says of a style, told with the style's own lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.errors import ThemeError
from publish.theme.load import parse_theme, read_theme
from publish.writers import pdf_theme
from publish.writers.pdf_theme import noticed
from tests.projects import run, write


def said(css: str) -> list[str]:
    return [finding.detail for finding in noticed(parse_theme(css, name="mine", place="mine.css"))]


def test_what_the_pdf_goes_without_is_told_with_its_line() -> None:
    css = (
        ":root { --odd: foo }\nh2 { colr: red;\n filter: blur(1px); color: var(--odd) }\n@media epub { p { foo: bar } }"
    )
    assert said(css) == [
        "mine.css, line 2: the PDF goes without `colr: red` (unknown property); did you mean `color`?",
        "mine.css, line 3: the PDF goes without `filter: blur(1px)` (unknown property); did you mean `flex`?",
        "mine.css, line 3: the PDF goes without `color: foo` (invalid value)",
    ]


def test_a_line_of_an_imported_file_is_told_as_its_own(tmp_path: Path) -> None:
    write(tmp_path, {"mine.css": '\n\n@import "more.css";\np { colr: red }', "more.css": "p {\n  widht: 3pt }"})
    findings = noticed(read_theme(tmp_path / "mine.css"))
    assert [finding.detail.partition(":")[0] for finding in findings] == ["more.css, line 2", "mine.css, line 4"]


def test_a_rule_that_weasyprint_cannot_set_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    # what it stumbles over in this version is taken out before; others will come
    monkeypatch.setattr(pdf_theme, "_is_set", lambda css: "h3" not in css)
    with pytest.raises(ThemeError, match=r"^mine.css, line 3: WeasyPrint cannot set `h3, h4`"):
        said("h2 { color: red }\np { color: red }\nh3, h4 { color: red }\nli { color: red }")


@pytest.mark.parametrize("css", ["h2 { color: var(--nothing) }", "h2 { width: calc(1em + 2) }", "@import 'nowhere';"])
def test_a_style_with_an_error_writes_nothing(css: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"sources/a.txt": "text", "styles/mine.css": css})
    monkeypatch.chdir(tmp_path)
    done = run("build", "-s", "mine")
    assert (done.code, done.err.startswith("publish: mine.css, line 1: ")) == (4, True)
    assert not (tmp_path / "out").exists()
