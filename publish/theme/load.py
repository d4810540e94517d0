"""Themes: finding one, reading it, and knowing its custom properties and fonts."""

from __future__ import annotations

import difflib
import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from publish.errors import ThemeError
from publish.theme.fonts import FAMILIES
from publish.theme.options import PAGES, StyleOptions

_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Theme:
    """A style sheet; `place` is how messages call it, `properties` its custom properties with `var()` resolved.

    `template` is the Word file of its options.
    """

    name: str
    place: str
    css: str
    properties: Mapping[str, str]
    families: tuple[str, ...]
    options: StyleOptions = field(default_factory=StyleOptions)
    template: bytes | None = field(default=None, repr=False)


def stock_folder() -> Path:
    """Where the stock themes are: in the installed package, or beside it in a checkout."""
    inside = _PACKAGE / "styles"
    return inside if inside.is_dir() else _PACKAGE.parent / "styles"


def stock_themes() -> Mapping[str, Path]:
    return {path.stem: path for path in sorted(stock_folder().glob("*.css"))}


def find_theme(name: str, folders: Iterable[Path]) -> Path:
    """The style sheet called `name`: a path if it exists, else `name.css` in one of the folders, else a stock theme.

    Raises ThemeError with the nearest known name.
    """
    path = Path(name)
    if path.is_file():
        return path
    known = known_themes(folders)
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"known styles: {', '.join(sorted(known))}"
    raise ThemeError(f"there is no style {name!r}; {hint}")


def read_theme(path: Path, options: StyleOptions | None = None) -> Theme:
    """The theme in a file, to be used with these options.

    Raises ThemeError when it, or the Word file of the options, cannot be read, when a `var()` in it is never defined,
    or for an unknown page size.
    """
    theme = parse_theme(read_css(path), name=path.stem, place=path.name, options=options)
    word = theme.options.docx_template
    return theme if word is None else replace(theme, template=_word_file(word))


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


def read_css(path: Path) -> str:
    """The text of a style sheet. Raises ThemeError when it cannot be read."""
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ThemeError(f"{path.name}: it is not UTF-8 text; save it as UTF-8") from error
    except OSError as error:
        raise ThemeError(f"{path.name}: it cannot be read: {error.strerror}") from error


def parse_theme(css: str, *, name: str, place: str, options: StyleOptions | None = None) -> Theme:
    options = options or StyleOptions()
    if options.page is not None:
        css += _page_sheet(options.page)
    properties = _custom_properties(css, place)
    named = " ".join((css, *properties.values()))
    families = tuple(family for family in FAMILIES if re.search(rf'["\']{re.escape(family)}["\']', named))
    return Theme(name, place, css, properties, families, options)


def _page_sheet(page: str) -> str:
    sizes = {name.lower(): changes for name, changes in PAGES.items()}
    if page.lower() not in sizes:
        raise ThemeError(f"there is no page size {page!r}; known sizes: {', '.join(PAGES)}")
    changes = "; ".join(f"{name}: {value}" for name, value in sizes[page.lower()].items())
    return f"\n:root {{ {changes} }}\n"


def _custom_properties(css: str, place: str) -> Mapping[str, str]:
    import tinycss2

    found: dict[str, str] = {}
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type == "error":
            raise ThemeError(f"{place}, line {rule.source_line}: {rule.message}; mend the rule there")
        if rule.type != "qualified-rule" or tinycss2.serialize(rule.prelude).strip() != ":root":
            continue
        for item in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
            if item.type == "error":
                raise ThemeError(f"{place}, line {item.source_line}: {item.message}; write `name: value;`")
            if item.type == "declaration" and item.name.startswith("--"):
                found[item.name] = tinycss2.serialize(item.value).strip()
    return {name: resolve(value, found, place) for name, value in found.items()}


def resolve(value: str, properties: Mapping[str, str], place: str, *, depth: int = 0) -> str:
    """A CSS value with every `var()` replaced.

    Raises ThemeError for a property that is never defined or that refers to itself.
    """
    if depth > 20:
        raise ThemeError(f"{place}: a custom property refers to itself in {value!r}; break the circle")

    def substitute(found: re.Match[str]) -> str:
        name, fallback = found[1], found[2]
        if name in properties:
            return resolve(properties[name], properties, place, depth=depth + 1)
        if fallback is not None:
            return resolve(fallback.strip(), properties, place, depth=depth + 1)
        near = difflib.get_close_matches(name, properties, n=1)
        hint = f"did you mean var({near[0]})?" if near else "set it under :root"
        raise ThemeError(f"{place}: var({name}) is never defined; {hint}")

    return re.sub(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)", substitute, value)


def known_themes(folders: Iterable[Path]) -> Mapping[str, Path]:
    """The style sheets that can be named: the stock ones, and those in the folders, which win."""
    own = {sheet.stem: sheet for folder in folders if folder.is_dir() for sheet in sorted(folder.glob("*.css"))}
    return {**stock_themes(), **own}


def describe(path: Path) -> str:
    """The first line of the comment that a style sheet opens with, without the name before the colon."""
    found = re.match(r"\s*/\*\s*(.+)", path.read_text("utf-8-sig", "replace"))
    return found[1].partition(": ")[2].strip() or found[1].strip(" */") if found else ""


def copy_theme(name: str, destination: str, project: Path) -> Path:
    """Copy a style sheet to `styles/DEST.css` of the project, or to DEST when that ends in .css.

    Raises ThemeError when there already is such a file.
    """
    source = find_theme(name, (project / "styles",))
    target = Path(destination) if destination.endswith(".css") else project / "styles" / f"{destination}.css"
    if target.exists():
        raise ThemeError(f"{target.name} already exists; choose another name")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
    except OSError as error:
        raise ThemeError(f"{target.name} cannot be written: {error.strerror}") from error
    return target
