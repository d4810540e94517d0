"""One PDF of the parts of a book that were laid out apart: pages, tags, links, outline, and the fonts of all."""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from publish.writers.pdf_engine import Anchor, Bookmark, Laid
from publish.writers.pdf_margins import Margins

Pdf: TypeAlias = Any  # a pikepdf.Pdf, and what is in it
ARTIFACT = b"q /Artifact <</Type /Pagination>> BDC\n%b\nEMC Q\n"


@dataclass(frozen=True, slots=True)
class Placed:
    """A part of a book in its place: the number of pages before it, and what is in the margins of its own.

    With a `blank` page before it, the margins begin with that page's. They are None where its pages have them already.
    """

    laid: Laid
    before: int
    blank: bool = False
    margins: Margins | None = None

    @property
    def first(self) -> int:
        """The page that it begins on, 0-based."""
        return self.before + self.blank


def assembled(parts: Iterable[Placed], fonts: bytes, finish: Callable[[Pdf], bytes]) -> bytes:
    """A book of these parts in their order, as `finish` writes it.

    Its fonts are those of `fonts`, a PDF that `publish.writers.pdf_fonts` makes.
    """
    import pikepdf

    parts = tuple(parts)
    book = pikepdf.new()
    with pikepdf.open(io.BytesIO(fonts)) as source:  # what is copied is read from its source when the book is written
        building = _Building(book, book.copy_foreign(source.Root.Fonts))
        for part in parts:
            building.add(part)
        building.close()
        book.Root.Names = pikepdf.Dictionary(Dests=_destinations(book, parts))
        _outline(book, parts)
        return finish(book)


@dataclass(slots=True)
class _Building:
    """A book that parts are added to."""

    book: Pdf
    fonts: Pdf
    colours: Pdf = None
    tree: Pdf = None
    main: Pdf = None
    owners: list[Any] = field(default_factory=list)
    next_key: int = 0
    pictures: dict[tuple[str, bytes], Any] = field(default_factory=dict)

    def add(self, part: Placed) -> None:
        import pikepdf
        from pikepdf import Array

        start = len(self.book.pages)
        with pikepdf.open(io.BytesIO(part.laid.pdf)) as source, warnings.catch_warnings():
            warnings.simplefilter("ignore", pikepdf.PageCopyWarning)  # of links to names: the book has those of all
            self.book.pages.extend(source.pages)
            pages = [self.book.pages[number].obj for number in range(start, len(self.book.pages))]
            self._add_tags(self.book.copy_foreign(source.Root.StructTreeRoot), pages)
            if self.colours is None:
                self.book.Root.OutputIntents = self.book.copy_foreign(source.make_indirect(source.Root.OutputIntents))
                self.colours = pages[0].Resources.ColorSpace
                _keep(self.book.Root.OutputIntents[0].DestOutputProfile)
            self._share(pages[0].Resources, part.margins)
            for page in pages:
                _keep(page.Contents)
        streams = () if part.margins is None else part.margins.streams
        for page, stream in zip(pages, streams[part.blank :], strict=bool(streams)):
            if stream.strip():
                page.Contents = Array([page.Contents, self.book.make_stream(ARTIFACT % stream)])
        if part.blank:
            self._add_blank(pages[0], streams[0], start)

    def _share(self, resources: Pdf, margins: Margins | None) -> None:
        """Give the pages of a part, which have one dictionary of resources, what all parts share."""
        from pikepdf import Dictionary

        resources.Font = self.fonts
        if self.colours is not None:
            resources.ColorSpace = self.colours
        for name, state in ({} if margins is None else margins.states).items():
            resources.ExtGState[f"/{name}"] = Dictionary({f"/{key}": value for key, value in state.items()})
        objects = resources.get("/XObject", {})
        for name in list(objects.keys()):
            _keep(objects[name])
            if "/SMask" in objects[name]:
                _keep(objects[name].SMask)
            digest = hashlib.sha256(objects[name].read_raw_bytes()).digest()
            objects[name] = self.pictures.setdefault((name, digest), objects[name])

    def _add_blank(self, like: Pdf, stream: bytes, place: int) -> None:
        """Add a page of the size of another at a place, with this in its margins and nothing else."""
        from pikepdf import Dictionary, Name, Page

        page = Dictionary(Type=Name.Page, Resources=like.Resources, Contents=self.book.make_stream(ARTIFACT % stream))
        for box in ("/MediaBox", "/TrimBox", "/BleedBox"):
            if box in like:
                page[box] = like[box]
        self.book.pages.insert(place, Page(self.book.make_indirect(page)))

    # ---- tags ----

    def _add_tags(self, root: Pdf, pages: list[Any]) -> None:
        """Hang the structure tree of a part into that of the book: what is in its `main`, into the book's."""
        document = root.K[0]
        if self.tree is None:
            self.tree = root
            self.book.Root.StructTreeRoot = root
            self.main = next((kid for kid in document.K if kid.S == "/Part"), None)
        else:
            self._hang(document)
        shift = self.next_key
        owners = root.ParentTree.Nums
        self.owners += (int(each) + shift if place % 2 == 0 else each for place, each in enumerate(owners))
        self.next_key = max(self.owners[-2] + 1, shift) if len(owners) else shift
        for page in pages:
            page.StructParents = int(page.StructParents) + shift
            for note in page.get("/Annots", ()):
                if "/StructParent" in note:
                    note.StructParent = int(note.StructParent) + shift

    def _hang(self, document: Pdf) -> None:
        top = self.tree.K[0]
        for kid in document.K:
            is_main = kid.S == "/Part"
            if is_main and self.main is not None:
                for inner in kid.K:
                    inner.P = self.main
                    self.main.K.append(inner)
                continue
            kid.P = top
            top.K.append(kid)
            if is_main:
                self.main = kid

    def close(self) -> None:
        from pikepdf import Array, Dictionary

        self.tree.ParentTree = self.book.make_indirect(Dictionary(Nums=Array(self.owners)))
        self.tree.ParentTreeNextKey = self.next_key
        self.book.Root.MarkInfo = Dictionary(Marked=True)


