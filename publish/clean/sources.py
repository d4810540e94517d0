"""Source lines: where a text was first published becomes metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.clean.folding import tokens
from publish.clean.glance import spoken, starting
from publish.clean.lines import is_item, last_prose, words
from publish.clean.matching import phrase_index, words_of
from publish.dates import find_dates
from publish.passages import Fact, Page, Passage, Verdict, to_metadata

SOURCE_WORDS, SOURCE_LENGTH, NAME_WORDS = 30, 250, 8
_LABELLED = re.compile(r"(?P<label>[^:：]{1,40}?)\s*[:：]\s*(?P<value>\S.{1,150})")
_DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?(?P<host>[\w-]+(?:\.[\w-]+)+)(?:/\S*)?", re.I)


def source_lines(page: Page) -> Iterator[Verdict]:
    """Move lines that only name the place of first publication to metadata.

    "Source: …" inside the article credits a table or a picture, so that form counts only after the last prose, or
    where it is a web address.
    """
    labels = frozenset(word.partition(" ")[0] for word in words_of("source"))
    facts = {passage.index: tuple(_labelled(page, passage)) for passage in starting(page, labels) if _may_tell(passage)}
    for passage in spoken(page, "first-published"):
        if _may_tell(passage):
            facts[passage.index] = tuple(_appeared(passage)) or facts.get(passage.index, ())
    for place in sorted(facts):
        if facts[place]:
            yield to_metadata(page.passages[place], *facts[place], reason="tells where the article was first published")


def _may_tell(passage: Passage) -> bool:
    text = passage.plain
    return (
        len(text) <= SOURCE_LENGTH
        and not text.endswith(":")  # it tells of what follows
        and not is_item(passage)
        and passage.tag not in ("figcaption", "caption")
        and len(words(text)) <= SOURCE_WORDS
    )


def _appeared(passage: Passage) -> Iterator[Fact]:
    value = phrase_index("first-published").rest(passage.plain)
    if not value:
        return
    evidence = f"line {passage.line}: source line"
    dates = find_dates(value)
    value = value[: dates[0].span.start] if dates else value
    value = re.sub(r"(?<![\s,.(])[\s,.(]+$", "", value)
    name = re.sub(r"(?<!\s)\s+(?:on|dated|in|at)$", "", value).strip(' "“”()[]*_')
    if not 0 < len(words(name)) <= NAME_WORDS:
        return
    if dates:
        yield Fact("published", dates[0].iso, evidence)
    yield from _place(name, evidence, "publication")


def _labelled(page: Page, passage: Passage) -> Iterator[Fact]:
    match = _LABELLED.fullmatch(passage.plain)
    if not match or " ".join(tokens(match["label"])) not in words_of("source"):
        return
    value = match["value"].strip(" .")
    if passage.index > last_prose(page) or _DOMAIN.fullmatch(value):
        yield from _place(value, f"line {passage.line}: source line", "source")


def _place(name: str, evidence: str, field: str) -> Iterator[Fact]:
    yield Fact(field, name, evidence)
    if re.match(r"https?://", name):
        yield Fact("url", name, evidence)
