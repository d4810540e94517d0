"""Texts in the charsets that they come in, most of them without a word on which it is."""

from __future__ import annotations

import pytest

from publish.passages import Source
from publish.readers.decode import decode
from tests.hostile.languages import MARKED, TEXTS, UNDECLARED, sample

ISSUE = (
    *("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "iso-8859-1"),
    *("iso-8859-2", "iso-8859-5", "iso-8859-15", "koi8-r", "shift_jis", "euc-jp", "euc-kr", "gb18030", "big5"),
)
"""The nineteen of which seventeen have to be right."""


def text(data: bytes, encoding: str | None = None) -> str:
    return decode(Source("a.txt", data, encoding)).value


@pytest.mark.parametrize(("charset", "language"), [*MARKED.items(), *UNDECLARED.items()])
def test_a_text_is_read_exactly_though_nothing_says_its_charset(charset: str, language: str) -> None:
    expected, data = sample(charset, language)
    assert text(data) == expected


@pytest.mark.parametrize(("charset", "language"), UNDECLARED.items())
def test_the_configuration_can_name_every_charset(charset: str, language: str) -> None:
    expected, data = sample(charset, language)
    assert text(data, charset) == expected


def test_all_that_have_to_be_known_are_among_them() -> None:
    assert set(ISSUE) <= set(UNDECLARED)


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_charsets_are_known_in_every_script(charset: str, language: str) -> None:
    assert text(TEXTS[language].encode(charset)) == TEXTS[language]


def test_each_byte_of_another_charset_is_in_the_audit() -> None:
    data = f"{TEXTS['fr'] * 3}".encode() + "une fenêtre déçue\n".encode("cp1252")
    outcome = decode(Source("a.txt", data))
    assert outcome.value.endswith("une fen\ufffdtre d\ufffd\ufffdue\n")
    assert [finding.code for finding in outcome.findings] == ["ENC-002"] * 3


@pytest.mark.parametrize("length", [3000, 3001])
def test_a_stray_zero_makes_no_chinese_of_english(length: int) -> None:
    data = (TEXTS["en"] * 20).encode("ascii", "ignore")[:length] + b" and \0 then more.\n"
    assert text(data).endswith(" and \ufffd then more.\n")
