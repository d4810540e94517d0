from __future__ import annotations

import pytest

from tests.builders import dump, dump_end, kept, rules_for


@pytest.mark.parametrize(
    "line",
    [
        "Share this:",
        "Facebook Twitter LinkedIn WhatsApp Email",
        "Share on Facebook | Tweet | Pin it",
        "Click to share on Twitter (Opens in new window)",
        "1.4K shares",
        "Follow us on Instagram",
    ],
)
def test_a_line_of_networks_and_verbs_goes(line: str) -> None:
    assert rules_for(dump_end(line), line) == {"share-bar"}


@pytest.mark.parametrize(
    "line",
    [
        "Facebook bought the wharf in 2014.",
        "Share prices fell",
        "The line from Twitter to the harbour office",
        "Email from the harbour master",
    ],
)
def test_lines_about_networks_stay(line: str) -> None:
    assert line in kept(dump(line))
