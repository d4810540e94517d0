"""The user's own rules: what to keep or to remove, by pattern or by selector, and rules to switch off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from publish.clean.sweep import Detector
from publish.passages import Action, Page, Passage, Span, Verdict, remove
from publish.rules import CleanRules, Wanted
from publish.selection import Selection, Selector, parts, select


@dataclass(frozen=True, slots=True)
class _Rule:
    """One entry of a list, ready for one page; `written` is how it stands in the configuration."""

    written: str
    pattern: re.Pattern[str] | None = None
    selection: Selection | None = None

    def parts(self, passage: Passage) -> tuple[Span, ...]:
        """The spans of a passage's text that it means."""
        if self.selection is not None:
            return parts(passage, self.selection)
        whole = self.pattern is not None and self.pattern.search(passage.plain)
        return (Span(0, len(passage.text)),) if whole else ()


def user_rules(rules: CleanRules) -> Detector:
    """The detector that speaks for the user; `keep` beats everything, `remove` beats every rule of ours."""

    def detect(page: Page) -> Iterator[Verdict]:
        keep, away = _ready(page, rules.keep), _ready(page, rules.remove)
        for passage in page.passages if keep or away else ():
            kept = next((rule for rule in keep if rule.parts(passage)), None)
            if kept is not None:
                yield Verdict(passage, Action.KEEP, "keep", f"kept by [clean] keep: {kept.written}")
                continue
            for rule in away:
                yield from _removals(passage, rule)

    return detect


def _ready(page: Page, wanted: Sequence[Wanted]) -> list[_Rule]:
    return [
        _Rule(each.text, selection=select(page, each)) if isinstance(each, Selector) else _Rule(each.pattern, each)
        for each in wanted
    ]


def _removals(passage: Passage, rule: _Rule) -> Iterator[Verdict]:
    """A verdict on the passage, or on each part of it that a selector means."""
    for span in rule.parts(passage):
        whole = span.end - span.start == len(passage.text)
        yield remove(
            passage,
            rule="remove",
            reason=f"removed by [clean] remove: {rule.written}",
            span=None if whole else span,
        )
