"""What stands word for word in several pages of one site is the site's, not the article's."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from publish.clean.lines import is_heading, is_prose, words
from publish.clean.sweep import Detector
from publish.passages import Page, Passage, Verdict, remove

WORDS, LENGTH = 5, 800  # of a passage that can stand in several pages: shorter ones are headings, cells, "Ingredients"
OTHERS, SHARE = 2, 0.2  # other pages that it has to stand in, and their share of those of the site
MOST = 2_000  # passages of one page that are looked at
MOST_PROSE = 0.5  # of a page's running text that may be of its site; more is another save of the article
_OPEN = frozenset(("td", "th", "pre", "code", "dt", "dd", "title"))


@dataclass(frozen=True, slots=True)
class Standing:
    """In how many other pages of a site each passage stands, by its mark; `pages` is how many there are in all."""

    site: str = ""
    others: Mapping[bytes, int] = field(default_factory=dict)
    pages: int = 0


def marks_of(page: Page) -> frozenset[bytes]:
    """The marks of the passages of a page that may stand in others."""
    return frozenset(_mark(passage) for passage in page.passages[:MOST] if _can_stand(passage))


def standing_passages(standing: Standing) -> Detector:
    """The detector that knows the other pages of a site."""
    least = max(OTHERS, SHARE * (standing.pages - 1))

    def detect(page: Page) -> Iterator[Verdict]:
        if not standing.others:
            return
        found = [
            (passage, count)
            for passage in page.passages[:MOST]
            if _can_stand(passage) and (count := standing.others.get(_mark(passage), 0)) >= least
        ]
        prose = sum(map(is_prose, page.passages))
        if sum(is_prose(passage) for passage, _ in found) > MOST_PROSE * prose:
            return
        for passage, count in found:
            yield remove(passage, rule="standing-text", reason=f"stands in {count} other pages of {standing.site}")

    return detect


def _can_stand(passage: Passage) -> bool:
    text = passage.plain
    if not text or len(text) > LENGTH or is_heading(passage) or any(step.tag in _OPEN for step in passage.path[-2:]):
        return False
    return len(words(text)) >= WORDS or (len(text) > LENGTH // 20 and not text.isascii())


def _mark(passage: Passage) -> bytes:
    folded = re.sub(r"[\W_]+", " ", passage.plain.casefold()).strip()
    return hashlib.blake2b(folded.encode("utf-8", "replace"), digest_size=8).digest()
