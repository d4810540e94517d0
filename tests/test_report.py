"""The report: JSON of the contract's shape, and one page that shows every removal with the line that undoes it."""

from __future__ import annotations

import hashlib
import html
import re
import tomllib
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from publish.clean import CleanRules
from publish.discover import Found
from publish.pipeline import build, collect
from publish.preparing import article_of, source_of
from publish.review import Fate, Row, keep_line
from publish.settings import Settings
from publish.walk import article_text
from tests.builders import PROSE
from tests.projects import dirty, report_of, settings_in, write

SAMPLES = Path(__file__).resolve().parents[1]
HOSTILE = '<script>alert("x")</script>'
VOID = {"meta", "br", "link", "img", "hr", "input"}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    write(
        folder,
        {
            "sources/a.txt": dirty("The Wall"),
            "sources/b & c.html": f"<h1>{html.escape(HOSTILE)}</h1><p>{PROSE} {html.escape(HOSTILE)}</p>"
            f"<p>{PROSE}</p><img src='http://example.org/a.png'>",
            "sources/<b>.txt": b"\0\1\2",
            "sources/notes.xyz": "x",
            "sources/empty.txt": "",
            "sources/skipped.txt": "x",
            "publish.toml": '[book]\ntitle = "A <Book>"\nauthors = ["A. Editor"]\n[sources."skipped.txt"]\nskip = true\n',
        },
    )
    build(settings_in(folder))
    return folder / "out"


@pytest.fixture(scope="module")
def report(out: Path) -> Any:
    return report_of(out)


@pytest.fixture(scope="module")
def page(out: Path) -> str:
    return (out / "report.html").read_text("utf-8")


# ---- report.json ----


def test_the_report_has_the_shape_of_the_contract(report: Any) -> None:
    assert list(report) == ["book", "articles", "left_out", "outputs", "findings"]
    assert (report["book"]["title"], report["book"]["authors"]) == ("A <Book>", ["A. Editor"])
    assert list(report["articles"][0]) == [
        "source", "meta", "blocks", "notes", "footnotes", "removals", "findings", "outputs"
    ]  # fmt: skip
    assert [set(removal) for removal in report["articles"][0]["removals"]] == [{"rule", "reason", "line", "text"}] * 4


def test_every_source_stands_in_the_report_once(report: Any) -> None:
    articles = [article["source"] for article in report["articles"]]
    left_out = {item["source"]: item["reason"] for item in report["left_out"]}
    assert articles == ["sources/a.txt", "sources/b & c.html"]
    assert left_out == {
        "sources/<b>.txt": "it holds binary data, not text",
        "sources/empty.txt": "it is empty",
        "sources/skipped.txt": "skip is set for it in the configuration",
    }
    found = [each["source"] for each in report["findings"] if each["code"] == "SRC-001"]
    assert found == ["sources/notes.xyz"]


def test_outputs_are_named_with_size_and_hash(report: Any, out: Path) -> None:
    names = ["a-book.docx", "docx/01-the-wall.docx", "docx/02-script-alert-x-script.docx", "a-book-docx.zip"]
    assert [each["file"] for each in report["outputs"]] == names
    for each in report["outputs"]:
        data = (out / each["file"]).read_bytes()
        assert (each["bytes"], each["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())


def test_an_article_names_the_files_it_is_in(report: Any) -> None:
    assert report["articles"][1]["outputs"] == ["a-book.docx", "a-book-docx.zip", "docx/02-script-alert-x-script.docx"]


# ---- report.html ----


class Tags(HTMLParser):
    """The tags of a page, with a check that all that are opened are closed."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.addresses: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "action")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_well_formed_and_uses_nothing_from_outside(page: str) -> None:
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    assert not tags.seen & {"script", "link", "img", "iframe", "object", "form"}
    assert all(address.startswith("#") for address in tags.addresses)
    assert not re.search(r"url\(|@import", page)


def test_hostile_names_and_texts_are_escaped(page: str) -> None:
    assert HOSTILE not in page
    assert "<b>.txt" not in page
    assert html.escape("sources/<b>.txt") in page
    assert html.escape("A <Book>") in page
    assert html.escape(HOSTILE) in page


def test_the_page_shows_what_was_left_out_and_found(page: str) -> None:
    assert "it holds binary data, not text" in page
    assert "SRC-001" in page
    assert "nothing is fetched from the web" in page


def test_each_removal_stands_beside_its_line_for_the_configuration(page: str) -> None:
    assert html.escape(keep_line("Leave a Reply")) in page
    assert html.escape(keep_line("4 min read")) in page


def test_one_article_is_no_articles(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": f"The Wall\n\n{PROSE}\n\n{PROSE}\n\nLeave a Reply\n"})
    build(settings_in(tmp_path, "a.txt"))
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert "1 article; 1 line of boilerplate removed." in page


# ---- the lines that keep ----

SETTINGS = settings_in(SAMPLES)


def words(text: str) -> str:
    return re.sub(r"\W", "", text)


def samples() -> list[tuple[Found, Row]]:
    gone = (Fate.REMOVED, Fate.METADATA)
    prepared = collect(SETTINGS).prepared
    return [(each.found, row) for each in prepared for row in each.rows if row.fate in gone and row.passage]


@pytest.mark.parametrize(("found", "row"), samples(), ids=lambda value: value.text if isinstance(value, Row) else "")
def test_the_line_beside_a_removal_brings_its_text_back(found: Found, row: Row) -> None:
    clean = tomllib.loads(keep_line(row.passage))
    rules = CleanRules(keep=tuple(re.compile(pattern, re.I) for pattern in clean["keep"]))
    settings: Settings = replace(SETTINGS, rules=rules)
    outcome, _ = article_of(source_of(found, settings, b""), settings)
    kept = article_text(outcome.value) + "".join(each.text for each in outcome.removals if each.rule == "normalise")
    assert words(row.text) in words(kept)
