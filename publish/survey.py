"""What stands in several pages of one site: a look at all of them before any is judged."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from publish.addresses import own_address, site_of
from publish.characters import folded
from publish.clean.standing import Standing, marks_of
from publish.passages import Medium, Page

FEWEST, MOST = 3, 60  # pages of a site that tell what stands in all of them; that are looked at
HEAD = 200_000  # bytes of a source in which its address is looked for
_SAID = re.compile(
    rb"saved from url=.{0,10}https?://[\w.-]+|<link[^>]{0,300}canonical[^>]{0,600}"
    rb"|<meta[^>]{0,300}og:url[^>]{0,600}",
    re.I,
)
_HOST = re.compile(rb"https?://(?:www\.)?([\w.-]+)", re.I)


@dataclass(frozen=True, slots=True)
class Survey:
    """Of each site, in how many of its pages each passage stands, and which of them each page holds."""

    pages: Mapping[str, int] = field(default_factory=dict)
    counts: Mapping[str, Mapping[bytes, int]] = field(default_factory=dict)
    own: Mapping[str, frozenset[bytes]] = field(default_factory=dict)

    def standing(self, page: Page) -> Standing:
        """What of other pages of its site may stand in a page."""
        site = _site(page)
        counts = self.counts.get(site, {})
        own = self.own.get(page.source.name, frozenset())
        others = {mark: count - (mark in own) for mark, count in counts.items()}
        return Standing(site, {mark: count for mark, count in others.items() if count > 0}, self.pages.get(site, 0))


UNSURVEYED = Survey()


@dataclass(frozen=True, slots=True)
class Look:
    """What a survey needs of a page: its site, its title, and marks of its passages."""

    site: str
    title: str
    marks: frozenset[bytes]


def look_at(page: Page) -> Look | None:
    """A look at a page; None where it is no web page, or does not say of which site."""
    if page.medium is not Medium.HTML or not (site := _site(page)):
        return None
    return Look(site, _title(page), marks_of(page))


def survey(
    names: Iterable[str], bytes_of: Callable[[str], bytes], looks_at: Callable[[tuple[str, ...]], list[Look | None]]
) -> Survey:
    """A look at the web pages of these names, of those sites of which there are several.

    Pages of one title are one, since they may be saves of one article. None is a source that cannot be read.
    """
    sites: dict[str, list[str]] = {}
    names = tuple(names)
    for name in names if len(names) >= FEWEST else ():
        if host := _host(bytes_of(name)[:HEAD]):
            sites.setdefault(host, []).append(name)
    found: dict[str, dict[str, list[tuple[str, frozenset[bytes]]]]] = {}
    several = tuple(name for same in sites.values() if len(same) >= FEWEST for name in same[:MOST])
    for name, look in zip(several, looks_at(several), strict=True):
        if look is not None:
            found.setdefault(look.site, {}).setdefault(look.title, []).append((name, look.marks))
    return _counted(found)


def _counted(found: Mapping[str, Mapping[str, list[tuple[str, frozenset[bytes]]]]]) -> Survey:
    pages: dict[str, int] = {}
    counts: dict[str, dict[bytes, int]] = {}
    own: dict[str, frozenset[bytes]] = {}
    for site, titles in found.items():
        if len(titles) < FEWEST:
            continue
        pages[site] = len(titles)
        of_site = counts.setdefault(site, {})
        for same in titles.values():
            marks = frozenset().union(*(each for _, each in same))
            own |= dict.fromkeys((name for name, _ in same), marks)
            for mark in marks:
                of_site[mark] = of_site.get(mark, 0) + 1
        counts[site] = {mark: count for mark, count in of_site.items() if count > 1}
    return Survey(pages, counts, own)


def _host(head: bytes) -> str:
    """The host that a page seems to be of, without reading it as a page; "" where it does not say."""
    hosts = (_HOST.search(said[0]) for said in _SAID.finditer(head))
    return next((host[1].decode("ascii", "replace").lower() for host in hosts if host), "")


def _site(page: Page) -> str:
    said = own_address(page.facts)
    return site_of(said.value.strip()) if said is not None else ""


def _title(page: Page) -> str:
    said = next((fact.value for fact in page.facts if fact.field == "title"), "")
    shown = next((passage.plain for passage in page.passages if passage.tag in ("title", "h1")), "")
    return folded(said or shown or page.source.name)
