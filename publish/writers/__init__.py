"""Writers: from a publication and a theme to named bytes. To add a format, add a module and a line here.

The PDF is set before all others, since they take its page numbers (`publish.writers.pdf.typeset`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from publish.findings import Outcome
from publish.model import Publication
from publish.outputs import Assets, OutputFile, Pagination
from publish.theme.load import Theme

Files: TypeAlias = Outcome[tuple[OutputFile, ...]]
Write: TypeAlias = Callable[[Publication, Theme, Assets, "Pagination | None"], Files]


@dataclass(frozen=True, slots=True)
class Writer:
    """How a format is written; how to load beforehand what that takes; whether it has use for the PDF's pages."""

    write: Write
    make_ready: Callable[[Theme], None]
    wants_pages: bool


def _write_epub(publication: Publication, theme: Theme, assets: Assets, pagination: Pagination | None) -> Files:
    from publish.writers.epub import write_epub

    return write_epub(publication, theme, assets, pagination)


def _load_epub(_: Theme) -> None:
    import publish.writers.epub  # noqa: F401


def _write_docx(publication: Publication, theme: Theme, assets: Assets, pagination: Pagination | None) -> Files:
    from publish.writers.docx import write_book, write_pack

    book = write_book(publication, theme, assets, pagination)
    pack = write_pack(publication, theme, assets)
    return Outcome(book.value + pack.value, book.findings)


def _load_docx(theme: Theme) -> None:
    import publish.writers.docx  # noqa: F401
    from publish.theme.cascade import cascade

    cascade(theme)


WRITERS: Mapping[str, Writer] = {
    "epub": Writer(_write_epub, _load_epub, wants_pages=True),
    "docx": Writer(_write_docx, _load_docx, wants_pages=True),
}
