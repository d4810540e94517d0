"""Columns of text, where the page is wide enough for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from publish.findings import Finding, info
from publish.theme.pages import PageSetup
from publish.theme.places import Places
from publish.theme.sheet import Declaration, Sheet
from publish.theme.values import Ground, length, tokens_of

NARROWEST_EM = 20.0  # of a column, in the size of the text: about 45 characters
POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Columns:
    """The rules that undo columns which are too narrow, and what there is to say of them.

    `width_pt` is the width of the narrowest column that is left, None where text has no columns.
    """

    css: str
    findings: tuple[Finding, ...]
    width_pt: float | None


def columns_of(sheet: Sheet, places: Places, properties: Mapping[str, str], page: PageSetup) -> Columns:
    """The columns of a style for print: those that would be too narrow on this page are made one."""
    rules, findings, widths = list[str](), list[Finding](), list[float]()
    base_pt = _points(properties.get("--base", ""), 12.0, 0.0)
    for rule in sheet.rules:
        said = {item.name: item for item in rule.declarations}
        count = said.get("column-count")
        if count is None or (number := _number(count)) < 2:
            continue
        gap = said.get("column-gap")
        gap_pt = _points(_text(gap), base_pt, page.measure_pt) if gap else base_pt
        width_pt = (page.measure_pt - (number - 1) * gap_pt) / number
        if width_pt >= NARROWEST_EM * base_pt:
            widths.append(width_pt)
            continue
        rules.append(f"@media print {{ {rule.selectors} {{ column-count: auto !important }} }}")
        width_mm = width_pt / POINTS_PER_MM
        what = f"{number} columns of {width_mm:.0f} mm are too narrow on this page: the PDF has one"
        findings.append(info("THEME-006", f"{places.of(count.line)}: {what}; [style] page takes a larger one"))
    return Columns("".join(f"{rule}\n" for rule in rules), tuple(findings), min(widths, default=None))


def _number(item: Declaration) -> int:
    token = item.value[0] if item.value else None
    return int(token.value) if token is not None and token.type == "number" else 1


def _text(item: Declaration | None) -> str:
    return " ".join(token.serialize() for token in item.value) if item else ""


def _points(value: str, em_pt: float, whole_pt: float) -> float:
    size = length(tokens_of(value), Ground(em_pt, em_pt, whole_pt)) if value else None
    return em_pt if size is None else size
