"""`publish check`: what was built is all there, unchanged since, and opens."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree


@dataclass(frozen=True, slots=True)
class Check:
    """A file and what is wrong with it; None when nothing is."""

    file: str
    fault: str | None = None


FAULTS_FOUND = 9
REPORT = "report.json"


def check_folder(folder: Path) -> tuple[Check, ...]:
    """A check of every file that `report.json` of a build names, and of that report where it is missing or damaged."""
    try:
        outputs = json.loads((folder / REPORT).read_text("utf-8"))["outputs"]
        return tuple(_check(folder, entry["file"], entry["sha256"]) for entry in outputs)
    except FileNotFoundError:
        return (Check(REPORT, f"is not in {folder.absolute().name}/; build the book first"),)
    except (OSError, ValueError, KeyError, TypeError):
        return (Check(REPORT, "cannot be read; build the book again"),)


def exit_code(checks: Iterable[Check]) -> int:
    return FAULTS_FOUND if any(check.fault is not None for check in checks) else 0


def _check(folder: Path, name: str, sha256: str) -> Check:
    try:
        return Check(name, _fault(name, (folder / name).read_bytes(), sha256))
    except FileNotFoundError:
        return Check(name, "is missing; build the book again")
    except OSError as error:
        return Check(name, f"cannot be read: {error.strerror}")


def _fault(name: str, data: bytes, sha256: str) -> str | None:
    if hashlib.sha256(data).hexdigest() != sha256:
        return "has changed since it was built"
    return _pdf_fault(data) if name.endswith(".pdf") else _zip_fault(data)


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
