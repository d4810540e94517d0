"""Mends of the structure tree that WeasyPrint makes, so that it is what PDF/UA-1 (ISO 14289-1) asks for.

WeasyPrint tags page by page: what runs over a page break is two elements there, and one again when this is done. All
this happens to WeasyPrint's own objects, before they are written.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any, TypeAlias

Element: TypeAlias = Any  # a pydyf.Dictionary; pydyf has no types
Pdf: TypeAlias = Any  # a pydyf.PDF

HOLD_LINES = (
    "/P",
    "/H1",
    "/H2",
    "/H3",
    "/H4",
    "/H5",
    "/H6",
    "/LBody",
    "/Lbl",
    "/TD",
    "/TH",
    "/Caption",
    "/Span",
    "/NonStruct",
)
_SAYING_NOTHING = {"Type", "S", "P", "Pg", "K"}
LEAST_WIDTH = 0.01  # of a link, in points


@contextlib.contextmanager
def sources_noted() -> Iterator[None]:
    """Have WeasyPrint note in each structure element, as `source`, which element of the markup it is for."""
    from weasyprint.pdf import tags

    build = tags._build_box_tree

    def noting(box: Any, *rest: Any) -> Iterator[Element]:
        for element in build(box, *rest):
            if not hasattr(element, "source"):  # it passes through here for each box around it that has no element
                element.source = getattr(box, "element", None)
            yield element

    tags._build_box_tree = noting
    try:
        yield
    finally:
        tags._build_box_tree = build


def mend_tags(pdf: Pdf, name: str) -> None:
    """Mend the structure tree of a PDF that WeasyPrint has made while `sources_noted`.

    `name` is what the PDF is called among others that may become one book with it: its ids begin so.
    """
    tree = _Tree(pdf, name)
    for element in tree.elements():
        tree.join_kids(element)
    artifacts: set[tuple[bytes, int]] = set()
    for element in tree.elements():
        match element["S"]:
            case "/LI":
                tree.wrap_item(element)
            case "/Table":
                artifacts |= tree.drop_repeated_heads(element)
                tree.map_headers(element)
        artifacts |= tree.drop_silent_pictures(element)
        tree.drop_empty_links(element)
    tree.make_artifacts(artifacts)
    for element in reversed(list(tree.elements())):
        tree.hold_lines(element)


class _Tree:
    """The structure tree of a PDF that is still made of WeasyPrint's objects."""

    def __init__(self, pdf: Pdf, name: str) -> None:
        self.objects = pdf.objects
        self.name = name
        self.root = self._at(pdf.catalog["StructTreeRoot"])
        self.pages = {entry.reference: entry for entry in pdf.objects if self._type(entry) == "/Page"}

    def _at(self, reference: bytes) -> Element:
        return self.objects[int(reference.split()[0])]

    @staticmethod
    def _type(entry: Element) -> str:
        return str(entry.get("Type", "")) if isinstance(entry, dict) else ""

    def elements(self) -> Iterator[Element]:
        """Every structure element, parents first; the kids of one may change while it is looked at."""
        todo = [self.root]
        while todo:
            node = todo.pop()
            if node is not self.root:
                yield node
            todo += reversed(self.kids(node))

    def kids(self, node: Element, kind: str = "/StructElem") -> list[Element]:
        """The objects below a node that are elements, or references to objects."""
        found = (self._at(kid) for kid in node.get("K", ()) if isinstance(kid, bytes))
        return [each for each in found if self._type(each) == kind]

    # ---- what runs over a page break ----

    def join_kids(self, parent: Element) -> None:
        """Join each kid with the one after it where both are one element of the markup, cut by the end of a page."""
        joined: list[Any] = []
        last, last_page = None, b""
        for kid in parent.get("K", ()):
            element = self._at(kid) if isinstance(kid, bytes) else None
            if element is None or self._type(element) != "/StructElem":
                last = None
                joined.append(kid)
            elif last is not None and element["Pg"] != last_page and self._is_one(last, element):
                last["K"] += element["K"]
                for below in self.kids(element):
                    below["P"] = last.reference
                last_page = element["Pg"]
            else:
                last, last_page = element, element.get("Pg", b"")
                joined.append(kid)
        if "K" in parent:
            parent["K"][:] = joined

    def _is_one(self, before: Element, after: Element) -> bool:
        source = getattr(before, "source", None)
        if source is None or source is not getattr(after, "source", None) or before["S"] != after["S"]:
            return False
        return not any(isinstance(kid, int) for kid in (*before["K"], *after["K"]))

    # ---- lists, links, pictures ----

    def wrap_item(self, item: Element) -> None:
        """Give a list item one LBody with all that is not its label (7.2-20)."""
        import pydyf

        kids = self.kids(item)
        labels = [kid.reference for kid in kids if kid["S"] == "/Lbl"]
        rest = [kid for kid in item["K"] if kid not in labels]  # links and contents of the page as well as elements
        bodies = [kid.reference for kid in kids if kid["S"] == "/LBody"]
        if rest == bodies[:1]:
            return
        body = pydyf.Dictionary({"Type": "/StructElem", "S": "/LBody", "P": item.reference, "Pg": item["Pg"]})
        body["K"] = pydyf.Array(rest)
        self.objects.append(body)
        body.number = len(self.objects) - 1
        for kid in kids:
            if kid["S"] != "/Lbl":
                kid["P"] = body.reference
        item["K"][:] = [*labels, body.reference]

    def drop_empty_links(self, element: Element) -> None:
        """Drop links without width that no Link element holds: ends of links that a line break follows (7.18.5-1)."""
        if element["S"] == "/Link":
            return
        for kid in self.kids(element, "/OBJR"):
            note = self._at(kid["Obj"])
            left, _, right, _ = note["Rect"]
            if abs(right - left) < LEAST_WIDTH:
                element["K"].remove(kid.reference)
                self.pages[kid["Pg"]]["Annots"].remove(note.reference)

    def drop_silent_pictures(self, parent: Element) -> set[tuple[bytes, int]]:
        """Take pictures without words for them out of the tree; (page, MCID) of what was theirs."""
        silent = [kid for kid in self.kids(parent) if kid["S"] == "/Figure" and "Alt" not in kid]
        for kid in silent:
            parent["K"].remove(kid.reference)
        return {content for kid in silent for content in self._contents(kid)}

    # ---- tables ----

    def drop_repeated_heads(self, table: Element) -> set[tuple[bytes, int]]:
        """Take the heads that a table repeats on each page out of the tree; (page, MCID) of what was theirs."""
        heads = [kid for kid in self.kids(table) if kid["S"] == "/THead"]
        for head in heads[1:]:
            table["K"].remove(head.reference)
        self.join_kids(table)
        for body in self.kids(table):
            self.join_kids(body)
            for row in self.kids(body):
                self.join_kids(row)
        return {content for head in heads[1:] for content in self._contents(head)}

    def map_headers(self, table: Element) -> None:
        """Name for each cell the header cells above it, spans counted, which WeasyPrint does not (7.5-1)."""
        import pydyf

        above: dict[int, list[Any]] = {}
        for cells in self._grid(table):
            for cell, columns in cells:
                if cell["S"] == "/TH" and "ID" in cell:
                    cell["ID"] = pydyf.String(f"{self.name}-{cell.number}")
                    for column in columns:
                        above.setdefault(column, []).append(cell["ID"])
            for cell, columns in cells:
                if cell["S"] == "/TD":
                    names = dict.fromkeys(name.data for column in columns for name in above.get(column, ()))
                    cell["A"]["Headers"] = pydyf.Array(names)

    def _grid(self, table: Element) -> Iterator[list[tuple[Element, range]]]:
        """The rows of a table, each cell with its columns."""
        taken: set[tuple[int, int]] = set()
        rows = [row for part in self.kids(table) for row in ([part] if part["S"] == "/TR" else self.kids(part))]
        for number, row in enumerate(row for row in rows if row["S"] == "/TR"):
            cells, column = [], 0
            for cell in self.kids(row):
                while (number, column) in taken:
                    column += 1
                columns = range(column, column + cell["A"].get("ColSpan", 1))
                taken |= {(number + below, each) for below in range(1, cell["A"].get("RowSpan", 1)) for each in columns}
                cells.append((cell, columns))
                column = columns.stop
            yield cells

    # ---- lines ----

    def hold_lines(self, parent: Element) -> None:
        """Have an element hold its text and its links itself; WeasyPrint gives each line and `span` an element."""
        import pydyf

        held: list[Any] = []
        for kid in parent.get("K", ()):
            line = self._at(kid) if isinstance(kid, bytes) else None
            if line is None or not self._is_plain(line) or parent["S"] not in HOLD_LINES:
                held.append(line if line is not None and self._type(line) == "/OBJR" else kid)
                continue
            page, owners = line["Pg"], self._owners(line["Pg"])
            for mcid in line["K"]:
                at_home = page == parent["Pg"]
                held.append(mcid if at_home else pydyf.Dictionary({"Type": "/MCR", "Pg": page, "MCID": mcid}))
                owners[mcid] = parent.reference
            line.clear()
        if "K" in parent:
            parent["K"][:] = held

    def _is_plain(self, element: Element) -> bool:
        """Whether an element says nothing of the text in it."""
        if self._type(element) != "/StructElem" or element["S"] != "/Span" or element.keys() - _SAYING_NOTHING:
            return False
        return bool(element["K"]) and all(isinstance(kid, int) for kid in element["K"])

    def _owners(self, page: bytes) -> list[bytes]:
        """The elements that own the marked contents of a page, by MCID."""
        numbers = self._at(self.root["ParentTree"])["Nums"]
        return numbers[2 * self.pages[page]["StructParents"] + 1]  # type: ignore[no-any-return]

    # ---- artifacts ----

    def _contents(self, element: Element) -> Iterator[tuple[bytes, int]]:
        """(page, MCID) of all marked content below an element."""
        for kid in element["K"]:
            if isinstance(kid, int):
                yield element["Pg"], kid
        for kid in self.kids(element):
            yield from self._contents(kid)

    def make_artifacts(self, contents: set[tuple[bytes, int]]) -> None:
        """Mark contents of pages, each by its page and MCID, as no part of the text."""
        for page in {page for page, _ in contents}:
            numbers = {number for where, number in contents if where == page}
            stream = self._at(self.pages[page]["Contents"]).stream
            for index, operand in enumerate(stream):
                if isinstance(operand, dict) and operand.get("MCID") in numbers:
                    stream[index - 1 : index + 2] = ["/Artifact", b"", b"BMC"]
            owners = self._owners(page)
            for number in numbers:
                owners[number] = b"null"
