"""No word is lost or gained between a page and the model, whatever stands in what: notes, tables, code, formulas."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from publish.clean import CleanRules, clean
from publish.errors import SourceError
from publish.normalise import normalise
from tests.builders import web

_TAGS = st.sampled_from(
    """div p span a em code pre table tbody tfoot tr td th caption ul ol li dl dt dd figure figcaption picture noscript
    sup blockquote footer cite aside details summary h2 math semantics annotation mi msup mfrac q label small""".split()
)
_CLASSES = st.sampled_from(
    """caption note callout lineno line katex katex-html emoji gallery footnote footnote-ref mw-cite-backlink
    highlighttable hljs-ln admonition-title headerlink""".split()
)
_WORDS = st.sampled_from(["low water ", "1", "[1] ", " ", "\n", "— a pilot", "&nbsp;", "^ ", "a: b ", "<br>", "<hr>",
                          '<img src="a.png" alt="x">', '<iframe src="https://youtu.be/a" title="A film"></iframe>'])  # fmt: skip
_LINKS = st.builds('<a href="#n{}" id="n{}">{}</a>'.format, st.integers(0, 3), st.integers(0, 3), _WORDS)


def _element(tag: str, name: str | None, number: int | None, inner: list[str]) -> str:
    names = (f' class="{name}"' if name else "") + ("" if number is None else f' id="n{number}"')
    return f"<{tag}{names}>{''.join(inner)}</{tag}>"


def _nested(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    inner = st.lists(children, min_size=1, max_size=4)
    return st.builds(_element, _TAGS, st.none() | _CLASSES, st.none() | st.integers(0, 3), inner)


@given(st.recursive(_WORDS | _LINKS, _nested, max_leaves=30))
def test_every_word_of_a_fragment_is_accounted_for(markup: str) -> None:
    try:
        normalise(clean(web(f"<p>At low water.</p>{markup}"), CleanRules()).value)  # which checks the law itself
    except SourceError:
        return
