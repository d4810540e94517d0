"""What divides an article: headings that a page only sets in bold, rules that part nothing."""

from __future__ import annotations

import re

from publish.model import Block, Blocks, Figure, Heading, Inlines, List, Mark, Paragraph, Rule, Styled
from publish.walk import block_text, every_block, inline_text

HEADING_WORDS, LEAST_PROSE = 12, 30  # words of a heading at most, and of what stands under each on average at least
_SENTENCE = re.compile(r"[.,;:…][\"'”’»)]*$")


def bold_headings(blocks: Blocks) -> Blocks:
    """The body with short bold paragraphs as headings, where it has no others and the bold ones divide it well."""
    if any(isinstance(block, Heading) for block in every_block(blocks)):
        return blocks
    lines = {number: line for number, block in enumerate(blocks) if (line := _bold_line(block))}
    heads = {number for number in lines if _heads(number, blocks, lines)}
    if len(heads) < 2 or len(heads) < len(lines):
        return blocks
    below = sum(len(block_text(block).split()) for block in blocks[min(heads) :])
    if below < LEAST_PROSE * len(heads):
        return blocks
    return tuple(_heading(block, lines[number]) if number in heads else block for number, block in enumerate(blocks))


def without_idle_rules(blocks: Blocks) -> Blocks:
    """The blocks without rules that part nothing: first or last ones, and all but one of several in a row."""
    kept: list[Block] = []
    for block in blocks:
        if not isinstance(block, Rule) or (kept and not isinstance(kept[-1], Rule)):
            kept.append(block)
    while kept and isinstance(kept[-1], Rule):
        kept.pop()
    return tuple(kept)


def _bold_line(block: Block) -> Inlines:
    """The words of a short paragraph that is bold from end to end; () for any other block."""
    match block:
        case Paragraph(children=(Styled(mark=Mark.STRONG, children=line),)):
            text = inline_text(line).strip()
            return line if 0 < len(text.split()) <= HEADING_WORDS and "\n" not in text else ()
        case _:
            return ()


def _heads(number: int, blocks: Blocks, lines: dict[int, Inlines]) -> bool:
    """Whether a bold line stands above prose and is no sentence itself."""
    if number + 1 >= len(blocks) or number + 1 in lines or _SENTENCE.search(inline_text(lines[number]).strip()):
        return False
    return isinstance(blocks[number + 1], Paragraph | List | Figure)


def _heading(block: Block, line: Inlines) -> Block:
    assert isinstance(block, Paragraph)  # _bold_line
    return Heading(2, line, origin=block.origin)
