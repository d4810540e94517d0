"""A picture made plain: one frame, upright, eight bits a channel, in grey or sRGB, as PNG or JPEG."""

from __future__ import annotations

import hashlib
import io
import re
import struct
import warnings
import zlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from publish.model import Asset

if TYPE_CHECKING:
    from PIL import Image

FORMATS: Mapping[str, str] = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",  # a JPEG with more pictures behind it, as some cameras and telephones make them
    "GIF": "image/gif",
    "WEBP": "image/webp",
}
KEPT = frozenset(("image/png", "image/jpeg"))
PLAIN = frozenset(("RGB", "L", "RGBA", "LA", "P", "1"))
ORIENTATION = 0x0112  # Exif 2.32, table 4
QUALITY = 92  # of a JPEG made anew
DRAWN = 64  # colours at most in a picture that is drawn; a grey photograph has more
SAME = 3  # of 255: colours that differ by less look the same
RELATIVE = 1  # ICC: relative colorimetric, what browsers use
# what Pillow raises for broken bytes, beside its own errors, which are OSErrors
BROKEN: tuple[type[Exception], ...] = (
    *(OSError, SyntaxError, ValueError, TypeError, LookupError, EOFError),
    *(ArithmeticError, RuntimeError, MemoryError, struct.error, zlib.error),
)
_LOSSY = re.compile(rb"VP8[ L]")  # the chunk with the pixels of a WebP


def made_plain(picture: Image.Image, data: bytes) -> Asset:
    """The picture as it is where every reader can show it, else its first frame turned upright, in grey or sRGB.

    Raises what Pillow raises for broken bytes.
    """
    media_type = FORMATS[str(picture.format)]
    picture.load()
    turn, profile = _orientation(picture), _profile(picture)
    is_one = not getattr(picture, "is_animated", False)
    is_plain = media_type in KEPT and picture.mode in PLAIN and is_one and turn == 1 and profile is None
    if is_plain and _opens_without_a_word(data):
        return _asset(data, media_type, picture)
    upright = _upright(_in_srgb(picture, profile), turn)
    buffer = io.BytesIO()
    if media_type == "image/jpeg" or (media_type == "image/webp" and _is_photograph(upright, data)):
        upright.save(buffer, "JPEG", quality=QUALITY)
        return _asset(buffer.getvalue(), "image/jpeg", upright)
    upright.save(buffer, "PNG", optimize=True, icc_profile=None)
    return _asset(buffer.getvalue(), "image/png", upright)


def _asset(data: bytes, media_type: str, picture: Image.Image) -> Asset:
    return Asset(hashlib.sha256(data).hexdigest(), data, media_type, *picture.size)


def _is_photograph(picture: Image.Image, webp: bytes) -> bool:
    """Whether a WebP has lost as much as a JPEG would; as a PNG it would be ten times as large."""
    kind = _LOSSY.search(webp)
    is_lossy = kind is not None and kind[0] == b"VP8 "
    return is_lossy and picture.mode in ("RGB", "L") and picture.getcolors(DRAWN) is None


def _opens_without_a_word(data: bytes) -> bool:
    """Whether Pillow warns of nothing in a file, such as broken Exif: it would do so wherever the file is used."""
    from PIL import Image

    with warnings.catch_warnings(record=True, action="always") as said, Image.open(io.BytesIO(data)) as picture:
        _orientation(picture)
    return not said


# ---- direction ----


def _orientation(picture: Image.Image) -> int:
    """What Exif says of the direction, 1 to 8; 1, upright, where it says nothing that makes sense."""
    try:
        turn = picture.getexif().get(ORIENTATION, 1)
    except BROKEN:  # the picture itself is whole
        return 1
    return turn if isinstance(turn, int) and 1 <= turn <= 8 else 1


def _upright(picture: Image.Image, turn: int) -> Image.Image:
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    return picture.transpose(turns[turn]) if turn in turns else picture


# ---- colours ----


def _profile(picture: Image.Image) -> bytes | None:
    """The colour profile of a picture; None where the picture looks the same without it, and where it is broken."""
    from PIL import ImageChops

    profile = picture.info.get("icc_profile")
    if not profile:
        return None
    sample = _sample("CMYK" if picture.mode == "CMYK" else "L" if _is_grey(picture) else "RGB")
    seen = _converted(sample, profile)
    if seen is None or (seen.mode == sample.mode and _greatest(ImageChops.difference(sample, seen)) < SAME):
        return None
    return bytes(profile)


def _greatest(picture: Image.Image) -> float:
    bands = (band.getextrema() for band in picture.split())
    return max(float(high) for _, high in bands if isinstance(high, int | float))


def _is_grey(picture: Image.Image) -> bool:
    return picture.mode in ("1", "L", "LA") or picture.mode.startswith("I")


def _sample(mode: str) -> Image.Image:
    """One picture with colours from all over the space."""
    from PIL import Image

    if mode == "L":
        return Image.frombytes(mode, (256, 1), bytes(range(256)))
    steps = range(0, 256, 51)
    pixels = [(red, green, blue, 0)[: len(mode)] for red in steps for green in steps for blue in steps]
    return Image.frombytes(mode, (len(pixels), 1), bytes(value for pixel in pixels for value in pixel))


def _converted(picture: Image.Image, profile: bytes) -> Image.Image | None:
    """A picture in L, RGB or CMYK by its profile in sRGB; None where the profile is broken, or of another space."""
    from PIL import ImageCms

    try:
        seen = ImageCms.profileToProfile(
            picture,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            renderingIntent=ImageCms.Intent(RELATIVE),
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None
    return seen.convert("L") if seen is not None and picture.mode == "L" else seen


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """The picture in L, LA, RGB or RGBA without a profile of its own."""
    eight = _eight_bits(picture)
    alpha = eight.convert("RGBA").getchannel("A") if eight.has_transparency_data else None
    kind = "L" if _is_grey(picture) else "CMYK" if picture.mode == "CMYK" else "RGB"
    # by way of RGBA, or the colour that stands for "transparent" would be looked for anew
    colours = eight.convert("RGBA").convert(kind) if alpha is not None else eight.convert(kind)
    seen = (_converted(colours, profile) if profile is not None else None) or colours
    plain = seen.convert("RGB") if seen.mode == "CMYK" else seen
    if alpha is not None:
        plain.putalpha(alpha)
    return plain


def _eight_bits(picture: Image.Image) -> Image.Image:
    """A picture of grey in 16 bits in 8, which Pillow's own conversion would clip."""
    if not picture.mode.startswith("I"):
        return picture
    return picture.convert("I").point(lambda value: value * (1 / 257) + 0.5).convert("L")
