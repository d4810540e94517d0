from __future__ import annotations

import re

from publish.clean import CleanRules, clean
from publish.passages import Place
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
    assert {("page-furniture", "Pass it on"), ("newsletter", "Our letter")} <= set(removed(source))


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


TABLE = "<table><tr><th>Tower<th>Lit</tr><tr><td>Bell Rock<td>1811</tr><tr><td>Fastnet<td>1904</tr></table>"


def test_tables_code_and_quotations_between_paragraphs_stay_whole() -> None:
    inside = f"<p>{PROSE}</p>{TABLE}<pre>tide = moon + sun</pre><blockquote><p>Mind the gap.</p></blockquote><p>{MORE_PROSE}</p>"
    texts = kept(web(whole(inside=inside)))
    assert {"Tower", "Bell Rock", "1904", "tide = moon + sun", "Mind the gap."} <= set(texts)


def test_a_caption_stays_with_its_picture() -> None:
    figure = "<figure><img src='a.png' alt='A tower'><figcaption>The tower in 1811</figcaption></figure>"
    assert "The tower in 1811" in kept(web(whole(inside=f"<p>{PROSE}</p>{figure}<p>{MORE_PROSE}</p>")))


def test_a_removal_says_where_the_text_stood_and_how_likely_it_was_article() -> None:
    found = clean(
        web(whole("<div class='top-banner'><p>Our big spring sale starts today</p></div>")), CleanRules()
    ).removals
    (sale,) = (removal for removal in found if removal.text.startswith("Our big"))
    assert re.fullmatch(r"in div\.top-banner \(score 0\.\d\d\)", sale.reason)


def test_a_scrap_of_a_page_is_not_judged_by_its_looks() -> None:
    assert kept(web("<div class='share'><p>Two words</p></div>")) == ["Two words"]


def test_what_is_said_of_an_authors_box_becomes_end_matter() -> None:
    box = "<div class='author-bio'><p>Ada Penhale keeps the light on the rock and writes about it.</p></div>"
    page = clean(web(whole(after=box)), CleanRules()).value
    assert [passage.text for passage in page.passages if passage.place is Place.NOTE] == [
        "Ada Penhale keeps the light on the rock and writes about it."
    ]


def test_a_box_to_subscribe_in_goes_whole_by_its_name() -> None:
    box = (
        "<aside class='c-subscribe'><h3>One long read every second Friday</h3><p>Free for the first month.</p></aside>"
    )
    found = removed(web(whole(inside=f"<p>{PROSE}</p>{box}<p>{MORE_PROSE}</p>")))
    assert {("newsletter", "One long read every second Friday"), ("newsletter", "Free for the first month.")} <= set(
        found
    )


def test_a_page_about_newsletters_keeps_its_text() -> None:
    page = f"<title>The Wall</title><div class='newsletter-article'><article>{ARTICLE}</article></div>"
    assert PROSE in kept(web(page))
