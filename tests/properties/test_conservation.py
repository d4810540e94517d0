"""Nothing is lost: every character of a source is in the article, in the audit, or is markup or white space."""

from __future__ import annotations

from collections import Counter

from hypothesis import given

from publish.characters import inked, xml_safe
from publish.clean import DETECTORS, CleanRules, clean
from publish.errors import SourceError
from publish.findings import Outcome
from publish.model import Article
from publish.normalise import normalise, repair
from publish.passages import Page, Source
from publish.readers.html import read_html
from publish.readers.text import read_text
from tests.strategies import DUMPS, PAGES


def normalised(page: Page) -> Outcome[Article] | None:
    """The article of a page, which checks the law itself (ConservationError); None where there is none to publish."""
    try:
        return normalise(clean(page, CleanRules()).value)
    except SourceError:
        return None


@given(DUMPS)
def test_a_text_dump_is_kept_or_logged(text: str) -> None:
    data = text.encode("utf-8", "replace")
    if not data.strip():
        return
    try:
        page = read_text(Source("a.txt", data)).value
    except SourceError:  # random control characters look like a binary file
        return
    swept = clean(page, CleanRules())
    kept = "".join(inked(passage.kept) for passage in swept.value.passages)
    gone = "".join(inked(removal.text) for removal in swept.removals)
    assert Counter(kept + gone) == Counter("".join(inked(passage.text) for passage in page.passages))
    normalised(page)


@given(PAGES)
def test_a_web_page_is_kept_or_logged(markup: str) -> None:
    try:
        page = read_html(Source("a.html", markup.encode())).value
    except SourceError:
        return
    swept = clean(page, CleanRules())
    kept = "".join(inked(passage.kept) for passage in swept.value.passages)
    gone = "".join(inked(removal.text.replace("[picture]", "")) for removal in swept.removals)
    assert Counter(kept + gone) == Counter("".join(inked(passage.text) for passage in page.passages))
    normalised(page)


@given(PAGES)
def test_the_passages_of_a_web_page_hold_the_text_at_their_spans(markup: str) -> None:
    try:
        page = read_html(Source("a.html", markup.encode())).value
    except SourceError:
        return
    for passage in page.passages:
        for piece in passage.pieces:
            source = page.text[piece.span.start : piece.span.end]
            if piece.length == len(source) and passage.text:
                assert passage.text[piece.start : piece.start + piece.length] == xml_safe(source)


@given(DUMPS)
def test_repairs_are_idempotent(text: str) -> None:
    data = text.encode("utf-8", "replace")
    try:
        outcome = normalised(read_text(Source("a.txt", data or b"x")).value)
    except SourceError:
        return
    if outcome is not None:
        once = repair(outcome.value).value
        assert repair(once).value == once


@given(DUMPS)
def test_detectors_only_point(text: str) -> None:
    try:
        page = read_text(Source("a.txt", text.encode("utf-8", "replace") or b"x")).value
    except SourceError:
        return
    before = repr(page)
    for detector in DETECTORS:
        for verdict in detector(page):
            assert verdict.passage is page.passages[verdict.passage.index]
            assert verdict.reason
    assert repr(page) == before
