"""Formulas come out once, as text, however often the page draws them."""

from __future__ import annotations

from publish.model import Code, Mark, Styled, Text
from tests.builders import p
from tests.normalise.fragments import blocks, codes, dropped

SQUARE = "<mrow><msup><mi>x</mi><mn>2</mn></msup></mrow>"
TEX = f'<math><semantics>{SQUARE}<annotation encoding="application/x-tex">x^2</annotation></semantics></math>'
KATEX = (
    f'<span class="katex"><span class="katex-mathml">{TEX}</span>'
    '<span class="katex-html" aria-hidden="true"><span>x</span><sup>2</sup></span></span>'
)


def test_the_tex_of_a_formula_is_its_text() -> None:
    assert blocks(f"<p>where {TEX} grows</p>") == (p("where ", Code("x^2"), " grows"),)
    assert codes(f"<p>where {TEX} grows</p>") == ["MATH-001"]


def test_a_formula_that_is_drawn_too_comes_out_once() -> None:
    assert blocks(f"<p>where {KATEX} grows</p>") == (p("where ", Code("x^2"), " grows"),)
    assert dropped(f"<p>where {KATEX} grows</p>") == ["x2", "x2"]


def test_a_formula_of_its_own_is_a_paragraph() -> None:
    assert blocks(f'<span class="katex-display">{KATEX}</span>') == (p(Code("x^2")),)
    assert blocks(f'<div class="MathJax_Display">{TEX}</div>') == (p(Code("x^2")),)


def test_the_wrapping_and_the_picture_of_an_encyclopaedia_go() -> None:
    math = '<math alttext="x"><semantics><mi>x</mi><annotation encoding="application/x-tex">{\\displaystyle x}</annotation></semantics></math>'
    markup = f'<p>where <span class="mwe-math-element"><span>{math}</span><img src="x.svg" alt="x"></span> grows</p>'
    assert blocks(markup) == (p("where ", Code("x"), " grows"),)


def test_mathml_alone_is_set_on_one_line() -> None:
    fraction = "<mfrac><mi>a</mi><mrow><mi>b</mi><mo>+</mo><mn>1</mn></mrow></mfrac>"
    markup = f"<p><math><mi>y</mi><mo>=</mo>{fraction}<msqrt><mi>z</mi></msqrt>{SQUARE}</math></p>"
    raised = Styled(Mark.SUPERSCRIPT, (Text("2"),))
    assert blocks(markup) == (p("y = a/(b + 1)√zx", raised),)
