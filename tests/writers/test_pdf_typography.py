"""The pages of the PDF as a typographer would measure them."""

from __future__ import annotations

import functools
import io
import itertools
import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from publish.gallery import specimen
from publish.gallery.voices import VOICES
from publish.model import Article, Cell, Code, Publication, Table
from publish.theme.load import find_theme, parse_theme, read_css
from publish.theme.options import StyleOptions
from publish.walk import article_text
from publish.writers.pdf import manuscript, typeset
from tests.builders import article, h, ol, p, ul
from tests.writers.typography import Line, lines

HALF_LINE = 6.75  # pt, of the stock theme on A5
WORD_SPACE = 0.25  # em: what the face has, and what the theme adds to it
TEXT, SIZE = "Literata", 9.75
HYPHENS = ("-", "\u2010", "\x02", "\ufffe")  # as pdfium gives them
TEXTS = VOICES["en-GB"].paragraphs
SAMPLES = Path(__file__).parents[2] / "sources"


def made(publication: Publication, css: str = "", **options: object) -> bytes:
    """The PDF of a book, with a rule of the user's own."""
    style = StyleOptions(**options)  # type: ignore[arg-type]  # named as in StyleOptions
    sheet = read_css(find_theme("reader", ()))
    theme = parse_theme(f"{sheet}\n{css}", name="reader", place="reader.css", options=style)
    (file,) = typeset(manuscript(publication, theme, specimen.assets()))[0].value
    return file.data


def book(*articles: Article) -> Publication:
    return specimen.as_book(articles)


@functools.cache
def plain() -> bytes:
    """Running text with headings and lists, some twenty pages of it."""
    return made(book(*(_essay(number) for number in range(4))))


def _essay(number: int) -> Article:
    """An article of the paragraphs of a sample, from another one on for each number."""
    samples = sorted(SAMPLES.glob("*.txt"))
    text = samples[number % len(samples)].read_text("utf-8")
    long = [line for line in text.split("\n") if len(line) > 200]
    paragraphs = tuple(map(p, long[number:] + long[:number]))
    return article(
        *paragraphs[:3],
        h(2, "What the ledgers leave out", ident="one"),
        *paragraphs[3:6],
        ul("wicks", "telescopes", "the barometer in the kitchen"),
        *paragraphs[6:8],
        h(3, "The inspection", ident="two"),
        *paragraphs[8:],
        ol(TEXTS[0], TEXTS[1]),
        *paragraphs,
        title="The Keeper’s Arithmetic",
    )


def text_lines(data: bytes) -> list[Line]:
    return [line for line in lines(data) if line.font == TEXT and abs(line.size - SIZE) < 0.05]


def test_every_baseline_of_the_text_is_on_the_grid() -> None:
    found = [line for line in text_lines(plain()) if line.page >= 4 and len(line.text) > 4]
    grid = found[0].baseline
    off = [abs((line.baseline - grid) / HALF_LINE - round((line.baseline - grid) / HALF_LINE)) for line in found]
    assert len(found) > 400
    assert max(off) * HALF_LINE <= 0.1


def test_few_lines_are_loose() -> None:
    found = [line for line in text_lines(plain()) if len(line.text) > 20 and line.spaces]
    loose = [line for line in found if statistics.median(line.spaces) > 2.5 * WORD_SPACE * line.size]
    assert len(loose) <= 0.02 * len(found), [line.text for line in loose]


def test_word_spaces_are_never_tighter_than_a_sixth_of_an_em() -> None:
    found = [line for line in text_lines(plain()) if line.spaces]
    assert min(statistics.median(line.spaces) / line.size for line in found) > 0.16


def test_lines_end_at_the_measure() -> None:
    found = [line for line in text_lines(plain()) if len(line.text) > 40]
    edge = statistics.mode(round(line.right, 1) for line in found)
    assert max(line.right for line in found) <= edge + 1  # an f may hang over


def test_no_more_than_two_lines_in_a_row_end_in_a_hyphen() -> None:
    ends = [line.text.endswith(HYPHENS) for line in text_lines(plain())]
    assert any(ends)
    assert max(sum(1 for _ in run) for hyphen, run in itertools.groupby(ends) if hyphen) <= 2


