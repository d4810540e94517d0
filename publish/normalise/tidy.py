"""White space in a run of inlines, as a browser shows it."""

from __future__ import annotations

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
                found = list(_trim_end(tuple(found), breaks=False))
                if found:
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
    for node in children:
        if isinstance(node, Text) and found and isinstance(found[-1], Text):
            found[-1] = Text(found[-1].value + node.value)
        else:
            found.append(node)
    return tuple(found)


def _trim_end(children: Inlines, *, breaks: bool = True) -> Inlines:
    """The inlines without white space at their end, and without line breaks there if `breaks`."""
    while children:
        last = children[-1]
        match last:
            case Text(value=value):
                trimmed = value.rstrip(" ")
                if trimmed == value:
                    return children
                children = (*children[:-1], Text(trimmed)) if trimmed else children[:-1]
            case LineBreak():
                if not breaks:
                    return children
                children = children[:-1]
            case Styled(children=inner) | Link(children=inner) | Foreign(children=inner):
                inner = _trim_end(inner, breaks=breaks)
                if inner:
                    return (*children[:-1], replace(last, children=inner))
                children = children[:-1]
            case Code() | Picture() | NoteRef():
                return children
            case _:
                assert_never(last)
    return ()
