"""The pictures of the PDF: each once, with no more pixels than print can show at the size that its page gives it.

WeasyPrint's own option for that, `dpi`, was tried: it makes photographs JPEGs of quality 75, palettes true colour.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from publish.model import Asset
from publish.outputs import Assets

if TYPE_CHECKING:
    from PIL import Image

RESOLUTION = 300  # pixels to the inch
WORTH = 1.2  # times RESOLUTION: what is nearer to it than that stays as it is
QUALITY = 90  # of a JPEG made smaller
POINTS_PER_INCH = 72
GREY, RGB, PALETTE = 0, 2, 3  # colour types of PNG (PNG, 11.2.2)

Stream: TypeAlias = Any  # WeasyPrint and pydyf have no types


def printed_pictures(assets: Assets, address: str) -> Mapping[str, PrintedPicture]:
    """Each picture by its address, `address` with "{}" for its name, to be WeasyPrint's cache of pictures."""
    return {address.format(name): PrintedPicture(asset) for name, asset in assets.items()}


@dataclass(frozen=True, slots=True)
class PrintedPicture:
    """What WeasyPrint asks of a picture: how large it is by itself, to be drawn, and to be an object of the PDF."""

    asset: Asset

    @property
    def id(self) -> str:
        return self.asset.name

    def get_intrinsic_size(self, resolution: float, font_size: float) -> tuple[float, float, float]:  # noqa: ARG002
        width, height = self.asset.width, self.asset.height
        return width / resolution, height / resolution, width / height

    def draw(self, stream: Stream, width: float, height: float, style: object) -> None:  # noqa: ARG002
        """Draw it in the unit of the stream, as large as that."""
        if width <= 0 or height <= 0:
            return
        name = stream.add_image(self, interpolate=False, ratio=self._ratio(stream.ctm, width, height))
        stream.transform(width, 0, 0, -height, 0, height)
        stream.draw_x_object(name)

    def _ratio(self, matrix: Any, width: float, height: float) -> float:
        """The share of its pixels, across and down, that print can show; 1 where that is nearly all or more."""
        inches = abs(width * matrix[0][0]) / POINTS_PER_INCH, abs(height * matrix[1][1]) / POINTS_PER_INCH
        share = max(RESOLUTION * inches[0] / self.asset.width, RESOLUTION * inches[1] / self.asset.height)
        return share if 0 < share * WORTH < 1 else 1.0

    def get_x_object(self, interpolate: bool, ratio: float) -> Stream:  # noqa: ARG002  # PDF/A forbids it
        """The picture as an object of the PDF; `ratio` is the largest of those that it was drawn with."""
        asset = self.asset if ratio == 1 else smaller(self.asset, ratio)
        return _jpeg_object(asset) if asset.media_type == "image/jpeg" else _png_object(asset.data)


def smaller(asset: Asset, ratio: float) -> Asset:
    """The picture with this share of its pixels across and down, or as it is where that would not be fewer bytes."""
    from PIL import Image

    size = max(1, round(asset.width * ratio)), max(1, round(asset.height * ratio))
    buffer = io.BytesIO()
    with Image.open(io.BytesIO(asset.data)) as picture:
        kind = str(picture.format)
        whole = _smooth(picture)
        whole.thumbnail(size, Image.Resampling.LANCZOS)  # decodes a large JPEG at a half or less to begin with
        if kind == "PNG":
            whole.save(buffer, kind, icc_profile=None)
        else:
            whole.save(buffer, "JPEG", quality=QUALITY, optimize=True)
    data = buffer.getvalue()
    return Asset(asset.name, data, asset.media_type, *whole.size) if len(data) < len(asset.data) else asset


def _smooth(picture: Image.Image) -> Image.Image:
    """The picture in a mode that has colours between two colours."""
    if picture.mode in ("L", "LA", "RGB", "RGBA") and "transparency" not in picture.info:
        return picture
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    return picture.convert("L" if picture.mode == "1" else "RGB")


# ---- objects ----


def _object(data: bytes, width: int, height: int, entries: Mapping[str, object]) -> Stream:
    import pydyf

    always = {"Type": "/XObject", "Subtype": "/Image", "Width": width, "Height": height, "BitsPerComponent": 8}
    return pydyf.Stream([data], {**always, **entries})


def _jpeg_object(asset: Asset) -> Stream:
    from PIL import Image

    with Image.open(io.BytesIO(asset.data)) as picture:
        space = "/DeviceGray" if picture.mode == "L" else "/DeviceRGB"
    return _object(asset.data, asset.width, asset.height, {"ColorSpace": space, "Filter": "/DCTDecode"})


def _png_object(png: bytes) -> Stream:
    """A PNG; PDF compresses as PNG does, so its pixels go over as they stand, but for transparency in an own object."""
    chunks = _chunks(png)
    _, _, depth, kind, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    is_opaque = kind in (GREY, RGB, PALETTE) and b"tRNS" not in chunks
    if is_opaque and depth <= 8 and not interlaced and _is_whole(chunks):
        return _flate_object(chunks)
    from PIL import Image

    with Image.open(io.BytesIO(png)) as picture:
        whole = _smooth(picture)
        found = _flate_object(_chunks(_as_png(whole.convert("L" if whole.mode in ("L", "LA") else "RGB"))))
        alpha = whole.getchannel("A") if "A" in whole.getbands() else None
    if alpha is not None and alpha.getextrema() != (255, 255):
        found.extra["SMask"] = _flate_object(_chunks(_as_png(alpha)))
    return found


def _is_whole(chunks: Mapping[bytes, bytes]) -> bool:
    """Whether the pixels of a PNG that is not interlaced are as many as it says, with a sum that is right."""
    width, height, depth, kind = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
    size = height * (1 + (width * depth * (3 if kind == RGB else 1) + 7) // 8)
    unpacking = zlib.decompressobj()
    try:
        return len(unpacking.decompress(chunks[b"IDAT"], size + 1)) == size and unpacking.eof
    except zlib.error:
        return False


def _as_png(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", icc_profile=None)
    return buffer.getvalue()


def _flate_object(chunks: Mapping[bytes, bytes]) -> Stream:
    """An opaque PNG of up to eight bits, not interlaced, as an object of the PDF (ISO 32000-1, 7.4.4.4)."""
    import pydyf

    width, height, depth, kind = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
    layout = {"Predictor": 15, "Columns": width, "Colors": 3 if kind == RGB else 1, "BitsPerComponent": depth}
    space: object = "/DeviceGray" if kind == GREY else "/DeviceRGB"
    if kind == PALETTE:
        palette = chunks[b"PLTE"]
        space = pydyf.Array(["/Indexed", "/DeviceRGB", len(palette) // 3 - 1, f"<{palette.hex()}>"])
    return _object(
        chunks[b"IDAT"],
        width,
        height,
        {
            "BitsPerComponent": depth,
            "ColorSpace": space,
            "Filter": "/FlateDecode",
            "DecodeParms": pydyf.Dictionary(layout),
        },
    )


def _chunks(png: bytes) -> Mapping[bytes, bytes]:
    """The chunks of a PNG by kind, those of one kind joined."""
    found: dict[bytes, bytes] = {}
    for kind, body in _each_chunk(png):
        found[kind] = found.get(kind, b"") + body
    return found


def _each_chunk(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 8
    while place + 8 <= len(png):
        (length,) = struct.unpack_from(">I", png, place)
        yield png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
        place += length + 12
