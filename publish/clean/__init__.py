"""The cleaner: detectors point at what is no part of an article, the sweep takes it away and logs it.

To add a rule, add a module and a line in DETECTORS. Earlier detectors win, so those that know most come first; what none
of them names is left to the scorer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from publish.clean.byline import bylines
from publish.clean.code import set_lines
from publish.clean.comments import comment_prompts
from publish.clean.dangling import dangling_labels
from publish.clean.dated_lists import without_listed
from publish.clean.end_matter import end_matter
from publish.clean.furniture import furniture
from publish.clean.related import related_links
from publish.clean.repeats import repeated_text
from publish.clean.rules import user_rules
from publish.clean.scaffolding import scaffolding
from publish.clean.scorer import boilerplate
from publish.clean.sharing import share_bars
from publish.clean.shown import shown_facts
from publish.clean.sources import source_lines
from publish.clean.standing import Standing, standing_passages
from publish.clean.stray import counters, stray_ids
from publish.clean.sweep import Detector, Judge, sweep
from publish.clean.threads import comment_sections, comment_threads
from publish.clean.titles import titles
from publish.clean.unshown import landmarks, link_lists, sign_up_boxes, unshown
from publish.findings import Outcome
from publish.passages import Page, Verdict
from publish.rules import RULES, CleanRules

DETECTORS: tuple[Detector, ...] = (
    set_lines,
    unshown,
    titles,
    bylines,
    source_lines,
    stray_ids,
    counters,
    furniture,
    comment_prompts,
    comment_sections,
    share_bars,
    related_links,
    end_matter,
    landmarks,
    sign_up_boxes,
    link_lists,
    scaffolding,
    dangling_labels,
)


JUDGES: tuple[Judge, ...] = (comment_threads, boilerplate, repeated_text)
"""Those that are told what the detectors said."""


ALONE = Standing()
"""What is known of the other pages of a site where there are none."""


def clean(page: Page, rules: CleanRules, standing: Standing = ALONE) -> Outcome[Page]:
    """The page without its boilerplate, and the record of what went; `standing` is what other pages of its site say."""
    known = (*DETECTORS, standing_passages(standing))
    detectors = (user_rules(rules), *(_without(detector, rules.disable) for detector in known))
    swept = sweep(page, detectors, [_without_judge(judge, rules.disable) for judge in JUDGES])
    found = swept.value.facts[len(page.facts) :]
    facts = without_listed(
        page, (*page.facts, *shown_facts(page), *found)
    )  # of the page as it was: much of it has gone from the other
    return replace(swept, value=replace(swept.value, facts=facts))


def _without(detector: Detector, disabled: frozenset[str]) -> Detector:
    """The detector without the verdicts of rules that the user switched off."""
    if not disabled:
        return detector

    def detect(page: Page) -> Iterator[Verdict]:
        return (verdict for verdict in detector(page) if verdict.rule not in disabled)

    return detect


def _without_judge(judge: Judge, disabled: frozenset[str]) -> Judge:
    def decide(page: Page, said: Mapping[int, Verdict]) -> Iterator[Verdict]:
        return (verdict for verdict in judge(page, said) if verdict.rule not in disabled)

    return decide if disabled else judge


__all__ = ["ALONE", "DETECTORS", "RULES", "CleanRules", "Standing", "clean"]
