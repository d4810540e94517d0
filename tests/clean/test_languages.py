"""In every language the furniture of a dump goes, by the right rule, and no line of the article goes with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.clean import CleanRules, clean
from publish.clean.phrasebook import FOLDER
from publish.passages import Source
from publish.readers.text import read_text

CORPUS = Path(__file__).resolve().parents[1] / "corpus" / "languages"
DETECTED = CleanRules(disable=frozenset(("boilerplate", "comment-thread")))  # what the phrases do, without the scorer


@pytest.mark.parametrize("code", sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem != "parts"))
def test_the_furniture_of_a_language_goes_and_the_article_stays(code: str) -> None:
    source = Source("a.txt", (CORPUS / code / "source.txt").read_bytes())
    rows = (CORPUS / code / "removed.tsv").read_text("utf-8").splitlines()
    expected = [(rule, " ".join(text.split())) for rule, text in (row.split("\t") for row in rows)]
    swept = clean(read_text(source).value, DETECTED)
    assert [(removal.rule, removal.text) for removal in swept.removals] == expected
    gone = {text for _, text in expected}
    lines = [" ".join(line.split()) for line in source.data.decode().splitlines()]
    assert [passage.plain for passage in swept.value.passages] == [line for line in lines if line and line not in gone]


def test_the_reason_names_what_it_is_and_the_language() -> None:
    source = Source("a.txt", (CORPUS / "de" / "source.txt").read_bytes())
    reasons = {removal.text: removal.reason for removal in clean(read_text(source).value, DETECTED).removals}
    assert reasons["Auf Facebook teilen"] == "share bar: “Auf Facebook teilen” (German)"
    assert reasons["Anzeige"] == "label of an advertisement: “Anzeige” (German)"


@pytest.mark.parametrize("line", ["Teilen", "Kommentare", "Mehr", "Partager", "シェア", "分享", "Поделиться", "شیئر"])
def test_a_word_that_may_be_a_heading_stays_where_no_furniture_is_near(line: str) -> None:
    prose = "The harbour was built before the town, and the town has lived off it in one way or another since then."
    source = Source("a.txt", "\n\n".join(("The Wall", *[prose] * 4, line, *[prose] * 4)).encode())
    assert line in [passage.text for passage in clean(read_text(source).value, DETECTED).value.passages]
