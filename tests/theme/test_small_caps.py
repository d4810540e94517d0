"""Small capitals only where the face has them, and a word to whoever asked for them elsewhere."""

from __future__ import annotations

import pytest

from publish.theme.fonts import faces
from publish.theme.load import find_theme, parse_theme, read_css, read_theme
from publish.theme.small_caps import findings, has_small_caps

READER = find_theme("reader", ())


def test_faces_tell_whether_they_have_small_capitals() -> None:
    found = {face.name: has_small_caps(face) for face in faces(("Literata", "Source Sans 3", "JetBrains Mono"))}
    assert found["literata-400"]
    assert found["source-sans-3-600"]
    assert not found["source-sans-3-400-italic"]


def test_the_stock_theme_asks_only_for_what_is_there() -> None:
    assert findings(read_theme(READER)) == ()


@pytest.mark.parametrize(
    ("css", "told"),
    [
        ("figcaption { font-style: italic; font-variant-caps: small-caps }", ("Source Sans 3 italic", "caption")),
        (".callout .label { font-style: italic }", ("Source Sans 3 italic", "label")),
        (
            'code { font-family: "Source Sans 3"; font-style: italic; font-variant: small-caps }',
            ("Source Sans 3", "code"),
        ),
    ],
)
def test_a_theme_that_asks_for_others_is_told(css: str, told: tuple[str, str]) -> None:
    theme = parse_theme(read_css(READER) + css, name="own", place="own.css")
    (finding,) = findings(theme)
    assert all(part in finding.detail for part in ("own.css", *told))
