"""Related links: headings such as "You may also like" and the titles listed below them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from publish.characters import ends_sentence
from publish.clean.furniture import shortened
from publish.clean.glance import glance
from publish.clean.lines import is_prose, sentences, words
from publish.clean.phrasebook import Phrase
from publish.passages import Medium, Page, Passage, Verdict, remove

DOWNWARDS = "↓⬇▼▾⌄👇."  # "Read more ↓" and "Read more..." lead to what is below them
POINTERS = "►▶▸→➤👉 "  # may stand before a link to another article
TITLE_WORDS, CLOSED_WORDS = 22, 14  # of a title; of one that closes like a sentence


def related_links(page: Page) -> Iterator[Verdict]:
    """Flag the headings of link lists with the titles below them, and single "Read more: …" lines."""
    position = 0
    for place, phrases in glance(page).phrases.items():
        passage = page.passages[place]
        headings = [phrase for phrase in phrases if phrase.table.family == "related"]
        if place < position or passage.tag in ("td", "th"):
            continue
        if headings and passage.plain[-1] not in DOWNWARDS:
            listed = _listed(page, place + 1)
            if listed:
                reason = (
                    f"the heading of a list of other articles: “{shortened(passage.plain)}” ({_languages(headings)})"
                )
                yield remove(passage, rule="related-links", reason=reason)
                for other in listed:
                    yield remove(other, rule="related-links", reason=f'an article listed under "{passage.plain}"')
                position = listed[-1].index + 1
                continue
        leading = [phrase for phrase in phrases if phrase.table.family == "read-more"]
        if leading and len(words(passage.plain)) <= TITLE_WORDS and passage.plain.lstrip(POINTERS)[:1].isalnum():
            reason = f"a link to another article: “{shortened(passage.plain)}” ({_languages(leading)})"
            yield remove(passage, rule="related-links", reason=reason)


def _languages(phrases: Sequence[Phrase]) -> str:
    return ", ".join(dict.fromkeys(phrase.table.language for phrase in phrases))


def _listed(page: Page, start: int) -> list[Passage]:
    """The titles that follow a heading: short lines that are no prose (in a page: that are links)."""
    found: list[Passage] = []
    for number in range(start, len(page.passages)):  # a slice would copy the rest of the page for each heading
        if not _is_title(page, page.passages[number]):
            break
        found.append(page.passages[number])
    follower = page.passages[start + len(found)] if start + len(found) < len(page.passages) else None
    if page.medium is Medium.TEXT and follower is not None and found and is_prose(follower) and len(found) == 1:
        return []  # one short line above prose is a heading of the article
    return found


def _is_title(page: Page, passage: Passage) -> bool:
    if page.medium is Medium.HTML:
        return passage.link_share > 0.5 or (passage.picture is not None and passage.tag != "figure")
    text = passage.plain
    if not ends_sentence(text):
        return len(words(text)) <= TITLE_WORDS
    return text.endswith(("?", "!", "…")) and len(words(text)) <= CLOSED_WORDS and len(sentences(text)) == 1
