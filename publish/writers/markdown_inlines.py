"""Inlines as Markdown that a person can edit: escapes only where something would be read as markup without them.

The delimiters of CommonMark do not work everywhere (https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run);
where they would not, a mark is written as the HTML tag that the reader takes for it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from publish.model import (
    Code,
    Foreign,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Mark,
    NoteRef,
    Picture,
    Styled,
    Text,
)

MARKS: Mapping[Mark, tuple[str, ...]] = {
    Mark.EMPHASIS: ("*", "_"),
    Mark.STRONG: ("**",),
    Mark.STRIKE: ("~~",),
    Mark.SUBSCRIPT: (),
    Mark.SUPERSCRIPT: (),
    Mark.SMALL_CAPS: (),
    Mark.TERM: ("__",),
}
"""The delimiters of each mark, best first. A term is set in bold elsewhere; nothing else here is written with `__`."""
TAGS: Mapping[Mark, tuple[str, str]] = {
    Mark.EMPHASIS: ("<em>", "</em>"),
    Mark.STRONG: ("<strong>", "</strong>"),
    Mark.STRIKE: ("<del>", "</del>"),
    Mark.SUBSCRIPT: ("<sub>", "</sub>"),
    Mark.SUPERSCRIPT: ("<sup>", "</sup>"),
    Mark.SMALL_CAPS: ('<span class="small-caps">', "</span>"),
    Mark.TERM: ('<span class="term">', "</span>"),
}
_SPECIAL = re.compile(r"[\\`*_~\[\]!<&{:\n\u2028\u2029]")
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_PLAIN_ADDRESS = re.compile(r"[^\s<>()\\]+")
_AUTOLINK = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^<>\s]*")
_BLOCK_START = re.compile(
    r"""(?P<number>\d{1,9})(?=[.)](?:\s|$))
    |\#{1,6}(?=\s|$) | > | [-+*:~](?=\s|$) | [=-]+\s*$ | [|:-][-:|\s]*$ | _(?:\s*_){2,}\s*$
    |(?P<caption>table)(?=:)""",
    re.X | re.I,
)


@dataclass(frozen=True, slots=True)
class _Scope:
    """Where a run of inlines stands: on a line that must not be broken, in a link, in which delimiters."""

    one_line: bool = False
    in_link: bool = False
    may_define: bool = False
    within: str = ""


def paragraph(children: Inlines) -> str:
    """The lines of a paragraph, none of which begins as another kind of block would."""
    may_define = isinstance(children[0], NoteRef) or _starts_with(children[0], "[") if children else False
    text = _run(children, "", "", _Scope(may_define=may_define))
    return "\n".join(_safe_start(_edged(line)) for line in text.split("\n"))


def line(children: Inlines) -> str:
    """The inlines on one line, inside something that has begun: a heading, a cell, a caption."""
    return _edged(_run(children, "", "", _Scope(one_line=True)))


def starting_line(children: Inlines) -> str:
    """The inlines on one line of their own."""
    return _safe_start(line(children))


def _starts_with(node: Inline, text: str) -> bool:
    return isinstance(node, Text) and node.value.startswith(text)


def _safe_start(text: str) -> str:
    found = _BLOCK_START.match(text)
    if found is None:
        return text
    at = found.end() if found["number"] or found["caption"] else 0
    return f"{text[:at]}\\{text[at:]}"


def _edged(text: str) -> str:
    """The line with the white space at its ends as references, which Markdown would not take for layout."""
    words = text.strip()
    if words == text:
        return text
    start = text.index(words) if words else len(text)
    return _referred(text[:start]) + words + _referred(text[start + len(words) :])


def _referred(space: str) -> str:
    return "".join("&nbsp;" if character == "\xa0" else f"&#{ord(character)};" for character in space)


def _run(children: Sequence[Inline], before: str, after: str, scope: _Scope) -> str:
    """The inlines between two characters, either of which is "" at the end of a line."""
    parts: list[str] = []
    for number, node in enumerate(children):
        follows = _first(children[number + 1], scope) if number + 1 < len(children) else after
        parts.append(_inline(node, before, follows, scope))
        before = parts[-1][-1:] or before
    return "".join(parts)


def _first(node: Inline, scope: _Scope) -> str:
    """A character such as the one that an inline will begin with."""
    match node:
        case Text(value=value):
            return value[:1]
        case Styled(mark=mark):
            return (*MARKS[mark], "<")[0][0]
        case Code():
            return "`"
        case Link(href=href, children=children):
            return "<" if _is_bare(href, children) else "["
        case NoteRef():
            return "["
        case Picture():
            return "!"
        case Foreign():
            return "<"
        case LineBreak():
            return "<" if scope.one_line else "\\"
        case _:
            assert_never(node)


def _inline(node: Inline, before: str, after: str, scope: _Scope) -> str:
    match node:
        case Text(value=value):
            return _escaped(value, before, after, scope)
        case Styled(mark=mark, children=children):
            return _styled(mark, children, before, after, scope)
        case Code(value=value):
            return _code(value, before, scope)
        case Link(href=href, children=children):
            if _is_bare(href, children):
                return f"<{href}>"
            return f"[{_run(children, '[', ']', replace(scope, in_link=True, within=''))}]({address(href)})"
        case Foreign(language=language, children=children):
            return f'<span lang="{language}">{_run(children, ">", "<", scope)}</span>'
        case Picture(asset=asset, alt=alt):
            return picture(asset, alt)
        case LineBreak():
            return "<br>" if scope.one_line else "\\\n"
        case NoteRef(note_id=note_id):
            return f"[^{note_id}]"
        case _:
            assert_never(node)


# ---- words ----


def _escaped(text: str, before: str, after: str, scope: _Scope) -> str:
    def escape(found: re.Match[str]) -> str:
        at = found.start()
        left = text[at - 1] if at else before
        right = text[at + 1] if at + 1 < len(text) else after
        if found[0] in "\n":
            return " "
        if found[0] in "\u2028\u2029":  # line ends to the reader of files
            return _referred(found[0])
        return "\\" + found[0] if _means_something(found[0], left, right, text[at:], scope) else found[0]

    return _SPECIAL.sub(escape, text)


def _means_something(character: str, left: str, right: str, rest: str, scope: _Scope) -> bool:
    """Whether a character between two others would be read as markup, or might be."""
    match character:
        case "\\":
            return not right or right.isspace() or right in _PUNCTUATION
        case "*":
            return not (left.isspace() and right.isspace())
        case "_":
            return not (left.isspace() and right.isspace()) and not (left.isalnum() and right.isalnum())
        case "~":
            return "~" in (left, right)
        case "[":
            return scope.in_link or right in ("^", "!")
        case "]":
            return scope.in_link or right == "("
        case "!":
            return right == "["
        case "<":
            return (right.isascii() and right.isalpha()) or right in ("/", "!", "?")
        case "&":
            return _REFERENCE.match(rest) is not None
        case "{":
            return right in ("#", ".")
        case ":":
            return scope.may_define and left == "]"
        case _:
            return True


def _code(value: str, before: str, scope: _Scope) -> str:
    fence = _fence(value, 1)
    is_padded = value.startswith("`") or value.endswith("`") or (value[:1] == value[-1:] == " " and value.strip(" "))
    space = " " if is_padded else ""
    if before == "`":  # two runs of backticks would be one
        return f"<code>{_escaped(value, '>', '<', scope)}</code>"
    return f"{fence}{space}{value}{space}{fence}"


def _fence(text: str, least: int) -> str:
    return "`" * max(least, 1 + max((len(run) for run in re.findall("`+", text)), default=0))


# ---- marks ----


def _styled(mark: Mark, children: Inlines, before: str, after: str, scope: _Scope) -> str:
    for delimiter in MARKS[mark]:
        sign = delimiter[0]
        inner = _run(children, sign, sign, replace(scope, within=scope.within + sign))
        if _works(sign, inner, before, after, scope):
            return f"{delimiter}{inner}{delimiter}"
    start, end = TAGS[mark]
    return f"{start}{_run(children, '>', '<', scope)}{end}"


def _works(sign: str, inner: str, before: str, after: str, scope: _Scope) -> bool:
    """Whether a delimiter is read as one on both sides of what it marks, and only with its partner."""
    if not inner or inner[0].isspace() or inner[-1].isspace() or sign in (before, after, inner[0], inner[-1]):
        return False
    first, last = inner[0], inner[-1]
    works = (not _is_sign(first) or _is_apart(before)) and (not _is_sign(last) or _is_apart(after))
    if sign == "_":
        works = works and _is_apart(before) and _is_apart(after)
    if sign in scope.within or sign in inner:
        works = works and _turns_only(before, first) and _turns_only(after, last)
    return works


def _turns_only(outside: str, inside: str) -> bool:
    """Whether a delimiter between two characters can only open, or only close, what is on its inside."""
    return not outside or outside.isspace() or (_is_sign(outside) and not _is_sign(inside))


def _is_apart(character: str) -> bool:
    """Whether a character is no part of a word: white space, punctuation, the end of a line."""
    return not character or character.isspace() or _is_sign(character)


def _is_sign(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


# ---- links and pictures ----


def _is_bare(href: str, children: Inlines) -> bool:
    return children == (Text(href),) and _AUTOLINK.fullmatch(href) is not None


def address(href: str) -> str:
    """The destination of a link or picture, in angle brackets where it needs them."""
    if _PLAIN_ADDRESS.fullmatch(href) and not _REFERENCE.search(href):
        return href
    escaped = re.sub(r"[\\<>]", r"\\\g<0>", href)
    return f"<{_REFERENCE.sub(lambda found: chr(92) + found[0], escaped)}>"


def picture(asset: str, alt: str) -> str:
    return f"![{_escaped(alt, '[', ']', _Scope(in_link=True))}]({address(asset)})"


def joined(parts: Iterable[str]) -> str:
    """The parts that are not empty, with a blank line between them."""
    return "\n\n".join(filter(None, parts))
