"""Template scaffolding: labels such as "Hook:" that tell a writer's template apart, not the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from publish.clean.glance import starting
from publish.passages import Page, Passage, Span, Verdict, remove

# A label that only a template has; one alone may still be an author's, so two different ones are asked for.
_TEMPLATE = (
    r"hook|sub-?heading|transition|editor(?:['’]?s)? note|closing(?: message| statement| remarks| thoughts?)?|"
    r"opening(?: statement| hook| line)?|call to action|cta|meta description|focus keywords?|seo title|h[1-6]|"
    r"nut ?graf|thesis statement|topic sentence|section \d+ (?:heading|title)|body paragraph(?: \d+)?|lead-in"
)
# A label that an author may well write; it goes only in a document that the others give away.
_COMMON = r"introduction|intro|analysis|conclusion|body|heading|title|lead|lede|context|overview"
_LABEL = re.compile(rf"(?P<label>(?P<template>{_TEMPLATE})|{_COMMON})\s*:(?:\s+|$)", re.I)
_FIRSTS = """hook subheading sub transition editor editors closing opening call cta meta focus seo h
    nut nutgraf thesis topic section body lead introduction intro analysis conclusion heading title lede context
    overview""".split()
_HEADINGS = re.compile(r"sub-?heading|heading|h[2-6]|section \d+ (?:heading|title)", re.I)
MIN_LINES, MIN_LABELS = 3, 2


def scaffolding(page: Page) -> Iterator[Verdict]:
    """Flag the labels of a writing template, in documents that show several of them."""
    found = [(passage, match) for passage in starting(page, _FIRSTS) if (match := _LABEL.match(passage.text))]
    telling = {match["label"].casefold() for _, match in found if match["template"]}
    if len(found) < MIN_LINES or len(telling) < MIN_LABELS:
        return
    for passage, match in found:
        yield from _verdicts(passage, match)


def _verdicts(passage: Passage, match: re.Match[str]) -> Iterator[Verdict]:
    label = match["label"]
    reason = f'"{label}:" is a label of a writing template'
    if match.end() == len(passage.text):
        yield remove(passage, rule="scaffolding", reason=reason)
        return
    verdict = remove(passage, rule="scaffolding", reason=reason, span=Span(0, match.end()))
    yield replace(verdict, heading=bool(_HEADINGS.fullmatch(label)))
