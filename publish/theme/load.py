"""Themes: finding one and reading it.

What understands CSS is loaded where a theme is read: a build that has nothing to do reads none.
"""

from __future__ import annotations

import difflib
import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from publish.errors import ThemeError
from publish.findings import Finding
from publish.theme.fonts import Face
from publish.theme.options import StyleOptions
from publish.theme.places import Places, one_file


@dataclass(frozen=True, slots=True)
class Theme:
    """A style sheet, put together; `place` is how messages call it, `properties` its custom properties with `var()`
    resolved.

    `places` are where its lines are from, `faces` and `pictures` are files that it brings, pictures by their addresses
    in the sheet; `findings` is what was noticed in it. `template` is the Word file of its options, `column_pt` the
    width of the columns of the PDF, None where it has but one.
    """

    name: str
    place: str
    css: str
    properties: Mapping[str, str]
    families: tuple[str, ...]
    options: StyleOptions = field(default_factory=StyleOptions)
    template: bytes | None = field(default=None, repr=False)
    places: Places = field(default_factory=lambda: one_file("style"))
    faces: tuple[Face, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    findings: tuple[Finding, ...] = ()
    column_pt: float | None = None


# ---- finding ----


SHEET = "theme.css"
"""The style sheet of a theme that is a folder."""

_PACKAGE = Path(__file__).resolve().parent.parent
_MENTIONED = re.compile(r"""@import\s+["']([^"']+)|url\(\s*["']?([^"')]+)""")


def stock_folder() -> Path:
    """Where the stock themes are: in the installed package, or beside it in a checkout."""
    inside = _PACKAGE / "styles"
    return inside if inside.is_dir() else _PACKAGE.parent / "styles"


def stock_themes() -> Mapping[str, Path]:
    return _themes_in(stock_folder())


def known_themes(folders: Iterable[Path]) -> Mapping[str, Path]:
    """The style sheets that can be named: the stock ones, and those in the folders, which win."""
    own = {name: path for folder in folders if folder.is_dir() for name, path in _themes_in(folder).items()}
    return {**stock_themes(), **own}


def _themes_in(folder: Path) -> Mapping[str, Path]:
    """The style sheets of a folder by name: files, and folders with a sheet in them."""
    files = {path.stem: path for path in sorted(folder.glob("*.css"))}
    folders = {path.parent.name: path for path in sorted(folder.glob(f"*/{SHEET}"))}
    return dict(sorted({**files, **folders}.items()))


def name_of(path: Path) -> str:
    """What the style in a file is called."""
    return path.resolve().parent.name if path.name == SHEET else path.stem


def find_theme(name: str, folders: Iterable[Path]) -> Path:
    """The sheet of the style called `name`: a path if it exists, else one in the folders, else a stock style.

    A path may lead to a folder with a `theme.css`. Raises ThemeError with the nearest known name.
    """
    path = Path(name)
    if path.is_file():
        return path
    if (path / SHEET).is_file():
        return path / SHEET
    known = known_themes(folders)
    if name not in known and path.is_dir():
        raise ThemeError(f'the folder {name!r} has no {SHEET}; write one that begins with: @import "reader";')
    return _named(name, known)


def imported_theme(name: str, path: Path | None, folders: tuple[Path, ...]) -> Path:
    """The style that a file imports by name: never itself, so that a style may be called like the one it changes."""
    known = known_themes(folders)
    if path is not None and name in known and known[name].resolve() == path.resolve():
        known = stock_themes()
    return _named(name, known)


def _named(name: str, known: Mapping[str, Path]) -> Path:
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"known styles: {', '.join(sorted(known))}"
    raise ThemeError(f"there is no style {name!r}; {hint}")


# ---- reading ----


def read_theme(path: Path, options: StyleOptions | None = None, project: Path | None = None) -> Theme:
    """The theme in a file, to be used with these options in the project of this folder.

    Raises ThemeError with every error in it and in what it imports, each with file, line and remedy; when the Word file
    of the options cannot be read; and for an unknown page size.
    """
    from publish.theme.compose import File
    from publish.theme.making import make_theme

    theme = make_theme(File(read_css(path), called(path), path), name_of(path), options or StyleOptions(), project)
    word = theme.options.docx_template
    return theme if word is None else replace(theme, template=_word_file(word))


def parse_theme(css: str, *, name: str, place: str, options: StyleOptions | None = None) -> Theme:
    """The theme in a text; raises what `read_theme` does."""
    from publish.theme.compose import File
    from publish.theme.making import make_theme

    return make_theme(File(css, place), name, options or StyleOptions(), None)


def read_css(path: Path) -> str:
    """The text of a style sheet. Raises ThemeError when it cannot be read."""
    data = read_bytes(path)
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ThemeError(f"{called(path)}, line {line}: this is not UTF-8 text; save it as UTF-8") from error


def read_bytes(path: Path) -> bytes:
    """The bytes of a file of a style. Raises ThemeError when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise ThemeError(f"{called(path)}: it cannot be read: {error.strerror}") from error


def ingredients(path: Path, project: Path | None) -> tuple[bytes, ...]:
    """The bytes of all files that a style may be made of. Raises ThemeError when one cannot be read."""
    folders = (project / "styles",) if project is not None else ()
    found: dict[Path, bytes] = {}
    _gather(path.resolve(), folders, found)
    return tuple(found.values())


def _gather(path: Path, folders: tuple[Path, ...], found: dict[Path, bytes]) -> None:
    if path in found:
        return
    found[path] = read_bytes(path)
    if path.suffix != ".css":
        return
    for name, address in _MENTIONED.findall(found[path].decode("utf-8", "replace")):
        beside = path.parent / (name or address)
        if beside.is_file():
            _gather(beside.resolve(), folders, found)
        elif name:
            _gather(imported_theme(name, path, folders).resolve(), folders, found)


def called(path: Path) -> str:
    """How messages call a style's file."""
    return f"{path.resolve().parent.name}/{SHEET}" if path.name == SHEET else path.name


def _word_file(path: Path) -> bytes:
    try:
        data = path.read_bytes()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            archive.getinfo("word/styles.xml")
    except OSError as error:
        raise ThemeError(f"{path.name}: it cannot be read: {error.strerror}; mend docx_template") from error
    except (zipfile.BadZipFile, KeyError) as error:
        raise ThemeError(f"{path.name}: it is no Word document with styles; save it in Word as .docx") from error
    return data
