"""The pictures of the PDF as a reader sees them: drawn by another library than the one that set them."""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping

import pikepdf
import pypdfium2
import pypdfium2.raw
import pytest
from PIL import Image

from publish.model import Asset, Block, BookMeta, Callout, Cell, Figure, Part, Picture, Publication, Quote, Table
from publish.pictures import verify
from publish.theme.cascade import cascade
from publish.theme.load import find_theme, parse_theme, read_css, read_theme
from publish.writers.pdf import manuscript, typeset
from publish.writers.pdf_pictures import RESOLUTION, smaller
from tests.builders import MORE_PROSE, PROSE, article, inlines, p, ul
from tests.drawn import CORNERS, KINDS, glass, looks_like, palette_of_glass, quarters, saved

SHEET = find_theme("reader", ())
PAGE = cascade(read_theme(SHEET)).page
MEASURE = PAGE.measure_pt
TEXT_HEIGHT = PAGE.height_pt - PAGE.margins.top - PAGE.margins.bottom


def pdf(*blocks: Block, assets: Mapping[str, Asset], css: str = "") -> bytes:
    theme = parse_theme(read_css(SHEET) + css, name="reader", place="reader.css")
    meta = BookMeta(title="A Book", name="book", date="2024-09-14", language="en-GB")
    outcome, _ = typeset(manuscript(Publication(meta, (Part(None, (article(*blocks),)),)), theme, assets))
    assert outcome.findings == ()
    return outcome.value[0].data


def seen(data: bytes) -> list[tuple[int, tuple[float, float, float, float], Image.Image]]:
    """(page, left, bottom, right and top in points, what it looks like) of every picture, in order."""
    found = []
    with pypdfium2.PdfDocument(data) as document:
        for number, page in enumerate(document):
            scale = 4
            drawn = None
            for each in page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,)):
                drawn = drawn or page.render(scale=scale).to_pil()
                left, bottom, right, top = each.get_bounds()
                height = page.get_height()
                box = tuple(round(scale * edge) for edge in (left, height - top, right, height - bottom))
                found.append((number, (left, bottom, right, top), drawn.crop(box)))
            page.close()
    return found


def images(data: bytes) -> list[pikepdf.Object]:
    """The picture objects of a PDF, masks apart."""
    with pikepdf.open(io.BytesIO(data)) as document:
        masks = {
            entry.SMask.objgen for entry in document.objects if isinstance(entry, pikepdf.Stream) and "/SMask" in entry
        }
        return [
            pikepdf.Dictionary(
                {name: entry[name] for name in ("/Width", "/Height", "/ColorSpace", "/Filter", "/BitsPerComponent")}
                | {"/Masked": "/SMask" in entry, "/Length": len(entry.read_raw_bytes()), "/Interpolate": "/Interpolate" in entry}
            )
            for entry in document.objects
            if isinstance(entry, pikepdf.Stream) and entry.get("/Subtype") == "/Image" and entry.objgen not in masks
        ]  # fmt: skip


def asset(data: bytes, name: str = "x") -> Asset:
    made = verify(data)
    return Asset(name, made.data, made.media_type, made.width, made.height)


def photograph(width: int, height: int) -> bytes:
    """A JPEG of four fields with the grain of a photograph."""
    grain = Image.effect_noise((width, height), 12).convert("RGB")
    return saved(Image.blend(quarters((width, height)), grain, 0.1), "JPEG", quality=95)


# ---- colours and direction ----


@pytest.fixture(scope="module")
def every_kind() -> list[Image.Image]:
    assets = {str(number): asset(make(), str(number)) for number, (make, _) in enumerate(KINDS.values())}
    return [picture for _, _, picture in seen(pdf(*(Figure(name, "fields") for name in assets), assets=assets))]


@pytest.mark.parametrize("number", range(len(KINDS)), ids=KINDS)
def test_every_kind_of_picture_is_seen_as_it_is(every_kind: list[Image.Image], number: int) -> None:
    assert len(every_kind) == len(KINDS)
    name, (_, wanted) = list(KINDS.items())[number]
    if name != "a tiny one":  # two pixels wide: what is drawn is mostly what is between them
        assert looks_like(every_kind[number], wanted, within=8)


def test_transparency_is_seen_on_the_paper_behind_it() -> None:
    for data in (saved(glass()), palette_of_glass()):
        (found,) = seen(pdf(Callout("Note", (Figure("x", "fields"),)), assets={"x": asset(data)}))
        tint = (0xF8, 0xF4, 0xEC)
        assert looks_like(found[2], (*CORNERS[:3], tint))


# ---- pixels ----


