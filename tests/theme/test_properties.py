"""Custom properties: put in where they mean the same for every element, left where they do not."""

from __future__ import annotations

import pytest

from publish.theme.properties import settled

ROOT = ":root { --ink: #222; --accent: var(--ink) }\n"
VALUES = {"--ink": "#222", "--accent": "#222"}


def test_values_of_the_root_are_put_in() -> None:
    css = ROOT + "p { color: var(--accent) }\n@page { @top-left { color: var(--ink) } }"
    assert "var(" not in settled(css, VALUES, "mine.css")
    assert settled(css, VALUES, "mine.css").count("#222") == 4


@pytest.mark.parametrize(
    "rule",
    [
        ".note { --ink: red }",
        "@media print { :root { --ink: red } }",
        "@media print { .note { color: blue; --ink: red } }",
        "html { --ink: red }",
    ],
)
def test_a_sheet_that_sets_them_elsewhere_is_left(rule: str) -> None:
    css = f"{ROOT}p {{ color: var(--ink) }}\n{rule}"
    assert settled(css, VALUES, "mine.css") == css
