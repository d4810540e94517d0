"""Phrases of web furniture in many languages, read from `phrases/`.

A file `phrases/<code>.toml` names its `language`. Each of its other tables is a family of phrases (FAMILIES), with up to
three texts that hold one phrase a line: `lines` are furniture wherever they stand as a line of their own, `beside` only
where other furniture is near (and that counts, where a line is both), and `words` are no lines but words that a detector
asks about. In a phrase

    words       mean themselves, whatever their case, accents, width and punctuation
    [a|b]       is one of these phrases; `[a|]` is one or nothing
    {n}         is a number: 7, 1,204, 3.5k
    {name}      is one to six words
    {…}         is anything, or nothing
    :           is a colon, dash, bar or arrow that has to be there; where a phrase has none, a line may have one
    {part}      is one of the phrases that the table `[parts]` of the file, or of `parts.toml`, has under that name

and a line that starts with # is a remark. A phrase that starts with {name} or {…} ends in a word, and one that is
not in Latin letters: other phrases are looked up by their first word, and that is faster.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from publish.clean.folding import COLON, JOINTS, TOKEN, fold

FAMILIES = frozenset(
    """about-author advertisement author author-note byline-words comment-field comment-form comment-place comment-prompt control
    cookie-notice copyright disclaimer first-published login newsletter paywall photo-credit published read-more reader reading-time
    related reported share-bar share-words source updated writers""".split()
)
"""The families that every file has; the detectors say what becomes of each."""

KEYS = ("lines", "beside", "words")
QUOTES = "'''"
FOLDER = Path(__file__).resolve().parent / "phrases"
NUMERAL, NAME, GAP = "{n}", "{name}", "{...}"
GAPS = (NUMERAL, NAME, GAP)
_LEXEME = re.compile(rf"\{{[^{{}}]*\}}|[\[\]|]|{TOKEN.pattern}")

Element: TypeAlias = "str | Options"
"""A token, a gap, or the alternatives of which one stands there."""
Elements: TypeAlias = "tuple[Element, ...]"
Options: TypeAlias = "tuple[Elements, ...]"


class PhraseError(ValueError):
    """A phrase that cannot be read; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Table:
    """The phrases of a language under one key of a family, as they stand there and folded, with the parts of its file."""

    family: str
    key: str
    language: str
    texts: Sequence[str]
    folded: Sequence[str]
    parts: Mapping[str, Part]

    def phrases(self) -> Iterator[Phrase]:
        return (Phrase(self, number) for number, folded in enumerate(self.folded) if folded and folded[0] != "#")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase of a table."""

    table: Table
    number: int

    @property
    def text(self) -> str:
        """The phrase as it stands in its file."""
        return self.table.texts[self.number]

    @property
    def place(self) -> str:
        """Where the phrase stands, for messages."""
        return f"{self.table.language}, [{self.table.family}] {self.table.key}: {self.text!r}"

    @property
    def elements(self) -> Elements:
        """What the phrase is made of. Raises PhraseError."""
        try:
            return parse(self.table.folded[self.number], self.table.parts)
        except PhraseError as error:
            raise PhraseError(f"{self.place}: {error}") from error


@dataclass(slots=True)
class Part:
    """A part of phrases; it is taken apart when one of them is."""

    folded: Sequence[str]
    parts: Mapping[str, Part]
    made: Options = ()
    begins: frozenset[str] = frozenset()

    def options(self) -> Options:
        if not self.made:
            self.made = tuple(parse(folded, self.parts) for folded in self.folded if folded and folded[0] != "#")
        return self.made

    def firsts(self) -> frozenset[str]:
        if not self.begins:
            self.begins = frozenset(first for option in self.options() for first in first_elements(option))
        return self.begins


@functools.cache
def tables() -> tuple[Table, ...]:
    """The tables of all files, English first."""
    common = {name: part for table in read("parts", {}) for name, part in _parts(table).items()}
    codes = sorted((path.stem for path in FOLDER.glob("*.toml")), key=lambda code: (code != "en", code))
    return tuple(table for code in codes if code != "parts" for table in read(code, common) if table.family != "parts")


def read(code: str, common: Mapping[str, Part]) -> Iterator[Table]:
    """The tables of a file, `[parts]` among them.

    The files are TOML, but of the simplest kind, and tomllib would take as long for them as everything else together.
    """
    text = (FOLDER / f"{code}.toml").read_text("utf-8")
    lines, folded = text.split("\n"), fold(text).split("\n")
    parts = dict(common)
    language = family = ""
    number = 0
    while number < len(lines):
        line = lines[number]
        number += 1
        if line.startswith("["):
            family = line.strip("[]")
        elif line.startswith("language"):
            language = line.partition('"')[2].rstrip('"')
        elif line.endswith(QUOTES):
            end = lines.index(QUOTES, number)
            table = Table(family, line.partition(" ")[0], language, lines[number:end], folded[number:end], parts)
            parts.update(_parts(table))
            yield table
            number = end + 1


def _parts(table: Table) -> Mapping[str, Part]:
    """The part that a table of `[parts]` is; it may use those above it."""
    return {f"{{{table.key}}}": Part(table.folded, dict(table.parts))} if table.family == "parts" else {}


def parse(folded: str, parts: Mapping[str, Part]) -> Elements:
    """The elements of a folded phrase. Raises PhraseError."""
    lexemes = _LEXEME.findall(folded)
    lexemes.reverse()
    (elements,) = _options(lexemes, parts, closed=False)
    return elements


def _options(lexemes: list[str], parts: Mapping[str, Part], *, closed: bool) -> Options:
    """The alternatives up to the closing bracket, or the one phrase up to the end; the lexemes stand in reverse order."""
    options: list[Elements] = []
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
            elements.append(parts[lexeme].options())
        else:
            elements.append(COLON if lexeme in JOINTS else lexeme)
    if closed:
        raise PhraseError("a ] is missing")
    return (tuple(elements),)


def firsts(folded: str, parts: Mapping[str, Part]) -> Iterable[str]:
    """The tokens and gaps that a folded phrase can start with. Raises PhraseError.

    The same as the `first_elements` of what it is made of, but nearly all phrases are spared being taken apart: only
    those are that lines of some page start like.
    """
    if folded[0] not in "[{":
        return _first_token(folded)
    found: set[str] = set()
    while folded[:1] == "[":
        options, _, folded = folded[1:].partition("]")
        if "[" in options:
            return found | first_elements(parse(f"[{options}]{folded}", parts))
        each = options.split("|")
        for option in each:
            _add_first(option, parts, found)
        if all(each):
            return found
        folded = folded.lstrip()
    _add_first(folded, parts, found)
    return found


def _first_token(text: str) -> tuple[str, ...]:
    start = TOKEN.search(text)
    return (start[0],) if start else ()


def _add_first(option: str, parts: Mapping[str, Part], found: set[str]) -> None:
    if option[:1] != "{":
        found.update(_first_token(option))
        return
    name = option[: option.find("}") + 1]
    if name in GAPS:
        found.add(name)
    elif name in parts:
        found.update(parts[name].firsts())
    else:
        raise PhraseError(f"there is no part {name}")


def first_elements(elements: Elements) -> set[str]:
    """The tokens and gaps that stand first in some spelling of a phrase."""
    found: set[str] = set()
    for element in elements:
        if isinstance(element, str):
            return found | {element}
        found.update(*map(first_elements, element))
        if not any(map(_may_be_nothing, element)):
            return found
    return found


def _may_be_nothing(elements: Elements) -> bool:
    return all(not isinstance(element, str) and any(map(_may_be_nothing, element)) for element in elements)
