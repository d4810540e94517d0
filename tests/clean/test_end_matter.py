from __future__ import annotations

import pytest

from publish.clean import CleanRules, clean
from publish.passages import Page, Place
from tests.builders import PROSE, dump, dump_end, web


def notes(source: Page) -> list[str]:
    return [passage.plain for passage in clean(source, CleanRules()).value.passages if passage.place is Place.NOTE]


@pytest.mark.parametrize(
    "line",
    [
        "Disclaimer: The views in this text are those of the harbour board.",
        "The opinions expressed in this article are the author's own.",
        "The author is a retired pilot and lives in the lighthouse.",
        "Disclosure: the writer owns a boat.",
    ],
)
def test_a_disclaimer_or_note_on_the_author_is_kept_as_a_note(line: str) -> None:
    assert notes(dump_end(line)) == [line]


def test_a_heading_about_the_author_takes_the_bio_with_it_and_gives_the_name() -> None:
    bio = "Dr. Maren Aldous is a reader in coastal history at a small college. She writes about walls."
    source = dump_end("About the Writer", "", bio)
    assert notes(source) == ["About the Writer", bio]
    facts = clean(source, CleanRules()).value.facts
    assert ("author", "Maren Aldous") in {(fact.field, fact.value) for fact in facts}


@pytest.mark.parametrize(
    "line", ["The author of the wall was a man called Tregenza, and nothing else is known of him at all.", PROSE]
)
def test_prose_is_no_note(line: str) -> None:
    assert notes(dump(line)) == []


def test_a_picture_below_the_heading_of_a_note_is_no_note() -> None:
    bio = "<h3>About the Author</h3><img src='a.jpg' alt='A portrait'><p>Maren Aldous is a pilot.</p>"
    source = web(f"<title>T</title><article><h1>T</h1><p>{PROSE}</p><p>{PROSE}</p>{bio}</article>")
    assert "About the Author" in notes(source)
