"""Films, sounds and frames in a web page: a book can only say where they are."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urljoin, urlsplit

from bs4.element import Tag

from publish.characters import one_line, xml_safe
from publish.model import Blocks, Link, Paragraph, Text
from publish.normalise.account import Account

EMBEDS = frozenset(("iframe", "video", "audio", "object", "embed"))
PLAYERS = re.compile(
    r"(?:^|\.)(?:youtube(?:-nocookie)?\.com|youtu\.be|vimeo\.com|dailymotion\.com|soundcloud\.com|spotify\.com|ted\.com"
    r"|archive\.org|podcasts\.apple\.com|bandcamp\.com|twitch\.tv|loom\.com|wistia\.(?:net|com)|bilibili\.com"
    r"|codepen\.io|jsfiddle\.net|codesandbox\.io|datawrapper\.de|flourish\.studio|slideshare\.net|speakerdeck\.com)$"
)
_GENERIC = re.compile(
    r"(?:youtube|vimeo|video|audio|spotify|media|embed(?:ded)?|player|content|iframe|[\W_]|post)*", re.I
)
_WATCH = re.compile(r"(?:www\.)?youtube(?:-nocookie)?\.com/embed/(?P<video>[\w-]{6,20})")


def embed(node: Tag, account: Account) -> Blocks:
    """A link to what an embed shows, where it has a title and the text goes on after it; else nothing."""
    account.drop(node, node.get_text(), f"text inside a <{node.name}>")
    title = xml_safe(one_line(str(node.attrs.get("title") or "")))
    address = _address(node, account.base)
    is_within = 0 < account.tree.before.get(id(node), 0) < account.tree.texts
    if address is None or not is_within or _GENERIC.fullmatch(title):
        account.note_info("EMBED-001", f"a <{node.name}> cannot be printed and was left out", node)
        return ()
    account.note_info("EMBED-001", f"a <{node.name}> cannot be printed; a link to it stands in its place", node)
    account.added.append(title)
    return (Paragraph((Link(address, (Text(title),)),), origin=account.origin(node)),)


def _address(node: Tag, base: str | None) -> str | None:
    """The public address of a film or sound; None for frames of other kinds, many of which are advertisements."""
    source = node.find("source")
    inner = source.attrs.get("src") if isinstance(source, Tag) else None
    given = str(node.attrs.get("src") or node.attrs.get("data-src") or node.attrs.get("data") or inner or "").strip()
    try:
        address = urljoin(base or "https:", given) if given else ""
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or re.search(r"[\s<>\"]", address) or not parts.hostname:
        return None
    if node.name not in ("video", "audio") and not PLAYERS.search(parts.hostname):
        return None
    return _public(address)


def _public(address: str) -> str:
    """The page of a film rather than its frame."""
    found = _WATCH.search(address)
    if found is None:
        return xml_safe(address)
    start = parse_qs(urlsplit(address).query).get("start", [""])[0]
    return f"https://www.youtube.com/watch?v={found['video']}" + (
        f"&t={start}" if start.isascii() and start.isdigit() else ""
    )
