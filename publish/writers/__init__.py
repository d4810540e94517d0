"""Writers: from a publication and a theme to named bytes. To add a format, add a module and a line here.

The PDF is set before all others, since they take its page numbers (`publish.writers.pdf.typeset`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from publish.findings import Outcome
from publish.model import Publication
from publish.outputs import Assets, OutputFile, Pagination
from publish.theme.load import Theme

Files: TypeAlias = Outcome[tuple[OutputFile, ...]]
Write: TypeAlias = Callable[[Publication, Theme, Assets, "Pagination | None"], Files]


def _write_epub(publication: Publication, theme: Theme, assets: Assets, pagination: Pagination | None) -> Files:
    from publish.writers.epub import write_epub

    return write_epub(publication, theme, assets, pagination)


def _write_docx(publication: Publication, theme: Theme, assets: Assets, pagination: Pagination | None) -> Files:
    from publish.writers.docx import write_book, write_pack

    book = write_book(publication, theme, assets, pagination)
    pack = write_pack(publication, theme, assets)
    return Outcome(book.value + pack.value, book.findings)


WRITERS: Mapping[str, Write] = {"epub": _write_epub, "docx": _write_docx}
