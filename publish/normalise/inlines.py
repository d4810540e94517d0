"""Inline markup of a web page to inlines of the model."""

from __future__ import annotations

from collections.abc import Iterable

from bs4.element import NavigableString, PageElement, Tag

from publish.characters import xml_safe
from publish.model import Code, Foreign, Inline, Inlines, LineBreak, Link, NoteRef, Styled, Text
from publish.normalise.account import Account
from publish.normalise.embeds import EMBEDS
from publish.normalise.formulas import HOLDERS, formula, is_formula
from publish.normalise.images import pictured
from publish.normalise.notes import note_of
from publish.normalise.soup import INLINE
from publish.normalise.tidy import SPACE, tidy
from publish.normalise.vocabulary import CODE, MARKS, address_of

DECORATION = frozenset(("script", "style", "template", "svg", "canvas")) | EMBEDS


def inlines(nodes: Iterable[PageElement], account: Account) -> Inlines:
    """The inlines of a run of nodes, white space as a browser shows it."""
    found: list[Inline] = []
    for node in nodes:
        _add(found, node, account)
    return tidy(tuple(found))


def _add(found: list[Inline], node: PageElement, account: Account) -> None:
    """Add the inlines of a node; what is a block on the screen is parted from what stands around it."""
    if not isinstance(node, Tag):
        found.append(Text(xml_safe(str(node))))
        return
    if node.name in DECORATION:
        account.drop(node, node.get_text(), f"text inside a <{node.name}>")
        return
    if node.name in INLINE:
        found += _inline(node, account)
    elif is_formula(node):
        found += formula(node, account)
    else:
        found += (Text(" "), *_children(node, account), Text(" "))


def _children(node: Tag, account: Account) -> list[Inline]:
    found: list[Inline] = []
    for child in node.contents:
        _add(found, child, account)
    return found


def _inline(node: Tag, account: Account) -> Iterable[Inline]:
    name = node.name
    if name == "br":
        return (LineBreak(),)
    if name == "img":
        return pictured(node, account)
    if name in CODE:
        return _code(node, account)
    if name == "math" or (name in HOLDERS and "class" in node.attrs and is_formula(node)):
        return formula(node, account)
    if (number := note_of(node, account)) is not None:
        return (NoteRef(number),)
    children = _children(node, account)
    if not children:
        return ()
    if name == "q":
        account.added.append("“”")
        children = [Text("“"), *children, Text("”")]
    if name in MARKS or name == "a" or "lang" in node.attrs or "xml:lang" in node.attrs:
        return wrapped(node, tuple(children), account)
    return children


def _code(node: Tag, account: Account) -> Inlines:
    """Code in a line; a reference to a note, a picture or a link inside it makes it ordinary text."""
    if node.find(["img", "sup", "math"]) is not None:
        return tuple(_children(node, account))
    text = SPACE.sub(" ", "".join(_code_text(node))).strip()
    if not text:
        return (Text(" "),) if node.contents else ()
    link = node.find("a", href=True)
    code = Code(xml_safe(text))
    if isinstance(link, Tag) and "".join(link.get_text().split()) == "".join(text.split()):
        return _link(link, (code,), account)
    return (code,)


def _code_text(node: Tag) -> Iterable[str]:
    for each in node.descendants:
        if isinstance(each, NavigableString):
            yield str(each)
        elif isinstance(each, Tag) and (each.name == "br" or each.name not in INLINE):
            yield " "


def wrapped(node: Tag, children: Inlines, account: Account) -> Inlines:
    """The children in what the tag means; tags without meaning of their own leave them as they are."""
    language = account.foreign_language(node)
    if language is not None and not account.is_most(node):
        children = (Foreign(language, children),)
    if node.name == "a":
        return _link(node, children, account)
    if node.name in MARKS:
        return (Styled(MARKS[node.name], children),)
    return children


def _link(node: Tag, children: Inlines, account: Account) -> Inlines:
    href = str(node.attrs.get("href") or "").strip()
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
