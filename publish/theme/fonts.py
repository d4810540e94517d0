"""The fonts of a book: whole open-licence families that come as Python packages, cut to static faces in memory.

WeasyPrint, Word and many reading apps mishandle variable fonts (two weights on one file give widths that PDF/A
validators refuse), so every face is a static instance. HarfBuzz cuts one in about 10 ms: nothing needs a cache.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from publish.errors import MachineError, ThemeError

REGULAR, SEMIBOLD = 400, 600
PLAIN = "Literata"  # for styles that name no font that there is


@dataclass(frozen=True, slots=True)
class Family:
    """A font family: files by (weight or None when the file is variable in weight, italic), and fixed axes.

    `weights` and `italic_weights` are those cut from a variable file, the faces that books are set in; `scripts` are
    the ranges of characters that the family is there for.
    """

    package: str
    files: Mapping[tuple[int | None, bool], str]
    licence: str = "SIL Open Font License 1.1"
    designers: str = ""
    axes: Mapping[str, float] = field(default_factory=dict)
    weights: tuple[int, ...] = (REGULAR, SEMIBOLD)
    italic_weights: tuple[int, ...] = (REGULAR, SEMIBOLD)
    alternative: str = ""
    scripts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Face:
    """One static face of a family; of a font that a style brings, `file` is its path and `digest` its SHA-256."""

    family: str
    weight: int
    italic: bool
    file: str = ""
    digest: str = ""

    @property
    def name(self) -> str:
        """A name that is safe in URLs and file names, such as `literata-600-italic`."""
        stem = re.sub(r"[^a-z0-9]+", "-", self.family.lower())
        return f"{stem}-{self.weight}" + ("-italic" if self.italic else "")


_LITERATA: Mapping[tuple[int | None, bool], str] = {
    (None, False): "files/Literata[opsz,wght].ttf",
    (None, True): "files/Literata-Italic[opsz,wght].ttf",
}
_NEWSREADER: Mapping[tuple[int | None, bool], str] = {
    (None, False): "files/Newsreader[opsz,wght].ttf",
    (None, True): "files/Newsreader-Italic[opsz,wght].ttf",
}
FAMILIES: Mapping[str, Family] = {
    "Literata": Family("fontpkg_literata", _LITERATA, axes={"opsz": 12}, alternative="Georgia"),
    "Literata Display": Family(
        "fontpkg_literata", _LITERATA, axes={"opsz": 36}, weights=(REGULAR,), italic_weights=(), alternative="Georgia"
    ),
    "Source Sans 3": Family(
        "fontpkg_source_sans_3",
        {(None, False): "files/SourceSans3[wght].ttf", (None, True): "files/SourceSans3-Italic[wght].ttf"},
        italic_weights=(REGULAR,),
        alternative="Calibri",
    ),
    "Source Serif 4": Family(
        "fontpkg_source_serif_4",
        {(None, False): "files/SourceSerif4[opsz,wght].ttf", (None, True): "files/SourceSerif4-Italic[opsz,wght].ttf"},
        axes={"opsz": 12},
        alternative="Cambria",
    ),
    "Newsreader": Family("fontpkg_newsreader", _NEWSREADER, axes={"opsz": 10}, alternative="Times New Roman"),
    "Newsreader Display": Family(
        "fontpkg_newsreader",
        _NEWSREADER,
        axes={"opsz": 48},
        weights=(REGULAR, SEMIBOLD),
        italic_weights=(REGULAR,),
        alternative="Times New Roman",
    ),
    "Atkinson Hyperlegible": Family(
        "fontpkg_atkinson_hyperlegible",
        {
            (400, False): "files/AtkinsonHyperlegible-Regular.ttf",
            (400, True): "files/AtkinsonHyperlegible-Italic.ttf",
            (700, False): "files/AtkinsonHyperlegible-Bold.ttf",
            (700, True): "files/AtkinsonHyperlegible-BoldItalic.ttf",
        },
        alternative="Verdana",
    ),
    "EB Garamond": Family(
        "fontpkg_eb_garamond",
        {(None, False): "files/EBGaramond[wght].ttf", (None, True): "files/EBGaramond-Italic[wght].ttf"},
        alternative="Garamond",
    ),
    "JetBrains Mono": Family(
        "fontpkg_jetbrains_mono",
        {(None, False): "files/JetBrainsMono[wght].ttf", (None, True): "files/JetBrainsMono-Italic[wght].ttf"},
        alternative="Consolas",
    ),
    "Amiri": Family(
        "fontpkg_amiri",
        {
            (400, False): "files/Amiri-Regular.ttf",
            (400, True): "files/Amiri-Italic.ttf",
            (700, False): "files/Amiri-Bold.ttf",
            (700, True): "files/Amiri-BoldItalic.ttf",
        },
        alternative="Traditional Arabic",
        scripts=(r"\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc",),
    ),
    "Frank Ruhl Libre": Family(
        "fontpkg_frank_ruhl_libre",
        {(None, False): "files/FrankRuhlLibre[wght].ttf"},
        alternative="David",
        scripts=(r"\u0590-\u05ff\ufb1d-\ufb4f",),
    ),
    "Noto Sans Devanagari": Family(
        "fontpkg_noto_sans_devanagari",
        {(None, False): "files/NotoSansDevanagari[wdth,wght].ttf"},
        axes={"wdth": 100},
        alternative="Mangal",
        scripts=(r"\u0900-\u097f\ua8e0-\ua8ff",),
    ),
    "Hind Siliguri": Family(
        "fontpkg_hind_siliguri",
        {(400, False): "files/HindSiliguri-Regular.ttf", (600, False): "files/HindSiliguri-SemiBold.ttf"},
        alternative="Vrinda",
        scripts=(r"\u0980-\u09ff",),
    ),
    "Noto Sans Tamil": Family(
        "fontpkg_noto_sans_tamil",
        {(None, False): "files/NotoSansTamil[wdth,wght].ttf"},
        axes={"wdth": 100},
        alternative="Latha",
        scripts=(r"\u0b80-\u0bff",),
    ),
    "Noto Sans Telugu": Family(
        "fontpkg_noto_sans_telugu",
        {(None, False): "files/NotoSansTelugu[wdth,wght].ttf"},
        axes={"wdth": 100},
        alternative="Gautami",
        scripts=(r"\u0c00-\u0c7f",),
    ),
    "Noto Sans Thai": Family(
        "fontpkg_noto_sans_thai",
        {(None, False): "files/NotoSansThai[wdth,wght].ttf"},
        axes={"wdth": 100},
        alternative="Leelawadee UI",
        scripts=(r"\u0e01-\u0e5b",),
    ),
    "Noto Sans Khmer": Family(
        "fontpkg_noto_sans_khmer",
        {(None, False): "files/NotoSansKhmer[wdth,wght].ttf"},
        axes={"wdth": 100},
        alternative="Khmer UI",
        scripts=(r"\u1780-\u17ff\u19e0-\u19ff",),
    ),
    "Noto Sans CJK JP": Family(
        "noto_cjk_sans_jp_regular",
        {(400, False): "NotoSansCJKjp-Regular.otf"},
        alternative="MS Mincho",
        scripts=(r"\u2e80-\u30ff\u31c0-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff",),
    ),
}


_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def installed(family: str) -> bool:
    """Whether the package of a known family is on this machine; some families are optional extras."""
    return importlib.util.find_spec(FAMILIES[family].package) is not None


def families_for(text: str) -> tuple[str, ...]:
    """The families beyond a theme's own that `text` needs for its scripts, installed ones only."""
    characters = "".join(set(text))  # a few hundred, to be searched in place of a whole book
    return tuple(
        name
        for name, family in FAMILIES.items()
        if family.scripts and re.search(f"[{''.join(family.scripts)}]", characters) and installed(name)
    )


