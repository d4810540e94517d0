"""Program code of a web page: its lines, without what a highlighter put around them, and its language."""

from __future__ import annotations

import re

from bs4.element import NavigableString, Tag

from publish.characters import xml_safe
from publish.model import CodeBlock
from publish.normalise.account import Account, classes

GUTTERS = frozenset(
    """lineno linenos linenodiv lineno-col gutter gl rouge-gutter line-numbers-rows line-number linenumber line-num
    linenum line-no blob-num hljs-ln-numbers hljs-ln-n lnt ln lnlinks crayon-nums crayon-num pre-numbering
    react-syntax-highlighter-line-number code-block__line-number""".split()
)
TABLES = frozenset(
    """highlighttable rouge-table lntable crayon-table hljs-ln syntaxhighlighter code-table highlight
    js-file-line-container""".split()
)
LINES = frozenset(("line", "code-line", "token-line", "view-line", "cm-line", "crayon-line", "codeline", "ec-line"))
BREAKING = frozenset(("div", "li", "p", "tr", "ol", "ul", "table", "pre"))
BUTTONS = frozenset(("button", "clipboard-copy"))
PLAIN = frozenset(("none", "text", "txt", "plain", "plaintext", "nohighlight", "default", "output", "auto", "raw"))
AROUND = 3  # elements around a <pre> that may name its language
_NAMED = re.compile(
    r"(?:^|\s)(?:(?:language|lang|highlight(?:-source|-text)?)-|brush:\s*)"
    r"(?P<prefixed>[\w+#.]+(?:-[\w+#]+)*)|(?:^|\s)(?:hljs|sourcecode|shiki)\s+(?P<bare>[a-z][\w+#]*)(?:\s|$)",
    re.I,
)
_ATTRIBUTES = ("data-lang", "data-language", "data-code-language", "data-enlighter-language", "syntax")
_NUMBERS = re.compile(r"\s*\d+(?:\s+\d+)*\s*")


def listing(node: Tag, account: Account) -> CodeBlock | None:
    """The code in an element; None where there is none."""
    parts: list[str] = []
    _write(node, parts, account)
    text = xml_safe("".join(parts)).strip("\n")
    if not text.strip():
        return None
    return CodeBlock(text, language_of(node), account.origin(node))


def is_listing(table: Tag) -> bool:
    """Whether a table only sets the numbers of lines beside code."""
    if classes(table) & TABLES and table.find(["pre", "code"]) is not None:
        return True
    cells = table.find_all("td")
    gutters = sum(_is_gutter(cell) for cell in cells)
    if 0 < gutters < len(cells) <= 2 * gutters:
        return True
    return len(cells) == 2 and cells[1].find("pre") is not None and _NUMBERS.fullmatch(cells[0].get_text()) is not None


def language_of(node: Tag) -> str | None:
    """The language that the names of classes around some code tell, as the usual highlighters give them."""
    around = [
        each
        for each, _ in zip(node.parents, range(AROUND), strict=False)
        if each.name in ("div", "figure", "td", "pre")
    ]
    for each in (node, *node.find_all("code"), *around):
        for name in _ATTRIBUTES:
            if value := str(each.attrs.get(name) or "").strip().lower():
                return None if value in PLAIN else value
        if found := _NAMED.search(str(each.attrs.get("class") or "")):
            language = (found["prefixed"] or found["bare"]).lower()
            return None if language in PLAIN else language
    return None


def _write(node: Tag, parts: list[str], account: Account) -> None:
    """Gather the text of code; what breaks a line on the screen breaks one here."""
    for child in node.contents:
        if isinstance(child, NavigableString):
            parts.append(str(child))
        elif not isinstance(child, Tag):
            continue
        elif child.name == "br":
            parts.append("\n")
        elif child.name in BUTTONS:
            account.drop(child, child.get_text(), "a button on a piece of code")
        elif _is_gutter(child) or (child.name == "td" and _numbers_code(child)):
            account.markup.append(child.get_text())
        elif child.name in BREAKING or classes(child) & LINES:
            _break_line(parts)
            _write(child, parts, account)
            if child.name in BREAKING:
                _break_line(parts)
        else:
            _write(child, parts, account)


def _is_gutter(node: Tag) -> bool:
    return bool(classes(node) & GUTTERS) and _NUMBERS.fullmatch(node.get_text() or "0") is not None


def _numbers_code(cell: Tag) -> bool:
    """Whether a cell is the numbers of the lines in the next."""
    following = cell.find_next_sibling("td")
    return (
        following is not None and following.find("pre") is not None and _NUMBERS.fullmatch(cell.get_text()) is not None
    )


def _break_line(parts: list[str]) -> None:
    """Begin a new line, unless the last one has just ended."""
    if next((part[-1] for part in reversed(parts) if part), "\n") != "\n":
        parts.append("\n")
