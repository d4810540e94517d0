"""The configuration is read from publish.toml and [tool.publish] alike; what is misspelt is named with its remedy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from publish.configuration import is_project, read_configuration
from publish.errors import ConfigError
from publish.selection import Selector
from tests.projects import write


def read(folder: Path, toml: str, *, name: str = "publish.toml") -> str:
    """The message that a configuration is refused with."""
    write(folder, {name: toml})
    with pytest.raises(ConfigError) as refused:
        read_configuration(folder, None)
    return str(refused.value)


def test_publish_toml_and_tool_publish_say_the_same(tmp_path: Path) -> None:
    write(tmp_path / "a", {"publish.toml": '[book]\ntitle = "T"\n[sources."x.txt"]\nskip = true\n'})
    inside = '[project]\nname = "p"\n[tool.publish.book]\ntitle = "T"\n[tool.publish.sources."x.txt"]\nskip = true\n'
    write(tmp_path / "b", {"pyproject.toml": inside})
    one, other = (read_configuration(tmp_path / name, None) for name in "ab")
    assert (one.tables, one.sources) == (other.tables, other.sources)
    assert (one.name, other.name) == ("publish.toml", "pyproject.toml")


def test_publish_toml_comes_before_pyproject(tmp_path: Path) -> None:
    write(tmp_path, {"publish.toml": '[book]\ntitle = "A"', "pyproject.toml": '[tool.publish.book]\ntitle = "B"'})
    assert read_configuration(tmp_path, None).tables["book"] == {"title": "A"}


def test_a_pyproject_of_something_else_is_no_configuration(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": "[tool.ruff]\nline-length = 120\n"})
    assert not is_project(tmp_path)
    assert read_configuration(tmp_path, None).name == "publish.toml"


@pytest.mark.parametrize("files", [{"publish.toml": ""}, {"pyproject.toml": "[tool.publish]"}, {"sources/a.txt": "x"}])
def test_a_project_is_a_folder_with_a_configuration_or_sources(files: dict[str, str], tmp_path: Path) -> None:
    assert not is_project(tmp_path)
    assert is_project(write(tmp_path, files))


def test_a_named_configuration_brings_its_folder_along(tmp_path: Path) -> None:
    write(tmp_path, {"other/book.toml": '[book]\ntitle = "T"'})
    found = read_configuration(tmp_path, tmp_path / "other" / "book.toml")
    assert (found.name, found.folder, found.tables["book"]) == ("book.toml", tmp_path / "other", {"title": "T"})


def test_a_byte_order_mark_is_no_error(tmp_path: Path) -> None:
    write(tmp_path, {"publish.toml": b'\xef\xbb\xbf[book]\ntitle = "T"'})
    assert read_configuration(tmp_path, None).tables["book"] == {"title": "T"}


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("[boook]", "unknown key [boook]; did you mean 'book'?"),
        ('[book]\ntitel = "T"', "unknown key [book] titel; did you mean 'title'?"),
        (
            "[output]\nzzz = 1",
            "unknown key [output] zzz; known keys: attach_sources, cache, docx, epub, folder, formats",
        ),
        ('[sources]\nordre = ["a"]', "unknown key [sources] ordre; did you mean 'order'?"),
        ('[sources."a.txt"]\ntitel = "T"', """unknown key [sources."a.txt"] titel; did you mean 'title'?"""),
        ("[clean]\nkep = []", "unknown key [clean] kep; did you mean 'keep'?"),
        ('[clean.sites."a.org"]\nremov = []', """unknown key [clean.sites."a.org"] remov; did you mean 'remove'?"""),
        ("[book]\ntitle = 3", "[book] title must be a text in quotes, not 3"),
        ('[book]\nauthors = ["A", 3]', "[book] authors must be a list of texts, not ['A', 3]"),
        ('[book]\ndate = "soon"', "[book] date must be a date such as 2024-09-14, not 'soon'"),
        ('[book]\nlanguage = "British English"', "[book] language must be a language tag such as"),
        ('book = "T"', "[book] must be a table, not 'T'"),
        ('[sources]\norder = "newest"', '[sources] order must be "natural", "date" or a list of source names'),
        ("[sources]\norder = [1]", "[sources] order must be a list of texts, not [1]"),
        ('[sources."a.txt"]\nskip = 1', '[sources."a.txt"] skip must be true or false, not 1'),
        ("[clean]\nkeep = ['(']", "[clean] keep must be regular expressions, which '(' is not (missing )"),
        ("[clean]\nsites = 1", "[clean.sites] must be a table, not 1"),
        ('[clean.sites."https://e.org/a"]', '[clean.sites."https://e.org/a"] must name a host such as example.org'),
        (
            "[clean.sites.\"e.org\"]\nremove = ['css:div[']",
            "[clean.sites.\"e.org\"] remove must be selectors and regular expressions, but 'div[' is no CSS selector",
        ),
        ("[clean.sites.\"e.org\"]\nkeep = ['(']", '[clean.sites."e.org"] keep must be regular expressions, which'),
        (
            '[output]\nformats = ["pfd"]',
            "[output] formats must be a list of formats (unknown format 'pfd'; did you mean 'pdf'?)",
        ),
        ("[output]\nformats = []", "[output] formats must be a list of formats (no format given; known formats: "),
        ("[output]\nattach_source = true", "unknown key [output] attach_source; did you mean 'attach_sources'?"),
        ("[output]\nattach_sources = 1", "[output] attach_sources must be true or false, not 1"),
        ('[output.epub]\nfont = "none"', "unknown key [output.epub] font; did you mean 'fonts'?"),
        ('[output.epub]\nfonts = "all"', "[output.epub] fonts must be one of 'none', 'embedded', not 'all'"),
        ("[output]\nepub = 1", "[output.epub] must be a table, not 1"),
        ('["output.epub"]', "unknown key [output.epub]; did you mean 'output'?"),
        ('[book]\nvolume = "three"', "[book] volume must be a number such as 3 or 3.1, not 'three'"),
        ("[limits]\ncpu = 0", "[limits] cpu must be a whole number from 1 on, or false, not 0"),
        ("[limits]\nmemory = true", "[limits] memory must be a whole number from 1 on, or false, not True"),
        ("[limits]\ntme = 5", "unknown key [limits] tme; did you mean 'time'?"),
        ("[book]\nvolume = true", "[book] volume must be a number such as 3 or 3.1, not True"),
        ("[book", "Expected ']'"),
    ],
)
def test_what_is_wrong_names_file_key_and_remedy(toml: str, message: str, tmp_path: Path) -> None:
    assert read(tmp_path, toml).startswith(f"publish.toml: {message}")


def test_tool_publish_must_be_a_table(tmp_path: Path) -> None:
    assert read(tmp_path, "[tool]\npublish = 3", name="pyproject.toml") == (
        "pyproject.toml: [tool.publish] must be a table, not 3"
    )


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {"publish.toml": b'[book]\ntitle = "\xe9"'})
    with pytest.raises(ConfigError, match=re.escape("publish.toml: it is not UTF-8 text; save it as UTF-8")):
        read_configuration(tmp_path, None)


def test_a_missing_configuration_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=re.escape("gone.toml: there is no such file")):
        read_configuration(tmp_path, tmp_path / "gone.toml")


@pytest.mark.parametrize(
    ("written", "iso"),
    [("2024-09-14", "2024-09-14"), ('"2024-09"', "2024-09"), ('"2024"', "2024"), ("2024-09-14T10:00:00Z", "2024-09-14"),
     ('"14 September 2024"', "2024-09-14")],
)  # fmt: skip
def test_dates_are_read_as_toml_or_words(written: str, iso: str, tmp_path: Path) -> None:
    write(tmp_path, {"publish.toml": f"[book]\ndate = {written}"})
    assert read_configuration(tmp_path, None).tables["book"] == {"date": iso}


@pytest.mark.parametrize(
    ("entry", "selector"),
    [
        (".promo", ".promo"),
        ("#shop", "#shop"),
        ("div.promo > p", "div.promo > p"),
        ('aside[role="note"]', 'aside[role="note"]'),
        ("[role=note]", "[role=note]"),
        ("css:main aside", "main aside"),
        ("css: aside", "aside"),
        ("our shop", None),
        ("example.org", None),
        ("at 5 p.m.", None),
        ("[A-Z]{3}", None),
        ("#1 of the harbour", None),
        ("...", None),
        ("re:.promo", None),
    ],
)
def test_a_selector_is_told_from_a_pattern_by_how_it_begins(entry: str, selector: str | None, tmp_path: Path) -> None:
    write(tmp_path, {"publish.toml": f"[clean.sites.\"example.org\"]\nremove = ['{entry}']\n"})
    (found,) = read_configuration(tmp_path, None).sites["example.org"]["remove"]
    assert (found.text if isinstance(found, Selector) else None) == selector
