"""The report of a build: `report.json` for programs, `report.html` to skim beside the sources."""

from __future__ import annotations

import hashlib
import html
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from publish.codec import article_json, finding_json
from publish.findings import Finding
from publish.outputs import OutputFile, anchor
from publish.pipeline import Prepared, Report
from publish.review import Fate, Row, keep_line


def report_files(report: Report) -> tuple[OutputFile, ...]:
    """`report.json` and `report.html`."""
    text = json.dumps(report_json(report), ensure_ascii=False, indent=1)
    return (
        OutputFile("report.json", (text + "\n").encode()),
        OutputFile("report.html", report_html(report).encode()),
    )


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
@media (prefers-color-scheme: dark) { :root { --line: #46413b; --soft: #a69d92; --gone: #e08a78; --tint: #26221e; --meta: #7fc0c8 } }
body { font: 16px/1.5 Georgia, "Source Serif 4", serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-weight: 400; font-size: 2rem; margin: 0 } h2 { font-weight: 600; font-size: 1.25rem; margin: 0 }
p, ul { margin: .5rem 0 } .soft, .meta { color: var(--soft); font: 14px/1.5 system-ui, sans-serif }
section { border-top: 1px solid var(--line); margin-top: 2rem; padding-top: 1rem }
table { border-collapse: collapse; font: 14px/1.45 system-ui, sans-serif; width: 100%; margin-top: 1rem; table-layout: fixed }
td { vertical-align: top; padding: .2rem .5rem .2rem 0; overflow-wrap: anywhere } td:first-child { width: 3.5rem; color: var(--soft); text-align: right; padding-right: 1rem; font-variant-numeric: tabular-nums }
tr.removed td, tr.metadata td { background: var(--tint) } tr.removed .words { text-decoration: line-through; color: var(--gone) } tr.metadata .words { color: var(--meta) }
.why { display: block; color: var(--soft); font-size: 13px } code { font: 12.5px/1.4 ui-monospace, monospace; user-select: all }
summary { cursor: pointer; font: 14px/1.5 system-ui, sans-serif; margin-top: .5rem }
.warning { color: var(--gone) } a { color: inherit }
"""


def report_html(report: Report) -> str:
    """One page without scripts or outside resources: each source as it was, with what went and why."""
    meta = report.publication.meta
    sections = (_article(number, each) for number, each in enumerate(report.prepared, 1))
    return f"""<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Report: {_escape(meta.title)}</title><style>{_STYLE}</style></head>
<body>
<h1>{_escape(meta.title)}</h1>
<p class="soft">{len(report.prepared)} articles{f", {report.pages} pages" if report.pages else ""}. {_removed_count(report)} passages were taken out; each is shown in its place, with the rule and the reason. To keep one, put the line beside it under <code>[clean]</code> in publish.toml.</p>
<ul class="soft">{"".join(_contents(report))}</ul>
{"".join(_outputs(report))}{"".join(_left_out(report))}{"".join(_findings("Findings on the book", report.findings))}
{"".join(sections)}
</body>
</html>
"""


def _removed_count(report: Report) -> int:
    return sum(row.fate is Fate.REMOVED for each in report.prepared for row in each.rows)


def _contents(report: Report) -> Iterator[str]:
    for number, each in enumerate(report.prepared, 1):
        gone = sum(row.fate is Fate.REMOVED for row in each.rows)
        yield f'<li><a href="#{anchor(number)}">{_escape(each.article.meta.title)}</a> · {gone} removed</li>'


def _outputs(report: Report) -> Iterator[str]:
    rows = "".join(f"<li>{_escape(file.path)} · {_size(len(file.data))}</li>" for file in report.outputs)
    yield f"<section><h2>Files</h2><ul class='soft'>{rows}</ul></section>"


def _size(count: int) -> str:
    return f"{count / 1024:,.0f} kB" if count < 2**20 else f"{count / 2**20:,.1f} MB"


def _left_out(report: Report) -> Iterator[str]:
    if report.left_out:
        rows = "".join(f"<li><b>{_escape(item.name)}</b>: {_escape(item.reason)}</li>" for item in report.left_out)
        yield f"<section><h2>Left out</h2><ul class='soft warning'>{rows}</ul></section>"


def _findings(title: str, findings: Iterable[Finding]) -> Iterator[str]:
    rows = [
        f'<li class="{finding.severity.value}">{finding.code}: {_escape(finding.detail)}'
        f"{f' (line {finding.origin.line})' if finding.origin else ''}</li>"
        for finding in findings
    ]
    if rows:
        yield f"<section><h2>{title}</h2><ul class='soft'>{''.join(rows)}</ul></section>"


def _article(number: int, each: Prepared) -> str:
    meta = each.article.meta
    facts = "".join(
        f"<li>{name}: {_escape(_known(getattr(meta, name)))} <span class='soft'>({_escape(evidence)})</span></li>"
        for name, evidence in meta.evidence
    )
    counts = Counter(row.rule for row in each.rows if row.fate is Fate.REMOVED)
    rules = ", ".join(f"{rule} {count}" for rule, count in sorted(counts.items())) or "nothing removed"
    findings = "".join(
        f'<li class="{finding.severity.value}">{finding.code}: {_escape(finding.detail)}</li>'
        for finding in each.outcome.findings
    )
    rows = "\n".join(map(_row, each.rows))
    return f"""<section id="{anchor(number)}">
<h2>{number}. {_escape(meta.title)}</h2>
<p class="soft">{_escape(each.article.provenance.file)} · {_escape(rules)}</p>
<details><summary>What is known, and from where</summary><ul class="soft">{facts}</ul></details>
{f'<ul class="soft">{findings}</ul>' if findings else ""}
<table>{rows}</table>
</section>
"""


def _known(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _row(row: Row) -> str:
    why = ""
    if row.fate in (Fate.REMOVED, Fate.METADATA):
        keep = f"<br><code>{_escape(keep_line(row.text))}</code>" if row.fate is Fate.REMOVED else ""
        why = f'<span class="why">{_escape(row.rule)}: {_escape(row.reason)}{keep}</span>'
    elif row.fate is Fate.NOTE:
        why = '<span class="why">kept as a note after the article</span>'
    text = _escape(row.text)
    return f'<tr class="{row.fate.value}"><td>{row.line}</td><td><span class="words" dir="auto">{text}</span>{why}</td></tr>'


def _escape(text: str) -> str:
    return html.escape(text)
