"""Writers: from a publication and a theme to named bytes. To add a format, add a module and a line here.

The PDF is set before all others, since most take its page numbers (`publish.writers.pdf.typeset`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from publish.findings import Outcome
from publish.model import Publication
from publish.outputs import Assets, OutputFile, Pagination, Work
from publish.theme.load import Theme

Files: TypeAlias = Outcome[tuple[OutputFile, ...]]
Write: TypeAlias = Callable[[Publication, Theme, Assets, "Pagination | None", Work], Files]


@dataclass(frozen=True, slots=True)
class Writer:
    """What makes files of a `format`. What takes no pages need not wait for those of the PDF."""

    format: str
    write: Write
    takes_pages: bool = True


def _write_epub(
    publication: Publication, theme: Theme, assets: Assets, pagination: Pagination | None, _work: Work
) -> Files:
    from publish.writers.epub import write_epub

    return write_epub(publication, theme, assets, pagination)


def _write_book(
    publication: Publication, theme: Theme, assets: Assets, pagination: Pagination | None, _work: Work
) -> Files:
    from publish.writers.docx import write_book

    return write_book(publication, theme, assets, pagination)


def _write_pack(
    publication: Publication, theme: Theme, assets: Assets, _pagination: Pagination | None, work: Work
) -> Files:
    from publish.writers.docx import write_pack

    return write_pack(publication, theme, assets, work)


WRITERS = (
    Writer("epub", _write_epub),
    Writer("docx", _write_book),
    Writer("docx", _write_pack, takes_pages=False),
)
