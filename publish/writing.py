"""All outputs of a book. A second process sets the PDF: it loads WeasyPrint while this one still reads and cleans."""

from __future__ import annotations

import contextlib
import gc
import signal
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Protocol, TypeAlias

from publish.errors import MachineError
from publish.findings import Outcome
from publish.model import Publication
from publish.outputs import Assets, Attachment, OutputFile, Pagination
from publish.theme.load import Theme
from publish.writers import WRITERS

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from publish.writers.pdf import Manuscript

Files: TypeAlias = "Outcome[tuple[OutputFile, ...]]"
Typeset: TypeAlias = "tuple[Files, Pagination]"
Progress: TypeAlias = Callable[[str, int, int], None]


COLLECT_AFTER = 500_000  # new objects; Python's own 700 has it search the growing page tree thousands of times


class Typesetter(Protocol):
    """Sets one PDF; between `start` and `result` there may be time for other work."""

    def start(self, book: Manuscript) -> None: ...

    def result(self) -> Typeset: ...


@contextlib.contextmanager
def typesetter(formats: tuple[str, ...], jobs: int) -> Iterator[Typesetter]:
    """A typesetter of its own process, made ready from now on; in this process with one job, or without a PDF.

    Only where processes fork: elsewhere a new one would first have to load the whole program.
    """
    if jobs == 1 or sys.platform != "linux" or "pdf" not in formats:
        yield _Here()
        return
    import multiprocessing

    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    try:
        yield _There(ours)
    finally:
        ours.close()
        process.terminate()
        process.join()


class _Here:
    """Sets the PDF in this process, when its result is asked for."""

    def start(self, book: Manuscript) -> None:
        self.book = book

    def result(self) -> Typeset:
        from publish.writers.pdf import typeset

        return typeset(self.book)


class _There:
    """Has the PDF set in another process; errors there are raised here."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def start(self, book: Manuscript) -> None:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it has gone: `result` knows why
            self.connection.send(book)

    def result(self) -> Typeset:
        try:
            made: Typeset | Exception = self.connection.recv()
        except (EOFError, ConnectionResetError) as error:
            raise MachineError(
                "the process that sets the PDF was ended by the system; is there memory enough?"
            ) from error
        if isinstance(made, Exception):
            raise made
        return made


def _serve(connection: Connection) -> None:
    """Load what setting takes, then set one book."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process is interrupted, and ends this one
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    from publish.writers.pdf import load, typeset

    try:
        load()
        gc.freeze()  # what is loaded stays, and this process lives for one book: seldom collecting saves a tenth
        gc.set_threshold(COLLECT_AFTER)
        connection.send(typeset(connection.recv()))
    except EOFError:  # there is no book to set
        return
    except Exception as error:  # whatever it is, it is the first process that says so
        connection.send(error)


def write_all(
    publication: Publication,
    theme: Theme,
    assets: Assets,
    setter: Typesetter,
    *,
    formats: tuple[str, ...],
    progress: Progress,
    attachments: tuple[Attachment, ...] = (),
) -> tuple[Files, int | None]:
    """(the files of all formats with the findings on them, the number of pages of the PDF if there is one).

    The PDF carries the attachments.
    """
    pagination: Pagination | None = None
    made: dict[str, Files] = {}
    writers = [(name, writer) for name, writer in WRITERS.items() if name in formats]
    if "pdf" in formats:
        from publish.writers.pdf import manuscript

        progress("Setting pages", 0, 1)
        setter.start(manuscript(publication, theme, assets, attachments))
        for name, writer in writers:  # while the pages are set
            if writer.wants_pages:
                writer.make_ready(theme)
            else:
                made[name] = writer.write(publication, theme, assets, None)
        made["pdf"], pagination = setter.result()
        progress("Setting pages", 1, 1)
    for name, writer in writers:
        if name not in made:
            progress(f"Writing {name.upper()}", 0, 1)
            made[name] = writer.write(publication, theme, assets, pagination)
            progress(f"Writing {name.upper()}", 1, 1)
    outcomes = [made[name] for name in ("pdf", *WRITERS) if name in made]
    files = tuple(file for outcome in outcomes for file in outcome.value)
    findings = tuple(finding for outcome in outcomes for finding in outcome.findings)
    return Outcome(files, findings), pagination.pages if pagination else None
