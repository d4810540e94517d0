"""The tree of a Markdown page to blocks of the model."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from publish.characters import one_line, xml_safe
from publish.commonmark import Kind, Node
from publish.findings import warning
from publish.model import (
    Block,
    Blocks,
    Callout,
    Cell,
    CodeBlock,
    Definition,
    Definitions,
    Figure,
    Footnote,
    Heading,
    Inlines,
    LineBreak,
    List,
    ListItem,
    NoteRef,
    Paragraph,
    Picture,
    Quote,
    Role,
    Row,
    Rule,
    Text,
)
from publish.normalise.draft import Draft
from publish.normalise.grid import grid
from publish.normalise.markdown_inlines import Ledger, inlines
from publish.normalise.markdown_kept import has_words, kept_tree
from publish.normalise.markdown_tables import Item, TableTag, read_table, table_end, unfolded
from publish.normalise.tidy import merge
from publish.passages import Page, Place
from publish.walk import blocks_text, every_block, every_inline, inline_text, own_inlines

END_MATTER, NOTHING = "<!-- end matter -->", "<!-- -->"
MAX_TABLES = 8  # in one another; nobody goes so far, and recursion has its limits
KNOWN_BOXES = frozenset(("note", "tip", "important", "warning", "caution"))  # GitHub's, which it writes in capitals
_BOX = re.compile(r"\[!(?P<kind>[^\]\n]*)\][+-]?[ \t]*")
_CAPTION = re.compile(r"Table:[ \t]*", re.I)
_DASH = re.compile(r"—[ \t]*")
_ROLE = re.compile(r"(?:(?<![ \t])[ \t]+)?\{\.(?P<role>standfirst|lead)\}$")
_NAME = re.compile(r"(?:(?<![ \t])[ \t]+)?\{#(?P<ident>[A-Za-z][\w.-]{0,60})\}[ \t]*$")


def structure_markdown(page: Page, tree: Sequence[Node], *, base: str | None) -> Draft:
    """The blocks of a Markdown page whose boilerplate is gone; `base` is the page's own address for relative links."""
    is_split = (node.kind is Kind.HTML and node.value == END_MATTER for node in tree)
    split = next((at for at, found in enumerate(is_split) if found), len(tree))
    above = kept_tree(tree[:split], page, Place.BODY)
    below = (*kept_tree(tree[split + 1 :], page, Place.BODY), *kept_tree(tree, page, Place.NOTE))
    reading = _Reading(Ledger(page.source.name, base, page.settled, notes=frozenset(_notes((*above, *below)))))
    body, end_matter = reading.blocks(above), reading.blocks(below)
    if not page.settled:
        body = _without_loose_rules(body)
    footnotes = reading.settle_notes((*body, *end_matter))
    ledger = reading.ledger
    return Draft(
        body,
        end_matter,
        footnotes,
        markup="".join(ledger.markup),
        added="".join(ledger.added),
        findings=tuple(ledger.findings),
        removals=tuple(ledger.removals),
    )


def _notes(nodes: Iterable[Node]) -> Iterator[str]:
    """The labels of the notes that say something."""
    for node in nodes:
        if node.kind is Kind.NOTE and has_words(node):
            yield node.value
        yield from _notes(node.children)


