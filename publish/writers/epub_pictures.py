"""The pictures of an EPUB: each once, named by us, no larger than screens can show."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from publish.model import Asset, Figure, Picture, Publication
from publish.outputs import Assets
from publish.walk import pictures_of

LARGEST = 2000  # pixels on the longer side
QUALITY = 85
ENDINGS: Mapping[str, str] = {"image/png": "png", "image/jpeg": "jpg"}

Shown: TypeAlias = "Figure | Picture"


@dataclass(frozen=True, slots=True)
class PictureFile:
    name: str
    media_type: str
    content: bytes


def picture_files(shown: Iterable[Shown], assets: Assets) -> Mapping[str, PictureFile]:
    """The pictures that articles show, by asset, in the order of their first place."""
    names = dict.fromkeys(picture.asset for picture in shown)
    return {
        name: picture_file(assets[name], f"images/p{number:03}.{ENDINGS[assets[name].media_type]}")
        for number, name in enumerate(names, 1)
    }


def shown_pictures(publication: Publication) -> tuple[Shown, ...]:
    """Every picture in the articles, in order."""
    return tuple(picture for article in publication.articles for picture in pictures_of(article))


def picture_file(asset: Asset, name: str) -> PictureFile:
    """The picture under a name, made smaller where it is larger than LARGEST."""
    content = asset.data if max(asset.width, asset.height) <= LARGEST else _smaller(asset)
    return PictureFile(name, asset.media_type, content)


def _smaller(asset: Asset) -> bytes:
    from PIL import Image

    with Image.open(io.BytesIO(asset.data)) as picture:
        kind = str(picture.format)
        whole = picture.convert("RGBA") if picture.mode == "P" else picture.copy()
        whole.thumbnail((LARGEST, LARGEST), Image.Resampling.LANCZOS)
        buffer = io.BytesIO()
        whole.save(buffer, kind, quality=QUALITY, optimize=True)
    return min(asset.data, buffer.getvalue(), key=len)
