"""The regular expressions of the package, where they stand, and whether they are looked for all over a text."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import publish

ROOT = Path(publish.__file__).parent
AT_START = frozenset(("match", "fullmatch"))
SEARCHES = frozenset(("search", "findall", "finditer", "split", "sub", "subn"))


@dataclass(frozen=True, slots=True)
class Expression:
    """A pattern, the file and line that made it, and whether it is only ever tried at the start of a text."""

    pattern: re.Pattern[Any]
    place: str
    anchored: bool


@dataclass(slots=True)
class Found:
    """What the package has: its expressions, and the calls whose pattern is only known when they are made."""

    expressions: list[Expression]
    unread: list[str]


def gathered() -> Found:
    """Every expression of the package, each pattern once."""
    names = [
        each.name for each in pkgutil.walk_packages(publish.__path__, "publish.") if each.name != "publish.__main__"
    ]
    modules = [importlib.import_module(name) for name in names]
    trees = {str(module.__file__): ast.parse(Path(str(module.__file__)).read_text("utf-8")) for module in modules}
    loose = _loose(trees)
    found: dict[tuple[Any, int], Expression] = {}
    unread = []

    def note(pattern: re.Pattern[Any], place: str, *, anchored: bool) -> None:
        key = (pattern.pattern, pattern.flags)
        known = found.get(key)
        found[key] = Expression(
            pattern, known.place if known else place, anchored and (known is None or known.anchored)
        )

    for module in modules:
        path = str(module.__file__)
        where = Path(path).relative_to(ROOT).as_posix()
        for call, method, name in _calls(trees[path]):
            place = f"{where}:{call.lineno}"
            try:
                pattern = _compiled(call, method, vars(module))
            except NameError:
                unread.append(place)
                continue
            anchored = method in AT_START or (name is not None and (path, name) not in loose)
            note(pattern, place, anchored=anchored)
        for name, value in vars(module).items():
            for pattern in _patterns(_made(value)):
                if (pattern.pattern, pattern.flags) not in found:
                    note(pattern, f"{where}: {name}", anchored=False)
    return Found(sorted(found.values(), key=lambda each: each.place), unread)


def _calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str, str | None]]:
    """(a call of `re`, its function, the name that its pattern is given)."""
    given = {
        id(node.value): target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=method)) if (
                method == "compile" or method in AT_START | SEARCHES
            ):
                yield node, method, given.get(id(node))


def _compiled(call: ast.Call, method: str, known: dict[str, Any]) -> re.Pattern[Any]:
    flags = next((each.value for each in call.keywords if each.arg == "flags"), None)
    position = {"compile": 1, "sub": 4, "subn": 4, "split": 3}.get(method, 2)
    if flags is None and len(call.args) > position:
        flags = call.args[position]
    pattern, flag = (0 if each is None else _value(each, known) for each in (call.args[0], flags))
    return re.compile(pattern, flag)


def _value(node: ast.expr, known: dict[str, Any]) -> Any:
    return eval(compile(ast.Expression(node), "pattern", "eval"), dict(known))


def _loose(trees: dict[str, ast.Module]) -> set[tuple[str, str]]:
    """(file, name) of what is used otherwise than to match at the start of a text; in every file, if others may."""
    found = set()
    for path, tree in trees.items():
        held = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in AT_START}
        names = {
            node.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in held
        }
        names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and id(node) not in held}
        found |= {(each, name) for name in names for each in ([path] if name.startswith("_") else trees)}
    return found


def _made(value: object) -> object:
    """What a function returns that asks for nothing and returns a pattern; other values as they are."""
    returned = getattr(value, "__annotations__", {})
    return (
        value()
        if callable(value) and list(returned) == ["return"] and "re.Pattern" in str(returned["return"])
        else value
    )


def _patterns(value: object, deep: int = 4) -> Iterator[re.Pattern[Any]]:
    """The patterns that a value holds."""
    if isinstance(value, re.Pattern):
        yield value
    elif deep and isinstance(value, dict):
        for each in (*value.keys(), *value.values()):
            yield from _patterns(each, deep - 1)
    elif deep and isinstance(value, tuple | list | frozenset | set):
        for each in value:
            yield from _patterns(each, deep - 1)
    elif deep and hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
        for name in value.__dataclass_fields__:
            yield from _patterns(getattr(value, name, None), deep - 1)
