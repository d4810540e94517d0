"""Pictures of a web page with their captions, alone or in galleries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bs4.element import Tag

from publish.model import (
    Block,
    Blocks,
    CodeBlock,
    Figure,
    Foreign,
    Inline,
    Inlines,
    LineBreak,
    Link,
    List,
    Mark,
    Paragraph,
    Picture,
    Quote,
    Styled,
    Table,
    Text,
)
from publish.normalise.account import Account, Read
from publish.normalise.inlines import inlines
from publish.normalise.tidy import tidy
from publish.walk import inline_text

CAPTION_WORDS = 90
_CAPTION = re.compile(r"caption|(?:^|[\s_-])(?:legend|cutline|img-?desc|image-?desc(?:ription)?)(?:$|[\s_-])", re.I)
_GALLERY = re.compile(r"gallery|slideshow|slider|carousel", re.I)


def is_caption(node: Tag) -> bool:
    """Whether an element by itself says that it is the caption of what stands before it."""
    if node.name == "figcaption":
        return True
    names = node.attrs.get("class")
    return bool(names) and _CAPTION.search(str(names)) is not None and node.find("img") is None


def with_caption(figure: Figure, node: Tag, account: Account) -> Figure | None:
    """The figure with a caption from an element after it; None where that is none."""
    if figure.caption or len(node.get_text().split()) > CAPTION_WORDS:
        return None
    caption = inlines(node.contents, account)
    return replace(figure, caption=caption)


def pictures_of(children: Sequence[Inline]) -> tuple[Picture, ...] | None:
    """The pictures of inlines that hold nothing else; None where there are words, or no picture."""
    found: list[Picture] = []
    for node in children:
        match node:
            case Picture():
                found.append(node)
            case Link(children=inner) | Styled(children=inner) | Foreign(children=inner):
                within = pictures_of(inner)
                if within is None:
                    return None
                found += within
            case LineBreak():
                pass
            case Text(value=value) if not value.strip():
                pass
            case _:
                return None
    return tuple(found) or None


def apart(children: Inlines, account: Account, node: Tag) -> Blocks:
    """A paragraph, and as figures the pictures that stand at its ends in lines of their own."""
    if _is_blank(children):
        return ()
    if "img" not in account.tree.kinds:
        return (Paragraph(children, origin=account.origin(node)),)
    pictures = pictures_of(children)
    if pictures is not None:
        return _figures(pictures, account, node)
    start, end = _lead(children, account), len(children) - _lead(children[::-1], account)
    if end == len(children) and start == 0:
        return (Paragraph(children, origin=account.origin(node)),)
    before = _figures(pictures_of(children[:start]) or (), account, node)
    after = _figures(pictures_of(children[end:]) or (), account, node)
    middle = tidy(children[start:end])
    match before, middle:
        case (*others, Figure() as last), (Styled(mark=Mark.EMPHASIS, children=caption),) if not after:
            return (*others, replace(last, caption=caption))
    return (*before, Paragraph(middle, origin=account.origin(node)), *after)


def _is_blank(children: Sequence[Inline]) -> bool:
    """Whether inlines are no-break spaces alone, which are not white space to a browser."""
    for node in children:
        match node:
            case Text(value=value) if not value.strip():
                pass
            case Styled(children=inner) | Link(children=inner) | Foreign(children=inner) if _is_blank(inner):
                pass
            case LineBreak():
                pass
            case _:
                return False
    return True


def _lead(children: Sequence[Inline], account: Account) -> int:
    """How many inlines at the start are pictures in lines of their own."""
    count = 0
    for number, node in enumerate(children):
        if isinstance(node, LineBreak):
            count = number + 1 if pictures_of(children[:number]) else count
            continue
        pictures = pictures_of((node,))
        if pictures is None and not (isinstance(node, Text) and not node.value.strip()):
            return count
        if pictures is not None and all(picture.asset in account.broad for picture in pictures):
            count = number + 1
    return count


def _figures(pictures: Sequence[Picture], account: Account, node: Tag) -> Blocks:
    origin = account.origin(node)
    return tuple(Figure(picture.asset, picture.alt, origin=origin) for picture in pictures)


def figure(node: Tag, account: Account, read: Read) -> Blocks:
    """Pictures with their captions; a figure around something else (a table, a quotation) is that thing."""
    caption_node = next((each for each in node.find_all("figcaption") if each.find_parent("figure") is node), None)
    caption: Inlines = ()
    if caption_node is not None:
        caption = inlines(caption_node.contents, account)
        caption_node.extract()
    content = _unrepeated(read(node, account))
    return captioned(content, caption, account, node)


def _unrepeated(content: Blocks) -> Blocks:
    """The blocks without a picture that is there already."""
    found: list[Block] = []
    seen: set[str] = set()
    for block in content:
        if isinstance(block, Figure) and not block.caption and block.asset in seen:
            continue
        seen |= {block.asset} if isinstance(block, Figure) else set()
        found.append(block)
    return tuple(found)


def captioned(content: Blocks, caption: Inlines, account: Account, node: Tag) -> Blocks:
    """What a figure holds, with the caption where the model has a place for one, else as a paragraph."""
    match content:
        case (*others, Figure(caption=()) as last, Paragraph(children=line)) if not caption and _is_short(line):
            return (*others, replace(last, caption=line))
        case _ if not caption:
            return content
        case (*others, Figure(caption=()) as last):
            return (*others, replace(last, caption=caption))
        case (Figure(caption=()) as first, *others) if not any(isinstance(block, Figure) for block in others):
            return (replace(first, caption=caption), *others)
        case (Table(caption=()) as table,):
            return (replace(table, caption=caption),)
        case (Quote(attribution=()) as quote,):
            return (replace(quote, attribution=caption),)
        case (CodeBlock(),):
            return (Paragraph(caption, origin=account.origin(node)), *content)
        case _:
            return (*content, Paragraph(caption, origin=account.origin(node)))


def _is_short(line: Inlines) -> bool:
    return 0 < len(inline_text(line).split()) <= CAPTION_WORDS


def is_gallery(items: List, node: Tag) -> bool:
    """Whether a list shows pictures, each with no more than a caption."""
    named = _GALLERY.search(str(node.attrs.get("class") or "")) is not None
    for item in items.items:
        match item.blocks:
            case (Figure(),):
                pass
            case (Figure(caption=()), Paragraph(children=line)) if named and _is_short(line):
                pass
            case _:
                return False
    return True


def gallery(items: List) -> Blocks:
    """The pictures of a gallery as figures."""
    found: list[Block] = []
    for item in items.items:
        match item.blocks:
            case (Figure() as picture, Paragraph(children=line)):
                found.append(replace(picture, caption=line))
            case blocks:
                found += blocks
    return tuple(found)
