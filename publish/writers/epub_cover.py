"""The cover of the EPUB as a picture: the look of the PDF's cover, for the shelves of reading apps."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from publish.model import Direction, Publication
from publish.theme.cascade import cascade
from publish.theme.computed import ComputedStyle
from publish.theme.fonts import FAMILIES, REGULAR, Face, face_bytes, faces, families_for, installed
from publish.theme.load import Theme
from publish.theme.roles import StyleRole
from publish.walk import direction_of
from publish.writers.front_matter import leaf_widths
from publish.writers.wording import wording_for, year_span

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 1800
EDGE, TOP, FOOT = 156, 230, 1680  # the measure begins at EDGE from both sides; FOOT is a base line
LOWEST_LEAF, LEAF_STEP, LEAF_GAP = 1500, 17, 90
TITLE_SIZES = tuple(range(100, 34, -6))  # in pixels; the first that leaves everything room is taken
MOST_AUTHORS = 12
GROUND = "--cover"
COLOURS: Mapping[str, str] = {"--cover": "#4d1a14", "--paper": "#f6ecdc", "--glow": "#dfa77f"}
PLAIN = "Source Sans 3"  # of a theme that names no font we have
SHADES = 32  # from the ground to each ink, for smooth edges: a third of the bytes of full colour


@dataclass(frozen=True, slots=True)
class Voices:
    """The faces of a cover: of its title, its subtitle, its kicker, and of all else."""

    title: Face
    subtitle: Face
    kicker: Face
    rest: Face


class Ink(Enum):
    """What the cover is drawn with, by the theme's property for its colour."""

    PAPER = "--paper"
    GLOW = "--glow"


@dataclass(frozen=True, slots=True)
class _Words:
    """A text of the cover in a face that has its glyphs; `above` is the space to what stands before, in pixels."""

    text: str
    face: Face
    ink: Ink
    size: int
    above: int = 0
    tracking: int = 0


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as drawn; `step` is the distance to the base line before, in pixels."""

    text: str
    words: _Words
    font: FreeTypeFont
    step: int


def cover_picture(publication: Publication, theme: Theme) -> bytes:
    """A PNG of 1200 × 1800 pixels: title, subtitle and authors over the leaves, one line an article.

    Characters that no bundled font has are left out; a text that would lose most of its characters is not drawn.
    """
    from PIL import Image, ImageDraw

    layers = {ink: Image.new("L", (WIDTH, HEIGHT)) for ink in Ink}
    draw = {ink: ImageDraw.Draw(layer) for ink, layer in layers.items()}
    widths = leaf_widths(publication)
    rtl = direction_of(publication.meta.title) is Direction.RTL
    base = TOP
    voices = _voices(theme)
    for line in _head(publication, voices, LOWEST_LEAF - LEAF_STEP * len(widths) - LEAF_GAP - TOP):
        base += line.step
        _write(draw[line.words.ink], line, base, rtl=rtl)
    _draw_leaves(draw[Ink.GLOW], widths, rtl=rtl)
    for words in _drawable(year_span(publication), voices.rest, Ink.PAPER, 25, tracking=1):
        _write(draw[words.ink], _Line(words.text, words, _font(words.face, words.size), 0), FOOT, rtl=rtl)
    buffer = io.BytesIO()
    _coloured(layers, theme).save(buffer, "PNG")
    return buffer.getvalue()


def _voices(theme: Theme) -> Voices:
    """The faces of the theme's cover, each as near as its family has one."""
    styles = cascade(theme).styles
    roles = (StyleRole.COVER_TITLE, StyleRole.COVER_SUBTITLE, StyleRole.COVER_KICKER, StyleRole.COVER_AUTHORS)
    return Voices(*(_nearest(styles[role], theme) for role in roles))


def _nearest(style: ComputedStyle, theme: Theme) -> Face:
    own = {face.family for face in theme.faces}
    family = next((name for name in style.families if name in own or (name in FAMILIES and installed(name))), PLAIN)
    alike = [face for face in theme.faces if face.family == family] or list(faces((family,)))
    return min(alike, key=lambda face: (face.italic is not style.italic, abs(face.weight - style.weight)))


def _coloured(layers: Mapping[Ink, Image], theme: Theme) -> Image:
    """The layers as one picture, with SHADES colours from the ground to each ink."""
    from PIL import Image, ImageChops

    ground = _colour(theme, GROUND)
    whole, colours = Image.new("L", (WIDTH, HEIGHT)), list[int]()
    for number, (ink, layer) in enumerate(layers.items()):
        shades = [round(value * (SHADES - 1) / 255) for value in range(256)]
        places = [shade and number * SHADES + shade for shade in shades]  # 0 is the ground for every ink
        whole = ImageChops.lighter(whole, layer.point(places))
        for step in range(SHADES):
            mixed = zip(ground, _colour(theme, ink.value), strict=True)
            colours.extend(round(low + (high - low) * step / (SHADES - 1)) for low, high in mixed)
    whole.putpalette(colours)
    return whole


