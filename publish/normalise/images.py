"""Which address a picture of a web page has: the file beside a saved page first, then the largest on offer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urljoin

from bs4.element import NavigableString, Tag

from publish.characters import one_line, xml_safe
from publish.model import Inlines, Picture, Text
from publish.normalise.account import Account, classes

SOURCES = (
    *("src", "data-src", "data-lazy-src", "data-original", "data-original-src", "data-lazy", "data-hi-res-src"),
    *("data-orig-file", "data-large-file", "data-full-src", "data-image", "data-url", "nitro-lazy-src"),
)
SETS = ("srcset", "data-srcset", "data-lazy-srcset", "data-original-set", "nitro-lazy-srcset")
EMOJI = frozenset(("emoji", "wp-smiley", "emojione", "twemoji", "smiley", "emoticon"))
LONGEST_EMOJI = 12  # characters of its name: "🏴󠁧󠁢󠁥󠁮󠁧󠁿" has seven
BROAD = 100  # pixels: a narrower picture may well belong in its line
PREVIEW = 1_500  # characters of a data: address: a shorter one stands for a picture that a script will fetch
BETWEEN = 12  # elements and texts between a picture and its copy for browsers without scripts
_UNPRINTABLE = re.compile(r"\.(?:svgz?|avif|jxl|heic)(?:[?#]|$)", re.I)
_KINDS = re.compile(r"image/(?:jpe?g|pjpeg|png|gif|webp)\b", re.I)
_PLACEHOLDER = re.compile(
    r"(?:^|[/_.-])(?:blank|spacer|pixel|transparent|placeholder|lazy(?:[_-]?(?:load|placeholder|image))?|1x1|clear|empty"
    r"|loading|trans|grey|gray|dot)(?:[_-]?\d{1,4}x?\d{0,4})?\.(?:gif|png|svg|webp)(?:[?#]|$)"
    r"|^about:blank|^#",
    re.I,
)
_TRACKER = re.compile(
    r"//(?:[\w-]+\.)*(?:pixel\.wp\.com|scorecardresearch\.com|doubleclick\.net|quantserve\.com|google-analytics\.com"
    r"|stats\.wordpress\.com|feedburner\.com|facebook\.com/tr|bat\.bing\.com|pixel\.\w+\.\w+)\b"
    r"|/(?:pixel|beacon|track(?:ing)?(?:pixel)?|count(?:er)?)(?:\.(?:gif|png|php)|\?)",
    re.I,
)
_BESIDE = re.compile(
    r"^(?:\./)?[^/:?#]*[_.-](?:files?|dateien|fichiers|archivos|arquivos|bestanden|file|pliki|soubory)/", re.I
)
_SIZE = re.compile(r"[-_]\d{2,4}x\d{2,4}(?=\.\w+$)")
_SIGNS = re.compile(r"(?:^|\s)(?:align(?:left|right|center|none)|size-(?:medium|large|full)\S*|wp-image-\d+)(?:\s|$)")


class Candidate(NamedTuple):
    """An address that a picture may have; `width` is what the page says of its size, in pixels or times 1000."""

    address: str
    width: float = 0.0


def pictured(node: Tag, account: Account) -> Inlines:
    """A picture as an inline; an emoji is the character it shows, a tracking pixel nothing."""
    if is_emoji(node):
        alt = one_line(str(node.attrs.get("alt")))
        account.added.append(alt)
        return (Text(alt),)
    address = address_of_picture(node, account)
    if address is None:
        return ()
    if is_broad(node):
        account.broad.add(address)
    return (Picture(address, alternative(node, account)),)


def alternative(node: Tag, account: Account) -> str:
    """What a picture shows, in words."""
    spare = account.spare.get(id(node))
    given = node.attrs.get("alt") or (spare.attrs.get("alt") if spare is not None else "")
    return xml_safe(one_line(str(given or "")))


def address_of_picture(node: Tag, account: Account) -> str | None:
    """The best address of a picture; None for one that shows nothing, such as a tracking pixel."""
    if is_pixel(node):
        return None
    found = list(_candidates(node, account))
    best = max(found, key=_rank, default=None)  # the first of those that are equally good
    if best is None or _rank(best)[0] < 0:
        return None
    return _absolute(best.address, account.base)


def is_emoji(node: Tag) -> bool:
    alt = one_line(str(node.attrs.get("alt") or ""))
    if not 0 < len(alt) <= LONGEST_EMOJI:
        return False
    return bool(classes(node) & EMOJI) or "/emoji/" in str(node.attrs.get("src") or "")


def is_pixel(node: Tag) -> bool:
    """Whether a picture is there to count readers, not to be seen."""
    sizes = [str(node.attrs.get(name) or "").strip().removesuffix("px") for name in ("width", "height")]
    if all(size in ("0", "1", "2") for size in sizes):
        return True
    return _TRACKER.search(str(node.attrs.get("src") or "")[:300]) is not None


def is_broad(node: Tag) -> bool:
    """Whether the page says that a picture is larger than its line."""
    for name in ("width", "height"):
        size = str(node.attrs.get(name) or "").strip().removesuffix("px")
        if size.isascii() and size.isdigit() and len(size) < 7:
            return int(size) >= BROAD
    return _SIGNS.search(str(node.attrs.get("class") or "")) is not None


def join_copies(account: Account) -> None:
    """Let a picture and its copy for browsers without scripts, in the <noscript> beside it, be one."""
    for noscript in account.tree.all("noscript"):
        copies = noscript.find_all("img")
        if not copies or noscript.get_text().strip():
            continue
        picture = _beside(noscript, account)
        if picture is not None and len(copies) == 1:
            account.spare[id(picture)] = copies[0]
            noscript.extract()


def _beside(noscript: Tag, account: Account) -> Tag | None:
    """The picture that a <noscript> repeats: the one next to it, if a script is to fill it or its file is the same."""
    copy = noscript.find("img")
    assert isinstance(copy, Tag)  # join_copies
    for ways in (noscript.previous_elements, _after(noscript)):
        for node, _ in zip(ways, range(BETWEEN), strict=False):
            if isinstance(node, NavigableString) and node.strip():
                break
            if isinstance(node, Tag) and node.name == "img" and id(node) not in account.spare:
                return node if _waits(node) or _stems(node) & _stems(copy) else None
    return None


def _after(noscript: Tag) -> Iterator[object]:
    following = noscript.next_sibling
    if following is not None:
        yield following
        yield from following.next_elements


def _waits(node: Tag) -> bool:
    """Whether a script is to put a picture in the place of what is there."""
    src = str(node.attrs.get("src") or "")
    lazy = any(node.attrs.get(name) for name in (*SOURCES[1:], *SETS[1:])) or "lazy" in str(node.attrs.get("class"))
    return not src or lazy or _PLACEHOLDER.search(src) is not None or src.startswith("data:")


def _stems(node: Tag) -> set[str]:
    """The names of a picture's files, without what says their size."""
    paths = (re.split(r"[?#]", str(node.attrs.get(name) or "")[:500])[0] for name in SOURCES)
    return {_SIZE.sub("", path.rsplit("/", 1)[-1]) for path in paths} - {""}


