"""What becomes of a role's box in Word, where only paragraphs have indents, spaces, borders and shades."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from publish.theme.cascade import Cascade
from publish.theme.computed import Border, Borders, ComputedStyle, LineStyle, Sides
from publish.theme.roles import LIST_BULLETS, LIST_NUMBERS, Box, StyleRole
from publish.writers.docx_numbering import BULLET_NUM, HEADING_NUM, NO_NUM, NUMBER_NUM, SOURCE_NUM, is_numbered
from publish.writers.docx_xml import twips

COLOPHON_DEPTH = 0.55  # of the text area, above the colophon
TINT_LINE_PT = 0.5  # a border in the colour of its box, which carries the padding


@dataclass(frozen=True, slots=True)
class Look:
    """A paragraph style as Word takes it: the box of its element and of those around it, in one place."""

    text: ComputedStyle
    before_pt: float
    after_pt: float
    left_pt: float
    right_pt: float
    first_pt: float
    borders: Borders = field(default_factory=Borders)
    border_space: Sides = field(default_factory=Sides)
    shade: str | None = None
    page_before: bool = False
    keep_next: bool = False
    keep_together: bool = False
    line_rule: str = "exact"
    numbering: tuple[int, int] | None = None
    tabs: str = ""


def any_line(borders: Borders) -> bool:
    """Whether there is a line on any side."""
    return any((borders.top, borders.right, borders.bottom, borders.left))


Shape: TypeAlias = "Callable[[Look, Cascade], Look]"


def _flat(style: ComputedStyle) -> Look:
    return Look(
        style,
        style.margin.top,
        style.margin.bottom,
        style.inset_left_pt,
        style.inset_right_pt,
        style.indent_pt,
        borders=style.borders,
        border_space=style.padding,
        shade=style.background,
        page_before=style.page_before,
        keep_next=style.keep_next,
        keep_together=style.keep_together,
    )


def _article_title(look: Look, whole: Cascade) -> Look:
    """Below the sink, as deep as the number and its rule stand in the other formats; its number hangs beside it.

    Its lines are as high as their letters ask, since a subtitle may stand on the last of them.
    """
    detail = whole.styles[StyleRole.TITLE_DETAIL]
    opening, number, rule = (whole.boxes[box] for box in (Box.OPENING, Box.NUMBER, Box.NUMBER_RULE))
    lined = replace(look, borders=replace(look.borders, top=opening.borders.top)) if opening.borders.top else look
    sink = opening.padding.top + number.line_pt + rule.margin.top + rule.margin.bottom + look.before_pt
    return replace(
        lined,
        before_pt=sink,
        page_before=True,
        keep_next=True,
        numbering=(HEADING_NUM, 0),
        line_rule="atLeast",
        text=replace(look.text, line_pt=detail.line_pt + detail.margin.top / 2),
    )


def _back_heading(look: Look, _whole: Cascade) -> Look:
    return replace(
        look, before_pt=look.before_pt + look.text.padding.top, page_before=True, keep_next=True, numbering=(NO_NUM, 0)
    )


def _section_heading(box: Box, level: int) -> Shape:
    """A heading that a theme may number; one below a numbered one says that it is not, or Word would number it, too."""

    def shaped(look: Look, whole: Cascade) -> Look:
        if is_numbered(box, whole):
            return replace(look, numbering=(HEADING_NUM, level), first_pt=0.0)
        above = level > 1 and is_numbered(Box.SECTION_NUMBER, whole)
        return replace(look, numbering=(NO_NUM, 0)) if above else look

    return shaped


def _below_sections(look: Look, whole: Cascade) -> Look:
    return replace(look, numbering=(NO_NUM, 0)) if is_numbered(Box.SUBSECTION_NUMBER, whole) else look


def _part_heading(look: Look, whole: Cascade) -> Look:
    return replace(look, before_pt=whole.boxes[Box.PART].padding.top, page_before=True)


def _book_title(look: Look, whole: Cascade) -> Look:
    return replace(look, before_pt=whole.boxes[Box.TITLE_PAGE].padding.top)


def _contents_heading(look: Look, _whole: Cascade) -> Look:
    return replace(look, page_before=False, keep_next=True)  # the contents are a section


def _contents_entry(look: Look, whole: Cascade) -> Look:
    """The number hangs, the folio stands at the edge of the measure, beyond which LibreOffice would lose it."""
    measure, hang = whole.page.measure_pt, whole.boxes[Box.CONTENTS].padding.left
    tabs = f'<w:tab w:val="right" w:leader="dot" w:pos="{twips(measure)}"/>'
    space = max(look.before_pt, look.after_pt)
    return replace(look, before_pt=space, after_pt=0.0, right_pt=0.0, first_pt=-hang, tabs=tabs, keep_together=True)


def _contents_line(look: Look, whole: Cascade) -> Look:
    return replace(_contents_entry(look, whole), first_pt=0.0)


def _contents_detail(look: Look, whole: Cascade) -> Look:
    return replace(
        look, left_pt=whole.boxes[Box.CONTENTS].padding.left, before_pt=0.0, after_pt=0.0, keep_together=True
    )


def _after(box: Box) -> Shape:
    """Text that follows something with a space below it: in Word that space belongs to the text."""
    return lambda look, whole: replace(look, before_pt=whole.boxes[box].margin.bottom)


def _grown_line(look: Look, _whole: Cascade) -> Look:
    return replace(look, line_rule="atLeast")


def _loose_line(look: Look, _whole: Cascade) -> Look:
    return replace(look, line_rule="auto")


def _quote(look: Look, whole: Cascade) -> Look:
    return replace(_quoted(look, whole), before_pt=whole.boxes[Box.QUOTE].margin.top)


def _quoted(look: Look, whole: Cascade) -> Look:
    """A paragraph of a quotation, with the lines and the ground of the whole of it."""
    box = whole.boxes[Box.QUOTE]
    if box.background:
        return _boxed(look, box, before_pt=look.before_pt)
    return replace(look, borders=box.borders, border_space=box.padding) if any_line(box.borders) else look


def _boxed(look: Look, box: ComputedStyle, *, before_pt: float) -> Look:
    """A paragraph of a tinted box; lines in the tint's own colour carry the padding."""
    tint = Border(TINT_LINE_PT, box.background, LineStyle.SOLID) if box.background else None
    edges = box.borders
    space = box.padding
    return replace(
        look,
        before_pt=before_pt,
        shade=box.background,
        borders=Borders(edges.top or tint, edges.right or tint, edges.bottom or tint, edges.left or tint),
        border_space=space,
        keep_together=box.keep_together or look.keep_together,
    )


