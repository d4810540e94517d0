"""Markdown: what publish writes is read back as the same article, and of what others write no word is lost."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from publish.characters import inked, xml_safe
from publish.clean import CleanRules, clean
from publish.errors import SourceError
from publish.findings import Outcome
from publish.model import Article
from publish.normalise import normalise
from publish.passages import Page, Source
from publish.readers.markdown import read_markdown
from publish.writers.markdown import markdown
from tests.article_strategies import ARTICLES, MEANT
from tests.strategies import FURNITURE, SENTENCES

STARTS = st.sampled_from(
    ["", "", "", "> ", "- ", "  - ", "1. ", "## ", "    ", "| ", ": ", "[^1]: ", "\t", "> > ", "* * "]
)
FORMS = st.one_of(SENTENCES, FURNITURE, st.sampled_from(MEANT), st.text(max_size=20), st.just(""))
HAND_WRITTEN = st.lists(st.builds(str.__add__, STARTS, FORMS), min_size=1, max_size=25).map("\n".join)
LETTERS = st.lists(
    st.sampled_from("tide wall stone don't café 港口 *sea* **sky** ~~sand~~ `code` _a_".split()), min_size=1, max_size=6
)
LETTERED = st.lists(
    st.builds(str.__add__, STARTS.filter(lambda start: not start.startswith("[")), LETTERS.map(" ".join)), min_size=1, max_size=20
).map("\n".join)  # fmt: skip


def read_back(text: str) -> Outcome[Article]:
    """The article in Markdown that publish wrote."""
    return read_markdown(Source("a.md", text.encode())).then(normalise)


def page_of(text: str) -> Page | None:
    """The page of Markdown that somebody wrote; None for what is no text."""
    try:
        return read_markdown(Source("a.md", text.encode("utf-8", "replace"))).value
    except SourceError:
        return None


def same(one: Article, other: Article) -> bool:
    """Whether two articles are the same, wherever the one or the other was found."""
    placeless = replace(other, provenance=one.provenance, meta=replace(other.meta, evidence=one.meta.evidence))
    return one == placeless


@given(ARTICLES)
def test_an_article_is_read_back_as_it_was_written(article: Article) -> None:
    text = markdown(article)
    outcome = read_back(text)
    assert same(article, outcome.value)
    assert (outcome.findings, outcome.removals) == ((), ())
    assert markdown(outcome.value) == text


@given(HAND_WRITTEN)
def test_hand_written_markdown_is_kept_or_logged(text: str) -> None:
    page = page_of(text)
    if page is None:
        return
    swept = clean(page, CleanRules())
    kept = "".join(inked(passage.kept) for passage in swept.value.passages)
    gone = "".join(inked(removal.text.replace("[picture]", "")) for removal in swept.removals)
    assert Counter(kept + gone) == Counter("".join(inked(passage.text) for passage in page.passages))
    try:
        found = normalise(swept.value).value  # which checks the law itself
    except SourceError:
        return
    assert same(found, read_back(markdown(found)).value)


@given(HAND_WRITTEN)
def test_the_passages_of_markdown_hold_the_text_at_their_spans(text: str) -> None:
    page = page_of(text)
    for passage in page.passages if page is not None else ():
        for piece in passage.pieces:
            source = page.text[piece.span.start : piece.span.end] if page is not None else ""
            if piece.length == len(source):
                assert passage.text[piece.start : piece.start + piece.length] == xml_safe(source)


@given(LETTERED)
def test_every_letter_of_a_text_is_in_a_passage(text: str) -> None:
    page = page_of(text)
    assert page is not None
    told = Counter(letter for passage in page.passages for letter in passage.text if letter.isalpha())
    assert told == Counter(letter for letter in text if letter.isalpha())
