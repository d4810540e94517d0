"""One PDF of the parts of a book that were laid out apart: pages, tags, links, outline, and the fonts of all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import pydyf

from publish.walk import running_head
from publish.writers.pdf_engine import Anchor, Bookmark, Laid
from publish.writers.pdf_file import PdfFile
from publish.writers.pdf_margins import Margins
from publish.writers.pdf_objects import Entry, Objects, Shared

MOST_BELOW, GROUP = 200, 100  # lines of the outline below one: apps are slow with more, and validators give up at 256
GROUP_NAME = 30  # characters of each of the two titles
ARTIFACT, ARTIFACT_END = b"q\n/Artifact<</Type/Pagination>>BDC\n", b"EMC\nQ\n"


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


def assembled(file: PdfFile, parts: Sequence[Placed], fonts: tuple[Entry, ...]) -> Mapping[str, bytes]:
    """Add a book of these parts in their order to a file: the entries of its catalog.

    `fonts` are the dictionary of its fonts and all that this links to, as `publish.writers.pdf_fonts` makes them.
    """
    building = _Building(file, _added(file, fonts))
    for part in parts:
        building.add(part)
    return {
        **building.close(),
        "Names": b"<</Dests %d 0 R>>" % _destinations(file, building.pages, parts),
        **_outline(file, building.pages, parts),
    }


def _added(file: PdfFile, entries: tuple[Entry, ...]) -> int:
    """Add objects that link to none but these; the number of the first."""
    numbers = [file.number() for _ in entries]
    for number, entry in zip(numbers, entries, strict=True):
        text = entry.at(numbers)
        if entry.stream is None:
            file.put(text, number)
        else:
            file.put_stream(text, entry.stream, number)
    return numbers[0]


def _references(numbers: Iterable[int]) -> bytes:
    return b"[%b]" % b" ".join(b"%d 0 R" % number for number in numbers)


@dataclass(slots=True)
class _Building:
    """A book that parts are added to; `pages` are the numbers of those that it has."""

    file: PdfFile
    fonts: int
    pages: list[int] = field(default_factory=list)
    root: int = 0
    shared: list[int] = field(default_factory=list)
    streams: dict[bytes, int] = field(default_factory=dict)  # those that may be in several parts, by digest
    margins: dict[bytes, int] = field(default_factory=dict)
    colours: int = 0
    intents: bytes = b""
    document: bytes = b""
    main: bytes | None = None
    tops: list[int] = field(default_factory=list)
    inside: list[int] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)
    keys: int = 0

    def __post_init__(self) -> None:
        self.root = self.file.number()
        self.shared = [self.file.number() for _ in Shared]
        self.shared[Shared.FONTS] = self.fonts

    def add(self, part: Placed) -> None:
        objects = part.laid.objects
        numbers = self._numbered(objects)
        resources = self._resources(objects, numbers, part.margins)
        if part.blank:
            self._add_blank(part, resources)
        streams = part.margins.streams[part.blank :] if part.margins is not None else [()] * len(objects.pages)
        for place, (page, drawn) in enumerate(zip(objects.pages, streams, strict=True), len(Shared)):
            contents = [numbers[page.contents], *self._artifact(drawn)]
            self._add_page(page.entry.at(numbers), contents, resources, numbers[place])
        self._add_tags(objects, numbers)

    def _numbered(self, objects: Objects) -> list[int]:
        """Add the objects of a part; the numbers of all that they may link to."""
        entries = range(objects.first, objects.first + len(objects.entries))
        contents = {page.contents for page in objects.pages}
        numbers = [*self.shared, *(self.file.number() for _ in objects.pages), *(0 for _ in entries)]
        if self.colours:
            numbers[objects.colours] = self.colours
        plain = []
        for index, entry in zip(entries, objects.entries, strict=True):
            if entry.stream is None and not numbers[index]:
                plain.append((index, entry))
                numbers[index] = self.file.number()
        self.colours = numbers[objects.colours]
        streams = [each for each in zip(entries, objects.entries, strict=True) if each[1].stream is not None]
        for index, entry in sorted(streams, key=lambda each: bool(each[1].links)):  # masks before pictures
            numbers[index] = self._put_stream(entry, numbers, once=index not in contents)
        numbers += (self.keys + key for key in reversed(range(objects.keys)))
        self.keys += objects.keys
        for index, entry in plain:
            self.file.put(entry.at(numbers), numbers[index])
        return numbers

    def _put_stream(self, entry: Entry, numbers: Sequence[int], *, once: bool) -> int:
        """Add a stream, `once` where it may be in the book already, as pictures are."""
        assert entry.stream is not None
        text = entry.at(numbers)
        if not once:
            return self.file.put_stream(text, entry.stream)
        digest = hashlib.sha256(text + b"\n" + entry.stream).digest()
        if digest not in self.streams:
            self.streams[digest] = self.file.put_stream(text, entry.stream)
        return self.streams[digest]

    def _resources(self, objects: Objects, numbers: Sequence[int], margins: Margins | None) -> int:
        states = {name: state.at(numbers) for name, state in objects.states.items()}
        for name, state in ({} if margins is None else margins.states).items():
            states.setdefault(name, pydyf.Dictionary(state).data)
        named = b"".join(b"/%b %b" % (name.encode(), state) for name, state in states.items())
        return self.file.put(objects.resources.at(numbers)[:-2] + b"/ExtGState<<%b>>>>" % named)

    def _add_page(self, entries: bytes, contents: list[int], resources: int, number: int = 0) -> None:
        """Add a page with these entries in its dictionary, and these streams and resources."""
        written = b"%d 0 R" % contents[0] if len(contents) == 1 else _references(contents)
        more = b"/Type/Page/Parent %d 0 R/Contents %b/Resources %d 0 R>>"
        text = entries[:-2] + more % (self.shared[Shared.PAGES], written, resources)
        self.pages.append(self.file.put(text, number))

    def _add_blank(self, part: Placed, resources: int) -> None:
        """Add a page of the size of the part's first, with its margins and nothing else."""
        assert part.margins is not None
        page, *_ = part.laid.objects.pages
        self._add_page(page.boxes, self._artifact(part.margins.streams[0]), resources)

    def _artifact(self, drawn: tuple[bytes, ...]) -> list[int]:
        """Add the content streams of margins, where the book does not have them; their numbers."""
        if not drawn:
            return []
        marked = [*drawn]
        marked[0] = ARTIFACT + marked[0]
        marked[-1] += ARTIFACT_END
        for stream in marked:
            if stream not in self.margins:
                self.margins[stream] = self.file.put_content(stream)
        return [self.margins[stream] for stream in marked]

    # ---- tags ----

    def _add_tags(self, objects: Objects, numbers: Sequence[int]) -> None:
        """Hang the structure tree of a part into that of the book: what is in its text, into the book's."""
        self.intents = self.intents or objects.intents.at(numbers)
        self.document = self.document or objects.document.at(numbers)
        if self.main is None and objects.main is not None:
            self.main = objects.main.at(numbers)
            tops = objects.tops
        else:
            tops = tuple(index for index in objects.tops if index != Shared.MAIN)
        self.tops += (numbers[index] for index in tops)
        self.inside += (numbers[index] for index in objects.inside)
        self.owners.append(self.file.put(objects.owners.at(numbers)))

    def close(self) -> Mapping[str, bytes]:
        """Add what holds the pages and the structure of all parts; the entries of the catalog that name them."""
        file, shared = self.file, self.shared
        file.put(b"<</Type/Pages/Count %d/Kids%b>>" % (len(self.pages), _references(self.pages)), shared[Shared.PAGES])
        more = b"/P %d 0 R/K%b>>"
        file.put(self.document[:-2] + more % (self.root, _references(self.tops)), shared[Shared.DOCUMENT])
        if self.main is not None:
            inside = more % (shared[Shared.DOCUMENT], _references(self.inside))
            file.put(self.main[:-2] + inside, shared[Shared.MAIN])
        tree = b"<</Type/StructTreeRoot/K[%d 0 R]/ParentTree<</Kids%b>>/ParentTreeNextKey %d>>"
        file.put(tree % (shared[Shared.DOCUMENT], _references(self.owners), self.keys), self.root)
        return {
            "Pages": b"%d 0 R" % shared[Shared.PAGES],
            "StructTreeRoot": b"%d 0 R" % self.root,
            "MarkInfo": b"<</Marked true>>",
            "OutputIntents": self.intents,
        }


