"""Metadata: the best fact for each field, cleaned, with its evidence. Nothing is invented."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias
from urllib.parse import urlsplit

from publish.characters import one_line
from publish.dates import parse_date
from publish.dom import language_of
from publish.model import Direction, Meta
from publish.passages import Fact, Page
from publish.walk import direction_of

Clean: TypeAlias = Callable[[str], str | None]

SURE_LANGUAGE = 0.05  # turbohtml's confidence is a margin between languages, small even where it is right
LANGUAGES: Mapping[str, str] = {
    "eng": "en", "deu": "de", "fra": "fr", "spa": "es", "por": "pt", "ita": "it", "nld": "nl", "rus": "ru",
    "ara": "ar", "arb": "ar", "urd": "ur", "hin": "hi", "zho": "zh", "cmn": "zh", "jpn": "ja", "heb": "he",
    "fas": "fa", "pes": "fa", "tur": "tr", "pol": "pl", "swe": "sv", "dan": "da", "nob": "nb", "fin": "fi",
    "ces": "cs", "ell": "el", "ukr": "uk", "kor": "ko", "hun": "hu", "ron": "ro", "cat": "ca",
}  # fmt: skip
_RTL = frozenset(("ar", "he", "fa", "ur", "ps", "sd", "ug", "yi", "dv"))
_BRITISH = (
    "colour favour honour labour neighbour harbour behaviour centre theatre defence offence licence programme travell"
    " modell cancell whilst organis recognis realis emphasise characteris analyse catalogue sceptic mould plough tonne"
).split()
_AMERICAN = (
    "color favor honor labor neighbor harbor behavior theater defense offense traveli modeli cancele organiz recogniz"
    " realiz emphasiz characteriz analyz skeptic"
).split()
_NOT_A_NAME = re.compile(
    r"^(?:https?:|@)|\d{3}|"
    r"^(?:admin(?:istrator)?|editor(?:s|ial)?|staff|guest|unknown|author|webmaster|news ?desk|team)$",
    re.I,
)


def metadata(page: Page, body: str) -> Meta:
    """The metadata of an article whose body reads `body`; the title falls back to the source's name."""
    facts = _by_field(page.facts)
    evidence: list[tuple[str, str]] = []

    def first(name: str, clean: Clean = one_line) -> str | None:
        for fact in facts.get(name, ()):
            if value := clean(fact.value):
                evidence.append((name, fact.evidence))
                return value
        return None

    site = first("site")
    language, how = _language(facts.get("language", ()), body)
    evidence.append(("language", how))
    title = _title(facts.get("title", ()), site, page)
    evidence.append(("title", title[1]))
    authors = tuple(_authors(facts.get("author", ())))
    if authors:
        evidence.append(("authors", facts["author"][0].evidence))
    meta = Meta(
        title=title[0],
        subtitle=first("subtitle"),
        authors=authors,
        published=first("published", _date),
        modified=first("modified", _date),
        language=language,
        direction=_direction(language, body),
        site=site,
        publication=first("publication"),
        source=first("source"),
        url=first("url", _url),
        description=first("description"),
        image=first("image", _url),
    )
    return replace(meta, evidence=tuple(sorted(evidence)))


def _by_field(facts: Iterable[Fact]) -> Mapping[str, list[Fact]]:
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.field, []).append(fact)
    return found


def _title(facts: Iterable[Fact], site: str | None, page: Page) -> tuple[str, str]:
    """(title, evidence): what the page shows, before what its head says; the site's name is no part of it."""
    ranked = sorted(facts, key=lambda fact: 0 if fact.evidence.startswith("line ") else 1)
    for fact in ranked:
        title = _without_site(one_line(fact.value), site)
        if title:
            return title, fact.evidence
    return title_from_name(page.source.name), "the name of the source"


def title_from_name(name: str) -> str:
    """The name of a source without folder and ending, with spaces."""
    stem = re.sub(r"\.[^.]+$", "", name.rpartition("/")[2])
    return re.sub(r"[_-]+", " ", stem).strip() or "Untitled"


def _without_site(title: str, site: str | None) -> str:
    if site:
        name = re.escape(site)
        title = re.sub(rf"\s+[|\-–—·•»:]+\s+{name}\s*$|^{name}\s+[|\-–—·•»:]+\s+", "", title, flags=re.I)
    return title


def _authors(facts: Iterable[Fact]) -> Iterator[str]:
    """The names of the best source of names, each once."""
    seen: set[str] = set()
    kind: str | None = None
    for fact in facts:
        if kind is not None and fact.evidence != kind:
            continue
        for part in re.split(r"\s*(?:;|\||,(?=\s+[A-Z]\w+\s+[A-Z])|\s+and\s+|\s+&\s+)\s*", one_line(fact.value)):
            name = re.sub(r"^(?:by|von|par|por|di)\s+", "", part, flags=re.I).strip(" ,.")
            if name and not _NOT_A_NAME.search(name) and name.casefold() not in seen:
                seen.add(name.casefold())
                kind = fact.evidence
                yield name


def _date(value: str) -> str | None:
    return parse_date(value)


def _url(value: str) -> str | None:
    value = value.strip()
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    return value if parts.scheme in ("http", "https") and parts.netloc and not re.search(r"\s", value) else None


def _language(facts: Iterable[Fact], body: str) -> tuple[str, str]:
    """(BCP 47 tag, evidence): what the page declares, unless its text is plainly in another language."""
    declared = next(((tag, fact.evidence) for fact in facts if (tag := _tag(fact.value))), None)
    found = language_of(body[:6000])
    read = LANGUAGES.get(found[0]) if found and found[1] >= SURE_LANGUAGE else None
    if declared and (read is None or read == declared[0].split("-")[0] or len(body) < 200):
        tag, evidence = declared
    elif read and (len(body) >= 80 or not declared):
        tag, evidence = read, "the letters and words of the text"
    else:
        tag, evidence = declared or ("en", "assumed")
    return (_english(body), evidence) if tag == "en" else (tag, evidence)


def _tag(value: str) -> str | None:
    match = re.fullmatch(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?", value.strip())
    if match is None:
        return None
    language, script, region = match[1].lower(), match[2], match[3]
    return "-".join(filter(None, (language, script and script.title(), region and region.upper())))


def _english(body: str) -> str:
    """en-GB or en-US by the spelling of the text, plain en where it does not tell."""
    text = body.lower()
    british, american = (sum(map(text.count, stems)) for stems in (_BRITISH, _AMERICAN))
    if british == american:
        return "en"
    return "en-GB" if british > american else "en-US"


def _direction(language: str, body: str) -> Direction:
    if language.split("-")[0] in _RTL:
        return Direction.RTL if direction_of(body) is not Direction.LTR else Direction.LTR
    return Direction.LTR
