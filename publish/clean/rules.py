"""The user's own rules: patterns to keep or to remove, and rules to switch off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from publish.clean.sweep import Detector
from publish.passages import Action, Page, Verdict, remove


@dataclass(frozen=True, slots=True)
class CleanRules:
    """Patterns are regular expressions, searched in each passage on one line, case-insensitively."""

    keep: tuple[re.Pattern[str], ...] = ()
    remove: tuple[re.Pattern[str], ...] = ()
    disable: frozenset[str] = frozenset()


def user_rules(rules: CleanRules) -> Detector:
    """The detector that speaks for the user; `keep` beats everything, `remove` beats every rule of ours."""

    def detect(page: Page) -> Iterator[Verdict]:
        for passage in page.passages if rules.keep or rules.remove else ():
            text = passage.plain
            if any(pattern.search(text) for pattern in rules.keep):
                yield Verdict(passage, Action.KEEP, "keep", "kept by [clean] keep")
                continue
            match = next((pattern for pattern in rules.remove if pattern.search(text)), None)
            if match is not None:
                yield remove(passage, rule="remove", reason=f"removed by [clean] remove: {match.pattern}")

    return detect
