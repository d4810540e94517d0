"""Hypothesis strategies for sources: text dumps and web pages with every kind of character and furniture."""

from __future__ import annotations

from hypothesis import strategies as st

WORDS = st.sampled_from(
    "the harbour Wall tide stone 1821 café naïve البحر ים 港口 समुद्र 🙂 e\u0301 don't “said” a\u00a0b \u200b -- ... & < > \" '".split(
        " "
    )
)
FURNITURE = st.sampled_from(
    [
        "Share this:",
        "Leave a Reply",
        "0",
        "3 min read",
        "By Maren Aldous",
        "Hook: It begins.",
        "Subheading: Next",
        "Transition: So.",
        "Closing: End.",
        "Related articles",
        "Disclaimer: views are the author's own.",
        "Source: example.org",
        "Did you know? It floats.",
        "FAQ",
        "```",
        "---",
        "> quoted",
        "# A heading",
        "1. One",
        "2. Two",
        "  • Bullet",
        "    • Nested",
        "**bold** and *not",
        "Tell us in the comments below!",
    ]
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=30).map(lambda words: " ".join(words) + ".")
LINES = st.one_of(SENTENCES, FURNITURE, st.text(max_size=40), st.just(""))
DUMPS = st.lists(LINES, min_size=1, max_size=25).map("\n".join)

_TEXT = st.one_of(SENTENCES, FURNITURE, st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20))
_ESCAPED = _TEXT.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;"))
_TAGS = st.sampled_from(
    "div p span b em a li ul ol table tr td th h1 h2 h3 blockquote section article aside nav footer pre code figure "
    "figcaption dl dt dd sup form button template noscript select option svg details main header".split()
)
_MISHAPS = st.sampled_from(
    [
        "<",
        "</",
        "<p",
        "&",
        "&#",
        "<!--",
        "<![CDATA[",
        "</div>",
        "<br>",
        "<br><br>",
        "<table>",
        "\x00",
        "<img src=x alt=y>",
    ]
)


def _element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    closed = st.builds(lambda tag, inner: f"<{tag}>{''.join(inner)}</{tag}>", _TAGS, st.lists(children, max_size=4))
    unclosed = st.builds(lambda tag, inner: f"<{tag}>{inner}", _TAGS, children)
    return st.one_of(closed, unclosed)


PAGES = st.lists(st.recursive(st.one_of(_ESCAPED, _MISHAPS), _element, max_leaves=20), min_size=1, max_size=8).map(
    "".join
)
