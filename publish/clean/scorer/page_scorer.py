"""The learned judge of web pages: which passages are the article, from all that a page shows and says of itself."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from publish.clean.scorer.elements import Elements
from publish.clean.scorer.forest import Forest
from publish.clean.scorer.letters import Flags, Floats
from publish.clean.scorer.naming import FAMILIES, WRAPPER, Naming, called, families
from publish.clean.scorer.page_signals import PageSignals, measured_page
from publish.clean.scorer.scorer import best_f1, chances_of
from publish.clean.scorer.wording import Wording
from publish.passages import Action, Ancestor, Passage, Place, Verdict, remove

MODEL = Path(__file__).with_name("pages-1.npz")
PAGE_WORDS = 60  # of a page that is more than a scrap, of which nothing can be told by its looks
STRICTNESS = 0.5  # of the F1 expected of a page: what is less likely goes
LIST_SHARE = 0.5  # of the chance of an item is that of the list it is in
LISTS = frozenset(("ul", "ol", "dl"))
NOTE_WORDS = 8  # of a passage in an author's box that is worth an end note
LINKS = 0.9  # of a passage's text: it is nothing but links
_AUTHOR_BOX = re.compile(
    r"author-?(?:box|bio|card|info|about|profile)|about-?(?:the-?)?author|bio-?box|post-?author", re.I
)
BESIDE: Mapping[str, str] = {
    "nav": "in the page's navigation",
    "header": "in the header of the page",
    "footer": "in the page's footer",
    "aside": "in an <aside> beside the article",
    "form": "in a form",
}
TELLING = frozenset(
    ("comment", "share", "related", "form", "advertisement", "navigation", "sidebar", "notice", "footer", "author")
)
"""Families of names that tell a person why a passage is no article."""


@dataclass(frozen=True, slots=True)
class PageModel:
    """What was learned from labelled pages: the words of boilerplate, names of elements, and trees over all signs."""

    wording: Wording
    naming: Naming
    forest: Forest


@functools.cache
def page_model() -> PageModel:
    with np.load(MODEL, allow_pickle=False) as stored:
        wording = Wording(
            stored["tokens"].astype(np.uint64), stored["weights"].astype(np.float32), float(stored["wording_bias"])
        )
        naming = Naming(dict(zip(stored["names"].tolist(), stored["name_weights"].astype(float).tolist(), strict=True)))
        forest = Forest(
            stored["columns"],
            stored["thresholds"],
            stored["leaves"].astype(np.float32),
            float(stored["forest_bias"]),
        )
        return PageModel(wording, naming, forest)


def judged_page(passages: Sequence[Passage], verdicts: Mapping[int, Verdict]) -> Iterator[Verdict]:
    """Verdicts on those passages of a web page that are no part of its article, and on which no detector gave one."""
    if sum(len(passage.plain.split()) for passage in passages if passage.index not in verdicts) < PAGE_WORDS:
        return
    learned = page_model()
    given = [verdicts.get(passage.index) for passage in passages]
    signals = measured_page(passages, given, learned.wording, learned.naming)
    chances = with_lists(chances_of(learned.forest.score(signals.table)), signals)
    open_ = np.array([verdict is None and bool(passage.text) for verdict, passage in zip(given, passages, strict=True)])
    stays = np.array([verdict is not None and verdict.action is Action.KEEP for verdict in given])
    stays |= open_ & (chances >= STRICTNESS * best_f1(chances, np.where(open_, signals.words, 0)))
    why = _Why(signals.elements, signals.elements.sums(signals.words), chances, _container(signals, stays))
    pictures = _pictures(signals, stays)
    for place, passage in enumerate(passages):
        if given[place] is not None or stays[place] or (pictures[place] and not passage.text):
            continue
        yield why.end_note(passage) or why.removal(passage, place)


def with_lists(chances: Floats, signals: PageSignals) -> Floats:
    """The chances, those of the items of a list drawn to their mean: a list seldom holds an item that is not of it."""
    elements, weight = signals.elements, signals.words + 0.5
    own = np.array([place if step.tag in LISTS else -1 for place, step in enumerate(elements.ancestors)] + [-1])
    lists = elements.handed_down(own, lambda above, mine: np.where(mine >= 0, mine, above))[elements.leaf]
    inside = lists >= 0
    number = len(elements) + 1
    total = np.bincount(lists[inside], weights=weight[inside], minlength=number)
    mean = np.bincount(lists[inside], weights=(weight * chances)[inside], minlength=number) / np.maximum(total, 1e-9)
    found: Floats = np.where(inside, LIST_SHARE * mean[lists] + (1 - LIST_SHARE) * chances, chances)
    return found


def _container(signals: PageSignals, stays: Flags) -> int:
    """The deepest element that holds all that stays; the one that stands for none if there is none such."""
    elements = signals.elements
    held = elements.sums(stays.astype(float))[:-1]
    holders = np.flatnonzero(held == stays.sum()) if stays.any() else ()
    return int(holders[np.argmax(elements.depth[holders])]) if len(holders) else len(elements)


def _pictures(signals: PageSignals, stays: Flags) -> Flags:
    """By passage, whether a picture there would stay: where most of the words stay that are nearest around it."""
    elements = signals.elements
    words, kept = elements.sums(signals.words), elements.sums(np.where(stays, signals.words, 0))
    at = elements.leaf
    for _ in range(len(elements.levels)):
        at = np.where(words[at] > 0, at, elements.parent[at])
    found: Flags = 2 * kept[at] > words[at]
    return found


@dataclass(frozen=True, slots=True)
class _Why:
    """What a person can check of a passage that goes: what is around it, what that is called, and its chance."""

    elements: Elements
    words: Floats
    chances: Floats
    container: int

    def end_note(self, passage: Passage) -> Verdict | None:
        """The verdict that moves the words of an author's box behind the article."""
        if passage.picture is not None or passage.link_share >= LINKS or len(passage.plain.split()) < NOTE_WORDS:
            return None
        if not any(_AUTHOR_BOX.search(name) for step in passage.path for name in called(step)[1]):
            return None
        reason = "a note on the author"
        return Verdict(passage, Action.KEEP, rule="end-matter", reason=reason, place=Place.NOTE)

    def removal(self, passage: Passage, place: int) -> Verdict:
        score = f"(score {self.chances[place]:.2f})"
        inner = name_of(passage.path[-1])
        if any(step.hidden for step in passage.path):
            return remove(passage, rule="hidden", reason=f"hidden on the page, and unlike its article {score}")
        if (beside := self._beside(place)) is not None:
            return remove(passage, rule="page-furniture", reason=f"{beside} {score}")
        if not self._is_inside(place):
            return remove(passage, rule="outside-article", reason=f"outside the article, in {inner} {score}")
        if passage.link_share >= LINKS:
            return remove(passage, rule="link-list", reason=f"nothing but links, in {inner} {score}")
        return remove(passage, rule="boilerplate", reason=f"unlike the text around it, in {inner} {score}")

    def _beside(self, place: int) -> str | None:
        """What small element around a passage says by its tag or name that it is beside the article."""
        at = int(self.elements.leaf[place])
        while at < len(self.elements) and self.words[at] <= WRAPPER * self.words.max():
            step = self.elements.ancestors[at]
            if step.tag in BESIDE:
                return BESIDE[step.tag]
            if _is_telling(step):
                return f"in {name_of(step)}"
            at = int(self.elements.parent[at])
        return None

    def _is_inside(self, place: int) -> bool:
        elements, container = self.elements, self.container
        return bool(elements.first[container] <= place < elements.last[container])


def _is_telling(step: Ancestor) -> bool:
    return any(tuple(FAMILIES)[family] in TELLING for family in families(called(step)))


def name_of(step: Ancestor) -> str:
    """An element as a person would find it in the page's source."""
    label = f"#{step.ident}" if step.ident else "".join(f".{name}" for name in step.classes[:2])
    return f"<{step.tag}>" if not label else f"{step.tag}{label}"
