from __future__ import annotations

import pytest

from publish.errors import SourceError
from publish.passages import Source
from publish.readers.decode import decode

GERMAN = "Grüße aus Köln: die Straße ist öffentlich und für alle schön geworden, über größere Brücken hinweg.\n" * 3
RUSSIAN = "Маяк стоит на скале уже двести лет, и каждый вечер смотритель зажигает огонь для кораблей.\n" * 3


def text(data: bytes, encoding: str | None = None) -> str:
    return decode(Source("a.txt", data, encoding)).value


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_the_charset_of_latin_text_is_found(codec: str) -> None:
    assert text(GERMAN.encode(codec)) == GERMAN


@pytest.mark.parametrize("codec", ["utf-8", "cp1251", "koi8-r"])
def test_the_charset_of_russian_text_is_found(codec: str) -> None:
    assert text(RUSSIAN.encode(codec)) == RUSSIAN


def test_the_encoding_of_the_configuration_wins() -> None:
    assert text("naïve".encode("cp437"), "cp437") == "naïve"


def test_every_kind_of_line_end_becomes_one() -> None:
    assert text(b"a\r\nb\rc\nd\xe2\x80\xa8e") == "a\nb\nc\nd\ne"


def test_a_bad_byte_is_replaced_and_reported_with_its_line() -> None:
    outcome = decode(Source("a.txt", "eins\nzwei ä\n".encode() * 20 + b"drei \xff\n"))
    assert outcome.value.endswith("drei \ufffd\n")
    assert [(each.code, each.origin and each.origin.line) for each in outcome.findings] == [("ENC-002", 41)]


def test_a_control_character_is_replaced_and_reported() -> None:
    outcome = decode(
        Source("a.txt", b"a line of text with a bell\x07 in it, and much else that is quite harmless beside that\n" * 4)
    )
    assert "\x07" not in outcome.value
    assert {each.code for each in outcome.findings} == {"ENC-003"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"%PDF-1.7 \xe2\xe3", "a PDF"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (bytes(range(256)) * 8, "binary"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        text(data)


def test_an_unknown_encoding_is_named() -> None:
    with pytest.raises(SourceError, match="utf-9"):
        text(b"text", "utf-9")


def test_controls_that_are_left_of_windows_1252_become_its_characters() -> None:
    outcome = decode(Source("a.txt", "The wall\x97old, they say, and \x93high\x94.".encode()))
    assert outcome.value == "The wall—old, they say, and “high”."
    assert {finding.code for finding in outcome.findings} == {"ENC-004"}


def test_utf_8_read_twice_can_be_mended_later() -> None:
    twice = "sit straight – or not".encode().decode("latin-1").encode()
    assert decode(Source("a.txt", twice)).value == "sit straight â€“ or not"
