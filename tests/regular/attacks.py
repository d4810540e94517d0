"""Texts that make the work of a pattern grow: made from its own repeats, each many times over, with an end that fails."""

from __future__ import annotations

import itertools
import re._constants as ops  # type: ignore[import-not-found]  # private, and without types
from collections.abc import Callable, Iterator
from typing import Any

from tests.regular.steps import REPEATS, Program, TooManyStepsError, some, steps

Attack = tuple[str, str, str]
"""What stands before, what is repeated, what stands after."""
LENGTHS = (((16, 32, 64), 200_000), ((96, 192, 384), 800_000), ((384, 768, 1536), 1_500_000))
"""Repeats of an attack, with the steps that are too many in any case; longer ones where the work grows under short ones."""
GROWTH = 2.7  # of the added work when the added text doubles: 2 is linear, 4 quadratic
MOST_BEFORES, MOST_REPEATS = 16, 200  # of what a list of phrases has by the hundred, alike
PAIRED = 9  # kinds of character that are tried in pairs


def attacks(made: Program) -> Iterator[Attack]:
    """Every attack that is tried on a pattern, each once."""
    found: dict[Attack, None] = {}
    repeats = list(dict.fromkeys(_repeats(made, made.tree, "")))
    befores = some(dict.fromkeys(("", *(before for before, _ in repeats))), MOST_BEFORES)
    bodies = some(dict.fromkeys(body for _, body in repeats), MOST_BEFORES)
    afters = ("", *_rare(made))
    for before, after in itertools.product(befores, afters):
        for each in (*made.letters, *bodies):
            found[before, each, after] = None
    for before, body in some(repeats, MOST_REPEATS):
        for each in (before, before + body, body + before):
            if each:
                found["", each, afters[-1]] = None
    for pair in itertools.permutations(made.letters[:PAIRED], 2):
        found["", "".join(pair), afters[-1]] = None
    yield from found


def _rare(made: Program) -> tuple[str, ...]:
    """Two characters that match as little as any."""
    return tuple(sorted(made.letters, key=lambda letter: sum(letter in each for each in made.members))[:2])


def _example(made: Program, tree: Any, choose: Callable[[Any], Any]) -> str:
    """A text that the tree matches, what stands around it apart."""
    words = ""
    for op, given in tree:
        match op:
            case ops.LITERAL | ops.NOT_LITERAL | ops.IN | ops.ANY:
                words += _letter(made, (op, given))
            case ops.SUBPATTERN:
                words += _example(made, given[3], choose)
            case ops.ATOMIC_GROUP:
                words += _example(made, given, choose)
            case ops.BRANCH:
                words += _example(made, choose(given[1]), choose)
            case ops.MAX_REPEAT | ops.MIN_REPEAT | ops.POSSESSIVE_REPEAT:
                words += _example(made, given[2], choose) * max(given[0], min(given[1], 1))
            case _:
                pass
    return words


def _letter(made: Program, node: tuple[Any, Any]) -> str:
    members = made.members[made.numbers[str(node)]]
    return next((letter for letter in made.letters if letter in members), "")


def _repeats(made: Program, tree: Any, before: str) -> Iterator[tuple[str, str]]:
    """(a text that leads to a repeat without end, one that it repeats), for each of them and each way to go."""
    for op, given in tree:
        inner: list[Any] = []
        match op:
            case ops.SUBPATTERN:
                inner = [given[3]]
            case ops.ATOMIC_GROUP:
                inner = [given]
            case ops.ASSERT | ops.ASSERT_NOT:
                inner = [given[1]]
            case ops.BRANCH:
                inner = given[1]
            case _ if op in REPEATS:
                inner = [given[2]]
                if given[1] == ops.MAXREPEAT:
                    bodies = {
                        _example(made, given[2], lambda ways: ways[0]),
                        _example(made, given[2], lambda ways: ways[-1]),
                    }
                    yield from ((before, body) for body in sorted(bodies) if body)
            case _:
                pass
        for each in inner:
            yield from _repeats(made, each, before)
        before += _example(made, [(op, given)], lambda ways: ways[0])


def growing(made: Program, *, anchored: bool) -> Attack | None:
    """An attack under which the work grows faster than the text, if one is found."""
    if "MAXREPEAT" not in str(made.tree):  # without an end there is no growth
        return None
    return next((attack for attack in attacks(made) if _grows(made, attack, anchored=anchored)), None)


def _grows(made: Program, attack: Attack, *, anchored: bool) -> bool:
    before, body, after = attack
    for lengths, most in LENGTHS:
        try:
            short, middle, long = (
                steps(made, before + body * length + after, anchored=anchored, most=most) for length in lengths
            )
        except TooManyStepsError:
            return True
        if long - middle <= GROWTH * (middle - short):
            return False
    return True
