"""A backtracking matcher that counts: it does what `re` does, step by step, on the tree that `re` itself parses.

Bounded repeats are made short, and long lists of alternatives: how work grows with the text does not depend on a constant, and texts can be short, too.
"""

from __future__ import annotations

import re
import re._compiler as compiler  # type: ignore[import-not-found]  # private, and without types
import re._constants as ops  # type: ignore[import-not-found]  # the same
import re._parser as parser  # type: ignore[import-not-found]  # the same
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar

FEWEST, MOST = 2, 5  # what the bounds of repeats are made
MOST_WAYS = 24  # of a list of phrases, which are alike
ORDINARY = " \n\ta0A_-.,:;!/<>()[]\"'|#é漢"
REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT)
ONE = (ops.LITERAL, ops.NOT_LITERAL, ops.IN, ops.ANY)

T = TypeVar("T")


class TooManyStepsError(Exception):
    """A match took more steps than were allowed."""


@dataclass(slots=True)
class Program:
    """A pattern as instructions; `sets` are what its single characters match, `letters` one character of each kind."""

    pattern: re.Pattern[Any]
    code: list[tuple[Any, ...]] = field(default_factory=list)
    sets: list[re.Pattern[str]] = field(default_factory=list)
    letters: tuple[str, ...] = ()
    members: list[frozenset[str]] = field(default_factory=list)
    tree: list[tuple[Any, Any]] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)


