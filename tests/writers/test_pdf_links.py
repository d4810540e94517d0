"""Links in print: addresses behind words or among notes, read back from the PDF."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pikepdf
import pytest

from publish.model import (
    Article,
    BookMeta,
    Definition,
    Definitions,
    Footnote,
    Link,
    NoteRef,
    Part,
    Publication,
    Quote,
    Table,
    Text,
)
from publish.theme.options import StyleOptions
from publish.walk import inline_text
from publish.writers.link_words import BREAK, breakable, is_address, say_address, shown_address
from publish.writers.pdf_links import joined, told, with_link_notes
from tests.builders import MORE_PROSE, PROSE, article, em, h, inlines, p
from tests.writers.test_pdf import made, texts

LONG = "https://example.org/archive/lights/1884/" + "ledgers-and-returns-" * 6 + "index.html?volume=3&page=141"
LOW, HIGH = "https://example.org/low", "https://example.org/high"


def link(href: str, *words: str) -> Link:
    return Link(href, inlines(*words))


def note(ident: str, *parts: str | Link) -> Footnote:
    return Footnote(ident, (p(*parts),))


def notes_of(made_of: Article) -> list[str]:
    return ["".join(inline_text(block.children) for block in each.blocks) for each in made_of.footnotes]  # type: ignore[union-attr]  # paragraphs


def printed(links: str, *articles: Article) -> bytes:
    meta = BookMeta(title="A Book", name="book", date="2024-09-14", language="en-GB")
    return made(Publication(meta, (Part(None, articles),)), StyleOptions(links=links))[0]


LINKED = replace(
    article(
        p(PROSE, " See ", link(LOW, "low water"), " and ", link(LONG, "the ledgers"), ". ", MORE_PROSE),
        p("Or ", em(link(LOW, "low again")), ", ", link(HIGH, "example.org/high"), NoteRef("n1"), "."),
        p("Write ", link("mailto:ada@example.org?subject=Oil", "to Ada"), " or see ", link("#there", "there"), "."),
        h(2, "A ", link(HIGH, "linked"), " heading", ident="there"),
        p(PROSE),
    ),
    footnotes=(note("n1", "A note with ", link("https://example.org/noted", "a link"), "."),),
)


def flat(text: str) -> str:
    """A page's text without spaces, since an address goes on after the end of a line; pdfium says \x02 for a last "-"."""
    return re.sub(r"\s+", "", text.replace("\x02", "-"))


def body(data: bytes) -> str:
    """The text from the first page of the article on, without the list of sources."""
    return flat("".join(texts(data)[4:]))


@pytest.mark.parametrize(
    ("address", "lines"),
    [
        (
            "https://example.org/a-b/c_d?x=1&y=%20z",
            ["https://", "example.", "org/", "a-", "b/", "c_", "d?", "x=", "1&amp;", "y=", "%20z"],
        ),
        ("word", ["word"]),
        ("https://", ["https://"]),
    ],
)
def test_addresses_break_after_their_signs(address: str, lines: list[str]) -> None:
    assert breakable(address).split(BREAK) == lines


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("https://example.org/low", True),
        ("example.org/low/", True),
        ("www.Example.org/low", True),
        ("example.org", False),
        ("low water", False),
    ],
)
def test_words_say_their_address(words: str, *, said: bool) -> None:
    assert say_address((Text(words),), LOW) is said
    assert bool(told(LOW, (Text(words),))) is not said


def test_of_an_address_for_mail_the_person_is_shown() -> None:
    assert shown_address("mailto:ada%2Boil@example.org?subject=x") == "ada+oil@example.org"
    assert say_address((Text("ada@example.org"),), "mailto:ada@example.org")


def test_what_looks_like_an_address_is_one() -> None:
    assert [word for word in ("www.example.org", "ada@example.org", "and/or", "x. y") if is_address(word)] == [
        "www.example.org",
        "ada@example.org",
    ]


def test_links_without_words_and_within_the_book_are_not_told() -> None:
    assert told("#there", (Text("there"),)) == told(LOW, ()) == told(LOW, (Text(" "),)) == ""


def test_neighbouring_links_to_one_address_are_one_link() -> None:
    line = (link(LOW, "low"), link(LOW, " water"), link(HIGH, " high"))
    assert joined(line) == (Link(LOW, inlines("low", " water")), link(HIGH, " high"))


def test_notes_and_addresses_are_one_sequence_and_an_address_has_one_note() -> None:
    one, two = note("n1", "One."), note("n2", "Two.")
    noted = with_link_notes(
        replace(
            article(
                p(link(HIGH, "high"), NoteRef("n2"), link(LOW, "low")),
                p(link(HIGH, "high again"), NoteRef("n1")),
            ),
            footnotes=(one, two),
        )
    )
    assert notes_of(noted) == [HIGH, "Two.", LOW, "One."]
    assert [note.ident for note in noted.footnotes][1::2] == ["n2", "n1"]


def test_notes_follow_the_page_not_the_model() -> None:
    table = Table(1, (), ((),), inlines(link("https://example.org/2", "caption")))
    quote = Quote((p(link("https://example.org/3", "words")),), inlines(link("https://example.org/4", "who")))
    terms = Definitions((Definition(inlines(link("https://example.org/5", "term")), (p(link(LOW, "what")),)),))
    noted = with_link_notes(article(p(link("https://example.org/1", "first")), table, quote, terms))
    assert notes_of(noted) == [*(f"https://example.org/{number}" for number in range(1, 6)), LOW]


def test_a_note_that_nothing_calls_stays() -> None:
    lone = replace(article(p(link(LOW, "low"))), footnotes=(note("n1", "Lone."),))
    assert notes_of(with_link_notes(lone)) == [LOW, "Lone."]


def test_inline_addresses_stand_behind_their_words() -> None:
    text = body(printed("inline", LINKED))
    for words in (
        f"low water ({LOW})",
        f"the ledgers ({LONG})",
        f"low again ({LOW})",
        "to Ada (ada@example.org)",
        "see there.",
        f"A linked ({HIGH}) heading",
        "a link (https://example.org/noted)",
    ):
        assert flat(words) in text
    assert "example.org/high(" not in text  # its words tell it


def test_noted_addresses_stand_at_the_end_of_their_article() -> None:
    text = body(printed("notes", LINKED, LINKED))
    assert "lowagain1" in text
    notes = text.partition("Notes")[2]
    for number, words in enumerate(
        (LOW, LONG, "A note with a link (https://example.org/noted).", "ada@example.org"), 1
    ):
        assert flat(f"{number}{words}") in notes
    assert text.count("ada@example.org") == 2  # each article has its own


@pytest.mark.parametrize("links", ["live", "notes", "inline"])
def test_links_stay_live_and_bookmarks_are_words_alone(links: str) -> None:
    with pikepdf.open(io.BytesIO(printed(links, LINKED))) as pdf:
        notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
        targets = {str(note.A.URI) for note in notes if "/URI" in note.get("/A", {})}
        assert targets >= {LOW, LONG, HIGH, "mailto:ada@example.org?subject=Oil"}
        with pdf.open_outline() as outline:
            (heading,) = outline.root[2].children
            assert heading.title == "A linked heading"


def test_no_address_is_hyphenated_or_leaves_the_measure() -> None:
    from tests.writers.typography import lines

    data = printed("inline", article(*(p(PROSE[: n * 7], " ", link(LONG, "ledgers"), " ", LONG) for n in range(12))))
    for line in lines(data):
        assert line.right <= 420 - 20.5 * 72 / 25.4 + 1
    assert body(data).count(LONG) >= 22  # whole, but where a running head cuts one