def _candidates(node: Tag, account: Account) -> Iterator[Candidate]:
    """Every address on offer, what the page itself shows first."""
    yield from _own(node)
    if node.parent is not None and node.parent.name == "picture":
        for source in node.parent.find_all("source", recursive=False):
            kind = str(source.attrs.get("type") or "")
            if not kind or _KINDS.match(kind):
                yield from _own(source)
    spare = account.spare.get(id(node))
    if spare is not None:
        yield from _own(spare)


def _own(node: Tag) -> Iterator[Candidate]:
    for name in SOURCES:
        value = str(node.attrs.get(name) or "").strip()
        if value:
            yield Candidate(value)
    for name in SETS:
        yield from from_set(str(node.attrs.get(name) or ""))


def from_set(value: str) -> Iterator[Candidate]:
    """The addresses of a `srcset` (HTML, 4.8.4.2.2): they may hold commas, and end at white space alone."""
    waiting = value.split()[::-1]
    while waiting:
        address = waiting.pop().lstrip(",")
        size = ""
        while not address.endswith(",") and waiting:
            own, comma, rest = waiting.pop().partition(",")
            size = size or own
            if comma:
                waiting += [rest] if rest else []
                break
        if address := address.rstrip(","):
            yield Candidate(address, _width(size))


def _width(size: str) -> float:
    """The pixels of "800w", or a thousand for each of "2x"."""
    found = re.fullmatch(r"(\d{1,6}(?:\.\d{1,3})?)([wx])", size)
    return 0.0 if found is None else float(found[1]) * (1000 if found[2] == "x" else 1)


def _rank(candidate: Candidate) -> tuple[int, float]:
    """How good an address is: beside a saved page, in the page, relative, on the web; below 0, no picture."""
    address = candidate.address
    if address.startswith("data:"):
        return (_rank_within(address), 0)
    if _PLACEHOLDER.search(address[:500]):
        return (-1, 0)
    if _UNPRINTABLE.search(address[:500]):
        return (0, 0)
    if _BESIDE.match(address):
        return (5, candidate.width)
    return (2 if re.match(r"[a-z][\w+.-]*:|/", address, re.I) else 3, candidate.width)


def _rank_within(address: str) -> int:
    """How good the picture in a data: address is: short ones are previews, short GIFs and drawings hold a place."""
    if len(address) > PREVIEW and _KINDS.match(address[5:25]):
        return 4
    return 1 if _KINDS.match(address[5:25]) and not address.startswith("data:image/gif") else -1


def _absolute(address: str, base: str | None) -> str:
    """The address; one from the root of a site with the site, since no file beside the page can be meant."""
    if not address.startswith("/") or base is None:
        return address
    try:
        return urljoin(base, address)
    except ValueError:
        return address
