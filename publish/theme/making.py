"""A theme made of its files: put together, changed as a book wants it, checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from publish.errors import ThemeError
from publish.theme.check import check, custom_properties
from publish.theme.columns import columns_of
from publish.theme.compose import Composed, File, Shelf, compose
from publish.theme.fonts import FAMILIES, PLAIN
from publish.theme.load import Theme, imported_theme, read_bytes, read_css
from publish.theme.options import PAGES, StyleOptions
from publish.theme.pages import page_setup
from publish.theme.places import Places, Stretch
from publish.theme.properties import changed_css
from publish.theme.sheet import read_sheet

_PLAIN_SHEET = f'@media print {{ :where(:root) {{ font-family: "{PLAIN}", serif }} }}'  # not what a machine has


def make_theme(file: File, name: str, options: StyleOptions, project: Path | None) -> Theme:
    """The theme in a file, in a project of this folder; raises ThemeError with all its errors."""
    folders = (project / "styles",) if project is not None else ()
    shelf = Shelf(lambda called, path: imported_theme(called, path, folders), read_css, read_bytes, project)
    whole = compose(file, shelf)
    fonts = tuple(dict.fromkeys((*(face.family for face in whole.faces), *FAMILIES)))
    errors = list(whole.errors)
    try:
        css, places = whole.css, whole.places
        for more in _changes(whole, options, fonts):
            css, places = _with(css, places, *more)
        properties = custom_properties(css, places)
        checked = check(css, places, properties, fonts)
        printed = read_sheet(css, medium="print", places=places, properties=properties)
        page = page_setup(printed.pages, places, mirrored=False)
    except ThemeError as error:
        errors += str(error).split("\n")
    if errors:
        raise ThemeError("\n".join(dict.fromkeys(errors)))
    if not checked.families:
        css, places = _with(css, places, _PLAIN_SHEET, file.name)
    columns = columns_of(printed, places, properties, page)
    css, places = _with(css, places, columns.css, file.name)
    return Theme(
        name,
        file.name,
        css,
        properties,
        checked.families or (PLAIN,),
        options,
        places=places,
        faces=tuple(face for face in whole.faces if face.family in checked.families),
        pictures=whole.pictures,
        column_pt=columns.width_pt,
        findings=(*whole.findings, *checked.findings, *columns.findings),
    )


def _changes(whole: Composed, options: StyleOptions, fonts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(rules that come after the style's own, what they are called)."""
    if options.page is None and not options.changes:
        return
    defined = custom_properties(whole.css, whole.places)
    if options.page is not None:
        yield _page_sheet(options.page, defined), "[style] page"
    if options.changes:
        endings = tuple(f"-{page.lower()}" for page in PAGES)
        plain = {name: value for name, value in defined.items() if not name.endswith(endings)}
        yield changed_css(options.changes, plain, fonts), "[style.set]"


def _with(css: str, places: Places, more: str, file: str) -> tuple[str, Places]:
    """A sheet with more rules after its last line."""
    first = css.count("\n") + 1
    return css + more, Places((*places.stretches, Stretch(first, file, 1)))


def _page_sheet(page: str, defined: Mapping[str, str]) -> str:
    """The custom properties that a page size changes: the page, and what the style says for it by a name that ends so,
    such as `--base-a4`."""
    sizes = {name.lower(): size for name, size in PAGES.items()}
    if page.lower() not in sizes:
        raise ThemeError(f"there is no page size {page!r}; known sizes: {', '.join(PAGES)}")
    width, height = sizes[page.lower()]
    ending = f"-{page.lower()}"
    own = {name.removesuffix(ending): f"var({name})" for name in defined if name.endswith(ending)}
    changes = {"--page": f"{width} {height}", "--turned": f"{height} {width}", **own}
    return "\n:root {{ {} }}\n".format("; ".join(f"{name}: {value}" for name, value in changes.items()))
