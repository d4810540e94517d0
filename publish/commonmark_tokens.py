"""Markdown-it, taught to say where things stand, and to drop nothing: the tokens that `commonmark` makes a tree of.

What it would drop without a word, as it does what is nested too deeply, is text here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, partial
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock, html_block
from markdown_it.rules_inline import StateInline, image
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

MAX_DEPTH = 60  # as in `dom`: nobody nests deeper, and recursion has its limits
_SILENT = {"<!--": "-->", "<?": "?>", "<![cdata[": "]]>", "<script": "</script>", "<style": "</style>"}
_OPENS_SILENCE = re.compile(r"<!--|<\?|<!\[cdata\[|<script(?=[\s>]|$)|<style(?=[\s>]|$)", re.I)


def tokens_of(text: str) -> list[Token]:
    """The tokens of a text; those of inlines have in `meta` where in their line of inlines they begin."""
    return _parser().parse(text, {})


@cache
def _parser() -> MarkdownIt:
    md = MarkdownIt()
    md.inline, md.block = _Inline(), _Block()
    options = {"maxNesting": MAX_DEPTH, "html": True, "store_labels": True, "inline_definitions": True}
    md.configure("commonmark", options)
    md.use(deflist_plugin).use(partial(footnote_plugin, inline=False, move_to_end=False))
    md.enable(["table", "strikethrough"]).disable(["text_join", "fragments_join"])
    md.block.ruler.at("html_block", _silent_html, {"alt": ["paragraph", "reference", "blockquote"]})
    md.inline.ruler.at("image", _image)
    # addresses stay as they stand in the source; which of them may be followed is the normaliser's business
    for name, rule in (("normalizeLink", str), ("normalizeLinkText", str), ("validateLink", bool)):
        setattr(md, name, rule)
    return md


class _State(StateInline):
    """Notes in each token's `meta` where in its line of inlines it begins."""

    begin = 0

    def append_pending(self, text: str) -> None:
        if not self.pending:
            self.begin = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:  # noqa: N802  # markdown-it's name
        token = super().pushPending()
        token.meta["at"] = self.begin
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        is_autolink = ttype == "text" and self.src.startswith("<", self.pos)
        token.meta["at"] = self.pos + is_autolink
        return token


class _Inline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        _spread(state.tokens)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _spread(tokens: Iterable[Token]) -> None:
    """Give each mark of a run such as `***`, all pushed from one place, its own place."""
    place, used = -1, 0
    for token in tokens:
        if token.type != "text":
            place = -1
            continue
        at = token.meta["at"]
        used = used if at == place else 0
        place = at
        token.meta["at"] = at + used
        used += len(token.content)


class _Block(ParserBlock):
    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803  # markdown-it's names
        if state.level < MAX_DEPTH:
            super().tokenize(state, startLine, endLine)
            return
        line = startLine
        while (line := state.skipEmptyLines(line)) < endLine and state.sCount[line] >= state.blkIndent:
            end = line + 1
            while end < endLine and not state.isEmpty(end) and state.sCount[end] >= state.blkIndent:
                end += 1
            _push_paragraph(state, line, end)
            line = end
        state.line = line


def _push_paragraph(state: StateBlock, line: int, end: int) -> None:
    state.push("paragraph_open", "p", 1).map = [line, end]
    inline = state.push("inline", "", 0)
    inline.map, inline.children = [line, end], []
    inline.content = state.getLines(line, end, state.blkIndent, False).strip()
    state.push("paragraph_close", "p", -1)


def _silent_html(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803
    """Comments, scripts and styles; the tags of other elements stay inlines, since there is text between them."""
    found = _OPENS_SILENCE.match(state.src, state.bMarks[startLine] + state.tShift[startLine])
    if found is None:
        return False
    last = state.env.setdefault("last_closers", {})
    closer = _SILENT[found[0].lower()]
    if closer not in last:
        last[closer] = state.src.lower().rfind(closer)
    return last[closer] >= found.end() - 2 and html_block(state, startLine, endLine, silent)


def _image(state: StateInline, silent: bool) -> bool:
    start = state.pos
    found = image(state, silent)
    if found and not silent:
        state.tokens[-1].meta.update(at=start, end=state.pos)
    return found


def used_labels(tokens: Iterable[Token]) -> frozenset[str]:
    """The labels of link definitions that a link or picture refers to."""
    found: set[str] = set()
    waiting = list(tokens)
    while waiting:
        token = waiting.pop()
        waiting += token.children or ()
        if token.type in ("link_open", "image") and "label" in token.meta:
            found.add(token.meta["label"])
    return frozenset(found)
