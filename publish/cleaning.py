"""`publish clean`: articles stripped of their boilerplate, as text, Markdown, HTML or JSON."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from publish.codec import article_json
from publish.discover import LeftOut, discover, read_bytes
from publish.errors import ConservationError, OutputError, SourceError, UsageError
from publish.findings import Outcome
from publish.model import Article
from publish.passages import Source
from publish.pipeline import article_of, own_settings
from publish.review import Row
from publish.settings import Settings
from publish.writers.markdown import markdown
from publish.writers.plain import body_text, web_page


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which articles are handed out, and the ending of its files."""

    ending: str
    render: Callable[[Outcome[Article]], str]


FORMS: Mapping[str, Form] = {
    "text": Form(".txt", lambda outcome: body_text(outcome.value)),
    "markdown": Form(".md", lambda outcome: markdown(outcome.value)),
    "html": Form(".html", lambda outcome: web_page(outcome.value)),
    "json": Form(".json", lambda outcome: json.dumps(article_json(outcome), ensure_ascii=False, indent=1) + "\n"),
}


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What `clean` made: texts to print, or files written, or rows that explain; and what was left out."""

    texts: tuple[str, ...] = ()
    written: tuple[Path, ...] = ()
    rows: tuple[tuple[str, tuple[Row, ...]], ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    usable: int = 0


def clean_sources(settings: Settings, standard_input: bytes, *, to: str, out: Path | None, explain: bool) -> Cleaned:
    """The cleaned sources. Raises UsageError for an unknown form, or several sources without a folder."""
    if to not in FORMS:
        near = difflib.get_close_matches(to, FORMS, n=1)
        raise UsageError(f"unknown form {to!r}; " + (f"did you mean {near[0]!r}?" if near else f"known: {', '.join(FORMS)}"))
    discovery = discover(settings.sources, settings.exclude)
    if len(discovery.found) > 1 and out is None and not explain:
        raise UsageError(f"{len(discovery.found)} sources need a folder to write to: -o DIR")
    made: list[tuple[str, Outcome[Article]]] = []
    rows: list[tuple[str, tuple[Row, ...]]] = []
    left_out = list(discovery.left_out)
    for found in discovery.found:
        try:
            source = Source(found.name, read_bytes(found, standard_input), own_settings(found, settings).encoding)
            outcome, explained = article_of(source, settings)
        except (SourceError, ConservationError) as error:
            left_out.append(LeftOut(found.name, str(error)))
            continue
        made.append((found.name, outcome))
        rows.append((found.name, explained))
    if explain:
        return Cleaned(rows=tuple(rows), left_out=tuple(left_out), usable=len(made))
    texts = [(name, FORMS[to].render(outcome)) for name, outcome in made]
    if out is None:
        return Cleaned(tuple(text for _, text in texts), left_out=tuple(left_out), usable=len(made))
    return Cleaned(written=_write(texts, out, FORMS[to].ending), left_out=tuple(left_out), usable=len(made))


def _write(texts: list[tuple[str, str]], folder: Path, ending: str) -> tuple[Path, ...]:
    """Write each text to `folder/<stem><ending>`, stems made unique."""
    written: list[Path] = []
    used: set[str] = set()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts:
            stem = Path(name).stem
            unique, number = stem, 1
            while unique.casefold() in used:
                number += 1
                unique = f"{stem}-{number}"
            used.add(unique.casefold())
            path = folder / f"{unique}{ending}"
            path.write_text(text, "utf-8", newline="\n")
            written.append(path)
    except OSError as error:
        raise OutputError(f"cannot write to {folder.name}/: {error.strerror}") from error
    return tuple(written)
