"""Source lines: where a text was first published becomes metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.clean.glance import starting
from publish.clean.lines import is_item, last_prose, words
from publish.dates import find_dates
from publish.passages import Fact, Page, Passage, Verdict, to_metadata

SOURCE_WORDS, NAME_WORDS = 30, 8
_LABEL = re.compile(
    r"(?:(?:original|article|news|story|main)\s+)?(?:sources?|link|url)\s*:\s*(?P<value>\S.{1,150})|via\s*:\s*(?P<via>\S.{1,80})",
    re.I,
)
_APPEARED = re.compile(
    r"(?:(?:this|the) (?:article|piece|essay|story|post|text|column|op-ed|commentary|report|interview)|it)?\s*"
    r"(?:(?:was|has been|is) )?(?:(?:first|originally|previously|also|initially) )*(?:re)?(?:appeared|published|posted|printed|appears)\s+"
    r"(?:(?:first|originally) )?(?:in|on|at|by)\s+(?P<value>\S.{1,150})",
    re.I,
)
_FIRSTS = """original article news story main source sources link url via this the it was has is first originally previously also
    initially appeared published posted printed appears reappeared republished reposted reprinted""".split()
_DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?(?P<host>[\w-]+(?:\.[\w-]+)+)(?:/\S*)?", re.I)


def source_lines(page: Page) -> Iterator[Verdict]:
    """Move lines that only name the place of first publication to metadata.

    "Source: …" inside the article credits a table or a picture, so that form counts only after the last prose, or
    where it is a web address.
    """
    for passage in starting(page, _FIRSTS):
        if is_item(passage) or passage.tag in ("figcaption", "caption"):
            continue
        facts = tuple(_appeared(passage)) or tuple(_labelled(page, passage))
        if facts and len(words(passage.plain)) <= SOURCE_WORDS:
            yield to_metadata(passage, *facts, reason="tells where the article was first published")


def _appeared(passage: Passage) -> Iterator[Fact]:
    match = _APPEARED.fullmatch(passage.plain.strip(" ()[]*_"))
    if not match:
        return
    evidence = f"line {passage.line}: source line"
    value = match["value"]
    dates = find_dates(value)
    value = value[: dates[0].span.start] if dates else value
    name = re.sub(r"(?:\s+(?:on|dated|in))?[\s,.(]*$", "", value).strip(' "“”')
    if not 0 < len(words(name)) <= NAME_WORDS:
        return
    if dates:
        yield Fact("published", dates[0].iso, evidence)
    yield from _place(name, evidence, "publication")


def _labelled(page: Page, passage: Passage) -> Iterator[Fact]:
    match = _LABEL.fullmatch(passage.plain)
    if not match:
        return
    value = (match["value"] or match["via"]).strip(" .")
    if passage.index > last_prose(page) or _DOMAIN.fullmatch(value):
        yield from _place(value, f"line {passage.line}: source line", "source")


def _place(name: str, evidence: str, field: str) -> Iterator[Fact]:
    yield Fact(field, name, evidence)
    if re.match(r"https?://", name):
        yield Fact("url", name, evidence)
