"""The report of a build: `report.json` for programs, `report.html` to skim beside the sources."""

from __future__ import annotations

import hashlib
import html
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from publish.codec import article_json, finding_json
from publish.findings import Finding
from publish.gate import refuse_active
from publish.model import Meta
from publish.outputs import OutputFile, anchor
from publish.results import Prepared, Report
from publish.review import Fate, Row, keep_line

ROWS = 200  # of a source in one table: with all of a large one, the gate would take six times its size in memory


def report_files(report: Report) -> tuple[OutputFile, ...]:
    """`report.json` and `report.html`."""
    text = json.dumps(report_json(report), ensure_ascii=False, indent=1)
    pieces = [refuse_active(piece, "report.html").encode() for piece in report_html(report)]
    return OutputFile("report.json", (text + "\n").encode()), OutputFile("report.html", b"".join(pieces))


def report_json(report: Report) -> dict[str, Any]:  # JSON: values of any kind
    meta = report.publication.meta
    book = {name: getattr(meta, name) for name in meta.__slots__}
    names = [file.path for file in report.outputs]
    return {
        "book": {**book, "authors": list(meta.authors), "pages": report.pages},
        "articles": [
            {**article_json(each.outcome), "outputs": _outputs_of(names, number)}
            for number, each in enumerate(report.prepared, 1)
        ],
        "left_out": [{"source": item.name, "reason": item.reason} for item in report.left_out],
        "outputs": [
            {"file": file.path, "bytes": len(file.data), "sha256": hashlib.sha256(file.data).hexdigest()}
            for file in report.outputs
        ],
        "findings": [_book_finding(finding) for finding in report.findings],
    }


def _book_finding(finding: Finding) -> dict[str, Any]:
    source = {} if finding.origin is None else {"source": finding.origin.source}
    return {**finding_json(finding), **source}


def _outputs_of(names: Iterable[str], number: int) -> list[str]:
    """The files an article is in: the compiled ones, and its own of the DOCX pack."""
    pack = sorted(name for name in names if name.startswith("docx/"))
    whole = [name for name in names if "/" not in name]
    return whole + pack[number - 1 : number]


_STYLE = """
:root { color-scheme: light dark; --line: #d9d2c6; --soft: #6b645c; --gone: #8a2f20; --tint: #f8f4ec; --meta: #2a5d63 }
@media (prefers-color-scheme: dark) {
  :root { --line: #46413b; --soft: #a69d92; --gone: #e08a78; --tint: #26221e; --meta: #7fc0c8 }
}
body { font: 16px/1.5 Georgia, "Source Serif 4", serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-weight: 400; font-size: 2rem; margin: 0 }
h2 { font-weight: 600; font-size: 1.25rem; margin: 0 }
p, ul { margin: .5rem 0 }
.soft { color: var(--soft); font: 14px/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
section { border-top: 1px solid var(--line); margin-top: 2rem; padding-top: 1rem }
table { border-collapse: collapse; font: 14px/1.45 system-ui, sans-serif; width: 100%; margin-top: 1rem }
table { table-layout: fixed }
table + table { margin-top: 0 }
td { vertical-align: top; padding: .2rem .5rem .2rem 0; overflow-wrap: anywhere }
td:first-child { width: 3.5rem; color: var(--soft); text-align: right; padding-right: 1rem }
td:first-child { font-variant-numeric: tabular-nums }
tr.removed td, tr.metadata td { background: var(--tint) }
tr.removed .words { text-decoration: line-through; color: var(--gone) }
tr.metadata .words { color: var(--meta) }
.why { display: block; color: var(--soft); font-size: 13px }
code { font: 12.5px/1.4 ui-monospace, monospace; user-select: all }
summary { cursor: pointer; font: 14px/1.5 system-ui, sans-serif; margin-top: .5rem }
.warning { color: var(--gone) }
a { color: inherit }
"""
_HELP = """Each removal is shown in its place, with the rule and the reason. To keep such a text, put the line
that stands below it under <code>[clean]</code> in publish.toml; several go into one list:
<code>keep = ['…', '…']</code>."""


def report_html(report: Report) -> Iterator[str]:
    """One page without scripts or outside resources: each source as it was, with what went and why.

    It comes in pieces, in each of which no tag or table is cut.
    """
    title = _escape(report.publication.meta.title)
    yield f"""<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Report: {title}</title><style>{_STYLE}</style></head>
<body>
<h1>{title}</h1>
<p class="soft">{_summary(report)} {_HELP}</p>
<ul class="soft">{"".join(_contents(report))}</ul>
{"".join(_left_out(report))}{_section("Findings on the book", _finding_items(report.findings))}"""
    for number, each in enumerate(report.prepared, 1):
        yield from _article(number, each)
    yield f"""
{_section("Files", _file_items(report))}
</body>
</html>
"""


