"""Styles with mistakes, as their makers meet them: a message with file, line and remedy, and a book left as it was."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pikepdf
import pytest

from publish.theme.fonts import face_bytes, faces
from tests.projects import dirty, run, tree, write

READER = '@import "reader";\n'
ERRORS: Mapping[str, tuple[str | bytes, str]] = {
    "no UTF-8": (READER.encode() + b"/* caf\xe9 */", r"line 2: this is not UTF-8 text; save"),
    "no text": (bytes(range(256)), r"line \d: this is not UTF-8 text; save"),
    "an unknown import": ('@import "raeder";', r"line 1: @import: there is no style 'raeder'; did you mean 'reader'\?"),
    "an import of itself": ('@import "theme.css";', r"line 1: @import of 'theme.css' goes in a circle; leave"),
    "an import from the web": ('@import "https://e.org/a.css";', r"line 1: .* nothing is fetched; put the file beside"),
    "a late import": ("p { margin: 0 }\n" + READER, r"line 2: @import comes after other rules; move it"),
    "no declaration": (READER + "p { colour }", r"line 2: this is no declaration; write"),
    "an open string": (READER + "p::before { content: 'a\n}", r"line 2: Bad string token in `content`; close"),
    "a lost brace": (READER + "h2 color: red }", r"line 2: a \{ is missing after this, or a \} before it; mend"),
    "too many brackets": (READER + "p { margin: " + "calc(" * 9999, r"line 2: .* nested too deeply; write them flat"),
    "an unknown property of its own": (READER + "p { color: var(--acent) }", r"line 2: .*; did you mean var\(--accent\)\?"),
    "a circle": (READER + ":root { --a: var(--a) }", r"line 2: a custom property refers to itself .*; break the circle"),
    "a wrong colour": (READER + ":root { --accent: 12pt }", r"line 2: --accent must be a colour such as"),
    "a wrong sum": (READER + "p { margin: calc(1em + 2) }", r"line 2: .* does not add up; give each part"),
    "a giant": (READER + "p { letter-spacing: 1e9pt }", r"line 2: .* larger than any page; write a smaller number"),
    "no room": (READER + "@page { margin: 90mm }", r"line 2: the margins of @page leave no room for text; make them"),
    "a font that is gone": (READER + "@font-face { font-family: A; src: url(a.ttf) }", r"line 2: there is no file 'a.ttf'; paths"),
    "a font without a name": (READER + "@font-face { src: url(a.ttf) }", r"line 2: @font-face has no `font-family`; add it"),
    "a picture from elsewhere": (READER + "h2 { background: url(/etc/passwd) }", r"line 2: .* is outside the project; put"),
    "a script for a picture": (READER + "h2 { background: url(javascript:x) }", r"line 2: .* nothing is fetched; put the file"),
    "what WeasyPrint cannot set": (READER + "p { font-size: 5000pt }", r"line 2: WeasyPrint cannot set `p`; take its"),
    "what it cannot in a margin": (
        READER + "p { position: running(a) }\n@page { @top-center { content: element(a) } }",
        r"line 2: WeasyPrint cannot set `p`; take its declarations out one by one",
    ),
}  # fmt: skip
MISLEADING = """@import "reader";
li::marker { content: "–" }
@font-face { font-family: House; src: url(house.ttf); font-weight: 100 900 }
h2 { font-family: House; position: fixed }
@supports (x: y) { p { color: red } }
@pgae { margin: 0 }
p { font-family: Literatta }
.x { --accent: red }
@page :fist { margin: 0 }
h3 { font-size: -3pt; colr: red }
h4 { font-size: 0 }
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose book is there, and nothing of it in the cache but that."""
    write(tmp_path, {"sources/a.txt": dirty("One"), "publish.toml": ""})
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(("css", "message"), ERRORS.values(), ids=ERRORS)
def test_a_mistake_is_told_with_file_line_and_remedy_and_nothing_is_written(
    project: Path, css: str | bytes, message: str
) -> None:
    assert run("build", "-q", "-f", "docx").code == 0
    before = tree(project / "out")
    write(project, {"styles/mine/theme.css": css})
    for formats in ("pdf,epub,docx", "pdf"):
        done = run("build", "-q", "-s", "mine", "-f", formats)
        assert (done.code, done.out) == (4, "")
        assert re.fullmatch(rf"publish: mine/theme.css, {message}[^\n]*\n?", done.err), done.err
        assert tree(project / "out") == before
    done = run("build", "-q", "-s", "mine", "-o", "new")
    assert done.code == 4 and not (project / "new").exists()


def test_a_style_that_is_not_there_is_told_with_a_remedy(project: Path) -> None:
    write(project, {"styles/mine.css": READER, "empty/a.txt": ""})
    assert run("build", "-q", "-s", "mne").err == "publish: there is no style 'mne'; did you mean 'mine'?"
    assert (
        "the folder 'empty' has no theme.css; write one that begins with: @import \"reader\";"
        in run("build", "-q", "-s", "empty").err
    )
    assert not (project / "out").exists()


def test_what_misleads_is_told_and_the_book_is_made(project: Path) -> None:
    write(project, {"styles/mine/theme.css": MISLEADING, "styles/mine/house.ttf": face_bytes(faces(("Amiri",))[0])})
    done = run("build", "-s", "mine", "-v")
    assert done.code == 0, done.err
    told = {int(line) for line in re.findall(r"mine/theme\.css, line (\d+):", done.err)}
    assert told >= set(range(2, 11))
    assert {path.suffix for path in (project / "out").iterdir()} >= {".pdf", ".epub", ".docx"}


def test_a_style_without_a_font_is_set_in_one_that_comes_with_publish(project: Path) -> None:
    write(project, {"styles/mine.css": ""})
    done = run("build", "-s", "mine", "-v", "-f", "pdf")
    assert done.code == 0 and "FONT-001" not in done.err
    (book,) = (project / "out").glob("*.pdf")
    with pikepdf.open(book) as pdf:
        fonts = {str(font.BaseFont).partition("+")[2] for page in pdf.pages for font in page.Resources.Font.values()}
    assert {name.partition("-")[0] for name in fonts} == {"Literata"}
