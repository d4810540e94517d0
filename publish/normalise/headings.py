"""Repairs of headings: no jumps between levels, and a name for each that links can point at."""

from __future__ import annotations

from dataclasses import replace

from publish.findings import Finding, Outcome, info
from publish.model import Article, Block, Heading
from publish.walk import heading_name, map_article, map_blocks, unique_name


def close_heading_jumps(article: Article) -> Outcome[Article]:
    """Let no heading, in boxes and notes too, sit more than one level below the one before; the first is at 2."""
    findings: list[Finding] = []
    deepest = 2

    def change(block: Block) -> Block:  # headings are leaves, which map_article visits in document order
        nonlocal deepest
        if not isinstance(block, Heading):
            return block
        level = max(2, min(block.level, deepest))
        if level != block.level:
            detail = f"a heading moved from level {block.level} to {level}, to leave no level out"
            findings.append(info("HEAD-001", detail, block.origin))
        deepest = min(level + 1, 6)
        return block if level == block.level else replace(block, level=level)

    return Outcome(map_article(article, change), tuple(findings))


def name_headings(article: Article) -> Outcome[Article]:
    """Give each heading of the body an ident; no heading, in boxes and notes too, keeps that of another."""
    used: set[str] = set()

    def change(block: Block) -> Block:
        if isinstance(block, Heading) and block.ident:
            return _with_name(block, unique_name(block.ident, used), used)
        return block

    blocks: list[Block] = []
    for block in article.blocks:
        if isinstance(block, Heading) and not block.ident:
            blocks.append(_with_name(block, heading_name(block.children, used), used))
        else:
            blocks += map_blocks((block,), change)
    below = map_article(replace(article, blocks=()), change)
    return Outcome(replace(below, blocks=tuple(blocks)))


def _with_name(heading: Heading, ident: str, used: set[str]) -> Heading:
    used.add(ident)
    return heading if ident == heading.ident else replace(heading, ident=ident)
