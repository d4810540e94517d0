"""Repairs of headings: no jumps between levels, and a name for each that links can point at."""

from __future__ import annotations

from dataclasses import replace

from publish.findings import Finding, Outcome, info
from publish.model import Article, Block, Heading
from publish.walk import inline_text, slug


def close_heading_jumps(article: Article) -> Outcome[Article]:
    """Let no heading sit more than one level below the heading before it; the first is at level 2."""
    blocks: list[Block] = []
    findings: list[Finding] = []
    deepest = 2
    for block in article.blocks:
        if not isinstance(block, Heading):
            blocks.append(block)
            continue
        level = max(2, min(block.level, deepest))
        if level != block.level:
            detail = f"a heading moved from level {block.level} to {level}, to leave no level out"
            findings.append(info("HEAD-001", detail, block.origin))
        blocks.append(replace(block, level=level))
        deepest = min(level + 1, 6)
    return Outcome(replace(article, blocks=tuple(blocks)), tuple(findings))


def name_headings(article: Article) -> Outcome[Article]:
    """Give each heading of the body an ident that is unique in the article."""
    used: set[str] = set()
    blocks: list[Block] = []
    for block in article.blocks:
        if isinstance(block, Heading):
            stem = block.ident or slug(inline_text(block.children), length=40) or "section"
            ident, number = stem, 1
            while ident in used:
                number += 1
                ident = f"{stem}-{number}"
            used.add(ident)
            block = replace(block, ident=ident)
        blocks.append(block)
    return Outcome(replace(article, blocks=tuple(blocks)))