def _keep(stream: Pdf) -> None:
    """Have a stream that was copied hold its content itself, so that its source can be closed: many take much room."""
    from pikepdf import Name

    parameters = stream.get(Name.DecodeParms)
    stream.write(stream.read_raw_bytes(), filter=stream.get(Name.Filter), decode_parms=parameters)


# ---- links and outline ----


def _destinations(book: Pdf, parts: Iterable[Placed]) -> Pdf:
    """The name tree of all anchors; of those that have one name, the first."""
    from pikepdf import Array, Dictionary, String

    places: dict[bytes, Pdf] = {}
    pages = list(book.pages)
    for part in parts:
        for name, anchor in part.laid.anchors.items():
            key = name.encode("ascii") if name.isascii() else b"\xfe\xff" + name.encode("utf-16-be")  # as links have it
            places.setdefault(key, _target(pages, part, anchor))
    names = (entry for key in sorted(places) for entry in (String(key), places[key]))
    return book.make_indirect(Dictionary(Names=Array(names)))


def _target(pages: list[Any], part: Placed, anchor: Anchor) -> Pdf:
    from pikepdf import Array, Name

    return Array([pages[part.first + anchor.page].obj, Name.XYZ, anchor.x, anchor.y, 0])


def _outline(book: Pdf, parts: Iterable[Placed]) -> None:
    from pikepdf import OutlineItem

    pages = list(book.pages)
    with book.open_outline(max_depth=99) as outline:
        above: list[tuple[int, list[Any]]] = [(0, outline.root)]
        for part, mark in _bookmarks(parts):
            item = OutlineItem(mark.title, _target(pages, part, mark.place))
            item.is_closed = not mark.is_open
            while above[-1][0] >= mark.level:
                above.pop()
            above[-1][1].append(item)
            above.append((mark.level, item.children))


def _bookmarks(parts: Iterable[Placed]) -> Iterator[tuple[Placed, Bookmark]]:
    return ((part, mark) for part in parts for mark in part.laid.bookmarks)
