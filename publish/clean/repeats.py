"""The article told twice: pages hold a copy for small screens, or a copy to take along, word for word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from publish.clean.lines import words
from publish.passages import Action, Page, Passage, Verdict, remove

COPY_WORDS, COPY_PARAGRAPHS = 100, 3  # of what is told again at least; the refrain of a song is shorter
PARAGRAPH_WORDS = 12


def repeated_text(page: Page, verdicts: Mapping[int, Verdict]) -> Iterator[Verdict]:
    """Flag what stays of a page where it tells again, passage by passage, what stands above."""
    first: dict[str, Passage] = {}
    run: list[tuple[Passage, Passage]] = []
    for passage in page.passages:
        if not passage.text or _goes(verdicts.get(passage.index)):
            continue
        original = first.setdefault(passage.plain, passage)
        if original is not passage:
            run.append((passage, original))
            continue
        yield from _copied(run)
        run = []
    yield from _copied(run)


def _goes(verdict: Verdict | None) -> bool:
    return verdict is not None and verdict.action is not Action.KEEP


def _copied(run: Sequence[tuple[Passage, Passage]]) -> Iterator[Verdict]:
    """Verdicts on a run of passages, each with the one that it repeats, if that is a copy of an article's text."""
    sizes = [len(words(passage.plain)) for passage, _ in run]
    if sum(sizes) < COPY_WORDS or sum(size >= PARAGRAPH_WORDS for size in sizes) < COPY_PARAGRAPHS:
        return
    for passage, original in run:
        yield remove(passage, rule="repeated-text", reason=f"repeats line {original.line}, as do the lines around it")
