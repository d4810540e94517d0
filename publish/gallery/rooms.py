"""What the gallery has of one style: its files, the pictures of their pages, the documents of its EPUB."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from publish.findings import Finding
from publish.outputs import OutputFile

LABELS: Mapping[str, str] = {"pdf": "PDF", "epub": "EPUB", "docx": "Word"}
INSIDE = "EPUB/"
"""Where the documents of an EPUB are in it."""


@dataclass(frozen=True, slots=True)
class Room:
    """A style in the gallery. All files have the paths that they have in the gallery.

    `books` are the specimen by format; `drawn` the pages of those that were drawn, `unpacked` all that the EPUB is made
    of and `documents` the paths of what a reader turns through, in their order.
    """

    name: str
    description: str
    books: Mapping[str, OutputFile]
    drawn: Mapping[str, tuple[OutputFile, ...]] = field(default_factory=dict)
    unpacked: tuple[OutputFile, ...] = ()
    documents: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def files(self) -> Iterator[OutputFile]:
        yield from self.books.values()
        for pages in self.drawn.values():
            yield from pages
        yield from self.unpacked


def books_of(name: str, files: tuple[OutputFile, ...]) -> Mapping[str, OutputFile]:
    """The files of whole books by their formats, in the folder of a style."""
    whole = (file for file in files if "/" not in file.path)
    books = {file.path.rpartition(".")[2]: file.data for file in whole}
    return {kind: OutputFile(f"{name}/specimen.{kind}", books[kind]) for kind in LABELS if kind in books}


def numbered_pages(name: str, kind: str, pages: tuple[bytes, ...]) -> tuple[OutputFile, ...]:
    return tuple(OutputFile(f"{name}/{kind}-{number:02}.png", page) for number, page in enumerate(pages, 1))


def unpacked(name: str, epub: bytes) -> tuple[tuple[OutputFile, ...], tuple[str, ...]]:
    """(the documents of an EPUB with their style and pictures, the paths of those a reader turns through)."""
    with zipfile.ZipFile(io.BytesIO(epub)) as archive:
        names = [each for each in archive.namelist() if each.startswith(INSIDE)]
        files = tuple(OutputFile(_place(name, each), archive.read(each)) for each in names if _is_shown(each))
    turned = tuple(file.path for file in files if file.path.endswith(".xhtml") and not file.path.endswith("/nav.xhtml"))
    return files, turned


def _place(name: str, inside: str) -> str:
    return f"{name}/epub/{inside.removeprefix(INSIDE)}"


def _is_shown(name: str) -> bool:
    """The package document and the contents list of old readers tell a browser nothing."""
    return not name.endswith((".opf", ".ncx"))
