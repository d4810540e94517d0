"""Lines of text as runs: character styles, languages, directions, links, notes, pictures."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias, assert_never

from publish.model import Code, Direction, Foreign, Inline, LineBreak, Link, Mark, NoteRef, Picture, Styled, Text
from publish.theme.roles import WORD_STYLES, StyleRole
from publish.walk import runs_right_to_left
from publish.writers.docx_fields import bookmark, field, link_inside, link_outside
from publish.writers.docx_pictures import TALLEST, Frame, fitted, picture_run
from publish.writers.docx_scope import Place, Scope, link_target
from publish.writers.docx_xml import escape, run

Marks: TypeAlias = "tuple[StyleRole, ...]"

MARK_ROLES: Mapping[Mark, StyleRole] = {
    Mark.EMPHASIS: StyleRole.EMPHASIS,
    Mark.STRONG: StyleRole.STRONG,
    Mark.STRIKE: StyleRole.STRIKE,
    Mark.SUBSCRIPT: StyleRole.SUBSCRIPT,
    Mark.SUPERSCRIPT: StyleRole.SUPERSCRIPT,
    Mark.SMALL_CAPS: StyleRole.SMALL_CAPS,
    Mark.TERM: StyleRole.TERM,
}
HEAVY = frozenset({StyleRole.STRONG, StyleRole.LEAD_PHRASE, StyleRole.AUTHOR, StyleRole.SOURCE_WORK})
"""Marks that may be bold: Word's bold in bold is no longer bold."""

# Strong right-to-left letters (Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms), and letters that
# surely run to the right: enough to cut text into runs; the order within is the Unicode algorithm's affair.
_R = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_L = "A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02b8\u0370-\u058f\u0900-\u1fff\u2c00-\ud7ff"
RIGHT_TO_LEFT = re.compile(f"[{_R}]")
_RIGHT_SPAN = re.compile(f"[{_R}](?:[^{_L}]*[{_R}])?")
_LEFT_SPAN = re.compile(f"[{_L}](?:[^{_R}]*[{_L}0-9])?")
_SEEN = re.compile(r"<w:drawing|<w:t(?: [^<>]*)?>\s*[^<\s]")
_EAST_ASIAN = ("zh", "ja", "ko", "yue")


def inlines(children: Iterable[Inline], scope: Scope, marks: Marks = ()) -> str:
    """A line of text as runs, links and bookmarks; `marks` are the character styles around it, outermost first."""
    return "".join(_inline(node, scope, marks) for node in children)


def _inline(node: Inline, scope: Scope, marks: Marks) -> str:
    match node:
        case Text(value=value):
            return text_runs(value, scope, marks)
        case Styled(mark=mark, children=children):
            return inlines(children, scope, with_mark(marks, MARK_ROLES[mark]))
        case Code(value=value):
            return text_runs(value, scope, with_mark(marks, StyleRole.INLINE_CODE))
        case Link(href=href, children=children):
            return _link(href, children, scope, marks)
        case Foreign(language=language, children=children):
            return inlines(children, replace(scope, language=language), marks)
        case Picture(asset=asset, alt=alt):
            return picture(asset, alt, scope)
        case LineBreak():
            return "<w:r><w:br/></w:r>"
        case NoteRef(note_id=note_id):
            return _note_call(note_id, scope)
        case _:
            assert_never(node)


def with_mark(marks: Marks, role: StyleRole) -> Marks:
    return marks if role in marks else (*marks, role)


def text_runs(text: str, scope: Scope, marks: Marks = ()) -> str:
    """Text as runs, one for each stretch of one direction."""
    style = _style(scope, marks)
    if not text:
        return ""
    if scope.direction is Direction.LTR and (text.isascii() or not RIGHT_TO_LEFT.search(text)):
        return run(text, style + language_property(scope.language, leftward=False))
    leftward = style + "<w:rtl/>" + language_property(scope.language, leftward=True)
    rightward = style + language_property(scope.language, leftward=False)
    return "".join(
        run(stretch, leftward if is_leftward else rightward)
        for stretch, is_leftward in stretches(text, scope.direction)
    )


