"""What other programs read in a Word file, and what the model says they should, in the same plain terms."""

from __future__ import annotations

import io
import json
import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from xml.etree import ElementTree

from publish.model import (
    Article,
    Block,
    Callout,
    Definitions,
    Figure,
    Foreign,
    Heading,
    Inline,
    Inlines,
    Link,
    List,
    NoteRef,
    Paragraph,
    Picture,
    Quote,
    Styled,
    Table,
)
from publish.walk import (
    article_blocks,
    block_text,
    blocks_text,
    every_block,
    every_inline,
    inline_text,
    map_article,
    map_blocks,
    map_lines,
    own_inlines,
)
from publish.writers.docx_scope import link_target

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list that opens with text: how deep it is nested, from 1, and whether its list is ordered."""

    depth: int
    ordered: bool
    words: Words


@dataclass(frozen=True, slots=True)
class Reading:
    """What is in a document beside its plain paragraphs; links by address, without their order."""

    headings: tuple[tuple[int, Words], ...]
    items: tuple[Item, ...]
    tables: tuple[Words, ...]
    notes: tuple[Words, ...]
    links: frozenset[str]


def words(text: str) -> Words:
    return tuple(re.findall(r"\w+", text.replace("\u00ad", "")))


def flat(reading: Reading) -> Reading:
    """The reading without how deep lists are nested."""
    return replace(reading, items=tuple(replace(item, depth=1) for item in reading.items))


def plain(article: Article) -> Article:
    """The article as far as Word files have it: headings in its text alone, no words of pictures, one call of a note.

    A second call is a reference to the first, with its number as words.
    """
    called: set[str] = set()
    end_matter = map_blocks(article.end_matter, _as_text)
    notes = tuple(replace(each, blocks=map_blocks(each.blocks, _as_text)) for each in article.footnotes)
    return map_article(
        replace(article, end_matter=end_matter, footnotes=notes),
        lambda block: map_lines(_silent_figure(block), lambda line: _silent(line, called)),
    )


def _as_text(block: Block) -> Block:
    return Paragraph(block.children) if isinstance(block, Heading) else block


def _silent_figure(block: Block) -> Block:
    return replace(block, alt="") if isinstance(block, Figure) else block


def _silent(line: Inlines, called: set[str]) -> Inlines:
    made: list[Inline] = []
    for node in line:
        match node:
            case Picture():
                made.append(replace(node, alt=""))
            case NoteRef(note_id=note_id):
                if note_id not in called:
                    made.append(node)
                called.add(note_id)
            case Styled(children=children) | Link(children=children) | Foreign(children=children):
                made.append(replace(node, children=_silent(children, called)))
            case _:
                made.append(node)
    return tuple(made)


# ---- the model ----


def expected(article: Article) -> Reading:
    """What is to be read in the document of one article."""
    blocks = article_blocks(article)
    body = [block for block in every_block(article.blocks) if isinstance(block, Heading)]
    headings = ((1, words(article.meta.title)), *((max(block.level, 2), words(block_text(block))) for block in body))
    inlines = [node for block in blocks for line in own_inlines(block) for node in every_inline(line)]
    addresses = [node.href for node in inlines if isinstance(node, Link) and inline_text(node.children).strip()]
    targets = map(link_target, filter(None, (*addresses, article.meta.url)))
    return Reading(
        tuple(found for found in headings if found[1]),
        tuple(item for item in _items((*article.blocks, *article.end_matter), 0) if item.words),
        tuple(found for found in _tables((*article.blocks, *article.end_matter)) if found),
        tuple(_notes(article)),
        frozenset(filter(None, targets)),
    )


def _items(blocks: Iterable[Block], depth: int) -> Iterator[Item]:
    """The items in the order of the text; a box in a list begins anew, as it does on the page."""
    for block in blocks:
        match block:
            case List(ordered=ordered, items=items):
                for item in items:
                    match item.blocks:
                        case (Paragraph(children=children), *_):
                            yield Item(min(depth + 1, 9), ordered, words(inline_text(children)))
                    yield from _items(item.blocks, depth + 1)
            case Quote(blocks=inner):
                yield from _items(inner, depth)
            case Callout(blocks=inner):
                yield from _items(inner, 0)
            case Definitions(items=definitions):
                for definition in definitions:
                    yield from _items(definition.blocks, depth)
            case Table(head=head, body=body):
                for row in (*head, *body):
                    for cell in row:
                        yield from _items(cell.blocks, 0)


def _tables(blocks: Iterable[Block]) -> Iterator[Words]:
    """The words of each table, with those of the tables in it, and then of these."""
    for block in every_block(blocks):
        if isinstance(block, Table):
            yield words("\n".join(blocks_text(cell.blocks) for row in (*block.head, *block.body) for cell in row))


def _notes(article: Article) -> Iterator[Words]:
    """The notes that the text calls for, in the order of their marks."""
    notes = {note.ident: note for note in article.footnotes}
    calls = dict.fromkeys(_called(article))
    for ident in calls:
        if ident in notes:
            yield words(blocks_text(notes[ident].blocks))


def _called(article: Article) -> Iterator[str]:
    for block in every_block((*article.blocks, *article.end_matter)):
        for line in own_inlines(block):
            yield from (node.note_id for node in every_inline(line) if isinstance(node, NoteRef))


# ---- mammoth ----


def read_by_mammoth(document: bytes) -> Reading:
    import mammoth

    html = mammoth.convert_to_html(io.BytesIO(document)).value
    tree = ElementTree.fromstring(f"<div>{_well_formed(html)}</div>")
    addresses = [each.get("href", "") for each in tree.iter("a")]
    text, notes = _parted(tree)
    return Reading(
        tuple(
            (int(each.tag[1]), found)
            for each in text.iter()
            if re.fullmatch("h[1-6]", each.tag) and (found := _said(each))
        ),
        tuple(item for item in _html_items(text, 0) if item.words),
        tuple(found for each in text.iter("table") if (found := _said(each))),
        tuple(_said(each) for each in notes),
        frozenset(href for href in addresses if href and not href.startswith("#")),
    )


def _well_formed(html: str) -> str:
    return re.sub(r"<(img|br)([^>]*?)\s*/?>", r"<\1\2/>", html)


def _parted(tree: ElementTree.Element) -> tuple[ElementTree.Element, list[ElementTree.Element]]:
    """The text, and the notes that mammoth puts below it."""
    last = tree[-1] if len(tree) else None
    if last is None or last.tag != "ol" or not last[0].get("id", "").startswith("footnote"):
        return tree, []
    tree.remove(last)
    return tree, list(last)


def _said(element: ElementTree.Element) -> Words:
    return words("".join(_pieces(element)).replace("↑", " "))


def _pieces(element: ElementTree.Element) -> Iterator[str]:
    """The words of an element, without the numbers of notes."""
    if element.tag == "sup" and element.find("a") is not None and "#footnote" in element[0].get("href", ""):
        return
    yield element.text or ""
    for child in element:
        yield from _pieces(child)
        if child.tag in ("p", "li", "td", "th", "br", "h1", "h2", "h3", "h4", "h5", "h6"):
            yield "\n"
        yield child.tail or ""


def _html_items(element: ElementTree.Element, depth: int) -> Iterator[Item]:
    for child in element:
        if child.tag in ("ul", "ol"):
            for item in child:
                yield Item(depth + 1, child.tag == "ol", _own_words(item))
                yield from _html_items(item, depth + 1)
        else:
            yield from _html_items(child, 0 if child.tag == "table" else depth)


def _own_words(item: ElementTree.Element) -> Words:
    bare = ElementTree.Element("li")
    bare.text = item.text
    for child in item:
        if child.tag in ("ul", "ol"):
            break
        bare.append(child)
    return _said(bare)


# ---- pandoc ----


def read_by_pandoc(document: bytes) -> Reading:
    made = subprocess.run(["pandoc", "-f", "docx", "-t", "json"], input=document, capture_output=True, check=True)
    blocks = json.loads(made.stdout)["blocks"]
    nodes = list(_nodes(blocks, notes=False))
    links = (each["c"] for each in _nodes(blocks, notes=True) if each["t"] == "Link")
    return Reading(
        tuple(
            (each["c"][0], found) for each in nodes if each["t"] == "Header" and (found := words(_text(each["c"][2])))
        ),
        tuple(item for item in _pandoc_items(blocks, 0) if item.words),
        tuple(found for each in nodes if each["t"] == "Table" and (found := words(_text(each["c"][3:])))),
        tuple(words(_text(each["c"])) for each in nodes if each["t"] == "Note"),
        frozenset(link[2][0] for link in links if _text(link[1]).strip() and not link[2][0].startswith("#")),
    )


def _nodes(value: Any, *, notes: bool) -> Iterator[Any]:
    """The nodes of a piece of pandoc's tree; what is in notes, only with `notes`."""
    if isinstance(value, list):
        for each in value:
            yield from _nodes(each, notes=notes)
    elif isinstance(value, dict):
        if "t" in value:
            yield value
        for each in value.values() if notes or value.get("t") != "Note" else ():
            yield from _nodes(each, notes=notes)


