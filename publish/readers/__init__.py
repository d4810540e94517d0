"""Readers: from the bytes of a source to a page of passages. To add a format, add a module and a line here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from publish.findings import Outcome
from publish.passages import Page, Source
from publish.readers.html import read_html
from publish.readers.text import read_text

Reader: TypeAlias = Callable[[Source], Outcome[Page]]

READERS: Mapping[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
}
_LOOKS_LIKE_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)


def read(source: Source) -> Outcome[Page]:
    """The page of a source, by the ending of its name, else by what its bytes look like.

    Raises SourceError when nothing readable is in it.
    """
    ending = "." + source.name.rpartition(".")[2].lower()
    reader = READERS.get(ending)
    if reader is None:
        reader = read_html if _LOOKS_LIKE_HTML.match(source.data[:4096]) else read_text
    return reader(source)
