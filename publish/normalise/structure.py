"""Structure out of flat text: headings, lists, call-outs, quotes, paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from publish.characters import ends_sentence
from publish.model import (
    Block,
    Callout,
    CodeBlock,
    Heading,
    Inlines,
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
from publish.normalise.text_lines import SURE_BULLETS, Line, is_spaced, is_wrapped, lines_of, plain
from publish.passages import Page, Place

HEADING_WORDS, QUESTION_WORDS, LEAD_WORDS, ATTRIBUTION_WORDS = 16, 30, 8, 14
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
_ATTRIBUTION = re.compile(r"(?P<mark>[—–―-]{1,2}\s*)(?=[^\W\d_])")
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

    def blocks(self, lines: Sequence[Line]) -> tuple[Block, ...]:
        self.spaced = is_spaced(self.page)
        self.wrapped = is_wrapped(lines)
        lines = _settle_markers(lines)
        found: list[Block] = []
        position = 0
        while position < len(lines):
            block, position = self._block(lines, position)
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
        if found := _CALLOUT.match(line.text):
            return self._callout(lines, at, found)
        if line.passage.heading or self._is_heading(lines, at):
            return self._heading(line, self._level(line)), at + 1
        if _is_lead(line) and at + 1 < len(lines):
            return self._lead(lines, at)
        return self._running_text(lines, at)

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
        end = at + 1
        while end < len(lines) and (lines[end].marker or _continues_item(lines[end], lines[at])):
            if lines[end].marker and _starts_new_list(lines, at, end):
                break
            end += 1
        return self._nested(lines[at:end]), end

    def _nested(self, lines: Sequence[Line]) -> List:
        """The list of these lines: those as far out as the first are its items, the others belong to the item above."""
        first = lines[0]
        groups: list[list[Line]] = []
        for line in lines:
            if line.marker and _is_sibling(line, first, lines):
                groups.append([line])
            else:
                groups[-1].append(line)
        items = tuple(self._item(group) for group in groups)
        ordered = first.number is not None
        self._count_markers(groups)
        return List(ordered, _flatten_answers(items, ordered=ordered), first.number or 1, self._origin(first))

    def _count_markers(self, groups: Sequence[Sequence[Line]]) -> None:
        self.markup += [group[0].marker for group in groups]

    def _item(self, group: Sequence[Line]) -> ListItem:
        head, rest = group[0], list(group[1:])
        own = [head]
        while rest and not rest[0].marker and rest[0].gap == 0:
            own.append(rest.pop(0))
        blocks: list[Block] = [self._paragraph(own)]
        while rest:
            if rest[0].marker:
                inner = [line for line in rest if line.marker or line.indent >= rest[0].indent]
                blocks.append(self._nested(inner))
                rest = [line for line in rest if line not in inner]
            else:
                blocks.append(self._paragraph([rest.pop(0)]))
        return ListItem(tuple(blocks), self._origin(head))

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
        text = " ".join(line.text for line in lines)
        return Paragraph(self._inlines(text), origin=self._origin(lines[0]))

    def _inlines(self, text: str) -> Inlines:
        children, marks = parse_marks(text)
        self.markup.append(marks)
        return children

    def _origin(self, line: Line) -> Origin:
        return self.page.origin(line.passage)


def _settle_markers(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with markers only where they make a list: a lone "- Dr Khan" or "1. May" is prose."""
    settled = []
    for at, line in enumerate(lines):
        settled.append(line if not line.marker or _makes_list(lines, at) else plain(line))
    return tuple(settled)


def _makes_list(lines: Sequence[Line], at: int) -> bool:
    line = lines[at]
    if line.number is None and (line.marker in SURE_BULLETS or line.indent > 0):
        return True
    if at > 0 and lines[at - 1].text.endswith((":", "：")) and (line.number in (None, 1)):
        return True
    neighbours = [*_items_near(lines, at, -1), *_items_near(lines, at, 1)]
    if line.number is None:
        return any(other.marker == line.marker for other in neighbours)
    numbers = {other.number for other in neighbours}
    return line.number + 1 in numbers or (line.number - 1 in numbers and line.number > 1)


