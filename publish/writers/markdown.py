"""Articles as Markdown below front matter, to be edited by hand and read back as the same article.

CommonMark with tables, footnotes and definition lists, and forms for what it has no word for: `> [!note] Label` is a
call-out, a line right below a picture its caption, "Table: …" below a table its caption, a last line of a quotation
behind a dash its source, `{.standfirst}` or `{.lead}` after a paragraph its role, `{#name}` after a heading its name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from publish.model import (
    Article,
    Block,
    Callout,
    Cell,
    CodeBlock,
    Definition,
    Definitions,
    Direction,
    Figure,
    Footnote,
    Heading,
    Link,
    List,
    ListItem,
    Meta,
    Paragraph,
    Quote,
    Role,
    Row,
    Rule,
    Table,
    Text,
)
from publish.walk import article_blocks, every_block, every_inline, heading_name, own_inlines
from publish.writers.markdown_inlines import joined, line, paragraph, picture, starting_line

END_MATTER, NOTHING = "<!-- end matter -->", "<!-- -->"
MARKER = "cleaned-by: publish 1 # so publish takes the text below as it stands"
WIDE = 100  # characters; columns of wider tables are not padded to the same width
_PLAIN = re.compile(r"[^\W\d_](?:[\w .’'–-]*[\w.’])?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_URL = re.compile(r"https?://[^\s,\[\]{}]*[\w/]")
_YAML_WORDS = frozenset("y n yes no true false on off null".split())


def markdown(article: Article) -> str:
    """The article with front matter and all that stands after its body."""
    writing = _Writing(iter(tuple(_names(article))))
    parts = [writing.blocks(article.blocks)]
    if article.end_matter:
        parts += (END_MATTER, writing.blocks(article.end_matter))
    body = joined((*parts, *map(writing.note, article.footnotes)))
    return f"---\n{front_matter(article.meta)}---\n\n{body}\n"


# ---- front matter ----


def front_matter(meta: Meta) -> str:
    """The metadata as YAML, as an editor would type it."""
    direction = meta.direction.value if meta.direction is not Direction.LTR else None
    fields = {
        "title": meta.title,
        "subtitle": meta.subtitle,
        "authors": meta.authors,
        "published": meta.published,
        "modified": meta.modified,
        "language": meta.language,
        "direction": direction,
        "site": meta.site,
        "publication": meta.publication,
        "source": meta.source,
        "url": meta.url,
        "description": meta.description,
        "image": meta.image,
    }
    entries = (f"{key}: {_value(value)}\n" for key, value in fields.items() if value)
    return "".join((*entries, MARKER, "\n"))


def _value(value: str | tuple[str, ...]) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    is_plain = any(shape.fullmatch(value) for shape in (_PLAIN, _DATE, _URL))
    if is_plain and value.lower() not in _YAML_WORDS:
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return re.sub("[\x7f-\x9f\u2028\u2029\ufeff]", lambda found: f"\\u{ord(found[0]):04x}", quoted)


# ---- blocks ----


def _names(article: Article) -> Iterator[str]:
    """What to call each heading, in their order: "" unless a link leads there or its words would give another name."""
    lines = (line for block in article_blocks(article) for line in own_inlines(block))
    targets = {node.href for line in lines for node in every_inline(line) if isinstance(node, Link)}
    used: set[str] = set()
    below = (*article.end_matter, *(block for note in article.footnotes for block in note.blocks))
    for number, block in enumerate((*article.blocks, *below)):
        for heading in every_block((block,)):
            if not isinstance(heading, Heading):
                continue
            is_named = heading is block and number < len(article.blocks)  # as `name_headings` does
            named = heading_name(heading.children, used) if is_named else ""
            yield heading.ident if named != heading.ident or f"#{heading.ident}" in targets else ""
            used.add(heading.ident)


@dataclass(frozen=True, slots=True)
class _Writing:
    """One article being written; `names` are those of its headings, in their order."""

    names: Iterator[str]

    def blocks(self, blocks: Sequence[Block]) -> str:
        return joined(self._each(blocks))

    def _each(self, blocks: Sequence[Block]) -> Iterator[str]:
        """Each block; what would run into the one before it is kept apart."""
        before: Block | None = None
        other = False
        for block in blocks:
            other = (
                isinstance(block, List) and isinstance(before, List) and before.ordered == block.ordered and not other
            )
            if isinstance(before, Definitions) and _begins_with_term(block):
                yield NOTHING
            yield self._list(block, other=other) if isinstance(block, List) else self._block(block)
            before = block

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph(children=children, role=role):
                return paragraph(children) if role is Role.BODY else f"{paragraph(children)} {{.{role.value}}}"
            case Heading():
                return self._heading(block)
            case Quote():
                return self._quote(block)
            case Callout():
                return self._box(block)
            case List():
                return self._list(block)
            case CodeBlock(text=text, language=language):
                return _code_block(text, language or "")
            case Figure(asset=asset, alt=alt, caption=caption):
                return "\n".join(filter(None, (picture(asset, alt), paragraph(caption))))
            case Table():
                return self._table(block)
            case Definitions(items=definitions):
                return joined(map(self._definition, definitions))
            case Rule():
                return "***"
            case _:
                assert_never(block)

    def _heading(self, heading: Heading) -> str:
        words = re.sub(r"(?:(?<=\s)|^)#(?=#*$)", r"\\#", line(heading.children))  # they would close the heading
        name = next(self.names)
        return f"{'#' * heading.level} {words}" + (f" {{#{name}}}" if name else "")

    def _quote(self, quote: Quote) -> str:
        parts = list(self._each(quote.blocks))
        if quote.attribution:
            parts.append(f"— {line(quote.attribution)}")
        elif len(parts) > 1 and parts[-1].startswith("—"):
            parts[-1] = f"&mdash;{parts[-1][1:]}"
        return _prefixed(joined(parts), "> ")

    def _box(self, box: Callout) -> str:
        label = f"[!note] {line((Text(box.label),))}" if box.label else "[!]"
        match box.blocks:
            case (Paragraph(), *_):
                return _prefixed(f"{label}\n{self.blocks(box.blocks)}", "> ")
            case _:
                return _prefixed(joined((label, self.blocks(box.blocks))), "> ")

    def _list(self, listed: List, *, other: bool = False) -> str:
        """A list; the `other` marker tells it from one of its kind right before it."""
        is_tight = all(map(_is_tight, listed.items))
        items = []
        for number, item in enumerate(listed.items, listed.start):
            marker = f"{number}{')' if other else '.'} " if listed.ordered else "+ " if other else "- "
            text = "\n".join(self._each(item.blocks)) if is_tight else self.blocks(item.blocks)
            items.append(marker + _indented(text or NOTHING, len(marker)))
        return ("\n" if is_tight else "\n\n").join(items)

    def _definition(self, definition: Definition) -> str:
        term = starting_line(definition.term) if definition.term else "<span></span>"
        return f"{term}\n:   {_indented(self.blocks(definition.blocks) or NOTHING, 4)}"

    def note(self, note: Footnote) -> str:
        start = f"[^{note.ident}]:"
        text = self.blocks(note.blocks)
        match note.blocks:
            case (Paragraph(), *_):
                return f"{start} {_indented(text, 4)}"
            case _:
                return f"{start}\n    {_indented(text, 4)}"

    # ---- tables ----

    def _table(self, table: Table) -> str:
        if not _fits_pipes(table):
            return self._tagged(table)
        head = table.head[0] if table.head else tuple(Cell(()) for _ in range(table.columns))
        rows = [[_cell(cell) for cell in row] for row in (head, *table.body)]
        widths = [max(3, *map(len, column)) for column in zip(*rows, strict=True)]
        if sum(widths) > WIDE:
            widths = [3] * table.columns
        rows.insert(1, ["-" * width for width in widths])
        lines = ("| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in rows)
        caption = f"Table: {line(table.caption)}" if table.caption else ""
        return joined(("\n".join(lines), caption))

    def _tagged(self, table: Table) -> str:
        """The table as HTML tags, each on a line of its own where there is Markdown in the cells."""
        parts = ["<table>"]
        if table.caption:
            parts += ["<caption>", "", starting_line(table.caption), "", "</caption>"]
        if table.head:
            parts += ["<thead>", *self._rows(table.head, "th"), "</thead>"]
        parts += [*self._rows(table.body, "td"), "</table>"]
        return "\n".join(parts)

    def _rows(self, rows: Iterable[Row], tag: str) -> Iterator[str]:
        for row in rows:
            cells = [self._tagged_cell(cell, tag) for cell in row]
            yield from (
                ("<tr>", *cells, "</tr>") if any("\n" in cell for cell in cells) else (f"<tr>{''.join(cells)}</tr>",)
            )

    def _tagged_cell(self, cell: Cell, tag: str) -> str:
        spans = (("colspan", cell.colspan), ("rowspan", cell.rowspan))
        start = f"<{tag}" + "".join(f' {name}="{number}"' for name, number in spans if number > 1) + ">"
        text = self.blocks(cell.blocks)
        if not text or _is_plain(cell, text):
            return f"{start}{text}</{tag}>"
        return f"{start}\n\n{text}\n\n</{tag}>"


def _fits_pipes(table: Table) -> bool:
    """Whether a table can be written with pipes: one head row or none, cells of one paragraph, no spans."""
    rows = (*table.head, *table.body)
    return (
        bool(table.body)
        and len(table.head) <= 1
        and all(any(cell.blocks for cell in row) for row in table.head)
        and all(len(row) == table.columns and all(map(_fits_pipe, row)) for row in rows)
    )


def _fits_pipe(cell: Cell) -> bool:
    match cell:
        case Cell(blocks=() | (Paragraph(role=Role.BODY),), colspan=1, rowspan=1):
            return True
        case _:
            return False


def _cell(cell: Cell) -> str:
    match cell.blocks:
        case (Paragraph(children=children),):
            return line(children).replace("|", "\\|")
        case _:
            return ""


def _is_plain(cell: Cell, text: str) -> bool:
    """Whether a cell reads the same as Markdown and as HTML."""
    match cell.blocks:
        case (Paragraph(children=(Text(value=value),), role=Role.BODY),):
            return value == text and "\n" not in text and not re.search(r"[<>&*_`~\[\\|]", text)
        case _:
            return False


def _begins_with_term(block: Block) -> bool:
    """Whether the first lines of a block are a term and its definition, which would go on with those before it."""
    match block:
        case Definitions():
            return True
        case List(items=(ListItem(blocks=(first, *_)), *_)):
            return _begins_with_term(first)
        case _:
            return False


def _is_tight(item: ListItem) -> bool:
    """Whether an item can stand without blank lines: a paragraph, and lists that may break into one."""
    match item.blocks:
        case (Paragraph(), *rest):
            return all(isinstance(block, List) and block.start == 1 for block in rest) and len(rest) < 2
        case _:
            return False


def _code_block(text: str, language: str) -> str:
    sign = "~" if "`" in language else "`"
    longest = max((len(run) for run in re.findall(f"{sign}+", text)), default=0)
    fence = sign * max(3, longest + 1)
    return f"{fence}{language}\n{text}\n{fence}" if text else f"{fence}{language}\n{fence}"


def _indented(text: str, width: int) -> str:
    return re.sub(r"\n(?=[^\n])", "\n" + " " * width, text)


def _prefixed(text: str, prefix: str) -> str:
    return "\n".join(prefix + line if line else prefix.rstrip() for line in text.split("\n"))