def faces(families: Iterable[str]) -> tuple[Face, ...]:
    """The static faces of known families, roman and italic, in the weights that each has."""
    return tuple(
        Face(name, weight, italic)
        for name in families
        for (fixed, italic) in FAMILIES[name].files
        for weight in ((fixed,) if fixed is not None else _weights(FAMILIES[name], italic=italic))
    )


def _weights(family: Family, *, italic: bool) -> tuple[int, ...]:
    return family.italic_weights if italic else family.weights


@functools.lru_cache(maxsize=64)
def face_bytes(face: Face) -> bytes:
    """The font file of a static face.

    Raises MachineError when the family's package is not installed, ThemeError when the file of a style is gone.
    """
    if face.file:
        return _pinned(_read(face), face.weight)
    family = FAMILIES[face.family]
    fixed = (face.weight, face.italic) in family.files
    path = _root(family) / family.files[(face.weight if fixed else None, face.italic)]
    if fixed and not family.axes:
        return path.read_bytes()
    return _instance(path, {**family.axes, **({} if fixed else {"wght": face.weight})})


@functools.lru_cache(maxsize=64)
def letter_em(face: Face) -> float:
    """The mean width of a lower-case letter in em. Raises what `face_bytes` does."""
    import uharfbuzz

    font = uharfbuzz.Font(uharfbuzz.Face(face_bytes(face)))
    glyphs = [glyph for letter in _ALPHABET if (glyph := font.get_nominal_glyph(ord(letter))) is not None]
    return sum(map(font.get_glyph_h_advance, glyphs)) / len(glyphs) / font.face.upem if glyphs else 0.0