def _summary(report: Report) -> str:
    removed = sum(map(_gone, report.prepared))
    pages = f", {_plural(report.pages, 'page')}" if report.pages else ""
    return f"{_plural(len(report.prepared), 'article')}{pages}; {_plural(removed, 'line')} of boilerplate removed."


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _gone(each: Prepared) -> int:
    return sum(row.fate is Fate.REMOVED for row in each.rows)


def _contents(report: Report) -> Iterator[str]:
    for number, each in enumerate(report.prepared, 1):
        yield f'<li><a href="#{anchor(number)}">{_escape(each.article.meta.title)}</a> · {_gone(each)} removed</li>'


def _section(title: str, items: str) -> str:
    return f'<section><h2>{title}</h2><ul class="soft">{items}</ul></section>\n' if items else ""


def _file_items(report: Report) -> str:
    return "".join(f"<li>{_escape(file.path)} · {file.shown_size}</li>" for file in report.outputs)


def _left_out(report: Report) -> Iterator[str]:
    items = (
        f'<li class="warning"><b>{_escape(item.name)}</b>: {_escape(item.reason)}</li>' for item in report.left_out
    )
    yield _section("Left out", "".join(items))


def _finding_items(findings: Iterable[Finding]) -> str:
    return "".join(
        f'<li class="{finding.severity.value}">{_escape(finding.detail)} [{finding.code}]</li>' for finding in findings
    )


def _article_finding_items(findings: Iterable[Finding]) -> str:
    return "".join(_finding_items((replace(finding, detail=finding.detail + _place(finding)),)) for finding in findings)


def _place(finding: Finding) -> str:
    return f" (line {finding.origin.line})" if finding.origin else ""


def _article(number: int, each: Prepared) -> Iterator[str]:
    meta = each.article.meta
    counts = Counter(row.rule for row in each.rows if row.fate is Fate.REMOVED)
    rules = ", ".join(f"{rule} {count}" for rule, count in sorted(counts.items())) or "nothing removed"
    findings = _article_finding_items(each.outcome.findings)
    yield f"""<section id="{anchor(number)}">
<h2>{number}. {_escape(meta.title)}</h2>
<p class="soft">{_escape(each.article.provenance.file)} · {_escape(rules)}</p>
<details><summary>What is known, and from where</summary><ul class="soft">{_facts(meta)}</ul></details>
{f'<ul class="soft">{findings}</ul>' if findings else ""}
"""
    for start in range(0, len(each.rows), ROWS):
        rows = "\n".join(map(_row, each.rows[start : start + ROWS]))
        yield f"<table>{rows}</table>\n"
    yield f"{_later_removals(each)}</section>\n"


def _facts(meta: Meta) -> str:
    return "".join(
        f'<li>{name}: {_escape(_known(getattr(meta, name)))} <span class="soft">({_escape(evidence)})</span></li>'
        for name, evidence in meta.evidence
    )


def _known(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(getattr(value, "value", value))


def _row(row: Row) -> str:
    why = ""
    if row.fate in (Fate.REMOVED, Fate.METADATA):
        keep = f"<br><code>{_escape(keep_line(row.passage))}</code>" if row.passage else ""
        why = f'<span class="why">{_escape(row.rule)}: {_escape(row.reason)}{keep}</span>'
    elif row.fate is Fate.NOTE:
        why = '<span class="why">kept as a note after the article</span>'
    words = f'<span class="words" dir="auto">{_escape(row.text)}</span>'
    return f'<tr class="{row.fate.value}"><td>{row.line}</td><td>{words}{why}</td></tr>'


def _later_removals(each: Prepared) -> str:
    """What was taken out after the sweep, where the model or the book has no place for it."""
    swept = sum(row.fate in (Fate.REMOVED, Fate.METADATA) for row in each.rows)
    items = "".join(
        f'<li>line {removal.origin.line}: <b dir="auto">{_escape(removal.text)}</b>: {_escape(removal.reason)}</li>'
        for removal in each.outcome.removals[swept:]
    )
    return f'<p class="soft">Not carried over:</p><ul class="soft">{items}</ul>\n' if items else ""


def _escape(text: str) -> str:
    return html.escape(text)
