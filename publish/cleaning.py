"""`publish clean`: articles stripped of their boilerplate, as text, Markdown, HTML or JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from publish.codec import article_json
from publish.companions import take_along
from publish.configuration import nearest
from publish.discover import Found, LeftOut, companion, discover
from publish.errors import LimitError, OutputError, SourceError, UsageError
from publish.findings import Finding, Outcome
from publish.model import Article
from publish.normalise import repair
from publish.preparing import Log, Reviewed, article_of, attempt, overridden, prepare, source_of, survey_of, unread
from publish.results import exit_code
from publish.review import Row
from publish.settings import Settings
from publish.staging import replace_file
from publish.survey import Survey
from publish.workers import workers
from publish.writers.markdown import markdown
from publish.writers.plain import body_text, web_page


@dataclass(frozen=True, slots=True)
class Piece:
    """One source cleaned: its text in the form that was asked for, and what became of each of its lines.

    `article` is what the text was made from, where it is written anew for the place that it is put.
    """

    found: Found
    text: str
    article: Article | None = None
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What `clean` made: texts to print, or files written, or rows that explain; and what was left out."""

    texts: tuple[str, ...] = ()
    written: tuple[Path, ...] = ()
    rows: tuple[tuple[str, tuple[Row, ...]], ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    findings: tuple[Finding, ...] = ()
    exit_code: int = 0


def _as_text(found: Found, settings: Settings, given: bytes, surveyed: Survey) -> tuple[Piece, Reviewed]:
    outcome, rows = article_of(source_of(found, settings, given), settings, surveyed=surveyed)
    return Piece(found, body_text(outcome.value)), rows


def _as_page(render: Callable[[Article], str]) -> Form:
    def make(found: Found, settings: Settings, given: bytes, surveyed: Survey) -> tuple[Piece, Reviewed]:
        outcome, rows = article_of(source_of(found, settings, given), settings, finish=repair, surveyed=surveyed)
        article = overridden(outcome.value, found, settings)
        return Piece(found, render(article), article), rows

    return make


def _as_json(found: Found, settings: Settings, given: bytes, surveyed: Survey) -> tuple[Piece, Reviewed]:
    prepared = prepare(found, settings, given, surveyed)
    return Piece(found, _json(prepared.outcome)), lambda: prepared.rows


def _json(outcome: Outcome[Article]) -> str:
    return json.dumps(article_json(outcome), ensure_ascii=False, indent=1) + "\n"


EDITED = ".md"
Form = Callable[[Found, Settings, bytes, Survey], tuple[Piece, Reviewed]]
FORMS: Mapping[str, tuple[str, Form]] = {
    "text": (".txt", _as_text),
    "markdown": (EDITED, _as_page(markdown)),
    "html": (".html", _as_page(web_page)),
    "json": (".json", _as_json),
}
"""The ending of the files of each form, and what makes it.

Pictures keep their addresses in HTML and in what is printed. Markdown is to be edited and built where it is, so its
pictures are put beside it.
"""


def clean_sources(
    settings: Settings, standard_input: bytes, *, to: str, out: Path | None, explain: bool, log: Log = unread
) -> Cleaned:
    """The cleaned sources. Raises UsageError for an unknown form, or several sources without a folder."""
    if to not in FORMS:
        raise UsageError(f"unknown form {to!r}; {nearest(to, FORMS, known='known forms')}")
    ending, _ = FORMS[to]
    discovery = discover(settings.sources, settings.exclude)
    if len(discovery.found) > 1 and out is None and not explain:
        raise UsageError(f"{len(discovery.found)} sources need a folder to write to: -o DIR")

    with workers(1 if len(discovery.found) == 1 else settings.processes) as others:
        surveyed, too_much = survey_of(discovery.found, settings, standard_input, others)
        calls = [
            (found, settings, standard_input, surveyed, to, explain)
            for found in discovery.found
            if found.name not in too_much
        ]
        made = others.each(_made, calls, limits=settings.limits, instead=_unmade)
    for _, told in made:
        log(told)
    pieces = [result for result, _ in made if isinstance(result, Piece)]
    ours = (*too_much.values(), *(result for result, _ in made if isinstance(result, LeftOut)))
    left_out = (*discovery.left_out, *ours)
    return Cleaned(
        texts=tuple(piece.text for piece in pieces) if out is None and not explain else (),
        written=_write(pieces, out, ending) if out is not None and pieces else (),
        rows=tuple((piece.found.name, piece.rows) for piece in pieces) if explain else (),
        left_out=left_out,
        findings=discovery.findings,
        exit_code=exit_code(left_out) if pieces else SourceError.exit_code,
    )


def _made(
    found: Found, settings: Settings, standard_input: bytes, surveyed: Survey, to: str, explain: bool
) -> tuple[Piece | LeftOut, str]:
    """(what becomes of one source, the traceback of a bug of ours)."""
    told: list[str] = []

    def made(found: Found) -> Piece:
        piece, rows = FORMS[to][1](found, settings, standard_input, surveyed)
        return replace(piece, rows=rows()) if explain else piece

    return attempt(found, settings, made, told.append), "".join(told)


def _unmade(error: LimitError, found: Found, *_: object) -> tuple[LeftOut, str]:
    return LeftOut(found.name, str(error)), ""


def _write(pieces: Sequence[Piece], folder: Path, ending: str) -> tuple[Path, ...]:
    """Write each text to `folder/<stem><ending>`, stems made unique."""
    targets = _targets(pieces, folder, ending)
    files: dict[Path, bytes] = {}
    for path, piece in targets.items():
        files |= _with_pictures(path, piece) if ending == EDITED else {path: piece.text.encode()}
    try:
        if ending == EDITED:
            _refuse_edited(files)
        for path, data in files.items():
            replace_file(path, data)
    except OSError as error:
        raise OutputError(f"cannot write to {folder.absolute().name}/: {error.strerror}") from error
    return tuple(targets)


def _with_pictures(path: Path, piece: Piece) -> dict[Path, bytes]:
    """The Markdown of an article and, unless it is put beside its source, its pictures in a folder of its own."""
    found, article = piece.found, piece.article
    if article is None or found.path is None or found.path.resolve().parent == path.resolve().parent:
        return {path: piece.text.encode()}
    beside = path.with_name(f"{path.stem}_files")
    moved, pictures = take_along(article, lambda address: companion(found, address), beside.name)
    return {**{beside / name: data for name, data in pictures.items()}, path: markdown(moved).encode()}


def _refuse_edited(files: Mapping[Path, bytes]) -> None:
    """Raise UsageError where something else than what would be written is there: hours of somebody's edits, maybe."""
    for path, data in files.items():
        if path.exists() and path.read_bytes() != data:
            raise UsageError(
                f"{path.name} in {path.absolute().parent.name}/ is not as publish would write it, so it may hold your "
                "edits; move it, or choose another folder with -o; nothing was changed"
            )


def _targets(pieces: Sequence[Piece], folder: Path, ending: str) -> dict[Path, Piece]:
    """What to write where. Raises UsageError where a source would be overwritten with its cleaned text."""
    targets: dict[Path, Piece] = {}
    sources = {piece.found.path.resolve() for piece in pieces if piece.found.path is not None}
    used: set[str] = set()
    for piece in pieces:
        stem = Path(piece.found.name).stem
        unique, number = stem, 1
        while unique.casefold() in used:
            number += 1
            unique = f"{stem}-{number}"
        used.add(unique.casefold())
        path = folder / f"{unique}{ending}"
        if path.resolve() in sources:
            raise UsageError(f"{path.name} in {folder.absolute().name}/ is a source; choose another folder with -o")
        targets[path] = piece
    return targets
