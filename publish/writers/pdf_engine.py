"""The one door to WeasyPrint: a document's markup and a style to laid-out pages, with nothing fetched from anywhere."""

from __future__ import annotations

import contextlib
import functools
import gc
import logging
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import unquote, urlsplit

from publish.collecting import keep_all
from publish.errors import MachineError
from publish.findings import Finding, info
from publish.outputs import Assets
from publish.theme.fonts import Face, characters_in, face_bytes, font_face_css
from publish.theme.load import Theme
from publish.theme.properties import settled
from publish.theme.stacks import faces_in, fallback_css, fallback_stacks
from publish.writers.page_starts import Start, page_starts
from publish.writers.pdf_elsewhere import targets_known, viewport_known
from publish.writers.pdf_fonts import FontUse, drawn, files_by_digest, uses_of, with_own_names
from publish.writers.pdf_glyphs import BOXES, STANDS_IN, box_font, boxed
from publish.writers.pdf_letters import letters_noted
from publish.writers.pdf_lines import Place, hyphens_at_foot, lines_bettered
from publish.writers.pdf_margins import Frame, Margins, draw_margins, frames_noted, layout_context, words_in
from publish.writers.pdf_objects import Objects, objects_of
from publish.writers.pdf_pango import styles_kept
from publish.writers.pdf_pictures import printed_pictures
from publish.writers.pdf_tags import mend_tags, sources_noted
from publish.writers.pdf_text import shorten

BASE = "file:///book/"  # a real file URL, or WeasyPrint turns #links into links to files; nothing is read from it
BOXES_FILE = "font/boxes"
POINTS = 0.75  # to a CSS pixel
VARIANT = "pdf/a-3a"
FIRST_PAGE = '<section class="cover"></section>'
MENDED = ("has no required alt description",)  # messages about what is put right afterwards
PLAIN_HYPHENS = 'html { hyphenate-character: "-" }'  # readers and search take off this one, not U+2010
PANGO = """WeasyPrint needs the Pango library, which is missing here. Install it with:
  Debian, Ubuntu   apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
  Fedora           dnf install pango
  macOS            brew install pango
  Windows          see https://doc.courtbouillon.org/weasyprint/stable/first_steps.html#windows"""


@dataclass(frozen=True, slots=True)
class Style:
    """What documents are laid out with: a whole style sheet, the fonts that it names, one side or two.

    `root` are the attributes of the root element, `recto` is the side of the pages that a book begins on: "right", or
    "left" where it runs from right to left. `pictures` are those that the style itself brings, by their addresses.
    """

    root: str
    css: str
    faces: tuple[Face, ...]
    sides: str
    recto: str
    pictures: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is laid out together: a whole book, or a part of one that begins on a page of its own.

    `name` sets its ids apart from those of other parts; `known` are the page numbers of anchors in other parts. Without
    `margins`, what stands in the margins of its pages is left out, and told in the frames of the result.
    """

    name: str
    markup: str
    known: Mapping[str, int] = field(default_factory=dict)
    margins: bool = True


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that links lead to; `page` is 0-based, `x` and `y` are points from the lower left corner of the page."""

    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line of the outline, and how deep it stands, from 1 on."""

    level: int
    title: str
    place: Anchor
    is_open: bool


@dataclass(frozen=True, slots=True)
class Laid:
    """A document laid out and drawn: the objects of a tagged PDF that names its fonts and has none.

    `opening` is the CSS value that says where it begins: "auto", "page", "recto" ... `around` is the name of the pages
    of what is around it.
    """

    objects: Objects
    frames: tuple[Frame, ...]
    anchors: Mapping[str, Anchor]
    bookmarks: tuple[Bookmark, ...]
    fonts: tuple[FontUse, ...]
    starts: tuple[Start, ...]
    opening: str
    around: str
    findings: tuple[Finding, ...]


def load() -> Any:  # the module, which has no types
    """WeasyPrint. Raises MachineError when a system library is missing, with the command that installs it."""
    try:
        import weasyprint
    except OSError as error:
        raise MachineError(PANGO) from error
    return weasyprint


def style_for(theme: Theme, root: str, text: str, recto: str) -> Style:
    """The theme made ready for a book with this text: its own fonts, and those of other scripts in the text."""
    used = faces_in(theme, text)
    stacks = fallback_stacks(theme, text, BOXES)
    sheet = settled(theme.css, {**theme.properties, **stacks}, theme.place)
    css = f"{font_face_css(used, 'font/{}.ttf')}\n{PLAIN_HYPHENS}\n{sheet}\n{fallback_css(stacks)}"
    return Style(
        root,
        with_own_names(css, {face.family for face in used}),
        used,
        theme.options.sides,
        recto,
        tuple(theme.pictures.items()),
    )


@dataclass(frozen=True, slots=True)
class Press:
    """WeasyPrint with a style and its fonts loaded.

    `characters` are those that one of its fonts has, `viewport` is the size of the first page of a book.
    """

    style: Style
    weasyprint: Any
    fetcher: Any
    fonts: Any
    sheet: Any
    characters: Set[int]
    files: Mapping[str, bytes]
    viewport: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def load_boxes(self) -> None:
        """Have the font of boxes at hand, too, which few books take."""
        css = f'@font-face {{ font-family: "{BOXES}"; src: url("{BOXES_FILE}") }}'
        self.weasyprint.CSS(string=css, font_config=self.fonts, base_url=BASE, url_fetcher=self.fetcher)

    def source(self, content: str) -> Any:
        """An HTML document of WeasyPrint's with this in its body."""
        return self.weasyprint.HTML(string=document(self.style, content), base_url=BASE, url_fetcher=self.fetcher)

    def render(self, source: Any, **options: object) -> Any:
        return source.render(
            stylesheets=[self.sheet],
            font_config=self.fonts,
            pdf_variant=VARIANT,
            presentational_hints=True,  # or lists that start at another number than 1 would not
            **options,
        )


