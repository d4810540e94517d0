"""Cover, title page, colophon, running heads and the list of sources, measured on the pages."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from pypdfium2 import raw

from publish.gallery.specimen import LONG_URL
from publish.model import Article, BookMeta, Meta, Part, Publication
from publish.theme.cascade import cascade
from publish.theme.load import find_theme, read_theme
from publish.theme.options import StyleOptions
from publish.theme.roles import StyleRole
from publish.walk import running_head, split_title
from publish.writers.front_matter import outlets
from publish.writers.title_sizes import SIZES, cover_plan, title_size
from publish.writers.wording import unknown_origin, wording_for
from tests.builders import PROSE, article, p
from tests.writers.test_pdf import LONG, made, texts
from tests.writers.typography import lines

WORDS = "The keeper counted every gill of oil that burned and wrote it on a slate before the dawn of each day "
SIGNS = "守塔人每晚都要仔细计算燃烧的灯油并在黎明之前把数字写在石板上"
HEIGHT = 210 * 72 / 25.4


def book(title: str, *articles: Article, language: str = "en-GB", **more: object) -> Publication:
    meta = BookMeta(title=title, name="book", date="2024-09-14", language=language)
    return Publication(replace(meta, **more), (Part(None, articles or (article(p(PROSE)),)),))  # type: ignore[arg-type]  # fields of the test


def told(**fields: object) -> Article:
    return replace(article(*LONG), meta=replace(Meta("An Article", language="en-GB"), **fields))  # type: ignore[arg-type]  # fields of the test


def head_and_leaves(data: bytes) -> tuple[float, float]:
    """How far above the foot of the cover the last words of its head end, and its first leaf begins."""
    page = pypdfium2.PdfDocument(data)[0]
    leaves = [shape.get_bounds() for shape in page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,))]
    tops = [top for _, low, _, top in leaves if top - low < 2]
    words = page.get_textpage()
    boxes = [words.get_charbox(n) for n in range(words.count_chars()) if words.get_text_range(n, 1).strip()]
    return min(box[1] for box in boxes if box[1] > HEIGHT * 0.17), max(tops, default=0.0)


@pytest.mark.parametrize("text", [WORDS * 3, SIGNS * 8, "x" * 200])
@pytest.mark.parametrize("length", [3, 60, 120, 200])
def test_no_title_runs_out_of_the_cover_or_meets_its_leaves(text: str, length: int) -> None:
    articles = tuple(article(p(PROSE * n)) for n in range(1, 30))
    title = text[:length].strip()
    data, _ = made(book(title, *articles, subtitle=text[:90], authors=("Ada Penhale", "Grace Okafor")))
    head, leaves = head_and_leaves(data)
    assert head > leaves
    assert re.sub(r"\s", "", texts(data)[1]).replace("\x02", "").startswith(re.sub(r"[\s]", "", title)[:20])
    with pikepdf.open(io.BytesIO(data)) as pdf:  # title page and colophon take one page each
        assert str(pdf.pages[3].label) == "iv" and "Contents" in texts(data)[3]


def test_a_longer_title_is_set_smaller_and_chinese_signs_count_twice() -> None:
    assert [title_size("x" * length) for length in (3, 60, 120, 200)] == list(SIZES)
    assert title_size("字" * 60) == "longer"


def test_leaves_go_where_the_head_of_the_cover_needs_their_room() -> None:
    whole = cascade(read_theme(find_theme("reader", ())))
    assert cover_plan("Sea", (), 24, whole) == ("", 24)
    size, leaves = cover_plan("x" * 400, ((StyleRole.COVER_SUBTITLE, "y" * 300),), 24, whole)
    assert size == "longest" and 0 <= leaves < 24
    assert cover_plan("x" * 5000, (), 24, whole) == ("longest", 0)


def test_the_title_page_shows_both_parts_of_a_title() -> None:
    data, _ = made(book("Tide and Stone: Six Pieces on Harbours"))
    sizes = {line.text.strip(" :"): round(line.size, 1) for line in lines(data) if line.page == 1}
    assert sizes["Tide and Stone"] > sizes["Six Pieces on Harbours"]
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
        assert outline.root[0].title == "Tide and Stone: Six Pieces on Harbours"


@pytest.mark.parametrize(
    ("title", "halves"),
    [
        ("守塔人的算术：一座灯塔如何计算灯油", ("守塔人的算术", "一座灯塔如何计算灯油")),
        ("第一章：海", ("第一章：海", "")),
    ],
)
def test_a_chinese_title_has_two_parts_too(title: str, halves: tuple[str, str]) -> None:
    assert split_title(title) == halves


def test_the_colophon_tells_sources_fonts_licences_and_claims_no_rights() -> None:
    data, _ = made(
        book("A Book", told(publication="The Harbour Review"), told(url="https://www.example.org/x", title="شكل"))
    )
    text = texts(data)[2].replace("\r\n", " ")
    assert "Sources: The Harbour Review, example.org." in text
    assert "Rights remain with the authors and publishers." in text
    assert "Literata, Source Sans 3" in text and "SIL Open Font License" in text
    given, _ = made(book("A Book", rights="As agreed"))
    assert "As agreed" in texts(given)[2] and "Rights remain" not in texts(given)[2]


def test_a_long_colophon_stays_on_its_page() -> None:
    data, _ = made(book(WORDS * 2, rights=WORDS * 9))
    assert "Contents" in texts(data)[3] and "Compiled" in texts(data)[2]


def test_outlets_are_named_once_and_never_invented() -> None:
    articles = (told(site="Tides"), told(site="Tides"), told())
    assert outlets(book("A Book", *articles)) == ("Tides",)
    assert "Sources:" not in texts(made(book("A Book", told()))[0])[2]


def test_running_heads_do_not_meet() -> None:
    title = "The incompressible costs of every lighthouse between here and there"
    data, pagination = made(book(f"Uncommonly {title}", told(title=title), told()))
    head = [line for line in lines(data) if line.page == 5 and line.baseline > HEIGHT - 20 * 72 / 25.4]
    heads = [line for line in head if line.size < 9]
    assert len(heads) == 1  # one line, with a gap in it that is wider than words have
    assert max(heads[0].spaces) > 20
    assert heads[0].text.strip().endswith("…")
    assert pagination.pages == len(texts(data))


def test_a_running_head_of_chinese_signs_is_half_as_long() -> None:
    assert running_head(SIGNS) == f"{SIGNS[:24]} …"


@pytest.mark.parametrize("sides", ["one", "two"])
def test_title_page_colophon_and_blank_pages_have_no_folio(sides: str) -> None:
    data, _ = made(book("A Book", told(), told()), StyleOptions(sides=sides))
    pages = texts(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        labels = [str(page.label) for page in pdf.pages]
    for text, label in list(zip(pages, labels, strict=True))[1:]:
        shows = re.search(rf"(?:^|\s){label}\s*$", text.strip()) is not None
        is_bare = not text.strip() or "Compiled with" in text or "14 September" in text
        assert shows is not is_bare, (label, text)


@pytest.mark.parametrize(
    ("meta", "words"),
    [
        (Meta("T", authors=("A",), site="S"), ""),
        (Meta("T", authors=("A",)), "source unknown"),
        (Meta("T", url="https://example.org/"), "author unknown"),
        (Meta("T"), "author and source unknown"),
    ],
)
def test_what_is_not_known_of_a_source_is_said(meta: Meta, words: str) -> None:
    assert unknown_origin(meta, wording_for("en")) == words


def test_a_source_names_all_that_is_known_and_its_address_stays_in_the_measure() -> None:
    whole = told(authors=("Ada Penhale",), publication="The Review", published="2024-03-08", url=LONG_URL)
    data, pagination = made(book("A Book", whole))
    text = re.sub(r"\s+", "", texts(data)[-1].replace("\x02", "-"))
    assert f"AdaPenhale:AnArticle.TheReview,8March2024.{LONG_URL}.page{pagination.folios['a1']}" in text
    last = pagination.pages - 1
    assert max(line.right for line in lines(data) if line.page == last) <= (20.5 + 107) * 72 / 25.4 + 1


def test_every_page_of_the_sources_but_the_first_has_running_heads() -> None:
    data, pagination = made(book("A Book", *(told(title=f"Article {n}", url=LONG_URL) for n in range(30))))
    pages = texts(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        start = [str(page.label) for page in pdf.pages].index(pagination.folios["sources"])
    assert len(pages) > start + 2
    for page in pages[start + 1 :]:
        assert "A Book" in page and "Sources" in page


def test_a_running_head_against_the_direction_of_the_book_stays_in_order() -> None:
    foreign = article(*LONG, title="1. The Harbour Wall")
    data, _ = made(book("كتاب", foreign, language="ar"))
    page = pypdfium2.PdfDocument(data)[5]
    words = page.get_textpage()
    top = page.get_height() - 60
    signs = {words.get_text_range(at, 1): words.get_charbox(at) for at in range(words.count_chars())}
    head = {sign: box[0] for sign, box in signs.items() if box[1] > top}
    assert head["1"] < head["T"] < head["W"]
