from __future__ import annotations

from dataclasses import replace

from publish.model import Callout, Heading, Link
from publish.normalise.headings import name_headings
from publish.normalise.links import drop_dead_links
from publish.walk import article_blocks
from tests.builders import article, h, inlines, p


def test_headings_of_the_body_are_named_and_no_name_stands_twice() -> None:
    box = Callout("", (h(3, "A", ident="a"), h(3, "Nobody asks for it")))
    source = replace(article(h(2, "A", ident="a"), box, h(2, "A")), end_matter=(h(2, "A", ident="a"),))
    named = name_headings(source).value
    assert [block.ident for block in article_blocks(named) if isinstance(block, Heading)] == [
        "a",
        "a-2",
        "",
        "a-3",
        "a-4",
    ]
    assert name_headings(named).value == named


def test_links_may_lead_into_a_box() -> None:
    source = article(p(Link("#tip", inlines("see"))), Callout("", (h(3, "Tip", ident="tip"),)))
    assert drop_dead_links(name_headings(source).value).value == source
