"""The law of conservation: every character of a source is in the article, in the audit, or is markup or white space."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from publish.characters import inked
from publish.errors import ConservationError
from publish.model import Article
from publish.normalise.draft import Draft
from publish.passages import Medium, Page, Passage, Span
from publish.walk import article_text

_INVISIBLE = frozenset("\ufeff\u200b\u2060\u200e\u200f")


def check_cover(page: Page) -> None:
    """Check that kept passages and removed spans of a swept page cover its text once.

    Raises ConservationError with the first text that is in neither or in both. In a web page the text between spans is
    markup; that its passages hold every run of text is the reader's promise.
    """
    spans = sorted((*_kept(page), *page.dropped), key=lambda span: (span.start, span.end))
    at = 0
    for span in spans:
        if span.start < at and inked(page.text[span.start : min(at, span.end)]):
            raise ConservationError(f"{page.source.name}: counted twice: {page.text[span.start : span.end]!r}")
        _check_gap(page, page.text[at : span.start])
        at = max(at, span.end)
    _check_gap(page, page.text[at:])


def _check_gap(page: Page, text: str) -> None:
    if text and not text.isspace() and page.medium is Medium.TEXT and _ink(text):
        raise ConservationError(f"{page.source.name}: neither kept nor removed: {text.strip()!r}")


def _kept(page: Page) -> Iterator[Span]:
    """The spans of the kept text: each passage without its cuts."""
    for passage in page.passages:
        yield from kept_spans(passage)


def kept_spans(passage: Passage) -> Iterator[Span]:
    at = 0
    for cut in (*passage.cuts, Span(len(passage.text), len(passage.text))):
        yield from passage.in_source(Span(at, cut.start))
        at = cut.end
    if not passage.text:
        yield from passage.spans


def _ink(text: str) -> str:
    return "".join(character for character in inked(text) if character not in _INVISIBLE)


def check_carried(page: Page, draft: Draft, article: Article) -> None:
    """Check that the words of the kept passages are the words of the article, before any repair.

    Raises ConservationError with the characters that are too many or too few.
    """
    kept = _counted((*(passage.kept for passage in page.passages), draft.added))
    carried = _counted((article_text(article), draft.markup, *(removal.text for removal in draft.removals)))
    if kept == carried:
        return
    lost, gained = "".join((kept - carried).elements()), "".join((carried - kept).elements())
    raise ConservationError(
        f"{page.source.name}: lost {lost[:80]!r}, gained {gained[:80]!r} while finding its structure"
    )


def _counted(texts: Iterable[str]) -> Counter[str]:
    """How often each character stands in some texts, but those that show nothing."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(text)
    for character in [each for each in counts if each.isspace() or each in _INVISIBLE]:
        del counts[character]
    return counts
