"""The blocks that a piece of markup in the middle of a web page becomes."""

from __future__ import annotations

from publish.findings import Outcome
from publish.model import Article, Block
from tests.builders import MORE_PROSE, PROSE, article_from, p

OTHER_PROSE = (
    "When the ferry stopped running, the people on the far side learned to wait for low water and to carry their bread "
    "across the sand, and some of them still do so out of habit or because they like the walk."
)


def outcome(markup: str, *, url: str = "") -> Outcome[Article]:
    link = f"<link rel=canonical href={url}>" if url else ""
    body = f"<article><h1>The Title</h1><p>{PROSE}</p>{markup}<p>{MORE_PROSE}</p></article>"
    return article_from("a.html", f"<html lang=en-GB><title>T</title>{link}<body>{body}")


def read(markup: str) -> Article:
    return outcome(markup).value


def blocks(markup: str, *, url: str = "") -> tuple[Block, ...]:
    first, *found, last = outcome(markup, url=url).value.blocks
    assert (first, last) == (p(PROSE), p(MORE_PROSE))
    return tuple(found)


def codes(markup: str) -> list[str]:
    """The codes of what is found in reading it."""
    return [finding.code for finding in outcome(markup).findings]


def dropped(markup: str) -> list[str]:
    """The texts that are not carried over into the model."""
    return [removal.text for removal in outcome(markup).removals if removal.rule == "normalise"]