@functools.lru_cache(maxsize=1)
def press_for(style: Style) -> Press:
    """The press for a style. Raises MachineError when a system library is missing."""
    weasyprint = load()
    files = {face: face_bytes(face) for face in style.faces}
    fetcher = fetcher_of(weasyprint, files, dict(style.pictures))
    fonts = weasyprint.text.fonts.FontConfiguration()
    sheet = weasyprint.CSS(string=style.css, font_config=fonts, base_url=BASE, url_fetcher=fetcher)
    by_digest = files_by_digest(style.faces)
    press = Press(style, weasyprint, fetcher, fonts, sheet, characters_in(files.values()), by_digest)
    with logged():
        first = press.render(press.source(FIRST_PAGE)).pages[0]._page_box
    keep_all()
    return replace(press, viewport={"box": first.style["size"], "area": (first.width, first.height)})


def document(style: Style, content: str) -> str:
    """A whole HTML document with this in its body."""
    head = f'<!DOCTYPE html>\n<html{style.root}>\n<head><meta charset="utf-8"/><title>publish</title></head>'
    return f"{head}\n<body>\n{content}\n</body>\n</html>"


def lay_out(sheet: Sheet, style: Style, assets: Assets) -> Laid:
    """The document laid out and drawn.

    Raises MachineError when a system library is missing, with the command that installs it.
    """
    try:
        return _laid_out(sheet, press_for(style), assets)
    finally:
        gc.collect()  # the boxes of pages are large, and all in cycles


def _laid_out(sheet: Sheet, press: Press, assets: Assets) -> Laid:
    style = press.style
    text = boxed(sheet.markup, press.characters)
    if text.signs:
        press.load_boxes()
    with logged() as log, styles_kept():
        source = press.source(text.markup)
        pictures = printed_pictures(assets, BASE + "picture/{}")

        def laid_out(whole: Set[Place] = frozenset()) -> tuple[Any, list[Frame]]:
            with (
                lines_bettered(whole),
                targets_known(sheet.known),
                viewport_known(press.viewport),
                frames_noted(margins=sheet.margins) as frames,
            ):
                return press.render(source, cache=pictures), frames

        document, frames = laid_out()
        anchors = _anchors(document)
        if style.sides == "two" and (hyphens := hyphens_at_foot(document.pages, style.recto)):
            again, again_frames = laid_out(hyphens)
            if len(again.pages) == len(document.pages) and _pages_of(_anchors(again)) == _pages_of(anchors):
                document, frames, anchors = again, again_frames, _anchors(again)
        bookmarks = tuple(_bookmarks(document, text.signs))
        starts = page_starts([page._page_box for page in document.pages], text.signs)
        opening, around = _opening(document)
        _release(document, anchors, sheet.known)
        with sources_noted(), letters_noted(text.markup, text.signs):
            pdf = drawn(document, pdf_variant=VARIANT)
        _mend(pdf, sheet.name)
        shorten(pdf, document.fonts)
        fonts = uses_of(document.fonts, press.files)
    findings = (*text.findings, *log.findings())
    return Laid(objects_of(pdf), tuple(frames), anchors, bookmarks, fonts, starts, opening, around, findings)


