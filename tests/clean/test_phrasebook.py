from __future__ import annotations

import pytest

from publish.clean.folding import fold
from publish.clean.matching import Index, index_of, phrase_index, texts_of, words_of
from publish.clean.phrasebook import FAMILIES, FOLDER, KEYS, Entry, Phrase, PhraseError, entries, parse

PARTS = {"{network}": (("facebook",), ("x",))}
LANGUAGES = sorted({entry.phrase.language for entry in entries()})


def index(*phrases: str) -> Index:
    return index_of(Entry(Phrase("control", "lines", "English", text), parse(fold(text), PARTS)) for text in phrases)


def says(phrase: str, line: str) -> bool:
    return bool(index(phrase).find(line))


@pytest.mark.parametrize(
    ("phrase", "line"),
    [
        ("Read more", "READ MORE …"),
        ("Read more", "• Read more »"),
        ("Ähnliche Artikel", "ähnliche artikel:"),
        ("Ahnliche Artikel", "Ähnliche Artikel"),
        ("[leave|post] a comment", "Post a comment!"),
        ("reply [to us|]", "Reply"),
        ("reply [to us|]", "Reply to us"),
        ("{n} comments", "1,204 Comments"),
        ("{n} comments", "3.5K comments"),
        ("Share on {network}", "Share on Facebook"),
        ("More from {name}", "More from The Long Shore Review"),
        ("Read more: {…}", "Read more – Ten harbours to see before they silt up"),
        ("Read more: {…}", "Read more:"),
        ("{name} weiterlesen", "Auf Seite zwei weiterlesen"),
        ("分享到{network}", "分享到 Facebook"),
        ("{n}条评论", "３２ 条评论"),
        ("関連記事", "【関連記事】"),
        ("شیئر کریں", "شيئر كريں"),
    ],
)
def test_a_phrase_is_found_in_every_spelling(phrase: str, line: str) -> None:
    assert says(phrase, line)


@pytest.mark.parametrize(
    ("phrase", "line"),
    [
        ("Read more", "Read more books"),
        ("Read more: {…}", "Read more books, the librarian used to say"),
        ("{n} comments", "No comments"),
        ("Share on {network}", "Share on the quay"),
        ("More from {name}", "More from the harbour that was built before the town was"),
        ("[leave|post] a comment", "Leave a long comment"),
    ],
)
def test_a_phrase_is_the_whole_of_a_line(phrase: str, line: str) -> None:
    assert not says(phrase, line)


@pytest.mark.parametrize("phrase", ["[a|b", "a]", "a|b", "{nothing} here", "{…} {name}", "[a|]"])
def test_a_phrase_that_cannot_be_read_is_an_error_that_says_so(phrase: str) -> None:
    with pytest.raises(PhraseError):
        index(phrase)


def test_twice_the_gaps_and_twice_the_line_take_no_more_than_in_proportion() -> None:
    found = index("a {…} b {…} c {…} d {…} e {name} {name} f")
    line = "a " + "b c d e " * 2000
    assert not found.find(line)  # a search that goes back would not come to an end


def test_the_rest_of_a_line_is_what_it_says_in_the_last_gap() -> None:
    assert index("Zuerst erschienen in {…}").rest("Zuerst erschienen in: „Die Küste“, 2019") == "Die Küste“, 2019"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_family(language: str) -> None:
    own = [entry for entry in entries() if entry.phrase.language == language]
    assert {entry.phrase.family for entry in own} == FAMILIES
    assert {entry.phrase.key for entry in own} <= set(KEYS)
    assert len({(entry.phrase.family, entry.phrase.key, entry.phrase.text) for entry in own}) == len(own)


def test_every_phrase_can_be_indexed_and_every_label_of_an_author_is_plain() -> None:
    assert phrase_index("comment-prompt", "disclaimer", "author-note").firsts
    assert phrase_index().firsts
    assert not any(set("[]{}") & set(text) for text in texts_of("author"))
    assert all(
        words_of(family)
        for family in FAMILIES
        if any(entry.phrase.family == family and entry.phrase.key == "words" for entry in entries())
    )


def test_every_file_is_a_language_of_its_own() -> None:
    assert len(LANGUAGES) == len(list(FOLDER.glob("*.toml"))) - 1
