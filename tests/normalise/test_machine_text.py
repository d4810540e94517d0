"""The article that a page has for machines is used where it shows people a part of it, and only there."""

from __future__ import annotations

import json

from publish import extract_text
from publish.findings import Outcome
from publish.model import Article
from tests.builders import MORE_PROSE, PROSE, article_from, p
from tests.normalise.fragments import OTHER_PROSE

WHOLE = "\n\n".join((PROSE, OTHER_PROSE, MORE_PROSE))


def page(shown: str, told: str) -> Outcome[Article]:
    facts = json.dumps({"@type": "NewsArticle", "headline": "The Title", "articleBody": told}).replace("</", "<\\/")
    script = f'<script type="application/ld+json">{facts}</script>'
    return article_from("a.html", f"<html lang=en><title>T</title>{script}<body><h1>The Title</h1>{shown}")


def test_a_page_that_shows_the_start_alone_is_read_as_machines_read_it() -> None:
    outcome = page(f"<p>{PROSE}</p>", WHOLE)
    assert outcome.value.blocks == (p(PROSE), p(OTHER_PROSE), p(MORE_PROSE))
    assert [finding.code for finding in outcome.findings] == ["BODY-001"]
    assert PROSE in [removal.text for removal in outcome.removals]


def test_html_in_it_becomes_lines() -> None:
    told = "".join(f"<p>{text} <b>&amp;c.</b></p>" for text in (PROSE, OTHER_PROSE))
    assert page("", told).value.blocks == (p(f"{PROSE} &c."), p(f"{OTHER_PROSE} &c."))


def test_a_page_that_shows_the_article_is_the_better_source() -> None:
    outcome = page(f"<p>{PROSE}</p><p>{OTHER_PROSE}</p><p>{MORE_PROSE}</p>", WHOLE)
    assert "BODY-001" not in [finding.code for finding in outcome.findings]


def test_a_page_of_scripts_alone_has_a_text() -> None:
    facts = json.dumps({"@type": "Article", "articleBody": WHOLE})
    assert extract_text(f'<script type="application/ld+json">{facts}</script><div id=app></div>') == WHOLE
