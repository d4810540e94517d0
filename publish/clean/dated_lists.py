"""The dates of a list: of events, of other articles, of comments. They are not those of the page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set

from publish.clean.datelines import dated_lines
from publish.clean.titles import find_title
from publish.dates import parse_stamp
from publish.passages import Fact, Medium, Page, Passage

FEW = 3  # different dates in like elements beside each other make a list
ITEM = 8  # passages of an item of such a list, at most
CLIMB = 5  # elements around a date that may be the item
TEXT = frozenset("p h1 h2 h3 h4 h5 h6 blockquote".split())  # such lines in a row may be the byline and the article
DATES = ("published", "modified")
_LINE = re.compile(r"line (\d+): ")

Group = tuple[int, str]
Dated = tuple[Passage, frozenset[str]]
Line = tuple[int, str | None]


def without_listed(page: Page, facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts without the dates that stand in a list on the page."""
    lines = _lines(page) if page.medium is Medium.HTML else set()
    return tuple(fact for fact in facts if fact.field not in DATES or _place(fact) not in lines) if lines else (*facts,)


def _lines(page: Page) -> Set[Line]:
    """(line, date) of the dates of lists, and of no other place: a whole page may be one line."""
    dated = dated_lines(page)
    if len(dated) < FEW:
        return set()
    listed = _listed(page, dated)
    among: set[Line] = {(passage.line, date) for passage, dates in dated if passage.index in listed for date in dates}
    return among - {(passage.line, date) for passage, dates in dated if passage.index not in listed for date in dates}


def _listed(page: Page, dated: Sequence[Dated]) -> set[int]:
    """The indexes of lines of a list: several elements beside each other hold each another date."""
    title = find_title(page)
    of_title = {step.key for step in title.path} if title is not None else set()
    groups: dict[Group, list[tuple[int, Dated]]] = defaultdict(list)
    for passage, dates in dated:
        for group, item in _items(passage):
            if item not in of_title:
                groups[group].append((item, (passage, dates)))
    many = {group: among for group, among in groups.items() if len({dates for _, (_, dates) in among}) >= FEW}
    size = _sizes(page, {item for among in many.values() for item, _ in among})
    lists = ([each for item, each in among if size[item] <= ITEM] for among in many.values())
    return {passage.index for among in lists if len({dates for _, dates in among}) >= FEW for passage, _ in among}


def _sizes(page: Page, elements: Set[int]) -> Counter[int]:
    """The number of passages in each of these elements."""
    if not elements:
        return Counter()
    return Counter(step.key for passage in page.passages for step in passage.path if step.key in elements)


def _items(passage: Passage) -> Iterator[tuple[Group, int]]:
    """The elements around a passage, nearest first: what they are and are beside of, and their keys."""
    path = passage.path
    for place in range(len(path) - 1, max(0, len(path) - 1 - CLIMB), -1):
        if path[place].tag not in TEXT:
            yield (path[place - 1].key, path[place].tag), path[place].key


def _place(fact: Fact) -> Line | None:
    match = _LINE.match(fact.evidence)
    return (int(match[1]), parse_stamp(fact.value)) if match else None
