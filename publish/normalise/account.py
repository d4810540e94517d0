"""The account of one fragment on its way to the model: its notes, its pictures, and what could not be carried."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bs4.element import Tag

from publish.findings import Finding, Removal, info, warning
from publish.model import Footnote, Inlines, Link, Origin, Picture
from publish.normalise.vocabulary import language_tag

_BACK = re.compile(r"[\s↩↑⤴^⬆️︎]*|\[?back\]?|return(?: to text)?", re.I)
_REFERENCE = re.compile(r"\[?\(?(?:\d{1,3}|[*†‡§]|[a-z])\)?\]?", re.I)


@dataclass(slots=True)
class Account:
    """What is known of a fragment before its blocks are read, and what is noted while they are."""

    source: str
    language: str
    base: str | None
    notes: dict[str, Tag] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    targets: frozenset[str] = frozenset()
    footnotes: list[Footnote] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)
    markup: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)

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

    # ---- notes ----

    def find_notes(self, root: Tag) -> None:
        """Learn which elements are notes: those that a reference like [1] or a raised number links to."""
        idents = {str(found["id"]): found for found in root.find_all(id=True)}
        for link in root.find_all("a", href=re.compile("^#.")):
            name = str(link["href"])[1:]
            target = idents.get(name)
            if target is not None and _is_reference(link) and _holds_note(target, link):
                self.notes.setdefault(name, _note_element(target))
        self.numbers = {name: f"n{number}" for number, name in enumerate(self.notes, 1)}
        self.targets = frozenset(idents) - frozenset(self.notes)

    def note_of(self, node: Tag) -> str | None:
        """The note that an element is the reference of; its number is then markup."""
        link = node if node.name == "a" else node.find("a") if node.name == "sup" else None
        if not isinstance(link, Tag) or not str(link.get("href") or "").startswith("#"):
            return None
        name = str(link["href"])[1:]
        if name not in self.notes or not _is_reference(link):
            return None
        if node.name == "sup" and node.get_text().strip() != link.get_text().strip():
            return None
        self.markup.append(node.get_text())
        return self.numbers[name]

    def is_note(self, node: Tag) -> bool:
        return any(node is note for note in self.notes.values())

    def is_back_link(self, node: Tag) -> bool:
        """Whether a link inside a note only leads back to its reference."""
        href = str(node.get("href") or "")
        return href.startswith("#") and (_BACK.fullmatch(node.get_text().strip()) is not None)

    # ---- links, languages, quotes ----

    def internal_link(self, name: str, children: Inlines) -> Inlines:
        return (Link(f"#{name}", children),) if name in self.targets else children

    def refuse_link(self, what: str, node: Tag) -> None:
        self.findings.append(warning("LINK-001", f"a link was dropped, its words kept: {what}", self.origin(node)))

    def foreign_language(self, node: Tag) -> str | None:
        """The language of a phrase when it is not that of the article."""
        tag = language_tag(str(node.get("lang") or node.get("xml:lang") or ""))
        if tag is None:
            return None
        same = tag.split("-")[0].lower() == self.language.split("-")[0].lower()
        return None if same else tag

    def add_quotes(self) -> None:
        self.added.append("“”")

    # ---- pictures ----

    def picture_in_line(self, node: Tag) -> Inlines:
        address = picture_address(node)
        if address is None:
            return ()
        return (Picture(address, " ".join(str(node.get("alt") or "").split())),)

    def note_info(self, code: str, detail: str, node: Tag) -> None:
        self.findings.append(info(code, detail, self.origin(node)))


def picture_address(node: Tag) -> str | None:
    """The address of a picture: the plain one, or the one that a lazy-loading script would put in its place."""
    for name in ("src", "data-src", "data-lazy-src", "data-original"):
        value = str(node.get(name) or "").strip()
        if value and not value.startswith("data:image/gif"):
            return value
    largest = str(node.get("srcset") or node.get("data-srcset") or "").split(",")[-1].split()
    return largest[0] if largest else None


def _is_reference(link: Tag) -> bool:
    raised = link.find_parent("sup") is not None or link.find("sup") is not None
    return _REFERENCE.fullmatch(link.get_text().strip()) is not None and (
        raised or link.get_text().strip()[:1] in "[(*†‡"
    )


def _holds_note(target: Tag, link: Tag) -> bool:
    """Whether an element is a note rather than the place of a reference: it has words of its own and is no heading."""
    note = _note_element(target)
    words = note.get_text().split()
    return len(words) > 1 and not any(parent is note for parent in link.parents) and note.name not in (
        "h1", "h2", "h3", "h4", "h5", "h6", "body", "article", "section", "main"
    )  # fmt: skip


def _note_element(target: Tag) -> Tag:
    """The block that holds a note, when its id is on something inside it."""
    if target.name in ("a", "span", "sup") and len(target.get_text().split()) <= 1:
        parent = target.find_parent(["li", "p", "dd", "div"])
        return parent if parent is not None else target
    return target
