"""Articles that cannot be set as they are: laid out within limits, else set plainly, else a page that says so."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from publish.errors import LimitError, PublishError
from publish.findings import Finding, warning
from publish.limits import Limits
from publish.model import Article, Block, Heading, Origin, Paragraph, Text
from publish.outputs import Assets
from publish.walk import block_text, blocks_lines, inline_text
from publish.writers.pdf_cost import allowed, expected_seconds
from publish.writers.pdf_engine import Laid, Sheet, Style, lay_out
from publish.writers.pdf_margins import CannotAssembleError

START = 5  # seconds for WeasyPrint and its fonts to be loaded, too
LEEWAY, LEEWAY_PLAIN = 4, 1.5  # how many times as long as expected an article may take
# Shares of the time that a source may take: for the layout, after its reading; and what must be promised for a second
# go, plainly
SHARE, PLAIN_SHARE = 0.6, 0.2
LONGEST_LINE = 5_000  # characters of a paragraph that is set plainly
NOWHERE = "This article could not be set for the PDF. The EPUB and Word files of the book have its text."


@dataclass(frozen=True, slots=True)
class Unset:
    """In the place of an article laid out: why it could not be."""

    reason: str


def lay_out_article(sheet: Sheet, style: Style, assets: Assets) -> Laid | Unset:
    """As `lay_out`; where WeasyPrint fails on the article, what it failed with."""
    try:
        return lay_out(sheet, style, assets)
    except (PublishError, CannotAssembleError, MemoryError):
        raise
    except Exception as error:  # the boundary where one article costs itself, not the book
        return Unset(f"WeasyPrint failed on it with {type(error).__name__}")


def lay_out_plainly(sheet: Sheet, style: Style, assets: Assets) -> Laid | Unset:
    """As `lay_out_article`, for what stands in the place of an article."""
    return lay_out_article(sheet, style, assets)


def limits_of(function: Callable[..., object], limits: Limits) -> Callable[..., Limits] | None:
    """What a job of this function may take: some times what it should, and no more than is `allowed`."""
    if function not in (lay_out_article, lay_out_plainly):
        return None
    leeway = LEEWAY if function is lay_out_article else LEEWAY_PLAIN

    def limits_for(sheet: Sheet, *_: object) -> Limits:
        if limits.cpu is None:
            return limits
        most = allowed(sheet, limits, share=SHARE)
        return replace(most, cpu=min(most.cpu or limits.cpu, START + int(leeway * expected_seconds(sheet))))

    return limits_for


def unset(error: LimitError, *_: object) -> Unset:
    """What stands for an article whose layout took too much."""
    return Unset(str(error))


def too_long(sheet: Sheet, limits: Limits, *, share: float = SHARE) -> Unset | None:
    """Why an article is not even tried: it would take what is `allowed` at this share, and not be done."""
    most = allowed(sheet, limits, share=share).cpu
    if most is None or expected_seconds(sheet) <= most:
        return None
    return Unset(f"it takes more than {limits.cpu} seconds of CPU; [limits] cpu in the configuration allows more")


# ---- instead ----


def plainly(article: Article) -> Article:
    """The words of an article as headings and paragraphs of ordinary length, and nothing else."""
    notes = (line for note in article.footnotes for line in blocks_lines(note.blocks))
    after = (*blocks_lines(article.end_matter), *notes)
    return replace(
        article,
        blocks=tuple(each for block in article.blocks for each in _plain(block)),
        end_matter=tuple(_paragraphs(after)),
        footnotes=(),
    )


def _plain(block: Block) -> Iterator[Block]:
    if isinstance(block, Heading) and len(words := inline_text(block.children)) <= LONGEST_LINE:
        yield replace(block, children=(Text(words.replace("\n", " ")),))
    else:
        yield from _paragraphs(block_text(block).split("\n"))


def _paragraphs(lines: Iterable[str]) -> Iterator[Paragraph]:
    for line in lines:
        for part in textwrap.wrap(line, LONGEST_LINE) if len(line) > LONGEST_LINE else (line,):
            if part.strip():
                yield Paragraph((Text(part),))


def nowhere(article: Article) -> Article:
    """In place of an article a page with its title, which says that it is not there."""
    return replace(article, blocks=(Paragraph((Text(NOWHERE),)),), end_matter=(), footnotes=())


INSTEAD: tuple[tuple[Callable[[Article], Article], str, str], ...] = (
    (plainly, "PDF-004", "it is set plainly in the PDF, without lists, tables, pictures and notes"),
    (nowhere, "PDF-005", "it is not in the PDF, but in the EPUB and the Word files"),
)
"""What is tried in turn with an article that cannot be set, and the finding that tells it."""


def told(article: Article, code: str, what: str, why: Unset) -> Finding:
    """The finding on an article that is not set as it should be."""
    name = article.provenance.file
    return warning(code, f"{name}: {what}: {why.reason}", Origin(name, 1))
