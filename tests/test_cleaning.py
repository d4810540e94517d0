"""Cleaned articles as text, Markdown, HTML and JSON, printed or written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import publish.clean
from publish.cleaning import FORMS, Cleaned, clean_sources
from publish.errors import OutputError, UsageError
from publish.passages import Page
from publish.pipeline import build
from publish.review import Fate
from tests.builders import MORE_PROSE, PROSE
from tests.projects import dirty, report_of, settings_in, tree, write


def clean(folder: Path, *sources: str, to: str = "text", out: str | None = None, explain: bool = False) -> Cleaned:
    place = folder / out if out is not None else None
    return clean_sources(settings_in(folder, *sources), b"", to=to, out=place, explain=explain)


def test_one_source_is_its_body_alone(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": dirty("The Wall")})
    assert clean(tmp_path, "a.txt") == Cleaned((f"{PROSE}\n\n{MORE_PROSE}\n",))


def test_text_is_given_without_typographic_repairs(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": f'The Wall\n\n"{PROSE}" -- he said...\n\n{MORE_PROSE}\n'})
    (text,) = clean(tmp_path, "a.txt").texts
    assert f'"{PROSE}" -- he said...' in text


@pytest.mark.parametrize("to", ["markdown", "html", "json"])
def test_other_forms_are_repaired_and_know_the_configuration(to: str, tmp_path: Path) -> None:
    config = '[sources."a.txt"]\ntitle = "The Right Title"\n'
    write(tmp_path, {"a.txt": dirty("The Wall", prose=f'"{PROSE}"'), "publish.toml": config})
    (text,) = clean(tmp_path, "a.txt", to=to).texts
    assert "The Right Title" in text
    assert f"“{PROSE}”" in text


def test_json_of_one_source_is_its_entry_in_the_report(tmp_path: Path) -> None:
    write(tmp_path, {"sources/a.txt": dirty("The Wall")})
    (text,) = clean(tmp_path, to="json").texts
    build(settings_in(tmp_path))
    (entry,) = report_of(tmp_path / "out")["articles"]
    assert {**json.loads(text), "outputs": entry["outputs"]} == entry


def test_several_sources_need_a_folder(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": dirty("A"), "b.txt": dirty("B")})
    with pytest.raises(UsageError, match="2 sources need a folder to write to: -o DIR"):
        clean(tmp_path, "a.txt", "b.txt")


@pytest.mark.parametrize("to", FORMS)
def test_each_form_has_its_ending(to: str, tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": dirty("A")})
    (path,) = clean(tmp_path, "a.txt", to=to, out="cleaned").written
    assert path == tmp_path / "cleaned" / f"a{ {'text': '.txt', 'markdown': '.md'}.get(to, f'.{to}') }"


def test_stems_are_made_unique(tmp_path: Path) -> None:
    write(tmp_path, {"s/a.txt": dirty("A"), "s/a.html": f"<h1>B</h1><p>{PROSE}</p>", "s/part/A.txt": dirty("C")})
    written = clean(tmp_path, "s", out="cleaned").written
    assert [path.name for path in written] == ["a.txt", "a-2.txt", "A-3.txt"]


def test_a_source_is_never_overwritten(tmp_path: Path) -> None:
    write(tmp_path, {"sources/a.txt": dirty("A"), "sources/b.txt": dirty("B")})
    before = tree(tmp_path)
    with pytest.raises(UsageError, match=r"a\.txt in sources/ is a source; choose another folder with -o"):
        clean(tmp_path, "sources", out="sources")
    assert tree(tmp_path) == before


def test_a_folder_that_cannot_be_made_is_an_output_error(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": dirty("A"), "file": "x"})
    with pytest.raises(OutputError, match="cannot write to deep/"):
        clean(tmp_path, "a.txt", out="file/deep")


def test_an_unknown_form_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="unknown form 'makdown'; did you mean 'markdown'"):
        clean(tmp_path, "a.txt", to="makdown")


def test_bad_sources_are_left_out_and_the_rest_is_cleaned(tmp_path: Path) -> None:
    write(tmp_path, {"s/a.txt": dirty("A"), "s/b.txt": "", "s/c.xyz": "x"})
    cleaned = clean(tmp_path, "s", "gone.txt", out="cleaned")
    assert [path.name for path in cleaned.written] == ["a.txt"]
    assert [item.name for item in cleaned.left_out] == ["s/b.txt", "gone.txt"]
    assert [finding.code for finding in cleaned.findings] == ["SRC-001"]
    assert cleaned.exit_code == 1


def test_nothing_usable_writes_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"s/b.txt": ""})
    assert clean(tmp_path, "s", out="cleaned").exit_code == 3
    assert not (tmp_path / "cleaned").exists()


def test_explaining_shows_every_line_with_its_fate(tmp_path: Path) -> None:
    write(tmp_path, {"s/a.txt": dirty("A"), "s/b.txt": dirty("B")})
    cleaned = clean(tmp_path, "s", explain=True)
    assert (cleaned.texts, cleaned.written) == ((), ())
    assert [name for name, _ in cleaned.rows] == ["s/a.txt", "s/b.txt"]
    fates = [row.fate for row in cleaned.rows[0][1]]
    assert fates == [Fate.METADATA, Fate.REMOVED, Fate.KEPT, Fate.KEPT, Fate.REMOVED, Fate.REMOVED]


def test_explaining_and_writing_go_together(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": dirty("A")})
    cleaned = clean(tmp_path, "a.txt", explain=True, out="cleaned")
    assert (len(cleaned.rows), len(cleaned.written)) == (1, 1)


def test_a_bug_costs_one_source_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails_on_b(page: Page) -> Any:
        if page.source.name == "s/b.txt":
            raise KeyError("bug")
        return ()

    monkeypatch.setattr(publish.clean, "DETECTORS", (*publish.clean.DETECTORS, fails_on_b))
    write(tmp_path, {"s/a.txt": dirty("A"), "s/b.txt": dirty("B")})
    cleaned = clean(tmp_path, "s", out="cleaned")
    assert [path.name for path in cleaned.written] == ["a.txt"]
    assert cleaned.left_out[0].reason.startswith("a bug in publish: KeyError: 'bug'")
