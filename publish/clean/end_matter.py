"""End matter: disclaimers and notes on the author are kept, but after the body."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.clean.byline import is_byline
from publish.clean.comments import is_form_line
from publish.clean.glance import starting
from publish.clean.lines import is_prose, words
from publish.passages import Action, Fact, Page, Passage, Place, Verdict

LAST_PART = 0.5  # of the passages: end matter stands in the second half
_HEADING = re.compile(
    r"(?:about|meet) the (?:authors?|writers?|contributors?|editor)|(?:author|writer)(?:['’]s)?(?: bio(?:graphy)?| info(?:rmation)?| profile)|about (?:me|us)",
    re.I,
)
_DISCLAIMER = re.compile(
    r"(?:disclaimer|disclosure|conflicts? of interest|competing interests|funding|acknowledge?ments?|credits?)\s*:\s*\S"
    r"|(?:the )?(?:views?|opinions?)(?: and (?:views?|opinions?))?(?:,? (?:thoughts|facts))?(?: (?:expressed|presented|contained|in this))"
    r"|(?:the|this) (?:information|content|article) (?:provided |contained )?(?:in this (?:article|post|site) )?is (?:for|intended) (?:general |informational|educational)"
    r"|(?:this|the) (?:article|piece) (?:does not|reflects|represents) ",
    re.I,
)
_ABOUT = re.compile(
    r"the (?:author|writer|columnist) (?:is|was|has|teaches|writes|works|can be|holds|serves|lives)\b", re.I
)
_FIRSTS = """about meet author author's author’s writer writer's writer’s disclaimer disclosure conflict conflicts competing funding
    acknowledgement acknowledgements acknowledgment acknowledgments acknowledge credit credits the this view views opinion opinions""".split()
_TITLES = r"(?:(?:mr|ms|mrs|dr|prof|professor|sir|dame|lt|col|gen|maj|capt|amb|ambassador)\.?\s+)*"
_PERSON = re.compile(
    rf"{_TITLES}(?P<name>(?-i:[^\W\d_a-z][\w.'’-]+(?:\s+(?:(?:de|da|del|der|van|von|al|bin|ibn|el|la|le|di)\s+)*[^\W\d_a-z][\w.'’-]*){{1,3}}))"
    r"(?:,[^,]{1,60},)?\s+(?:is|was|has|holds|teaches|writes|works|serves|lives|studied|joined|covers|reports)\b",
    re.I,
)


def end_matter(page: Page) -> Iterator[Verdict]:
    """Mark disclaimers and author notes in the second half as notes; an author's name there becomes metadata."""
    start = int(len(page.passages) * LAST_PART)
    candidates = {passage.index for passage in starting(page, _FIRSTS)}
    under_author = False
    for passage in page.passages[start:]:
        if not under_author and passage.index not in candidates:
            continue
        text = passage.plain
        if _HEADING.fullmatch(text.strip(" :")):
            under_author = True
            yield _note(passage, "the heading of a note on the author")
        elif under_author and _is_bio(passage):
            yield _note(passage, "a note on the author", _author(passage))
        elif _DISCLAIMER.match(text) and len(words(text)) >= 5:
            under_author = False
            yield _note(passage, "a disclaimer or acknowledgement")
        elif _ABOUT.match(text):
            yield _note(passage, "a note on the author")
        else:
            under_author = False


def _is_bio(passage: Passage) -> bool:
    text = passage.plain
    return bool(_PERSON.match(text)) or (is_prose(passage) and not is_form_line(text) and not is_byline(text))


def _author(passage: Passage) -> tuple[Fact, ...]:
    match = _PERSON.match(passage.plain)
    if match is None:
        return ()
    return (Fact("author", match["name"].strip(" ."), f"line {passage.line}: note on the author"),)


def _note(passage: Passage, reason: str, facts: tuple[Fact, ...] = ()) -> Verdict:
    return Verdict(passage, Action.KEEP, "end-matter", reason, place=Place.NOTE, facts=facts)
