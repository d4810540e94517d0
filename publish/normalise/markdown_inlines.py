"""Runs of Markdown to inlines of the model, with the few tags of HTML that mean something there."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from publish.characters import one_line, shown, xml_safe
from publish.commonmark import Kind, Node
from publish.commonmark_tokens import MAX_DEPTH
from publish.findings import Finding, Removal, info, warning
from publish.model import Code, Foreign, Inline, Inlines, LineBreak, Link, Mark, NoteRef, Origin, Picture, Styled, Text
from publish.normalise.tidy import merge, tidy
from publish.normalise.vocabulary import CODE, MARKS, address_of, language_tag
from publish.walk import inline_text

STYLES: Mapping[Kind, Mark] = {
    Kind.EMPHASIS: Mark.EMPHASIS,
    Kind.STRONG: Mark.STRONG,
    Kind.STRIKE: Mark.STRIKE,
}
CLASSES: Mapping[str, Mark] = {"small-caps": Mark.SMALL_CAPS, "term": Mark.TERM}
PAIRED = frozenset((*MARKS, *CODE, "a", "q", "span"))
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*+)(?P<attributes>.*?)/?>", re.S)
_ATTRIBUTE = re.compile(r"""([A-Za-z_:][\w:.-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
_LOST_NOTE = re.compile(r"\[\^[^\[\]\s]+\]")


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of HTML: its name in small letters, whether it ends its element, its attributes."""

    name: str
    is_end: bool
    attributes: Mapping[str, str]


def tag_of(node: Node) -> Tag | None:
    """The tag that a node is; None for comments, declarations and what is no HTML."""
    found = _TAG.fullmatch(node.value) if node.kind is Kind.HTML else None
    if found is None:
        return None
    attributes = {
        name.lower(): html.unescape(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(found["attributes"])
    }
    return Tag(found["name"].lower(), bool(found["end"]), attributes)


@dataclass(slots=True)
class Ledger:
    """What is known of a page before its blocks are read, and what is noted while they are.

    `base` is the page's own address, `notes` what its notes are called; of a `settled` page every space stays as it is.
    """

    source: str
    base: str | None
    settled: bool
    notes: frozenset[str]
    line: int = 1
    findings: list[Finding] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)
    markup: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)

    def origin(self) -> Origin:
        return Origin(self.source, self.line)

    def drop(self, text: str, reason: str) -> None:
        """Log text of the article that the model cannot hold."""
        if text.strip():
            self.removals.append(Removal("normalise", reason, self.origin(), one_line(text)))

    def drop_html(self, source: str) -> None:
        """Log HTML, which is no text of the article, so that nobody looks for it in vain."""
        self.added.append(source)
        self.drop(source, "a comment" if source.startswith("<!--") else "HTML that means nothing in a book")

    def refuse_link(self, what: str) -> None:
        self.findings.append(warning("LINK-001", f"a link was dropped, its words kept: {what}", self.origin()))


@dataclass(slots=True)
class _Frame:
    """An element of HTML whose end is still to come, and what is in it so far."""

    tag: Tag | None
    source: str
    children: list[Inline] = field(default_factory=list)


def inlines(nodes: Iterable[Node], ledger: Ledger) -> Inlines:
    """The inlines of a run of nodes."""
    found = _inlines(nodes, ledger, 0)
    return merge(found) if ledger.settled else tidy(found)


def _inlines(nodes: Iterable[Node], ledger: Ledger, depth: int) -> Inlines:
    frames = [_Frame(None, "")]
    for node in nodes:
        if node.kind is Kind.HTML:
            _read_tag(node, frames, ledger, depth)
        else:
            frames[-1].children += _inline(node, ledger, depth + len(frames))
    while len(frames) > 1:
        _splice(frames, ledger)
    return tuple(frames[0].children)


def _inline(node: Node, ledger: Ledger, depth: int) -> Inlines:
    match node.kind:
        case Kind.TEXT:
            if node.is_literal and (lost := _LOST_NOTE.search(node.value)):
                detail = f"{lost[0]} is the mark of a note, and there is no such note"
                ledger.findings.append(warning("NOTE-001", detail, ledger.origin()))
            return (Text(xml_safe(node.value)),) if node.value else ()
        case Kind.NEWLINE:
            return (Text(" "),)
        case Kind.BREAK:
            return (LineBreak(),)
        case Kind.CODE:
            return (Code(xml_safe(node.value)),)
        case Kind.PICTURE:
            return (Picture(node.target, xml_safe(one_line(node.value))),) if node.target else ()
        case Kind.NOTE_REF:
            return (NoteRef(node.value),) if node.value in ledger.notes else ()
        case Kind.LINK:
            return _link(node.target, _inlines(node.children, ledger, depth), ledger)
        case Kind.EMPHASIS | Kind.STRONG | Kind.STRIKE:
            children = _inlines(node.children, ledger, depth)
            mark = Mark.TERM if ledger.settled and node.markup == "__" else STYLES[node.kind]
            return (Styled(mark, merge(children)),) if children else ()
        case _:
            return _inlines(node.children, ledger, depth)


def _link(href: str, children: Inlines, ledger: Ledger) -> Inlines:
    children = merge(children)
    if not children or not href:
        return children
    if href.startswith("#"):
        return (Link(xml_safe(href), children),)
    try:
        address = address_of(href, ledger.base)
    except ValueError as error:
        ledger.refuse_link(str(error))
        return children
    if address is None:
        detail = f"a link was dropped, its words kept: {shown(href)} is beside the source, not on the web"
        ledger.findings.append(info("LINK-003", detail, ledger.origin()))
        return children
    return (Link(address, children),)


# ---- the HTML within a line ----


def _read_tag(node: Node, frames: list[_Frame], ledger: Ledger, depth: int) -> None:
    tag = tag_of(node)
    if tag is None:
        ledger.drop_html(node.value)
    elif tag.name == "br":
        frames[-1].children.append(LineBreak())
    elif tag.name == "img" and tag.attributes.get("src"):
        frames[-1].children.append(Picture(tag.attributes["src"], xml_safe(one_line(tag.attributes.get("alt", "")))))
    elif tag.name in PAIRED and not tag.is_end and depth + len(frames) < MAX_DEPTH:
        frames.append(_Frame(tag, node.value))
    elif tag.is_end and any(frame.tag and frame.tag.name == tag.name for frame in frames):
        _close(tag.name, frames, ledger)
    else:
        ledger.drop_html(node.value)


def _close(name: str, frames: list[_Frame], ledger: Ledger) -> None:
    while frames[-1].tag is not None and frames[-1].tag.name != name:
        _splice(frames, ledger)
    done = frames.pop()
    assert done.tag is not None  # the caller found one
    frames[-1].children += _wrapped(done.tag, done.source, merge(tuple(done.children)), ledger)


def _splice(frames: list[_Frame], ledger: Ledger) -> None:
    """Leave what is in an element that never ends where it is."""
    open_frame = frames.pop()
    ledger.drop_html(open_frame.source)
    frames[-1].children += open_frame.children


def _wrapped(tag: Tag, source: str, children: Inlines, ledger: Ledger) -> Inlines:
    """The children in what an element means."""
    if not children:
        return ()
    language = language_tag(tag.attributes.get("lang", ""))
    mark = MARKS.get(tag.name) or CLASSES.get(tag.attributes.get("class", ""))
    if language is not None:
        children = (Foreign(language, children),)
    if tag.name == "a":
        return _link(tag.attributes.get("href", ""), children, ledger)
    if tag.name == "q":
        ledger.added.append("“”")
        return (Text("“"), *children, Text("”"))
    if tag.name in CODE:
        return (Code(inline_text(children)),)
    if mark is not None:
        return (Styled(mark, children),)
    if language is None:
        ledger.drop_html(source)
    return children
