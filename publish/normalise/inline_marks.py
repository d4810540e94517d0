"""Inline marks that people type in plain text: **bold**, *emphasis*, `code`, [links](https://…), bare addresses."""

from __future__ import annotations

import re

from publish.model import Code, Inline, Inlines, Link, Mark, Styled, Text

_MARKS = re.compile(
    r"\*\*(?=\S)(?P<strong>[^*]{1,500}?)(?<=\S)\*\*"
    r"|(?<!\w)__(?=\S)(?P<strong2>[^_]{1,500}?)(?<=\S)__(?!\w)"
    r"|(?<![\w*])\*(?=[^\s*])(?P<em>[^*\n]{1,300}?)(?<=[^\s*])\*(?![\w*])"
    r"|(?<![\w_])_(?=[^\s_])(?P<em2>[^_\n]{1,300}?)(?<=[^\s_])_(?![\w_])"
    r"|(?<!`)`(?P<code>[^`\n]{1,300})`(?!`)"
    r"|\[(?P<label>[^\[\]\n]{1,300})\]\((?P<href>https?://[^\s()<>]{1,2000})\)"
    r"|(?P<url>https?://[^\s<>\"“”«»]{1,2000})"
)
_STARTS = ("*", "_", "`", "[", "http")  # one of them is in every mark
_CLOSING = ".,;:!?)]}’'\"…"


def parse_marks(text: str) -> tuple[Inlines, str]:
    """(the inlines of a line of text, the characters that became marks)."""
    if not any(map(text.__contains__, _STARTS)):
        return (Text(text),) if text else (), ""
    found: list[Inline] = []
    used: list[str] = []
    at = 0
    for match in _MARKS.finditer(text):
        if match.start() < at:
            continue
        node, end, marks = _node(match)
        if match.start() > at:
            found.append(Text(text[at : match.start()]))
        found.append(node)
        used.append(marks)
        at = end
    if at < len(text):
        found.append(Text(text[at:]))
    return tuple(found), "".join(used)


def _node(match: re.Match[str]) -> tuple[Inline, int, str]:
    """(the node, where it ends in the text, the characters of its marks)."""
    if strong := match["strong"] or match["strong2"]:
        children, inner = parse_marks(strong)
        return Styled(Mark.STRONG, children), match.end(), match[0][:2] * 2 + inner
    if emphasis := match["em"] or match["em2"]:
        children, inner = parse_marks(emphasis)
        return Styled(Mark.EMPHASIS, children), match.end(), match[0][0] * 2 + inner
    if match["code"]:
        return Code(match["code"]), match.end(), "``"
    if match["label"]:
        return Link(match["href"], (Text(match["label"]),)), match.end(), f"[]({match['href']})"
    url = match["url"].rstrip(_CLOSING)
    return Link(url, (Text(url),)), match.start() + len(url), ""
