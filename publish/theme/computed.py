"""What a style comes to: the declarations of one element computed against its parent's style."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias, TypeVar

from publish.theme.values import Ground, Token, Tokens, colour, families, keyword, length

T = TypeVar("T")
Declarations: TypeAlias = "Mapping[str, Tokens]"

NORMAL_LINE = 1.2
COUNTER = "\x01"
"""What stands for a number in the content of a pseudo-element."""


class Align(Enum):
    START = "start"
    END = "end"
    CENTRE = "center"
    JUSTIFY = "justify"


class Caps(Enum):
    """How letters are capitalised for the eye; the text itself never changes."""

    NONE = "normal"
    SMALL = "small-caps"
    ALL_SMALL = "all-small-caps"
    UPPER = "uppercase"


class Raised(Enum):
    BASELINE = "baseline"
    SUPER = "super"
    SUB = "sub"


class LineStyle(Enum):
    SOLID = "solid"
    DOTTED = "dotted"
    DASHED = "dashed"
    DOUBLE = "double"


@dataclass(frozen=True, slots=True)
class Border:
    width_pt: float
    colour: str
    style: LineStyle = LineStyle.SOLID


@dataclass(frozen=True, slots=True)
class Sides:
    """Widths in points on the four sides; in right-to-left text, left means the start all the same."""

    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    left: float = 0.0


@dataclass(frozen=True, slots=True)
class Borders:
    top: Border | None = None
    right: Border | None = None
    bottom: Border | None = None
    left: Border | None = None


@dataclass(frozen=True, slots=True)
class ComputedStyle:
    """The look of an element in points and RRGGBB.

    `inset_left_pt` and `inset_right_pt` are the distances of its content from the text area of the page; `backdrop` is
    the colour behind it, whoever paints it; `width_pt` is None for as wide as can be. A list's `marker` is its bullet,
    or the name of its numbering such as `decimal`. The `content` of a pseudo-element is its text,
    with COUNTER for numbers.
    """

    families: tuple[str, ...]
    size_pt: float
    line_pt: float
    weight: int
    italic: bool
    caps: Caps
    letter_spacing_pt: float
    colour: str
    background: str | None
    backdrop: str | None
    align: Align
    indent_pt: float
    margin: Sides
    padding: Sides
    borders: Borders
    width_pt: float | None
    inset_left_pt: float
    inset_right_pt: float
    page_before: bool
    keep_next: bool
    keep_together: bool
    hyphens: bool
    old_style_figures: bool
    tabular_figures: bool
    raised: Raised
    underline: bool
    strike: bool
    marker: str
    marker_is_text: bool
    content: str = ""

    @property
    def bold(self) -> bool:
        """Whether Word, which knows two weights, sets it in the heavier one."""
        return self.weight >= 600


INITIAL = ComputedStyle(
    families=(),
    size_pt=12.0,
    line_pt=14.4,
    weight=400,
    italic=False,
    caps=Caps.NONE,
    letter_spacing_pt=0.0,
    colour="000000",
    background=None,
    backdrop=None,
    align=Align.START,
    indent_pt=0.0,
    margin=Sides(),
    padding=Sides(),
    borders=Borders(),
    width_pt=None,
    inset_left_pt=0.0,
    inset_right_pt=0.0,
    page_before=False,
    keep_next=False,
    keep_together=False,
    hyphens=False,
    old_style_figures=False,
    tabular_figures=False,
    raised=Raised.BASELINE,
    underline=False,
    strike=False,
    marker="disc",
    marker_is_text=False,
)

ALIGN: Mapping[str, Align] = {
    "left": Align.START,
    "start": Align.START,
    "right": Align.END,
    "end": Align.END,
    "center": Align.CENTRE,
    "justify": Align.JUSTIFY,
}
RAISED: Mapping[str, Raised] = {"super": Raised.SUPER, "sub": Raised.SUB, "baseline": Raised.BASELINE}
CAPS: Mapping[str, Caps] = {
    "normal": Caps.NONE,
    "none": Caps.NONE,
    "small-caps": Caps.SMALL,
    "all-small-caps": Caps.ALL_SMALL,
    "uppercase": Caps.UPPER,
}
WEIGHTS: Mapping[str, int] = {"normal": 400, "bold": 700, "bolder": 700, "lighter": 400}


@dataclass(frozen=True, slots=True)
class Setting:
    """What an element is computed in: its parent's style, the root's font size, the width of the text area."""

    parent: ComputedStyle
    rem_pt: float
    measure_pt: float


def compute(declared: Declarations, setting: Setting) -> ComputedStyle:
    """The style of an element; a value we cannot read counts as not declared."""
    parent = setting.parent
    size = _size(declared, setting)
    ground = Ground(size, setting.rem_pt, setting.measure_pt)
    read = _Reading(declared, ground, parent)
    own_colour = read.value("color", parent.colour, lambda tokens: colour(tokens, parent.colour))
    background = _background(declared, own_colour)
    margin, padding = read.sides("margin-{}"), read.sides("padding-{}")
    borders = read.borders(own_colour)
    return ComputedStyle(
        families=read.value("font-family", parent.families, families),
        size_pt=size,
        line_pt=_line(declared, parent, ground),
        weight=read.value("font-weight", parent.weight, _weight),
        italic=read.value("font-style", parent.italic, lambda tokens: keyword(tokens) in ("italic", "oblique")),
        caps=_caps(read, parent),
        letter_spacing_pt=read.value(
            "letter-spacing", parent.letter_spacing_pt, lambda tokens: _spacing(tokens, ground)
        ),
        colour=own_colour,
        background=background,
        backdrop=background or parent.backdrop,
        align=read.value("text-align", parent.align, lambda tokens: ALIGN.get(keyword(tokens))),
        indent_pt=read.value("text-indent", parent.indent_pt, lambda tokens: length(tokens, ground)),
        margin=margin,
        padding=padding,
        borders=borders,
        width_pt=read.value("width", None, lambda tokens: _width(tokens, ground)),
        inset_left_pt=parent.inset_left_pt + margin.left + padding.left + _thickness(borders.left),
        inset_right_pt=parent.inset_right_pt + margin.right + padding.right + _thickness(borders.right),
        page_before=read.word("break-before") in ("page", "always", "left", "right", "recto", "verso"),
        keep_next=read.word("break-after") in ("avoid", "avoid-page"),
        keep_together=read.word("break-inside") in ("avoid", "avoid-page"),
        hyphens=read.value("hyphens", parent.hyphens, lambda tokens: keyword(tokens) == "auto"),
        old_style_figures=read.value("font-variant-numeric", parent.old_style_figures, _has("oldstyle-nums")),
        tabular_figures=read.value("font-variant-numeric", parent.tabular_figures, _has("tabular-nums")),
        raised=read.value("vertical-align", Raised.BASELINE, lambda tokens: RAISED.get(keyword(tokens))),
        underline=_has("underline")(declared.get("text-decoration-line", ())),
        strike=_has("line-through")(declared.get("text-decoration-line", ())),
        marker=read.value("list-style-type", parent.marker, _marker),
        content=_content(declared.get("content", ())),
        marker_is_text=read.value("list-style-type", parent.marker_is_text, lambda tokens: tokens[0].type == "string"),
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """Ways to read one element's declarations."""

    declared: Declarations
    ground: Ground
    parent: ComputedStyle

    def value(self, name: str, otherwise: T, read: Callable[[Tokens], T | None]) -> T:
        tokens = self.declared.get(name, ())
        if not tokens or keyword(tokens) in ("inherit", "unset", "initial", "revert"):
            return otherwise
        found = read(tokens)
        return otherwise if found is None else found

    def word(self, name: str) -> str:
        return keyword(self.declared.get(name, ()))

    def length(self, name: str) -> float:
        return self.value(name, 0.0, lambda tokens: length(tokens, self.ground))

    def sides(self, template: str) -> Sides:
        top, right, bottom, left = (self.length(template.format(side)) for side in ("top", "right", "bottom", "left"))
        return Sides(top, right, bottom, left)

    def borders(self, current: str) -> Borders:
        return Borders(*(self.border(side, current) for side in ("top", "right", "bottom", "left")))

    def border(self, side: str, current: str) -> Border | None:
        style = self.word(f"border-{side}-style")
        width = self.length(f"border-{side}-width")
        paint = colour(self.declared.get(f"border-{side}-color", ()), current)
        if style in ("", "none", "hidden") or width == 0 or paint is None:
            return None
        known = {kind.value: kind for kind in LineStyle}
        return Border(width, paint, known.get(style, LineStyle.SOLID))


