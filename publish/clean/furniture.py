"""Furniture of web pages: lines that are phrases of share bars, comment forms, cookie notices and the like."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from publish.clean.folding import tokens
from publish.clean.glance import glance
from publish.clean.lines import is_heading, is_item, words
from publish.clean.matching import phrase_index, words_of
from publish.clean.phrasebook import Phrase
from publish.clean.sharing import is_share_bar
from publish.dates import find_dates
from publish.passages import Page, Passage, Verdict, remove

NEAR = 3  # passages between a line that may be furniture and one that surely is
RUN = 3  # lines in a row that may be furniture, and so are
DATE_LINE = 80  # characters of a line that only tells when, and maybe by whom
SHOWN = 60  # characters of a line in the reason for its removal
_SPEECH = re.compile(r"^[\"“„‘「『]|[“”„「『]|«[^«»]+»|https?://|www\.")


@dataclass(frozen=True, slots=True)
class Furniture:
    """What becomes of the phrases of a family, and which lines are spared.

    `most_words` is the length up to which a line is furniture; `items` and `headings` say whether those of a list and
    headings are; `speech` whether a line that quotes or reports can be.
    """

    rule: str
    name: str
    most_words: int = 30
    items: bool = False
    headings: bool = True
    speech: bool = False


FURNITURE: Mapping[str, Furniture] = {
    "control": Furniture(rule="stray-control", name="label of a control", headings=False),
    "login": Furniture(rule="stray-control", name="label of a login", headings=False),
    "advertisement": Furniture(rule="stray-control", name="label of an advertisement", headings=False),
    "comment-form": Furniture(rule="comment-form", name="comment form", speech=True),
    "comment-field": Furniture(rule="comment-form", name="field of a comment form"),
    "share-bar": Furniture(rule="share-bar", name="share bar", headings=False),
    "newsletter": Furniture(rule="newsletter", name="newsletter box", most_words=55),
    "cookie-notice": Furniture(rule="cookie-notice", name="cookie notice", most_words=90),
    "paywall": Furniture(rule="paywall", name="call to subscribe", most_words=55),
    "reading-time": Furniture(rule="reading-time", name="reading time", items=True, headings=False),
    "copyright": Furniture(rule="copyright", name="copyright notice"),
    "photo-credit": Furniture(rule="photo-credit", name="credit of a picture", most_words=15),
}
"""By family; a line that is a phrase of two of them belongs to the one that stands first."""


def furniture(page: Page) -> Iterator[Verdict]:
    """Flag lines that are phrases of web furniture, those that may be so only where others are near."""
    found = {
        place: own for place, phrases in glance(page).phrases.items() if (own := _own(page.passages[place], phrases))
    }
    sure = {place for place, phrases in found.items() if any(phrase.table.key == "lines" for phrase in phrases)}
    rows = _in_runs(found)
    for place in sorted(found):
        if place in sure or place in rows or _is_near(page, place, sure):
            yield _verdict(page.passages[place], found[place])


def _own(passage: Passage, phrases: Sequence[Phrase]) -> list[Phrase]:
    """The phrases that a passage may be furniture as, the surest and most telling family first."""
    order = list(FURNITURE)
    own = [
        phrase
        for phrase in phrases
        if phrase.table.family in FURNITURE and _may_be(passage, FURNITURE[phrase.table.family])
    ]
    unsure = {(phrase.table.family, phrase.table.language) for phrase in own if phrase.table.key == "beside"}
    own = [
        phrase
        for phrase in own
        if phrase.table.key == "beside" or (phrase.table.family, phrase.table.language) not in unsure
    ]
    return sorted(own, key=lambda phrase: (phrase.table.key != "lines", order.index(phrase.table.family)))


def _may_be(passage: Passage, kind: Furniture) -> bool:
    if (not kind.items and is_item(passage)) or (not kind.headings and is_heading(passage)):
        return False
    if not kind.speech and speaks(passage.plain):
        return False
    return len(words(passage.plain)) <= kind.most_words


def speaks(text: str) -> bool:
    """Whether a line quotes, gives an address or reports what was said: then it is an author's, however it begins."""
    if _SPEECH.search(text):
        return True
    told = tokens(text)
    single, several = _reporting()
    spelled = f" {' '.join(told)} "
    return not single.isdisjoint(told) or any(word in spelled for word in several)


@functools.cache
def _reporting() -> tuple[frozenset[str], tuple[str, ...]]:
    """The words that tell of speech: single ones, and those of several tokens with a space around them."""
    several = frozenset(word for word in words_of("reported") if " " in word)
    return words_of("reported") - several, tuple(f" {word} " for word in sorted(several))


def _is_near(page: Page, place: int, sure: set[int]) -> bool:
    """Whether sure furniture is near; names of networks or a date just above or below will do as well."""
    if any(other in sure for other in range(place - NEAR, place + NEAR + 1)):
        return True
    beside = [page.passages[other] for other in (place - 1, place + 1) if 0 <= other < len(page.passages)]
    return any(_is_date_line(passage) or is_share_bar(passage.plain) for passage in beside)


def _is_date_line(passage: Passage) -> bool:
    return len(passage.plain) <= DATE_LINE and bool(find_dates(passage.plain))


def _in_runs(places: Iterable[int]) -> set[int]:
    """The places that are part of RUN or more in a row."""
    held: set[int] = set()
    run: list[int] = []
    for place in sorted(places):
        run = [*run, place] if run and place == run[-1] + 1 else [place]
        if len(run) >= RUN:
            held.update(run[-RUN:])
            run = run[-RUN:]
    return held


def _verdict(passage: Passage, phrases: Sequence[Phrase]) -> Verdict:
    family, key = phrases[0].table.family, phrases[0].table.key
    kind = FURNITURE[family]
    told = dict.fromkeys(
        phrase.table.language for phrase in phrases if phrase.table.family == family and phrase.table.key == key
    )
    return remove(passage, rule=kind.rule, reason=f"{kind.name}: “{shortened(passage.plain)}” ({', '.join(told)})")


def shortened(text: str) -> str:
    return text if len(text) <= SHOWN else text[: SHOWN - 1].rstrip() + "…"


def is_furniture(text: str) -> bool:
    """Whether a line is a phrase of furniture, wherever it stands."""
    return any(phrase.table.family in FURNITURE for phrase in phrase_index().find(text))


def names_furniture(page: Page, passage: Passage) -> bool:
    """Whether a passage is a phrase of furniture, wherever it stands."""
    return any(phrase.table.family in FURNITURE for phrase in glance(page).phrases.get(passage.index, ()))