@dataclass(slots=True)
class _Reading:
    """One reading of a page, with the notes met on the way."""

    ledger: Ledger
    notes: dict[str, Footnote] = field(default_factory=dict)
    tables: int = 0

    def blocks(self, nodes: Iterable[Node]) -> Blocks:
        return self._read(tuple(unfolded(nodes)))

    def _read(self, items: Sequence[Item]) -> Blocks:
        found: list[Block] = []
        at = 0
        while at < len(items):
            item = items[at]
            at += 1
            if not isinstance(item, TableTag):
                if item.kind is Kind.TABLE and (caption := _caption(items[at : at + 1])):
                    item = replace(item, children=(*item.children, caption))
                    at += 1
                found += self._block(item)
            elif item.tag.name == "table" and not item.tag.is_end and self.tables < MAX_TABLES:
                end = table_end(items, at - 1)
                self.tables += 1
                found += read_table(items[at:end], self._read)
                self.tables -= 1
                at = end + 1
            else:
                self.ledger.drop_html(item.node.value)
        return tuple(found)

    def _block(self, node: Node) -> Blocks:
        self.ledger.line = node.line or self.ledger.line
        return READERS[node.kind](self, node)

    # ---- lines ----

    def inlines(self, nodes: Iterable[Node]) -> Inlines:
        return inlines(nodes, self.ledger)

    def paragraph(self, node: Node) -> Blocks:
        """A paragraph; pictures that have a line each are figures, and what stands right below one is its caption."""
        origin, role, runs = self.ledger.origin(), Role.BODY, node.children
        if found := _at_end(_ROLE, runs):
            role = Role(found["role"])
            runs = self._without_end(runs, found)
        lines = _lines(runs)
        pictures = [picture for line in lines if (picture := _lone_picture(line))]
        if pictures and len(pictures) == len(lines):
            return tuple(self._figure(picture, ()) for picture in pictures)
        if pictures and _lone_picture(lines[0]) and not any(map(_has_picture, lines[1:])):
            return (self._figure(pictures[0], _joined(lines[1:])),)
        children = self.inlines(runs)
        if len(children) == 1 and isinstance(children[0], Picture):
            return (Figure(children[0].asset, children[0].alt, origin=origin),)
        return (Paragraph(children, role, origin),) if children else ()

    def _figure(self, picture: Node, below: Sequence[Node]) -> Figure:
        origin = self.ledger.origin()
        if picture.info and not below:  # a title is shown by a browser when it is pointed at; paper shows it below
            self.ledger.added.append(picture.info)
            return Figure(picture.target, one_line(picture.value), (Text(one_line(picture.info)),), origin)
        return Figure(picture.target, one_line(picture.value), self.inlines(below), origin)

    def heading(self, node: Node) -> Blocks:
        origin, runs, ident = self.ledger.origin(), node.children, ""
        if found := _at_end(_NAME, runs):
            ident = found["ident"]
            runs = self._without_end(runs, found)
        children = tuple(
            Text(" ") if isinstance(child, LineBreak) else child
            for child in self.inlines(runs)
            if not isinstance(child, Picture)
        )
        if not inline_text(children).strip():
            return ()
        return (Heading(node.number, merge(children), ident, origin),)

    def _without_end(self, runs: Sequence[Node], found: re.Match[str]) -> tuple[Node, ...]:
        self.ledger.markup.append(found[0])
        return (*runs[:-1], replace(runs[-1], value=runs[-1].value[: found.start()]))

    def code(self, node: Node) -> Blocks:
        language = node.info if self.ledger.settled else node.info.partition(" ")[0].strip("{}.")
        return (CodeBlock(xml_safe(node.value), xml_safe(language) or None, self.ledger.origin()),)

    # ---- blocks with blocks in them ----

    def quote(self, node: Node) -> Blocks:
        """A quotation, whose last line may be its source behind a dash, or a box."""
        origin, children = self.ledger.origin(), node.children
        first = children[0].children[:1] if children and children[0].kind is Kind.PARAGRAPH else ()
        if first and first[0].is_literal and (found := _BOX.match(first[0].value)):
            return (self._box(children, found),)
        quoted, source = _attribution(children)
        content = self.blocks(quoted)
        if source:
            self.ledger.markup.append("—")
        attribution = self.inlines(source)
        if not content:
            return (Paragraph(attribution, origin=origin),) if attribution else ()
        return (Quote(content, attribution, origin),)

    def _box(self, nodes: Sequence[Node], found: re.Match[str]) -> Callout:
        """A box after GitHub and Obsidian: `> [!note] Its label`, and its content below."""
        origin = self.ledger.origin()
        first, *others = nodes
        head, *below = _lines(first.children, breaks=True)
        self.ledger.markup.append(found[0])
        named = self.inlines((replace(head[0], value=head[0].value[found.end() :]), *head[1:]))
        label = inline_text(named).strip()
        if not label:
            kind = found["kind"].strip()
            label = kind.capitalize() if kind.lower() in KNOWN_BOXES else kind
            self.ledger.added.append(label)
        rest = (replace(first, children=_joined(below)),) if below else ()
        return Callout(label, self.blocks((*rest, *others)), origin)

    def items(self, node: Node) -> Blocks:
        origin = self.ledger.origin()
        items: list[ListItem] = []
        for child in node.children:
            self.ledger.line = child.line or self.ledger.line
            place = self.ledger.origin()
            if content := self.blocks(child.children):
                items.append(ListItem(content, place))
        ordered = node.kind is Kind.NUMBERS
        return (List(ordered, tuple(items), node.number if ordered else 1, origin),) if items else ()

    def definitions(self, node: Node) -> Blocks:
        origin = self.ledger.origin()
        items: list[Definition] = []
        for child in node.children:
            self.ledger.line = child.line or self.ledger.line
            if child.kind is Kind.TERM:
                items.append(Definition(self.inlines(child.children), ()))
                continue
            last = items.pop() if items else Definition((), ())
            items.append(Definition(last.term, (*last.blocks, *self.blocks(child.children))))
        items = [item for item in items if item.term or item.blocks]
        return (Definitions(tuple(items), origin),) if items else ()

    def table(self, node: Node) -> Blocks:
        origin = self.ledger.origin()
        head, body = list[Row](), list[Row]()
        caption: Inlines = ()
        for part in node.children:
            if part.kind is Kind.PARAGRAPH:
                caption = self._caption(part)
            else:
                rows = head if part.kind is Kind.HEAD else body
                rows += (self._row(row) for row in part.children)
        if not any(cell.blocks for row in (*head, *body) for cell in row):
            return (Paragraph(caption, origin=origin),) if caption else ()
        if not any(cell.blocks for row in head for cell in row):
            head = []
        if not body:
            head, body = [], head
        return (replace(grid(head, body, caption), origin=origin),)

    def _row(self, node: Node) -> Row:
        self.ledger.line = node.line or self.ledger.line
        return tuple(Cell(self._cell(cell)) for cell in node.children)

    def _cell(self, node: Node) -> Blocks:
        children = self.inlines(node.children)
        return (Paragraph(children, origin=self.ledger.origin()),) if children else ()

    def _caption(self, node: Node) -> Inlines:
        first = node.children[0]
        found = _CAPTION.match(first.value)
        assert found is not None  # _caption asked
        self.ledger.markup.append(found[0])
        return self.inlines((replace(first, value=first.value[found.end() :]), *node.children[1:]))

    def html(self, node: Node) -> Blocks:
        if node.value not in (NOTHING, END_MATTER):
            self.ledger.drop_html(node.value)
        return ()

    # ---- notes ----

    def note(self, node: Node) -> Blocks:
        content = self.blocks(node.children)
        if node.value in self.notes:
            self._lose_note(Footnote(node.value, content), "is there twice")
        elif has_words(node):
            self.notes[node.value] = Footnote(node.value, content)
        return ()

    def settle_notes(self, blocks: Blocks) -> tuple[Footnote, ...]:
        """The notes that the text refers to; the others are left out and reported."""
        waiting, wanted = list(_marks(blocks)), set[str]()
        while waiting:
            name = waiting.pop()
            if name in self.notes and name not in wanted:
                wanted.add(name)
                waiting += _marks(self.notes[name].blocks)
        for name, note in self.notes.items():
            if name not in wanted:
                self._lose_note(note, "is referred to nowhere")
        return tuple(note for name, note in self.notes.items() if name in wanted)

    def _lose_note(self, note: Footnote, why: str) -> None:
        if not note.blocks:
            return
        self.ledger.line = next((block.origin.line for block in note.blocks if block.origin), self.ledger.line)
        detail = f"the note [^{note.ident}] {why}, and was left out"
        self.ledger.findings.append(warning("NOTE-002", detail, self.ledger.origin()))
        self.ledger.drop(blocks_text(note.blocks), f"a note that {why}")


