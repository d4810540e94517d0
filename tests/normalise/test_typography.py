from __future__ import annotations

import pytest

from publish.model import Code, CodeBlock
from publish.normalise import repair
from publish.walk import block_text
from tests.builders import article, em, p


def mended(text: str, language: str = "en-GB") -> str:
    return block_text(repair(article(p(text), language=language)).value.blocks[0])


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ('He said "no" and left.', "He said “no” and left."),
        ("It's the pilots' wall.", "It’s the pilots’ wall."),
        ('"\'Tis late," he said.', "“’Tis late,” he said."),
        ("Wait... what?", "Wait… what?"),
        ("The wall -- the old one -- fell.", "The wall—the old one—fell."),
        ("North - and east.", "North – and east."),
        ("A board 6' 2\" long", "A board 6' 2\" long"),
        ("donâ€™t", "don’t"),
        ("cafÃ© &amp; bar", "café & bar"),
        ("1990-1995 and co-operate", "1990-1995 and co-operate"),
    ],
)
def test_marks_are_set_as_a_typesetter_would(typed: str, set_: str) -> None:
    assert mended(typed) == set_


def test_each_language_has_its_own_quotation_marks() -> None:
    assert mended('Er sagte "nein".', "de") == "Er sagte „nein“."
    assert mended('Он сказал "нет".', "ru") == 'Он сказал "нет".'


def test_quotation_marks_see_past_the_ends_of_marks() -> None:
    found = repair(article(p('say "', em("no"), '" now'))).value.blocks[0]
    assert block_text(found) == "say “no” now"


def test_code_is_never_touched() -> None:
    source = article(CodeBlock('a = "b"...'), p("See ", Code('"x"'), "."))
    assert repair(source).value.blocks == source.blocks


def test_repairs_are_counted_and_idempotent() -> None:
    once = repair(article(p('He said "no"... twice.')))
    assert [finding.code for finding in once.findings] == ["TYP-001"]
    assert repair(once.value).value == once.value
    assert repair(once.value).findings == ()
