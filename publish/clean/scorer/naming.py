"""What an element is called: the words of its class, id and role, and what they say for its text being article."""

from __future__ import annotations

import functools
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from publish.clean.scorer.elements import Called, Elements, names_of
from publish.clean.scorer.letters import Flags, Floats

WRAPPER = 0.2  # of the words of a page: an element that holds more is a wrapper, whose names say something else
KNOWN = 20_000  # names remembered from page to page; sites repeat themselves

FAMILIES: Mapping[str, str] = {
    "comment": r"comment|respond|disqus|discussion|replies|reply",
    "share": r"share|sharing|social|follow",
    "related": r"related|recommend|read-?next|read-?more|up-?next|more-?(?:from|stories|posts)|trending|popular|latest|"
    r"teaser|outbrain|taboola|carousel|card|listing|archive",
    "form": r"newsletter|subscri|signup|sign-up|optin|mailchimp|form|cta|promo|donat|paywall|piano|register|login",
    "advertisement": r"advert|(?:^|[-_])ads?(?:$|[-_])|sponsor|affiliate|banner",
    "navigation": r"nav|menu|breadcrumb|pagination|pager|toc|table-of-contents|skip|tabs?$|header|masthead|topbar",
    "sidebar": r"sidebar|side-|aside|widget|rail|secondary",
    "notice": r"cookie|consent|gdpr|privacy|modal|popup|dialog|overlay|lightbox",
    "footer": r"footer|copyright|colophon|legal|disclaimer|disclosure",
    "author": r"author|byline|bio|contributor|avatar",
    "metadata": r"meta|date|time|tags?$|tag-?list|category|categories|label|badge|kicker|eyebrow",
    "body": r"article|content|entry|post|story|body|text|prose|markdown|rich|main|page",
    "caption": r"caption|credit|figure|image|photo|gallery|media|video",
    "hidden": r"sr-only|screen-reader|visually-hidden|hidden|hide|collapse|print-only|noprint|no-print",
    "folding": r"accordion|faq|toggle|expand",
}
"""Patterns of names by what they are usually given to."""
ROLES = frozenset("navigation banner contentinfo complementary search dialog menu menubar listbox tablist".split())
"""Roles of what is no article."""
_FAMILIES = tuple(re.compile(pattern, re.I) for pattern in FAMILIES.values())
_BETWEEN_WORDS = re.compile(r"[^A-Za-z]+|(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Naming:
    """A model of names: the log odds of each word of them, by its number (see `word_numbers`)."""

    weights: Mapping[int, float]

    def evidence(self, elements: Elements, wraps: Flags) -> Floats:
        """(sum, number, lowest, highest, own sum) of the log odds of the names of each element and all around it."""
        by_kind = np.zeros((2, len(elements.called) + 1, 5))
        for kind, called in enumerate(elements.called):
            for is_wrapper in (False, True):
                by_kind[int(is_wrapper), kind] = self._odds(called, is_wrapper)
        found: Floats = by_kind[wraps.astype(int), elements.kind]
        for level in elements.levels[1:]:
            above = found[elements.parent[level]]
            found[level, :2] += above[:, :2]
            found[level, 2] = np.minimum(found[level, 2], above[:, 2])
            found[level, 3] = np.maximum(found[level, 3], above[:, 3])
        return found

    def _odds(self, called: Called, is_wrapper: bool) -> tuple[float, float, float, float, float]:
        odds = [self.weights[word] for word in word_numbers(called, is_wrapper) if word in self.weights]
        total = sum(odds)
        return total, len(odds), min(0.0, *odds, 0.0), max(0.0, *odds, 0.0), total


@functools.lru_cache(maxsize=KNOWN)
def word_numbers(called: Called, is_wrapper: bool) -> Sequence[int]:
    """The numbers of the words that an element is called by; those of wrappers are others than those of small elements."""
    tag, _, _, role, _ = called
    size = "wrapper" if is_wrapper else "small"
    found = [_number(size, f"<{tag}>")]
    for name in names_of(called):
        found += [_number(size, word) for word in _words(name)]
    if role:
        found.append(_number(size, f"role={role}"))
    return found


@functools.lru_cache(maxsize=KNOWN)
def _words(name: str) -> tuple[str, ...]:
    return tuple(sorted({word.lower() for word in _BETWEEN_WORDS.split(name) if len(word) > 1}))


@functools.lru_cache(maxsize=2 * KNOWN)
def _number(size: str, word: str) -> int:
    return zlib.crc32(f"{size} {word}".encode())


@functools.lru_cache(maxsize=KNOWN)
def families(called: Called) -> Sequence[int]:
    """The places in FAMILIES of those that an element's names belong to."""
    found: set[int] = set()
    for name in names_of(called):
        found.update(_families_of(name))
    return sorted(found)


@functools.lru_cache(maxsize=KNOWN)
def _families_of(name: str) -> Sequence[int]:
    return [place for place, pattern in enumerate(_FAMILIES) if pattern.search(name)]
