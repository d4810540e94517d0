"""Phrases of web furniture in many languages, read from `phrases/`.

A file `phrases/<code>.toml` names its `language`. Each of its other tables is a family of phrases (FAMILIES), with up to
three texts that hold one phrase a line: `lines` are furniture wherever they stand as a line of their own, `beside` only
where other furniture is near, and `words` are no lines but words that a detector asks about. In a phrase

    words       mean themselves, whatever their case, accents, width and punctuation
    [a|b]       is one of these phrases; `[a|]` is one or nothing
    {n}         is a number: 7, 1,204, 3.5k
    {name}      is one to six words
    {…}         is anything, or nothing
    :           is a colon, dash, bar or arrow that has to be there; where a phrase has none, a line may have one
    {part}      is one of the phrases that the table `[parts]` of the file, or of `parts.toml`, has under that name

and a line that starts with # is a remark. A phrase that starts with {name} or {…} ends in a word.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from publish.clean.folding import COLON, JOINTS, TOKEN, fold

FAMILIES = frozenset(
    """about-author advertisement author author-note byline-words comment-field comment-form comment-place comment-prompt control
    cookie-notice disclaimer first-published login newsletter paywall photo-credit published read-more reader reading-time
    related reported share-bar share-words source updated writers""".split()
)
"""The families that every file has; the detectors say what becomes of each."""

KEYS = ("lines", "beside", "words")
FOLDER = Path(__file__).resolve().parent / "phrases"
NUMERAL, NAME, GAP = "{n}", "{name}", "{...}"
GAPS = (NUMERAL, NAME, GAP)
_STRUCTURED = re.compile(rf"[\[\]{{}}{JOINTS}]")
_LEXEME = re.compile(rf"\{{[^{{}}]*\}}|[\[\]|]|{TOKEN.pattern}")

Element: TypeAlias = "str | tuple[tuple[Element, ...], ...]"
"""A token, a gap, or the alternatives of which one stands there."""


class PhraseError(ValueError):
    """A phrase that cannot be read; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as it stands in its file, under `key` of the table of its family."""

    family: str
    key: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A phrase and what it is made of."""

    phrase: Phrase
    elements: tuple[Element, ...]

    @property
    def place(self) -> str:
        """Where the phrase stands, for messages."""
        return f"{self.phrase.language}, [{self.phrase.family}] {self.phrase.key}: {self.phrase.text!r}"


@functools.cache
def entries() -> tuple[Entry, ...]:
    """The phrases of all files, English first. Raises PhraseError for one that cannot be read."""
    common = _parts(_read("parts"), {})
    codes = sorted((path.stem for path in FOLDER.glob("*.toml")), key=lambda code: (code != "en", code))
    return tuple(entry for code in codes if code != "parts" for entry in _entries(_read(code), common))


def _read(code: str) -> Mapping[str, Any]:
    return tomllib.loads((FOLDER / f"{code}.toml").read_text("utf-8"))


def _entries(table: Mapping[str, Any], common: Mapping[str, Element]) -> Iterator[Entry]:
    parts = _parts(table, common)
    for family, texts in table.items():
        if family in ("language", "parts"):
            continue
        for key, text in texts.items():
            for line, folded in _lines(text):
                phrase = Phrase(family, key, table["language"], line)
                try:
                    yield Entry(phrase, parse(folded, parts))
                except PhraseError as error:
                    raise PhraseError(f"{table['language']}, [{family}] {key}: {line!r}: {error}") from error


def _parts(table: Mapping[str, Any], common: Mapping[str, Element]) -> Mapping[str, Element]:
    parts = dict(common)
    for name, text in table.get("parts", {}).items():
        parts[f"{{{name}}}"] = tuple(parse(folded, parts) for _, folded in _lines(text))
    return parts


def _lines(text: str) -> Iterator[tuple[str, str]]:
    """The phrases of a text, each as it stands and folded."""
    for line, folded in zip(text.split("\n"), fold(text).split("\n"), strict=True):
        if folded and not folded.startswith("#"):
            yield line, folded


def parse(folded: str, parts: Mapping[str, Element]) -> tuple[Element, ...]:
    """The elements of a folded phrase. Raises PhraseError."""
    if not _STRUCTURED.search(folded):
        return tuple(TOKEN.findall(folded))
    lexemes = _LEXEME.findall(folded)
    lexemes.reverse()
    (elements,) = _options(lexemes, parts, closed=False)
    return elements


def _options(lexemes: list[str], parts: Mapping[str, Element], *, closed: bool) -> tuple[tuple[Element, ...], ...]:
    """The alternatives up to the closing bracket, or the one phrase up to the end; the lexemes stand in reverse order."""
    options: list[tuple[Element, ...]] = []
    elements: list[Element] = []
    while lexemes:
        lexeme = lexemes.pop()
        if lexeme == "[":
            elements.append(_options(lexemes, parts, closed=True))
        elif lexeme == "]" and closed:
            return (*options, tuple(elements))
        elif lexeme == "|" and closed:
            options.append(tuple(elements))
            elements = []
        elif lexeme in "[]|":
            raise PhraseError(f"there is a {lexeme} too many")
        elif lexeme[0] == "{" and lexeme not in GAPS:
            if lexeme not in parts:
                raise PhraseError(f"there is no part {lexeme}")
            elements.append(parts[lexeme])
        else:
            elements.append(COLON if lexeme in JOINTS else lexeme)
    if closed:
        raise PhraseError("a ] is missing")
    return (tuple(elements),)