_SPACES = {"Space": " ", "SoftBreak": " ", "LineBreak": "\n"}
_BLOCKS = ("Para", "Plain", "Header", "CodeBlock")


def _text(value: Any) -> str:
    """The words of a piece of pandoc's tree, without its notes."""
    if isinstance(value, list):
        return "".join(map(_text, value))
    if not isinstance(value, dict) or "t" not in value:
        return ""
    kind, content = value["t"], value.get("c")
    if kind == "Str":
        return str(content)
    if content is not None and kind in ("Code", "CodeBlock"):
        return f"{content[1]}\n" if kind == "CodeBlock" else str(content[1])
    if kind in ("Note", "Image"):
        return ""
    return _SPACES.get(kind) or _text(content) + ("\n" if kind in _BLOCKS else "")


def _pandoc_items(value: Any, depth: int) -> Iterator[Item]:
    if isinstance(value, list):
        for each in value:
            yield from _pandoc_items(each, depth)
    elif isinstance(value, dict) and value.get("t") in ("BulletList", "OrderedList"):
        ordered = value["t"] == "OrderedList"
        for item in value["c"][1] if ordered else value["c"]:
            first = item[0] if item else None
            said = words(_text(first)) if first and first["t"] in ("Para", "Plain") else ()
            yield Item(depth + 1, ordered, said)
            yield from _pandoc_items(item, depth + 1)
    elif isinstance(value, dict) and value.get("t") != "Note":
        yield from _pandoc_items(list(value.values()), 0 if value.get("t") == "Table" else depth)
