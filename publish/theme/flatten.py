"""A theme for reading systems: one sheet of plain CSS with relative sizes, so that readers' own settings keep working.

What a reading app decides stays its own: the font and size of the text, the colours of page and ink, justification.
The theme keeps its scale, its spaces, its lines and its accents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from publish.findings import Finding, Outcome, info
from publish.theme.flatten_values import (
    SIDES,
    SILENT,
    Asked,
    Context,
    generic,
    is_fetched,
    is_known,
    number_text,
    outline,
    own_size,
    points,
    text_of,
    translated,
)
from publish.theme.load import Theme
from publish.theme.pages import page_groups
from publish.theme.places import Places
from publish.theme.selectors import Selector, Weight, plain_selectors
from publish.theme.sheet import Declaration, Sheet, read_sheet
from publish.theme.values import Ground, colour, length

BOOK_CLASS = "book"
"""The class of every `<body>` of the EPUB; selectors that must outweigh others begin with it."""

BASE_PT, LINE_RATIO = 12.0, 1.4

GROUND = """\
body { line-height: %s; margin: 0; overflow-wrap: break-word; word-wrap: break-word }
img { height: auto; max-width: 100%% }
.scroll { overflow-x: auto }
.cover-picture { margin: 0; text-align: center }
.cover-picture img { max-height: 98vh }
.body a[href^="http"], .body a[href^="mailto"] { text-decoration: underline; text-decoration-thickness: .06em }
"""
"""What keeps any theme in order on a screen: nothing is wider than 320 px, links can be seen, lines have room."""

_NOT_HERE = re.compile(r"\.(cover|cover-[\w-]+|kicker|leaf|leaves)(?![\w-])")  # the EPUB's cover is one picture
_BLOCK, _LINK, _SPAN = ("div", "section", "article", "aside", "header", "nav"), ("a",), ("span",)
_STANDS_ON: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("article", "body", "opening", "part", "title-page", "colophon", "contents", "sources"), _BLOCK),
    **dict.fromkeys(("callout", "footnotes", "footnote", "end-matter"), _BLOCK),
    **dict.fromkeys(("lead", "standfirst", "deck", "byline", "label", "imprint", "part-entry", "back-entry"), ("p",)),
    **dict.fromkeys(("term", "small-caps", "author", "publication", "date", "main-title", "colon"), _SPAN),
    **dict.fromkeys(("work", "unknown", "entry-by"), _SPAN),
    **dict.fromkeys(("entry", "note-ref", "note-back", "where"), _LINK),
    "subtitle": ("p", "span"),
    "number": ("p", "td"),
    "questions": ("ol",),
    "headings": ("ol",),
    "deep": ("li",),
    "url": ("a", "span"),
    "address": _SPAN,
}
"""The elements that have a class, in the markup of this package: it tells which rules may be rivals."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """`light` holds in light surroundings only; `flipped` is for right-to-left text."""

    selector: Selector
    declared: Mapping[str, str]
    light: Mapping[str, str] = field(default_factory=dict)
    flipped: bool = False


def flatten(theme: Theme) -> Outcome[str]:
    """The theme's style sheet for EPUB.

    No `var()`, `calc()`, `:where()` or paged rule is left; sizes and spaces are in em. Colours of text hold in light
    surroundings only. What a theme asks for and EPUB cannot give is a finding, once for each property.
    """
    sheet = read_sheet(theme.css, medium="epub", places=theme.places, properties=theme.properties)
    context = _context(theme, sheet)
    rules = [
        each
        for selector, declarations in _in_order(sheet)
        for each in _with_mirror(
            _rule(selector, declarations, own_size(selector, declarations, context.sizes, context.base_pt), context)
        )
    ]
    ground = GROUND % number_text(_line_ratio(theme, context))
    css = "\n".join((ground, *_serialised(_outweighing(_without_empty_boxes(rules))))) + "\n"
    return Outcome(css, _losses(sheet, theme.places))


def _in_order(sheet: Sheet) -> list[tuple[Selector, tuple[Declaration, ...]]]:
    """Each selector with its declarations, the strongest last."""
    found = [
        (selector, rule.declarations)
        for rule in sheet.rules
        for selector in plain_selectors(rule.selectors)
        if selector.text != ":root" and not _NOT_HERE.search(selector.text)
    ]
    return sorted(found, key=lambda entry: entry[0].weight)


def _context(theme: Theme, sheet: Sheet) -> Context:
    root = {
        item.name: item.value for selector, items in _in_order(sheet) if selector.subject == "html" for item in items
    }
    ground = Ground(BASE_PT, BASE_PT, BASE_PT)
    base = points(theme.properties.get("--base", "")) or length(root.get("font-size", ()), ground) or BASE_PT
    ink = colour(root.get("color", ()), "") or "000000"
    family = generic(root.get("font-family", ())) or "serif"
    lines = theme.properties.get("--rule", "currentcolor")
    return Context(base, ink, family, lines, _sizes(sheet, base), embedded=theme.options.epub_fonts == "embedded")


def _sizes(sheet: Sheet, base_pt: float) -> Mapping[str, float]:
    """The font sizes that rules set, by selector; what holds an element may have its rule after it, so twice."""
    sizes = dict[str, float]()
    for selector, declarations in (*_in_order(sheet), *_in_order(sheet)):
        sets = any(item.name == "font-size" for item in declarations)
        if sets and not selector.pseudo and selector.subject not in ("html", "body"):
            sizes[selector.bare] = own_size(selector, declarations, sizes, base_pt)
    return sizes


def _line_ratio(theme: Theme, context: Context) -> float:
    line = points(theme.properties.get("--line", ""))
    ratio = line / context.base_pt if line else LINE_RATIO
    return ratio if 1.2 <= ratio <= 1.8 else LINE_RATIO


def _rule(selector: Selector, declarations: Iterable[Declaration], own: float, context: Context) -> _Rule:
    declared, light = dict[str, str](), dict[str, str]()
    for item in declarations:
        urgent = " !important" if item.important else ""
        for name, value in translated(item.name, Asked(selector, item.value, own, context)).items():
            coloured = name == "color" and value not in ("inherit", "transparent", "currentcolor")
            place = light if coloured else declared
            place.pop(name, None)
            place[name] = value + urgent
    tint = declared.pop("background-color", "")
    return _Rule(selector, {**outline(tint), **declared} if tint else declared, light)


def _with_mirror(rule: _Rule) -> Iterator[_Rule]:
    """The rule, and for right-to-left text the rule with left and right exchanged, where that makes a difference."""
    if not rule.declared and not rule.light:
        return
    yield rule
    sided = {name: value for name, value in rule.declared.items() if "-left" in name or "-right" in name}
    mirrored = {_other_side(name): value for name, value in sided.items()}
    if any(sided.get(name) != value for name, value in mirrored.items()):
        left_out = {name: _initial(name) for name in sided if name not in mirrored}
        yield replace(rule, declared={**left_out, **mirrored}, light={}, flipped=True)


def _other_side(name: str) -> str:
    return name.replace("-left", "-right") if "-left" in name else name.replace("-right", "-left")


def _initial(name: str) -> str:
    return "none" if name.endswith("style") else "currentcolor" if name.endswith("color") else "0"


def _without_empty_boxes(rules: Iterable[_Rule]) -> list[_Rule]:
    """The rules but those of `::before` and `::after` boxes that have no content in an EPUB."""
    rules = list(rules)
    filled = {rule.selector.text for rule in rules if "content" in rule.declared}
    boxes = ("::before", "::after")
    return [rule for rule in rules if rule.selector.pseudo not in boxes or rule.selector.text in filled]


def _outweighing(rules: Iterable[_Rule]) -> Iterator[tuple[str, _Rule]]:
    """Each rule with its selector made heavy enough to win over the rules before it that set the same properties.

    In the theme `:where()` weighs nothing and order decides; written out, the earlier rule might weigh more.
    """
    heaviest = dict[str, dict[Selector, Weight]]()
    for rule in rules:
        own = _weight(rule)
        names = (*rule.declared, *rule.light)
        rivals = (
            weight
            for name in names
            for other, weight in heaviest.get(name, {}).items()
            if weight > own and _may_meet(rule.selector, other)
        )
        steps = _steps(own, max(rivals, default=own)) if rule.selector.subject not in ("html", "body") else 0
        reached = (own[0], own[1] + steps, own[2])
        for name in names:
            known = heaviest.setdefault(name, {})
            known[rule.selector] = max(reached, known.get(rule.selector, reached))
        yield _heavier(rule, steps), rule


def _may_meet(one: Selector, other: Selector) -> bool:
    """Whether an element of our markup could be the subject of both selectors."""
    if one.pseudo != other.pseudo or (one.classes and other.classes and not one.classes & other.classes):
        return False
    here, there = _elements(one), _elements(other)
    return not here or not there or bool(here & there)


def _elements(selector: Selector) -> frozenset[str]:
    """The elements that a selector may select, none for any."""
    if selector.element:
        return frozenset((selector.element,))
    known = [_STANDS_ON[name] for name in selector.classes if name in _STANDS_ON]
    return frozenset(known[0]) if known else frozenset()


def _weight(rule: _Rule) -> Weight:
    ids, classes, elements = rule.selector.plain_weight
    return (ids, classes + rule.flipped, elements)


def _steps(own: Weight, need: Weight) -> int:
    """How many more classes `own` needs to weigh as much as `need`."""
    if own >= need:
        return 0
    missing = max(0, need[1] - own[1])
    return missing + (own[2] < need[2] and own[1] + missing == need[1])


def _heavier(rule: _Rule, steps: int) -> str:
    if rule.flipped:
        return '[dir="rtl"]' * (steps + 1) + f" {rule.selector.text}"
    return f".{BOOK_CLASS}" * steps + f" {rule.selector.text}" if steps else rule.selector.text


def _serialised(rules: Iterable[tuple[str, _Rule]]) -> Iterator[str]:
    """One line a rule; rules in a row that say the same share it."""
    together: list[str] = []
    before: _Rule | None = None
    for selector, rule in rules:
        if before is not None and (rule.declared, rule.light) != (before.declared, before.light):
            yield from _lines(", ".join(together), before)
            together = []
        together.append(selector)
        before = rule
    if before is not None:
        yield from _lines(", ".join(together), before)


def _lines(selectors: str, rule: _Rule) -> Iterator[str]:
    if rule.declared:
        yield f"{selectors} {{ {_body(_short(rule.declared))} }}"
    if rule.light:
        yield f"@media (prefers-color-scheme: light) {{ {selectors} {{ {_body(rule.light)} }} }}"


def _body(declared: Mapping[str, str]) -> str:
    return "; ".join(f"{name}: {value}" for name, value in declared.items())


def _short(declared: Mapping[str, str]) -> Mapping[str, str]:
    """The declarations with four sides in one where all are given."""
    found = dict(declared)
    for box in ("margin", "padding"):
        sides = [found.get(f"{box}-{side}", "!") for side in SIDES]
        if not any("!" in side for side in sides):
            found = {name: value for name, value in found.items() if not name.startswith(f"{box}-")}
            found[box] = _four(sides)
    for side in SIDES:
        names = [f"border-{side}-{kind}" for kind in ("width", "style", "color")]
        if not any("!" in found.get(name, "!") for name in names):
            found[f"border-{side}"] = _border([found.pop(name) for name in names])
    return found


def _four(sides: list[str]) -> str:
    top, right, bottom, left = sides
    if left != right:
        return " ".join(sides)
    return top if top == right == bottom else f"{top} {right}" if top == bottom else f"{top} {right} {bottom}"


def _border(parts: list[str]) -> str:
    return "0" if parts[0] == "0" or parts[1] == "none" else " ".join(parts)


def _losses(sheet: Sheet, places: Places) -> tuple[Finding, ...]:
    """One finding for each property that reading systems cannot be trusted with, with the first line that asks."""
    first = dict[str, Declaration]()
    covers = (rule for rule in sheet.pages if "cover" in page_groups(rule.selector))
    for item in (item for rule in covers for item in rule.declarations if is_fetched(item.value)):
        first.setdefault(item.name, item)
    for rule in sheet.rules:
        for item in rule.declarations:
            if not is_known(item.name) or (is_fetched(item.value) and item.name not in SILENT):
                first.setdefault(item.name, item)
    return tuple(
        info("THEME-003", f"{places.of(item.line)}: EPUB goes without `{name}: {text_of(item.value)}`")
        for name, item in sorted(first.items())
    )