def _items_near(lines: Sequence[Line], at: int, step: int) -> list[Line]:
    """The items around a line, going one way until a line of text that is not inside an item."""
    found: list[Line] = []
    position = at + step
    while 0 <= position < len(lines):
        other = lines[position]
        if other.marker:
            found.append(other)
        elif other.indent <= lines[at].indent:
            break
        position += step
    return found


def _continues_item(line: Line, first: Line) -> bool:
    """Whether a line without a marker belongs to the item above: it is indented under it."""
    return not line.marker and line.indent > first.indent


def _starts_new_list(lines: Sequence[Line], at: int, end: int) -> bool:
    """Whether the item at `end` cannot be in the list begun at `at`: another kind at the same depth, or further out."""
    first, line = lines[at], lines[end]
    if line.indent < first.indent:
        return True
    if line.indent > first.indent or (line.number is None) == (first.number is None):
        return line.indent == first.indent and line.number is not None and line.number == 1 and first.number is not None
    if first.number is not None:  # bullets between numbers at one depth are answers, if the count goes on after them
        if any(other.marker and other.number is None and other.indent == first.indent for other in lines[at:end]):
            return False  # the answers before this one were in the list
        last = next((other.number for other in reversed(lines[at:end]) if other.number is not None), None)
        later = next((other.number for other in lines[end:] if other.number is not None), None)
        return last is None or later != last + 1
    return True


def _is_sibling(line: Line, first: Line, lines: Sequence[Line]) -> bool:
    return line.indent <= first.indent and (line.number is None) == (first.number is None) and line in lines


def _flatten_answers(items: tuple[ListItem, ...], *, ordered: bool) -> tuple[ListItem, ...]:
    """Questions with one bulleted answer each become questions with a paragraph below."""
    if not ordered or len(items) < 2 or not all(_is_question(item) for item in items):
        return items
    return tuple(replace(item, blocks=_question_and_answer(item)) for item in items)


def _is_question(item: ListItem) -> bool:
    match item.blocks:
        case (Paragraph(), List(ordered=False, items=(_,))):
            return True
        case _:
            return False


def _question_and_answer(item: ListItem) -> tuple[Block, ...]:
    question, answers = item.blocks
    assert isinstance(question, Paragraph) and isinstance(answers, List)  # _is_question
    return (replace(question, role=Role.LEAD), *answers.items[0].blocks)


def _looks_like_heading(text: str, *, faq: bool) -> bool:
    count = len(text.split())
    question = text.endswith(("?", "？", "؟"))
    if not 0 < count <= (QUESTION_WORDS if question and faq else HEADING_WORDS) or len(text) > 160:
        return False
    if text[0].islower() or text[0] in ",;:.)]—–-" or text.endswith((",", ";", ":", "：", "-", "—", "،", "；")):
        return False
    if ends_sentence(text) and not (question and (faq or count <= 12)) and not _is_decorated(text):
        return False
    return not _is_quoted(text) and any(character.isalpha() for character in text)


def _is_decorated(text: str) -> bool:
    """Whether a line closes as headings may: with a quotation mark or bracket, or short with an exclamation mark."""
    return bool(re.search(r"[^\s.!?…。][\"'”’»)\]]+$", text)) or (text.endswith("!") and len(text.split()) <= 8)


def _is_lead(line: Line) -> bool:
    """Whether a line is a label for what follows, such as "Key Aspects:"."""
    words = line.text.split()
    return (
        not line.marker and line.text.endswith((":", "：")) and len(words) <= LEAD_WORDS and not line.text[0].islower()
    )


def _is_quoted(text: str) -> bool:
    return len(text.split()) >= 4 and text[0] in _OPENING and text.rstrip(".")[-1:] in _CLOSING


def _attribution(line: Line) -> re.Match[str] | None:
    """The dash of a line such as "— Dr Khan, analyst"; None for lines that are no attribution."""
    if line.marker or len(line.text.split()) > ATTRIBUTION_WORDS:
        return None
    return _ATTRIBUTION.match(line.text)
