"""The kept fragment of a web page to blocks of the model."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from bs4.element import PageElement, Tag

from publish.characters import one_line, xml_safe
from publish.dom import blank, fragment
from publish.findings import Removal
from publish.model import (
    Block,
    Blocks,
    Callout,
    CodeBlock,
    Definition,
    Definitions,
    Figure,
    Footnote,
    Foreign,
    Heading,
    Inlines,
    LineBreak,
    List,
    ListItem,
    Paragraph,
    Picture,
    Quote,
    Rule,
)
from publish.normalise.account import Account, picture_address
from publish.normalise.draft import Draft
from publish.normalise.inlines import inlines, text_of
from publish.normalise.soup import soup
from publish.normalise.tables import is_layout, table_of
from publish.passages import Page, Passage, Place
from publish.walk import inline_text

INLINE = frozenset(
    """a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label map mark meter nobr output
    picture progress q rp rt ruby s samp small source span strike strong sub sup time tt u var wbr""".split()
)
_DECORATION = frozenset(("script", "style", "template", "svg", "iframe", "object", "embed", "video", "audio", "canvas"))


def structure_fragment(page: Page, *, language: str, base: str | None) -> Draft:
    """The blocks of a web page whose boilerplate is gone; `base` is the page's own address for relative links."""
    account = Account(page.source.name, language, base)
    body = _read(page, Place.BODY, account)
    footnotes = tuple(account.footnotes)
    body = _without_notes_heading(body, account) if footnotes else body
    end_matter = _read(page, Place.NOTE, account)
    return Draft(
        body,
        end_matter,
        footnotes,
        markup="".join(account.markup),
        added="".join(account.added),
        findings=tuple(account.findings),
        removals=tuple(account.removals),
    )


def _read(page: Page, place: Place, account: Account) -> Blocks:
    """The blocks of the passages of one place: everything else is blanked out of the source, which is then parsed."""
    wanted = [passage for passage in page.passages if passage.place is place]
    if not any(passage.text for passage in wanted):
        return ()
    others = [span for passage in page.passages if passage.place is not place for span in passage.spans]
    root = soup(fragment(blank(page.text, (*page.dropped, *others)), _holder(wanted)))
    account.find_notes(root)
    found = _blocks(root, account)
    _read_notes(account)
    return found


def _without_notes_heading(body: Blocks, account: Account) -> Blocks:
    """The body without a last heading: its notes stood below it, and the book sets a heading of its own."""
    match body:
        case (*rest, Heading(children=children, origin=origin)) if origin is not None:
            reason = "the heading of the notes, for which the book has its own"
            account.removals.append(Removal("normalise", reason, origin, inline_text(children)))
            return tuple(rest)
        case _:
            return body


def _holder(passages: Iterable[Passage]) -> int | None:
    """The number of the deepest element that holds all passages; None for the body."""
    paths = [passage.path for passage in passages if passage.path]
    common = None
    for steps in zip(*paths, strict=False):
        if len({step.key for step in steps}) > 1:
            break
        if steps[0].tag not in (
            "p",
            "li",
            "td",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "tr",
            "ul",
            "ol",
        ):
            common = steps[0].key
    return common


def _blocks(node: Tag, account: Account) -> Blocks:
    """The blocks inside an element; runs of inline content between them are paragraphs."""
    found: list[Block] = []
    run: list[PageElement] = []

    def flush() -> None:
        if run:
            found.extend(_paragraphs(node, run, account))
            run.clear()

    for child in node.children:
        if not isinstance(child, Tag) or (child.name in INLINE and not _holds_blocks(child)):
            run.append(child)
            continue
        flush()
        found += _block(child, account)
    flush()
    return tuple(found)


def _holds_blocks(node: Tag) -> bool:
    return any(isinstance(child, Tag) and child.name not in INLINE for child in node.descendants)


