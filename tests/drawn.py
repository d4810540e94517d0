"""Pictures drawn on the spot for tests, of every kind that the web has, and what they look like to a reader."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from PIL import Image, ImageCms

RED, GREEN, BLUE, WHITE = (230, 30, 20), (20, 160, 60), (30, 50, 200), (250, 250, 250)
CORNERS = (RED, GREEN, BLUE, WHITE)
"""What is top left, top right, bottom left and bottom right of `quarters`."""
ORIENTATION = 0x0112


def quarters(size: tuple[int, int] = (60, 40)) -> Image.Image:
    """A picture of four fields, so that no turn, mirroring or change of colours goes unseen."""
    small = Image.new("RGB", (2, 2))
    for place, colour in enumerate(CORNERS):
        small.putpixel((place % 2, place // 2), colour)
    return small.resize(size, Image.Resampling.NEAREST)


def corners(picture: Image.Image) -> tuple[tuple[int, ...], ...]:
    """The colours in the middle of the four fields of a picture, seen on white."""
    seen = Image.new("RGBA", picture.size, "white")
    seen.alpha_composite(picture.convert("RGBA"))
    places = ((x, y) for y in (1, 3) for x in (1, 3))
    return tuple(
        tuple(seen.convert("RGB").getpixel((picture.width * x // 4, picture.height * y // 4)))  # type: ignore[arg-type]  # three bands
        for x, y in places
    )


def looks_like(picture: Image.Image, wanted: tuple[tuple[int, ...], ...] = CORNERS, *, within: int = 6) -> bool:
    pairs = zip(corners(picture), wanted, strict=True)
    return all(abs(a - b) <= within for seen, true in pairs for a, b in zip(seen, true, strict=True))


def saved(picture: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def profile_with_red_as_blue() -> bytes:
    """A colour profile under which red and blue change places: who does not heed it shows the wrong colours."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"tXYZ").replace(b"bXYZ", b"rXYZ").replace(b"tXYZ", b"bXYZ")


def red_as_blue(size: tuple[int, int] = (60, 40)) -> Image.Image:
    """`quarters`, with red and blue changed."""
    red, green, blue = quarters(size).split()
    return Image.merge("RGB", (blue, green, red))


def turned(turn: int) -> bytes:
    """A JPEG that Exif says has to be turned to be `quarters`."""
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    exif = Image.Exif()
    exif[ORIENTATION] = turn
    picture = quarters()
    if turn in back:
        picture = picture.transpose(Image.Transpose(back[turn]))
    return saved(picture, "JPEG", quality=95, exif=exif)


