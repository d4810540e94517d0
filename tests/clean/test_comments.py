from __future__ import annotations

import pytest

from tests.builders import MORE_PROSE, PROSE, dump, dump_end, kept, rules_for


@pytest.mark.parametrize(
    "line",
    [
        "Let us know what you think in the comments below!",
        "Have your say: leave a comment below.",
        "Drop your questions in the comment section.",
        "Where would you build it? Tell us in the comments.",
        "We’d love to hear your stories. Share them in the comments!",
        "Sound off in the comments below.",
    ],
)
def test_a_prompt_to_comment_goes_with_its_question(line: str) -> None:
    assert kept(dump_end(line)) == [PROSE, MORE_PROSE]


@pytest.mark.parametrize(
    "line",
    [
        "Share your thoughts with the committee, the minister said, and he meant the one that he chaired.",
        "In the comments below the article, readers claimed that the wall had never been repaired at all.",
        "“Leave a comment below,” the note on the gate said, and people did, in chalk, for years.",
        "Respond promptly to queries, address problems and show appreciation for customers in the comments.",
        "The engineers were asked to comment on the plans below the town hall, and they declined to do so.",
    ],
)
def test_prose_about_comments_stays(line: str) -> None:
    assert line in kept(dump(line))


def test_a_prompt_at_the_end_of_prose_goes_alone_with_its_question() -> None:
    line = f"{PROSE} What do you remember of it? Share your memories in the comments below!"
    assert kept(dump(line)) == [PROSE, PROSE, MORE_PROSE]


def test_a_question_to_the_reader_on_the_line_before_a_prompt_goes_too() -> None:
    assert kept(dump_end("What would you have done?", "Tell us in the comments below!")) == [PROSE, MORE_PROSE]


@pytest.mark.parametrize(
    "line",
    [
        "Leave a comment",
        "Your e-mail address will not be published.",
        "Required fields are marked *",
        "Save my name, email, and website in this browser for the next time I comment.",
        "You must be logged in to post a comment.",
        "12 Comments",
        "Be the first to comment",
        "Comments are closed.",
    ],
)
def test_the_lines_of_a_comment_form_go(line: str) -> None:
    assert rules_for(dump_end(line), line) == {"comment-form"}


def test_the_names_of_fields_go_beside_a_form_only() -> None:
    assert rules_for(dump_end("Leave a Reply", "Name *", "Email *", "Website"), "Website") == {"comment-form"}
    assert "Website" in kept(dump("Website"))


@pytest.mark.parametrize(
    "line",
    [
        "Leave a comment, then run: that was the rule among the boys who chalked their names on the lighthouse door.",
        "Comments are closed to the public on this stretch of the quay, and they have been since the accident of 1911.",
    ],
)
def test_prose_that_starts_like_a_form_stays(line: str) -> None:
    assert line in kept(dump(line))


def test_prose_between_two_prompts_stays() -> None:
    line = f"Tell us in the comments below! {PROSE} Leave a comment below!"
    assert kept(dump(line)) == [PROSE, PROSE, MORE_PROSE]
