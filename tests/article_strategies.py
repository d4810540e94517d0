"""Hypothesis strategies for whole articles, with every kind of block and inline, in the form that readers give them.

That form: runs of text are merged and not empty, marks and links hold something, a picture alone in its paragraph is a
figure, tables are full grids, headings leave out no level and have names, notes are referred to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from hypothesis import strategies as st

from publish.characters import REPLACEMENT, one_line, xml_safe
from publish.model import (
    Article,
    Block,
    Blocks,
    Callout,
    Cell,
    Code,
    CodeBlock,
    Definition,
    Definitions,
    Direction,
    Figure,
    Footnote,
    Foreign,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    Link,
    List,
    ListItem,
    Mark,
    Meta,
    NoteRef,
    Paragraph,
    Picture,
    Provenance,
    Quote,
    Role,
    Rule,
    Styled,
    Table,
    Text,
)
from publish.normalise import STRUCTURE_REPAIRS
from publish.normalise.grid import grid
from publish.normalise.tidy import merge
from publish.walk import blocks_text, every_block, every_inline, inline_text, map_article, map_lines, own_inlines
from tests.strategies import SENTENCES

T = TypeVar("T")

SIGNS = "*_`~[]()!<>&{}|\\#+-.:=\"'/^$%@;,?—“”’…"
MEANT = (
    "# ¦> ¦- ¦+ ¦1. ¦12) ¦: ¦~ ¦=== ¦--- ¦*** ¦___ ¦| a | b |¦|:-- |¦[x]: y¦[^1]: z¦[^n1]¦[!note] a¦{.lead}¦{#id}¦Table: x¦"
    "— y¦&amp;¦&copy¦&#39;¦<b>¦</p>¦<!-- x -->¦<http://x>¦http://x.org¦a@b.c¦\\¦\\*¦a_b¦__a__¦snake_case_name¦5 * 3¦C:\\dir¦"
    "```¦`¦~~¦!¦[¦]¦](¦\\|¦\xa0¦  a  ¦a  b¦\u3000x¦\tx¦x\t¦ab*¦*ab¦**¦*¦_¦[[w]]¦---¦...¦<¦>¦&¦\u2028¦x\u2028y¦<!-- -->¦</td>¦<tr>"
).split("¦")
"""Texts that would be markup if nobody took care."""
ADDRESSES = st.sampled_from(
    "https://example.org/ https://example.org/a_b_(c)?x=1&y=2&copy;#z http://x.y/*a* mailto:a@b.c https://example.org/a|b "
    "https://x.y/\\* https://x.y/ä https://x.y/a[1] #sec #a-1".split(" ")
)
FILES = st.sampled_from(
    ["images/a.png", "a b.jpg", "x_files/ä(1).png", "data:image/png;base64,iVBORw0KGgo=", "https://x.y/a.png?w=1&h=2"]
)
NOTES = ("n1", "n2", "fn-3")

_WORDS = st.one_of(
    SENTENCES,
    st.sampled_from(MEANT),
    st.text(alphabet=SIGNS + "ab 1ß港é", min_size=1, max_size=12),
    st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=10),
)
_TEXTS = _WORDS.map(lambda text: Text(xml_safe(text).replace(REPLACEMENT, "?")))
_NAMES = st.one_of(
    st.lists(st.sampled_from("Tide wall Pro Tip: did you know? é 港 a*b [x] #1 — & <i> and, 7".split(" ")), min_size=1, max_size=4).map(" ".join),
    _TEXTS.map(lambda text: one_line(text.value)),
).filter(bool)  # fmt: skip
_CODES = st.one_of(
    st.sampled_from(
        ["x = 1", "`", "a`b", "``", " a", "a ", " a ", "  ", "a|b", "\\", "a\\", "<b>", "*x*", "&amp;", "\\|"]
    ),
    st.text(alphabet=SIGNS + "ab 1", min_size=1, max_size=8),
).map(Code)
_LEAVES = st.one_of(
    _TEXTS,
    _TEXTS,
    _TEXTS,
    _CODES,
    st.builds(Picture, FILES, st.one_of(st.just(""), _NAMES)),
    st.just(LineBreak()),
    st.sampled_from(NOTES).map(NoteRef),
)


def _wrapping(children: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    inner = st.lists(_named(children), min_size=1, max_size=3).map(_merged)
    links = st.builds(lambda href, text: Link(href, _merged(_unlinked(text))), ADDRESSES, inner)
    return st.one_of(
        st.builds(Styled, st.sampled_from(Mark), inner),
        links.filter(lambda link: bool(link.children)),
        ADDRESSES.map(lambda href: Link(href, (Text(href),))),
        st.builds(Foreign, st.sampled_from(["fr", "de-AT", "grc"]), inner),
    )


def _merged(children: Iterable[Inline]) -> Inlines:
    return merge(tuple(children))


def _unlinked(children: Iterable[Inline]) -> Iterator[Inline]:
    """The inlines without links and notes, neither of which can stand in a link."""
    for node in children:
        match node:
            case Link(children=inner):
                yield from _unlinked(inner)
            case Styled(children=inner) | Foreign(children=inner):
                if kept := _merged(_unlinked(inner)):
                    yield replace(node, children=kept)
            case NoteRef():
                pass
            case _:
                yield node


def _without(children: Inlines, *kinds: type) -> Inlines:
    found: list[Inline] = []
    for node in children:
        match node:
            case Styled(children=inner) | Link(children=inner) | Foreign(children=inner):
                if kept := _without(inner, *kinds):
                    found.append(replace(node, children=kept))
            case _:
                if not isinstance(node, kinds):
                    found.append(node)
    return merge(tuple(found))


def _is_line(children: Inlines) -> bool:
    """Whether inlines can be a line: words or a mark of a note, no lone picture, and no break at either end."""
    if not inline_text(children).strip() and not any(isinstance(node, NoteRef) for node in every_inline(children)):
        return False
    leaves = [node for node in every_inline(children) if not isinstance(node, Styled | Link | Foreign)]
    return not isinstance(leaves[0], LineBreak) and not isinstance(leaves[-1], LineBreak)


def _named(strategy: st.SearchStrategy[T]) -> st.SearchStrategy[T]:
    """The strategy behind a short name: Hypothesis writes out those inside others, which here would be a megabyte."""

    @st.composite
    def behind(draw: st.DrawFn) -> T:
        return draw(strategy)

    return behind()


INLINES = _named(st.recursive(_named(_LEAVES), _wrapping, max_leaves=4))
LINES = _named(st.lists(INLINES, min_size=1, max_size=4).map(_merged).filter(_is_line))
CAPTIONS = _named(st.one_of(st.just(()), LINES.map(lambda line: _without(line, Picture)).filter(_is_line)))
HEADINGS = _named(
    LINES.map(lambda line: _without(line, Picture, LineBreak)).filter(lambda line: bool(inline_text(line).strip()))
)
CODE_BLOCKS = st.builds(
    CodeBlock,
    st.lists(
        st.one_of(st.sampled_from(["", "  ", "```", "~~~~", "\tx", "    y", "> z", "---", "</td>"]), st.text(SIGNS + "ab 1\t", max_size=9)),
        min_size=1,
        max_size=4,
    ).map("\n".join).filter(str.strip),
    st.sampled_from([None, "python", "c++", "objective-c", "a`b", "a b"]),
)  # fmt: skip


def _boxes(blocks: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    blocks = _named(blocks)
    inner = st.lists(blocks, min_size=1, max_size=3).map(tuple)
    some = st.lists(blocks, max_size=2).map(tuple)
    items = st.lists(inner.map(ListItem), min_size=1, max_size=3).map(tuple)
    terms = st.one_of(LINES, LINES, st.just(()))
    definitions = st.builds(Definition, terms, some).filter(lambda each: bool(each.term or each.blocks))
    return st.one_of(
        st.builds(Quote, inner, st.one_of(st.just(()), LINES)),
        st.builds(Callout, st.one_of(_NAMES, st.sampled_from(["note", "NOTE", "Tip", "x-y"])), some),
        st.builds(List, st.just(False), items),
        st.builds(List, st.just(True), items, st.sampled_from([1, 1, 2, 0, 99, 123456])),
        st.builds(Definitions, st.lists(definitions, min_size=1, max_size=3).map(tuple)),
        _tables(blocks),
    )


def _tables(blocks: st.SearchStrategy[Block]) -> st.SearchStrategy[Table]:
    plain = LINES.map(lambda line: (Paragraph(line),))
    simple = st.one_of(plain, plain, plain, st.just(())).map(Cell)
    content = st.one_of(plain, plain, st.just(()), st.lists(blocks, max_size=2).map(tuple))
    spanning = st.builds(Cell, content, st.sampled_from([1, 1, 1, 2]), st.sampled_from([1, 1, 1, 2]))
    return st.one_of(_grids(simple), _grids(spanning))


def _grids(cells: st.SearchStrategy[Cell]) -> st.SearchStrategy[Table]:
    rows = st.integers(1, 3).flatmap(lambda width: st.lists(cells, min_size=1, max_size=width).map(tuple))
    made = st.builds(grid, st.lists(rows, max_size=2), st.lists(rows, min_size=1, max_size=3), CAPTIONS)
    return made.filter(_is_table)


def _is_table(table: Table) -> bool:
    """Whether something is in a table, and in each of its head rows."""
    return any(cell.blocks for row in table.body for cell in row) and all(
        any(cell.blocks for cell in row) for row in table.head
    )


PARAGRAPHS = st.builds(Paragraph, LINES, st.sampled_from([Role.BODY, Role.BODY, Role.BODY, Role.STANDFIRST, Role.LEAD]))
LEAF_BLOCKS: st.SearchStrategy[Block] = st.one_of(
    PARAGRAPHS,
    PARAGRAPHS,
    st.builds(Heading, st.integers(1, 6), HEADINGS, st.sampled_from(["", "", "", "sec", "a-1"])),
    CODE_BLOCKS,
    st.builds(Figure, FILES, st.one_of(st.just(""), _NAMES), CAPTIONS),
    st.just(Rule()),
)
BLOCKS: st.SearchStrategy[Block] = _named(st.recursive(_named(LEAF_BLOCKS), _boxes, max_leaves=5))


_MAYBE = st.one_of(st.none(), _NAMES)
_DATES = st.sampled_from([None, "2024-09-14", "2024-09", "2024"])
_WEB = st.sampled_from([None, "https://example.org/a?b=1#c", "http://x.y/", "https://x.y/a:"])
METADATA = st.builds(
    Meta,
    title=_NAMES,
    subtitle=_MAYBE,
    authors=st.lists(_NAMES.filter(lambda name: not name.startswith("[[")), max_size=3).map(tuple),
    published=_DATES,
    modified=_DATES,
    language=st.sampled_from(["en", "en-GB", "ar", "zh-Hans", "no"]),
    direction=st.sampled_from(Direction),
    site=_MAYBE,
    publication=_MAYBE,
    source=_MAYBE,
    url=_WEB,
    description=_MAYBE,
    image=_WEB,
)


def _article(meta: Meta, blocks: Blocks, end_matter: Blocks, notes: Blocks) -> Article:
    """An article of these blocks, whose notes are those that its text refers to."""
    body = (Paragraph((Text("It begins."),)), *blocks)
    wanted = [name for name in NOTES if name in _marks((*body, *end_matter))]
    footnotes = tuple(Footnote(name, _unmarked(notes[number % len(notes) :])) for number, name in enumerate(wanted))
    article = Article(meta, body, Provenance("a.md", "0" * 64, meta.url), end_matter, footnotes)
    for repair in STRUCTURE_REPAIRS:
        article = repair(article).value
    return map_article(article, lambda block: map_lines(block, lambda line: _without(line)))


def _marks(blocks: Blocks) -> set[str]:
    lines = (line for block in every_block(blocks) for line in own_inlines(block))
    return {node.note_id for line in lines for node in every_inline(line) if isinstance(node, NoteRef)}


def _unmarked(blocks: Blocks) -> Blocks:
    """The blocks of a note: without marks of others, and with words."""
    note = Article(Meta("x"), blocks, Provenance("x", ""))
    lines = map_article(note, lambda block: map_lines(block, lambda line: _without(line, NoteRef) or (Text("x"),)))
    return lines.blocks if blocks_text(lines.blocks).strip() else (*lines.blocks, Paragraph((Text("It says so."),)))


ARTICLES = st.builds(
    _article,
    METADATA,
    st.lists(BLOCKS, max_size=4).map(tuple),
    st.one_of(st.just(()), st.lists(BLOCKS, max_size=2).map(tuple)),
    st.lists(BLOCKS, min_size=1, max_size=3).map(tuple),
)
