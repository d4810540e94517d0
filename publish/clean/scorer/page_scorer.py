"""The learned judge of web pages: which passages are the article, from all that a page shows and says of itself."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from publish.clean.around import surroundings
from publish.clean.scorer.forest import Forest, forest_in
from publish.clean.scorer.letters import Flags, Floats
from publish.clean.scorer.naming import Naming
from publish.clean.scorer.page_reasons import reasons
from publish.clean.scorer.page_signals import PageSignals, measured_page
from publish.clean.scorer.scorer import best_f1, chances_of
from publish.clean.scorer.set_pieces import pictures_and_captions, whole_pieces
from publish.clean.scorer.wording import Wording, wording_in
from publish.passages import Action, Page, Passage, Verdict

MODEL = Path(__file__).with_name("pages-1.npz")
PAGE_WORDS = 60  # of a page that is more than a scrap, of which nothing can be told by its looks
STRICTNESS = 0.5  # of the F1 expected of a page: what is less likely goes
LIST_SHARE = 0.5  # of the chance of an item is that of the list it is in
LISTS = frozenset(("ul", "ol", "dl"))


@dataclass(frozen=True, slots=True)
class PageModel:
    """What was learned from labelled pages: the words of boilerplate, names of elements, and trees over all signs."""

    wording: Wording
    naming: Naming
    forest: Forest


@functools.cache
def page_model() -> PageModel:
    with np.load(MODEL, allow_pickle=False) as stored:
        odds = zip(stored["names"].tolist(), stored["name_weights"].astype(float).tolist(), strict=True)
        return PageModel(wording_in(stored), Naming(dict(odds)), forest_in(stored))


def judged_page(page: Page, verdicts: Mapping[int, Verdict]) -> Iterator[Verdict]:
    """Verdicts on those passages of a web page that are no part of its article, and on which no detector gave one."""
    passages = page.passages
    if _is_scrap(passages, verdicts):
        return
    learned = page_model()
    given = [verdicts.get(passage.index) for passage in passages]
    signals = measured_page(surroundings(page), given, learned.wording, learned.naming)
    chances = with_lists(chances_of(learned.forest.score(signals.table)), signals)
    stays, _ = what_stays(passages, given, signals, chances)
    why = reasons(signals, stays, chances)
    for place, passage in enumerate(passages):
        if given[place] is None and not stays[place]:
            yield why.verdict(passage, place)


def _is_scrap(passages: Sequence[Passage], verdicts: Mapping[int, Verdict]) -> bool:
    """Whether hardly a word is left without a verdict."""
    words = 0
    for passage in passages:
        words += len(passage.plain.split()) if passage.index not in verdicts else 0
        if words >= PAGE_WORDS:
            return False
    return True


def what_stays(
    passages: Sequence[Passage], given: Sequence[Verdict | None], signals: PageSignals, chances: Floats
) -> tuple[Flags, Flags]:
    """(which passages stay, which of all are pictures or their captions)."""
    open_ = np.array([verdict is None and bool(passage.text) for verdict, passage in zip(given, passages, strict=True)])
    stays = np.array([verdict is not None and verdict.action is Action.KEEP for verdict in given])
    stays |= open_ & (chances >= STRICTNESS * best_f1(chances, np.where(open_, signals.words, 0)))
    stays |= open_ & whole_pieces(passages, signals, stays)
    beside, shown = pictures_and_captions(passages, signals, stays)
    return np.where(beside, shown, stays), beside


def with_lists(chances: Floats, signals: PageSignals) -> Floats:
    """The chances, those of the items of a list drawn to their mean: a list seldom holds an item that is not of it."""
    elements, weight = signals.elements, signals.words + 0.5
    lists = elements.nearest(elements.is_called(lambda called: called.tag in LISTS))[elements.leaf]
    inside = lists < len(elements)
    number = len(elements) + 1
    total = np.bincount(lists[inside], weights=weight[inside], minlength=number)
    mean = np.bincount(lists[inside], weights=(weight * chances)[inside], minlength=number) / np.maximum(total, 1e-9)
    found: Floats = np.where(inside, LIST_SHARE * mean[lists] + (1 - LIST_SHARE) * chances, chances)
    return found
