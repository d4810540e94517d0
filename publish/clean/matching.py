"""Lines and the phrases that they are instances of."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field

from publish.clean.folding import COLON, JOINTS, NUMBER, TOKEN, last_letter, opening, tokens
from publish.clean.phrasebook import (
    FAMILIES,
    GAP,
    GAPS,
    NAME,
    NUMERAL,
    Element,
    Elements,
    Phrase,
    PhraseError,
    Table,
    first_elements,
    firsts,
    tables,
)

NAME_WORDS = 6
TURNED_LENGTH = 120  # characters of a line that can be a phrase that starts with a gap
MOST_WORDS = 1000  # that one line of `words` stands for
SENTENCES = frozenset("author-note comment-prompt disclaimer".split())
"""The families whose phrases are looked for in parts of a line."""
_ANY, _END = "{any}", "{end}"


@dataclass(slots=True, eq=False)
class _Place:
    """A place in a phrase: the token that has to come there, and the places after it."""

    token: str
    then: tuple[_Place, ...] = ()
    phrase: Phrase | None = None


@dataclass(frozen=True, slots=True)
class _Paths:
    """The places after a first token, and after it and a second one; `loose` are those that no one word leads on from."""

    places: Sequence[_Place]
    seconds: dict[str, Sequence[_Place]]
    loose: Sequence[_Place]
    is_open: bool  # some phrase goes on with any word

    def follow(self, rest: Sequence[str]) -> list[Phrase]:
        """The phrases that go on with the rest of a line, and end with it."""
        if not rest or rest[0] in JOINTS:
            reached = _reached(self.places, rest)
        else:
            reached = _reached((*self.seconds.get(rest[0], ()), *_reached(self.loose, rest[:1])), rest[1:])
        return [place.phrase for place in reached if place.phrase is not None]


@dataclass(slots=True)
class _Starts:
    """Phrases by the token they start with; they are taken apart when a line starts so, and not before."""

    turned: bool
    found: dict[str, list[tuple[Table, int]]] = field(default_factory=dict)
    paths: dict[str, _Paths] = field(default_factory=dict)

    def add(self, table: Table, number: int, firsts: Iterable[str]) -> None:
        place = (table, number)
        for first in firsts:
            if first in (NAME, GAP, COLON):
                raise PhraseError(f"{Phrase(table, number).place}: it has no word at either end")
            key = _key(first)
            if key in self.found:
                self.found[key].append(place)
            else:
                self.found[key] = [place]

    def after(self, first: str) -> _Paths | None:
        if first not in self.found:
            return None
        if first not in self.paths:
            self.paths[first] = self._laid_out(first)
        return self.paths[first]

    def _laid_out(self, first: str) -> _Paths:
        begun = [place for found in self.found[first] for place in _layout(Phrase(*found), turned=self.turned)]
        places = list(dict.fromkeys(after for place in begun if _key(place.token) == first for after in place.then))
        seconds: dict[str, list[_Place]] = {}
        loose: list[_Place] = []
        for place in places:
            if place.token in (NUMERAL, COLON, _ANY, _END):
                loose.append(place)
            else:
                seconds.setdefault(place.token, []).extend(place.then)
        if any(place.token is _END for place in loose):
            seconds.setdefault("", [])
        is_open = any(place.token is _ANY for place in loose)
        return _Paths(places, {token: tuple(dict.fromkeys(after)) for token, after in seconds.items()}, loose, is_open)


@dataclass(slots=True)
class Index:
    """Phrases by their first word, or by their last where they start with a gap; `lasts` are the last letters of those."""

    forward: _Starts = field(default_factory=lambda: _Starts(turned=False))
    backward: _Starts = field(default_factory=lambda: _Starts(turned=True))
    lasts: set[str] = field(default_factory=set)

    @property
    def firsts(self) -> Set[str]:
        """The first words of all phrases that have one."""
        return self.forward.found.keys()

    def goes_on(self, first: str, second: str | None) -> bool:
        """Whether a phrase can have these first words."""
        paths = self.forward.after(first)
        return paths is not None and (second is None or second in paths.seconds or paths.is_open)

    def may_end(self, text: str) -> bool:
        """Whether a text ends as a phrase does that starts with a gap."""
        return len(text) <= TURNED_LENGTH and last_letter(text) in self.lasts

    def find(self, text: str) -> list[Phrase]:
        """The phrases that a whole text is an instance of."""
        if not (self.goes_on(*opening(text)) or (self.lasts and self.may_end(text))):
            return []
        return self.find_tokens(tokens(text))

    def rest(self, text: str) -> str:
        """What a text says in the gap that a phrase ends in; "" where it is no such phrase."""
        line, marks = tokens(text), list(TOKEN.finditer(text))
        if len(line) != len(marks):  # some letter is several when folded
            return ""
        said = next((at for at in range(1, len(line)) if self.find_tokens(line[:at])), len(line))
        return next((text[mark.start() :] for mark in marks[said:] if mark[0] not in JOINTS), "")

    def find_tokens(self, line: Sequence[str]) -> list[Phrase]:
        found: list[Phrase] = []
        for starts, direction in ((self.forward, 1), (self.backward, -1)):
            turned = line[::direction]
            at = next((at for at, token in enumerate(turned) if token not in JOINTS), None)
            paths = starts.after(_key(turned[at])) if at is not None else None
            if at is not None and paths is not None:
                found += paths.follow(turned[at + 1 :])
        return found


def index_of(found: Iterable[Table]) -> Index:
    """The phrases of tables in an index. Raises PhraseError for one without a word at either end."""
    index = Index()
    for table in found:
        for number, folded in enumerate(table.folded):
            if not folded or folded[0] == "#":
                continue
            if folded[0] == "{" and folded.startswith((NAME, GAP)):
                _add_turned(index, table, number)
            else:
                index.forward.add(table, number, firsts(folded, table.parts))
    return index


def _add_turned(index: Index, table: Table, number: int) -> None:
    phrase = Phrase(table, number)
    lasts = first_elements(_turned(phrase.elements))
    if any(last.isascii() for last in lasts):
        raise PhraseError(f"{phrase.place}: it starts with a gap, and ends in Latin letters or in a gap")
    index.backward.add(table, number, lasts)
    index.lasts.update(last[-1] for last in lasts)


def _key(token: str) -> str:
    return NUMBER if token[0].isdigit() or token == NUMERAL else token


def _turned(elements: Elements) -> Elements:
    """The elements from last to first."""
    return tuple(
        element if isinstance(element, str) else tuple(map(_turned, element)) for element in reversed(elements)
    )


def _layout(phrase: Phrase, *, turned: bool) -> tuple[_Place, ...]:
    elements = phrase.elements
    return _places(_turned(elements) if turned else elements, (_Place(_END, phrase=phrase),))


def _places(elements: Sequence[Element], after: tuple[_Place, ...]) -> tuple[_Place, ...]:
    """The places where a line may begin to follow the elements, with the places `after` behind them."""
    for element in reversed(elements):
        if not isinstance(element, str):
            after = tuple(place for option in element for place in _places(option, after))
        elif element == NAME:
            word = _Place(_ANY, after)
            for _ in range(NAME_WORDS - 1):
                word = _Place(_ANY, (word, *after))
            after = (word,)
        elif element == GAP:
            gap = _Place(_ANY)
            gap.then = (gap, *after)
            after = gap.then
        else:
            after = (_Place(element, after),)
    return after


def _reached(current: Sequence[_Place], rest: Sequence[str]) -> Sequence[_Place]:
    """The places that one is at after going on from some; linear in the rest, since no place is held twice."""
    for token in rest:
        joint, numeral = token in JOINTS, token[0].isdigit()
        upcoming: list[_Place] = []
        for place in current:
            wanted = place.token
            if wanted == token or wanted is _ANY or (numeral and wanted == NUMERAL) or (joint and wanted == COLON):
                upcoming += place.then
        if joint:
            upcoming += current
        if not upcoming:
            return ()
        current = list(dict.fromkeys(upcoming)) if len(upcoming) > 1 else upcoming
    return current


@functools.cache
def phrase_index(*families: str) -> Index:
    """The index of the lines of some families; without any, of those that a line can be as a whole."""
    wanted = families or FAMILIES - SENTENCES
    return index_of(table for table in tables() if table.family in wanted and table.key != "words")


@functools.cache
def words_of(family: str) -> frozenset[str]:
    """The words of a family in all languages, each with its tokens joined by spaces."""
    return frozenset(" ".join(words) for phrase in _word_phrases(family) for words in _spelled(phrase))


@functools.cache
def texts_of(family: str) -> tuple[str, ...]:
    """The words of a family as they stand in their files, each once."""
    return tuple(dict.fromkeys(phrase.text for phrase in _word_phrases(family)))


def _word_phrases(family: str) -> Iterator[Phrase]:
    return (
        phrase for table in tables() if table.family == family and table.key == "words" for phrase in table.phrases()
    )


def _spelled(phrase: Phrase) -> list[list[str]]:
    """All the ways to spell a phrase, as its words. Raises PhraseError for one with gaps or with too many."""
    ways = _spellings([element for element in phrase.elements if element != COLON])
    if not 0 < len(ways) <= MOST_WORDS:
        raise PhraseError(f"{phrase.place}: words have no gaps, and a line of them has at most {MOST_WORDS} spellings")
    return ways


def _spellings(elements: Sequence[Element]) -> list[list[str]]:
    ways: list[list[str]] = [[]]
    for element in elements:
        if isinstance(element, str):
            options = [[element]] if element not in GAPS else []
        else:
            options = [spelled for option in element for spelled in _spellings(option)]
        if len(ways) * len(options) > MOST_WORDS:
            return []
        ways = [way + option for way, option in itertools.product(ways, options)]
    return ways
