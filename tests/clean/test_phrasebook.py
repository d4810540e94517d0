from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from publish.clean.folding import fold
from publish.clean.matching import Index, index_of, texts_of, words_of
from publish.clean.phrasebook import (
    FAMILIES,
    FOLDER,
    KEYS,
    Part,
    PhraseError,
    Table,
    first_elements,
    firsts,
    read,
    tables,
)

PARTS = {"{network}": Part(("facebook", "x"), {})}
LANGUAGES = sorted({table.language for table in tables()})


def index(*texts: str) -> Index:
    return index_of((Table("control", "lines", "English", texts, [fold(text) for text in texts], PARTS),))


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
        ("{name} की और खबरें", "दिल्ली की और ख़बरें"),
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


@pytest.mark.parametrize("phrase", ["[a|b", "a]", "a|b", "{nothing} here", "{…} {name}", "{name} more"])
def test_a_phrase_that_cannot_be_read_is_an_error_that_says_so(phrase: str) -> None:
    with pytest.raises(PhraseError):
        index(phrase).find("a b")


def test_twice_the_gaps_and_twice_the_line_take_no_more_than_in_proportion() -> None:
    found = index("a {…} b {…} c {…} d {…} e {name} {name} f")
    line = "a " + "b c d e " * 2000
    assert not found.find(line)  # a search that goes back would not come to an end


def test_the_rest_of_a_line_is_what_it_says_in_the_last_gap() -> None:
    assert index("Zuerst erschienen in {…}").rest("Zuerst erschienen in: „Die Küste“, 2019") == "Die Küste“, 2019"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_family(language: str) -> None:
    own = [table for table in tables() if table.language == language]
    assert {table.family for table in own} == FAMILIES
    assert {table.key for table in own} <= set(KEYS)
    for table in own:
        texts = [phrase.text for phrase in table.phrases()]
        assert texts
        assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_the_files_are_toml_and_say_the_same_to_a_reader_of_toml(path: Path) -> None:
    file = tomllib.loads(path.read_text("utf-8"))
    language = file.pop("language", "")
    common = {name: Part((), {}) for name in ("{network}", "{email}")}
    found = {(table.family, table.key): "\n".join(table.texts) for table in read(path.stem, common)}
    assert found == {(family, key): text.rstrip("\n") for family, keys in file.items() for key, text in keys.items()}
    assert {table.language for table in read(path.stem, common)} == {language}


def test_every_file_is_a_language_of_its_own() -> None:
    assert len(LANGUAGES) == len(list(FOLDER.glob("*.toml"))) - 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_of_a_language_can_be_matched(language: str) -> None:
    for phrase in (phrase for table in tables() if table.language == language for phrase in table.phrases()):
        table, folded = phrase.table, phrase.table.folded[phrase.number]
        if table.key == "words":
            assert words_of(table.family)
            continue
        made = index_of((replace(table, texts=(phrase.text,), folded=(folded,)),))
        assert set(firsts(folded, table.parts)) == first_elements(phrase.elements), phrase.place
        assert all(starts.after(first) for starts in (made.forward, made.backward) for first in starts.found), (
            phrase.place
        )


def test_labels_of_authors_are_plain() -> None:
    assert not any(set("[]{}") & set(text) for text in texts_of("author"))
