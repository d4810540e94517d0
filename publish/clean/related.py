"""Related links: headings such as "You may also like" and the titles listed below them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.characters import ends_sentence
from publish.clean.glance import starting
from publish.clean.lines import is_prose, sentences, words
from publish.passages import Medium, Page, Passage, Verdict, remove

_HEADING = re.compile(
    r"(?:related|recommended|similar|recent|popular|trending|latest|featured|most (?:read|popular|viewed|shared)|top|other|more) "
    r"(?:(?:news|blog|reading)\s+)?(?:articles?|posts?|stories|story|news|topics|content|links|reads?|coverage|items|videos|from .{1,60})"
    r"|related|recommended(?: for you| reading)?|(?:you (?:may|might|will|could)|we think you['’]ll) (?:also )?(?:like|love|enjoy|be interested in)"
    r"|(?:read|see) (?:also|next|more)|also (?:read|see|on .{1,40})|read (?:this )?next|up next|next up|don['’]t miss|what to read next"
    r"|more (?:from|on|about|in|by) .{1,60}|more (?:like this|reading|stories)|keep reading|continue reading|editor['’]?s['’]? picks?"
    r"|trending(?: now)?|popular now|in case you missed it|elsewhere on .{1,40}|from (?:around )?the web|explore more",
    re.I,
)
_INLINE = re.compile(
    r"(?:read (?:also|more|next)|also read|related(?: (?:article|story|post|reading|news))?|see also|recommended(?: reading)?|"
    r"more on this|watch(?: also| now)?|lire aussi|leia (?:também|mais)|lesen sie auch|lea también|leggi anche|lees ook)\s*[:>»|–—]\s*\S.*",
    re.I,
)
_FIRSTS = """related recommended similar recent popular trending latest featured most top other more you we read see also up next don't
    don’t what keep continue editor editors editor's editor’s in elsewhere from explore watch lire leia lesen lea leggi lees""".split()
TITLE_WORDS, CLOSED_WORDS = 22, 14  # of a title; of one that closes like a sentence


def related_links(page: Page) -> Iterator[Verdict]:
    """Flag the headings of link lists with the titles below them, and single "Read more: …" lines."""
    position = 0
    for passage in starting(page, _FIRSTS):
        if passage.index < position:
            continue
        if _HEADING.fullmatch(passage.plain.strip(" :…•»>-–—")) and passage.tag not in ("td", "th"):
            listed = _listed(page, passage.index + 1)
            if listed:
                yield remove(passage, rule="related-links", reason="the heading of a list of other articles")
                for other in listed:
                    yield remove(other, rule="related-links", reason=f'an article listed under "{passage.plain}"')
                position = listed[-1].index + 1
        elif _INLINE.fullmatch(passage.plain) and len(words(passage.plain)) <= TITLE_WORDS:
            yield remove(passage, rule="related-links", reason="a link to another article")


def _listed(page: Page, start: int) -> list[Passage]:
    """The titles that follow a heading: short lines that are no prose (in a page: that are links)."""
    found: list[Passage] = []
    for passage in page.passages[start:]:
        if not _is_title(page, passage):
            break
        found.append(passage)
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
