"""Formulas of a web page as text: their TeX where the page has it, else MathML on one line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from bs4.element import NavigableString, PageElement, Tag

from publish.characters import xml_safe
from publish.findings import Finding, info
from publish.model import Code, Inline, Inlines, Mark, Styled, Text
from publish.normalise.account import Account, classes

# of the elements that hold a formula more than once: as MathML, as TeX and drawn with letters
WRAPPERS = frozenset(("katex", "katex-display", "mathjax", "mathjax_display", "mathjax_svg", "mwe-math-element"))
HOLDERS = frozenset(("span", "div", "mjx-container"))
_TEX = re.compile(r"tex", re.I)
_STYLE = re.compile(r"\{\\(?:display|text)style\s*+(?P<formula>.*)\}", re.S)
_INVISIBLE = re.compile("[\u2061-\u2064]")


def is_formula(node: Tag) -> bool:
    if node.name == "math":
        return True
    if node.name not in HOLDERS or not (node.name == "mjx-container" or classes(node) & WRAPPERS):
        return False
    return node.find("math") is not None


def formula(node: Tag, account: Account) -> Inlines:
    """A formula once: what the page draws of it besides is in the account."""
    math = node if node.name == "math" else node.find("math")
    assert isinstance(math, Tag)  # is_formula
    account.formulas += 1
    tex = _tex(math)
    for drawn in _apart_from(node, math):
        account.drop(node, drawn, "a formula that the page draws, which is here as text")
    if tex is None:
        return tuple(_linear(math, account))
    rest = math.get_text().replace(tex.get_text(), "", 1)
    account.drop(node, rest, "MathML of a formula, which is here as TeX")
    return _as_code(tex.get_text(), account)


def formulas_found(account: Account) -> Iterable[Finding]:
    """What to say of the formulas of an article."""
    if account.formulas:
        count = f"{account.formulas} formula{'' if account.formulas == 1 else 's'}"
        yield info("MATH-001", f"{count} became text: the book sets no mathematics")


def _tex(math: Tag) -> Tag | None:
    for note in math.find_all("annotation"):
        if isinstance(note, Tag) and _TEX.search(str(note.attrs.get("encoding") or "")) and note.get_text().strip():
            return note
    return None


def _apart_from(node: Tag, math: Tag) -> list[str]:
    """The words of an element that are not in its MathML."""
    if node is math:
        return []
    inside = {id(text) for text in math.descendants}
    words = [str(text) for text in node.descendants if isinstance(text, NavigableString) and id(text) not in inside]
    return ["".join(words)]


def _as_code(tex: str, account: Account) -> Inlines:
    """TeX as code, which no typographic repair touches, without the wrapping of Wikipedia's."""
    found = _STYLE.fullmatch(tex.strip())
    formula = found["formula"] if found else tex
    account.markup.append(tex.strip().replace(formula, "", 1) if found else "")
    return (Code(xml_safe(" ".join(formula.split()))),)


def _linear(node: PageElement, account: Account) -> list[Inline]:
    """MathML on one line: raised and lowered numbers, fractions with a stroke, roots with their sign."""
    if isinstance(node, NavigableString):
        text = str(node).strip()
        invisible = "".join(_INVISIBLE.findall(text))
        account.markup.append(invisible)
        return [Text(xml_safe(_INVISIBLE.sub("", text)))] if text != invisible else []
    if not isinstance(node, Tag):
        return []
    if node.name in ("annotation", "annotation-xml"):
        account.drop(node, node.get_text(), "a second form of a formula")
        return []
    parts = [_linear(child, account) for child in node.contents if isinstance(child, Tag) or str(child).strip()]
    return _FORMS.get(node.name, _in_a_row)(parts, account)


def _in_a_row(parts: list[list[Inline]], account: Account) -> list[Inline]:  # noqa: ARG001  # as the others
    return [node for part in parts for node in part]


def _operator(parts: list[list[Inline]], account: Account) -> list[Inline]:
    match _in_a_row(parts, account):
        case [Text(value=value)] if value in "=<>≤≥≠≈≡∼≅∝→←↔⇒⇔∈∉⊂⊆∪∩±×÷+−-·⋅∧∨":
            return [Text(f" {value} ")]
        case found:
            return found


def _scripts(*marks: Mark) -> Callable[[list[list[Inline]], Account], list[Inline]]:
    def make(parts: list[list[Inline]], account: Account) -> list[Inline]:  # noqa: ARG001  # as the others
        found = list(parts[0]) if parts else []
        for mark, part in zip(marks, parts[1:], strict=False):
            found += [Styled(mark, tuple(part))] if part else []
        return [*found, *(node for part in parts[1 + len(marks) :] for node in part)]

    return make


def _fraction(parts: list[list[Inline]], account: Account) -> list[Inline]:
    if len(parts) != 2:
        return _in_a_row(parts, account)
    account.added.append("/")
    return [*_bracketed(parts[0], account), Text("/"), *_bracketed(parts[1], account)]


def _root(parts: list[list[Inline]], account: Account) -> list[Inline]:
    account.added.append("√")
    return [Text("√"), *_bracketed(_in_a_row(parts, account), account)]


def _cell(parts: list[list[Inline]], account: Account) -> list[Inline]:
    return [*_in_a_row(parts, account), Text(" ")]


def _bracketed(part: list[Inline], account: Account) -> list[Inline]:
    """A part of a formula, in brackets where it would not hold together."""
    match part:
        case [] | [Text()] | [Text(), Styled()]:
            return part
        case _:
            account.added.append("()")
            return [Text("("), *part, Text(")")]


_FORMS: Mapping[str, Callable[[list[list[Inline]], Account], list[Inline]]] = {
    "mo": _operator,
    "msup": _scripts(Mark.SUPERSCRIPT),
    "mover": _scripts(Mark.SUPERSCRIPT),
    "msub": _scripts(Mark.SUBSCRIPT),
    "munder": _scripts(Mark.SUBSCRIPT),
    "msubsup": _scripts(Mark.SUBSCRIPT, Mark.SUPERSCRIPT),
    "munderover": _scripts(Mark.SUBSCRIPT, Mark.SUPERSCRIPT),
    "mfrac": _fraction,
    "msqrt": _root,
    "mtd": _cell,
    "mtr": _cell,
}
