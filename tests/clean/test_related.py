from __future__ import annotations

import pytest

from tests.builders import MORE_PROSE, PROSE, dump, dump_end, kept, rules_for


@pytest.mark.parametrize("heading", ["Related articles", "You may also like", "More from The Long Shore", "Read next"])
def test_a_list_of_other_articles_goes_with_its_heading(heading: str) -> None:
    source = dump_end(heading, "Ten harbours to see before they silt up", "Why the pier is closed", "The last pilot")
    assert kept(source) == [PROSE, MORE_PROSE]


@pytest.mark.parametrize(
    "line", ["Read more: Ten harbours to see", "Also read | Why the pier is closed", "Related: The last pilot"]
)
def test_a_line_that_leads_to_another_article_goes(line: str) -> None:
    assert rules_for(dump(line), line) == {"related-links"}


@pytest.mark.parametrize(
    "line",
    [
        "Read more books, the librarian used to say, and fewer notices.",
        "Related species were found in the mud below the wall when it was drained for repairs in the summer of 1976.",
    ],
)
def test_prose_that_starts_with_the_same_words_stays(line: str) -> None:
    assert line in kept(dump(line))


def test_a_heading_of_the_article_stays_although_lists_of_links_use_it_too() -> None:
    assert "Popular now" in kept(dump("Popular now"))
