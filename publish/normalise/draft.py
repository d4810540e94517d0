"""What the normaliser has before repairs: blocks, and an account of the characters that became structure."""

from __future__ import annotations

from dataclasses import dataclass

from publish.findings import Finding, Removal
from publish.model import Blocks, Footnote


@dataclass(frozen=True, slots=True)
class Draft:
    """An article's content before metadata and repairs.

    `markup` holds every character of the kept text that became structure instead of words (bullets, numbers, `**`);
    `added` every character that structure made visible (the quotation marks of `<q>`).
    """

    blocks: Blocks
    end_matter: Blocks = ()
    footnotes: tuple[Footnote, ...] = ()
    markup: str = ""
    added: str = ""
    findings: tuple[Finding, ...] = ()
    removals: tuple[Removal, ...] = ()
