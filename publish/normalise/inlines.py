"""Inline markup of a web page to inlines of the model."""

from __future__ import annotations

from collections.abc import Iterable

from bs4.element import CData, NavigableString, PageElement, Tag

from publish.characters import xml_safe
from publish.model import (
    Code,
    Foreign,
    Inlines,
    LineBreak,
    Link,
    NoteRef,
    Styled,
    Text,
)
from publish.normalise.account import Account
from publish.normalise.tidy import SPACE, tidy
from publish.normalise.vocabulary import CODE, MARKS, address_of


def text_of(node: PageElement) -> str:
    """The words of a node as they stand in the source, without what is no text (comments)."""
    if isinstance(node, Tag):
        return "".join(text_of(child) for child in node.children)
    return str(node) if type(node) in (NavigableString, CData) else ""


def inlines(nodes: Iterable[PageElement], account: Account) -> Inlines:
    """The inlines of a run of nodes, white space as a browser shows it."""
    return tidy(tuple(found for node in nodes for found in _inline(node, account)))


def _inline(node: PageElement, account: Account) -> Inlines:
    if not isinstance(node, Tag):
        text = text_of(node)
        return (Text(xml_safe(text)),) if text else ()
    if node.name == "br":
        return (LineBreak(),)
    if node.name == "img":
        return account.picture_in_line(node)
    if node.name in CODE:
        return (Code(xml_safe(SPACE.sub(" ", text_of(node)).strip())),) if text_of(node).strip() else ()
    if (number := account.note_of(node)) is not None:
        return (NoteRef(number),)
    children = tuple(found for child in node.children for found in _inline(child, account))
    if not children:
        return ()
    if node.name == "q":
        account.add_quotes()
        children = (Text("“"), *children, Text("”"))
    return _wrapped(node, children, account)


def _wrapped(node: Tag, children: Inlines, account: Account) -> Inlines:
    """The children in what the tag means; tags without meaning of their own leave them as they are."""
    language = account.foreign_language(node)
    if language is not None:
        children = (Foreign(language, children),)
    if node.name == "a":
        return _link(node, children, account)
    if node.name in MARKS:
        return (Styled(MARKS[node.name], children),)
    return children


def _link(node: Tag, children: Inlines, account: Account) -> Inlines:
    href = str(node.get("href") or "").strip()
    if not href:
        return children
    if href.startswith("#"):
        return account.internal_link(href[1:], children)
    try:
        address = address_of(href, account.base)
    except ValueError as error:
        account.refuse_link(str(error), node)
        return children
    return (Link(address, children),) if address else children
