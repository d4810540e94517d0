"""Stray lines: ids, hashes and counters that a page's templates or scripts left in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.clean.lines import is_heading, is_item
from publish.passages import Page, Passage, Verdict, remove

ID_LENGTH = 200  # of the longest record number with its label; a hash has 128
_DIGIT = re.compile(r"\d")
_UUID = re.compile(r"\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?", re.I)
_HASH = re.compile(r"(?=[0-9a-f]{0,127}[0-9])(?=[0-9a-f]{0,127}[a-f])[0-9a-f]{16,128}", re.I)
_LABELLED = re.compile(r"(?:post|article|node|page|item|entry|doc(?:ument)?|id|ref)[-_ ]?(?:id)?[-_:# ]+\d{2,}", re.I)
COUNTER_LENGTH = 13
_COUNTER = re.compile(r"\(?\+?\d{1,3}(?:[.,]\d{1,3})?\s?[KkMm]?\+?\)?")


def stray_ids(page: Page) -> Iterator[Verdict]:
    """Flag lines that are nothing but a machine's name for something."""
    for passage in page.passages:
        text = passage.plain
        if len(text) > ID_LENGTH or (" " in text and not text[-1].isdigit()):
            continue
        if _UUID.fullmatch(text):
            yield remove(passage, rule="stray-id", reason="the line is a UUID")
        elif _HASH.fullmatch(text):
            yield remove(passage, rule="stray-id", reason="the line is a hash")
        elif _LABELLED.fullmatch(text):
            yield remove(passage, rule="stray-id", reason="the line is a record number")


def counters(page: Page) -> Iterator[Verdict]:
    """Flag bare small numbers (shares, comments, votes), unless they number sections or stand in a column."""
    found = [passage for passage in page.passages if _is_counter(passage)]
    numbers = [passage.plain for passage in found]
    if _numbers_sections(numbers):
        return
    places = {passage.index for passage in found}
    for passage in found:
        if passage.index - 1 in places or passage.index + 1 in places:
            continue  # a column of figures
        yield remove(passage, rule="counter", reason=f"the line is the bare number {passage.plain}")


def _is_counter(passage: Passage) -> bool:
    text = passage.plain
    return (
        len(text) <= COUNTER_LENGTH
        and bool(_COUNTER.fullmatch(text))
        and not is_item(passage)
        and not is_heading(passage)
    )


def _numbers_sections(numbers: list[str]) -> bool:
    """Whether the numbers count 1, 2, 3: then they are the author's."""
    return len(numbers) >= 3 and numbers == [str(number) for number in range(1, len(numbers) + 1)]


def is_stray(text: str) -> bool:
    """Whether a line is an id or a counter by its shape alone."""
    shapes = (_UUID, _HASH, _LABELLED, _COUNTER) if _DIGIT.search(text) else ()
    return any(shape.fullmatch(text) for shape in shapes)
