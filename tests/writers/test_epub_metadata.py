"""What an EPUB says of itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from publish.model import Figure, Publication
from publish.writers.epub_metadata import CONFORMANCE, file_as, is_described, modified, statements
from publish.writers.epub_pictures import shown_pictures
from publish.writers.identifier import identifier
from tests.writers.epub_samples import article, book, every_kind, p


def _values(publication: Publication, name: str) -> list[str]:
    alternatives = [picture.alt for picture in shown_pictures(publication)]
    return [each.value for each in statements(publication, alternatives, paged=False) if each.name == name]


def test_the_identifier_is_the_books_own() -> None:
    assert identifier(book(identifier="urn:isbn:1").meta) == "urn:isbn:1"


def test_without_one_it_depends_on_name_and_title_alone() -> None:
    assert identifier(book(article("A")).meta) == identifier(book(article("B"), rights="R").meta)
    assert identifier(book().meta) != identifier(book(title="Other").meta)


@pytest.mark.parametrize(
    ("date", "day"),
    [("2024-09-14", (2024, 9, 14)), ("2024-09", (2024, 9, 1)), ("2024", (2024, 1, 1)), ("soon", (1980, 1, 1))],
)
def test_the_time_stamp_is_the_books_date(date: str, day: tuple[int, int, int]) -> None:
    assert modified(replace(book().meta, date=date)) == day


@pytest.mark.parametrize(
    ("name", "sorted_name"),
    [
        ("Khurram Abbas", "Abbas, Khurram"),
        ("Ludwig van Beethoven", "Beethoven, Ludwig van"),
        ("Martin Luther King Jr.", "King, Martin Luther, Jr."),
        ("Plato", "Plato"),
        ("The Editorial Board", "The Editorial Board"),
        ("Reuters Staff", "Reuters Staff"),
        ("Abbas, Khurram", "Abbas, Khurram"),
        ("王小波", "王小波"),
        ("نجيب محفوظ", "نجيب محفوظ"),
    ],
)
def test_people_are_sorted_by_family_name(name: str, sorted_name: str) -> None:
    assert file_as(name) == sorted_name


def test_the_authors_of_articles_stand_in_for_those_of_the_book() -> None:
    articles = (article("A", authors=("Ann Author",)), article("B", authors=("Ben Writer", "Ann Author")))
    assert _values(book(*articles), "creator") == ["Ann Author", "Ben Writer"]
    edited = book(*articles, authors=("Ed Editor",))
    assert (_values(edited, "creator"), _values(edited, "contributor")) == (["Ed Editor"], ["Ann Author", "Ben Writer"])


def test_a_book_that_knows_no_date_tells_none() -> None:
    undated = book(article("A"))
    assert _values(replace(undated, meta=replace(undated.meta, date="1980-01-01")), "date") == []


def test_a_series_and_the_place_in_it_are_told_where_known() -> None:
    names = ("belongs-to-collection", "collection-type", "group-position")
    one_of_many = book(article("A"), series="Harbour Readers", volume="3")
    assert [_values(one_of_many, name) for name in names] == [["Harbour Readers"], ["series"], ["3"]]
    assert [_values(book(article("A"), volume="3"), name) for name in names] == [[], [], []]


def test_each_article_names_its_source() -> None:
    articles = (article("A", url="https://e.org/a b"), article("B", publication="The Paper"), article("C"))
    assert _values(book(*articles), "source") == ["https://e.org/a%20b", "B. The Paper"]


def test_a_book_of_text_claims_conformance_and_no_pictures() -> None:
    assert _values(book(article("A", p("x"))), "schema:accessMode") == ["textual"]
    assert _values(book(article("A", p("x"))), "dcterms:conformsTo") == [CONFORMANCE]


def test_a_picture_without_a_description_is_told_and_conformance_is_not_claimed() -> None:
    bare = book(every_kind("en"), article("A", Figure("dot", "")))
    assert _values(bare, "dcterms:conformsTo") == []
    assert _values(bare, "schema:accessModeSufficient") == ["textual,visual"]
    (summary,) = _values(bare, "schema:accessibilitySummary")
    assert "1 of 3 picture has no description" in summary


@pytest.mark.parametrize("text", ["", " ", "photo.JPG", "IMG_2031", "images/fig-2.png", "Screenshot 12"])
def test_a_file_name_describes_nothing(text: str) -> None:
    assert not is_described(text)


def test_words_describe_a_picture() -> None:
    assert is_described("The lighthouse at low tide")