def margins_of(pages: tuple[tuple[Frame, int], ...], style: Style) -> Margins:
    """What stands in the margins of pages with these frames and numbers.

    Raises MachineError when a system library is missing, CannotAssembleError as `draw_margins` does.
    """
    press = press_for(style)
    if any(map(STANDS_IN.search, words_in(pages))):
        press.load_boxes()
    with logged(), styles_kept():  # of what the theme says of margins, the pages of the front matter have told
        html, context = _empty(style)
        return draw_margins(context, html, press.files, pages)


@functools.lru_cache(maxsize=1)
def _empty(style: Style) -> tuple[Any, Any]:
    """A document without text, and what its pages are laid out with."""
    press = press_for(style)
    html = press.source("")
    return html, layout_context(html, [press.sheet], press.fonts)


def _anchors(document: Any) -> Mapping[str, Anchor]:
    """Where each anchor begins."""
    found: dict[str, Anchor] = {}
    for number, page in enumerate(document.pages):
        for name, (x, y, *_) in page.anchors.items():  # what runs over several pages is on each of them
            if name not in found:
                found[name] = _place(page, number, x, y)
    return found


def _place(page: Any, number: int, x: float, y: float) -> Anchor:
    return Anchor(number, x * POINTS, (page.height - y) * POINTS)


def _pages_of(anchors: Mapping[str, Anchor]) -> Mapping[str, int]:
    return {name: anchor.page for name, anchor in anchors.items()}


def _bookmarks(document: Any, signs: Mapping[int, str]) -> Iterator[Bookmark]:
    for number, page in enumerate(document.pages):
        for level, title, (x, y), state in page.bookmarks:
            yield Bookmark(level, title.translate(signs), _place(page, number, x, y), state != "closed")


def _opening(document: Any) -> tuple[str, str]:
    """(the value of break-before of the last element in `main`, which is the part that stands there; the pages' name of
    `main`)."""
    for page in document.pages:
        for box in page._page_box.descendants():
            if box.element_tag == "main":
                inside = [child for child in box.children if child.element is not None]
                return str(inside[-1].style["break_before"]) if inside else "auto", str(box.style["page"])
    return "auto", "auto"


def _release(document: Any, anchors: Mapping[str, Anchor], known: Mapping[str, int]) -> None:
    """Leave the outline to the assembly, and keep links to anchors in other parts, which would be dropped."""
    for page in document.pages:
        page.bookmarks.clear()
    for name in known.keys() - anchors.keys():
        document.pages[0].anchors[name] = (0, 0, 0, 0)


def _mend(pdf: Any, name: str) -> None:
    """Mend the tags of a PDF, and have each of its pages leave the state of graphics as it was."""
    mend_tags(pdf, name)
    for reference in pdf.page_references:
        content = pdf.objects[int(pdf.objects[int(reference.split()[0])]["Contents"].split()[0])]
        content.stream.insert(0, b"q")
        content.stream.append(b"Q")


def fetcher_of(weasyprint: Any, files: Mapping[Face, bytes], pictures: Mapping[str, bytes]) -> Any:
    """A fetcher that serves the book's own fonts and the pictures of its style, and refuses everything else."""
    known = {face.name: data for face, data in files.items()}

    class OwnFiles(weasyprint.URLFetcher):  # type: ignore[misc]  # weasyprint has no types
        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ARG002  # WeasyPrint passes them
            address = unquote(urlsplit(url).path).removeprefix("/book/")
            if url.startswith(BASE) and address in pictures:
                return weasyprint.urls.URLFetcherResponse(url, pictures[address])
            if url == BASE + BOXES_FILE:
                return weasyprint.urls.URLFetcherResponse(url, box_font(), {"Content-Type": "font/ttf"})
            kind, _, name = address.partition("/")
            if not url.startswith(BASE) or kind != "font" or name.removesuffix(".ttf") not in known:
                raise ValueError("refused: it is no file of this book")
            body = known[name.removesuffix(".ttf")]
            return weasyprint.urls.URLFetcherResponse(url, body, {"Content-Type": "font/ttf"})

    return OwnFiles()


@contextlib.contextmanager
def logged() -> Iterator[Log]:
    """What WeasyPrint logs meanwhile, which goes nowhere else."""
    log = Log()
    logger = logging.getLogger("weasyprint")
    before = (logger.level, logger.propagate)
    logger.addHandler(log)
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    try:
        yield log
    finally:
        logger.removeHandler(log)
        logger.setLevel(before[0])
        logger.propagate = before[1]


class Log(logging.Handler):
    """WeasyPrint only logs what it cannot do; each message becomes a finding, once."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if not message.endswith(MENDED):
            self.messages.setdefault(message)

    def findings(self) -> tuple[Finding, ...]:
        return tuple(info("PDF-001", f"WeasyPrint: {message}") for message in self.messages)