def _colour(theme: Theme, name: str) -> tuple[int, ...]:
    """A colour of the theme as red, green and blue, our own where the theme has none that can be drawn."""
    from PIL import ImageColor

    try:
        return ImageColor.getrgb(theme.properties.get(name, COLOURS[name]))[:3]
    except ValueError:
        return ImageColor.getrgb(COLOURS[name])


def _head(publication: Publication, voices: Voices, room: int) -> list[_Line]:
    """All lines of the head, the title as large as the room allows, cut with an ellipsis where nothing else helps."""
    texts = list(_texts(publication, voices))
    for size in TITLE_SIZES:
        lines = [line for words in texts for line in _set(words, size)]
        if sum(line.step for line in lines) <= room:
            return lines
    return _cut(lines, room)


def _cut(lines: list[_Line], room: int) -> list[_Line]:
    kept, used = list[_Line](), 0
    for line in lines:
        used += line.step
        if used > room:
            break
        kept.append(line)
    last = kept[-1]
    return [*kept[:-1], replace(last, text=last.text.rstrip(" .,;:")[:-1] + "…")]


def _texts(publication: Publication, voices: Voices) -> Iterator[_Words]:
    meta = publication.meta
    kicker = wording_for(meta.language).reader
    yield from _drawable(kicker.upper(), voices.kicker, Ink.GLOW, 26, above=0, tracking=4)
    yield from _drawable(meta.title, voices.title, Ink.PAPER, 0, above=72)
    yield from _drawable(meta.subtitle or "", voices.subtitle, Ink.PAPER, 38, above=46)
    yield from _drawable(", ".join(meta.authors[:MOST_AUTHORS]), voices.rest, Ink.GLOW, 32, above=44)


def _set(words: _Words, title_size: int) -> Iterator[_Line]:
    """The text in lines; a text without a size of its own is the title."""
    size = words.size or title_size
    step = round(size * (1.4 if words.size else 1.19))
    font = _font(words.face, size)
    for number, text in enumerate(_wrapped(words.text, font)):
        yield _Line(text, words, font, step if number else step + words.above)


def _drawable(text: str, face: Face, ink: Ink, size: int, *, above: int = 0, tracking: int = 0) -> Iterator[_Words]:
    """The text without the characters that its face lacks, in the face that has most of them; none for half or less."""
    candidates = (face, *map(_face_of, families_for(text)))
    drawn = [(_with_glyphs(text, each), each) for each in candidates]
    kept, found = max(drawn, key=lambda entry: len(entry[0]))
    if kept and len(kept) * 2 > len(text):
        yield _Words(kept, found, ink, size, above, tracking)


def _face_of(family: str) -> Face:
    weights = [weight for weight, italic in FAMILIES[family].files if not italic]
    return Face(family, weights[0] or REGULAR, False)


def _with_glyphs(text: str, face: Face) -> str:
    """The text on one line, without the characters that its face lacks."""
    font = _font(face, 24)
    missing = bytes(font.getmask("\uffff"))
    lacking = {char for char in set(text) if not char.isspace() and bytes(font.getmask(char)) == missing}
    return " ".join("".join(char for char in text if char not in lacking).split())


def _font(face: Face, size: int) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(io.BytesIO(face_bytes(face)), size)


def _wrapped(text: str, font: FreeTypeFont) -> Iterator[str]:
    """The text in lines that fit the measure: broken at spaces, and inside what is wider than a line."""
    measure = WIDTH - 2 * EDGE
    line = ""
    for word in text.split(" "):
        joined = f"{line} {word}" if line else word
        if font.getlength(joined) <= measure:
            line = joined
            continue
        if line:
            yield line
        *full, line = _pieces(word, font, measure)
        yield from full
    if line:
        yield line


def _pieces(word: str, font: FreeTypeFont, measure: int) -> Iterator[str]:
    start, width = 0, 0.0
    advances = {character: font.getlength(character) for character in set(word)}
    for place, character in enumerate(word):
        advance = advances[character]
        if width + advance > measure and place > start:
            yield word[start:place]
            start, width = place, 0.0
        width += advance
    yield word[start:]


def _write(draw: ImageDraw, line: _Line, base: int, *, rtl: bool) -> None:
    font, tracking = line.font, line.words.tracking
    joined = direction_of(line.text) is Direction.RTL
    if rtl or joined or not tracking:
        left, anchor = (WIDTH - EDGE, "rs") if rtl else (EDGE, "ls")
        draw.text((left, base), line.text, fill=255, font=font, anchor=anchor)
        return
    place = float(EDGE)
    for character in line.text:
        draw.text((place, base), character, fill=255, font=font, anchor="ls")
        place += font.getlength(character) + tracking


def _draw_leaves(draw: ImageDraw, widths: tuple[float, ...], *, rtl: bool) -> None:
    for number, width in enumerate(reversed(widths)):
        long = round(width * (WIDTH - EDGE))
        left = 0 if rtl else WIDTH - long
        top = LOWEST_LEAF - LEAF_STEP * number
        draw.rectangle((left, top, left + long, top + 2), fill=255)
