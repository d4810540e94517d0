"""The specimen as a book: `python -m tests.writers.specimen OUT [STYLE [PAGE]]` writes it in every format.

In all its languages, with the worst cases first, for validators and for the eye.
"""

from __future__ import annotations

import sys
from pathlib import Path

from publish.gallery import specimen
from publish.gallery.voices import VOICES
from publish.gallery.worst import worst
from publish.theme.load import find_theme, read_theme
from publish.theme.options import StyleOptions
from publish.workers import workers
from publish.writing import write_all


def main(out: str, style: str = "reader", page: str | None = None) -> None:
    theme = read_theme(find_theme(style, ()), StyleOptions(page=page))
    formats = ("pdf", "epub", "docx")
    publication = specimen.as_book((*map(specimen.article, VOICES), worst()))
    with workers(1) as setter:
        made, _ = write_all(publication, theme, specimen.assets(), setter, formats=formats, progress=lambda *_: None)
    for file in made.value:
        path = Path(out, file.path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
    for finding in (*theme.findings, *made.findings):
        sys.stdout.write(f"{finding.code} {finding.detail}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
