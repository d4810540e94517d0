"""Blocks as paragraphs and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import assert_never

from publish.model import (
    Block,
    Blocks,
    Callout,
    CodeBlock,
    Definitions,
    Direction,
    Figure,
    Heading,
    Inlines,
    List,
    ListItem,
    Paragraph,
    Quote,
    Role,
    Rule,
    Table,
    Text,
)
from publish.theme.roles import (
    HEADINGS,
    LIST_BULLETS,
    LIST_CONTINUES,
    LIST_NUMBERS,
    WORD_STYLES,
    StyleRole,
)
from publish.walk import block_text, direction_of, inline_text
from publish.writers.docx_fields import bookmark, counted
from publish.writers.docx_inlines import Marks, has_picture, inlines, picture, text_runs
from publish.writers.docx_numbering import (
    BULLET_NUM,
    CALLOUT_BULLET_NUM,
    CALLOUT_NUMBER_NUM,
    LEVELS,
    NUMBER_NUM,
    ListStart,
)
from publish.writers.docx_scope import Place, Scope
from publish.writers.docx_tables import table_xml
from publish.writers.docx_xml import paragraph
from publish.writers.markup import is_spaced

PLAIN: Mapping[Place, StyleRole] = {
    Place.BODY: StyleRole.FIRST_PARAGRAPH,
    Place.LIST: StyleRole.LIST_CONTINUE_1,
    Place.CALLOUT: StyleRole.CALLOUT,
    Place.QUOTE: StyleRole.QUOTE,
    Place.CELL: StyleRole.TABLE_TEXT,
    Place.HEAD_CELL: StyleRole.TABLE_HEAD,
    Place.NUMBER_CELL: StyleRole.TABLE_NUMBER,
    Place.DEFINITION: StyleRole.DEFINITION_TEXT,
    Place.END: StyleRole.END_MATTER,
    Place.NOTE: StyleRole.FOOTNOTE_TEXT,
}
"""The style of a plain paragraph by where it stands."""

LIST_PATTERNS: Mapping[tuple[bool, bool], int] = {
    (False, False): BULLET_NUM,
    (False, True): CALLOUT_BULLET_NUM,
    (True, False): NUMBER_NUM,
    (True, True): CALLOUT_NUMBER_NUM,
}
"""The numbering of a list by whether it is ordered and whether it stands in a call-out."""

SPACED: Mapping[StyleRole, StyleRole] = {
    StyleRole.LIST_BULLET_1: StyleRole.LIST_BULLET_SPACED,
    StyleRole.LIST_NUMBER_1: StyleRole.LIST_NUMBER_SPACED,
}
"""The styles of items with space above them: the first of a list, and all of a list whose items are long."""


def blocks(content: Iterable[Block], scope: Scope, *, opening: bool = False) -> Iterator[str]:
    """Blocks as paragraphs and tables; `opening` when the first of them follows an article's title block."""
    before: Block | None = None
    first = opening
    for block in content:
        yield from _block(block, before, scope, opening=first)
        before, first = block, False


def _block(block: Block, before: Block | None, scope: Scope, *, opening: bool) -> Iterator[str]:
    match block:  # one arm for each kind of block
        case Paragraph():
            yield _text(block, _text_role(block, before, scope, opening=opening), scope)
        case Heading():
            yield _heading(block, scope)
        case Quote():
            yield from _quote(block, scope)
        case Callout():
            yield from _callout(block, before, scope)
        case List():
            yield from _list(block, scope)
        case CodeBlock(text=text):
            yield _code(text, scope)
        case Figure():
            yield from _figure(block, scope)
        case Table():
            yield from _table(block, before, scope)
        case Definitions():
            yield from _definitions(block, scope)
        case Rule():
            yield paragraph(WORD_STYLES[StyleRole.RULE].ident, "")  # the line is the style's
        case _:
            assert_never(block)


def _code(text: str, scope: Scope) -> str:
    runs = text_runs(text, replace(scope, direction=Direction.LTR))
    return paragraph(WORD_STYLES[StyleRole.CODE].ident, runs, turn(Direction.LTR, scope.base))


