"""End matter: disclaimers and notes on the author are kept, but after the body."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.clean.byline import is_byline
from publish.clean.furniture import is_furniture
from publish.clean.glance import beginning
from publish.clean.lines import is_item, is_prose, words
from publish.clean.matching import phrase_index
from publish.passages import Action, Fact, Page, Passage, Place, Verdict

LAST_PART = 0.5  # of the passages: end matter stands in the second half
OPENING = 250  # characters of a passage that tell whether it is a disclaimer
_TITLES = r"(?:(?:mr|ms|mrs|dr|prof|professor|sir|dame|lt|col|gen|maj|capt|amb|ambassador)\.?\s+)*"
_PERSON = re.compile(
    rf"{_TITLES}(?P<name>(?-i:[^\W\d_a-z][\w.'’-]+(?:\s+(?:(?:de|da|del|der|van|von|al|bin|ibn|el|la|le|di)\s+)*[^\W\d_a-z][\w.'’-]*){{1,3}}))"
    r"(?:,[^,]{1,60},)?\s+(?:is|was|has|holds|teaches|writes|works|serves|lives|studied|joined|covers|reports)\b",
    re.I,
)


def end_matter(page: Page) -> Iterator[Verdict]:
    """Mark disclaimers and author notes in the second half as notes; an author's name there becomes metadata."""
    start = int(len(page.passages) * LAST_PART)
    about, notes = phrase_index("about-author"), phrase_index("disclaimer", "author-note")
    candidates = {passage.index for index in (about, notes) for passage in beginning(page, index)}
    under_author = False
    for passage in page.passages[start:]:
        if not under_author and passage.index not in candidates:
            continue
        text = passage.plain
        families = {phrase.table.family for phrase in notes.find(text[:OPENING])} if text[:1].isalnum() else set()
        if is_item(passage):
            under_author = False
        elif len(text) <= OPENING and about.find(text):
            under_author = True
            yield _note(passage, "the heading of a note on the author")
        elif under_author and _is_bio(passage):
            yield _note(passage, "a note on the author", _author(passage))
        elif "disclaimer" in families and len(words(text)) >= 5:
            under_author = False
            yield _note(passage, "a disclaimer or acknowledgement")
        elif "author-note" in families:
            yield _note(passage, "a note on the author")
        else:
            under_author = False


def _is_bio(passage: Passage) -> bool:
    text = passage.plain
    return bool(_PERSON.match(text)) or (is_prose(passage) and not is_furniture(text) and not is_byline(text))


def _author(passage: Passage) -> tuple[Fact, ...]:
    match = _PERSON.match(passage.plain)
    if match is None:
        return ()
    return (Fact("author", match["name"].strip(" ."), f"line {passage.line}: note on the author"),)


def _note(passage: Passage, reason: str, facts: tuple[Fact, ...] = ()) -> Verdict:
    return Verdict(passage, Action.KEEP, "end-matter", reason, place=Place.NOTE, facts=facts)
