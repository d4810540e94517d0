"""From kept passages to an article: structure, metadata, roles, repairs. To add a repair, add a line in REPAIRS."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from publish.errors import SourceError
from publish.findings import Outcome
from publish.model import Article, Meta, Provenance
from publish.normalise.bounds import within_bounds
from publish.normalise.conserve import check_carried, check_cover
from publish.normalise.draft import Draft
from publish.normalise.headings import close_heading_jumps, name_headings
from publish.normalise.links import drop_dead_links
from publish.normalise.machine_text import machine_draft
from publish.normalise.metadata import metadata
from publish.normalise.roles import mark_roles
from publish.normalise.settled import settled_metadata
from publish.normalise.structure import structure
from publish.normalise.typography import mend_mojibake, set_typography
from publish.passages import Medium, Page
from publish.walk import blocks_lines

Repair: TypeAlias = Callable[[Article], Outcome[Article]]

SAMPLE = 200_000  # characters of a text by which its language is told
STRUCTURE_REPAIRS: tuple[Repair, ...] = (within_bounds, close_heading_jumps, name_headings, drop_dead_links)
REPAIRS: tuple[Repair, ...] = (mend_mojibake, set_typography)


def normalise(page: Page) -> Outcome[Article]:
    """The article of a cleaned page, its words exactly as they stand in the source.

    Raises SourceError when no text is left, ConservationError when text went astray (our bug).
    """
    check_cover(page)
    meta = _meta(page)
    draft = _draft(page, meta.language, meta.url)
    if not any(line.strip() for line in blocks_lines(draft.blocks)):
        raise SourceError("nothing to publish: no text of an article is in it")
    provenance = Provenance(page.source.name, hashlib.sha256(page.source.data).hexdigest(), meta.url)
    article = Article(meta, draft.blocks, provenance, draft.end_matter, draft.footnotes)
    check_carried(page, draft, article)
    if not page.settled:
        article = replace(article, blocks=mark_roles(draft.blocks))
    outcome = Outcome(article, draft.findings, draft.removals)
    for repair in STRUCTURE_REPAIRS:
        outcome = outcome.then(repair)
    return outcome


def _meta(page: Page) -> Meta:
    if page.settled:
        return settled_metadata(page)
    return metadata(page, _sample(page))


def _sample(page: Page) -> str:
    """The start of the text, by which its language and direction are told."""
    lines, length = [], 0
    for passage in page.passages:
        if length > SAMPLE:
            break
        lines.append(passage.kept)
        length += len(lines[-1])
    return "\n".join(lines)


def _draft(page: Page, language: str, base: str | None) -> Draft:
    if page.tree is not None:
        from publish.normalise.markdown import structure_markdown

        return structure_markdown(page, page.tree, base=base)
    if page.medium is Medium.TEXT:
        return structure(page)
    told = machine_draft(page)
    if told is not None:
        return told
    from publish.normalise.fragment import structure_fragment

    return structure_fragment(page, language=language, base=base)


def repair(article: Article) -> Outcome[Article]:
    """The article with typographic repairs applied."""
    outcome = Outcome(article)
    for step in REPAIRS:
        outcome = outcome.then(step)
    return outcome
