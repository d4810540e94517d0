"""Features of fonts are set, and lines that have them leave nothing behind."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from publish.theme.load import find_theme, read_theme
from publish.writers.pdf_engine import press_for, style_for
from publish.writers.pdf_pango import styles_kept

TEXT = '<main id="text"><article class="article"><p>It was 1984.</p></article></main>'


def memory() -> int:
    """Bytes of this process that are in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


def style_of_text() -> Any:
    """The style of the words of a paragraph, which has old-style figures, as WeasyPrint computes it."""
    press = press_for(style_for(read_theme(find_theme("reader", ())), ' lang="en"', TEXT, "right"))
    (page, *_) = press.render(press.source(TEXT)).pages
    return next(box.style for box in page._page_box.descendants() if getattr(box, "text", "").startswith("It"))


@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is read from /proc")
def test_lines_leave_nothing_behind() -> None:
    from weasyprint.text.line_break import Layout

    style = style_of_text()
    assert style["font_variant_numeric"] != "normal"
    with styles_kept():
        for _ in range(1_000):
            Layout(style).set_text("1984")
        before = memory()
        for _ in range(20_000):
            Layout(style).set_text("1984")
    assert memory() - before < 500_000  # else 3 megabytes


def test_figures_are_as_wide_as_without_it() -> None:
    from weasyprint.text.line_break import Layout, line_size

    def width() -> float:
        line = Layout(style)
        line.set_text("1984")
        return float(line_size(line.get_first_line()[0], style)[0])

    style = style_of_text()
    before = width()
    with styles_kept():
        assert width() == before
    style["font_variant_numeric"] = "normal"
    assert width() != before


def test_it_leaves_weasyprint_as_it_was() -> None:
    from weasyprint.text import line_break

    before = line_break.font_features, line_break.Layout.setup
    with styles_kept():
        assert line_break.Layout.setup is not before[1]
    assert (line_break.font_features, line_break.Layout.setup) == before
