"""The PDF of a part of a book: objects without numbers, since those depend on what stands before it.

WeasyPrint's own objects become this before they are written. What all parts have in common is left to the book.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, TypeAlias

from publish.writers.pdf_file import packed

Pdf: TypeAlias = Any  # a pydyf.PDF, and what is in it; pydyf has no types

_REFERENCE = re.compile(rb"\((?:[^()\\]|\\.)*+\)?|%|(?<!\d)(\d+) 0 R", re.DOTALL)
_BOXES = ("MediaBox", "TrimBox", "BleedBox")
_OF_BOOK = ("Type", "Parent", "Contents", "Resources")  # entries of a page that the book makes


class Shared(IntEnum):
    """Objects that all parts of a book have in common."""

    PAGES = 0
    FONTS = 1
    DOCUMENT = 2  # the structure element of the whole
    MAIN = 3  # that of its text


@dataclass(frozen=True, slots=True)
class Entry:
    """An object as it is written, with "%d" for each number that depends on its place, and what numbers these are.

    They are indices: of the objects of `Shared`, then of the pages of the part, then of its entries; keys of its parent
    tree count backwards from -1. `stream` is the content of the object, compressed.
    """

    text: bytes
    links: tuple[int, ...]
    stream: bytes | None = None

    def at(self, numbers: Sequence[int]) -> bytes:
        """The object, where what it may link to has these numbers."""
        return self.text % tuple(map(numbers.__getitem__, self.links))


@dataclass(frozen=True, slots=True)
class Page:
    """What of a page does not depend on the book, its `boxes` apart as well, and the index of its content."""

    entry: Entry
    boxes: bytes
    contents: int


@dataclass(frozen=True, slots=True)
class Objects:
    """The objects of a part of a book; where one names others, it has their indices.

    `tops` are the structure elements at the top of the part, the text being `Shared.MAIN`, and `inside` those in the
    text. `owners` is the part's leaf of the parent tree, of so many `keys`. `states` are graphics states by name.
    """

    entries: tuple[Entry, ...]
    pages: tuple[Page, ...]
    resources: Entry
    states: Mapping[str, Entry]
    colours: int
    intents: Entry
    document: Entry
    main: Entry | None
    tops: tuple[int, ...]
    inside: tuple[int, ...]
    owners: Entry
    keys: int

    @property
    def first(self) -> int:
        """The index of the first entry."""
        return len(Shared) + len(self.pages)


def objects_of(pdf: Pdf) -> Objects:
    """The objects of a tagged PDF that WeasyPrint has made, and has not written."""
    root = _at(pdf, pdf.catalog["StructTreeRoot"])
    document = _at(pdf, root["K"][0])
    main = next((kid for kid in (_at(pdf, kid) for kid in document["K"]) if kid["S"] == "/Part"), None)
    pages = [_at(pdf, reference) for reference in pdf.page_references]
    resources = _at(pdf, pages[0]["Resources"])
    known = {
        pdf.pages.number: int(Shared.PAGES),
        _at(pdf, resources["Font"]).number: int(Shared.FONTS),
        document.number: int(Shared.DOCUMENT),
        **({} if main is None else {main.number: int(Shared.MAIN)}),
        **{page.number: len(Shared) + place for place, page in enumerate(pages)},
    }
    gathering = _Gathering(pdf, known, len(Shared) + len(pages))
    owners = _at(pdf, root["ParentTree"])["Nums"]
    return Objects(
        pages=tuple(map(gathering.page, pages)),
        resources=gathering.entry(_without(resources, ("ExtGState",))),
        states={name: gathering.entry(state.data) for name, state in resources["ExtGState"].items()},
        colours=gathering.index_of(resources["ColorSpace"]),
        intents=gathering.entry(pdf.catalog["OutputIntents"].data),
        document=gathering.entry(_without(document, ("P", "K"))),
        main=None if main is None else gathering.entry(_without(main, ("P", "K"))),
        tops=tuple(map(gathering.index_of, document["K"])),
        inside=() if main is None else tuple(map(gathering.index_of, main["K"])),
        owners=gathering.owners(owners),
        keys=len(owners) // 2,
        entries=gathering.entries(),  # the last: all others say what they link to
    )


def objects_below(pdf: Pdf, top: Pdf) -> tuple[Entry, ...]:
    """An object of a PDF, and all that it links to; the first has the index 0."""
    gathering = _Gathering(pdf, {}, 0)
    gathering.index_of(top.reference)
    return gathering.entries()


def _at(pdf: Pdf, reference: bytes) -> Pdf:
    return pdf.objects[int(reference.split()[0])]


class _Gathering:
    """Objects that are reached from others, in the order in which they are asked for."""

    def __init__(self, pdf: Pdf, known: Mapping[int, int], first: int) -> None:
        self.pdf = pdf
        self.indices = dict(known)  # of objects by their numbers in the PDF
        self.first = first  # index of what is none of the known ones
        self.wanted: list[Pdf] = []

    def index_of(self, reference: bytes) -> int:
        return self._index(int(reference.split()[0]))

    def _index(self, number: int) -> int:
        if number not in self.indices:
            self.indices[number] = self.first + len(self.wanted)
            self.wanted.append(self.pdf.objects[number])
        return self.indices[number]

    def entry(self, data: bytes, stream: bytes | None = None) -> Entry:
        """An object that is written like this."""
        links: list[int] = []

        def link(found: re.Match[bytes]) -> bytes:
            if found[1] is None:  # in a string nothing is a reference
                return found[0].replace(b"%", b"%%")
            links.append(self._index(int(found[1])))
            return b"%d 0 R"

        return Entry(_REFERENCE.sub(link, data), tuple(links), stream)

    def page(self, page: Pdf) -> Page:
        boxes = {name: page[name] for name in _BOXES}
        entry = self._keyed(page, "StructParents", _OF_BOOK)
        return Page(entry, _without(boxes), self.index_of(page["Contents"]))

    def _keyed(self, dictionary: Pdf, name: str, left_out: tuple[str, ...] = ()) -> Entry:
        """A dictionary that has a key of the parent tree under this name."""
        entry = self.entry(_without(dictionary, (name, *left_out)))
        return Entry(entry.text[:-2] + b"/%b %%d>>" % name.encode(), (*entry.links, -1 - dictionary[name]))

    def owners(self, pairs: list[Any]) -> Entry:
        """A leaf of the parent tree, of a list of keys and structure elements or arrays of them in turn."""
        texts: list[bytes] = []
        links: list[int] = [-1, -(len(pairs) // 2)]
        for key, owner in enumerate(pairs[1::2]):
            entry = self.entry(owner if isinstance(owner, bytes) else owner.data)
            texts.append(b"%d " + entry.text)
            links += (-1 - key, *entry.links)
        return Entry(b"<</Limits[%d %d]/Nums[" + b" ".join(texts) + b"]>>", tuple(links))

    def entries(self) -> tuple[Entry, ...]:
        """All objects that were asked for, and all that these ask for in turn."""
        found: list[Entry] = []
        while len(found) < len(self.wanted):
            found.append(self._written(self.wanted[len(found)]))
        return tuple(found)

    def _written(self, wanted: Pdf) -> Entry:
        import pydyf

        if isinstance(wanted, pydyf.Stream):
            return self.entry(*packed(wanted))
        if isinstance(wanted, dict) and "StructParent" in wanted:
            return self._keyed(wanted, "StructParent")
        return self.entry(wanted.data)


def _without(dictionary: Pdf, names: Iterable[str] = ()) -> bytes:
    """A dictionary as it is written, without some of its entries."""
    import pydyf

    return pydyf.Dictionary({key: value for key, value in dictionary.items() if key not in names}).data  # type: ignore[no-any-return]
