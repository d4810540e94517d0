"""The title of an article, and its repetitions."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from publish.characters import ends_sentence, folded
from publish.clean.byline import is_byline
from publish.clean.dump_title import title_of_dump
from publish.clean.folding import NUMBER
from publish.clean.folding import fold as fold_letters
from publish.clean.furniture import names_furniture
from publish.clean.glance import glance, starting
from publish.clean.lines import BULLET, is_prose, words
from publish.clean.sharing import is_share_bar
from publish.clean.stray import is_stray
from publish.passages import Fact, Medium, Page, Passage, Verdict, remove, to_metadata

TITLE_WORDS = 30
DECK_SEARCH, DECK_WORDS = 6, 70  # passages below a page's title among which its deck is, and how long that is at most
_DECK = re.compile(
    r"(?:^|[\s_-])(?:standfirst|dek|deck|sub-?title|sub-?head(?:line|ing)?|lede|excerpt|strapline)(?:$|[\s_-])", re.I
)
TELLING = 4  # words of a main heading that says what the article is about, and not where it stands
LIKENESS, ALIKE = 0.85, 0.5  # of a page's heading to the title in its head, to be that title; to be the likest


def titles(page: Page) -> Iterator[Verdict]:
    """Move the title to metadata and flag every other line that only repeats it."""
    title = find_title(page)
    if title is not None:
        fact = Fact("title", title.plain, f"line {title.line}: {_evidence(title)}")
        yield to_metadata(title, fact, reason="the title of the article")
        yield from _deck(page, title)
    yield from _page_titles(page, title)
    if title is not None and (known := folded(title.plain)):
        start = fold_letters(known)
        begins = [
            first
            for first in glance(page).by_first
            if first and (start.startswith(first) or (first == NUMBER and start[0].isdigit()))
        ]
        for passage in starting(page, begins):
            if passage is not title and len(passage.plain) >= len(known) and folded(passage.plain) == known:
                yield remove(passage, rule="repeated-title", reason=f"repeats the title of line {title.line}")


def _page_titles(page: Page, title: Passage | None) -> Iterator[Verdict]:
    for passage in page.passages if page.medium is Medium.HTML else ():
        if passage is not title and _is_title(passage):
            fact = Fact("title", passage.plain, "html:title")
            yield to_metadata(passage, fact, reason="the title of the page")


def _is_title(passage: Passage) -> bool:
    """Whether a passage is the title in the head of a page; drawings have titles too."""
    return passage.tag == "title" and all(step.tag != "svg" for step in passage.path)


def _deck(page: Page, title: Passage) -> Iterator[Verdict]:
    """Move the line below a page's title that its class calls a deck or standfirst to metadata."""
    for passage in page.passages[title.index + 1 : title.index + 1 + DECK_SEARCH]:
        names = " ".join(name for step in passage.path[-2:] for name in step.classes)
        if passage.text and _DECK.search(names) and len(words(passage.plain)) <= DECK_WORDS:
            fact = Fact("subtitle", passage.plain, f"line {passage.line}: below the title")
            yield to_metadata(passage, fact, reason="the line below the title that sums up the article")
            return


def _evidence(title: Passage) -> str:
    return f"<{title.tag}>" if title.tag else "the line above the text that tells what it is about"


@functools.lru_cache(maxsize=1)  # several detectors ask for it, and each takes its turn at one page
def find_title(page: Page) -> Passage | None:
    """The passage that is the article's title; None where the page shows none."""
    return (
        _page_title(page) if page.medium is Medium.HTML else title_of_dump(page, functools.partial(can_be_title, page))
    )


def _page_title(page: Page) -> Passage | None:
    """The heading that agrees with what the head calls the page, else the one main heading above the text."""
    site = _site(page)
    headings = [
        passage
        for passage in page.passages
        if passage.tag in ("h1", "h2", "h3")
        and folded(passage.plain) not in site
        and not any(step.hidden for step in passage.path)
    ]
    claims = [fact.value for fact in page.facts if fact.field == "title"]
    claims += [passage.plain for passage in page.passages if _is_title(passage)]
    named = [(heading, folded(heading.plain)) for heading in headings]
    sought = [claim for claim in dict.fromkeys(map(folded, claims)) if claim]
    for claim in sought:
        for heading, own in named:
            if own == claim:
                return heading
    only = [heading for heading in headings if heading.tag == "h1"]
    most_prose = _most_prose(page)
    above = [heading for heading in only if heading.index <= most_prose]
    main = above[0] if len(only) == 1 and above else None
    for claim in sought:
        for heading, own in named:
            if heading.tag != "h3" and _same_title(heading.plain, own, claim):
                is_section = main is not None and main.index < heading.index and len(words(main.plain)) >= TELLING
                return main if is_section else heading
    return main or _likest(above, claims)


def _site(page: Page) -> frozenset[str]:
    """What the site is called, folded, and nothing: headings that say no more are no titles."""
    names = {folded(fact.value) for fact in page.facts if fact.field == "site"}
    for fact in page.facts:
        if fact.field == "url":
            host = fact.value.partition("//")[2].partition("/")[0].lower().removeprefix("www.")
            names |= {folded(host), folded(host.rpartition(".")[0])}
    return frozenset(names | {""})


def _most_prose(page: Page) -> int:
    """The index of the passage below most of the running text: a title does not stand there."""
    prose = [passage.index for passage in page.passages if is_prose(passage)]
    return prose[len(prose) // 2] if prose else len(page.passages)


def _likest(headings: Sequence[Passage], claims: Sequence[str]) -> Passage | None:
    """Of several main headings the one most like what the head says, if it is like it at all."""
    likeness = {
        heading.index: max(
            (SequenceMatcher(None, folded(heading.plain), folded(claim)).ratio() for claim in claims), default=0.0
        )
        for heading in headings
    }
    best = max(headings, key=lambda heading: likeness[heading.index], default=None)
    return best if best is not None and likeness[best.index] >= ALIKE else None


def _same_title(heading: str, one: str, other: str) -> bool:
    """Whether a heading is the title that the head claims; `one` and `other` are the two, folded."""
    if len(one) < 4:
        return False
    # the head's title often ends in the site's name, or begins with it
    if other.startswith(one) or other.endswith(one):
        return len(words(heading)) >= 3 or len(one) * 2 > len(other)
    longest, shortest = max(len(one), len(other)), min(len(one), len(other))
    return 2 * shortest >= LIKENESS * (longest + shortest) and SequenceMatcher(None, one, other).ratio() >= LIKENESS


def can_be_title(page: Page, passage: Passage) -> bool:
    """Whether a line has the shape of a title and is not the furniture that often stands above one."""
    text = passage.plain
    if len(text) > 250 or BULLET.match(passage.text):
        return False
    length = len(words(text))
    if not 0 < length <= TITLE_WORDS:
        return False
    if ends_sentence(text) and not text.endswith(("?", "!", "”", "’", '"')) and length > 12:
        return False
    return not (names_furniture(page, passage) or is_stray(text) or is_share_bar(text) or is_byline(text))
