"""Addresses in print: what is shown of them, where lines may break in them, which words of links are addresses."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

from publish.model import Inlines
from publish.walk import inline_text

TOLD = ("http://", "https://", "mailto:")  # what a reader of paper can use; links within the book have their pages
BREAK = "\u200b"  # zero width space: a line may break here, and nothing is added
_PLACES = re.compile(r"(?<=[/.\-?&=_~+,;:@#!|])(?=[^\W_])|(?<=\w)(?=%)|(?<=[/.\-?&=_~+,;:@#!|])(?=%)")
_ADDRESS = re.compile(r"(?:https?://|mailto:|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.I)
_WITHIN = re.compile(r"(https?://[^\s<>\"]*[^\s<>\".,;:!?)\]’”»])", re.I)
_STARTS = re.compile(r"^(?:https?://|mailto:)?(?:www\.)?", re.I)


def is_told(href: str) -> bool:
    return href.lower().startswith(TOLD)


def shown_address(href: str) -> str:
    """An address as a reader would copy it: of one for mail, who it goes to."""
    return unquote(href[len("mailto:") :].partition("?")[0]) if href.lower().startswith("mailto:") else href


def is_address(words: str) -> bool:
    """Whether words are the address of a page or for mail, and nothing else."""
    return _ADDRESS.fullmatch(words.strip()) is not None


def say_address(children: Inlines, href: str) -> bool:
    """Whether the words of a link are its address, be it without "https://", "www." or a slash at its end."""
    return _bare(inline_text(children)) == _bare(shown_address(href))


def _bare(address: str) -> str:
    return _STARTS.sub("", unquote(address.strip())).rstrip("/").casefold()


def breakable(address: str) -> str:
    """Markup of an address that lines may break after its signs, and before the codes of letters such as %20."""
    return html.escape(_PLACES.sub(BREAK, address), quote=False)


def with_addresses(text: str) -> str:
    """Markup of running text, the addresses that are written out in it breakable."""
    parts = _WITHIN.split(text) if "://" in text else [text]
    parts[::2] = [html.escape(part, quote=False) for part in parts[::2]]
    parts[1::2] = [f'<span class="url" dir="ltr">{breakable(part)}</span>' for part in parts[1::2]]
    return "".join(parts)