READERS: Mapping[Kind, Callable[[_Reading, Node], Blocks]] = {
    Kind.PARAGRAPH: _Reading.paragraph,
    Kind.HEADING: _Reading.heading,
    Kind.CODE_BLOCK: _Reading.code,
    Kind.QUOTE: _Reading.quote,
    Kind.BULLETS: _Reading.items,
    Kind.NUMBERS: _Reading.items,
    Kind.DEFINITIONS: _Reading.definitions,
    Kind.TABLE: _Reading.table,
    Kind.RULE: lambda reading, _: (Rule(reading.ledger.origin()),),
    Kind.HTML: _Reading.html,
    Kind.NOTE: _Reading.note,
}


def _marks(blocks: Blocks) -> set[str]:
    """The notes that blocks refer to."""
    lines = (line for block in every_block(blocks) for line in own_inlines(block))
    return {node.note_id for line in lines for node in every_inline(line) if isinstance(node, NoteRef)}


def _at_end(shape: re.Pattern[str], runs: Sequence[Node]) -> re.Match[str] | None:
    """What a line says of itself at its end, in braces."""
    return shape.search(runs[-1].value) if runs and runs[-1].is_literal else None


def _lines(runs: Sequence[Node], *, breaks: bool = False) -> list[tuple[Node, ...]]:
    """The runs of each line of the source; with `breaks`, of each line of the text."""
    lines: list[list[Node]] = [[]]
    for run in runs:
        if run.kind is Kind.NEWLINE or (breaks and run.kind is Kind.BREAK and len(lines) == 1):
            lines.append([])
        else:
            lines[-1].append(run)
    return [tuple(line) for line in lines]