# ---- links and outline ----


def _destinations(file: PdfFile, pages: Sequence[int], parts: Iterable[Placed]) -> int:
    """Add the name tree of all anchors; of those that have one name, the first."""
    places: dict[bytes, bytes] = {}
    for part in parts:
        for name, anchor in part.laid.anchors.items():
            key = name.encode("ascii") if name.isascii() else b"\xfe\xff" + name.encode("utf-16-be")
            if key not in places:
                places[key] = b"%b%b" % (pydyf.String(name).data, _target(pages, part, anchor))
    return file.put(b"<</Names[%b]>>" % b"".join(places[key] for key in sorted(places)))


def _target(pages: Sequence[int], part: Placed, anchor: Anchor) -> bytes:
    page = f"{pages[part.first + anchor.page]} 0 R"
    return pydyf.Array([page, "/XYZ", round(anchor.x, 3), round(anchor.y, 3), 0]).data  # type: ignore[no-any-return]


@dataclass(slots=True)
class _Item:
    """A line of the outline with those below it."""

    number: int
    title: str
    target: bytes
    level: int
    is_open: bool
    below: list[_Item] = field(default_factory=list)

    @property
    def shown(self) -> int:
        """How many lines below it are to be seen while it is open."""
        return len(self.below) + sum(each.shown for each in self.below if each.is_open)


