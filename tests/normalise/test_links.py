from __future__ import annotations

from publish.model import Link
from publish.normalise.links import drop_dead_links
from tests.builders import article, em, h, inlines, p


def test_links_to_headings_stay_and_others_keep_their_words() -> None:
    source = article(
        h(2, "Stones", ident="stones"), p(Link("#stones", inlines("see")), em(Link("#gone", inlines("there"))), ".")
    )
    outcome = drop_dead_links(source)
    assert outcome.value.blocks[1] == p(Link("#stones", inlines("see")), em("there"), ".")
    assert [finding.code for finding in outcome.findings] == ["LINK-002"]


def test_an_article_without_dead_links_is_left_as_it_is() -> None:
    source = article(p(Link("https://example.org/#gone", inlines("out"))))
    assert drop_dead_links(source).value is source
