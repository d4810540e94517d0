"""The same article twice: a dump and a page of it, two saves, a mirror. The fuller one stays."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from itertools import combinations

from publish.addresses import settled
from publish.discover import LeftOut
from publish.model import Article
from publish.results import Prepared
from publish.walk import blocks_text

RUN = 5  # words in a row that tell an article from others, however its lines are broken
SAMPLE = 4  # one of so many runs is looked at, the same ones in every article
STANDING = 5  # titles of articles that a run stands in, to be no article's own
OFTEN = 40  # articles that a run stands in, to bring no two of them together
STRUCTURE = 1.1  # times as much is a web page worth as a dump of as many words

# How much of the shorter article, and of the longer one, stands in the other, and how many words at least
ONE_ADDRESS, ONE_ADDRESS_TWO_TITLES = (0.5, 0.0, 0), (0.5, 0.0, 80)
ONE_TITLE, TWO_TITLES = (0.7, 0.0, 40), (0.85, 0.5, 100)
TWO_DATES, TWO_PAGES = (0.9, 0.8, 40), (0.95, 0.9, 100)  # of one title; of one site, with titles of their own
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+")
_FOLD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class _Imprint:
    """What tells an article: a sample of its runs of words, its title, date and address."""

    each: Prepared
    runs: frozenset[int]
    title: str
    published: str | None
    address: str | None
    is_edited: bool

    @property
    def is_page(self) -> bool:
        return self.each.found.name.lower().endswith((".html", ".htm", ".xhtml"))

    @property
    def worth(self) -> float:
        """How much there is of it; a web page has its structure too, and a dump often some boilerplate left."""
        return len(self.runs) * (STRUCTURE if self.is_page else 1)

    @property
    def site(self) -> str:
        return (self.address or "").partition("/")[0]


def without_duplicates(
    prepared: Sequence[Prepared], *, wanted: Iterable[str] = ()
) -> tuple[list[Prepared], list[LeftOut]]:
    """The articles, each once, in their order, and those left out with the name of the fuller one that is kept.

    What is edited by hand is kept before what it was made from. A source whose name is `wanted` is never left out.
    """
    imprints = [_imprint(each) for each in prepared]
    alike = _alike(imprints)
    order = sorted(range(len(imprints)), key=lambda n: (not imprints[n].is_edited, -imprints[n].worth, n))
    kept: list[int] = []
    gone: dict[int, int] = {}
    for number in order:
        other = next((each for each in kept if (min(each, number), max(each, number)) in alike), None)
        if other is None or prepared[number].found.name in wanted:
            kept.append(number)
        else:
            gone[number] = other
    left_out = [_left_out(imprints[number], imprints[gone[number]]) for number in sorted(gone)]
    return [each for number, each in enumerate(prepared) if number not in gone], left_out


def _left_out(gone: _Imprint, kept: _Imprint) -> LeftOut:
    if kept.is_edited and not gone.is_edited:
        why = "which is edited by hand"
    elif len(kept.runs) > len(gone.runs):
        why = "which is fuller"
    else:
        why = "which has its structure" if kept.is_page and not gone.is_page else "which comes first"
    return LeftOut(gone.each.found.name, f"it is the same article as {kept.each.found.name}, {why}")


def _imprint(each: Prepared) -> _Imprint:
    meta = each.article.meta
    return _Imprint(
        each,
        each.runs,
        _FOLD.sub("", meta.title.casefold()),
        meta.published,
        settled(meta.url) if meta.url else None,
        each.found.name.lower().endswith((".md", ".markdown")),
    )


def runs_of(article: Article) -> frozenset[int]:
    """A sample of the runs of words in an article: of most of those that two articles share, both have it."""
    words = _WORD.findall(blocks_text(article.blocks).casefold())
    ends = range(RUN, max(len(words), RUN) + 1)
    runs = (zlib.crc32(" ".join(words[end - RUN : end]).encode("utf-8", "replace")) for end in ends)
    return frozenset(run for run in runs if run % SAMPLE == 0)


def _alike(imprints: Sequence[_Imprint]) -> set[tuple[int, int]]:
    """The pairs of numbers of what is the same article."""
    places: dict[int, list[int]] = {}
    for number, imprint in enumerate(imprints):
        for run in imprint.runs:
            places.setdefault(run, []).append(number)
    common = frozenset(
        run
        for run, numbers in places.items()
        if len(numbers) >= STANDING and len({imprints[number].title for number in numbers}) >= STANDING
    )
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in places.values():
        shared.update(combinations(numbers, 2) if len(numbers) <= OFTEN else ())
    return {(one, other) for one, other in shared if _is_same(imprints[one], imprints[other], common)}


def _is_same(one: _Imprint, other: _Imprint, common: frozenset[int]) -> bool:
    has_one_title = one.title == other.title
    if one.address is not None and one.address == other.address:
        return _reaches(one.runs, other.runs, ONE_ADDRESS if has_one_title else ONE_ADDRESS_TWO_TITLES)
    if has_one_title:
        has_two_dates = one.published and other.published and one.published != other.published
        return _reaches(one.runs, other.runs, TWO_DATES if has_two_dates else ONE_TITLE)
    is_one_site = one.address is not None and other.address is not None and one.site == other.site
    return _reaches(one.runs - common, other.runs - common, TWO_PAGES if is_one_site else TWO_TITLES)


def _reaches(one: Set[int], other: Set[int], wanted: tuple[float, float, int]) -> bool:
    shared = len(one & other)
    shorter, longer = sorted((len(one), len(other)))
    of_shorter, of_longer, least = wanted
    return shared * SAMPLE >= max(least, 1) and shared >= of_shorter * shorter and shared >= of_longer * longer