def line(role: StyleRole, children: Inlines, scope: Scope, *, lead: str = "", marks: Marks = (), num: str = "") -> str:
    """A paragraph of a role; `lead` are runs before its text, `num` its place in a list."""
    style = StyleRole.PICTURE_TEXT if has_picture(children) and role not in HEADINGS else role
    inner = _inner(role, _first_words(children), scope)
    return paragraph(
        WORD_STYLES[style].ident, lead + inlines(children, inner, marks), num + turn(inner.direction, scope.base)
    )


def _first_words(children: Inlines) -> str:
    """The words that tell the direction of a line: its first ones, unless these have none."""
    match children:
        case (Text(value=value), *_) if direction_of(value):
            return value
        case _:
            return inline_text(children)


def _inner(role: StyleRole, text: str, scope: Scope) -> Scope:
    """The scope within a paragraph of a role that begins with `text`."""
    bold = scope.whole.styles[role].bold
    direction = direction_of(text) or scope.direction
    if bold is scope.bold and direction is scope.direction:
        return scope
    return replace(scope, bold=bold, direction=direction)


def turn(direction: Direction, base: Direction) -> str:
    """The property of a paragraph that runs against the styles of its document."""
    return "" if direction is base else "<w:bidi/>" if direction is Direction.RTL else '<w:bidi w:val="0"/>'


def _text(block: Paragraph, role: StyleRole, scope: Scope) -> str:
    """A paragraph of text; outside the body, a lead is bold within its surroundings' own style."""
    is_marked = block.role is Role.LEAD and role is not StyleRole.LEAD
    return line(role, block.children, scope, marks=(StyleRole.LEAD_PHRASE,) if is_marked else ())


def _text_role(block: Paragraph, before: Block | None, scope: Scope, *, opening: bool) -> StyleRole:
    if scope.place is Place.LIST:
        return LIST_CONTINUES[min(scope.level, len(LIST_CONTINUES)) - 1]
    if scope.place is Place.QUOTE and before is not None:
        return StyleRole.QUOTE_CONTINUED
    if scope.place is not Place.BODY:
        return PLAIN[scope.place]
    match block.role:
        case Role.STANDFIRST:
            return StyleRole.STANDFIRST
        case Role.LEAD:
            return StyleRole.LEAD
        case Role.BODY:
            return StyleRole.OPENING_TEXT if opening else _body_role(before)
        case _:
            assert_never(block.role)


def _body_role(before: Block | None) -> StyleRole:
    """Body text by what stands above it, which decides its indent and the space above."""
    match before:
        case Paragraph(role=Role.BODY):
            return StyleRole.BODY_TEXT
        case List() | Definitions():
            return StyleRole.TEXT_AFTER_LIST
        case Quote() | Callout() | CodeBlock() | Figure() | Table():
            return StyleRole.TEXT_AFTER_BOX
        case Paragraph() | Heading() | Rule() | None:
            return StyleRole.FIRST_PARAGRAPH
        case _:
            assert_never(before)


def _heading(block: Heading, scope: Scope) -> str:
    if scope.place is Place.END:
        return line(StyleRole.END_MATTER_HEADING, block.children, scope)
    role = HEADINGS[max(block.level, 2) - 1]
    if block.ident not in scope.anchors:
        return line(role, block.children, scope)
    inner = _inner(role, inline_text(block.children), scope)
    text = inlines(block.children, inner)
    marked = bookmark(scope.anchors[block.ident], scope.ledger.marks.next(), text)
    return paragraph(WORD_STYLES[role].ident, marked, turn(inner.direction, scope.base))


def _turned(block: Block, scope: Scope) -> Scope:
    """The scope of a block that may run against its surroundings."""
    direction = direction_of(block_text(block)) or scope.direction
    return scope if direction is scope.direction else replace(scope, direction=direction)


def _quote(block: Quote, scope: Scope) -> Iterator[str]:
    turned = _turned(block, scope)
    yield from blocks(block.blocks, replace(turned, place=Place.QUOTE))
    if block.attribution:
        yield line(StyleRole.ATTRIBUTION, block.attribution, turned)


