"""The account of one web page on its way to the model: its notes, its pictures, and what could not be carried."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from bs4.element import Tag

from publish.findings import Finding, Removal, info, warning
from publish.model import Blocks, Footnote, Inlines, Link, Origin
from publish.normalise.soup import Tree
from publish.normalise.vocabulary import language_tag

MOST = 0.5  # of a page's text: what holds more is the page itself and no part of it


@dataclass(slots=True)
class Account:
    """What is known of a fragment before its blocks are read, and what is noted while they are.

    `notes` are the elements of footnotes by their number, `references` the number of the note that a link refers to,
    by the `id()` of the link. `spare` are further addresses of a picture, `broad` those that take a line of their own.
    """

    source: str
    language: str
    base: str | None
    tree: Tree = field(default_factory=lambda: Tree(Tag(name="[document]")))
    notes: dict[str, Tag] = field(default_factory=dict)
    references: dict[int, str] = field(default_factory=dict)
    spare: dict[int, Tag] = field(default_factory=dict)
    broad: set[str] = field(default_factory=set)
    footnotes: list[Footnote] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)
    markup: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    formulas: int = 0

    def origin(self, node: Tag) -> Origin:
        found: Tag | None = node
        while found is not None and found.sourceline is None:
            found = found.parent
        line = 1 if found is None else found.sourceline
        return Origin(self.source, line or 1, node.name)

    def drop(self, node: Tag, text: str, reason: str) -> None:
        """Log text that the model cannot hold."""
        if text.strip():
            self.removals.append(Removal("normalise", reason, self.origin(node), " ".join(text.split())))

    def note_info(self, code: str, detail: str, node: Tag) -> None:
        self.findings.append(info(code, detail, self.origin(node)))

    def is_most(self, node: Tag) -> bool:
        """Whether an element holds most of the text."""
        return len(node.get_text()) > MOST * self.tree.letters

    # ---- links, languages ----

    def internal_link(self, name: str, children: Inlines) -> Inlines:
        return (Link(f"#{name}", children),) if name in self.tree.named else children

    def refuse_link(self, what: str, node: Tag) -> None:
        self.findings.append(warning("LINK-001", f"a link was dropped, its words kept: {what}", self.origin(node)))

    def foreign_language(self, node: Tag) -> str | None:
        """The language of a phrase when it is not that of the article."""
        given = node.attrs.get("lang") or node.attrs.get("xml:lang")
        tag = language_tag(str(given)) if given else None
        if tag is None:
            return None
        same = tag.split("-")[0].lower() == self.language.split("-")[0].lower()
        return None if same else tag


Read: TypeAlias = Callable[[Tag, Account], Blocks]
"""The blocks inside an element, for the modules that read one kind of block."""


def classes(node: Tag) -> frozenset[str]:
    """The class names of an element, lower-cased."""
    names = node.attrs.get("class")
    return frozenset(str(names).lower().split()) if names else frozenset()
