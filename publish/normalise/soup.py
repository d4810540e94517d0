"""The events of a fragment of a web page as a tree of Beautiful Soup's, with what was seen while it grew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from bs4.element import NavigableString, PageElement, Tag

from publish.dom import END, Event, Start

INLINE = frozenset(
    """a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label map mark math meter nobr
    noscript output picture progress q rp rt ruby s samp small source span strike strong sub sup time tt u var
    wbr""".split()
)


@dataclass(slots=True)
class Tree:
    """The tree of a fragment: `kinds` are its elements by name, `named` those that links can lead to.

    Elements are told apart by `id()`, since Beautiful Soup hashes them by all that they hold. `blocky` are those
    with a block inside; `texts` counts the runs of text in the tree, `before` those that stand before an element.
    """

    root: Tag
    kinds: dict[str, list[Tag]] = field(default_factory=dict)
    named: dict[str, Tag] = field(default_factory=dict)
    blocky: set[int] = field(default_factory=set)
    before: dict[int, int] = field(default_factory=dict)
    texts: int = 0
    letters: int = 0

    def all(self, *names: str) -> list[Tag]:
        """The elements of these names, in document order within each name."""
        return [tag for name in names for tag in self.kinds.get(name, ())]


def soup(events: Iterable[Event]) -> Tree:
    """The tree of a fragment. Attributes are strings; `sourceline` is the line of an element in the page's source.

    Elements are linked by hand: a second parser would take most of the time that a page takes, and the tree builder
    of Beautiful Soup's own half of it.
    """
    parent = Tag(name="[document]")
    tree = Tree(parent)
    open_, kinds = [parent], tree.kinds
    last: PageElement = parent
    for event in events:
        if event is END:
            open_.pop()
            parent = open_[-1]
        elif isinstance(event, Start):
            last = _element(event, parent, last)
            kinds.setdefault(event.tag, []).append(last)
            _note(event, last, open_, tree)
            open_.append(last)
            parent = last
        elif event:
            last = _text(event, parent, last)
            if not event.isspace():
                tree.texts += 1
                tree.letters += len(event)
    return tree


def _element(start: Start, parent: Tag, last: PageElement) -> Tag:
    tag = Tag(name=start.tag, parent=parent, previous=last, sourceline=start.line)
    tag.attrs = start.attributes
    parent.contents.append(tag)
    return tag


def _text(value: str, parent: Tag, last: PageElement) -> NavigableString:
    text = NavigableString(value)
    text.setup(parent, last)
    parent.contents.append(text)
    return text


def _note(start: Start, tag: Tag, open_: list[Tag], tree: Tree) -> None:
    """Note the names of an element and, of a block, what it stands in."""
    if start.attributes:
        for name in (start.attributes.get("id"), start.attributes.get("name") if start.tag == "a" else None):
            if name:
                tree.named.setdefault(name, tag)
    if start.tag in INLINE:
        return
    tree.before[id(tag)] = tree.texts
    if "math" in tree.kinds and any(each.name == "math" for each in open_):
        return
    for outer in reversed(open_):
        if id(outer) in tree.blocky:
            return
        tree.blocky.add(id(outer))
