"""Writers: from a publication and a theme to named bytes. To add a format, add a module and a line here.

The PDF is set before all others, since they take its page numbers (`publish.writers.pdf.typeset`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from publish.findings import Outcome
from publish.model import Publication
from publish.outputs import Assets, OutputFile, Pagination
from publish.theme.load import Theme

Writer: TypeAlias = Callable[[Publication, Theme, Assets, "Pagination | None"], Outcome[tuple[OutputFile, ...]]]


def _epub(
    publication: Publication, theme: Theme, assets: Assets, pagination: Pagination | None
) -> Outcome[tuple[OutputFile, ...]]:
    from publish.writers.epub import write_epub

    return write_epub(publication, theme, assets, pagination)


def _docx(
    publication: Publication, theme: Theme, assets: Assets, pagination: Pagination | None
) -> Outcome[tuple[OutputFile, ...]]:
    from publish.writers.docx import write_book, write_pack

    book = write_book(publication, theme, assets, pagination)
    pack = write_pack(publication, theme, assets)
    return Outcome(book.value + pack.value, book.findings)


WRITERS: tuple[tuple[str, Writer], ...] = (("epub", _epub), ("docx", _docx))