def _outline(file: PdfFile, pages: Sequence[int], parts: Iterable[Placed]) -> Mapping[str, bytes]:
    top = _Item(file.number(), "", b"", 0, is_open=True)
    above = [top]
    for part, mark in _bookmarks(parts):
        item = _Item(file.number(), mark.title, _target(pages, part, mark.place), mark.level, mark.is_open)
        while above[-1].level >= mark.level:
            above.pop()
        above[-1].below.append(item)
        above.append(item)
    top.below = _in_groups(file, top.below)
    _put_items(file, top)
    return {"Outlines": b"%d 0 R" % top.number}


def _put_items(file: PdfFile, top: _Item) -> None:
    todo: list[tuple[_Item, dict[str, bytes]]] = [(top, {"Type": b"/Outlines"})]
    while todo:
        item, entries = todo.pop()
        if below := item.below:
            entries |= {"First": b"%d 0 R" % below[0].number, "Last": b"%d 0 R" % below[-1].number}
            entries["Count"] = b"%d" % (item.shown if item.is_open else -item.shown)
        file.put(pydyf.Dictionary(entries).data, item.number)
        around = zip(below, (None, *below), (*below[1:], None), strict=False)
        todo += reversed([(each, _entries(each, item, before, after)) for each, before, after in around])


def _entries(item: _Item, above: _Item, before: _Item | None, after: _Item | None) -> dict[str, bytes]:
    title = pydyf.String(item.title).data
    beside = {"Parent": above, "Prev": before, "Next": after}
    links = {name: b"%d 0 R" % each.number for name, each in beside.items() if each is not None}
    return {"Title": title, "Dest": item.target, **links}


def _in_groups(file: PdfFile, items: list[_Item]) -> list[_Item]:
    """Lines below one, and those below them: where they are too many, in closed groups named by first and last."""
    for item in items:
        item.below = _in_groups(file, item.below)
    while len(items) > MOST_BELOW:
        count = -(-len(items) // GROUP)
        places = [len(items) * number // count for number in range(count + 1)]
        items = [_group(file, items[start:end]) for start, end in pairwise(places)]
    return items


def _group(file: PdfFile, items: list[_Item]) -> _Item:
    first, *_, last = items
    title = " – ".join(running_head(each, most=GROUP_NAME) for each in (first.title, last.title))
    return _Item(file.number(), title, first.target, first.level, is_open=False, below=items)


def _bookmarks(parts: Iterable[Placed]) -> Iterator[tuple[Placed, Bookmark]]:
    return ((part, mark) for part in parts for mark in part.laid.bookmarks)
