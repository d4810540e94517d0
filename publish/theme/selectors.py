"""Selectors as old reading systems understand them: `:where()` written out, with the weight each had in its theme."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

import tinycss2

from publish.theme.values import Token

Weight: TypeAlias = "tuple[int, int, int]"
"""Specificity: ids, classes, elements (Selectors 4, section 17)."""

NOTHING: Weight = (0, 0, 0)
COMBINATORS = (">", "+", "~")


@dataclass(frozen=True, slots=True)
class Selector:
    """One selector without `:where()`; `weight` is what it weighs in its theme, `plain_weight` as it now stands.

    `compounds` are its parts from the outermost to the subject, siblings left out, pseudo-elements cut off.
    """

    text: str
    weight: Weight
    plain_weight: Weight
    compounds: tuple[str, ...]
    pseudo: str = ""

    @property
    def subject(self) -> str:
        return self.compounds[-1]

    @property
    def bare(self) -> str:
        """The selector without its pseudo-element."""
        return self.text.removesuffix(self.pseudo)

    @property
    def element(self) -> str:
        """The element name of the subject, "" where it has none."""
        first = tinycss2.parse_component_value_list(self.subject)[:1]
        return str(first[0].lower_value) if first and first[0].type == "ident" else ""

    @property
    def classes(self) -> frozenset[str]:
        """The classes of the subject."""
        return frozenset(re.findall(r"\.(-?[_a-zA-Z][\w-]*)", self.subject))


def plain_selectors(prelude: str) -> tuple[Selector, ...]:
    """The selectors of a rule, each `:where()` and `:is()` replaced by what it lists."""
    return tuple(
        _selector(plain, _weight(original))
        for original in _split(tinycss2.parse_component_value_list(prelude, skip_comments=True))
        for plain in _written_out(original)
    )


def _selector(tokens: list[Token], weight: Weight) -> Selector:
    compounds, pseudo = _compounds(tokens)
    return Selector(_text(tokens), weight, _weight(tokens), compounds or ("*",), pseudo)


def _text(tokens: Iterable[Token]) -> str:
    return str(tinycss2.serialize(list(tokens))).strip()


def _split(tokens: Iterable[Token]) -> Iterator[list[Token]]:
    part: list[Token] = []
    for token in tokens:
        if token == ",":
            yield part
            part = []
        else:
            part.append(token)
    yield part


def _written_out(tokens: list[Token]) -> Iterator[list[Token]]:
    place = next((index for index, token in enumerate(tokens) if _is_list(token)), None)
    if place is None:
        yield tokens
        return
    before, after = tokens[: place - 1], tokens[place + 1 :]  # the colon goes as well
    for alternative in _split(tokens[place].arguments):
        yield from _written_out([*_joined(before, _trimmed(alternative)), *after])


def _is_list(token: Token) -> bool:
    return token.type == "function" and token.lower_name in ("where", "is")


def _trimmed(tokens: list[Token]) -> list[Token]:
    inked = [index for index, token in enumerate(tokens) if token.type != "whitespace"]
    return tokens[inked[0] : inked[-1] + 1] if inked else []


def _joined(before: list[Token], alternative: list[Token]) -> list[Token]:
    """The tokens in a row; an element name goes to the front of the compound that it joins, as in `.x:where(p)`."""
    start = len(before)
    while start and before[start - 1].type != "whitespace" and before[start - 1] not in COMBINATORS:
        start -= 1
    if alternative and alternative[0].type == "ident" and start < len(before):
        return [*before[:start], alternative[0], *before[start:], *alternative[1:]]
    return [*before, *alternative]


def _compounds(tokens: list[Token]) -> tuple[tuple[str, ...], str]:
    """The compounds that hold the subject and the subject itself, and its pseudo-element."""
    found: list[list[Token]] = []
    joined = False
    for token in tokens:
        if token in ("+", "~"):  # what stands before is a sibling, not an ancestor
            found, joined = found[:-1], False
        elif token == ">" or token.type == "whitespace":
            joined = False
        elif joined:
            found[-1].append(token)
        else:
            found, joined = [*found, [token]], True
    texts = list(map(_text, found))
    if not texts:
        return (), ""
    subject, colons, pseudo = texts[-1].partition("::")
    return (*texts[:-1], subject or "*"), colons + pseudo


def _weight(tokens: list[Token]) -> Weight:
    total, before = NOTHING, ""
    for index, token in enumerate(tokens):
        pseudo_element = before == ":" and index > 1 and tokens[index - 2] == ":"
        total = _sum(total, _one_weight(token, before, pseudo_element=pseudo_element))
        before = token.value if token.type == "literal" else ""
    return total


def _one_weight(token: Token, before: str, *, pseudo_element: bool) -> Weight:
    match token.type:
        case "hash":
            return (1, 0, 0)
        case "[] block":
            return (0, 1, 0)
        case "ident":
            return (0, 1, 0) if before in (".", ":") and not pseudo_element else (0, 0, 1)
        case "function" if token.lower_name == "where":
            return NOTHING
        case "function" if token.lower_name in ("is", "not", "has"):
            return max(map(_weight, _split(token.arguments)))
        case "function":
            return (0, 1, 0)
        case _:
            return NOTHING


def _sum(one: Weight, other: Weight) -> Weight:
    return (one[0] + other[0], one[1] + other[1], one[2] + other[2])