def _root(family: Family) -> Path:
    spec = importlib.util.find_spec(family.package)
    if spec is None or spec.origin is None:
        name = family.package.replace("_", "-")
        raise MachineError(f"the font package {name} is missing; install it with: pip install {name}")
    return Path(spec.origin).parent


def own_face(family: str, weight: int, path: Path, *, italic: bool) -> Face:
    """The face in a font file of a style. Raises ThemeError when it cannot be read or is no font."""
    import uharfbuzz

    try:
        data = path.read_bytes()
    except OSError as error:
        raise ThemeError(f"the font {path.name} cannot be read: {error.strerror}; mend the url()") from error
    if not uharfbuzz.Face(uharfbuzz.Blob(data)).glyph_count:
        raise ThemeError(f"{path.name} is no TrueType or OpenType font; convert it to .ttf or .otf")
    return Face(family, weight, italic, str(path), hashlib.sha256(data).hexdigest())


def _read(face: Face) -> bytes:
    try:
        data = Path(face.file).read_bytes()
    except OSError as error:
        raise ThemeError(f"the font {Path(face.file).name} cannot be read: {error.strerror}") from error
    if hashlib.sha256(data).hexdigest() != face.digest:
        raise ThemeError(f"the font {Path(face.file).name} was changed meanwhile; build again")
    return data


def _pinned(data: bytes, weight: int) -> bytes:
    """A font of a style as a static face: a variable one at this weight, and as it is meant to be in all else."""
    import uharfbuzz

    axes = uharfbuzz.Face(uharfbuzz.Blob(data)).axis_infos
    if not axes:
        return data
    places = {axis.tag: axis.default_value for axis in axes}
    for axis in axes:
        if axis.tag == "wght":
            places["wght"] = min(max(float(weight), axis.min_value), axis.max_value)
    return _cut(data, places)


def _instance(path: Path, axes: Mapping[str, float]) -> bytes:
    return _cut(path.read_bytes(), axes)


def _cut(data: bytes, axes: Mapping[str, float]) -> bytes:
    """A variable font pinned to one place on each axis, with every glyph and feature it had."""
    import uharfbuzz

    variable = uharfbuzz.Face(uharfbuzz.Blob(data))
    plan = uharfbuzz.SubsetInput()
    plan.keep_everything()
    for tag, value in axes.items():
        plan.pin_axis_location(variable, tag, value)
    return bytes(uharfbuzz.subset(variable, plan).blob.data)


def characters_in(fonts: Iterable[bytes]) -> frozenset[int]:
    """The code points that at least one of some font files has a glyph for."""
    import uharfbuzz

    return frozenset(point for font in fonts for point in uharfbuzz.Face(uharfbuzz.Blob(font)).unicodes)


def font_face_css(used: Iterable[Face], address: str) -> str:
    """`@font-face` rules for the faces; `address` is a template such as `fonts/{}.ttf` for where they are."""
    return "\n".join(
        f'@font-face {{ font-family: "{face.family}"; src: url("{address.format(face.name)}"); '
        f"font-weight: {face.weight}; font-style: {'italic' if face.italic else 'normal'} }}"
        for face in used
    )
