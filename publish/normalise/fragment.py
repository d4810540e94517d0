"""The kept fragment of a web page to blocks of the model."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from bs4.element import NavigableString, PageElement, Tag

from publish.characters import xml_safe
from publish.dom import blank, fragment
from publish.findings import warning
from publish.model import (
    Block,
    Blocks,
    Definition,
    Definitions,
    Figure,
    Foreign,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    List,
    ListItem,
    Paragraph,
    Picture,
    Rule,
    Text,
)
from publish.normalise.account import Account
from publish.normalise.boxes import aside, box, details, is_box
from publish.normalise.divisions import bold_headings, without_idle_rules
from publish.normalise.draft import Draft
from publish.normalise.embeds import EMBEDS, embed
from publish.normalise.figures import apart, figure, gallery, is_caption, is_gallery, pictures_of, with_caption
from publish.normalise.formulas import HOLDERS, formula, formulas_found, is_formula
from publish.normalise.images import join_copies
from publish.normalise.inlines import DECORATION, inlines, wrapped
from publish.normalise.listings import is_listing, listing
from publish.normalise.notes import find_notes, read_notes
from publish.normalise.quotes import quote
from publish.normalise.soup import INLINE, soup
from publish.normalise.tables import bounded, is_layout, rows_of, table_of
from publish.normalise.tidy import SPACE, tidy
from publish.normalise.vocabulary import CODE, MARKS
from publish.passages import Page, Passage, Place
from publish.walk import inline_text, map_blocks, map_lines

# whose insides make no sense without them
_WHOLE = frozenset("p li td th h1 h2 h3 h4 h5 h6 tr thead tbody tfoot table ul ol menu dl dt dd figure".split())
TOO_LARGE = "a table is too large for a book: {} of its rows or cells are left out"
PERMALINKS, PERMALINK_WORDS = frozenset(("", "#", "##", "¶", "§", "🔗", "\ue157", "⚓", "⚓︎", "∞", "[link]")), 5
_PERMALINK = re.compile(
    r"headerlink|perma-?link|heading-?(?:anchor|link)|anchor-?(?:js|link)|hash-link|header-anchor", re.I
)


def structure_fragment(page: Page, *, language: str, base: str | None) -> Draft:
    """The blocks of a web page whose boilerplate is gone; `base` is the page's own address for relative links."""
    account = Account(page.source.name, language, base)
    body = bold_headings(without_idle_rules(_read(page, Place.BODY, account)))
    end_matter = without_idle_rules(_read(page, Place.NOTE, account))
    return Draft(
        body,
        end_matter,
        tuple(account.footnotes),
        markup="".join(account.markup),
        added="".join(account.added),
        findings=(*account.findings, *formulas_found(account)),
        removals=tuple(account.removals),
    )


def _read(page: Page, place: Place, account: Account) -> Blocks:
    """The blocks of the passages of one place: everything else is blanked out of the source, which is then parsed."""
    wanted = [passage for passage in page.passages if passage.place is place]
    if not any(passage.text for passage in wanted):
        return ()
    others = [span for passage in page.passages if passage.place is not place for span in passage.spans]
    account.tree = soup(fragment(blank(page.text, (*page.dropped, *others)), _holder(wanted)))
    join_copies(account)
    find_notes(account)
    found = _blocks(account.tree.root, account)
    read_notes(account, _blocks)
    return found


def _holder(passages: Iterable[Passage]) -> int | None:
    """The number of the deepest element that holds all passages; None for the body."""
    paths = [passage.path for passage in passages if passage.path]
    common = None
    for steps in zip(*paths, strict=False):
        if len({step.key for step in steps}) > 1:
            break
        if steps[0].tag not in _WHOLE:
            common = steps[0].key
    return common


def _blocks(node: Tag, account: Account) -> Blocks:
    """The blocks inside an element; runs of inline content between them are paragraphs."""
    found: list[Block] = []
    run: list[PageElement] = []
    for child in tuple(node.contents):
        if not isinstance(child, Tag):
            if run or not str(child).isspace():
                run.append(child)
            continue
        if not _is_block(child, account):
            run.append(child)
            continue
        if run:
            found += _paragraphs(node, run, account)
            run.clear()
        if found and isinstance(found[-1], Figure) and is_caption(child):
            figure_with = with_caption(found[-1], child, account)
            if figure_with is not None:
                found[-1] = figure_with
                continue
        found += _block(child, account)
    if run:
        found += _paragraphs(node, run, account)
    return tuple(found)


