"""What writers take and give beside the model: pictures, page numbers, who does their work, named bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from publish.model import Asset

Assets: TypeAlias = "Mapping[str, Asset]"
"""The pictures of a book by name; every `Figure.asset` of a publication that reaches a writer is in it."""


@dataclass(frozen=True, slots=True)
class OutputFile:
    """One file of an output; `path` is relative to the output folder, with "/"."""

    path: str
    data: bytes

    @property
    def shown_size(self) -> str:
        """How large it is, for people."""
        return shown_size(len(self.data))


def shown_size(count: int) -> str:
    """A number of bytes for people: in kB, from one MB on in MB."""
    return f"{count / 1024:,.0f} kB" if count < 2**20 else f"{count / 2**20:,.1f} MB"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that an output carries with it; `date` is ISO 8601, to the day."""

    name: str
    data: bytes
    media_type: str
    description: str
    date: str


@dataclass(frozen=True, slots=True)
class PageStart:
    """Where a page of the PDF begins: `letters` letters and digits of its section's text stand on pages before it.

    `section` is the id of that section in the PDF's markup: `cover`, `title-page`, `colophon`, `contents`, `sources`,
    `part-2`, or an article's `a3`. Neither what the theme generates is counted nor what print alone has: numbers of
    notes, and addresses behind the words of links (`counted` in `publish.writers.page_starts`).
    """

    folio: str
    section: str
    letters: int


@dataclass(frozen=True, slots=True)
class Pagination:
    """The folios of the PDF by anchor: `a3` is the third article, `a3-intro` its heading with that ident.

    `starts` has an entry for each page of the PDF, in their order.
    """

    folios: Mapping[str, str]
    pages: int
    starts: tuple[PageStart, ...] = ()


Work: TypeAlias = "Callable[[Callable[..., Any], Iterable[tuple[Any, ...]]], list[Any]]"
"""Calls a function with each of these arguments and gives the results in their order, from wherever it was done."""


def here(function: Callable[..., Any], jobs: Iterable[tuple[Any, ...]]) -> list[Any]:
    """Work done at once, in this process."""
    return [function(*job) for job in jobs]


def anchor(number: int) -> str:
    """The id of the article with this number (1-based, in book order) in every output."""
    return f"a{number}"
