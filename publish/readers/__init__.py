"""Readers: from the bytes of a source to a page of passages. To add a format, add a module and a line here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from publish.findings import Outcome
from publish.passages import Page, Source
from publish.readers.text import read_text

Reader: TypeAlias = Callable[[Source], Outcome[Page]]


def read_html(source: Source) -> Outcome[Page]:
    """The page of an HTML file; its parser is loaded when there is one."""
    from publish.readers.html import read_html

    return read_html(source)


def read_markdown(source: Source) -> Outcome[Page]:
    """The page of a Markdown file; its parsers are loaded when there is one."""
    from publish.readers.markdown import read_markdown

    return read_markdown(source)


READERS: Mapping[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".md": read_markdown,
    ".markdown": read_markdown,
}
MEDIA_TYPES: Mapping[Reader, str] = {
    read_text: "text/plain",
    read_html: "text/html",
    read_markdown: "text/markdown",
}
_LOOKS_LIKE_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*+<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_LOOKS_LIKE_OURS = re.compile(rb"(?:\xef\xbb\xbf)?\s*---[^\S\n]*\n(?:[^\n]*\n)*?cleaned-by:\s*publish\b", re.I)


def read(source: Source) -> Outcome[Page]:
    """The page of a source, by the ending of its name, else by what its bytes look like.

    Raises SourceError when nothing readable is in it.
    """
    return _reader(source)(source)


def media_type(source: Source) -> str:
    """What kind of file a source is, as it is read."""
    return MEDIA_TYPES[_reader(source)]


def _reader(source: Source) -> Reader:
    ending = "." + source.name.rpartition(".")[2].lower()
    return READERS.get(ending) or _by_look(source.data[:4096])


def _by_look(start: bytes) -> Reader:
    if _LOOKS_LIKE_HTML.match(start):
        return read_html
    return read_markdown if _LOOKS_LIKE_OURS.match(start) else read_text
