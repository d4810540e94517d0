"""Structure out of flat text: headings, lists, call-outs, quotes, paragraphs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never

from publish.characters import ends_sentence
from publish.model import (
    Block,
    Callout,
    CodeBlock,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    List,
    ListItem,
    Origin,
    Paragraph,
    Quote,
    Role,
    Rule,
)
from publish.normalise.draft import Draft
from publish.normalise.inline_marks import parse_marks
from publish.normalise.text_lines import Line, is_spaced, is_wrapped, lines_of, plain
from publish.normalise.text_lists import answers_below, is_sibling, list_end, settle_markers
from publish.normalise.text_tables import table_of
from publish.passages import Page, Place
from publish.shapes import Shape, Shaped, shapes_of

HEADING_WORDS, QUESTION_WORDS, LEAD_WORDS, ATTRIBUTION_WORDS = 16, 30, 8, 14
HEADING_LENGTH = 160  # characters
_FAQ = re.compile(r"(?:frequently asked questions|faqs?|questions? (?:and|&) answers?|q\s?&\s?a)\b.{0,40}", re.I)
_CALLOUT = re.compile(
    r"(?P<label>did you know|(?:pro|quick|expert|bonus|insider|top)[ -]tips?|tip|"
    r"expert (?:insight|opinion|advice|view)|"
    r"key (?:takeaways?|points?|insights?|facts?|findings?|message)|takeaways?|fun fact|quick facts?|fast facts?|"
    r"important(?: note)?|please note|note|remember|warning|caution|bottom line|in brief|at a glance|the big picture|"
    r"why (?:it|this) matters|case study|real[- ]world example|reader question)(?P<mark>\s*[:?](?!/)\s*)",
    re.I,
)
_MARKDOWN_HEADING = re.compile(r"(?P<hashes>#{1,6})\s+(?=\S)")
_RULE = re.compile(r"(?:[*_~=—–-]\s*){3,}|[*＊⁂❦§]")
_ENDS_IN_QUOTES = re.compile(
    r"(?:[^\s.!?…。\"'”’»)\]]|(?<![\"'”’»)\]])[\"'”’»)\]])[\"'”’»)\]]+$"  # one quotation mark alone may be that before
)
_ATTRIBUTION = re.compile(r"(?P<mark>[—–―-]{1,2}\s*)(?=[^\W\d_])")
_CAPTION = re.compile(r"(?:image|photo|picture|video|fig(?:ure|\.)?)\b.{0,20}:\s", re.I)
_OPENING, _CLOSING = "\"“„«‘'", "\"”“»’'"


def structure(page: Page) -> Draft:
    """The blocks of a text dump whose boilerplate is gone."""
    body = [passage for passage in page.passages if passage.place is Place.BODY]
    notes = [passage for passage in page.passages if passage.place is Place.NOTE]
    reading = _Reading(page)
    blocks = reading.blocks(lines_of(body))
    end_matter = reading.notes(lines_of(notes))
    return Draft(blocks, end_matter, markup="".join(reading.markup))


@dataclass(slots=True)
class _Reading:
    """One reading of a page, with the markup met on the way."""

    page: Page
    markup: list[str] = field(default_factory=list)
    spaced: bool = False
    wrapped: bool = False
    faq: bool = False
    shapes: Mapping[int, Shaped] = field(default_factory=dict)

    def blocks(self, lines: Sequence[Line]) -> tuple[Block, ...]:
        self.spaced = is_spaced(self.page)
        self.wrapped = is_wrapped(lines)
        self.shapes = {shaped.start: shaped for shaped in shapes_of([line.passage for line in lines])}
        lines = settle_markers(lines)
        found: list[Block] = []
        position = 0
        while position < len(lines):
            shaped = self.shapes.get(position)
            block, position = self._shaped(lines, shaped) if shaped else self._block(lines, position)
            found.append(block)
        return tuple(found)

    def notes(self, lines: Sequence[Line]) -> tuple[Block, ...]:
        """End matter: short lines are headings, the rest paragraphs."""
        found: list[Block] = []
        for number, line in enumerate(map(plain, lines)):
            short = len(line.text.split()) <= 6 and not ends_sentence(line.text) and number + 1 < len(lines)
            found.append(self._heading(line, 2) if short else self._paragraph([line]))
        return tuple(found)

    def _block(self, lines: Sequence[Line], at: int) -> tuple[Block, int]:
        line = lines[at]
        if line.marker:
            return self._list(lines, at)
        if not line.text[:1].isalnum() and (marked := self._marked(lines, at)):
            return marked
        if found := _CALLOUT.match(line.text):
            return self._callout(lines, at, found)
        if line.passage.heading or self._is_heading(lines, at):
            return self._heading(line, self._level(line)), at + 1
        if _is_lead(line) and at + 1 < len(lines):
            return self._lead(lines, at)
        return self._running_text(lines, at)

    def _marked(self, lines: Sequence[Line], at: int) -> tuple[Block, int] | None:
        """The block that a mark at the start of a line makes: code, a rule, a heading or a quote; None without one."""
        line = lines[at]
        if line.text.startswith("```"):
            return self._code(lines, at)
        if _RULE.fullmatch(line.text):
            self.markup.append(line.text)
            return Rule(self._origin(line)), at + 1
        if found := _MARKDOWN_HEADING.match(line.text):
            self.markup.append(found["hashes"])
            rest = replace(line, text=line.text[found.end() :])
            return self._heading(rest, max(2, len(found["hashes"]))), at + 1
        if line.text.startswith(">"):
            return self._marked_quote(lines, at)
        return None

    # ---- what is set line by line ----

    def _shaped(self, lines: Sequence[Line], shaped: Shaped) -> tuple[Block, int]:
        inside = [plain(line) for line in lines[shaped.start : shaped.end]]
        match shaped.shape:
            case Shape.TABLE:
                drawn = table_of([line.text for line in inside], self._inlines, self._origin(inside[0]))
                self.markup.append(drawn.markup)
                return drawn.table, shaped.end
            case Shape.CODE:
                return CodeBlock(_indented(inside), None, self._origin(inside[0])), shaped.end
            case Shape.VERSE:
                children: list[Inline] = []
                for line in inside:
                    children += (*((LineBreak(),) if children else ()), *self._inlines(line.text))
                return Paragraph(tuple(children), origin=self._origin(inside[0])), shaped.end
            case _:
                assert_never(shaped.shape)

    # ---- headings ----

    def _is_heading(self, lines: Sequence[Line], at: int) -> bool:
        """Whether a line names what follows: short, no sentence, set off, and with running text below it."""
        line = lines[at]
        if not _looks_like_heading(line.text, faq=self.faq) or at + 1 >= len(lines):
            return False
        after = lines[at + 1]
        if (self.spaced or self.wrapped) and at > 0 and line.gap == 0 and not lines[at - 1].marker:
            return False
        if self.wrapped and after.gap == 0 and not after.marker:
            return False
        return self._leads_to_text(lines, at + 1, chain=2)

    def _leads_to_text(self, lines: Sequence[Line], at: int, *, chain: int) -> bool:
        if at >= len(lines) or chain == 0:
            return False
        line = lines[at]
        if line.marker or _CALLOUT.match(line.text) or _is_lead(line) or line.passage.heading:
            return True
        if _looks_like_heading(line.text, faq=True):
            return self._leads_to_text(lines, at + 1, chain=chain - 1)
        return len(line.text.split()) >= 5

    def _level(self, line: Line) -> int:
        if _FAQ.fullmatch(line.text.strip(" :")):
            self.faq = True
            return 2
        if self.faq and line.text.endswith(("?", "？", "؟")):
            return 3
        self.faq = False
        return 2

    def _heading(self, line: Line, level: int) -> Heading:
        return Heading(level, self._inlines(line.text), origin=self._origin(line))

    def _lead(self, lines: Sequence[Line], at: int) -> tuple[Block, int]:
        """A short line that ends in a colon: a heading where it stands above another such line."""
        line = lines[at]
        if _is_lead(lines[at + 1]):
            return self._heading(line, 3), at + 1
        return Paragraph(self._inlines(line.text), Role.LEAD, self._origin(line)), at + 1

    # ---- lists ----

    def _list(self, lines: Sequence[Line], at: int) -> tuple[Block, int]:
        end = list_end(lines, at)
        return self._nested(lines[at:end]), end

    def _nested(self, lines: Sequence[Line]) -> List:
        """The list of these lines: those as far out as the first are its items, the others belong to the item above."""
        first = lines[0]
        groups: list[list[Line]] = []
        for line in lines:
            if line.marker and is_sibling(line, first):
                groups.append([line])
            else:
                groups[-1].append(line)
        self.markup += [group[0].marker for group in groups]
        items = tuple(self._item(group) for group in groups)
        ordered = first.number is not None
        return List(ordered, answers_below(items) if ordered else items, first.number or 1, self._origin(first))

    def _item(self, group: Sequence[Line]) -> ListItem:
        """An item: the lines right after its marker are its first paragraph; lists and paragraphs below it follow."""
        at = 1
        while at < len(group) and not group[at].marker and group[at].gap == 0:
            at += 1
        blocks: list[Block] = [self._paragraph(group[:at])]
        while at < len(group):
            end = at + 1
            if group[at].marker:
                while end < len(group) and (group[end].marker or group[end].indent >= group[at].indent):
                    end += 1
                blocks.append(self._nested(group[at:end]))
            else:
                blocks.append(self._paragraph(group[at:end]))
            at = end
        return ListItem(tuple(blocks), self._origin(group[0]))

    # ---- boxes, quotes, code ----

    def _callout(self, lines: Sequence[Line], at: int, found: re.Match[str]) -> tuple[Block, int]:
        line = lines[at]
        mark = found["mark"].strip()
        question = mark == "?"
        label = found["label"] + ("?" if question else "")
        rest = line.text[found.end() :].strip()
        if not question:
            self.markup.append(mark)
        if rest:
            content: tuple[Block, ...] = (self._paragraph([replace(line, text=rest)]),)
            return Callout(label, content, self._origin(line)), at + 1
        if at + 1 < len(lines):  # the label alone: what follows is in the box
            block, end = self._block(lines, at + 1)
            return Callout(label, (block,), self._origin(line)), end
        return Callout(label, (), self._origin(line)), at + 1

    def _marked_quote(self, lines: Sequence[Line], at: int) -> tuple[Block, int]:
        """Lines that begin with ">", as in Markdown and mail."""
        end = at
        texts: list[Line] = []
        while end < len(lines) and lines[end].text.startswith(">"):
            text = lines[end].text
            stripped = text.lstrip("> ")
            self.markup.append(text[: len(text) - len(stripped)].replace(" ", ""))
            texts.append(replace(lines[end], text=stripped))
            end += 1
        paragraphs = tuple(self._paragraph([line]) for line in texts if line.text)
        return Quote(paragraphs, origin=self._origin(lines[at])), end

    def _code(self, lines: Sequence[Line], at: int) -> tuple[Block, int]:
        """A fenced block: its lines with their indentation and the blank lines between them."""
        end = at + 1
        while end < len(lines) and not lines[end].text.startswith("```"):
            end += 1
        inside = [plain(line) for line in lines[at + 1 : end]]
        code = "".join("\n" * (line.gap + 1) + " " * line.indent + line.text for line in inside)
        fences = [lines[at].text, *(line.text for line in lines[end : end + 1])]
        self.markup += fences
        language = lines[at].text.strip("` ") or None
        return CodeBlock(code.removeprefix("\n"), language, self._origin(lines[at])), end + 1

    # ---- running text ----

    def _running_text(self, lines: Sequence[Line], at: int) -> tuple[Block, int]:
        end = at + 1
        while self.wrapped and end < len(lines) and lines[end].gap == 0 and not lines[end].marker:
            end += 1
        paragraph = self._paragraph(lines[at:end])
        if end < len(lines) and _is_quoted(lines[at].text) and (found := _attribution(lines[end])):
            self.markup.append(found["mark"].strip())
            name = self._inlines(lines[end].text[found.end() :])
            return Quote((paragraph,), name, self._origin(lines[at])), end + 1
        return paragraph, end

    def _paragraph(self, lines: Sequence[Line]) -> Paragraph:
        text = " ".join([line.text for line in lines])
        return Paragraph(self._inlines(text), origin=self._origin(lines[0]))

    def _inlines(self, text: str) -> Inlines:
        children, marks = parse_marks(text)
        self.markup.append(marks)
        return children

    def _origin(self, line: Line) -> Origin:
        return self.page.origin(line.passage)


def _indented(lines: Sequence[Line]) -> str:
    """Lines of code with their blank lines, indented as they stand to each other."""
    outer = min(line.indent for line in lines)
    code = "".join("\n" * (line.gap + 1) + " " * (line.indent - outer) + line.text for line in lines)
    return code.lstrip("\n")


def _looks_like_heading(text: str, *, faq: bool) -> bool:
    if not 0 < len(text) <= HEADING_LENGTH:
        return False
    count = len(text.split())
    question = text.endswith(("?", "？", "؟"))
    if count > (QUESTION_WORDS if question and faq else HEADING_WORDS):
        return False
    if (
        _CAPTION.match(text)
        or text[0].islower()
        or text[0] in ",;:.)]—–-"
        or text.endswith((",", ";", ":", "：", "-", "—", "،", "；"))
    ):
        return False
    if ends_sentence(text) and not (question and (faq or count <= 12)) and not _is_decorated(text):
        return False
    return not _is_quoted(text) and any(character.isalpha() for character in text)


def _is_decorated(text: str) -> bool:
    """Whether a line closes as headings may: with a quotation mark or bracket, or short with an exclamation mark."""
    return bool(_ENDS_IN_QUOTES.search(text)) or (text.endswith("!") and len(text.split()) <= 8)


def _is_lead(line: Line) -> bool:
    """Whether a line is a label for what follows, such as "Key Aspects:"."""
    text = line.text
    return not line.marker and text.endswith((":", "：")) and len(text.split()) <= LEAD_WORDS and not text[0].islower()


def _is_quoted(text: str) -> bool:
    return text[:1] in _OPENING and text.rstrip(".")[-1:] in _CLOSING and len(text.split()) >= 4


def _attribution(line: Line) -> re.Match[str] | None:
    """The dash of a line such as "— Dr Khan, analyst"; None for lines that are no attribution."""
    if line.marker or len(line.text.split()) > ATTRIBUTION_WORDS:
        return None
    return _ATTRIBUTION.match(line.text)
