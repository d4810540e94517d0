"""A style put together: its file, those that it imports, the fonts and pictures that it brings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import tinycss2

from publish.errors import ThemeError
from publish.findings import Finding
from publish.theme.fonts import Face
from publish.theme.places import Places, Stretch
from publish.theme.proof import Proof, addresses_in, applies_somewhere, blank, proofread
from publish.theme.values import Token

MOST_IMPORTS = 40  # of all files together
_BRACKETS = re.compile(r"[(){}\[\]]")


@dataclass(frozen=True, slots=True)
class File:
    """A style file: its text, how messages call it, and its path; None for one that is not on a disk."""

    text: str
    name: str
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where imports are looked for: the style called so from a file, and the text and bytes of files.

    Paths may not lead out of `root`, or of the folder of a style that is not in it.
    """

    named: Callable[[str, Path | None], Path]
    text: Callable[[Path], str]
    data: Callable[[Path], bytes]
    root: Path | None = None


@dataclass(frozen=True, slots=True)
class Composed:
    """One sheet without imports and `@font-face`, and where its lines are from; pictures by their addresses in it."""

    css: str
    places: Places
    faces: tuple[Face, ...]
    pictures: Mapping[str, bytes]
    findings: tuple[Finding, ...]
    errors: tuple[str, ...]


@dataclass(slots=True)
class _Pile:
    """The files so far: text by text, and what was noticed in each."""

    shelf: Shelf
    texts: list[str] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    proofs: list[Proof] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    lines: int = 0

    def put(self, text: str, file: str, line: int = 1) -> None:
        self.stretches.append(Stretch(self.lines + 1, file, line))
        self.texts.append(f"{text}\n")
        self.lines += text.count("\n") + 1


def compose(file: File, shelf: Shelf) -> Composed:
    """The whole sheet of a style; its errors are those of all its files, each with file, line and remedy."""
    pile = _Pile(shelf)
    _add(file, pile, ())
    return Composed(
        "".join(pile.texts),
        Places(tuple(pile.stretches)),
        tuple(dict.fromkeys(face for proof in pile.proofs for face in proof.faces)),
        pile.pictures,
        tuple(dict.fromkeys(finding for proof in pile.proofs for finding in proof.findings)),
        tuple(dict.fromkeys(error for proof in pile.proofs for error in proof.errors)),
    )


def _add(file: File, pile: _Pile, around: tuple[File, ...]) -> None:
    folder = file.path.resolve().parent if file.path else None
    root = pile.shelf.root
    inside = folder is not None and root is not None and folder.is_relative_to(root.resolve())
    proof = Proof(file.name, folder, root if inside else folder, pile.shelf.data, pictures=pile.pictures)
    pile.proofs.append(proof)
    if len(pile.proofs) > MOST_IMPORTS:
        raise ThemeError(f"{file.name}: it imports more than {MOST_IMPORTS} files; put some of them together")
    try:
        rules = tinycss2.parse_stylesheet(file.text)
        imports, rest = _opening(rules)
        for rule in imports:
            _import(rule, file, proof, pile, around)
        opening = "".join(map(blank, rules[: len(rules) - len(rest)]))
        text = opening + "".join(proofread(rest, proof))
    except RecursionError as error:
        line = _deepest_line(file.text)
        raise ThemeError(
            f"{file.name}, line {line}: rules or brackets are nested too deeply; write them flat"
        ) from error
    pile.put(text, file.name)


def _deepest_line(text: str) -> int:
    """The line in which brackets are deepest in one another, strings and comments not told apart."""
    depth = deepest = 0
    line = 1
    for number, content in enumerate(text.split("\n"), 1):
        for bracket in _BRACKETS.findall(content):
            depth += 1 if bracket in "({[" else -1
            if depth > deepest:
                deepest, line = depth, number
    return line


def _opening(rules: list[Token]) -> tuple[list[Token], list[Token]]:
    """The imports that a sheet begins with, and all that comes after the last of them."""
    last = 0
    imports = []
    for index, rule in enumerate(rules):
        if rule.type == "at-rule" and rule.lower_at_keyword == "import":
            imports.append(rule)
            last = index + 1
        elif rule.type not in ("whitespace", "comment") and not (
            rule.type == "at-rule" and rule.lower_at_keyword == "charset"
        ):
            break
    return imports, rules[last:]


def _import(rule: Token, file: File, proof: Proof, pile: _Pile, around: tuple[File, ...]) -> None:
    tokens = [token for token in rule.prelude if token.type not in ("whitespace", "comment")]
    address = next(_address(tokens), "")
    media = str(tinycss2.serialize(tokens[1:])).strip()
    if not address:
        proof.wrong(rule.source_line, '@import names no style; write @import "reader";')
        return
    if media and not applies_somewhere(media):
        proof.wrong(rule.source_line, f"@import for `{media}` holds for no format; write print, epub, docx or nothing")
        return
    path = _imported(address, file, rule.source_line, proof, pile.shelf)
    if path is None:
        return
    if any(each.path is not None and each.path.resolve() == path.resolve() for each in (*around, file)):
        proof.wrong(rule.source_line, f"@import of {address!r} goes in a circle; leave one of the imports out")
        return
    if media:
        pile.put(f"@media {media} {{", file.name, rule.source_line)
    _add(File(pile.shelf.text(path), path.name, path), pile, (*around, file))
    if media:
        pile.put("}", file.name, rule.source_line)


def _address(tokens: list[Token]) -> Iterator[str]:
    if tokens and tokens[0].type == "string":
        yield str(tokens[0].value)
    yield from addresses_in(tokens[:1])


def _imported(address: str, file: File, line: int, proof: Proof, shelf: Shelf) -> Path | None:
    """The file of an import: one beside the style, else the style of that name."""
    beside = proof.folder is not None and (proof.folder / address).is_file()
    if beside or "/" in address or address.endswith(".css"):
        return proof.path(address, line)
    try:
        return shelf.named(address, file.path)
    except ThemeError as error:
        proof.wrong(line, f"@import: {error}")
        return None
