"""The style that the README shows works as it stands, in every format."""

from __future__ import annotations

import re
from pathlib import Path

from publish.theme.cascade import cascade
from publish.theme.fonts import face_bytes, faces
from publish.theme.load import find_theme, read_theme
from publish.theme.roles import StyleRole
from publish.writers.pdf_theme import noticed
from tests.drawn import quarters, saved
from tests.projects import write

README = Path(__file__).resolve().parents[2] / "README.md"


def test_the_style_of_the_readme_is_one(tmp_path: Path) -> None:
    (css,) = re.findall(r"^```css\n(.*?)^```$", README.read_text("utf-8"), re.M | re.S)
    font = face_bytes(faces(("Amiri",))[2])
    write(tmp_path / "styles/house", {"theme.css": css, "fonts/House-Bold.ttf": font, "cover.png": saved(quarters())})
    theme = read_theme(find_theme("house", (tmp_path / "styles",)), project=tmp_path)
    styles = cascade(theme).styles
    assert noticed(theme) == theme.findings == ()
    assert [face.family for face in theme.faces] == ["House"]
    assert (styles[StyleRole.HEADING_2].families, styles[StyleRole.HEADING_2].colour) == (("Arial",), "1D5C3A")
    assert styles[StyleRole.LIST_BULLET_1].marker == "→ "
