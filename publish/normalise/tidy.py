"""White space in a run of inlines, as a browser shows it."""

from __future__ import annotations

import itertools
import operator
import re
from dataclasses import replace
from typing import assert_never

from publish.model import Code, Foreign, Inline, Inlines, LineBreak, Link, NoteRef, Picture, Styled, Text

SPACE = re.compile(r"[ \t\n\r\f]+")


def tidy(children: Inlines) -> Inlines:
    """Inlines with runs of white space as one space, none at the ends or around line breaks, empty marks dropped."""
    collapsed, _ = _collapse(children, after_space=True)
    return _trim_end(merge(collapsed))


def _collapse(children: Inlines, *, after_space: bool) -> tuple[Inlines, bool]:
    """(the children with collapsed white space, whether they end in a space)."""
    found: list[Inline] = []
    for node in children:
        match node:
            case Text(value=value):
                if not value.isprintable() or "  " in value:
                    value = SPACE.sub(" ", value)
                value = value[1:] if after_space and value.startswith(" ") else value
                if value:
                    found.append(Text(value))
                    after_space = value.endswith(" ")
            case Styled(children=inner) | Link(children=inner) | Foreign(children=inner):
                inner, after_space = _collapse(inner, after_space=after_space)
                if inner:
                    found.append(replace(node, children=merge(inner)))
            case LineBreak():
                while found and not (kept := _trim_end((found[-1],), breaks=False)):
                    found.pop()
                if found:
                    found[-1:] = kept
                    found.append(node)
                after_space = True
            case Code() | Picture() | NoteRef():
                found.append(node)
                after_space = False
            case _:
                assert_never(node)
    return tuple(found), after_space


def merge(children: Inlines) -> Inlines:
    """Neighbouring runs of text as one."""
    found: list[Inline] = []
    for is_text, nodes in itertools.groupby(children, lambda node: isinstance(node, Text)):
        same = list(nodes)
        found += [Text("".join(map(operator.attrgetter("value"), same)))] if is_text and len(same) > 1 else same
    return tuple(found)


def _trim_end(children: Inlines, *, breaks: bool = True) -> Inlines:
    """The inlines without white space at their end, and without line breaks there if `breaks`."""
    for end in range(len(children), 0, -1):
        last = children[end - 1]
        match last:
            case Text(value=value):
                if trimmed := value.rstrip(" "):
                    return (*children[: end - 1], Text(trimmed)) if trimmed != value else children[:end]
            case LineBreak():
                if not breaks:
                    return children[:end]
            case Styled(children=inner) | Link(children=inner) | Foreign(children=inner):
                if inner := _trim_end(inner, breaks=breaks):
                    return (*children[: end - 1], replace(last, children=inner))
            case Code() | Picture() | NoteRef():
                return children[:end]
            case _:
                assert_never(last)
    return ()
