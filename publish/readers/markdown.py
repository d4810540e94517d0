"""Markdown: every leaf block is a passage, with its surroundings; the front matter becomes facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from publish.characters import inked
from publish.commonmark import Kind, Node, parse
from publish.findings import Outcome
from publish.passages import Ancestor, Medium, Page, Passage, Piece, Source
from publish.readers.decode import decode
from publish.readers.front_matter import front_matter

LEAVES: Mapping[Kind, str] = {
    Kind.PARAGRAPH: "p",
    Kind.CODE_BLOCK: "pre",
    Kind.HEAD_CELL: "th",
    Kind.CELL: "td",
    Kind.TERM: "dt",
}
ITEMS: Mapping[Kind, str] = {Kind.ITEM: "li", Kind.DEFINITION: "li"}
"""What the cleaner wants to know of what is around a paragraph; the article around all is the root of each path."""
_ROOT = Ancestor(0, "article", "article[1]")
_SMALL = frozenset(("p", "pre", "td", "li"))  # no such element can be the one that holds the article of a page


def read_markdown(source: Source) -> Outcome[Page]:
    """The page of a Markdown file. Raises SourceError for bytes that are no text and front matter that is no YAML."""
    return decode(source).then(lambda text: _page(source, text))


def _page(source: Source, text: str) -> Outcome[Page]:
    front = front_matter(source, text)
    tree = parse(text, front.value.end)
    gathering = _Gathering()
    gathering.blocks(tree, 1, None)
    passages = tuple(replace(passage, index=number) for number, passage in enumerate(gathering.found))
    page = Page(source, Medium.HTML, text, passages, front.value.facts, tree=tree, settled=front.value.settled)
    return Outcome(page, front.findings)


@dataclass(slots=True)
class _Gathering:
    """One walk over a tree."""

    found: list[Passage] = field(default_factory=list)
    positions: Counter[str] = field(default_factory=Counter)

    def blocks(self, nodes: Iterable[Node], line: int, item: str | None) -> None:
        for node in nodes:
            line = node.line or line
            tag = f"h{node.number}" if node.kind is Kind.HEADING else LEAVES.get(node.kind)
            if tag is None:
                self.blocks(node.children, line, ITEMS.get(node.kind, item))
            else:
                self._leaf(node, line, tuple(name for name in (item, tag) if name is not None))

    def _leaf(self, node: Node, line: int, tags: tuple[str, ...]) -> None:
        """The passages of one block: its words, and each picture among them."""
        path = (_ROOT, *map(self._step, tags))
        text, pieces, linked = "", list[Piece](), 0
        pictures: list[Passage] = []
        for run, is_linked in _runs((node,), is_linked=False):
            if run.kind is Kind.PICTURE:
                name = (run.value or run.target)[:200]
                pictures.append(Passage(0, line, "", run.pieces, path=path, picture=name))
                continue
            value = _value(run) if text or run.pieces else ""
            pieces += (piece._replace(start=piece.start + len(text)) for piece in run.pieces if piece.length)
            text += value
            linked += len(inked(value)) if is_linked else 0
        text = text.rstrip("\n")
        if text.strip():
            share = linked / len(inked(text))
            self.found.append(Passage(0, line, text, tuple(pieces), path=path, link_share=share))
        self.found += pictures

    def _step(self, tag: str) -> Ancestor:
        self.positions[tag] += 1
        key = self.positions.total() if tag in _SMALL else _ROOT.key
        return Ancestor(key, tag, f"{tag}[{self.positions[tag]}]")


def _runs(nodes: Iterable[Node], *, is_linked: bool) -> Iterator[tuple[Node, bool]]:
    """The leaves among nodes in reading order, and whether each is in a link."""
    for node in nodes:
        if node.children:
            yield from _runs(node.children, is_linked=is_linked or node.kind is Kind.LINK)
        else:
            yield node, is_linked


def _value(run: Node) -> str:
    """What a reader sees of a run: words, or the end of a line; of HTML, that a cell or row ends."""
    match run.kind:
        case Kind.TEXT | Kind.CODE | Kind.CODE_BLOCK:
            return run.value
        case Kind.NEWLINE | Kind.BREAK:
            return "\n"
        case Kind.HTML if run.value.lower().startswith(("</td", "</th", "</tr", "</caption", "<br")):
            return "\n"
        case _:
            return ""
