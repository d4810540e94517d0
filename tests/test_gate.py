"""Nothing active is ever written: the last look at generated markup finds whatever our own care might have missed."""

from __future__ import annotations

from typing import Any

import pytest

from publish.errors import PublishError
from publish.gate import refuse_active
from publish.model import Direction
from publish.report import report_files
from publish.writers.epub_documents import Document, xhtml

OURS = (
    '<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><title>a: b = c</title></head><body>'
    '<section class="article" id="a1"><p>javascript:alert(1) onclick="x" &lt;script&gt; href=data: <a href="#a2">x</a> '
    '<a href="https://example.org/?a=b&amp;c">y</a><img src="picture.png" alt=""/><br/></p>{}</section></body></html>'
)


def test_what_we_make_goes_through_as_it_is() -> None:
    assert refuse_active(OURS.format(""), "a.xhtml") == OURS.format("")


@pytest.mark.parametrize(
    "active",
    [
        "<script>x</script>",
        "<p onclick=x>p</p>",
        "<P ONCLICK='x'>p</P>",
        "<a href='javascript:x'>a</a>",
        "<a href=' java&#115;cript:x'>a</a>",
        "<a href='&#x6a;avascript&colon;x'>a</a>",
        "<a href='file:///x'>a</a>",
        "<img src='data:image/png,x'>",
        "<iframe src=x></iframe>",
        "<object data=x></object>",
        "<form action=x></form>",
        "<svg><a xlink:href=x>a</a></svg>",
        "<math><mi>x</mi></math>",
        "<meta http-equiv=refresh content=x>",
        "<base href=x>",
        "<video src=x></video>",
        "<x-unknown>x</x-unknown>",
    ],
)
def test_anything_active_is_refused(active: str) -> None:
    with pytest.raises(PublishError, match=r"^a\.xhtml would hold active content"):
        refuse_active(OURS.format(active), "a.xhtml")


def test_the_documents_of_an_epub_and_the_report_go_through_the_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that leaks stops the build: the gate stands where files are written, not beside the road to them."""
    leak = "<p><script>x</script></p>"
    with pytest.raises(PublishError, match=r"^a\.xhtml would hold active content"):
        xhtml(Document("a.xhtml", "A", leak, "en", Direction.LTR))
    monkeypatch.setattr("publish.report.report_html", lambda _: iter(["<p>good</p>", leak]))
    monkeypatch.setattr("publish.report.report_json", lambda _: {})
    report: Any = None
    with pytest.raises(PublishError, match=r"^report\.html would hold active content"):
        report_files(report)
