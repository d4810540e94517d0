"""How a gallery is made: the styles are read, the specimen is set in each of them, and its pages are drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from publish.cache import Cache, cache_in
from publish.errors import UsageError
from publish.findings import Finding
from publish.gallery import specimen
from publish.gallery.drawing import as_pdf, overview, page_of, pages
from publish.gallery.page import index
from publish.gallery.rooms import Room, books_of, numbered_pages, unpacked
from publish.gallery.voices import VOICES
from publish.gallery.worst import worst
from publish.model import BookMeta, Part, Publication
from publish.outputs import OutputFile
from publish.settings import Settings
from publish.staging import OutputFolder, names_written
from publish.theme import small_caps
from publish.theme.fonts import face_bytes, faces
from publish.theme.load import Theme, find_theme, known_themes, read_theme
from publish.theme.shelf import describe
from publish.workers import Workers, workers
from publish.writing import write_all

INDEX, PICTURE, DEFAULT_FOLDER = "index.html", "gallery.webp", "gallery"
LANGUAGE, OTHERS = "en-GB", ("ar", "hi", "zh")
SHOWN_AFTER = 2  # pages of the overview after that on which the first article opens
CAPTIONS = "Source Sans 3"

Progress: TypeAlias = "Callable[[str, int, int], None]"


@dataclass(frozen=True, slots=True)
class Gallery:
    """What was made, for people: the page to open, and the findings on each style by its name."""

    index: Path
    findings: Mapping[str, tuple[Finding, ...]]


def make_gallery(settings: Settings, names: Iterable[str], *, progress: Progress) -> Gallery:
    """Show styles, or all that can be named without any names, in the formats of the settings, in their output folder.

    Styles are shown as they are, without what publish.toml changes in them. Raises a PublishError as a build does; what
    is in the folder is then untouched.
    """
    if "report.json" in names_written(settings.out):
        raise UsageError(f"{settings.out.absolute().name}/ holds a book; choose another folder with -o")
    themes = _themes(settings, tuple(names))
    cache = cache_in(settings.cache)
    with OutputFolder(settings.out) as folder, workers(settings.processes) as others:
        rooms = [_room(theme, description, settings, others, cache, progress) for theme, description in themes.values()]
        page = OutputFile(INDEX, index(rooms, PICTURE if "pdf" in settings.formats else None).encode())
        folder.replace((page, *_picture(rooms), *(file for room in rooms for file in room.files)))
    cache.trim()
    return Gallery(settings.out / INDEX, {room.name: room.findings for room in rooms})


def book() -> Publication:
    """The specimen as a book: all roles in several scripts, and the worst that a style may meet."""
    meta = BookMeta(
        "A Specimen of Styles",
        "specimen",
        "2024-09-14",
        language=LANGUAGE,
        subtitle="Every role that a style can dress, and the worst it may meet",
        authors=("publish",),
    )
    return Publication(meta, (Part(None, (specimen.article(LANGUAGE), worst(), *map(specimen.brief, OTHERS))),))


def _themes(settings: Settings, names: tuple[str, ...]) -> Mapping[str, tuple[Theme, str]]:
    """The styles by name, each with its description; an error in any stops the gallery before it is begun."""
    folders = (settings.project / "styles",)
    paths = [find_theme(name, folders) for name in names] or known_themes(folders).values()
    read = [(read_theme(path, project=settings.project), describe(path)) for path in paths]
    return {theme.name: (theme, description) for theme, description in read}


def _room(
    theme: Theme, description: str, settings: Settings, others: Workers, cache: Cache, progress: Progress
) -> Room:
    def told(stage: str, done: int, total: int) -> None:
        progress(f"{theme.name}: {stage}", done, total)

    looked_at = _looked_at(theme, settings.formats)
    made, _ = write_all(
        book(),
        theme,
        specimen.assets(),
        others,
        formats=settings.formats,
        progress=told,
        cache=cache,
        limits=settings.limits,
    )
    books = books_of(theme.name, made.value)
    room = Room(theme.name, description, books, findings=(*theme.findings, *looked_at, *made.findings))
    told("Drawing pages", 0, 1)
    room = replace(room, drawn=_drawn(room, others))
    if "epub" in books:
        files, documents = unpacked(theme.name, books["epub"].data)
        room = replace(room, unpacked=files, documents=documents)
    told("Drawing pages", 1, 1)
    return room


def _looked_at(theme: Theme, formats: tuple[str, ...]) -> tuple[Finding, ...]:
    found = small_caps.findings(theme)
    if "pdf" not in formats:
        return found
    from publish.writers.pdf_theme import noticed

    return (*found, *noticed(theme))


def _drawn(room: Room, others: Workers) -> Mapping[str, tuple[OutputFile, ...]]:
    """The pages of the PDF, drawn while LibreOffice sets those of the Word file, where it is at hand."""
    jobs = {}
    if "pdf" in room.books:
        jobs["pdf"] = others.submit(pages, room.books["pdf"].data)
    if "docx" in room.books and (printed := as_pdf(room.books["docx"].data)) is not None:
        jobs["docx"] = others.submit(pages, printed)
    return {kind: numbered_pages(room.name, kind, others.result(job)) for kind, job in jobs.items()}


def _picture(rooms: Iterable[Room]) -> Iterable[OutputFile]:
    """All styles in one picture: the cover of each, and where its first article opens."""
    title = VOICES[LANGUAGE].title.partition(":")[0]
    shown = {}
    for room in rooms:
        if "pdf" in room.drawn:
            first = page_of(room.books["pdf"].data, title)
            drawn = room.drawn["pdf"]
            shown[room.name] = [drawn[0].data, *(page.data for page in drawn[first : first + 1 + SHOWN_AFTER])]
    if shown:
        font = next(face for face in faces((CAPTIONS,)) if not face.italic)
        yield OutputFile(PICTURE, overview(shown, face_bytes(font)))
