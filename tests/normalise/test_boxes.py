"""Boxes beside the text: call-outs with a label, details to unfold, asides."""

from __future__ import annotations

import pytest

from publish.model import Callout
from tests.builders import p, strong
from tests.normalise.fragments import OTHER_PROSE, blocks

TIP = (Callout("Tip", (p("Wait for low water."),)),)


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="admonition tip"><p class="admonition-title">Tip</p><p>Wait for low water.</p></div>',
        '<div class="callout"><p><strong>Tip:</strong> Wait for low water.</p></div>',
        '<div class="note"><p><strong>Tip</strong>: Wait for low water.</p></div>',
        '<div class="markdown-alert"><h4>Tip</h4>Wait for low water.</div>',
        "<aside><h3>Tip:</h3><p>Wait for low water.</p></aside>",
        "<details><summary>Tip</summary><p>Wait for low water.</p></details>",
    ],
)
def test_a_box_has_its_label(markup: str) -> None:
    assert blocks(markup) == TIP


def test_a_box_without_a_label_is_what_it_holds() -> None:
    assert blocks(f'<div class="note"><p>{OTHER_PROSE}</p></div>') == (p(OTHER_PROSE),)
    assert blocks('<div class="note"><p>See <strong>page 4</strong> first.</p><p>Then go.</p></div>') == (
        p("See ", strong("page 4"), " first."),
        p("Then go."),
    )


def test_questions_to_unfold_stand_above_their_answers() -> None:
    question = "<details><summary>{}</summary><p>{}</p></details>"
    found = blocks(question.format("When?", "At dawn.") + question.format("Where?", "On the sand."))
    assert found == (p(strong("When?")), p("At dawn."), p(strong("Where?")), p("On the sand."))
