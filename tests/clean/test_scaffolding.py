from __future__ import annotations

from tests.builders import dump, kept, page, removed


def test_the_labels_of_a_template_go_and_their_text_stays() -> None:
    source = page(
        "A Title",
        "",
        "Opening Hook: The sea takes what it is given.",
        "",
        "Sub-heading: What It Gives Back",
        "",
        "Transition: There is more to it than that.",
        "",
        "Call to Action: Go and look.",
    )
    assert kept(source) == [
        "The sea takes what it is given.",
        "What It Gives Back",
        "There is more to it than that.",
        "Go and look.",
    ]
    assert {rule for rule, _ in removed(source)} == {"metadata", "scaffolding"}


def test_one_such_label_alone_stays() -> None:
    assert "Introduction: how the wall was built" in kept(dump("Introduction: how the wall was built"))
    assert "Hook: the part of the crane that holds" in kept(dump("Hook: the part of the crane that holds"))


def test_labels_that_say_what_the_text_is_stay() -> None:
    lines = ("Hook: One.", "Transition: Two.", "Closing: Three.", "Summary: It was a wall.", "Answer: It still is.")
    assert {"Summary: It was a wall.", "Answer: It still is."} <= set(kept(page("A Title", "", *lines)))


def test_a_label_alone_on_its_line_goes_whole() -> None:
    source = page(
        "A Title", "", "Hook:", "", "The sea takes.", "", "Transition:", "", "And gives.", "", "Closing:", "", "Enough."
    )
    assert kept(source) == ["The sea takes.", "And gives.", "Enough."]