def program(pattern: re.Pattern[Any]) -> Program:
    """The instructions of a pattern."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    parsed = parser.parse(source, pattern.flags & ~re.DEBUG)
    made = Program(pattern)
    made.tree = _short(parsed)
    state = parsed.state
    _write(made, made.tree, state)
    made.code.append(("match",))
    known = dict.fromkeys([*_literals(made.tree), *ORDINARY])
    members = [frozenset(letter for letter in known if one.fullmatch(letter)) for one in made.sets]
    kinds: dict[tuple[bool, ...], str] = {}
    for letter in known:
        kind = (letter == "\n", bool(re.match(r"\w", letter)), *(letter in each for each in members))
        kinds.setdefault(kind, letter)
    made.letters = tuple(kinds.values())
    made.members = [each & frozenset(made.letters) for each in members]
    return made


def _short(tree: Any) -> list[tuple[Any, Any]]:
    """The tree with its bounded repeats made short."""
    short = []
    for op, given in tree:
        match op:
            case ops.MAX_REPEAT | ops.MIN_REPEAT | ops.POSSESSIVE_REPEAT:
                least, most, body = given
                least = min(least, FEWEST)
                if most != ops.MAXREPEAT:
                    most = max(least, min(most, MOST))
                given = (least, most, _short(body))
            case ops.SUBPATTERN:
                given = (*given[:3], _short(given[3]))
            case ops.BRANCH:
                given = (None, [_short(each) for each in some(given[1], MOST_WAYS)])
            case ops.ASSERT | ops.ASSERT_NOT:
                given = (given[0], _short(given[1]))
            case ops.ATOMIC_GROUP:
                given = _short(given)
            case ops.GROUPREF_EXISTS:
                given = (given[0], _short(given[1]), _short(given[2] or ()))
            case _:
                pass
        short.append((op, given))
    return short


def some(found: Iterable[T], most: int) -> list[T]:
    """The first and the last of them, and some between, where there are more."""
    every = list(found)
    return every if len(every) <= most else [every[number * (len(every) - 1) // (most - 1)] for number in range(most)]


def _literals(tree: Any) -> Iterator[str]:
    for op, given in tree:
        match op:
            case ops.LITERAL | ops.NOT_LITERAL:
                yield chr(given)
            case ops.RANGE:
                yield chr(given[0])
            case ops.IN | ops.ATOMIC_GROUP:
                yield from _literals(given)
            case ops.BRANCH:
                for each in given[1]:
                    yield from _literals(each)
            case ops.MAX_REPEAT | ops.MIN_REPEAT | ops.POSSESSIVE_REPEAT:
                yield from _literals(given[2])
            case ops.SUBPATTERN:
                yield from _literals(given[3])
            case ops.ASSERT | ops.ASSERT_NOT:
                yield from _literals(given[1])
            case _:
                pass


def width(tree: Any) -> int:
    """How many characters a tree takes that always takes the same number, as what is looked back for."""
    total = 0
    for op, given in tree:
        match op:
            case ops.LITERAL | ops.NOT_LITERAL | ops.IN | ops.ANY:
                total += 1
            case ops.SUBPATTERN:
                total += width(given[3])
            case ops.BRANCH:
                total += width(given[1][0])
            case ops.ATOMIC_GROUP:
                total += width(given)
            case ops.MAX_REPEAT | ops.MIN_REPEAT | ops.POSSESSIVE_REPEAT:
                total += given[0] * width(given[2])
            case _:
                pass
    return total


# ---- instructions ----


def _set(made: Program, node: tuple[Any, Any], state: Any) -> int:
    if str(node) not in made.numbers:
        made.numbers[str(node)] = len(made.sets)
        made.sets.append(compiler.compile(parser.SubPattern(state, [node]), made.pattern.flags & ~re.DEBUG))
    return made.numbers[str(node)]


def _write(made: Program, tree: Any, state: Any) -> None:
    code = made.code
    for op, given in tree:
        match op:
            case ops.LITERAL | ops.NOT_LITERAL | ops.IN | ops.ANY:
                code.append(("one", _set(made, (op, given), state)))
            case ops.AT:
                code.append(("at", given, made.pattern.flags))
            case ops.SUBPATTERN:
                group, body = given[0], given[3]
                if group is not None:
                    code.append(("open", group))
                _write(made, body, state)
                if group is not None:
                    code.append(("close", group))
            case ops.GROUPREF:
                code.append(("same", given))
            case ops.ASSERT | ops.ASSERT_NOT | ops.ATOMIC_GROUP:
                back, body = (0, given) if op is ops.ATOMIC_GROUP else (width(given[1]) * (given[0] < 0), given[1])
                kind = {ops.ASSERT: "ahead", ops.ASSERT_NOT: "not", ops.ATOMIC_GROUP: "atomic"}[op]
                _inner(made, kind, body, state, back)
            case ops.BRANCH:
                _branches(made, given[1], state)
            case ops.MAX_REPEAT | ops.MIN_REPEAT | ops.POSSESSIVE_REPEAT:
                if op is ops.POSSESSIVE_REPEAT and not _single(given[2]):
                    _inner(made, "atomic", [(ops.MAX_REPEAT, given)], state, 0)
                else:
                    _repeat(made, op, given, state)
            case _:
                raise NotImplementedError(str(op))


def _inner(made: Program, kind: str, body: Any, state: Any, back: int) -> None:
    place = len(made.code)
    made.code.append(())
    _write(made, body, state)
    made.code.append(("match",))
    made.code[place] = (kind, place + 1, len(made.code), back)


def _branches(made: Program, branches: Any, state: Any) -> None:
    code, ends = made.code, []
    for number, branch in enumerate(branches):
        place = len(code)
        if number < len(branches) - 1:
            code.append(())
        _write(made, branch, state)
        if number < len(branches) - 1:
            ends.append(len(code))
            code.append(())
            code[place] = ("or", place + 1, len(code))
    for end in ends:
        code[end] = ("go", len(code))


def _single(body: Any) -> bool:
    return len(body) == 1 and body[0][0] in ONE


def _repeat(made: Program, op: Any, given: Any, state: Any) -> None:
    code, (least, most, body) = made.code, given
    if _single(body):
        how = {ops.MAX_REPEAT: "many", ops.MIN_REPEAT: "few", ops.POSSESSIVE_REPEAT: "all"}[op]
        code.append((how, _set(made, body[0], state), least, None if most == ops.MAXREPEAT else most))
        return
    for _ in range(least):
        _write(made, body, state)

    def choice(place: int, after: int) -> tuple[Any, ...]:
        return ("or", place + 1, after) if op is ops.MAX_REPEAT else ("or", after, place + 1)

    if most == ops.MAXREPEAT:
        place = len(code)
        code += [(), ("mark", place)]
        _write(made, body, state)
        code.append(("loop", place))
        code[place] = choice(place, len(code))
        return
    places = []
    for _ in range(most - least):
        places.append(len(code))
        code.append(())
        _write(made, body, state)
    for place in places:
        code[place] = choice(place, len(code))


# ---- matching ----

Known: TypeAlias = dict[Any, Any]
"""What the groups of a match hold, and where its loops began."""
State: TypeAlias = tuple[int, int, Known]
"""The next instruction, the place in the text, what is known."""
INNER = ("ahead", "not", "atomic")


@dataclass(slots=True)
class Count:
    """The steps of matches in one text, which raise TooManyStepsError at a number."""

    program: Program
    text: str
    most: int
    steps: int = 0
    runs: dict[int, list[int]] = field(default_factory=dict)

    def run(self, number: int, at: int) -> int:
        """How many characters from a place on belong to a set."""
        if number not in self.runs:
            members, length = self.program.members[number], 0
            lengths = [0]
            for letter in reversed(self.text):
                length = length + 1 if letter in members else 0
                lengths.append(length)
            self.runs[number] = lengths[::-1]
        return self.runs[number][at]

    def match(self, at: int, place: int = 0, known: Known | None = None) -> tuple[int, Known] | None:
        """(where a match that begins here ends, what it remembers), or None."""
        code, known = self.program.code, known or {}
        later: list[tuple[Any, ...]] = []
        while True:
            self.steps += 1
            if self.steps > self.most:
                raise TooManyStepsError
            name, *given = code[place]
            if name == "match":
                return at, known
            do = self._repeat if name in ("many", "few", "all") else self._inner if name in INNER else self._step
            after = do(name, given, (place + 1, at, known), later) or _next(later)
            if after is None:
                return None
            place, at, known = after

    def _repeat(self, name: str, given: list[Any], state: State, later: list[Any]) -> State | None:
        place, at, known = state
        number, least, most = given
        run = self.run(number, at)
        run = run if most is None else min(run, most)
        if run < least:
            return None
        if name == "few":
            later.append((place, at + least, known, at + run, 1))
            return place, at + least, known
        self.steps += run
        if name == "many":
            later.append((place, at + run, known, at + least, -1))
        return place, at + run, known

    def _inner(self, name: str, given: list[Any], state: State, _later: list[Any]) -> State | None:
        _, at, known = state
        inner, after, back = given
        found = self.match(at - back, inner, known) if at >= back else None
        if (found is None) != (name == "not"):
            return None
        if found is None:
            return after, at, known
        return after, found[0] if name == "atomic" else at, found[1]

    def _step(self, name: str, given: list[Any], state: State, later: list[Any]) -> State | None:
        place, at, known = state
        match name:
            case "one":
                fits = at < len(self.text) and self.text[at] in self.program.members[given[0]]
                return (place, at + 1, known) if fits else None
            case "go":
                return given[0], at, known
            case "or":
                later.append((given[1], at, known))
                return given[0], at, known
            case "loop" if known["mark", given[0]] != at:  # else the body took nothing, and would for ever
                return given[0], at, known
            case "mark" | "open":
                return place, at, {**known, (name, given[0]): at}
            case "close":
                return place, at, {**known, given[0]: (known["open", given[0]], at)}
            case "same":
                start, stop = known.get(given[0], (0, -1))
                self.steps += max(stop - start, 0)
                fits = stop >= start and self.text.startswith(self.text[start:stop], at)
                return (place, at + stop - start, known) if fits else None
            case "at":
                return state if self._stands(at, *given) else None
            case _:
                return state

    def _stands(self, at: int, where: Any, flags: int) -> bool:
        text, end = self.text, len(self.text)
        lines = flags & re.M
        match where:
            case ops.AT_BEGINNING if lines:
                return at == 0 or text[at - 1] == "\n"
            case ops.AT_BEGINNING | ops.AT_BEGINNING_STRING:
                return at == 0
            case ops.AT_END if lines:
                return at == end or text[at] == "\n"
            case ops.AT_END:
                return at == end or (at == end - 1 and text[at] == "\n")
            case ops.AT_END_STRING:
                return at == end
            case _:
                word = [bool(re.match(r"\w", each)) for each in (text[at - 1 : at] if at else "", text[at : at + 1])]
                return (word[0] != word[1]) == (where is ops.AT_BOUNDARY)


def _next(later: list[tuple[Any, ...]]) -> State | None:
    """What is to be tried next: another way, or another length of a repeat."""
    while later:
        place, at, known, *lengths = later.pop()
        if not lengths:
            return place, at, known
        last, step = lengths
        if at != last:
            later.append((place, at + step, known, last, step))
            return place, at + step, known
    return None


def steps(made: Program, text: str, *, anchored: bool, most: int = 10**9) -> int:
    """Steps to find all matches in a text, as `finditer` looks for them, or one at its beginning.

    Raises TooManyStepsError beyond `most`.
    """
    count = Count(made, text, most)
    if anchored:
        count.match(0)
        return count.steps
    at = 0
    while at <= len(text):
        found = count.match(at)
        at = found[0] if found is not None and found[0] > at else at + 1
    return count.steps