def _style(scope: Scope, marks: Marks) -> str:
    if not marks:
        return ""
    in_bold = scope.bold and not HEAVY.isdisjoint(marks)
    return f'<w:rStyle w:val="{scope.ledger.character_style(marks, in_bold=in_bold)}"/>'


def stretches(text: str, base: Direction) -> Iterator[tuple[str, bool]]:
    """Text cut where its direction turns, each piece with whether it runs to the left.

    What is neutral goes with the base direction, unless it stands between two pieces against it.
    """
    against = _RIGHT_SPAN if base is Direction.LTR else _LEFT_SPAN
    basic = base is Direction.RTL
    end = 0
    for span in against.finditer(text):
        if span.start() > end:
            yield text[end : span.start()], basic
        yield span[0], not basic
        end = span.end()
    if end < len(text):
        yield text[end:], basic


@functools.lru_cache(maxsize=64)
def language_property(language: str | None, *, leftward: bool) -> str:
    """The language of a run where it is not the document's; Word keeps three of them, by script."""
    if language is None:
        return ""
    primary = language.partition("-")[0].lower()
    if leftward or runs_right_to_left(language):
        return f'<w:lang w:bidi="{escape(language)}"/>' if runs_right_to_left(language) else ""
    kind = "eastAsia" if primary in _EAST_ASIAN else "val"
    return f'<w:lang w:{kind}="{escape(language)}"/>'


def _link(href: str, children: tuple[Inline, ...], scope: Scope, marks: Marks) -> str:
    """A link, or its bare text where it leads nowhere or there is nothing to be seen of it; links in links are not
    links in Word either."""
    if StyleRole.HYPERLINK in marks:
        return inlines(children, scope, marks)
    mark = scope.anchors.get(href[1:]) if href.startswith("#") else None
    target = None if href.startswith("#") else link_target(href)
    if mark is None and target is None:
        return inlines(children, scope, marks)
    content = inlines(children, scope, with_mark(marks, StyleRole.HYPERLINK))
    if not _SEEN.search(content):
        return content
    if mark is not None:
        return link_inside(mark, content)
    return link_outside(scope.relations.link(target or ""), content)


def picture(asset: str, alt: str, scope: Scope) -> str:
    """A picture in the line; its description in words where the picture itself is missing."""
    found = scope.assets.get(asset)
    if found is None:
        return text_runs(alt, scope)
    page = scope.whole.page
    frame = Frame(scope.width_pt, (page.height_pt - page.margins.top - page.margins.bottom) * TALLEST)
    number = scope.ledger.drawings.next()
    return picture_run(scope.relations.picture(asset), number, alt, fitted(found, frame))


def _note_call(note_id: str, scope: Scope) -> str:
    """The mark of a footnote; a second call refers to the first, and a note cannot have a note of its own in Word."""
    style = f'<w:rPr><w:rStyle w:val="{WORD_STYLES[StyleRole.FOOTNOTE_REFERENCE].ident}"/></w:rPr>'
    if note_id not in scope.notes.blocks:
        return ""
    if (number := scope.notes.called.get(note_id)) is not None:
        return field(f"NOTEREF {_note_mark(number, scope)} \\h", f"<w:r>{style}<w:t>{number}</w:t></w:r>")
    if scope.place is Place.NOTE:
        return ""
    number = scope.ledger.notes.next()
    scope.notes.called[note_id] = number
    call = f'<w:r>{style}<w:footnoteReference w:id="{number}"/></w:r>'
    return bookmark(_note_mark(number, scope), scope.ledger.marks.next(), call)


def _note_mark(number: int, scope: Scope) -> str:
    return f"_Note{scope.ledger.number}_{number}"


def has_picture(children: Iterable[Inline]) -> bool:
    """Whether a line holds a picture, which needs more height than a line of text."""
    for node in children:
        match node:
            case Text():  # most are
                continue
            case Picture():
                return True
            case Styled(children=inner) | Link(children=inner) | Foreign(children=inner) if has_picture(inner):
                return True
    return False