def _callout(block: Callout, before: Block | None, scope: Scope) -> Iterator[str]:
    if isinstance(before, Callout):
        yield paragraph(WORD_STYLES[StyleRole.GAP].ident, "")  # Word makes one box of two that touch
    inner = replace(scope, place=Place.CALLOUT, level=0)
    content = block.blocks
    if block.label:
        own = _inner(StyleRole.CALLOUT_LABEL, block.label, inner)
        label = text_runs(block.label, own)
        yield paragraph(WORD_STYLES[StyleRole.CALLOUT_LABEL].ident, label, turn(own.direction, scope.base))
    elif content and isinstance(content[0], Paragraph):
        yield _text(content[0], StyleRole.CALLOUT_OPENING, inner)
        content = content[1:]
    yield from blocks(content, inner)


def _list(block: List, scope: Scope) -> Iterator[str]:
    level = min(scope.level, LEVELS - 1)
    in_callout = scope.place is Place.CALLOUT
    pattern = LIST_PATTERNS[block.ordered, in_callout]
    num = pattern
    if block.ordered:
        num = scope.ledger.nums.next()
        scope.ledger.lists.append(ListStart(num, pattern, level, max(block.start, 0)))
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'
    role = _list_role(block, level, in_callout=in_callout)
    apart = SPACED.get(role, role)
    further = apart if is_spaced(block) else role
    inner = replace(scope, place=Place.CALLOUT if in_callout else Place.LIST, level=level + 1)
    for index, item in enumerate(block.items):
        yield from _item(item, further if index else apart, place, inner)


def _list_role(block: List, level: int, *, in_callout: bool) -> StyleRole:
    if in_callout:
        return StyleRole.CALLOUT_NUMBER if block.ordered else StyleRole.CALLOUT_BULLET
    styles = LIST_NUMBERS if block.ordered else LIST_BULLETS
    return styles[min(level, len(styles) - 1)]


def _item(item: ListItem, role: StyleRole, place: str, scope: Scope) -> Iterator[str]:
    """The number stands at the first paragraph; an item that opens with something else has it on its own line."""
    match item.blocks:
        case (Paragraph(role=Role.LEAD) as question, *rest) if rest and scope.place is Place.LIST:
            yield line(StyleRole.LIST_QUESTION, question.children, scope, num=place)
        case (Paragraph() as first, *rest):
            marks: Marks = (StyleRole.LEAD_PHRASE,) if first.role is Role.LEAD else ()
            yield line(role, first.children, scope, marks=marks, num=place)
        case rest:
            yield paragraph(WORD_STYLES[role].ident, "", place)
    yield from blocks(rest, scope)


def _figure(block: Figure, scope: Scope) -> Iterator[str]:
    role = StyleRole.FIGURE if block.caption else StyleRole.FIGURE_ALONE
    shown = picture(block.asset, block.alt, scope)
    yield paragraph(WORD_STYLES[role].ident, shown, turn(scope.direction, scope.base))
    if block.caption:
        yield line(StyleRole.CAPTION, block.caption, scope, lead=counted("Figure"))


def _definitions(block: Definitions, scope: Scope) -> Iterator[str]:
    for item in block.items:
        yield line(StyleRole.DEFINITION_TERM, item.term, scope)
        yield from blocks(item.blocks, replace(scope, place=Place.DEFINITION))


def _table(block: Table, before: Block | None, scope: Scope) -> Iterator[str]:
    if block.caption:
        yield line(StyleRole.TABLE_CAPTION, block.caption, scope, lead=counted("Table"))
    elif isinstance(before, Table):
        yield paragraph(WORD_STYLES[StyleRole.GAP].ident, "")  # Word makes one table of two that touch
    if block.head or block.body:
        yield table_xml(block, scope, _cell_content)


def _cell_content(content: Blocks, scope: Scope) -> str:
    """The blocks of a cell; Word demands that a cell ends in a paragraph."""
    parts = list(blocks(content, scope))
    if not parts or not parts[-1].startswith("<w:p>"):
        parts.append(paragraph(WORD_STYLES[PLAIN[scope.place]].ident, ""))
    return "".join(parts)
