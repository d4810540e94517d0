"""What an element is called: the words of its class, id and role, and what they say for its text being article."""

from __future__ import annotations

import functools
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from publish.clean.around import Called
from publish.clean.scorer.elements import Elements
from publish.clean.scorer.letters import Flags, Floats

WRAPPER = 0.2  # of the words of a page: an element that holds more is a wrapper, whose names say something else
KNOWN = 20_000  # names and words remembered from page to page

FAMILIES: Mapping[str, str] = {
    "comment": r"comment|respond|disqus|discussion|replies|reply",
    "share": r"share|sharing|social|follow",
    "related": r"related|recommend|^next$|^more$|trending|popular|latest|teaser|outbrain|taboola|carousel|card|listing|archive",
    "form": r"newsletter|subscri|^sign|optin|mailchimp|form|cta|promo|donat|paywall|piano|register|login",
    "advertisement": r"advert|^ads?$|sponsor|affiliate|banner",
    "navigation": r"nav|menu|breadcrumb|pagination|pager|toc|skip|tabs?$|header|masthead|topbar",
    "sidebar": r"sidebar|^side$|aside|widget|rail|secondary",
    "notice": r"cookie|consent|gdpr|privacy|modal|popup|dialog|overlay|lightbox",
    "footer": r"footer|copyright|colophon|legal|disclaimer|disclosure",
    "author": r"author|byline|^bio$|contributor|avatar",
    "metadata": r"meta|date|time|tags?$|category|categories|label|badge|kicker|eyebrow",
    "body": r"article|content|entry|post|story|body|text|prose|markdown|rich|main|page",
    "caption": r"caption|credit|figure|image|photo|gallery|media|video",
    "hidden": r"^sr$|screen|hidden|hide|collapse|print",
    "folding": r"accordion|faq|toggle|expand",
}
"""Patterns of the words of names by what they are usually given to."""
ROLES = frozenset("navigation banner contentinfo complementary search dialog menu menubar listbox tablist".split())
"""Roles of what is no article."""
_FAMILIES = tuple(re.compile(pattern) for pattern in FAMILIES.values())
_ANY_FAMILY = re.compile("|".join(FAMILIES.values()))
_SMALL, _WRAPPER = zlib.crc32(b"small "), zlib.crc32(b"wrapper ")  # what comes before a word in what is numbered
_WORD = re.compile(r"[A-Z]+[a-z]*|[a-z]{2,}")


@dataclass(frozen=True, slots=True)
class Naming:
    """A model of names: the log odds of each word of them, by its number (see `word_numbers`)."""

    weights: Mapping[int, float]

    def evidence(self, elements: Elements, wraps: Flags) -> Floats:
        """(sum, number, lowest, highest, own sum) of the log odds of the names of each element and all around it."""
        size = wraps.astype(np.int64)
        known = tuple(set(zip(size[:-1].tolist(), elements.kind[:-1].tolist(), strict=True)))
        by_kind: Floats = np.zeros((2, len(elements.called) + 1, 5))
        by_kind[*np.array(known).T] = [
            self._odds(elements.called[kind], bool(is_wrapper)) for is_wrapper, kind in known
        ]
        return elements.handed_down(by_kind[size, elements.kind], _with_above)

    def _odds(self, called: Called, is_wrapper: bool) -> tuple[float, float, float, float, float]:
        weights = self.weights
        odds = [weights[word] for word in word_numbers(called, is_wrapper) if word in weights]
        total = sum(odds)
        return total, len(odds), min(0.0, *odds, 0.0), max(0.0, *odds, 0.0), total


def _with_above(above: Floats, own: Floats) -> Floats:
    own[:, :2] += above[:, :2]
    own[:, 2] = np.minimum(own[:, 2], above[:, 2])
    own[:, 3] = np.maximum(own[:, 3], above[:, 3])
    return own


def word_numbers(called: Called, is_wrapper: bool) -> Sequence[int]:
    """The numbers of the words that an element is called by; those of wrappers are others than those of small elements."""
    words = [*_words(called), f"<{called.tag}>"]
    if called.role:
        words.append(f"role={called.role}")
    size = _WRAPPER if is_wrapper else _SMALL
    return [zlib.crc32(word.encode(), size) for word in words]


@functools.lru_cache(maxsize=KNOWN)
def _words(called: Called) -> Sequence[str]:
    """The words of the names of an element, each once, in lower case."""
    names = " ".join((*called.classes, called.ident))  # where words end in capitals
    return sorted({word.lower() for word in _WORD.findall(names) if len(word) > 1})


@functools.lru_cache(maxsize=KNOWN)
def families(called: Called) -> Sequence[int]:
    """The places in FAMILIES of those that an element's names belong to."""
    return tuple({place for word in _words(called) for place in _families_of(word)})


@functools.lru_cache(maxsize=KNOWN)  # the words of names are few, though no two sites give the same names
def _families_of(word: str) -> Sequence[int]:
    if not _ANY_FAMILY.search(word):  # as most words
        return ()
    return [place for place, pattern in enumerate(_FAMILIES) if pattern.search(word)]