def _callout(look: Look, whole: Cascade) -> Look:
    return _boxed(look, whole.boxes[Box.CALLOUT], before_pt=look.before_pt)


def _callout_opening(look: Look, whole: Cascade) -> Look:
    box = whole.boxes[Box.CALLOUT]
    return _boxed(look, box, before_pt=box.margin.top)


def _code(look: Look, _whole: Cascade) -> Look:
    return _boxed(look, look.text, before_pt=look.before_pt)


def _hanging(look: Look, _whole: Cascade) -> Look:
    """List items take their indents from the numbering, so that Word's own list commands move them."""
    return replace(look, left_pt=0.0, first_pt=0.0)


def _listed(num: int, level: int) -> Shape:
    return lambda look, whole: replace(_hanging(look, whole), numbering=(num, level))


def _question(look: Look, whole: Cascade) -> Look:
    return replace(_hanging(look, whole), before_pt=whole.boxes[Box.LIST_GAP].margin.top)


def _source_entry(look: Look, whole: Cascade) -> Look:
    return replace(_hanging(look, whole), numbering=(SOURCE_NUM, 0))


def _figure(look: Look, whole: Cascade) -> Look:
    gap = whole.styles[StyleRole.CAPTION].margin.top
    return replace(look, after_pt=gap, first_pt=0.0, line_rule="auto", keep_next=True)


def _figure_alone(look: Look, _whole: Cascade) -> Look:
    return replace(look, first_pt=0.0, line_rule="auto")


def _table_caption(look: Look, whole: Cascade) -> Look:
    return replace(look, before_pt=whole.styles[StyleRole.TABLE].margin.top, keep_next=True)


def _cell_text(look: Look, _whole: Cascade) -> Look:
    """Text of a cell; its lines and its ground are the table's."""
    return replace(look, left_pt=0.0, right_pt=0.0, first_pt=0.0, borders=Borders(), border_space=Sides(), shade=None)


def _short_rule(look: Look, whole: Cascade, line: ComputedStyle, *, centred: bool) -> Look:
    """An ornament: an empty paragraph, which stands for the break itself, under a short line."""
    rest = max(whole.page.measure_pt - (line.width_pt or whole.page.measure_pt), 0.0)
    left = rest / 2 if centred else 0.0
    text = replace(look.text, line_pt=1.0, size_pt=1.0)
    return replace(
        look, text=text, left_pt=left, right_pt=rest - left, first_pt=0.0, borders=Borders(top=line.borders.top)
    )


def _rule(look: Look, whole: Cascade) -> Look:
    return _short_rule(look, whole, look.text, centred=True)


