"""All outputs of a book. The pages of its PDF are laid out first, since other formats take their numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from publish.cache import NONE, Cache, key_of, remembering
from publish.findings import Outcome
from publish.model import Publication
from publish.outputs import Assets, Attachment, OutputFile, Pagination
from publish.theme.load import Theme
from publish.workers import Workers
from publish.writers import WRITERS

Files: TypeAlias = "Outcome[tuple[OutputFile, ...]]"
Progress: TypeAlias = Callable[[str, int, int], None]


def write_all(
    publication: Publication,
    theme: Theme,
    assets: Assets,
    workers: Workers,
    *,
    formats: tuple[str, ...],
    progress: Progress,
    cache: Cache = NONE,
    attachments: tuple[Attachment, ...] = (),
) -> tuple[Files, int | None]:
    """(the files of all formats with the findings on them, the number of pages of the PDF if there is one).

    The PDF carries the attachments.
    """
    pagination: Pagination | None = None
    made: dict[str, Files] = {}
    if "pdf" in formats:
        from publish.writers.pdf import laid_out, manuscript, printed_book

        book = manuscript(publication, theme, assets, attachments)
        pages = laid_out(book, _work(workers, cache, progress))
        printing = workers.submit(printed_book, book, pages)
        pagination = pages.pagination
    for name, writer in WRITERS.items():
        if name in formats:  # while the PDF is put together, if another process does that
            progress(f"Writing {name.upper()}", 0, 1)
            made[name] = writer.write(publication, theme, assets, pagination)
            progress(f"Writing {name.upper()}", 1, 1)
    if "pdf" in formats:
        progress("Putting the PDF together", 0, 1)
        made["pdf"] = Outcome((workers.result(printing),), pages.findings)
        progress("Putting the PDF together", 1, 1)
    outcomes = [made[name] for name in ("pdf", *WRITERS) if name in made]
    files = tuple(file for outcome in outcomes for file in outcome.value)
    findings = tuple(finding for outcome in outcomes for finding in outcome.findings)
    return Outcome(files, findings), pagination.pages if pagination else None


def _work(workers: Workers, cache: Cache, progress: Progress) -> Callable[..., list[Any]]:
    """The workers as what sets pages takes them: they do what the cache does not have."""

    def work(function: Callable[..., Any], calls: Iterable[tuple[Any, ...]]) -> list[Any]:
        calls = list(calls)
        total = len(calls)

        def each(function: Callable[..., Any], missing: Iterable[tuple[Any, ...]]) -> list[Any]:
            missing = list(missing)
            found = workers.each(
                function, missing, lambda done: progress("Setting pages", total - len(missing) + done, total)
            )
            progress("Setting pages", total, total)
            return found

        return remembering(
            cache, each, function, calls, lambda *values: key_of(function.__qualname__, *map(_facts, values))
        )

    return work


def _facts(value: object) -> object:
    """What of an argument tells it apart from others: of pictures, their names, which are digests of them."""
    if isinstance(value, dict) and all(hasattr(each, "media_type") for each in value.values()):
        return sorted(value)
    return value
