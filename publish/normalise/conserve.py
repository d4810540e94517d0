"""The law of conservation: every character of a source is in the article, in the audit, or is markup or white space."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from publish.characters import inked
from publish.errors import ConservationError
from publish.model import Article
from publish.normalise.draft import Draft
from publish.passages import Medium, Page, Passage, Span
from publish.walk import article_lines

_INVISIBLE = frozenset("\ufeff\u200b\u2060\u200e\u200f")


def check_cover(page: Page) -> None:
    """Check that kept passages and removed spans of a swept page cover its text once.

    Raises ConservationError with the first text that is in neither or in both. In a web page the text between spans is
    markup; that its passages hold every run of text is the reader's promise.
    """
    at = 0
    is_text = page.medium is Medium.TEXT
    for start, end in sorted([(span.start, span.end) for span in (*_kept(page), *page.dropped)]):
        if start < at and inked(page.text[start : min(at, end)]):
            raise ConservationError(f"{page.source.name}: counted twice: {page.text[start:end]!r}")
        if is_text and start > at:
            _check_gap(page, page.text[at:start])
        at = max(at, end)
    if is_text:
        _check_gap(page, page.text[at:])


def _check_gap(page: Page, text: str) -> None:
    if text and not text.isspace() and _ink(text):
        raise ConservationError(f"{page.source.name}: neither kept nor removed: {text.strip()!r}")


def _kept(page: Page) -> Iterator[Span]:
    """The spans of the kept text: each passage without its cuts."""
    for passage in page.passages:
        yield from kept_spans(passage)


def kept_spans(passage: Passage) -> Iterator[Span]:
    if not passage.cuts:
        yield from passage.spans
        return
    at = 0
    for cut in (*passage.cuts, Span(len(passage.text), len(passage.text))):
        yield from passage.in_source(Span(at, cut.start))
        at = cut.end


def _ink(text: str) -> str:
    return "".join(character for character in inked(text) if character not in _INVISIBLE)


def check_carried(page: Page, draft: Draft, article: Article) -> None:
    """Check that the words of the kept passages are the words of the article, before any repair.

    Raises ConservationError with the characters that are too many or too few.
    """
    kept = [*(passage.kept for passage in page.passages), draft.added]
    carried = [*article_lines(article), draft.markup, *(removal.text for removal in draft.removals)]
    lost, gained = _unlike(kept, carried)  # most lines are carried as they are, and most words of the others
    lost, gained = _unlike(" ".join(lost).split(), " ".join(gained).split())
    lost, gained = _unlike(_shown(lost), _shown(gained))
    if lost or gained:
        fault = f"lost {''.join(lost)[:80]!r}, gained {''.join(gained)[:80]!r} while finding its structure"
        raise ConservationError(f"{page.source.name}: {fault}")


def _unlike(kept: Iterable[str], carried: Iterable[str]) -> tuple[list[str], list[str]]:
    """(what is more often among the kept, what is more often among the carried)."""
    ours, theirs = Counter(kept), Counter(carried)
    unlike = dict(ours.items() ^ theirs.items())
    lost = [text for text in ours if text in unlike for _ in range(ours[text] - theirs[text])]
    gained = [text for text in theirs if text in unlike for _ in range(theirs[text] - ours[text])]
    return lost, gained


def _shown(words: Iterable[str]) -> list[str]:
    """The characters of some words, but those that show nothing."""
    return [character for word in words for character in word if character not in _INVISIBLE]
