"""Program code, through the markup of the usual highlighters."""

from __future__ import annotations

import pytest

from publish.model import CodeBlock
from tests.builders import p
from tests.normalise.fragments import blocks

CODE = "def f(x):\n\treturn x\n\nf(1)"


@pytest.mark.parametrize(
    ("markup", "language"),
    [
        (f'<pre><code class="language-python">{CODE}</code></pre>', "python"),
        (f'<pre class="lang-py prettyprint">{CODE}</pre>', "py"),
        (f'<div class="language-ruby highlighter-rouge"><div class="highlight"><pre>{CODE}</pre></div></div>', "ruby"),
        (f'<div class="highlight highlight-source-shell"><pre>{CODE}</pre></div>', "shell"),
        (f'<div class="highlight-python notranslate"><div><pre>{CODE}</pre></div></div>', "python"),
        (f'<pre><code class="hljs rust">{CODE}</code></pre>', "rust"),
        (f'<pre class="brush: java; gutter: false">{CODE}</pre>', "java"),
        (f'<pre class="sourceCode haskell"><code>{CODE}</code></pre>', "haskell"),
        (f'<pre data-lang="C++">{CODE}</pre>', "c++"),
        (f'<pre data-language="typescript">{CODE}</pre>', "typescript"),
        (f'<pre><code class="language-plaintext">{CODE}</code></pre>', None),
        (f"<pre>{CODE}</pre>", None),
    ],
)
def test_the_language_is_what_the_highlighter_says(markup: str, language: str | None) -> None:
    assert blocks(markup) == (CodeBlock(CODE, language),)


@pytest.mark.parametrize(
    "markup",
    [
        '<pre><span class="lineno">1</span>one\n<span class="lineno">2</span>  two</pre>',
        '<pre>one<br>  two<span class="line-numbers-rows"><span>1</span><span>2</span></span></pre>',
        '<pre><div class="line">one</div><div class="line">  two</div></pre>',
        '<pre class="shiki"><code><span class="line">one</span>\n<span class="line">  two</span></code></pre>',
        '<pre><code><span class="code-line">one</span><span class="code-line">  two</span></code></pre>',
        '<pre>one<span>\n</span><span class="w">  </span><span>two</span></pre>',
        '<table class="rouge-table"><tr><td class="rouge-gutter gl"><pre>1\n2</pre><td class="rouge-code"><pre>one\n  two</pre></table>',
        "<table><tr><td><pre>1\n2</pre><td><pre>one\n  two</pre></table>",
        (
            '<div class="highlight"><table class="highlighttable"><tr><td class="linenos"><div class="linenodiv"><pre>1\n2</pre></div>'
            '<td class="code"><pre>one\n  two</pre></table></div>'
        ),
        (
            '<pre><code><table class="hljs-ln"><tr><td class="hljs-ln-numbers">1<td>one<tr><td class="hljs-ln-numbers">2<td>  two</table>'
            "</code></pre>"
        ),
        "<p><code>one<br>  two</code></p>",
    ],
)
def test_lines_stay_and_their_numbers_go(markup: str) -> None:
    assert blocks(markup) == (CodeBlock("one\n  two"),)


def test_numbers_that_are_code_stay() -> None:
    assert blocks("<pre>1 2\n3 4</pre>") == (CodeBlock("1 2\n3 4"),)


def test_words_in_marks_of_their_own_stay_apart() -> None:
    assert blocks("<p>like<span> </span><span>sand</span></p>") == (p("like sand"),)