def _ornament(look: Look, whole: Cascade, line: ComputedStyle, *, before_pt: float) -> Look:
    ruled = _short_rule(look, whole, line, centred=False)
    return replace(ruled, before_pt=before_pt, after_pt=line.margin.bottom, keep_next=True)


def _end_rule(look: Look, whole: Cascade) -> Look:
    return _ornament(look, whole, whole.boxes[Box.END_ORNAMENT], before_pt=whole.boxes[Box.END_MATTER].margin.top)


def _title_rule(look: Look, whole: Cascade) -> Look:
    line = whole.boxes[Box.TITLE_ORNAMENT]
    return _ornament(look, whole, line, before_pt=line.margin.top)


def _running_head(look: Look, whole: Cascade) -> Look:
    tabs = f'<w:tab w:val="right" w:pos="{twips(whole.page.measure_pt)}"/>'
    return replace(look, line_rule="auto", tabs=tabs)


def _gap(look: Look, _whole: Cascade) -> Look:
    return replace(look, text=replace(look.text, line_pt=1.0, size_pt=1.0), first_pt=0.0)


def _colophon_heading(look: Look, whole: Cascade) -> Look:
    """A page of its own, in the lower half of it: Word has no way to push text to the foot of a page by a style."""
    page = whole.page
    room = page.height_pt - page.margins.top - page.margins.bottom
    return replace(look, before_pt=room * COLOPHON_DEPTH, page_before=True, keep_next=True)


_R = StyleRole
SHAPES: Mapping[StyleRole, Shape] = {
    _R.COLOPHON_HEADING: _colophon_heading,
    _R.TITLE_RULE: _title_rule,
    _R.GAP: _gap,
    _R.TITLE: _book_title,
    _R.CONTENTS_HEADING: _contents_heading,
    _R.CONTENTS_1: _contents_entry,
    _R.CONTENTS_2: _contents_line,
    _R.CONTENTS_3: _contents_line,
    _R.CONTENTS_BACK: _contents_line,
    _R.CONTENTS_DETAIL: _contents_detail,
    _R.PART_HEADING: _part_heading,
    _R.HEADING_1: _article_title,
    _R.HEADING_2: _section_heading(Box.SECTION_NUMBER, 1),
    _R.HEADING_3: _section_heading(Box.SUBSECTION_NUMBER, 2),
    _R.HEADING_4: _below_sections,
    _R.BACK_HEADING: _back_heading,
    _R.OPENING_TEXT: _after(Box.OPENING),
    _R.TEXT_AFTER_LIST: _after(Box.LIST),
    _R.TEXT_AFTER_BOX: _after(Box.FIGURE),
    _R.PICTURE_TEXT: _grown_line,
    _R.QUOTE: _quote,
    _R.QUOTE_CONTINUED: _quoted,
    _R.ATTRIBUTION: _quoted,
    _R.CALLOUT: _callout,
    _R.CALLOUT_LABEL: _callout_opening,
    _R.CALLOUT_OPENING: _callout_opening,
    _R.CALLOUT_BULLET: lambda look, whole: _callout(_hanging(look, whole), whole),
    _R.CALLOUT_NUMBER: lambda look, whole: _callout(_hanging(look, whole), whole),
    **{role: _listed(BULLET_NUM, level) for level, role in enumerate(LIST_BULLETS)},
    **{role: _listed(NUMBER_NUM, level) for level, role in enumerate(LIST_NUMBERS)},
    _R.LIST_BULLET_SPACED: _listed(BULLET_NUM, 0),
    _R.LIST_NUMBER_SPACED: _listed(NUMBER_NUM, 0),
    _R.LIST_QUESTION: _question,
    _R.FIGURE: _figure,
    _R.FIGURE_ALONE: _figure_alone,
    _R.TABLE_CAPTION: _table_caption,
    _R.TABLE_TEXT: _cell_text,
    _R.TABLE_HEAD: _cell_text,
    _R.TABLE_NUMBER: _cell_text,
    _R.CODE: _code,
    _R.RULE: _rule,
    _R.END_RULE: _end_rule,
    _R.SOURCE_ENTRY: _source_entry,
    _R.HEADER: _running_head,
    _R.FOOTER: _loose_line,
    _R.FRONT_FOOTER: _loose_line,
    _R.EVEN_FOOTER: _loose_line,
    _R.EVEN_FRONT_FOOTER: _loose_line,
}


def look_of(role: StyleRole, whole: Cascade) -> Look:
    """The paragraph style that a role comes to."""
    flat = _flat(whole.styles[role])
    return SHAPES[role](flat, whole) if role in SHAPES else flat
