"""The title of a text dump: the line above the article's prose that tells best what the prose is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass

from publish.clean.code import set_places
from publish.clean.lines import is_prose, words
from publish.passages import Page, Passage

ABOVE, BELOW = 60, 3  # lines above the prose among which the title is looked for, and in it where none above can be
BREAK = 3  # words of prose that a passage which is none takes away from the stretch that it breaks
STRETCH_WORDS = 150  # of one passage that count for its stretch: one long paragraph is no article
ABOUT = 8_000  # characters of the prose whose words are looked at
OFTEN, TOLD = 6, 14  # uses of one word that means something and of all that count
_LONG_WORDS = re.compile(r"\w[\w'’-]{3,}")  # shorter ones mean little
FEW_WORDS = {1: -2.2, 2: -1.2, 3: -0.3}  # menus are made of these
USUAL_WORDS = 16


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The lines `start` to `end` (inclusive; -1 without any prose) with the most prose; `prose` tells of each line."""

    lines: Sequence[Passage]
    prose: Sequence[bool]
    start: int
    end: int

    @property
    def first(self) -> int:
        """The index of the first passage of the stretch."""
        return self.lines[self.start].index if self.lines else 0

    def uses(self, wanted: Set[str]) -> Mapping[str, int]:
        """How often the prose of the stretch uses some words."""
        part = range(self.start, self.end + 1)
        text = " ".join(self.lines[number].plain for number in part if self.prose[number])[:ABOUT]
        return Counter(filter(wanted.__contains__, _telling(text)))


def title_of_dump(page: Page, can_be_title: Callable[[Passage], bool]) -> Passage | None:
    """The line that is the title of the article in a dump; None without a line that can be one."""
    places = set_places(page)
    lines = [passage for passage in page.passages if passage.index not in places]
    stretch = _stretch(lines)
    heads = [_folded(passage) for passage in lines[:4]]
    above = range(max(0, stretch.start - ABOVE), stretch.start)
    for part in (above, range(stretch.start, min(stretch.start + BELOW, len(lines)))):
        candidates = [lines[number] for number in part if not stretch.prose[number] and can_be_title(lines[number])]
        if len(candidates) == 1 or (candidates and stretch.end < 0):
            return candidates[0]
        if candidates:
            uses = stretch.uses({word for passage in candidates for word in _telling(passage.plain)})
            best = max(candidates, key=lambda passage: _likeness(passage, stretch.first, uses, heads))
            return next(passage for passage in candidates if _folded(passage) == _folded(best))
    return None


def _stretch(lines: Sequence[Passage]) -> _Stretch:
    """The stretch of a dump with the most prose, by the sums of what passages add and take away (Kadane)."""
    prose = [is_prose(passage) for passage in lines]
    most = total = 0
    start = best_start = 0
    best_end = -1
    for number, passage in enumerate(lines):
        if total <= 0:
            total, start = 0, number
        total += min(passage.plain.count(" ") + 1, STRETCH_WORDS) if prose[number] else -BREAK
        if total > most:
            most, best_start, best_end = total, start, number
    return _Stretch(lines, prose, best_start, best_end)


def _telling(text: str) -> list[str]:
    return _LONG_WORDS.findall(text.casefold())


def _folded(passage: Passage) -> str:
    return "".join(words(passage.plain)).casefold()


def _likeness(passage: Passage, first: int, uses: Mapping[str, int], heads: Sequence[str]) -> float:
    """How much a line is like the title of a stretch of prose; 0 is neither like one nor unlike."""
    telling = _telling(passage.plain)
    told = [word for word in telling if word in uses]
    number = len(words(passage.plain))
    away = abs(first - passage.index)
    score = 2 * len(told) / max(len(telling), 1) + min(sum(min(uses[word], OFTEN) for word in set(told)), TOLD) / 6
    score += FEW_WORDS.get(number, 0.6 - max(0, number - USUAL_WORDS) / 6)
    score -= away / 16
    if number > 2 and _begins(heads, passage):  # the title of the page, with the site's name behind it
        score += 1
    if passage.plain[-1] in ".:,;" or passage.plain[0].islower():
        score -= 1.5
    if any(f" {mark} " in passage.plain for mark in "|›/>"):  # a trail of pages, or the page's title with its site
        score -= 1
    return score


def _begins(heads: Sequence[str], passage: Passage) -> bool:
    line = _folded(passage)
    return any(
        place != passage.index and head.startswith(line) and len(line) * 5 >= len(head) * 2
        for place, head in enumerate(heads)
    )