def test_no_paragraph_ends_in_a_short_word_alone() -> None:
    data = made(book(article(*(p(f"{TEXTS[0]} {'x ' * count}it.") for count in range(40)))))
    assert [line.text for line in text_lines(data) if line.text == "it."] == []


def test_narrow_lines_are_ragged() -> None:
    data = made(book(article(*map(p, TEXTS))), css=":root { --base: 17pt; --line: 24pt }")
    found = [line for line in lines(data) if line.font == TEXT and abs(line.size - 17) < 0.1 and len(line.text) > 20]
    assert len({round(line.right) for line in found}) > len(found) / 2


def test_no_hyphen_ends_a_right_hand_page_of_a_printed_book() -> None:
    data = made(book(*(_essay(number) for number in range(6))), sides="two")
    feet: dict[int, Line] = {line.page: line for line in text_lines(data)}
    assert [line.text for page, line in feet.items() if page % 2 == 0 and line.text.endswith(HYPHENS)] == []


# ---- pages ----


def _margins(data: bytes) -> dict[int, float]:
    """The left edge of the text by page."""
    edges: dict[int, float] = {}
    for line in text_lines(data):
        edges[line.page] = min(line.left, edges.get(line.page, 1000.0))
    return edges


def test_a_printed_book_has_mirrored_margins_and_opens_articles_on_right_hand_pages() -> None:
    data = made(book(_essay(0), _essay(1)), sides="two")
    left, right = 62.36, 53.86  # 22 and 19 mm
    edges = _margins(data)
    body = {page: round(edge) for page, edge in edges.items() if 6 <= page < 20}  # a blank page has none
    assert {page % 2: edge for page, edge in body.items()} == {0: round(right), 1: round(left)}
    openings = {
        line.page for line in lines(data) if line.font.startswith("Literata-Display") and line.text.startswith("The")
    }
    assert all(page % 2 == 0 for page in openings)


def test_a_blank_page_says_nothing() -> None:
    data = made(book(_essay(0)), sides="two")
    used = {line.page for line in lines(data)}
    blank = [number for number in range(_count(data)) if number not in used]
    assert 1 in blank  # behind the cover


def test_a_book_for_screens_has_no_blank_page() -> None:
    data = plain()
    assert {line.page for line in lines(data)} == set(range(_count(data)))


def _count(data: bytes) -> int:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)


def test_a_right_to_left_book_is_mirrored() -> None:
    arabic, english = (made(specimen.book(language)) for language in ("ar", "en-GB"))
    places = []
    for data in (arabic, english):
        width = 419.5
        folios = [line for line in lines(data) if line.text == "2" and line.baseline < 60]
        places.append(folios[0].left / width)
    assert places[0] < 0.2 < 0.8 < places[1]


# ---- what is too large ----


def test_nothing_runs_out_of_the_page() -> None:
    document = pypdfium2.PdfDocument(made(specimen.book()))
    for number, page in enumerate(document):
        words = page.get_textpage()
        edges = [words.get_rect(index) for index in range(words.count_rects())]
        assert all(left > 20 and right < page.get_width() - 20 for left, _, right, _ in edges if right > left), number
        words.close()
    document.close()


@pytest.mark.parametrize(("columns", "size"), [(3, (419.5, 595.3)), (9, (595.3, 419.5))])
def test_a_table_too_wide_for_the_page_is_turned(columns: int, size: tuple[float, float]) -> None:
    def row(word: str) -> tuple[Cell, ...]:
        return tuple(Cell((p(f"{word}{number}"),)) for number in range(columns))

    data = made(book(article(p("Before."), Table(columns, (row("Characteristic"),), (row("Light"),)), p("After."))))
    (line, *_) = (line for line in lines(data) if "Light0" in line.text)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        box = pdf.pages[line.page].mediabox
        assert (float(box[2]), float(box[3])) == pytest.approx(size, abs=0.2)


# ---- tags ----


