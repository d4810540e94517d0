"""The one place where text leaves an article: verdicts applied, every removal logged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from publish.characters import one_line
from publish.findings import Outcome, Removal
from publish.passages import Action, Fact, Page, Passage, Span, Verdict

SETTLED = frozenset(("keep", "code"))  # rules that keep a passage whole: no part of it goes either

Detector: TypeAlias = Callable[[Page], Iterable[Verdict]]
Judge: TypeAlias = Callable[[Page, Mapping[int, Verdict]], Iterable[Verdict]]
"""A detector that is also told what has been said of passages, by their indices."""


@dataclass(slots=True)
class Decision:
    """The verdicts on one passage: the first on the whole of it, and those on parts that do not overlap."""

    whole: Verdict | None = None
    parts: tuple[Verdict, ...] = ()

    def take(self, verdict: Verdict) -> None:
        if self.whole is not None and self.whole.action is Action.KEEP and self.whole.rule in SETTLED:
            return
        if verdict.span is None:
            self.whole = self.whole or verdict
        elif not any(_overlap(verdict.span, part.span) for part in self.parts if part.span):
            self.parts += (verdict,)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def decide(page: Page, detectors: Iterable[Detector], judges: Iterable[Judge] = ()) -> dict[int, Decision]:
    """What is decided on passages, by their indices. The first verdict on a passage wins.

    The judges come last, and are told the verdicts on whole passages so far.
    """
    decisions: dict[int, Decision] = {}
    for detect in detectors:
        _take_all(decisions, detect(page))
    for judge in judges:
        said = {index: decision.whole for index, decision in decisions.items() if decision.whole is not None}
        _take_all(decisions, judge(page, said))
    return decisions


def _take_all(decisions: dict[int, Decision], verdicts: Iterable[Verdict]) -> None:
    for verdict in verdicts:
        index = verdict.passage.index
        if index not in decisions:
            decisions[index] = Decision()
        decisions[index].take(verdict)


def sweep(page: Page, detectors: Iterable[Detector], judges: Iterable[Judge] = ()) -> Outcome[Page]:
    """The passages that no verdict takes away; everything taken is logged as a Removal.

    Nothing else in the package removes a passage. The first verdict on a passage wins (the user's rules come first),
    so no text is logged twice. Verdicts on spans are applied the same way, inside passages that stay.
    """
    decisions = decide(page, detectors, judges)
    kept: list[Passage] = []
    removals: list[Removal] = []
    dropped: list[Span] = list(page.dropped)
    facts: list[Fact] = []
    for passage in page.passages:
        decision = decisions.pop(passage.index, None)  # a long source has verdicts by the hundred thousand
        if decision is None:
            kept.append(passage)
            continue
        if decision.whole is not None and decision.whole.action is not Action.KEEP:
            removals.append(_removal(page, decision.whole, passage.text or "[picture]"))
            dropped += passage.spans
            facts += decision.whole.facts
            continue
        parts = sorted(decision.parts, key=lambda part: part.span.start if part.span else 0)
        for part in parts:
            if part.span is not None:
                removals.append(_removal(page, part, passage.text[part.span.start : part.span.end]))
                dropped += passage.in_source(part.span)
            facts += part.facts
        facts += decision.whole.facts if decision.whole else ()
        kept.append(_remainder(passage, decision.whole, parts))
    swept = replace(page, passages=tuple(kept), dropped=tuple(dropped), facts=(*page.facts, *facts))
    return Outcome(swept, removals=tuple(removals))


def _remainder(passage: Passage, whole: Verdict | None, parts: Sequence[Verdict]) -> Passage:
    cuts = tuple(part.span for part in parts if part.span is not None)
    heading = any(part.heading for part in parts) or (whole is not None and whole.heading)
    if whole is None and not cuts and not heading:
        return passage
    place = whole.place if whole is not None else passage.place
    return replace(passage, cuts=cuts, heading=heading, place=place)


def _removal(page: Page, verdict: Verdict, text: str) -> Removal:
    return Removal(verdict.rule, verdict.reason, page.origin(verdict.passage), one_line(text))