def _joined(lines: Iterable[Sequence[Node]]) -> tuple[Node, ...]:
    found: list[Node] = []
    for line in lines:
        found += (*((Node(Kind.NEWLINE),) if found else ()), *line)
    return tuple(found)


def _lone_picture(line: Sequence[Node]) -> Node | None:
    inked = [run for run in line if run.kind is not Kind.TEXT or run.value.strip()]
    return inked[0] if len(inked) == 1 and inked[0].kind is Kind.PICTURE and inked[0].target else None


def _has_picture(line: Iterable[Node]) -> bool:
    return any(run.kind is Kind.PICTURE or _has_picture(run.children) for run in line)


def _caption(following: Sequence[Item]) -> Node | None:
    """The paragraph after a table, if it begins "Table:"."""
    match following:
        case [Node(kind=Kind.PARAGRAPH, children=(first, *_)) as paragraph] if first.is_literal:
            return paragraph if _CAPTION.match(first.value) else None
        case _:
            return None


def _attribution(nodes: Sequence[Node]) -> tuple[Sequence[Node], Sequence[Node]]:
    """(what is quoted, its source): the last line of several, where it begins with a dash."""
    if not nodes or nodes[-1].kind is not Kind.PARAGRAPH:
        return nodes, ()
    *lines, last = _lines(nodes[-1].children)
    found = _DASH.match(last[0].value) if last and last[0].is_literal else None
    if found is None or (len(nodes) == 1 and not lines) or (found.end() == len(last[0].value) and not last[1:]):
        return nodes, ()
    source = (replace(last[0], value=last[0].value[found.end() :]), *last[1:])
    quoted = (replace(nodes[-1], children=_joined(lines)),) if lines else ()
    return (*nodes[:-1], *quoted), source


def _without_loose_rules(body: Blocks) -> Blocks:
    """The body without rules that part nothing, as they are left where boilerplate was taken out below them."""
    found: list[Block] = []
    for block in body:
        if not isinstance(block, Rule) or (found and not isinstance(found[-1], Rule)):
            found.append(block)
    return tuple(found[:-1] if found and isinstance(found[-1], Rule) else found)