def _paragraphs(node: Tag, run: list[PageElement], account: Account) -> Iterable[Block]:
    """Paragraphs out of a run of inline content; two line breaks end one, and a lone picture is a figure."""
    children = inlines(run, account)
    if not children:
        return
    if len(children) == 1 and isinstance(children[0], Picture):
        yield Figure(children[0].asset, children[0].alt, origin=account.origin(node))
        return
    for part in _split_at_breaks(children):
        yield Paragraph(part, origin=account.origin(node))


def _split_at_breaks(children: Inlines) -> list[Inlines]:
    parts: list[Inlines] = [()]
    breaks = 0
    for child in children:
        if isinstance(child, LineBreak):
            breaks += 1
            continue
        if breaks >= 2:
            parts.append(())
        elif breaks == 1:
            parts[-1] = (*parts[-1], LineBreak())
        breaks = 0
        parts[-1] = (*parts[-1], child)
    return [part for part in parts if part]


def _block(node: Tag, account: Account) -> Blocks:
    if account.is_note(node):
        return ()
    if node.name in _DECORATION:
        if node.name in ("iframe", "video", "audio", "object", "embed"):
            account.note_info("EMBED-001", f"a <{node.name}> cannot be printed and was left out", node)
        account.drop(node, text_of(node), f"text inside a <{node.name}>")
        return ()
    reader = READERS.get(node.name)
    return reader(node, account) if reader else _blocks(node, account)


def _heading(node: Tag, account: Account) -> Blocks:
    children = tuple(child for child in inlines(node.children, account) if not isinstance(child, LineBreak | Picture))
    if not inline_text(children).strip():
        return ()
    ident = str(node.get("id") or "")
    safe = ident if re.fullmatch(r"[A-Za-z][\w.-]{0,60}", ident) else ""
    return (Heading(max(2, int(node.name[1])), children, safe, account.origin(node)),)


def _paragraph(node: Tag, account: Account) -> Blocks:
    return _blocks(node, account)


def _quote(node: Tag, account: Account) -> Blocks:
    """A quotation; a last <footer> or <cite> of its own is its attribution."""
    source = node.find(["footer", "cite"], recursive=False) or _lone_cite(node)
    attribution: Inlines = ()
    if isinstance(source, Tag):
        attribution = inlines(source.children, account)
        source.extract()
    content = _blocks(node, account)
    language = account.foreign_language(node)
    if language is not None:
        content = tuple(_in_language(block, language) for block in content)
    if not content:
        return (Paragraph(attribution, origin=account.origin(node)),) if attribution else ()
    return (Quote(content, attribution, account.origin(node)),)


def _lone_cite(node: Tag) -> Tag | None:
    """A last paragraph that is nothing but a <cite>."""
    paragraphs = node.find_all("p", recursive=False)
    if len(paragraphs) > 1:
        last = paragraphs[-1]
        cite = last.find("cite")
        if (
            isinstance(last, Tag)
            and isinstance(cite, Tag)
            and one_line(cite.get_text()) == one_line(last.get_text()).lstrip("—–- ")
        ):
            return last
    return None


def _in_language(block: Block, language: str) -> Block:
    if isinstance(block, Paragraph) and not any(isinstance(child, Foreign) for child in block.children):
        return replace(block, children=(Foreign(language, block.children),))
    return block


def _list(node: Tag, account: Account) -> Blocks:
    items = []
    for child in node.children:
        if isinstance(child, Tag) and not account.is_note(child):
            content = _blocks(child, account) if child.name == "li" else _block(child, account)
            if content:
                items.append(ListItem(content, account.origin(child)))
        elif not isinstance(child, Tag) and text_of(child).strip():
            items.append(ListItem((Paragraph(inlines((child,), account)),), account.origin(node)))
    if not items:
        return ()
    start = str(node.get("start") or "1")
    first = int(start) if start.isascii() and start.isdigit() and len(start) < 7 else 1
    return (List(node.name == "ol", tuple(items), first, account.origin(node)),)


