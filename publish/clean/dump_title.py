"""The title of a text dump: the line above the article's prose that tells best what the prose is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from publish.clean.code import set_places
from publish.clean.lines import is_prose, words
from publish.passages import Page, Passage

ABOVE, BELOW = 60, 3  # lines above the prose among which the title is looked for, and in it where none above can be
BREAK = 3  # words of prose that a passage which is none takes away from the stretch that it breaks
STRETCH_WORDS = 150  # of one passage that count for its stretch: one long paragraph is no article
ABOUT = 20_000  # characters of the prose whose words are looked at
LONG_WORD, OFTEN, TOLD = 4, 6, 14  # letters of a word that means something; uses of one and of all that count
FEW_WORDS = {1: -2.2, 2: -1.2, 3: -0.3}  # menus are made of these
USUAL_WORDS = 18


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The lines `start` to `end` (inclusive; -1 without any prose) with the most prose.

    `first` is the index of its first passage, `uses` counts the words of it that mean something.
    """

    start: int
    end: int
    first: int
    uses: Mapping[str, int]


def title_of_dump(page: Page, can_be_title: Callable[[Passage], bool]) -> Passage | None:
    """The line that is the title of the article in a dump; None without a line that can be one."""
    places = set_places(page)
    lines = [passage for passage in page.passages if passage.index not in places]
    stretch = _prose(lines)
    heads = [_folded(passage) for passage in lines[:4]]
    for part in (lines[max(0, stretch.start - ABOVE) : stretch.start], lines[stretch.start : stretch.start + BELOW]):
        candidates = [passage for passage in part if can_be_title(passage) and not is_prose(passage)]
        if candidates and stretch.end < 0:
            return candidates[0]
        if candidates:
            best = max(candidates, key=lambda passage: _likeness(passage, stretch, heads))
            return next(passage for passage in candidates if _folded(passage) == _folded(best))
    return None


def _prose(passages: Sequence[Passage]) -> _Stretch:
    """The stretch of a dump with the most prose, by the sums of what passages add and take away (Kadane)."""
    most = total = 0
    start = best_start = 0
    best_end = -1
    for number, passage in enumerate(passages):
        if total <= 0:
            total, start = 0, number
        total += min(len(words(passage.plain)), STRETCH_WORDS) if is_prose(passage) else -BREAK
        if total > most:
            most, best_start, best_end = total, start, number
    text = " ".join(passage.plain for passage in passages[best_start : best_end + 1] if is_prose(passage))[:ABOUT]
    first = passages[best_start].index if passages else 0
    return _Stretch(best_start, best_end, first, Counter(_telling(text)))


def _telling(text: str) -> list[str]:
    return [word.casefold() for word in words(text) if len(word) >= LONG_WORD]


def _folded(passage: Passage) -> str:
    return "".join(words(passage.plain)).casefold()


def _likeness(passage: Passage, stretch: _Stretch, heads: Sequence[str]) -> float:
    """How much a line is like the title of a stretch of prose; 0 is neither like one nor unlike."""
    telling = _telling(passage.plain)
    told = [word for word in telling if word in stretch.uses]
    number = len(words(passage.plain))
    away = abs(stretch.first - passage.index)
    score = (
        2 * len(told) / max(len(telling), 1) + min(sum(min(stretch.uses[word], OFTEN) for word in set(told)), TOLD) / 6
    )
    score += FEW_WORDS.get(number, 0.6 if number <= USUAL_WORDS else -0.2)
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
