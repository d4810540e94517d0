"""The page of the gallery: a row of pages for each format of each style, beside links to the files themselves."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from publish.gallery.rooms import LABELS, Room
from publish.gate import OURS, Allowed, refuse_active

WITH_FRAMES = Allowed(
    OURS.elements | {"iframe"},
    {**OURS.attributes, "iframe": {"src", "loading"}, "img": {*OURS.attributes["img"], "loading"}},
)
_STYLE = """
:root { color-scheme: light dark; --ground: #e8e6e1; --line: #c9c5bd; --soft: #5d5953 }
@media (prefers-color-scheme: dark) { :root { --ground: #26241f; --line: #4a463f; --soft: #a69d92 } }
body { background: var(--ground); font: 16px/1.5 system-ui, sans-serif; margin: 0; padding: 2rem }
h1, h2, h3 { font-weight: 600; line-height: 1.25; margin: 0 }
h1 { font-size: 1.75rem } h2 { font-size: 1.35rem } h3 { font-size: 1rem; margin-top: 1.25rem }
p, ul { margin: .25rem 0; max-width: 50rem }
.soft { color: var(--soft) }
section { border-top: 1px solid var(--line); margin-top: 2.5rem; padding-top: 1rem }
.whole { display: block; max-width: 100%; height: auto; margin-top: 1.5rem }
.pages { display: flex; align-items: flex-start; gap: 10px; overflow-x: auto; padding: .5rem 0 1rem }
.pages img { height: 26rem; width: auto; border: 1px solid var(--line); display: block }
.pages a { flex: none }
iframe { flex: none; box-sizing: border-box; width: 20rem; height: 26rem; padding: 1rem }
iframe { border: 1px solid var(--line); background: #fff }
a { color: inherit }
"""
_LEAD = """One specimen in every style: every role that a style can dress, and the worst it may meet. A page leads to
its file; the documents of an EPUB are shown as this browser shows them."""
_UNDRAWN = "not drawn: LibreOffice, which sets Word files here, is not installed or could not set it"


def index(rooms: Iterable[Room], picture: str | None) -> str:
    """The page; `picture` is the path of one of all styles. Raises PublishError for what would be active in it."""
    rooms = tuple(rooms)
    names = "".join(f'<li><a href="#{_address(room.name)}">{_escape(room.name)}</a></li>' for room in rooms)
    whole = f'<img class="whole" src="{picture}" alt="The styles side by side">' if picture else ""
    return refuse_active(
        f"""<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>A gallery of styles</title><style>{_STYLE}</style></head>
<body>
<h1>A gallery of styles</h1>
<p class="soft">{_LEAD}</p>
<ul>{names}</ul>
{whole}
{"".join(map(_section, rooms))}
</body>
</html>
""",
        "index.html",
        WITH_FRAMES,
    )


def _section(room: Room) -> str:
    return f"""<section id="{_address(room.name)}">
<h2>{_escape(room.name)}</h2>
<p>{_escape(room.description)}</p>
{"".join(_findings(room))}{"".join(_row(room, kind) for kind in room.books)}</section>
"""


def _findings(room: Room) -> Iterator[str]:
    if room.findings:
        yield '<ul class="soft">'
        yield from (f"<li>{_escape(finding.code)}: {_escape(finding.detail)}</li>" for finding in room.findings)
        yield "</ul>\n"


def _row(room: Room, kind: str) -> str:
    book = room.books[kind]
    shown = "".join(_documents(room) if kind == "epub" else _pages(room, kind))
    link = f'<a href="{_address(book.path)}">{LABELS[kind]}</a> <span class="soft">{book.shown_size}</span>'
    if not shown:
        return f'<h3>{link} <span class="soft">({_UNDRAWN})</span></h3>\n'
    label = f"{room.name}, {LABELS[kind]}"
    return (
        f'<h3>{link}</h3>\n<div class="pages" role="group" tabindex="0" aria-label="{_escape(label)}">{shown}</div>\n'
    )


def _pages(room: Room, kind: str) -> Iterator[str]:
    for number, page in enumerate(room.drawn.get(kind, ()), 1):
        alt = f"{room.name}, {LABELS[kind]}, page {number}"
        leads_to = f"{_address(room.books[kind].path)}#page={number}" if kind == "pdf" else _address(page.path)
        picture = f'<img src="{_address(page.path)}" alt="{_escape(alt)}" loading="lazy">'
        yield f'<a href="{leads_to}">{picture}</a>'


def _documents(room: Room) -> Iterator[str]:
    for path in room.documents:
        title = f"{room.name}, EPUB, {path.rpartition('/')[2].removesuffix('.xhtml')}"
        yield f'<iframe src="{_address(path)}" title="{_escape(title)}" loading="lazy"></iframe>'


def _address(path: str) -> str:
    return _escape(quote(path))


def _escape(text: str) -> str:
    return html.escape(text)
