"""Mends of the structure tree that WeasyPrint writes, so that it is what PDF/UA-1 (ISO 14289-1) asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

LEAST_WIDTH = 0.01  # of a link, in points


def mend_tags(book: Any) -> None:  # a pikepdf.Pdf
    """Mend what PDF/UA checkers find in the structure tree of a book."""
    _drop_empty_links(book)
    for item in elements(book.Root.StructTreeRoot):
        _wrap_item(book, item)


def _drop_empty_links(book: Any) -> None:
    """Drop links without width that no Link element holds: ends of links that a line break follows (7.18.5-1)."""
    from pikepdf import Array

    gone = set()
    for element in elements(book.Root.StructTreeRoot):
        kids = _kids(element)
        empty = [kid for kid in kids if _is_reference(kid) and _kind(element) != "/Link" and _is_empty(kid.Obj)]
        if empty:
            gone |= {kid.Obj.objgen for kid in empty}
            element.K = Array([kid for kid in kids if not (_is_reference(kid) and kid.Obj.objgen in gone)])
    for page in book.pages:
        notes = page.get("/Annots", [])
        if any(note.objgen in gone for note in notes):
            page.Annots = Array([note for note in notes if note.objgen not in gone])


def _is_empty(note: Any) -> bool:
    left, _, right, _ = (float(edge) for edge in note.Rect)
    return abs(right - left) < LEAST_WIDTH


def _wrap_item(book: Any, item: Any) -> None:
    """Give a list item one LBody with all that is not its label (7.2-20)."""
    from pikepdf import Array, Dictionary, Name

    if item.get("/S") != Name.LI:
        return
    kids = _kids(item)
    labels = [kid for kid in kids if _kind(kid) == "/Lbl"]
    rest = [kid for kid in kids if _kind(kid) != "/Lbl"]
    if not rest or (len(rest) == 1 and _kind(rest[0]) == "/LBody"):
        return
    body = book.make_indirect(Dictionary(Type=Name.StructElem, S=Name.LBody, P=item, K=Array(rest)))
    if "/Pg" in item:
        body.Pg = item.Pg
    for kid in rest:
        if _is_element(kid):
            kid.P = body
    item.K = Array([*labels, body])


def elements(root: Any) -> Iterator[Any]:  # pikepdf dictionaries
    """Every structure element below the root, parents first."""
    todo = [root]
    while todo:
        node = todo.pop()
        if "/S" in node:
            yield node
        todo += [kid for kid in reversed(_kids(node)) if _is_element(kid)]


def _kids(node: Any) -> list[Any]:
    from pikepdf import Array

    kids = node.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


def _is_element(kid: Any) -> bool:
    from pikepdf import Dictionary

    return isinstance(kid, Dictionary) and "/S" in kid


def _is_reference(kid: Any) -> bool:
    from pikepdf import Dictionary, Name

    return isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR


def _kind(kid: Any) -> str:
    return str(kid.S) if _is_element(kid) else ""
