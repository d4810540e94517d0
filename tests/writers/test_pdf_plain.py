"""Articles that cannot be set: they cost themselves, not the book, and are told of."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from publish.errors import MachineError
from publish.limits import UNLIMITED, Limits
from publish.model import (
    Article,
    Block,
    BookMeta,
    Cell,
    Footnote,
    List,
    ListItem,
    Meta,
    Part,
    Provenance,
    Publication,
    Quote,
    Table,
)
from publish.theme.load import find_theme, read_theme
from publish.theme.options import StyleOptions
from publish.walk import article_text, blocks_lines
from publish.workers import workers
from publish.writers import pdf
from publish.writers.pdf import laid_out
from publish.writers.pdf_cost import allowed, expected_seconds
from publish.writers.pdf_engine import Laid, Sheet
from publish.writers.pdf_plain import (
    LONGEST_LINE,
    PLAIN_SHARE,
    Unset,
    lay_out_article,
    lay_out_plainly,
    limits_of,
    nowhere,
    plainly,
    too_long,
)
from publish.writing import write_all
from tests.builders import PROSE, h, p

_WORDS = PROSE.split()


def article(*blocks: Block, name: str = "a.txt") -> Article:
    notes = (Footnote("1", (p("A note."),)),)
    return Article(Meta("The Wall"), blocks, Provenance(name, "0" * 64), (p("About the author."),), notes)


TABLE = Table(2, (), ((Cell((p("one"),)), Cell((p("two"),))),))
RICH = article(h(2, "A Part"), Quote((p("Quoted."),)), List(ordered=False, items=(ListItem((p("An item."),)),)), TABLE)


def test_a_plain_article_has_the_same_words() -> None:
    plain = plainly(RICH)
    expected = [*blocks_lines(RICH.blocks), "About the author.", "A note."]
    words = " ".join(expected).replace("\t", " ").split()
    assert " ".join((*blocks_lines(plain.blocks), *blocks_lines(plain.end_matter))).replace("\t", " ").split() == words
    assert plain.footnotes == ()
    assert plainly(plain) == plain


def test_a_plain_article_has_paragraphs_of_ordinary_length() -> None:
    plain = plainly(article(p("word " * 10_000)))
    assert max(len(article_text(article(block))) for block in plain.blocks) < LONGEST_LINE + 100
    assert len(plain.blocks) == 10


def test_limits_follow_the_length_up_to_those_of_a_source() -> None:
    for_article, for_plain = limits_of(lay_out_article, Limits(cpu=20)), limits_of(lay_out_plainly, Limits(cpu=20))
    assert for_article is not None
    assert for_plain is not None
    sheets = [Sheet("a1", text) for text in ("<p>short</p>", "word " * 12_000, "港" * 20_000, "<br/>" * 20_000)]
    assert [for_article(sheet).cpu for sheet in sheets] == [5, 12, 12, 12]
    assert [for_plain(sheet).cpu for sheet in sheets] == [5, 9, 9, 12]
    assert limits_of(laid_out, Limits(cpu=20)) is None


def test_what_takes_too_long_in_any_case_is_not_tried() -> None:
    why = too_long(Sheet("a1", "word " * 200_000), Limits(cpu=20))
    assert why is not None
    assert "[limits] cpu" in why.reason
    assert too_long(Sheet("a1", "word " * 200_000), UNLIMITED) is None
    assert too_long(Sheet("a1", "word " * 40_000), Limits(cpu=20)) is None
    assert too_long(Sheet("a1", "word " * 40_000), Limits(cpu=20), share=PLAIN_SHARE) is not None


def novel(*, letters: int, paragraph: int = 500) -> Sheet:
    """Paragraphs of words by chance."""
    chance = random.Random(1)
    words = (" ".join(chance.choices(_WORDS, k=paragraph // 5))[:paragraph] for _ in range(letters // paragraph))
    return Sheet("a1", "".join(f'<p class="a">{each}</p>' for each in words))


def test_limits_grow_with_what_somebody_wrote() -> None:
    for_article, limits = limits_of(lay_out_article, Limits()), Limits()
    assert for_article is not None
    sheet = novel(letters=2_000_000)
    given = for_article(sheet)
    assert given == Limits(cpu=150, time=750, memory=2131)
    assert expected_seconds(sheet) < 0.75 * (given.cpu or 0)
    assert too_long(sheet, limits) is None
    assert too_long(sheet, limits, share=PLAIN_SHARE) is None


@pytest.mark.parametrize(
    "sheet",
    [
        Sheet("a1", "<p>A line of words.</p>" * 100_000),
        Sheet("a1", f"<p>{'word ' * 400_000}</p>"),
        Sheet("a1", "".join(f"<p>{number}{' word' * 1_000}</p>" for number in range(400))),
        Sheet("a1", "".join(f"<table><td>{number}</table>" for number in range(50_000))),
        Sheet("a1", "".join(f"<p>{number}{'x' * 2_000}</p>" for number in range(1_000))),
        Sheet("a1", "".join(f"<p>[{number}]: x{number}</p>" for number in range(20_000))),
    ],
)
def test_limits_do_not_grow_with_what_is_only_long(sheet: Sheet) -> None:
    assert too_long(sheet, Limits()) is not None


def test_limits_grow_to_an_end() -> None:
    given = allowed(novel(letters=20_000_000, paragraph=10_000), Limits(), share=0.75)
    assert given == Limits(cpu=690, time=2760, memory=6424)
    assert allowed(novel(letters=2_000_000), Limits(cpu=20, time=None, memory=None), share=0.75).memory is None
    assert allowed(novel(letters=2_000_000), UNLIMITED, share=0.75) == UNLIMITED


def test_what_weasyprint_fails_on_is_a_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("publish.writers.pdf_engine._laid_out", broken)
    style: Any = None
    monkeypatch.setattr("publish.writers.pdf_engine.press_for", lambda _: None)
    assert lay_out_article(Sheet("a1", ""), style, {}) == Unset("WeasyPrint failed on it with RecursionError")


def broken(*_: object) -> Laid:
    raise RecursionError


def book(*articles: Article) -> Publication:
    return Publication(BookMeta("Tide", "tide", "2024-01-01"), (Part(None, articles),))


@pytest.mark.parametrize(
    ("fails", "code", "words"),
    [(("Quoted",), "PDF-004", "set plainly"), (("Quoted", "item"), "PDF-005", "not in the PDF")],
)
def test_one_article_that_cannot_be_set_costs_itself(fails: tuple[str, ...], code: str, words: str) -> None:
    """The quotation can be set by nobody here; plainly it is a paragraph."""

    def work(function: Callable[..., Any], calls: Iterable[tuple[Any, ...]]) -> list[Any]:
        return [Unset("no reason") if _fails(call[0], fails) else function(*call) for call in calls]

    theme = read_theme(find_theme("reader", ()), StyleOptions())
    made = laid_out(pdf.manuscript(book(article(p(PROSE)), RICH), theme, {}), work)
    found = [
        finding
        for finding in made.findings
        if finding.code.startswith("PDF-00") and finding.severity.value == "warning"
    ]
    assert [finding.code for finding in found] == [code]
    assert words in found[0].detail
    assert found[0].detail.startswith("a.txt: ")
    assert len(made.parts) == 4  # front matter, two articles, sources


def test_a_page_that_opens_a_part_and_cannot_be_set_is_told_of() -> None:
    def work(function: Callable[..., Any], calls: Iterable[tuple[Any, ...]]) -> list[Any]:
        return [Unset("no reason") if call[0].name.startswith("part") else function(*call) for call in calls]

    parted = Publication(BookMeta("Tide", "tide", "2024-01-01"), (Part("Shores", (article(p(PROSE)),)),))
    theme = read_theme(find_theme("reader", ()), StyleOptions())
    with pytest.raises(MachineError, match="no reason"):
        laid_out(pdf.manuscript(parted, theme, {}), work)


def _fails(sheet: Any, fails: tuple[str, ...]) -> bool:
    if not isinstance(sheet, Sheet) or sheet.name != "a2":
        return False
    return "blockquote" in sheet.markup or (len(fails) > 1 and "item" in sheet.markup)


def test_an_article_that_runs_away_is_ended() -> None:
    theme = read_theme(find_theme("reader", ()), StyleOptions())
    long = article(p("word " * 40_000), name="long.txt")
    with workers(1) as pool:
        files, _ = write_all(
            book(article(p(PROSE)), long),
            theme,
            {},
            pool,
            formats=("pdf",),
            progress=lambda *_: None,
            limits=Limits(cpu=3),
        )
    assert [finding.code for finding in files.findings if finding.severity.value == "warning"] == ["PDF-005"]
    assert len(files.value) == 1


def test_the_page_instead_says_where_the_text_is() -> None:
    assert "EPUB and Word" in article_text(nowhere(RICH))
