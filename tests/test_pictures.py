"""Pictures are verified, turned upright and made plain; what cannot be had leaves the article with a record."""

from __future__ import annotations

import base64
import io
import random
import struct
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image, ImageCms, ImageFile

from publish.findings import Severity
from publish.model import Article, Block, Figure, Inline, Link, Picture, Quote, Text
from publish.pictures import gather_pictures, verify
from tests.builders import article, inlines, p, strong, ul
from tests.drawn import KINDS, ORIENTATION, looks_like, quarters, saved


def picture(kind: str = "PNG", mode: str = "RGB", *, size: tuple[int, int] = (4, 3), **options: Any) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, size).save(buffer, kind, **options)
    return buffer.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def huge_claim() -> bytes:
    """A PNG of a few bytes whose header claims 50,000 by 50,000 pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def gather(*blocks: Block, files: dict[str, bytes] | None = None) -> tuple[Article, list[str], list[str]]:
    """(the article, what was found, what was removed) with these files beside the source."""
    outcome, _ = gather_pictures(article(*blocks), (files or {}).get)
    return outcome.value, [each.detail for each in outcome.findings], [each.text for each in outcome.removals]


# ---- verify ----


@pytest.mark.parametrize(("kind", "media_type"), [("PNG", "image/png"), ("JPEG", "image/jpeg")])
def test_a_plain_picture_stays_byte_for_byte(kind: str, media_type: str) -> None:
    data = picture(kind)
    asset = verify(data)
    assert (asset.data, asset.media_type, asset.width, asset.height) == (data, media_type, 4, 3)


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_other_kinds_become_png(kind: str) -> None:
    asset = verify(picture(kind))
    assert (asset.media_type, opened(asset.data).format, asset.width, asset.height) == ("image/png", "PNG", 4, 3)


@pytest.mark.parametrize(("make", "wanted"), KINDS.values(), ids=KINDS)
def test_every_kind_of_picture_has_its_colours_and_direction(
    make: Callable[[], bytes], wanted: tuple[tuple[int, ...], ...]
) -> None:
    asset = verify(make())
    with opened(asset.data) as found:
        assert (found.width, found.height) == (asset.width, asset.height)
        assert (found.format, found.getexif().get(ORIENTATION, 1)) == (asset.media_type[6:].upper(), 1)
        assert found.mode in ("RGB", "L", "RGBA", "LA", "P", "1")
        assert looks_like(found, wanted)


def test_broken_exif_costs_no_picture() -> None:
    asset = verify(saved(quarters(), "JPEG", quality=95, exif=b"Exif\0\0MM\0*\xff\xff\xff\xff"))
    assert looks_like(opened(asset.data))  # warnings are errors here, so it is also gone


def test_a_profile_that_changes_nothing_changes_nothing() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = saved(quarters(), "JPEG", icc_profile=profile)
    assert verify(data).data == data


def test_a_photograph_in_webp_becomes_a_jpeg_and_a_drawing_a_png() -> None:
    photograph = Image.effect_noise((90, 60), 80).convert("RGB")
    assert verify(saved(photograph, "WEBP", quality=80)).media_type == "image/jpeg"
    assert verify(saved(photograph, "WEBP", lossless=True)).media_type == "image/png"
    assert verify(saved(quarters(), "WEBP", lossless=True)).media_type == "image/png"


def test_a_photograph_is_turned_upright_and_stays_a_jpeg() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    asset = verify(picture("JPEG", exif=exif))
    assert (asset.media_type, asset.width, asset.height) == ("image/jpeg", 3, 4)
    assert opened(asset.data).getexif().get(ORIENTATION, 1) == 1


def test_a_jpeg_with_more_pictures_behind_it_is_a_jpeg() -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (4, 3)).save(buffer, "MPO", save_all=True, append_images=[Image.new("RGB", (4, 3))])
    assert verify(buffer.getvalue()).media_type == "image/jpeg"


def test_an_animation_becomes_its_first_frame() -> None:
    buffer = io.BytesIO()
    frames = [Image.new("RGB", (4, 3), colour) for colour in ("red", "blue")]
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:])
    still = opened(verify(buffer.getvalue()).data)
    assert not getattr(still, "is_animated", False)
    assert still.convert("RGB").getpixel((0, 0)) == (255, 0, 0)


def test_transparency_is_kept() -> None:
    assert opened(verify(picture("WEBP", "RGBA", lossless=True)).data).mode == "RGBA"


def test_a_huge_claim_is_refused_before_it_is_decoded() -> None:
    with pytest.raises(ValueError, match="more than 40 megapixels"):
        verify(huge_claim())


def test_a_claim_that_pillow_only_warns_of_is_refused_too() -> None:
    with pytest.raises(ValueError, match="more than 40 megapixels"):
        verify(picture("PNG", "1", size=(10_000, 10_000)))


@pytest.mark.parametrize("data", [b"", b"<svg/>", b"\x89PNG\r\n\x1a\n", picture()[:45], picture("JPEG")[:200]])
def test_broken_bytes_are_refused_with_a_reason(data: bytes) -> None:
    with pytest.raises(ValueError, match="no picture that can be read"):
        verify(data)


def test_half_a_picture_is_refused_whatever_other_libraries_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint does when it is imported
    with pytest.raises(ValueError, match="no picture that can be read"):
        verify(picture("JPEG", size=(90, 90))[:-50])
    assert ImageFile.LOAD_TRUNCATED_IMAGES


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_damaged_bytes_raise_nothing_but_the_refusal(kind: str) -> None:
    chance, whole = random.Random(7), picture(kind, size=(9, 9))
    for _ in range(60):
        damaged = bytearray(whole)
        for _ in range(3):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            verify(bytes(damaged))
        except ValueError as error:
            assert str(error).startswith("it ")


# ---- gather ----


def test_a_file_beside_the_source_becomes_an_asset() -> None:
    found, findings, _ = gather(Figure("a/b%20c.png", "a pier"), files={"a/b c.png": picture()})
    assert found.blocks == (Figure(verify(picture()).name, "a pier"),)
    assert findings == []


def test_a_file_named_with_its_query_is_found() -> None:
    _, findings, _ = gather(Figure("a.png?w=200", ""), files={"a.png?w=200": picture()})
    assert findings == []


def test_a_data_address_is_its_own_file() -> None:
    address = "data:image/png;base64," + base64.b64encode(picture()).decode()
    found, _, _ = gather(Figure(address, ""))
    assert found.blocks == (Figure(verify(picture()).name, ""),)


def test_the_same_picture_twice_is_one_asset() -> None:
    _, assets = gather_pictures(article(Figure("a.png", ""), Figure("b.png", "")), lambda _: picture())
    assert len(assets) == 1


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("https://example.org/a.png", "it is at example.org, and nothing is fetched from the web"),
        ("//example.org/a.png", "it is at example.org, and nothing is fetched from the web"),
        ("file:///etc/passwd", "it is at file, and nothing is fetched from the web"),
        ("gone.png", "its file is not beside the source"),
        ("broken.png", "it is no picture that can be read (PNG, JPEG, GIF or WebP)"),
        ("huge.png", "it has more than 40 megapixels"),
        ("data:image/png;base64,####", "it is no picture that can be read (PNG, JPEG, GIF or WebP)"),
        ("data:nonsense", "its data: address is broken"),
        ("http://[broken", "its address is broken"),
    ],
)
def test_a_picture_that_cannot_be_had_goes_with_a_finding_and_its_caption(address: str, reason: str) -> None:
    files = {"broken.png": b"no", "huge.png": huge_claim()}
    found, findings, removed = gather(p("Before."), Figure(address, "", inlines("The pier.")), files=files)
    assert found.blocks == (p("Before."),)
    assert findings == [f"a picture was left out: {reason}"]
    assert removed == ["The pier."]


def test_a_lost_picture_is_a_warning() -> None:
    outcome, _ = gather_pictures(article(Figure("gone.png", "")), lambda _: None)
    assert [(each.code, each.severity) for each in outcome.findings] == [("IMG-001", Severity.WARNING)]


def test_nothing_empty_is_left_where_pictures_were_lost() -> None:
    lost: Inline = Picture("gone.png", "")
    blocks = (
        p(lost),
        p(" ", Link("https://example.org", (lost,)), " "),
        Quote((Figure("gone.png", ""),)),
        ul((p("An item"),), (Figure("gone.png", ""),)),
        p("Words ", strong(lost), "and more"),
    )
    found, _, _ = gather(*blocks)
    assert found.blocks == (ul("An item"), p("Words ", "and more"))


def test_a_picture_in_a_line_becomes_an_asset() -> None:
    found, _, _ = gather(p("See ", Picture("a.png", "sign")), files={"a.png": picture()})
    assert found.blocks == (p(Text("See "), Picture(verify(picture()).name, "sign")),)
