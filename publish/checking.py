"""`publish check`: what was built is all there, unchanged since, and opens."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from publish.errors import SourceError


@dataclass(frozen=True, slots=True)
class Check:
    """A file and what is wrong with it; None when nothing is."""

    file: str
    fault: str | None = None


def check_folder(folder: Path) -> tuple[Check, ...]:
    """A check of every file that `report.json` of a build names. Raises SourceError where there is no report."""
    try:
        outputs = json.loads((folder / "report.json").read_text("utf-8"))["outputs"]
    except FileNotFoundError as error:
        raise SourceError(f"{folder.name}/ holds no report.json; build the book first") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SourceError(f"{folder.name}/report.json cannot be read; build the book again") from error
    return tuple(Check(entry["file"], _fault(folder / entry["file"], entry["sha256"])) for entry in outputs)


def _fault(path: Path, sha256: str) -> str | None:
    try:
        data = path.read_bytes()
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    if hashlib.sha256(data).hexdigest() != sha256:
        return "has changed since it was built"
    if path.suffix == ".pdf":
        return _pdf_fault(data)
    return _zip_fault(data)


def _pdf_fault(data: bytes) -> str | None:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as book:
            problems = book.check_pdf_syntax()
            if "/StructTreeRoot" not in book.Root:
                return "is not tagged"
    except pikepdf.PdfError as error:
        return f"is no sound PDF: {error}"
    return f"has a fault in its syntax: {problems[0]}" if problems else None


def _zip_fault(data: bytes) -> str | None:
    """Whether a DOCX, EPUB or ZIP is whole and all its XML is well-formed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            bad = archive.testzip()
            if bad is not None:
                return f"{bad} in it is damaged"
            for name in archive.namelist():
                if name.endswith((".xml", ".xhtml", ".opf", ".ncx", ".rels")):
                    ElementTree.fromstring(archive.read(name))
    except (zipfile.BadZipFile, ElementTree.ParseError) as error:
        return f"is not sound: {error}"
    return None
