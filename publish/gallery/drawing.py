"""Pages as pictures: those of a PDF as they are, those of a Word file as LibreOffice sets them."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH = 620  # pixels of a page: letters can be read, and thirty pages are less than a megabyte
COLOURS = 48  # of a page: letters are smooth with fewer
OFFICE_SECONDS = 180.0


def pages(pdf: bytes) -> tuple[bytes, ...]:
    """The pages of a PDF, each as a PNG of WIDTH."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return tuple(_png(page.render(scale=WIDTH / page.get_width()).to_pil()) for page in document)


def page_of(pdf: bytes, title: str) -> int:
    """The number of the page (0-based) that the bookmark of a title leads to, 0 where there is none."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        for entry in document.get_toc():
            found = entry.get_dest()
            if found is not None and entry.get_title().startswith(title):
                return found.get_index() or 0
    return 0


def as_pdf(word_file: bytes) -> bytes | None:
    """The PDF that LibreOffice makes of a Word file; None where it is not installed, or cannot."""
    office = shutil.which("soffice")
    if office is None:
        return None
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "book.docx").write_bytes(word_file)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = (office, profile, "--headless", "--convert-to", "pdf", "--outdir", place, str(folder / "book.docx"))
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=OFFICE_SECONDS)
            return (folder / "book.pdf").read_bytes()
        except (OSError, subprocess.SubprocessError):
            return None


def _png(page: Image) -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    page.quantize(COLOURS, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


# ---- all styles in one picture ----

ROW, COLUMNS, GAP, EDGE, CAPTION = 380, 2, 10, 44, 22  # pixels
GROUND, INK, LINE = "#e8e6e1", "#2b2a28", "#c9c5bd"
QUALITY = 80


def overview(shown: Mapping[str, Iterable[bytes]], font: bytes) -> bytes:
    """One WebP of some pages of each style, with the names of the styles above them, set in a font."""
    from PIL import Image, ImageDraw, ImageFont

    tiles = {name: _side_by_side(each) for name, each in shown.items()}
    columns = min(COLUMNS, len(tiles))
    width = max(tile.width for tile in tiles.values())
    step_x, step_y = width + EDGE, ROW + CAPTION + EDGE
    size = (EDGE + columns * step_x, EDGE + -(-len(tiles) // columns) * step_y)
    sheet = Image.new("RGB", size, GROUND)
    pen = ImageDraw.Draw(sheet)
    letters = ImageFont.truetype(io.BytesIO(font), CAPTION)
    for number, (name, tile) in enumerate(tiles.items()):
        left, top = EDGE + number % columns * step_x, EDGE // 2 + number // columns * step_y
        pen.text((left, top), name, INK, letters)
        sheet.paste(tile, (left, top + CAPTION + GAP))
    buffer = io.BytesIO()
    sheet.save(buffer, "WEBP", quality=QUALITY, method=6)
    return buffer.getvalue()


def _side_by_side(drawn: Iterable[bytes]) -> Image:
    from PIL import Image, ImageOps

    small = [ImageOps.expand(_of_height(Image.open(io.BytesIO(each)).convert("RGB")), 1, LINE) for each in drawn]
    row = Image.new("RGB", (sum(page.width + GAP for page in small) - GAP, ROW + 2), GROUND)
    left = 0
    for page in small:
        row.paste(page, (left, 0))
        left += page.width + GAP
    return row


def _of_height(page: Image) -> Image:
    from PIL import Image

    return page.resize((round(page.width * ROW / page.height), ROW), Image.Resampling.LANCZOS)
