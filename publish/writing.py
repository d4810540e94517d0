"""All outputs of a book. The pages of its PDF are laid out first, since other formats take their numbers."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

from publish.cache import NONE, Cache, as_before, key_of, remembering
from publish.findings import Finding, Outcome
from publish.limits import UNLIMITED, Limits
from publish.model import Publication
from publish.outputs import Assets, Attachment, OutputFile, Pagination, here
from publish.theme.load import Theme
from publish.workers import Job, Workers
from publish.writers import WRITERS, Writer

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
    limits: Limits = UNLIMITED,
) -> tuple[Files, int | None]:
    """(the files of all formats with the findings on them, the number of pages of the PDF if there is one).

    The PDF carries the attachments.
    """
    pagination: Pagination | None = None
    findings: tuple[Finding, ...] = ()
    kept = Kept(cache, theme)
    writers = [each for each in WRITERS if each.format in formats]

    def begun(writer: Writer) -> Job:
        return workers.submit(writer.write, publication, theme, assets, pagination, kept)

    jobs = {each: begun(each) for each in writers if not each.takes_pages}
    if "pdf" in formats:
        from publish.writers.pdf import laid_out, manuscript
        from publish.writers.pdf_fonts import font_objects

        book = manuscript(publication, theme, assets, attachments, limits)
        pages = laid_out(book, _work(workers, cache, progress, limits))
        fonts = workers.submit(font_objects, pages.fonts, book.style.faces)
        pagination, findings = pages.pagination, pages.findings
    jobs |= {each: begun(each) for each in writers if each.takes_pages}
    files: list[OutputFile] = []
    if "pdf" in formats:  # here, where its pages are: to hand them to another process would take as long
        from publish.writers.pdf import printed_book

        progress("Writing PDF", 0, 1)
        files.append(printed_book(book, pages, workers.result(fonts)))
        progress("Writing PDF", 1, 1)
    for name, group in itertools.groupby(writers, key=lambda each: each.format.upper()):
        progress(f"Writing {name}", 0, 1)
        for writer in group:
            made = workers.result(jobs[writer])
            files += made.value
            findings += made.findings
        progress(f"Writing {name}", 1, 1)
    return Outcome(tuple(files), findings), pagination.pages if pagination else None


@dataclass(frozen=True, slots=True)
class Kept:
    """Work done in this process, but for what the cache has; the theme, which most of it takes, is written out once."""

    cache: Cache
    theme: Theme

    def __call__(self, function: Callable[..., Any], calls: Iterable[tuple[Any, ...]]) -> list[Any]:
        theme = functools.cache(functools.partial(key_of, self.theme))

        def key(*values: object) -> str:
            return _key(function, (theme() if value is self.theme else value for value in values))

        return remembering(self.cache, here, function, calls, key)


def make_ready(formats: tuple[str, ...], workers: Workers) -> None:
    """Have other processes load what takes them longest, while this one looks for the sources."""
    for _ in workers.workers:
        workers.submit(load, formats)


def load(formats: tuple[str, ...]) -> None:
    """Load here what takes longest, for the processes of builds to come. Raises MachineError as the writers do."""
    if "pdf" in formats:
        from publish.writers import pdf_engine

        pdf_engine.load()


def _work(workers: Workers, cache: Cache, progress: Progress, limits: Limits) -> Callable[..., list[Any]]:
    """The workers as what sets pages takes them: they do what the cache does not have, articles within limits."""
    from publish.writers.pdf_plain import Unset, limits_of, unset

    stages = itertools.chain(("Setting pages",), itertools.repeat("Setting front matter and folios"))

    def work(function: Callable[..., Any], calls: Iterable[tuple[Any, ...]]) -> list[Any]:
        calls = list(calls)
        stage = next(stages)

        def each(function: Callable[..., Any], missing: list[tuple[Any, ...]]) -> list[Any]:
            kept = len(calls) - len(missing)
            told = f"{stage}{as_before(kept, len(calls))}"
            progress(told, kept, len(calls))
            found = workers.each(
                function,
                missing,
                lambda done: progress(told, kept + done, len(calls)),
                limits=limits_of(function, limits),
                instead=unset,
            )
            progress(told, len(calls), len(calls))
            return found

        def key(*values: object) -> str:
            return _key(function, values)

        return remembering(cache, each, function, calls, key, lambda made, *_: not isinstance(made, Unset))

    return work


def _key(function: Callable[..., Any], values: Iterable[object]) -> str:
    """What names the work of a function with these arguments."""
    return key_of(function.__qualname__, *map(_facts, values))


def _facts(value: object) -> object:
    """What of an argument tells it apart from others: of pictures, their names, which are digests of them."""
    if isinstance(value, dict) and all(hasattr(each, "media_type") for each in value.values()):
        return sorted(value)
    return value