def _definitions(node: Tag, account: Account) -> Blocks:
    """A definition list; terms that share a definition become terms of their own, the last with the definition."""
    items: list[Definition] = []
    for child in _definition_parts(node):
        if isinstance(child, Tag) and child.name == "dt":
            items.append(Definition(inlines(child.children, account), ()))
            continue
        content = _blocks(child, account) if isinstance(child, Tag) else tuple(_paragraphs(node, [child], account))
        last = items.pop() if items else Definition((), ())
        items.append(Definition(last.term, (*last.blocks, *content)))
    items = [item for item in items if item.term or item.blocks]
    return (Definitions(tuple(items), account.origin(node)),) if items else ()


def _definition_parts(node: Tag) -> Iterator[PageElement]:
    """The terms, definitions and stray content of a definition list, also those that it groups in <div>s."""
    for child in node.children:
        if isinstance(child, Tag) and child.name == "div":
            yield from _definition_parts(child)
        else:
            yield child


def _figure(node: Tag, account: Account) -> Blocks:
    """A picture with its caption; a figure around something else (a table, a quotation) is that thing."""
    caption_node = node.find("figcaption")
    caption: Inlines = ()
    if isinstance(caption_node, Tag):
        caption = inlines(caption_node.children, account)
        caption_node.extract()
    pictures = node.find_all("img")
    if not pictures:
        content = _blocks(node, account)
        return (*content, Paragraph(caption, origin=account.origin(node))) if caption else content
    found: list[Block] = []
    for number, picture in enumerate(pictures):
        address = picture_address(picture)
        last = number == len(pictures) - 1
        if address is None:
            continue
        alt = one_line(str(picture.get("alt") or ""))
        found.append(Figure(address, xml_safe(alt), caption if last else (), account.origin(picture)))
        picture.extract()
    if not found and caption:
        account.drop(node, inline_text(caption), "the caption of a picture that has no address")
    return (*found, *_blocks(node, account))


def _table(node: Tag, account: Account) -> Blocks:
    if is_layout(node):
        return _blocks(node, account)
    caption_node = node.find("caption")
    caption = inlines(caption_node.children, account) if isinstance(caption_node, Tag) else ()
    table = table_of(node, caption, lambda cell: _blocks(cell, account))
    return (table,) if table and any(cell.blocks for row in (*table.head, *table.body) for cell in row) else ()


def _code(node: Tag, account: Account) -> Blocks:
    text = xml_safe(text_of(node)).strip("\n")
    if not text.strip():
        return ()
    names = " ".join(str(tag.get("class") or "") for tag in (node, *node.find_all("code")))
    found = re.search(r"(?:language|lang|highlight-source)-([\w+#-]+)", names)
    return (CodeBlock(text, found[1] if found else None, account.origin(node)),)


def _rule(node: Tag, account: Account) -> Blocks:
    return (Rule(account.origin(node)),)


def _aside(node: Tag, account: Account) -> Blocks:
    """A box in the text, labelled by its own heading."""
    content = _blocks(node, account)
    match content:
        case (Heading(children=children), *rest) if rest:
            return (Callout(inline_text(children), tuple(rest), account.origin(node)),)
        case ():
            return ()
        case _:
            return (Callout("", content, account.origin(node)),)


READERS: Mapping[str, Callable[[Tag, Account], Blocks]] = {
    **{f"h{level}": _heading for level in range(1, 7)},
    "p": _paragraph,
    "blockquote": _quote,
    "ul": _list,
    "ol": _list,
    "menu": _list,
    "dl": _definitions,
    "figure": _figure,
    "table": _table,
    "pre": _code,
    "hr": _rule,
    "aside": _aside,
}


def _read_notes(account: Account) -> None:
    """Read the notes of a fragment; their links back to the text are markup, the book makes its own."""
    for name, node in account.notes.items():
        for link in node.find_all("a"):
            if account.is_back_link(link):
                account.markup.append(link.get_text())
                link.extract()
        account.footnotes.append(Footnote(account.numbers[name], _blocks(node, account)))
    account.notes.clear()
