"""Round trips: mammoth and pandoc find in a Word file what the model put there."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import HealthCheck, given, settings

from publish.model import Article
from publish.writers.docx import write_article
from tests.article_strategies import ARTICLES
from tests.writers.docx_readers import expected, flat, plain, read_by_mammoth, read_by_pandoc
from tests.writers.docx_samples import ASSETS, WHOLE, article, bullets, numbers, reader

HAS_PANDOC = shutil.which("pandoc") is not None
needs_pandoc = pytest.mark.skipif(not HAS_PANDOC, reason="pandoc is not installed")
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


def document(article: Article) -> bytes:
    return write_article(article, "2024-09-14", reader(), ASSETS)


def test_mammoth_reads_every_kind_of_block_back() -> None:
    pytest.importorskip("mammoth", reason="mammoth is not installed")
    assert read_by_mammoth(document(WHOLE)) == expected(WHOLE)


@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(ARTICLES)
def test_mammoth_reads_headings_lists_tables_notes_and_links_as_they_were(article: Article) -> None:
    pytest.importorskip("mammoth", reason="mammoth is not installed")
    written = plain(article)
    assert read_by_mammoth(document(written)) == expected(written)


@needs_pandoc
def test_pandoc_reads_every_kind_of_block_back() -> None:
    """How deep a list is, pandoc knows no more once a second paragraph of an item has come between."""
    assert flat(read_by_pandoc(document(WHOLE))) == flat(expected(WHOLE))


@needs_pandoc
def test_pandoc_reads_lists_as_deep_as_they_were() -> None:
    nested = article(bullets("a", ("b", numbers("c", ("d", bullets("e"))))), numbers("f"))
    assert read_by_pandoc(document(nested)) == expected(nested)


@needs_pandoc
@settings(max_examples=12, deadline=None, suppress_health_check=SLOW)
@given(ARTICLES)
def test_pandoc_reads_headings_lists_tables_notes_and_links_as_they_were(article: Article) -> None:
    written = plain(article)
    assert flat(read_by_pandoc(document(written))) == flat(expected(written))
