from __future__ import annotations

from tests.builders import MORE_PROSE, PROSE, kept, removed, web

ARTICLE = (
    f"<h1>The Wall</h1><p>{PROSE}</p><p>{MORE_PROSE}</p><blockquote><p>{PROSE}</p><footer>A pilot</footer></blockquote>"
)


def whole(before: str = "", inside: str = "", after: str = "") -> str:
    return f"<title>The Wall</title><body>{before}<div class='page'><main><article>{ARTICLE}{inside}</article></main></div>{after}</body>"


def test_navigation_footer_and_sidebar_go() -> None:
    source = web(
        whole(
            "<nav><a href='/'>Home</a></nav>",
            after="<aside>A side story of some length.</aside><footer>© 2020</footer>",
        )
    )
    assert kept(source) == [PROSE, MORE_PROSE, PROSE, "A pilot"]


def test_furniture_inside_the_article_goes_by_its_class() -> None:
    source = web(
        whole(inside="<div class='social-share'><p>Pass it on</p></div><div class='newsletter-box'>Our letter</div>")
    )
    assert {("page-furniture", "Pass it on"), ("page-furniture", "Our letter")} <= set(removed(source))


def test_a_wrapper_with_a_telling_class_is_no_furniture() -> None:
    source = web(f"<title>The Wall</title><div class='has-sidebar share-enabled'><article>{ARTICLE}</article></div>")
    assert PROSE in kept(source)


def test_hidden_text_controls_and_templates_are_logged() -> None:
    source = web(whole("<p hidden>Secret</p><button>Go</button><template>Later</template>"))
    assert {("hidden", "Secret"), ("form-control", "Go"), ("not-shown", "Later")} <= set(removed(source))


def test_every_word_of_a_page_is_kept_or_logged() -> None:
    source = web(whole("<nav>Home</nav>", "<p>A&amp;B <b>bold</b></p><table>stray<tr><td>cell</table>", "<footer>foot"))
    words = " ".join([*kept(source), *(text for _, text in removed(source))])
    assert all(word in words for word in ("Home", "A&B bold", "stray", "cell", "foot"))
