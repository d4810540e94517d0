"""Lists in a text dump: which markers make one, where it ends, and questions with their answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from publish.model import Block, List, ListItem, Paragraph, Role
from publish.normalise.text_lines import SURE_BULLETS, Line, plain

NEAR = 60  # items on either side among which a number's neighbour is looked for


def settle_markers(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with markers only where they make a list: a lone "- Dr Khan" or "1. May" is prose."""
    return tuple(line if not line.marker or _makes_list(lines, at) else plain(line) for at, line in enumerate(lines))


def _makes_list(lines: Sequence[Line], at: int) -> bool:
    line = lines[at]
    if line.number is None and (line.marker in SURE_BULLETS or line.indent > 0):
        return True
    if at > 0 and lines[at - 1].text.endswith((":", "：")) and line.number in (None, 1):
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
    while 0 <= position < len(lines) and len(found) < NEAR:
        other = lines[position]
        if other.marker:
            found.append(other)
        elif other.indent <= lines[at].indent:
            break
        position += step
    return found


def list_end(lines: Sequence[Line], at: int) -> int:
    """Where the list that begins at `at` ends: at text that is not indented below it, or an item of another list."""
    first = lines[at]
    last_number = first.number
    answered = False
    end = at + 1
    while end < len(lines):
        line = lines[end]
        if not line.marker and line.indent <= first.indent:
            break
        if line.marker and line.indent <= first.indent:
            if line.indent < first.indent or (line.number == 1 and first.number is not None):
                break
            if (line.number is None) != (first.number is None):
                # bullets between numbers at one depth are answers, if the count goes on after them
                if first.number is None or not (answered or _next_number(lines, end) == (last_number or 0) + 1):
                    break
                answered = True
            last_number = line.number or last_number
        end += 1
    return end


def _next_number(lines: Sequence[Line], start: int) -> int | None:
    return next((line.number for line in lines[start : start + NEAR] if line.number is not None), None)


def is_sibling(line: Line, first: Line) -> bool:
    """Whether an item stands in the same list as `first`, not in one below it."""
    return line.indent <= first.indent and (line.number is None) == (first.number is None)


def answers_below(items: tuple[ListItem, ...]) -> tuple[ListItem, ...]:
    """Numbered questions with one bulleted answer each become questions with a paragraph below."""
    if len(items) < 2 or not all(_is_answered(item) for item in items):
        return items
    return tuple(replace(item, blocks=_question_and_answer(item)) for item in items)


def _is_answered(item: ListItem) -> bool:
    match item.blocks:
        case (Paragraph(), List(ordered=False, items=(_,))):
            return True
        case _:
            return False


def _question_and_answer(item: ListItem) -> tuple[Block, ...]:
    question, answers = item.blocks
    assert isinstance(question, Paragraph) and isinstance(answers, List)  # _is_answered
    return (replace(question, role=Role.LEAD), *answers.items[0].blocks)
