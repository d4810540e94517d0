"""A page's own address, and what makes two addresses of one page."""

from __future__ import annotations

import pytest

from publish.addresses import is_address, is_from, own_address, settled, site_of
from publish.passages import Fact
from tests.builders import web


def test_the_canonical_link_tells_the_address_best() -> None:
    head = (
        '<meta property="og:url" content="https://example.org/a?x"><link rel="canonical" href="https://example.org/a">'
    )
    own = own_address(web(f"<head>{head}</head><p>Words.</p>").facts)
    assert own is not None and own.value == "https://example.org/a"


def test_an_address_without_end_is_none() -> None:
    assert is_address("https://example.org/a") and not is_address(f"https://example.org/{'a' * 40_000}")


def test_the_user_knows_the_address_better_than_the_page() -> None:
    page = Fact("url", "https://example.org/a", "link:canonical")
    user = Fact("url", "https://example.org/b", "the caller")
    assert own_address([page, user]) == user


def test_a_saved_page_says_where_it_is_from() -> None:
    own = own_address(web("<!-- saved from url=(0021)https://example.org/a -->\n<html><p>Words.</p></html>").facts)
    assert own == Fact("url", "https://example.org/a", "comment:saved from")


@pytest.mark.parametrize(
    "value", ["", "/a", "example.org/a", "https://", "http://[", "ftp://example.org/", "https://a b"]
)
def test_what_is_no_address_is_none(value: str) -> None:
    assert own_address([Fact("url", value, "link:canonical")]) is None
    assert site_of(value) == ""


@pytest.mark.parametrize(
    ("address", "site", "expected"),
    [
        ("https://example.org/a", "example.org", True),
        ("https://www.example.org/a", "example.org", True),
        ("https://example.org/a", "www.example.org", True),
        ("http://Blog.Example.org:8080/a", "Example.ORG", True),
        ("https://myexample.org/a", "example.org", False),
        ("https://example.org/a", "blog.example.org", False),
        ("https://example.org/a", "", False),
        ("nowhere", "example.org", False),
    ],
)
def test_a_page_is_of_its_site_and_of_those_above(address: str, site: str, expected: bool) -> None:
    assert is_from(address, site) is expected


@pytest.mark.parametrize(
    "address",
    [
        "https://www.example.org/a/",
        "http://example.org/a#top",
        "https://example.org/a?utm_source=feed&fbclid=1",
        "https://example.org/a/amp/",
        "https://example.org/a/index.html",
    ],
)
def test_addresses_of_one_page_settle_to_one(address: str) -> None:
    assert settled(address) == "example.org/a"


def test_the_query_that_names_a_page_stays() -> None:
    assert settled("https://example.org/?p=7") != settled("https://example.org/?p=8")
