"""Lines and the phrases that they are instances of."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from publish.clean.folding import COLON, JOINTS, NUMBER, TOKEN, last_letter, tokens
from publish.clean.phrasebook import GAP, GAPS, NAME, NUMERAL, Element, Entry, Phrase, PhraseError, entries

NAME_WORDS = 6
MOST_SPELLINGS = 24  # of a phrase without gaps; what has more is matched word by word
HEAD, SPELLED_WORDS = (
    60,
    8,
)  # characters of a long line that are looked at first; words that phrases matched as a whole have fewer than
MOST_WORDS = 1000  # that one line of `words` stands for
_ANY, _END = "{any}", "{end}"


@dataclass(slots=True, eq=False)
class _Node:
    """A place in a phrase: the token that has to come there, and the places after it."""

    token: str
    then: tuple[_Node, ...] = ()
    phrase: Phrase | None = None


@dataclass(slots=True)
class _Starts:
    """Phrases by the token they start with. The places in them are laid out when a line starts so, and not before."""

    turned: bool
    entries: dict[str, list[Entry]] = field(default_factory=dict)
    laid_out: dict[str, list[_Node]] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        for first in _firsts(_turned(entry.elements) if self.turned else entry.elements):
            if first in (NAME, GAP, COLON):
                raise PhraseError(f"{entry.place}: it has no word at either end")
            self.entries.setdefault(_key(first), []).append(entry)

    def after(self, first: str) -> list[_Node]:
        """The places that a line may be at after its first token."""
        if first not in self.entries:
            return []
        if first not in self.laid_out:
            places = [node for entry in self.entries[first] for node in _layout(entry, turned=self.turned)]
            reached = [after for node in places if _key(node.token) == first for after in node.then]
            self.laid_out[first] = list(dict.fromkeys(reached))
        return self.laid_out[first]


@dataclass(slots=True)
class Index:
    """Phrases by all their words, by their first word, or by their last where they start with a gap.

    `firsts` are the first words of all that have one, `lasts` the last letters of the others.
    """

    spelled: dict[str, list[Phrase]] = field(default_factory=dict)
    forward: _Starts = field(default_factory=lambda: _Starts(turned=False))
    backward: _Starts = field(default_factory=lambda: _Starts(turned=True))
    firsts: set[str] = field(default_factory=set)
    lasts: set[str] = field(default_factory=set)

    def find(self, text: str) -> list[Phrase]:
        """The phrases that a whole text is an instance of."""
        if len(text) > HEAD and not self._may_find(tokens(text[:HEAD])[:-1], text):
            return []
        return self.find_tokens(tokens(text))

    def _may_find(self, head: Sequence[str], text: str) -> bool:
        """Whether a text can be a phrase, by its first words; most long lines show there that they are not."""
        plain = [token for token in head if token not in JOINTS]
        if len(plain) < SPELLED_WORDS or last_letter(text) in self.lasts:
            return True
        return bool(_reached(self.forward.after(_key(plain[0])), head[head.index(plain[0]) + 1 :]))

    def rest(self, text: str) -> str:
        """What a text says in the gap that a phrase ends in; "" where it is no such phrase."""
        line, marks = tokens(text), list(TOKEN.finditer(text))
        if len(line) != len(marks):  # some letter is several when folded
            return ""
        said = next((at for at in range(1, len(line)) if self.find_tokens(line[:at])), len(line))
        return next((text[mark.start() :] for mark in marks[said:] if mark[0] not in JOINTS), "")

    def find_tokens(self, line: Sequence[str]) -> list[Phrase]:
        plain = [token for token in line if token not in JOINTS]
        if not plain:
            return []
        found = list(self.spelled.get(" ".join(plain), ()))
        first, last = plain[0], plain[-1]
        if ahead := self.forward.after(_key(first)):
            found += _walk(ahead, line[line.index(first) + 1 :])
        if back := self.backward.after(_key(last)):
            turned = line[::-1]
            found += _walk(back, turned[turned.index(last) + 1 :])
        return found


def index_of(found: Iterable[Entry]) -> Index:
    """The phrases in an index. Raises PhraseError for one without a word at either end."""
    index = Index()
    for entry in found:
        ways = spellings(entry.elements)
        if ways is not None and max(map(len, ways)) < SPELLED_WORDS:
            for words in ways:
                if not words:
                    raise PhraseError(f"{entry.place}: it may be nothing")
                index.spelled.setdefault(" ".join(words), []).append(entry.phrase)
                index.firsts.add(_key(words[0]))
        elif entry.elements[0] in (NAME, GAP):
            index.backward.add(entry)
        else:
            index.forward.add(entry)
    index.firsts.update(index.forward.entries)
    index.lasts.update(last[-1] for last in index.backward.entries)
    return index


def _key(token: str) -> str:
    return NUMBER if token[0].isdigit() or token == NUMERAL else token


def _firsts(elements: Sequence[Element]) -> set[str]:
    """The tokens and gaps that a phrase can start with."""
    found: set[str] = set()
    for element in elements:
        if isinstance(element, str):
            return found | {element}
        found.update(*map(_firsts, element))
        if not any(map(_may_be_nothing, element)):
            return found
    return found


def _may_be_nothing(elements: Sequence[Element]) -> bool:
    return all(not isinstance(element, str) and any(map(_may_be_nothing, element)) for element in elements)


def spellings(elements: Sequence[Element], *, most: int = MOST_SPELLINGS) -> list[list[str]] | None:
    """All the ways to spell a phrase, as its words; None for one with gaps or with more than `most`."""
    ways: list[list[str]] = [[]]
    for element in elements:
        if isinstance(element, str):
            if element in GAPS or element == COLON:
                return None
            for way in ways:
                way.append(element)
            continue
        options: list[list[str]] = []
        for option in element:
            spelled = spellings(option, most=most)
            if spelled is None:
                return None
            options += spelled
        if len(ways) * len(options) > most:
            return None
        ways = [way + option for way, option in itertools.product(ways, options)]
    return ways


def _turned(elements: Sequence[Element]) -> tuple[Element, ...]:
    """The elements from last to first."""
    return tuple(
        element if isinstance(element, str) else tuple(map(_turned, element)) for element in reversed(elements)
    )


def _layout(entry: Entry, *, turned: bool) -> tuple[_Node, ...]:
    return _nodes(_turned(entry.elements) if turned else entry.elements, (_Node(_END, phrase=entry.phrase),))


def _nodes(elements: Sequence[Element], after: tuple[_Node, ...]) -> tuple[_Node, ...]:
    """The places where a line may begin to follow the elements, with the places `after` behind them."""
    for element in reversed(elements):
        if not isinstance(element, str):
            after = tuple(node for option in element for node in _nodes(option, after))
        elif element == NAME:
            word = _Node(_ANY, after)
            for _ in range(NAME_WORDS - 1):
                word = _Node(_ANY, (word, *after))
            after = (word,)
        elif element == GAP:
            gap = _Node(_ANY)
            gap.then = (gap, *after)
            after = gap.then
        else:
            after = (_Node(element, after),)
    return after


def _walk(current: Sequence[_Node], rest: Sequence[str]) -> list[Phrase]:
    """The phrases that go on from some places with the rest of a line, and end with it."""
    return [node.phrase for node in _reached(current, rest) if node.phrase is not None]


def _reached(current: Sequence[_Node], rest: Sequence[str]) -> Sequence[_Node]:
    """The places that one is at after going on from some; linear in the rest, since no place is held twice."""
    for token in rest:
        joint, numeral = token in JOINTS, token[0].isdigit()
        upcoming: list[_Node] = []
        for node in current:
            wanted = node.token
            if wanted == token or wanted is _ANY or (numeral and wanted == NUMERAL) or (joint and wanted == COLON):
                upcoming += node.then
        if joint:
            upcoming += current
        if not upcoming:
            return ()
        current = list(dict.fromkeys(upcoming)) if len(upcoming) > 1 else upcoming
    return current


@functools.cache
def phrase_index(*families: str) -> Index:
    """The index of the lines of some families; without any, of those that a line can be as a whole."""
    return index_of(
        entry
        for entry in entries()
        if entry.phrase.key != "words"
        and (entry.phrase.family in families if families else entry.phrase.family not in SENTENCES)
    )


SENTENCES = frozenset("author-note comment-prompt disclaimer".split())
"""The families whose phrases are looked for in parts of a line."""


@functools.cache
def words_of(family: str) -> frozenset[str]:
    """The words of a family in all languages, each with its tokens joined by spaces."""
    return frozenset(" ".join(words) for entry in _word_entries(family) for words in _spelled(entry))


def _spelled(entry: Entry) -> list[list[str]]:
    ways = spellings([element for element in entry.elements if element != COLON], most=MOST_WORDS)
    if ways is None:
        raise PhraseError(f"{entry.place}: words have no gaps, and a line of them has at most {MOST_WORDS} spellings")
    return ways


def _word_entries(family: str) -> Iterator[Entry]:
    return (entry for entry in entries() if entry.phrase.family == family and entry.phrase.key == "words")


@functools.cache
def texts_of(family: str) -> tuple[str, ...]:
    """The words of a family as they stand in their files, each once."""
    return tuple(dict.fromkeys(entry.phrase.text for entry in _word_entries(family)))
