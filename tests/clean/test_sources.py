from __future__ import annotations

import pytest

from publish.clean import CleanRules, clean
from tests.builders import MORE_PROSE, PROSE, dump, dump_end, kept


@pytest.mark.parametrize(
    ("line", "known"),
    [
        ("Source: almanac.example.org", {("source", "almanac.example.org")}),
        (
            "Article source: https://example.org/wall",
            {("source", "https://example.org/wall"), ("url", "https://example.org/wall")},
        ),
        (
            "This article first appeared in The Long Shore Review on 5 November 2021.",
            {("publication", "The Long Shore Review"), ("published", "2021-11-05")},
        ),
        ("Originally published by Strandline", {("publication", "Strandline")}),
    ],
)
def test_a_source_line_becomes_metadata(line: str, known: set[tuple[str, str]]) -> None:
    source = dump_end(line)
    assert kept(source) == [PROSE, MORE_PROSE]
    facts = clean(source, CleanRules()).value.facts
    assert {(fact.field, fact.value) for fact in facts if fact.field != "title"} == known


@pytest.mark.parametrize(
    "line",
    [
        "Source: Ministry of Ports",
        "First published in the Harbour Almanac on 5 November 2021:",
        "The source: a spring under the market, which never froze and never ran dry in the memory of anyone who drank from it.",
        "It appeared in the fog one morning and was gone by noon, and the pilots would not speak of it to strangers afterwards or ever.",
    ],
)
def test_the_credit_of_a_table_and_prose_stay(line: str) -> None:
    assert line in kept(dump(line))