def _size(declared: Declarations, setting: Setting) -> float:
    parent_pt = setting.parent.size_pt
    tokens = declared.get("font-size", ())
    if word := keyword(tokens):
        return {"smaller": parent_pt / 1.2, "larger": parent_pt * 1.2, "medium": 12.0, "small": 9.75}.get(
            word, parent_pt
        )
    found = length(tokens, Ground(parent_pt, setting.rem_pt, parent_pt))
    return found if found is not None else parent_pt


def _line(declared: Declarations, parent: ComputedStyle, ground: Ground) -> float:
    """The height of a line; a multiple of the font size is inherited as such, a length as a length."""
    tokens = declared.get("line-height", ())
    if not tokens or keyword(tokens) in ("inherit", "unset"):
        return (
            parent.line_pt if parent.size_pt == ground.em_pt or "font-size" not in declared else _grown(parent, ground)
        )
    if keyword(tokens):
        return ground.em_pt * NORMAL_LINE
    if tokens[0].type == "number":
        return float(tokens[0].value) * ground.em_pt
    found = length(tokens, Ground(ground.em_pt, ground.rem_pt, ground.em_pt))
    return parent.line_pt if found is None else found


def _grown(parent: ComputedStyle, ground: Ground) -> float:
    """A line high enough for letters larger than the parent's, when a theme sets a size and forgets the line."""
    return max(parent.line_pt, ground.em_pt * NORMAL_LINE) if ground.em_pt > parent.size_pt else parent.line_pt


