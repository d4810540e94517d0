"""Inline markup of a web page to inlines of the model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import assert_never
from urllib.parse import urlsplit

from bs4.element import CData, NavigableString, PageElement, Tag

from publish.characters import xml_safe
from publish.model import (
    Code,
    Foreign,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Mark,
    NoteRef,
    Picture,
    Styled,
    Text,
)
from publish.normalise.account import Account

MARKS: Mapping[str, Mark] = {
    "em": Mark.EMPHASIS,
    "i": Mark.EMPHASIS,
    "cite": Mark.EMPHASIS,
    "var": Mark.EMPHASIS,
    "dfn": Mark.EMPHASIS,
    "strong": Mark.STRONG,
    "b": Mark.STRONG,
    "s": Mark.STRIKE,
    "del": Mark.STRIKE,
    "strike": Mark.STRIKE,
    "sub": Mark.SUBSCRIPT,
    "sup": Mark.SUPERSCRIPT,
}
CODE = frozenset(("code", "kbd", "samp", "tt"))
LINK_SCHEMES = frozenset(("http", "https", "mailto"))
_SPACE = re.compile(r"[ \t\n\r\f]+")


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
        return (Code(xml_safe(_SPACE.sub(" ", text_of(node)).strip())),) if text_of(node).strip() else ()
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
        parts = urlsplit(href)
    except ValueError:
        account.refuse_link("a broken address", node)
        return children
    scheme = parts.scheme.lower()
    if scheme in LINK_SCHEMES and (parts.netloc or scheme == "mailto") and not re.search(r"[\s<>\"]", href):
        return (Link(xml_safe(href), children),)
    if scheme:
        account.refuse_link(f"the scheme {scheme}", node)
        return children
    absolute = account.resolve(href)
    return (Link(absolute, children),) if absolute else children


def tidy(children: Inlines) -> Inlines:
    """Inlines with runs of white space as one space, none at the ends or around line breaks, empty marks dropped."""
    collapsed, _ = _collapse(children, after_space=True)
    return _trim_end(_merge(collapsed))


def _collapse(children: Inlines, *, after_space: bool) -> tuple[Inlines, bool]:
    """(the children with collapsed white space, whether they end in a space)."""
    found: list[Inline] = []
    for node in children:
        match node:
            case Text(value=value):
                value = _SPACE.sub(" ", value)
                value = value[1:] if after_space and value.startswith(" ") else value
                if value:
                    found.append(Text(value))
                    after_space = value.endswith(" ")
            case Styled(children=inner) | Link(children=inner) | Foreign(children=inner):
                inner, after_space = _collapse(inner, after_space=after_space)
                if inner:
                    found.append(replace(node, children=_merge(inner)))
            case LineBreak():
                found = list(_trim_end(tuple(found), breaks=False))
                if found:
                    found.append(node)
                after_space = True
            case Code() | Picture() | NoteRef():
                found.append(node)
                after_space = False
            case _:
                assert_never(node)
    return tuple(found), after_space


def _merge(children: Inlines) -> Inlines:
    """Neighbouring runs of text as one."""
    found: list[Inline] = []
    for node in children:
        if isinstance(node, Text) and found and isinstance(found[-1], Text):
            found[-1] = Text(found[-1].value + node.value)
        else:
            found.append(node)
    return tuple(found)


def _trim_end(children: Inlines, *, breaks: bool = True) -> Inlines:
    """The inlines without white space at their end, and without line breaks there if `breaks`."""
    while children:
        last = children[-1]
        match last:
            case Text(value=value):
                trimmed = value.rstrip(" ")
                if trimmed == value:
                    return children
                children = (*children[:-1], Text(trimmed)) if trimmed else children[:-1]
            case LineBreak():
                if not breaks:
                    return children
                children = children[:-1]
            case Styled(children=inner) | Link(children=inner) | Foreign(children=inner):
                inner = _trim_end(inner, breaks=breaks)
                if inner:
                    return (*children[:-1], replace(last, children=inner))
                children = children[:-1]
            case Code() | Picture() | NoteRef():
                return children
            case _:
                assert_never(last)
    return ()
