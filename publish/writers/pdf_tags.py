"""Mends of the structure tree that WeasyPrint writes, so that it is what PDF/UA-1 (ISO 14289-1) asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def mend_tags(book: Any) -> None:  # a pikepdf.Pdf
    """Give each list item one LBody with all that is not its label (7.2-20)."""
    from pikepdf import Array, Dictionary, Name

    for item in elements(book.Root.StructTreeRoot):
        if item.get("/S") != Name.LI:
            continue
        kids = _kids(item)
        labels = [kid for kid in kids if _kind(kid) == "/Lbl"]
        rest = [kid for kid in kids if _kind(kid) != "/Lbl"]
        if not rest or (len(rest) == 1 and _kind(rest[0]) == "/LBody"):
            continue
        body = book.make_indirect(Dictionary(Type=Name.StructElem, S=Name.LBody, P=item, K=Array(rest)))
        if "/Pg" in item:
            body.Pg = item.Pg
        for kid in rest:
            if isinstance(kid, Dictionary) and "/S" in kid:
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


def _kind(kid: Any) -> str:
    return str(kid.S) if _is_element(kid) else ""
