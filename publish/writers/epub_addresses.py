"""Links as an EPUB may have them: to places that exist, in the file where they are, and to well-formed addresses."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from publish.writers.markup import attribute

_LINK = re.compile(
    r'<a(?P<before>\b[^<>]*?) href="(?P<href>[^"<>]*)"(?P<after>[^<>]*)>'
)  # markup escapes all other < and >
_ID = re.compile(r'<[^<>]* id="([^"<>]*)"')
_NAMELESS = re.compile(r'<a\b[^<>]*>((?:\s|<br/>|</?(?:em|strong|s|sub|sup|span)\b[^<>]*>|<img\b[^<>]* alt=""/>)*)</a>')
_PLAIN = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9][A-Za-z0-9-]*)+(?:/[A-Za-z0-9/_.~-]*)?")
_ALLOWED = "!$&'()*+,;=:@/?%~-._"


def ids_of(markup: str) -> frozenset[str]:
    """The ids that stand in a piece of markup."""
    return frozenset(html.unescape(name) for name in _ID.findall(markup))


def with_addresses(markup: str, places: Mapping[str, str], *, here: str) -> str:
    """The markup of the document `here` with its links mended.

    `places` tells in which document each id of the book stands. A link to nowhere, or to an address that is none,
    keeps its words and loses its target; one without words or a described picture is none.
    """

    def mend(found: re.Match[str]) -> str:
        href = _mended(html.unescape(found["href"]), places, here)
        if href is None:
            return "<a>"
        return f"<a{found['before']}{attribute('href', href)}{found['after']}>"

    return _NAMELESS.sub(r"\1", _LINK.sub(mend, markup))


def _mended(href: str, places: Mapping[str, str], here: str) -> str | None:
    if not href.startswith("#"):
        return web_address(href) if ":" in href else href
    document = places.get(href[1:])
    return None if document is None else href if document == here else f"{document}{href}"


def web_address(href: str) -> str | None:
    """The address with everything percent-encoded that RFC 3986 wants so; None where it cannot be one."""
    if _PLAIN.fullmatch(href):
        return href
    try:
        parts = urlsplit(href)
        host = parts.netloc and _host(parts.hostname or "", parts.port)
    except (ValueError, UnicodeError):
        return None
    if not (host or (parts.scheme == "mailto" and parts.path)):
        return None
    authority = f"//{host}" if host else ""
    query = f"?{_quoted(parts.query)}" if parts.query else ""
    fragment = f"#{_quoted(parts.fragment)}" if parts.fragment else ""
    return f"{parts.scheme}:{authority}{_quoted(parts.path)}{query}{fragment}"


def _host(name: str, port: int | None) -> str:
    """A host as ASCII, without user name and password. Raises ValueError for what is no host."""
    plain = f"[{name}]" if ":" in name else name.encode("idna").decode("ascii")
    if not re.fullmatch(r"\[[0-9a-f:.]+\]|[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_.])?", plain):
        raise ValueError(f"{name!r} is no host")
    return plain if port is None else f"{plain}:{port}"


def _quoted(text: str) -> str:
    return re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", quote(text, safe=_ALLOWED))
