"""The loop that editors want: clean to Markdown, edit by hand, build."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.builders import MORE_PROSE, PROSE
from tests.projects import dirty, report_of, run, tree, write
from tests.test_pictures import picture

PAGE = f"""<html lang="en"><head><title>The Page</title></head><body><article><h1>The Page</h1>
<p>{PROSE} See <a href="https://example.org/">there</a>.<sup><a href="#f1">1</a></sup></p>
<figure><img src="images/wall.png" alt="A wall"><figcaption>The <em>old</em> wall</figcaption></figure>
<h2>A list</h2><ul><li>One</li><li>Two</li></ul><p>{MORE_PROSE}</p>
<div id="f1"><p>1. A note on the wall, in full.</p></div></article></body></html>"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder with a text dump and a web page with a picture, in which the command runs."""
    files: dict[str, str | bytes] = {
        "sources/a.txt": dirty("A Wall"),
        "sources/b.html": PAGE,
        "sources/images/wall.png": picture(),
    }
    monkeypatch.chdir(write(tmp_path / "project", files))
    assert run("clean", "sources", "-o", "cleaned", "--to", "markdown").code == 0
    return Path.cwd()


def placeless(value: Any) -> Any:  # JSON has any shape
    """JSON without lines and evidence, which tell of a file rather than of its article."""
    if isinstance(value, dict):
        return {key: placeless(each) for key, each in value.items() if key not in ("line", "evidence")}
    return [placeless(each) for each in value] if isinstance(value, list) else value


def articles(source: str) -> list[Any]:
    assert run("clean", source, "-o", f"json-{source}", "--to", "json").code == 0
    return [json.loads(path.read_text("utf-8")) for path in sorted(Path(f"json-{source}").iterdir())]


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def test_the_edited_files_hold_the_same_articles(project: Path) -> None:
    for one, other in zip(articles("sources"), articles("cleaned"), strict=True):
        for part in ("meta", "blocks", "notes", "footnotes"):
            assert placeless(one[part]) == placeless(other[part])
        assert (other["removals"], other["findings"]) == ([], [])


def test_they_make_the_same_book(project: Path) -> None:
    for folder in ("sources", "cleaned"):
        assert run("build", folder, "-o", f"out-{folder}", "-f", "epub,docx", "--title", "Walls").code == 0
    one, other = report_of(Path("out-sources")), report_of(Path("out-cleaned"))
    assert one["book"] == other["book"]
    names = [output["file"] for output in one["outputs"]]
    assert names == [output["file"] for output in other["outputs"]]
    assert one["outputs"] == other["outputs"]


def test_what_an_editor_changes_is_in_the_book_and_nothing_else_is_changed(project: Path) -> None:
    edit(project / "cleaned/a.md", PROSE, 'Share this: "my own" words -- and no other...')
    edit(project / "cleaned/a.md", "title: A Wall", "title: The Wall: A History\nauthor: Jane Doe")
    write(project, {"publish.toml": "[clean]\nremove = ['my own']\n"})
    assert run("build", "cleaned", "-f", "docx").code == 0
    first, second = report_of(project / "out")["articles"]
    assert (first["meta"]["title"], first["meta"]["authors"]) == ("The Wall: A History", ["Jane Doe"])
    assert [block["text"] for block in first["blocks"]] == ['Share this: "my own" words -- and no other...', MORE_PROSE]
    assert (first["removals"], second["removals"]) == ([], [])


def test_edits_are_not_overwritten(project: Path) -> None:
    edit(project / "cleaned/b.md", "A list", "My list")
    before = tree(project)
    again = run("clean", "sources", "-o", "cleaned", "--to", "markdown")
    assert again.code == 2
    assert "b.md in cleaned/ is not as publish would write it, so it may hold your edits" in again.err
    assert tree(project) == before


def test_without_edits_cleaning_again_changes_nothing(project: Path) -> None:
    before = tree(project)
    assert run("clean", "sources", "-o", "cleaned", "--to", "markdown").code == 0
    assert run("clean", "cleaned", "-o", "again", "--to", "markdown").code == 0
    after = tree(project)
    assert {name: data for name, data in after.items() if not name.startswith("again/")} == before
    assert {
        name.replace("cleaned/", "again/"): data for name, data in before.items() if name.startswith("cleaned/")
    } == {name: data for name, data in after.items() if name.startswith("again/")}


def test_pictures_are_put_beside_the_markdown(project: Path) -> None:
    assert "![A wall](b_files/wall.png)\nThe *old* wall\n" in (project / "cleaned/b.md").read_text("utf-8")
    assert (project / "cleaned/b_files/wall.png").read_bytes() == picture()


def test_markdown_beside_its_source_uses_the_pictures_that_are_there(project: Path) -> None:
    assert run("clean", "sources/b.html", "-o", "sources", "--to", "markdown").code == 0
    assert "![A wall](images/wall.png)" in (project / "sources/b.md").read_text("utf-8")
    assert not (project / "sources/b_files").exists()


def test_printed_markdown_keeps_the_addresses(project: Path) -> None:
    assert "![A wall](images/wall.png)" in run("clean", "sources/b.html", "--to", "markdown").out


def test_markdown_from_a_pipe_is_known_by_its_front_matter(project: Path) -> None:
    text = (project / "cleaned/a.md").read_bytes().replace(PROSE.encode(), b"Leave a Reply")
    assert "Leave a Reply" in run("clean", "-", given=text).out


def test_broken_front_matter_leaves_out_its_own_article_only(project: Path) -> None:
    edit(project / "cleaned/a.md", "title: A Wall", "title: [A Wall")
    done = run("build", "cleaned", "-f", "docx")
    assert done.code == 1
    told = "line 2 of its front matter is not understood"
    assert told in done.err
    (left,) = report_of(project / "out")["left_out"]
    assert left["source"] == "cleaned/a.md" and left["reason"].startswith(told)


def test_a_misspelt_key_is_a_warning_with_its_line(project: Path) -> None:
    edit(project / "cleaned/a.md", "language:", "languge:")
    assert run("build", "cleaned", "-f", "docx", "--strict").code == 6
    (finding,) = report_of(project / "out")["articles"][0]["findings"]
    assert (finding["code"], finding["line"]) == ("FM-001", 3)
    assert finding["detail"].endswith("did you mean language?")
