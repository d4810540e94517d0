"""Boxes beside the argument of a web page: asides, notes and warnings, details to unfold."""

from __future__ import annotations

from bs4.element import Tag

from publish.model import Block, Blocks, Callout, Heading, Inlines, Mark, Paragraph, Styled, Text
from publish.normalise.account import Account, Read, classes
from publish.normalise.divisions import without_idle_rules
from publish.normalise.inlines import inlines
from publish.normalise.tidy import tidy
from publish.walk import inline_text

NAMES = frozenset(
    """admonition callout call-out note tip hint warning important caution danger notice alert infobox info-box
    tip-box tipbox note-box highlight-box key-takeaways takeaways key-takeaway protip pro-tip wp-block-callout
    markdown-alert custom-block remark sidebar-box textbox text-box theme-admonition hint-box""".split()
)
LABEL_WORDS, BOX_WORDS = 8, 300  # of a box: what is longer is a section of the text
ANSWER_WORDS = 150  # of a part to unfold that stands well in a box


def is_box(node: Tag) -> bool:
    """Whether an element says that it is a box, such as <div class="tip">."""
    return node.name in ("div", "section") and "class" in node.attrs and bool(classes(node) & NAMES)


def aside(node: Tag, account: Account, read: Read) -> Blocks:
    """A box in the text, labelled by its own heading; one that holds the text is no box."""
    is_most = account.is_most(node)
    content = read(node, account)
    if is_most:
        return content
    content = without_idle_rules(content)
    if not content:
        return ()
    return _labelled(content, account, node) or (Callout("", content, account.origin(node)),)


def box(node: Tag, account: Account, read: Read) -> Blocks:
    """A box, if it has a label; else what it holds."""
    fits = len(node.get_text().split()) <= BOX_WORDS and not account.is_most(node)
    content = read(node, account)
    return (_labelled(content, account, node) if fits else ()) or content


def _labelled(content: Blocks, account: Account, node: Tag) -> Blocks:
    """The box whose first line is its label; nothing for content without a label."""
    match content:
        case (Heading(children=line) | Paragraph(children=(Styled(mark=Mark.STRONG),) as line), _, *_):
            rest = content[1:]
        case (Paragraph(children=line), _, *_) if _is_title(node):
            rest = content[1:]
        case (Paragraph(children=(Styled(mark=Mark.STRONG), _, *_) as words) as first, *others):
            after = _after_label(words, account)
            if not after:
                return ()
            line, rest = words[:1], (Paragraph(after, origin=first.origin), *others)
        case _:
            return ()
    label = inline_text(line).replace("\n", " ").strip()
    if not 0 < len(label.split()) <= LABEL_WORDS or not rest:
        return ()
    return (Callout(_without_colon(label, account), tuple(rest), account.origin(node)),)


def _after_label(words: Inlines, account: Account) -> Inlines:
    """What follows a label in bold, without the colon between them; () where the bold words are no label."""
    if inline_text(words[:1]).rstrip().endswith((":", ".", "!")):
        return tidy(words[1:])
    match words[1:]:
        case (Text(value=value), *others) if value.startswith(":"):
            account.markup.append(":")
            return tidy((Text(value[1:]), *others))
        case _:
            return ()


def _is_title(node: Tag) -> bool:
    """Whether the first element of a box is called its title."""
    first = node.find(True)
    while isinstance(first, Tag):
        if any("title" in name or "label" in name or "heading" in name for name in classes(first)):
            return True
        first = first.find(True)
    return False


def _without_colon(label: str, account: Account) -> str:
    bare = label.rstrip(": ")
    account.markup.append(label[len(bare) :])
    return bare


def details(node: Tag, account: Account, read: Read) -> Blocks:
    """A part to unfold: a box under its summary, or one of many questions with its answer."""
    summary = node.find("summary", recursive=False)
    if not isinstance(summary, Tag):
        return read(node, account)
    heading = summary.find(["h1", "h2", "h3", "h4", "h5", "h6"])
    line: Inlines = () if isinstance(heading, Tag) else inlines(summary.contents, account)
    title = read(summary, account) if isinstance(heading, Tag) else _lead(line, account, node)
    summary.extract()
    length = len(node.get_text().split())
    content = read(node, account)
    is_one_of_many = node.find_next_sibling("details") is not None or node.find_previous_sibling("details") is not None
    words = inline_text(line).split()
    if content and 0 < len(words) <= LABEL_WORDS and length <= ANSWER_WORDS and not is_one_of_many:
        return (Callout(_without_colon(" ".join(words), account), content, account.origin(node)),)
    return (*title, *content)


def _lead(line: Inlines, account: Account, node: Tag) -> tuple[Block, ...]:
    if not line:
        return ()
    return (Paragraph((Styled(Mark.STRONG, line),), origin=account.origin(node)),)
