"""Pictures: from an address in an article to verified bytes, or out of the article with a record."""

from __future__ import annotations

import contextlib
import io
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias, assert_never
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from publish.findings import Finding, Outcome, Removal, warning
from publish.model import (
    Article,
    Asset,
    Block,
    Code,
    Figure,
    Foreign,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NoteRef,
    Origin,
    Paragraph,
    Picture,
    Styled,
    Text,
)
from publish.plain_pictures import BROKEN, made_plain
from publish.walk import inline_text, map_article, map_lines, without_blank

MAX_BYTES, MAX_PIXELS = 32 * 2**20, 40_000_000
KINDS = ("PNG", "JPEG", "GIF", "WEBP")

Load: TypeAlias = Callable[[str], "bytes | None"]
"""The bytes of a companion of a source by its relative path; None when it is not there or not allowed."""


def verify(data: bytes) -> Asset:
    """The picture in these bytes, as PNG or JPEG, upright, in grey or sRGB.

    Raises ValueError, with the reason, for bytes that are no picture of a known kind or a picture too large to print.
    """
    from PIL import Image

    if len(data) > MAX_BYTES:
        raise ValueError(f"it is larger than {MAX_BYTES // 2**20} MiB")
    try:
        # Pillow warns of, or refuses, large claims by itself; here, the claim of the header is judged below
        with (
            warnings.catch_warnings(action="ignore"),
            _half_pictures_refused(),
            Image.open(io.BytesIO(data), formats=KINDS) as picture,
        ):
            too_large = picture.width * picture.height > MAX_PIXELS
            made = None if too_large else made_plain(picture, data)
    except Image.DecompressionBombError:
        made = None
    except BROKEN as error:
        raise ValueError("it is no picture that can be read (PNG, JPEG, GIF or WebP)") from error
    if made is None:
        raise ValueError(f"it has more than {MAX_PIXELS // 1_000_000} megapixels")
    return made


@contextlib.contextmanager
def _half_pictures_refused() -> Iterator[None]:
    """Have Pillow refuse half a picture: WeasyPrint, once imported, lets it fill the rest with grey."""
    from PIL import ImageFile

    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


@dataclass(slots=True)
class _Gathering:
    """The pictures of one article being gathered."""

    source: str
    load: Load
    assets: dict[str, Asset] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    lost: bool = False
    findings: list[Finding] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)

    def name_of(self, address: str, origin: Origin | None) -> str | None:
        """The asset for an address; None, with a finding, where there is none."""
        if address in self.names:
            return self.names[address] or None
        name = ""
        try:
            asset = verify(picture_bytes(address, self.load))
            self.assets[asset.name] = asset
            name = asset.name
        except ValueError as error:
            self.lost = True
            self.findings.append(
                warning("IMG-001", f"a picture was left out: {error}", origin or Origin(self.source, 1))
            )
        self.names[address] = name
        return name or None


def picture_bytes(address: str, load: Load) -> bytes:
    """The bytes that an address leads to. Raises ValueError, with the reason, where there are none to be had."""
    if address.startswith("data:"):
        return _data_url(address)
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise ValueError("its address is broken") from error
    if parts.scheme or parts.netloc:
        raise ValueError(f"it is at {parts.hostname or parts.scheme}, and nothing is fetched from the web")
    # a saved page may name a file "a.jpg?w=200" as it stands, or mean "a.jpg"
    data = load(unquote(parts.path)) or load(unquote(address))
    if data is None:
        raise ValueError("its file is not beside the source")
    return data


def _data_url(address: str) -> bytes:
    found = re.match(r"data:[^,;]{0,100}(?P<base64>(?:;[^,;]{0,60})*),", address)
    if found is None:
        raise ValueError("its data: address is broken")
    body = address[found.end() :]
    if not found["base64"].endswith("base64"):
        return unquote_to_bytes(body)
    import base64

    try:
        return base64.b64decode(unquote_to_bytes(body), validate=False)
    except ValueError as error:
        raise ValueError("its data: address is broken") from error


def gather_pictures(article: Article, load: Load) -> tuple[Outcome[Article], Mapping[str, Asset]]:
    """The article with its pictures' addresses turned to asset names, and the assets.

    A figure whose picture cannot be had goes, with its caption in the audit, and so does what held nothing else.
    """
    gathering = _Gathering(article.provenance.file, load)
    found = map_article(article, lambda block: _block(block, gathering))
    if gathering.lost:
        found = without_blank(found)
    return Outcome(found, tuple(gathering.findings), tuple(gathering.removals)), gathering.assets


def _block(block: Block, gathering: _Gathering) -> Block:
    if not isinstance(block, Figure):
        return map_lines(block, lambda children: _line(children, gathering, block.origin))
    name = gathering.name_of(block.asset, block.origin)
    if name is not None:
        return replace(block, asset=name)
    caption = inline_text(block.caption).strip()
    if caption:
        origin = block.origin or Origin(gathering.source, 1)
        gathering.removals.append(Removal("normalise", "the caption of a picture that is not here", origin, caption))
    return Paragraph((), origin=block.origin)


def _line(children: Inlines, gathering: _Gathering, origin: Origin | None) -> Inlines:
    found: list[Inline] = []
    for node in children:
        match node:
            case Picture(asset=address, alt=alt):
                name = gathering.name_of(address, origin)
                if name is not None:
                    found.append(Picture(name, alt))
            case Styled(children=inner) | Link(children=inner) | Foreign(children=inner):
                if kept := _line(inner, gathering, origin):
                    found.append(replace(node, children=kept))
            case Text() | Code() | LineBreak() | NoteRef():
                found.append(node)
            case _:
                assert_never(node)
    return tuple(found)
