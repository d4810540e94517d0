"""The addresses of pages: which is a page's own, and of which site it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode, urlsplit

from publish.passages import Fact

LONGEST_ADDRESS = 3_500  # characters; a PDF takes 32,767 bytes, and each may become nine where it is not ASCII
# Where a page's own address is said, the most telling last; what is none of these comes from the user, and beats them.
_KINDS = ("comment:saved from", "json-ld:", "meta:", "link:canonical")
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|srsltid|mc_[ce]id|igshid|ref|source|cmp|amp", re.I)


def is_address(value: str) -> bool:
    """Whether a text is the whole address of a web page."""
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    return is_web and len(value) <= LONGEST_ADDRESS and not re.search(r"\s", value)


def own_address(facts: Iterable[Fact]) -> Fact | None:
    """The fact that tells a page's own address best; None where the page does not say."""
    said = [fact for fact in facts if fact.field == "url" and is_address(fact.value.strip())]
    return max(said, key=lambda fact: _place(fact.evidence), default=None)


def _place(evidence: str) -> int:
    return next((place for place, kind in enumerate(_KINDS) if evidence.startswith(kind)), len(_KINDS))


def site_of(address: str) -> str:
    """The host of an address, in small letters and without "www."; "" for what is no address."""
    return (urlsplit(address).hostname or "").removeprefix("www.") if is_address(address) else ""


def is_from(address: str, site: str) -> bool:
    """Whether a page is of a site, which is named as "example.org", or of one below it, such as blog.example.org."""
    host, site = site_of(address), site.lower().removeprefix("www.")
    return bool(site) and (host == site or host.endswith(f".{site}"))


def settled(address: str) -> str:
    """An address without what makes two of one page: scheme, "www.", the fragment, tracking, a slash at the end."""
    parts = urlsplit(address)
    query = urlencode([(key, value) for key, value in parse_qsl(parts.query) if not _TRACKING.fullmatch(key)])
    path = re.sub(r"(?:/amp|/index\.\w+)$", "", parts.path.rstrip("/"))
    return f"{site_of(address)}{path}{'?' if query else ''}{query}"
