"""The one door to WeasyPrint: a book's markup and theme to laid-out pages, with nothing fetched from anywhere."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from publish.errors import MachineError
from publish.findings import Finding, info
from publish.outputs import Assets
from publish.theme.fonts import Face, face_bytes, faces, families_for, font_face_css
from publish.theme.load import Theme
from publish.theme.stacks import fallback_css, families_in
from publish.writers.pdf_letters import letters_noted
from publish.writers.pdf_lines import Place, hyphens_at_foot, lines_bettered
from publish.writers.pdf_pictures import printed_pictures
from publish.writers.pdf_tags import mend_tags, sources_noted

BASE = "file:///book/"  # a real file URL, or WeasyPrint turns #links into links to files; nothing is read from it
MENDED = ("has no required alt description",)  # messages about what is put right afterwards
PLAIN_HYPHENS = 'html { hyphenate-character: "-" }'  # readers and search take off this one, not U+2010
PANGO = """WeasyPrint needs the Pango library, which is missing here. Install it with:
  Debian, Ubuntu   apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
  Fedora           dnf install pango
  macOS            brew install pango
  Windows          see https://doc.courtbouillon.org/weasyprint/stable/first_steps.html#windows"""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A PDF as WeasyPrint writes it, and the page (0-based) that each anchor begins on."""

    pdf: bytes
    pages: int
    anchors: Mapping[str, int]
    findings: tuple[Finding, ...]


def load() -> Any:  # the module, which has no types
    """WeasyPrint. Raises MachineError when a system library is missing, with the command that installs it."""
    try:
        import weasyprint
    except OSError as error:
        raise MachineError(PANGO) from error
    return weasyprint


def fonts_for(markup: str, theme: Theme) -> Mapping[Face, bytes]:
    """The font files that this markup needs: the theme's own, and those of other scripts in it."""
    return {face: face_bytes(face) for face in faces((*families_in(theme, markup), *families_for(markup)))}


def render(markup: str, theme: Theme, assets: Assets, files: Mapping[Face, bytes]) -> Rendered:
    """The markup laid out and drawn, its streams not yet compressed.

    Raises MachineError when a system library is missing, with the command that installs it.
    """
    weasyprint = load()
    log = _Log()
    logger = logging.getLogger("weasyprint")
    before = (logger.level, logger.propagate)
    logger.addHandler(log)
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    try:
        fetcher = _fetcher(weasyprint, files)
        fonts = weasyprint.text.fonts.FontConfiguration()
        css = f"{font_face_css(files, 'font/{}.ttf')}\n{PLAIN_HYPHENS}\n{theme.css}\n{fallback_css(theme, markup)}"
        sheet = weasyprint.CSS(string=css, font_config=fonts, base_url=BASE, url_fetcher=fetcher)
        source = weasyprint.HTML(string=markup, base_url=BASE, url_fetcher=fetcher)
        pictures = printed_pictures(assets, BASE + "picture/{}")

        def laid_out(whole: Set[Place] = frozenset()) -> Any:
            with lines_bettered(whole):
                return source.render(
                    stylesheets=[sheet],
                    font_config=fonts,
                    pdf_variant="pdf/a-3a",
                    cache=pictures,
                    presentational_hints=True,  # or lists that start at another number than 1 would not
                )

        document = laid_out()
        anchors = _anchors(document)
        if theme.options.sides == "two" and (hyphens := hyphens_at_foot(document.pages)):
            again = laid_out(hyphens)
            if len(again.pages) == len(document.pages) and _anchors(again) == anchors:
                document = again
        with sources_noted(), letters_noted(markup):
            pdf = document.write_pdf(
                pdf_variant="pdf/a-3a", uncompressed_pdf=True, finisher=lambda _, made: mend_tags(made)
            )
    finally:
        logger.removeHandler(log)
        logger.setLevel(before[0])
        logger.propagate = before[1]
    return Rendered(pdf, len(document.pages), anchors, log.findings())


def _anchors(document: Any) -> Mapping[str, int]:
    """The page (0-based) that each anchor begins on."""
    found: dict[str, int] = {}
    for number, page in enumerate(document.pages):
        for name in page.anchors:  # what runs over several pages is on each of them
            found.setdefault(name, number)
    return found


def _fetcher(weasyprint: Any, files: Mapping[Face, bytes]) -> Any:
    """A fetcher that serves the book's own fonts and refuses everything else."""
    known = {face.name: data for face, data in files.items()}

    class OwnFiles(weasyprint.URLFetcher):  # type: ignore[misc]  # weasyprint has no types
        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ARG002  # WeasyPrint passes them
            kind, _, name = unquote(urlsplit(url).path).removeprefix("/book/").partition("/")
            if not url.startswith(BASE) or kind != "font" or name.removesuffix(".ttf") not in known:
                raise ValueError("refused: it is no file of this book")
            body = known[name.removesuffix(".ttf")]
            return weasyprint.urls.URLFetcherResponse(url, body, {"Content-Type": "font/ttf"})

    return OwnFiles()


class _Log(logging.Handler):
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