def _weight(tokens: Tokens) -> int | None:
    return int(tokens[0].value) if tokens[0].type == "number" else WEIGHTS.get(keyword(tokens))


def _caps(read: _Reading, parent: ComputedStyle) -> Caps:
    inherited = parent.caps
    transformed = read.value("text-transform", inherited, lambda tokens: CAPS.get(keyword(tokens)))
    return read.value("font-variant-caps", transformed, lambda tokens: CAPS.get(keyword(tokens)))


def _spacing(tokens: Tokens, ground: Ground) -> float | None:
    return 0.0 if keyword(tokens) == "normal" else length(tokens, ground)


def _background(declared: Declarations, current: str) -> str | None:
    return colour(declared.get("background-color", ()), current)


def _width(tokens: Tokens, ground: Ground) -> float | None:
    return None if _is_whole(tokens[0]) else length(tokens, ground)


def _is_whole(token: Token) -> bool:
    return bool(token.type == "percentage" and token.value >= 100)


def _thickness(border: Border | None) -> float:
    return border.width_pt if border else 0.0


def _has(word: str) -> Callable[[Tokens], bool]:
    return lambda tokens: any(getattr(token, "lower_value", "") == word for token in tokens)


def _content(tokens: Tokens) -> str:
    kinds = {"string": lambda token: str(token.value), "function": _counter}
    return "".join(kinds[token.type](token) for token in tokens if token.type in kinds)


def _counter(token: Token) -> str:
    return COUNTER if token.lower_name == "counter" else ""


def _marker(tokens: Tokens) -> str:
    return str(tokens[0].value) if tokens[0].type == "string" else keyword(tokens)