def _is_block(node: Tag, account: Account) -> bool:
    """Whether an element breaks the line, or holds one that does; a caption is a line of its own."""
    return node.name not in INLINE or id(node) in account.tree.blocky or ("class" in node.attrs and is_caption(node))


def _paragraphs(node: Tag, run: list[PageElement], account: Account) -> Iterable[Block]:
    """Paragraphs out of a run of inline content; two line breaks end one, and a lone picture is a figure."""
    inked = [child for child in run if isinstance(child, Tag) or not str(child).isspace()]
    match inked:
        case []:
            return
        case [NavigableString() as words] if len(run) == 1:  # most are, and the rest takes ten times as long
            text = SPACE.sub(" ", xml_safe(str(words))).strip(" ")
            if not text.isspace():
                yield Paragraph((Text(text),), origin=account.origin(node))
            return
        case [Tag(name=name) as lone] if name in CODE and (lone.find("br") or "\n" in lone.get_text().strip()):
            if code := listing(lone, account):
                yield code
                return
    parts = _split_at_breaks(inlines(run, account))
    for part in parts:
        yield from apart(part if len(parts) == 1 else tidy(part), account, node)


def _split_at_breaks(children: Inlines) -> list[Inlines]:
    """The paragraphs in a run; breaks after a picture stay, since they tell that it stands alone."""
    parts: list[list[Inline]] = [[]]
    breaks = 0
    for child in children:
        if isinstance(child, LineBreak):
            breaks += 1
            continue
        if breaks >= 2:
            parts.append([])
        elif breaks == 1:
            parts[-1].append(LineBreak())
        breaks = 0
        parts[-1].append(child)
    return [tuple(part) for part in parts if part]


def _block(node: Tag, account: Account) -> Blocks:
    """The blocks of one element, in its own language where it has one."""
    content = _read_block(node, account)
    language = account.foreign_language(node) if "lang" in node.attrs or "xml:lang" in node.attrs else None
    if language is None or account.is_most(node):
        return content
    return map_blocks(content, lambda block: map_lines(block, lambda line: _in_language(line, language)))


def _in_language(line: Inlines, language: str) -> Inlines:
    return (Foreign(language, line),) if line and not any(isinstance(child, Foreign) for child in line) else line


def _read_block(node: Tag, account: Account) -> Blocks:
    if node.name in DECORATION:
        if node.name in EMBEDS:
            return embed(node, account)
        account.drop(node, node.get_text(), f"text inside a <{node.name}>")
        return ()
    if node.name in HOLDERS and is_formula(node):
        return (Paragraph(tidy(formula(node, account)), origin=account.origin(node)),)
    if node.name in INLINE:
        return _spread(node, account)
    if is_box(node):
        return box(node, account, _blocks)
    reader = READERS.get(node.name)
    return reader(node, account) if reader else _blocks(node, account)


def _spread(node: Tag, account: Account) -> Blocks:
    """The blocks inside an inline element; what it means, such as a link, goes for the lines of each."""
    content = _blocks(node, account)
    if node.name not in MARKS and node.name != "a":
        return content
    return map_blocks(
        content, lambda block: map_lines(block, lambda line: wrapped(node, line, account) if line else line)
    )


def _heading(node: Tag, account: Account) -> Blocks:
    """A heading, and after it the pictures that stand in it."""
    for link in [each for each in node.descendants if isinstance(each, Tag) and each.name == "a"]:
        if is_permalink(link):
            account.markup.append(link.get_text())
            link.extract()
    line = inlines(node.contents, account)
    pictures = tuple(_pictures_in(line))
    children = tidy(tuple(_without_pictures(line)))
    figures = tuple(Figure(picture.asset, picture.alt, origin=account.origin(node)) for picture in pictures)
    if not inline_text(children).strip():
        return figures
    ident = str(node.attrs.get("id") or "")
    safe = ident if re.fullmatch(r"[A-Za-z][\w.-]{0,60}", ident) else ""
    return (Heading(max(2, int(node.name[1])), children, safe, account.origin(node)), *figures)


