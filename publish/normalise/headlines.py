"""The title of an article: what its page shows, before what the head says, without the name of the site."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from publish.characters import folded, one_line
from publish.dates import find_dates
from publish.passages import Fact, Page

TITLE_WORDS, SITE_WORDS = 3, 3  # of a title that may stand without its kicker; of a part that names the site
PLACES = ("line ", "json-ld:", "meta:", "html:")  # where titles come from that may hold the site's name
_WORD = re.compile(r"[^\W\d_]{4}")
_PARTING = re.compile(r"((?<!\s)\s+[|\-–—·•»«:/]+\s+|(?:(?<!\s)\s+)?[|»]\s*|:\s+)")


def title_in(facts: Sequence[Fact], sites: Sequence[str], page: Page) -> tuple[str, str]:
    """(title, evidence): what the page shows, before what its head says; the site's name is no part of it."""
    claims = [(title, fact) for fact in facts if (title := _title(fact, sites))]
    shown = [claim for claim in claims if claim[1].evidence.startswith("line ")]
    if shown:
        title, fact = shown[0]
        heads = [title for title, claim in claims if claim is not fact]
        if any(folded(head) == folded(title) for head in heads):
            return title, fact.evidence
        return next((head for head in heads if _is_whole(head, title)), title), fact.evidence
    for title, fact in claims:
        return title, fact.evidence
    return title_from_name(page.source.name), "the name of the source"


def _title(fact: Fact, sites: Sequence[str]) -> str:
    title = resolved(fact.value)
    return _without_site(title, sites) if fact.evidence.startswith(PLACES) else title


def _is_whole(claim: str, title: str) -> bool:
    """Whether the head has the title without the kicker above it, or where the page breaks it off."""
    own, other = folded(title), folded(claim)
    if title.endswith(("…", "...")):
        return other.startswith(own) and len(other) > len(own)
    return (
        len(claim.split()) >= TITLE_WORDS and other != own and own.endswith(other) and _is_kicker(title[: -len(claim)])
    )


def _is_kicker(words: str) -> bool:
    """Whether what a page has before its title is more than an article or a year: a word, or a date."""
    return bool(_WORD.search(words)) or bool(find_dates(words, day_first=True))


def title_from_name(name: str) -> str:
    """The name of a source without folder and ending, with spaces."""
    stem = re.sub(r"\.[^.]+$", "", name.rpartition("/")[2])
    return re.sub(r"[_-]+", " ", stem).strip() or "Untitled"


def resolved(text: str) -> str:
    """A text on one line, its character references resolved, those of references too."""
    once = html.unescape(text) if "&" in text else text
    return one_line(html.unescape(once) if "&" in once else once)


def _without_site(title: str, sites: Sequence[str]) -> str:
    """A title without the parts at its end or its start that are the site's name."""
    parts = _PARTING.split(title)  # every second one is what stands between two
    while len(parts) > 1 and _names_site(parts[-1], parts[-2], sites):
        del parts[-2:]
    while len(parts) > 1 and _names_site(parts[0], parts[1], sites):
        del parts[:2]
    marks = "|" if "«" in title else "|»"  # in « » it is a quotation
    bars = [number for number in range(1, len(parts), 2) if parts[number].strip() in marks]
    if bars and len("".join(parts[: bars[0]]).split()) >= TITLE_WORDS:  # what follows a bar is a section of the site
        del parts[bars[0] :]
    return "".join(parts).strip()


def _names_site(part: str, parting: str, sites: Sequence[str]) -> bool:
    """Whether a part of a title is the site's name; before a colon more than the name is what the title begins with."""
    name, is_short = folded(part), len(part.split()) <= SITE_WORDS and ":" not in parting
    return any(
        name == site
        or (len(name) > 3 and site.startswith(name))
        or (is_short and len(site) > 3 and name.startswith(site))
        for site in sites
    )


def sites_of(site: str | None, address: str | None) -> tuple[str, ...]:
    """What the site is called, folded: by itself, and by its address."""
    site = site if site and len(site.split()) <= SITE_WORDS * 2 else ""
    host = (urlsplit(address).hostname or "").removeprefix("www.") if address else ""
    labels = host.split(".")
    domain = next((label for label in reversed(labels[:-1]) if len(label) > 3), "")
    return tuple(words for name in (site, host, domain) if (words := folded(name)))
