"""What a book says of an article is as long as a book can take it, and what is cut is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from publish.lengths import CUT, LONGEST, LONGEST_NAME, MOST_NAMES, cut_short, of_ordinary_length
from publish.model import Article
from tests.builders import article


def with_meta(**changes: object) -> Article:
    plain = article()
    return replace(plain, meta=replace(plain.meta, **changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", LONGEST)
def test_long_texts_are_cut_between_words(name: str) -> None:
    long = with_meta(**{name: "word " * 3_000})
    text = getattr(of_ordinary_length(long).meta, name)
    assert text.endswith(f"word{CUT}")
    assert len(text) <= LONGEST[name] + len(CUT)
    (finding,) = cut_short([long])
    assert finding.code == "META-001"
    assert "15000 characters" in finding.detail


def test_a_word_without_end_is_cut_too() -> None:
    assert len(of_ordinary_length(with_meta(title="x" * 100_000)).meta.title) <= LONGEST["title"] + len(CUT)


def test_authors_are_bounded() -> None:
    authors = of_ordinary_length(with_meta(authors=("A. N. Author",) * 5_000)).meta.authors
    assert len(authors) == MOST_NAMES
    (name,) = of_ordinary_length(with_meta(authors=("Anna " * 500,))).meta.authors
    assert len(name) <= LONGEST_NAME + len(CUT)


def test_ordinary_articles_stay_as_they_are() -> None:
    plain = with_meta(title="A Title of " + "500 characters " * 33)
    assert of_ordinary_length(plain) is plain
    assert cut_short([plain]) == ()