def test_a_large_photograph_is_printed_with_300_pixels_to_the_inch_and_stays_a_jpeg() -> None:
    data = pdf(Figure("x", "fields"), assets={"x": asset(photograph(4000, 3000))})
    (image,) = images(data)
    assert abs(int(image.Width) - MEASURE / 72 * RESOLUTION) <= 1
    assert abs(int(image.Height) - int(image.Width) * 3 / 4) <= 1
    assert image.Filter == "/DCTDecode"
    ((_, (left, _, right, _), picture),) = seen(data)
    assert abs(right - left - MEASURE) < 0.1
    assert looks_like(
        picture, tuple(tuple(round(0.9 * value + 12.8) for value in colour) for colour in CORNERS), within=12
    )


@pytest.mark.parametrize("width", [40, 600, round(MEASURE / 72 * RESOLUTION * 1.15)])
def test_a_picture_with_few_pixels_too_many_or_none_stays_byte_for_byte(width: int) -> None:
    made = photograph(width, width // 2)
    with pikepdf.open(io.BytesIO(pdf(Figure("x", "fields"), assets={"x": asset(made)}))) as document:
        (image,) = (each for each in document.objects if isinstance(each, pikepdf.Stream) and "/Width" in each)
        assert image.read_raw_bytes() == made


def test_a_small_picture_is_as_large_as_its_pixels_make_it() -> None:
    ((_, (left, bottom, right, top), _),) = seen(pdf(Figure("x", "a lamp"), assets={"x": asset(saved(quarters()))}))
    assert (right - left, top - bottom) == pytest.approx((45, 30))


def test_the_size_that_a_style_gives_counts() -> None:
    data = pdf(Figure("x", "fields"), assets={"x": asset(photograph(3000, 1500))}, css="figure img { width: 50% }")
    assert abs(int(images(data)[0].Width) - MEASURE / 2 / 72 * RESOLUTION) <= 1


def test_a_picture_that_is_shown_twice_is_stored_once_for_the_larger_place() -> None:
    places = (Figure("x", "large"), Table(4, (), ((Cell((p(Picture("x", "small")),)), *[Cell((p(PROSE),))] * 3),)))
    (image,) = images(pdf(*places, assets={"x": asset(photograph(3000, 1500))}))
    assert abs(int(image.Width) - MEASURE / 72 * RESOLUTION) <= 1


def test_a_drawing_keeps_its_palette_and_its_few_bits() -> None:
    drawing = quarters((300, 200)).quantize(4, dither=Image.Dither.NONE)
    bits = drawing.convert("L").convert("1")
    assets = {"x": asset(saved(drawing)), "y": asset(saved(bits), "y")}
    indexed, black = images(pdf(Figure("x", "fields"), Figure("y", "fields"), assets=assets))
    assert indexed.ColorSpace[0] == "/Indexed" and indexed.Filter == "/FlateDecode"
    assert black.ColorSpace == "/DeviceGray" and int(black.BitsPerComponent) == 1


def test_an_alpha_channel_that_hides_nothing_is_not_kept() -> None:
    solid, clear = saved(quarters().convert("RGBA")), saved(glass())
    found = images(pdf(*(Figure(name, "fields") for name in "xy"), assets={"x": asset(solid), "y": asset(clear, "y")}))
    assert [bool(each.Masked) for each in found] == [False, True]


def test_pixels_that_pillow_reads_and_others_may_not_are_packed_anew() -> None:
    whole = saved(quarters(), compress_level=0)
    start = whole.index(b"IDAT") + 4
    length = int.from_bytes(whole[start - 8 : start - 4], "big")
    packed = zlib.compress(zlib.decompress(whole[start : start + length]) + b"more" * 99)
    chunk = b"IDAT" + packed
    rest = whole[start + length + 4 :]
    png = whole[: start - 8] + len(packed).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big") + rest
    data = pdf(Figure("x", "fields"), assets={"x": asset(png)})
    with pikepdf.open(io.BytesIO(data)) as document:
        (image,) = (each for each in document.objects if isinstance(each, pikepdf.Stream) and "/Width" in each)
        assert len(zlib.decompress(image.read_raw_bytes())) == 40 * (1 + 3 * 60)
    assert looks_like(seen(data)[0][2])


def test_no_picture_asks_to_be_smoothed_which_pdf_a_forbids() -> None:
    assert not any(
        bool(each.Interpolate) for each in images(pdf(Figure("x", "-"), assets={"x": asset(saved(glass()))}))
    )


@pytest.mark.parametrize("mode", ["1", "P", "L", "LA", "RGB", "RGBA"])
def test_a_smaller_png_is_smooth_and_has_its_colours(mode: str) -> None:
    grain = Image.effect_noise((900, 600), 60).convert("RGB")
    whole = Image.blend(quarters((900, 600)), grain, 0.02).convert(mode)
    found = smaller(asset(saved(whole)), 1 / 3)
    with Image.open(io.BytesIO(found.data)) as picture:
        assert (found.width, found.height) == picture.size == (300, 200)
        if mode in ("P", "RGB", "RGBA"):
            assert looks_like(picture, within=20)


def test_what_would_not_be_fewer_bytes_stays_as_it_is() -> None:
    drawing = asset(saved(Image.linear_gradient("L").rotate(30).resize((2000, 2000)).convert("1")))
    found = smaller(drawing, 0.9)
    assert len(found.data) <= len(drawing.data)


def test_the_same_pictures_give_the_same_bytes() -> None:
    assets = {"x": asset(photograph(2000, 1500)), "y": asset(saved(glass()), "y")}
    first, second = (pdf(Figure("x", "fields"), Figure("y", "fields"), assets=assets) for _ in range(2))
    assert first == second


# ---- places ----


def test_a_cover_fills_its_page() -> None:
    theme = read_theme(SHEET)
    meta = BookMeta(title="A Book", name="book", date="2024-09-14", language="en-GB", cover="x")
    book = Publication(meta, (Part(None, (article(p(PROSE)),)),))
    outcome, _ = typeset(manuscript(book, theme, {"x": asset(photograph(900, 2400))}))
    ((number, (left, bottom, right, top), _),) = seen(outcome.value[0].data)
    assert number == 0 and left <= 0.1 and bottom <= 0.1
    assert right >= PAGE.width_pt - 0.1 and top >= PAGE.height_pt - 0.1
    assert (right - left) / (top - bottom) == pytest.approx(900 / 2400, rel=0.01)


@pytest.mark.parametrize("size", [(6000, 40), (40, 6000), (900, 4000), (4000, 300), (3000, 3000), (5000, 1)])
def test_a_wide_or_tall_picture_is_whole_and_keeps_its_shape(size: tuple[int, int]) -> None:
    in_line = p("In ", Picture("x", "fields"), " line.")
    places = (
        p(PROSE),
        Figure("x", "-"),
        in_line,
        ul((in_line,)),
        Table(2, (), ((Cell((in_line,)), Cell((p(PROSE),))),)),
    )
    found = seen(pdf(*places, assets={"x": asset(saved(quarters(size)))}))
    assert len(found) == 4
    for _, (left, bottom, right, top), _ in found:
        width, height = right - left, top - bottom
        assert left >= PAGE.margins.left - 0.1 and right <= PAGE.width_pt - PAGE.margins.right + 0.1
        assert bottom >= PAGE.margins.bottom - 0.1 and top <= PAGE.height_pt - PAGE.margins.top + 0.1
        assert width <= size[0] * 0.75 + 0.1
        if min(size) > 1:
            assert width / height == pytest.approx(size[0] / size[1], rel=0.01)


@pytest.mark.parametrize("words", [10, 60, 80, 150, 200, 350])
def test_a_tall_picture_and_its_caption_share_a_page(words: int) -> None:
    caption = inlines(" ".join((f"{PROSE} {MORE_PROSE} " * 9).split()[: words - 1]), " Endmost.")
    for before in range(3):
        blocks: list[Block] = [p(f"{PROSE} {MORE_PROSE}")] * (4 * before)
        data = pdf(*blocks, Figure("x", "fields", caption), assets={"x": asset(saved(quarters((600, 1800))))})
        ((number, (_, bottom, _, top), _),) = seen(data)
        with pypdfium2.PdfDocument(data) as document:
            text = document[number].get_textpage().get_text_bounded()
        assert "Endmost." in text
        assert 130 < top - bottom < TEXT_HEIGHT


def test_pictures_in_cells_items_quotations_and_lines_stay_in_the_measure() -> None:
    figure = Figure("x", "fields", inlines("A caption."))
    in_line = p("See ", Picture("x", "fields"), " there.")
    places = (
        in_line,
        ul((p("An item"), ul((p("below it"), figure), (in_line,)))),
        Quote((p(PROSE), figure)),
        Callout("Note", (figure, in_line)),
        Table(3, (), ((Cell((figure,)), Cell((in_line,)), Cell((p(MORE_PROSE),))),)),
    )
    found = seen(pdf(*places, assets={"x": asset(photograph(1800, 1200))}))
    assert len(found) == 8
    for _, (left, bottom, right, top), _ in found:
        assert left >= PAGE.margins.left - 0.1 and right <= PAGE.width_pt - PAGE.margins.right + 0.1
        assert bottom >= PAGE.margins.bottom - 0.1 and top <= PAGE.height_pt - PAGE.margins.top + 0.1
        assert (right - left) / (top - bottom) == pytest.approx(1.5, rel=0.02)
        assert right - left > 20