def is_permalink(link: Tag) -> bool:
    """Whether a link in a heading leads to this heading alone, for readers who want its address."""
    text = link.get_text().strip()
    names = str(link.attrs.get("class") or "")
    if "#" not in str(link.attrs.get("href") or ""):
        return False
    return text in PERMALINKS or (_PERMALINK.search(names) is not None and len(text.split()) <= PERMALINK_WORDS)


def _pictures_in(line: Inlines) -> Iterator[Picture]:
    for child in line:
        yield from pictures_of((child,)) or ()


def _without_pictures(line: Inlines) -> Iterator[Inline]:
    for child in line:
        if isinstance(child, LineBreak):
            yield Text(" ")
        elif pictures_of((child,)) is None:
            yield child


def _quote(node: Tag, account: Account) -> Blocks:
    return quote(node, account, _blocks)


def _list(node: Tag, account: Account) -> Blocks:
    """A list; a list that stands between its items belongs to the item before, and one of pictures is a gallery."""
    items: list[ListItem] = []
    for child in node.contents:
        if not isinstance(child, Tag):
            if str(child).strip():
                items.append(ListItem((Paragraph(inlines((child,), account)),), account.origin(node)))
            continue
        content = _blocks(child, account) if child.name == "li" else _block(child, account)
        if content and child.name in ("ul", "ol") and items:
            items[-1] = replace(items[-1], blocks=(*items[-1].blocks, *content))
        elif content:
            items.append(ListItem(content, account.origin(child)))
    if not items:
        return ()
    start = str(node.attrs.get("start") or "1")
    first = int(start) if start.isascii() and start.isdigit() and len(start) < 7 else 1
    found = List(node.name == "ol", tuple(items), first, account.origin(node))
    if not found.ordered and any(map(_is_section, items)):
        return tuple(block for item in items for block in item.blocks)
    return gallery(found) if is_gallery(found, node) else (found,)


def _is_section(item: ListItem) -> bool:
    """Whether an item is a part of the text under a heading, and the list no list."""
    return len(item.blocks) > 1 and isinstance(item.blocks[0], Heading)


def _definitions(node: Tag, account: Account) -> Blocks:
    """A definition list; terms that share a definition become terms of their own, the last with the definition."""
    items: list[Definition] = []
    for child in _definition_parts(node):
        if isinstance(child, Tag) and child.name == "dt":
            items.append(Definition(inlines(child.contents, account), ()))
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
    return figure(node, account, _blocks)


def _table(node: Tag, account: Account) -> Blocks:
    if is_listing(node):
        code = listing(node, account)
        return (code,) if code else ()
    found = rows_of(node)
    if is_layout(node, found.rows):
        return _blocks(node, account)
    strays = tuple(block for stray in found.strays for block in _stray(stray, node, account))
    caption = tidy(tuple(child for each in found.captions for child in inlines(each.contents, account)))
    rows, beyond = bounded(found.rows)
    if beyond:
        account.findings.append(warning("TABLE-003", TOO_LARGE.format(len(beyond)), account.origin(node)))
    for each in beyond:
        account.drop(each, each.get_text(" "), "beyond the rows and columns that a table of a book can have")
    table = table_of(rows, caption, lambda cell: _blocks(cell, account))
    if table is None:
        return (*strays, Paragraph(caption, origin=account.origin(node))) if caption else strays
    if table.columns == 1:
        content = tuple(block for row in (*table.head, *table.body) for cell in row for block in cell.blocks)
        return (*strays, *((Paragraph(caption, origin=account.origin(node)),) if caption else ()), *content)
    return (*strays, replace(table, origin=account.origin(node)))


def _stray(node: PageElement, table: Tag, account: Account) -> Iterable[Block]:
    return _block(node, account) if isinstance(node, Tag) else _paragraphs(table, [node], account)


def _code(node: Tag, account: Account) -> Blocks:
    code = listing(node, account)
    return (code,) if code else ()


def _rule(node: Tag, account: Account) -> Blocks:
    return (Rule(account.origin(node)),)


def _aside(node: Tag, account: Account) -> Blocks:
    return aside(node, account, _blocks)


def _details(node: Tag, account: Account) -> Blocks:
    return details(node, account, _blocks)


READERS: Mapping[str, Callable[[Tag, Account], Blocks]] = {
    **{f"h{level}": _heading for level in range(1, 7)},
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
    "details": _details,
}
