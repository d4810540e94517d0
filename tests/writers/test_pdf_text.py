"""Shown text is shortened, and stands where it stood."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.writers.pdf_text import drawn_apart, shown

SPACE = b"0020"
RUNS = st.lists(st.sampled_from([SPACE, b"0041", b"2829", b"0d5c", b"fe0d"]), max_size=3).map(b"".join)
MOVES = st.one_of(
    st.just(b"0"), st.integers(-300, 300).map(b"%d".__mod__), st.floats(-90, 90).map(lambda n: str(n).encode())
)


def operator(pieces: list[tuple[bytes, bytes]]) -> bytes:
    return b"[%b] TJ" % b"".join(b"<%b>%b" % piece for piece in pieces)


def read(item: bytes) -> list[tuple[bytes, float]]:
    """The glyphs that an operator shows, as hexadecimal figures, each with the moves before it added up."""
    found, moved = [], 0.0
    for hexadecimal, string, number in re.findall(
        rb"<([^>]*)>|\(((?:[^\\()]|\\.)*)\)|(-?[\d.]+(?:e-?\d+)?)", item, re.S
    ):
        if number:
            moved += float(number)
        plain = re.sub(rb"\\(.)", lambda escaped: b"\r" if escaped[1] == b"r" else escaped[1], string, flags=re.S)
        glyphs = hexadecimal or plain.hex().encode()
        found += [(glyphs[place : place + 4], moved) for place in range(0, len(glyphs), 4)]
    return [*found, (b"", moved)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"[<0041>0<0042>0] TJ", b"[(\0A\0B)]TJ"),
        (b"[<0041>9<>-2.6<0042>0] TJ", b"[(\0A)6(\0B)]TJ"),
        (b"[<0041>-63.3<0020>-60<0042>] TJ", b"[(\0A\0 )-123(\0B)]TJ"),
        (b"[<0028>0<290d>0<005c>] TJ", rb"[(" + b"\0\\(\\)\\r\0\\\\" + b")]TJ"),
        (b"[-12<0041>] TJ", b"[-12(\0A)]TJ"),
        (b"[<0041>30] TJ", b"[(\0A)30]TJ"),
        (b"[] TJ", b"[]TJ"),
    ],
)
def test_texts(before: bytes, after: bytes) -> None:
    assert shown(before, {SPACE}) == after


@given(st.lists(st.tuples(RUNS, MOVES), max_size=20))
def test_glyphs_stay_where_they_were(pieces: list[tuple[bytes, bytes]]) -> None:
    before, after = read(operator(pieces)), read(shown(operator(pieces), {SPACE}))
    assert [glyph for glyph, _ in before] == [glyph for glyph, _ in after]
    for (glyph, place), (_, now) in zip(before, after, strict=True):
        assert glyph == SPACE or abs(place - now) <= 0.5


@pytest.mark.parametrize(
    ("content", "streams"),
    [
        ("q|1 0 0 1 0 0 cm|q|q|A|Q|Q|q|B|Q|Q", ["q|1 0 0 1 0 0 cm", "q|q|A|Q|Q", "q|B|Q", "Q"]),
        ("q|A|Q", ["q|A|Q"]),
        ("q|A|q|B|Q|Q", ["q|A|q|B|Q|Q"]),
        ("q|q|A|Q|C|q|B|Q|Q", ["q|q|A|Q|C|q|B|Q|Q"]),
        ("A", ["A"]),
        ("q|q|Q|Q", []),
    ],
)
def test_what_is_drawn_apart(content: str, streams: list[str]) -> None:
    found = drawn_apart([item.encode() for item in content.split("|")])
    assert [each.decode().replace("\n", "|") for each in found] == [f"{stream}|" for stream in streams]
