"""What the user says of cleaning: which rules there are to switch off, and what to keep or to remove by pattern."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

from publish.selection import Selector

RULES = frozenset(
    """
    boilerplate comment-form comment-prompt comment-thread cookie-notice copyright counter dangling-label
    end-matter form-control hidden link-list metadata newsletter not-shown outside-article page-furniture paywall
    photo-credit related-links remove repeated-text repeated-title reading-time scaffolding share-bar
    standing-text stray-control stray-id
    """.split()
)
"""The ids of all rules, as removals name them and `[clean] disable` switches them off."""

Wanted: TypeAlias = "re.Pattern[str] | Selector"


@dataclass(frozen=True, slots=True)
class CleanRules:
    """Patterns are regular expressions, searched in each passage on one line, case-insensitively.

    Selectors mean elements of web pages, with all that is in them.
    """

    keep: tuple[Wanted, ...] = ()
    remove: tuple[Wanted, ...] = ()
    disable: frozenset[str] = frozenset()
