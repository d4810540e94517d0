"""What tags and addresses mean, in web pages and in the HTML within Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

from publish.addresses import LONGEST_ADDRESS
from publish.characters import xml_safe
from publish.model import Mark

MARKS: Mapping[str, Mark] = {
    "em": Mark.EMPHASIS,
    "i": Mark.EMPHASIS,
    "cite": Mark.EMPHASIS,
    "var": Mark.EMPHASIS,
    "dfn": Mark.EMPHASIS,
    "strong": Mark.STRONG,
    "b": Mark.STRONG,
    "s": Mark.STRIKE,
    "del": Mark.STRIKE,
    "strike": Mark.STRIKE,
    "sub": Mark.SUBSCRIPT,
    "sup": Mark.SUPERSCRIPT,
}
CODE = frozenset(("code", "kbd", "samp", "tt"))
LINK_SCHEMES = frozenset(("http", "https", "mailto"))
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def address_of(href: str, base: str | None) -> str | None:
    """The address that a link in a book may lead to; None for a relative one that nothing makes absolute.

    Raises ValueError, with what is wrong, for one that no link may have.
    """
    if len(href) > LONGEST_ADDRESS:
        raise ValueError(f"an address of more than {LONGEST_ADDRESS:,} characters")
    try:
        parts = urlsplit(href)
    except ValueError as error:
        raise ValueError("a broken address") from error
    scheme = parts.scheme.lower()
    if scheme in LINK_SCHEMES and (parts.netloc or scheme == "mailto") and not re.search(r"[\s<>\"]", href):
        return xml_safe(href)
    if scheme:
        raise ValueError(f"the scheme {scheme}")
    return None if base is None else _joined(base, href)


def _joined(base: str, href: str) -> str | None:
    try:
        absolute = urljoin(base, href)
        return absolute if urlsplit(absolute).scheme in ("http", "https") else None
    except ValueError:
        return None


def language_tag(value: str) -> str | None:
    """A BCP 47 tag by its shape; None for anything else."""
    return value.strip() if _LANGUAGE.fullmatch(value.strip()) else None