def _counts(data: bytes) -> Counter[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return Counter(str(entry["/S"]) for entry in pdf.objects if _is_element(entry))


def _is_element(entry: object) -> bool:
    return isinstance(entry, pikepdf.Dictionary) and "/S" in entry and str(entry.get("/Type", "")) == "/StructElem"


def test_what_a_page_break_cuts_is_one_element_in_the_structure() -> None:
    rows = tuple((Cell((p(f"Night {number}"),)), Cell((p(str(number)),))) for number in range(90))
    table = Table(2, ((Cell((p("Night"),)), Cell((p("Gills"),))),), rows)
    whole = article(p(" ".join(TEXTS * 9)), table)
    counts = _counts(made(book(whole)))
    assert (counts["/Art"], counts["/Table"], counts["/THead"], counts["/TR"]) == (1, 1, 1, 91)


def test_a_picture_without_words_is_no_part_of_the_text() -> None:
    counts = _counts(made(specimen.book("en-GB")))
    assert counts["/Figure"] == 3  # of the four, one has no alternative text


# ---- copying ----


def _letters(text: str) -> str:
    return re.sub(r"[\s\x02\ufffe\u200b-]", "", text)


def _copied(data: bytes, *, first: int) -> str:
    """What is copied from the pages of a PDF, without running heads and folios."""
    document = pypdfium2.PdfDocument(data)
    found = []
    for page in list(document)[first:]:
        words = page.get_textpage()
        found.append(words.get_text_bounded(0, 60, page.get_width(), page.get_height() - 50))
        words.close()
    document.close()
    return "\n".join(found)


@pytest.mark.parametrize("language", ["en-GB", "hi", "zh"])
def test_copied_text_is_that_of_the_article_in_reading_order(language: str) -> None:
    paragraphs = tuple(p(text) for text in VOICES[language].paragraphs * 6)
    source = article(
        *paragraphs,
        h(2, "Office", ident="x"),
        p("An office, a waffle, a ", Code("wick"), ", fit to fly."),
        language=language,
    )
    assert _letters(article_text(source)) in _letters(_copied(made(book(source)), first=4))


@pytest.mark.parametrize("language", VOICES)
def test_every_glyph_stands_for_something(language: str) -> None:
    with pikepdf.open(io.BytesIO(made(book(article(*map(p, VOICES[language].paragraphs), language=language))))) as pdf:
        maps = [each.ToUnicode.read_bytes() for each in pdf.objects if "/ToUnicode" in _keys(each)]
    assert maps
    assert [found for each in maps for found in re.findall(rb"<\w+> <>", each)] == []


def _keys(item: pikepdf.Object) -> Iterable[str]:
    return item.keys() if isinstance(item, pikepdf.Dictionary) else ()


def test_words_that_a_line_breaks_are_copied_whole() -> None:
    copied = _copied(plain(), first=4)
    assert "\x02" in copied or "\ufffe" in copied  # what pdfium makes of a hyphen that it takes off
    assert "\u2010" not in copied and "\xad" not in copied


@pytest.mark.parametrize("language", ["ar", "he"])
def test_no_letter_is_lost_when_right_to_left_text_is_copied(language: str) -> None:
    source = article(*map(p, VOICES[language].paragraphs), language=language)
    copied = unicodedata.normalize("NFC", _copied(made(book(source)), first=4))
    wanted = Counter(letter for letter in article_text(source) if letter.isalpha())
    assert wanted - Counter(copied) == Counter()


def test_a_space_that_a_line_ends_in_takes_no_room() -> None:
    """The last words of a paragraph are held together, and the space before them is a box of its own."""
    data = made(book(article(*(p(f"{TEXTS[0]} {'so ' * count}many differences.") for count in range(40)))))
    found = list(text_lines(data))
    edge = statistics.mode(round(line.right, 1) for line in found)
    ends = [line for line, after in itertools.pairwise(found) if after.text.startswith(("differences", "many"))]
    assert len(ends) > 5
    assert all(abs(line.right - edge) < 1.5 for line in ends)


@pytest.mark.parametrize("language", ["ar", "he"])
def test_text_from_right_to_left_is_copied_in_reading_order(language: str) -> None:
    source = article(*map(p, VOICES[language].paragraphs * 4), language=language)
    copied = _bare(_copied(made(book(source)), first=4))
    wanted = _bare(article_text(source))
    rest = iter(copied)
    assert all(letter in rest for letter in wanted)  # in this order; folios, running heads and sources stand between
    assert len(copied) < len(wanted) + 100


def _bare(text: str) -> str:
    """The letters of a text without the marks on them, beside which pdfium sees spaces where there are none."""
    return "".join(each for each in unicodedata.normalize("NFD", text) if each.isalpha() and each != "\u0640")
