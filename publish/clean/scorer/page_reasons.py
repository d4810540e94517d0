"""Why a passage of a web page goes, in words that a person can check: what is around it, and what that is called."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from publish.clean.around import Called
from publish.clean.scorer.elements import Elements
from publish.clean.scorer.letters import Flags, Floats
from publish.clean.scorer.naming import FAMILIES, WRAPPER, families
from publish.clean.scorer.page_signals import PageSignals
from publish.passages import Action, Ancestor, Passage, Place, Verdict, remove

NOTE_WORDS = 8  # of a passage in an author's box that is worth an end note
LINKS = 0.9  # of a passage's text: it is nothing but links
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
_TELLING = frozenset(place for place, family in enumerate(FAMILIES) if family in TELLING)
_AUTHOR_BOX = re.compile(r"author-?(?:box|bio|card|info|about|profile)|about-?(?:the-?)?author|bio-?box|post-?author")


@dataclass(frozen=True, slots=True)
class Reasons:
    """What a person sees of a page: its elements, the chances of passages, where the article is.

    Of elements: which are no wrappers, whose names tell that they are beside an article, which are in an author's box.
    These are no arrays, since they are asked for one at a time.
    """

    elements: Elements
    is_small: Sequence[bool]
    telling: Sequence[bool]
    author_boxes: Sequence[bool]
    chances: Sequence[float]
    container: int

    def verdict(self, passage: Passage, place: int) -> Verdict:
        """The verdict on the passage at a place, which is no part of the article."""
        return self._end_note(passage, place) or self._removal(passage, place)

    def _end_note(self, passage: Passage, place: int) -> Verdict | None:
        """The verdict that moves the words of an author's box behind the article."""
        if passage.picture is not None or passage.link_share >= LINKS or len(passage.plain.split()) < NOTE_WORDS:
            return None
        if not self.author_boxes[self.elements.leaf[place]]:
            return None
        reason = "a note on the author"
        return Verdict(passage, Action.KEEP, rule="end-matter", reason=reason, place=Place.NOTE)

    def _removal(self, passage: Passage, place: int) -> Verdict:
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
        while self.is_small[at]:
            step = self.elements.ancestors[at]
            if step.tag in BESIDE:
                return BESIDE[step.tag]
            if self.telling[at]:
                return f"in {name_of(step)}"
            at = int(self.elements.parent[at])
        return None

    def _is_inside(self, place: int) -> bool:
        elements, container = self.elements, self.container
        return bool(elements.first[container] <= place < elements.last[container])


def reasons(signals: PageSignals, stays: Flags, chances: Floats) -> Reasons:
    elements = signals.elements
    words = elements.sums(signals.words)
    is_small = words <= WRAPPER * words.max()
    is_small[-1] = False
    return Reasons(
        elements,
        is_small.tolist(),
        elements.is_called(_is_telling).tolist(),
        (elements.nearest(elements.is_called(_is_author_box)) < len(elements)).tolist(),
        chances.tolist(),
        _container(elements, stays),
    )


def _container(elements: Elements, stays: Flags) -> int:
    """The deepest element that holds all that stays; the one that stands for none if there is none such."""
    held = elements.sums(stays.astype(float))[:-1]
    holders = np.flatnonzero(held == stays.sum()) if stays.any() else ()
    return int(holders[np.argmax(elements.depth[holders])]) if len(holders) else len(elements)


def _is_telling(called: Called) -> bool:
    return not _TELLING.isdisjoint(families(called))


def _is_author_box(called: Called) -> bool:
    return ("author" in called.names or "bio" in called.names) and _AUTHOR_BOX.search(called.names) is not None


def name_of(step: Ancestor) -> str:
    """An element as a person would find it in the page's source."""
    label = f"#{step.ident}" if step.ident else "".join(f".{name}" for name in step.classes[:2])
    return f"<{step.tag}>" if not label else f"{step.tag}{label}"
