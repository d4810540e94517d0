"""Typographic repairs: quotation marks, apostrophes, dashes, ellipses, and text that was decoded wrongly.

Each repair is idempotent and counted; code is never touched, and nothing else in an author's text is rewritten.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never

from publish.findings import Outcome, info
from publish.model import (
    Article,
    Block,
    Code,
    Foreign,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NoteRef,
    Picture,
    Styled,
    Text,
)
from publish.walk import inline_text, map_article, map_lines

# Outer and inner marks; languages that are not here keep what was typed.
QUOTES: Mapping[str, tuple[str, str, str, str]] = {
    "en": ("“", "”", "‘", "’"),
    "es": ("“", "”", "‘", "’"),
    "pt": ("“", "”", "‘", "’"),
    "it": ("“", "”", "‘", "’"),
    "nl": ("“", "”", "‘", "’"),
    "tr": ("“", "”", "‘", "’"),
    "de": ("„", "“", "‚", "‘"),
    "cs": ("„", "“", "‚", "‘"),
    "pl": ("„", "”", "‚", "’"),
    "sv": ("”", "”", "’", "’"),
    "fi": ("”", "”", "’", "’"),
}
# (what the text must hold, where, by what, and what that is called)
_PLAIN = (
    ("...", re.compile(r"(?<!\.)\.\.\.(?!\.)"), "…", "ellipses"),
    ("--", re.compile(r"(?<=[^\s-])\s*(?<!-)--(?!-)\s*(?=[^\s-])"), "—", "dashes"),
    (" - ", re.compile(r"(?<=\w|[,.;:!?)”’]) - (?=\w|[(“‘])"), " – ", "dashes"),
)
_CLOSE = re.compile(r"\w'(?!\w)|[.,!?]'")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)|(?<!\w)'(?=\d0s\b|tis\b|twas\b|em\b|til\b|cause\b|n\b)")
_MOJIBAKE = re.compile("[ÂÃâðÐÑØÙ][\x80-\xbf\u0152-\u2122]|â€|Ã.|Â[\xa0-\xbf]")
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|[a-zA-Z]{2,8});")


def mend_mojibake(article: Article) -> Outcome[Article]:
    """Undo text that was UTF-8 read as another charset ("donâ€™t"), and references left by a careless dump."""
    from ftfy import fix_encoding

    count: Counter[str] = Counter()

    def change(value: str, _before: str, _after: str) -> str:
        mended = value
        if _MOJIBAKE.search(mended):
            mended = fix_encoding(mended)
            count["mojibake"] += mended != value
        if _ENTITY.search(mended):
            unescaped = _ENTITY.sub(lambda found: html.unescape(found[0]), mended)
            count["references"] += unescaped != mended
            mended = unescaped
        return mended

    mended = _map_text(article, change)
    if not count.total():
        return Outcome(article)
    detail = (
        f"text decoded wrongly was mended in {count['mojibake']} places, character references in {count['references']}"
    )
    return Outcome(mended, (info("TYP-002", detail),))


def set_typography(article: Article) -> Outcome[Article]:
    """Set straight quotes, double hyphens and three dots as a typesetter would, by the article's language."""
    marks = QUOTES.get(article.meta.language.split("-")[0])
    count: Counter[str] = Counter()

    def change(value: str, before: str, after: str) -> str:
        return _Setting(marks, before, after, count).set(value)

    title = _Setting(marks, "", "", count).set(article.meta.title)
    changed = _map_text(article, change)
    changed = replace(changed, meta=replace(changed.meta, title=title))
    if not count.total():
        return Outcome(article)
    what = ", ".join(f"{number} {name}" for name, number in sorted(count.items()))
    return Outcome(changed, (info("TYP-001", f"set typographically: {what}"),))


@dataclass(slots=True)
class _Setting:
    """One text node being set; `before` and `after` are its neighbours in the line, or ""."""

    marks: tuple[str, str, str, str] | None
    before: str
    after: str
    count: Counter[str] = field(default_factory=Counter)

    def set(self, value: str) -> str:
        for sign, pattern, by, name in _PLAIN:
            if sign in value:
                value = self._replace(pattern, by, value, name)
        return value if self.marks is None else self._quotes(value)

    def _replace(self, pattern: re.Pattern[str], by: str, value: str, name: str) -> str:
        changed, number = pattern.subn(by, value)
        if number:
            self.count[name] += number
        return changed

    def _quotes(self, value: str) -> str:
        if "'" in value:
            value = self._replace(_APOSTROPHE, "’", value, "apostrophes")
        if '"' not in value and "'" not in value:
            return value
        assert self.marks is not None  # set() asked
        double_open, double_close, single_open, single_close = self.marks
        out: list[str] = []
        last_close = max((found.start() for found in _CLOSE.finditer(value)), default=-1)
        met = Counter[str]()
        for place, character in enumerate(value):
            if character not in "\"'":
                out.append(character)
                continue
            before = value[place - 1] if place else self.before
            after = value[place + 1] if place + 1 < len(value) else self.after
            met[character] += 1
            is_prime = met[character] % 2 == 1  # feet or inches after a digit: no mark of its kind is open before it
            if before.isdigit() and not after.isalpha() and is_prime:
                out.append(character)
                continue
            opens = (not before or before.isspace() or before in "([{—–-/“‘„‚«") and bool(after) and not after.isspace()
            if character == '"':
                out.append(double_open if opens else double_close)
            else:
                out.append(single_open if opens and last_close > place else single_close)
            self.count["quotation marks"] += 1
        return "".join(out)


def _map_text(article: Article, change: Callable[[str, str, str], str]) -> Article:
    """The article with `change(value, character before, character after)` applied to each run of words."""

    def line(children: Inlines) -> Inlines:
        return _map_line(children, change, "", "")

    def block(node: Block) -> Block:
        return map_lines(node, line)

    return map_article(article, block)


def _map_line(children: Inlines, change: Callable[[str, str, str], str], before: str, after: str) -> Inlines:
    texts = [inline_text((node,)) for node in children]
    follows = [after]  # of each node, the last first
    for text in reversed(texts[1:]):
        follows.append(text[:1] or follows[-1])
    found: list[Inline] = []
    for node, text, follow in zip(children, texts, reversed(follows), strict=False):
        found.append(_map_inline(node, change, before, follow))
        before = text[-1:] or before
    return tuple(found)


def _map_inline(node: Inline, change: Callable[[str, str, str], str], before: str, after: str) -> Inline:
    match node:
        case Text(value=value):
            return Text(change(value, before, after))
        case Styled(children=inner) | Link(children=inner):
            return replace(node, children=_map_line(inner, change, before, after))
        case Foreign() | Code() | LineBreak() | Picture() | NoteRef():
            return node
        case _:
            assert_never(node)