def deep_grey(size: tuple[int, int] = (60, 40)) -> Image.Image:
    """Grey in 16 bits: 0x2000, 0x6000, 0xa000, 0xe000."""
    small = Image.new("I;16", (2, 2))
    for place, value in enumerate((0x2000, 0x6000, 0xA000, 0xE000)):
        small.putpixel((place % 2, place // 2), value)
    return small.resize(size, Image.Resampling.NEAREST)


def deep_colours() -> bytes:
    """`quarters` as a PNG of 16 bits a channel: each byte stands twice."""
    picture = quarters()
    row = 3 * picture.width
    raw = picture.tobytes()
    lines = (raw[start : start + row] for start in range(0, len(raw), row))
    return _png(picture, [bytes(value for byte in line for value in (byte, byte)) for line in lines], depth=16)


def interlaced() -> bytes:
    """`quarters` as a PNG that comes in seven passes, each with more of the pixels (PNG, 8.2)."""
    picture = quarters()
    passes = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
    lines = [
        b"".join(picture.crop((x, y, x + 1, y + 1)).tobytes() for x in range(left, picture.width, across))
        for left, top, across, down in passes
        for y in range(top, picture.height, down)
    ]
    return _png(picture, lines, interlace=1)


def _png(picture: Image.Image, lines: list[bytes], *, depth: int = 8, interlace: int = 0) -> bytes:
    """A PNG in RGB of a sort that Pillow cannot write."""
    size = picture.width.to_bytes(4, "big") + picture.height.to_bytes(4, "big")
    body = zlib.compress(b"".join(b"\0" + line for line in lines))
    chunks = ((b"IHDR", size + bytes((depth, 2, 0, 0, interlace))), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")
        for kind, content in chunks
    )


def glass() -> Image.Image:
    """`quarters` with nothing at all in the white field."""
    picture = quarters().convert("RGBA")
    picture.putalpha(Image.eval(picture.getchannel("G"), lambda green: 0 if green == WHITE[1] else 255))
    return picture


def palette_of_glass() -> bytes:
    """`glass` with a palette, one entry of which cannot be seen."""
    picture = quarters().quantize(8, dither=Image.Dither.NONE)
    clear = picture.getpixel((picture.width - 1, picture.height - 1))
    return saved(picture, transparency=clear)


def animation(kind: str) -> bytes:
    """`quarters`, then another picture."""
    return saved(quarters(), kind, save_all=True, append_images=[red_as_blue()], duration=100, lossless=True)


def _grey(*values: int) -> tuple[tuple[int, ...], ...]:
    return tuple((value,) * 3 for value in values)


IN_GREY = _grey(*(quarters((2, 2)).convert("L").tobytes()))
ON_PAPER = (RED, GREEN, BLUE, (255, 255, 255))
DEEP = _grey(0x20, 0x60, 0xA0, 0xE0)
BLACK_AND_WHITE = _grey(0, 0, 0, 255)

KINDS: Mapping[str, tuple[Callable[[], bytes], tuple[tuple[int, ...], ...]]] = {
    **{f"JPEG turned {turn}": (lambda turn=turn: turned(turn), CORNERS) for turn in range(1, 9)},  # type: ignore[misc]  # bound now
    "JPEG": (lambda: saved(quarters(), "JPEG", quality=95), CORNERS),
    "progressive JPEG": (lambda: saved(quarters(), "JPEG", quality=95, progressive=True), CORNERS),
    "grey JPEG": (lambda: saved(quarters().convert("L"), "JPEG", quality=95), IN_GREY),
    "CMYK JPEG, inverted as Adobe does": (lambda: saved(quarters().convert("CMYK"), "JPEG", quality=95), CORNERS),
    "JPEG with a profile": (
        lambda: saved(red_as_blue(), "JPEG", quality=95, icc_profile=profile_with_red_as_blue()),
        CORNERS,
    ),
    "JPEG with a broken profile": (lambda: saved(quarters(), "JPEG", quality=95, icc_profile=b"no" * 99), CORNERS),
    "MPO": (lambda: saved(quarters(), "MPO", save_all=True, append_images=[red_as_blue()], quality=95), CORNERS),
    "PNG": (lambda: saved(quarters()), CORNERS),
    "PNG with a profile": (lambda: saved(red_as_blue(), icc_profile=profile_with_red_as_blue()), CORNERS),
    "clear PNG with a profile": (
        lambda: saved(red_as_blue().convert("RGBA"), icc_profile=profile_with_red_as_blue()),
        CORNERS,
    ),
    "PNG with the profile of another space": (
        lambda: saved(quarters().convert("L"), icc_profile=profile_with_red_as_blue()),
        IN_GREY,
    ),
    "grey PNG of 16 bits": (lambda: saved(deep_grey()), DEEP),
    "PNG of 16 bits": (deep_colours, CORNERS),
    "interlaced PNG": (interlaced, CORNERS),
    "PNG of 1 bit": (lambda: saved(quarters().convert("L").point(lambda v: 255 * (v > 200)).convert("1")), BLACK_AND_WHITE),
    "PNG with a palette": (lambda: saved(quarters().quantize(4, dither=Image.Dither.NONE)), CORNERS),
    "PNG with a clear colour in its palette": (palette_of_glass, ON_PAPER),
    "PNG with a clear colour": (lambda: saved(quarters(), transparency=WHITE), ON_PAPER),
    "PNG with alpha": (lambda: saved(glass()), ON_PAPER),
    "grey PNG with alpha": (lambda: saved(glass().convert("LA")), (*IN_GREY[:3], (255, 255, 255))),
    "animated PNG": (lambda: animation("PNG"), CORNERS),
    "animated GIF": (lambda: animation("GIF"), CORNERS),
    "animated WebP": (lambda: animation("WEBP"), CORNERS),
    "WebP": (lambda: saved(quarters(), "WEBP", quality=95), CORNERS),
    "WebP with alpha": (lambda: saved(glass(), "WEBP", lossless=True), ON_PAPER),
    "a tiny one": (lambda: saved(quarters((2, 2))), CORNERS),
}  # fmt: skip
"""How pictures come, and the four colours that a reader is to see."""
