"""Files that the PDF carries, as PDF/A-3 asks (ISO 19005-3, 6.8)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

import pydyf

from publish.outputs import Attachment
from publish.writers.pdf_file import PdfFile


def attached(file: PdfFile, attachments: Iterable[Attachment]) -> Mapping[bytes, bytes]:
    """Add these files, each the source of some of the book: their entries in the name tree, by the references to them.

    In the order of their names.
    """
    found: dict[bytes, bytes] = {}
    for each in sorted(attachments, key=lambda each: each.name):
        reference = b"%d 0 R" % file.put(_specification(file, each))
        found[reference] = pydyf.String(each.name).data + reference
    return found


def _specification(file: PdfFile, each: Attachment) -> bytes:
    date = pydyf.String(f"D:{each.date.replace('-', '')}000000Z")
    facts = {
        "Size": len(each.data),
        "CheckSum": f"<{hashlib.md5(each.data, usedforsecurity=False).hexdigest()}>",
        "CreationDate": date,
        "ModDate": date,
    }
    entries = b"/Type/EmbeddedFile/Subtype%b/Params%b" % (pydyf.name(each.media_type), pydyf.Dictionary(facts).data)
    stream = b"%d 0 R" % file.put_compressed(entries, each.data)
    specification = {
        "Type": "/Filespec",
        "F": pydyf.String(each.name),
        "UF": pydyf.String(each.name),
        "Desc": pydyf.String(each.description),
        "AFRelationship": "/Source",
        "EF": pydyf.Dictionary({"F": stream, "UF": stream}),
    }
    return pydyf.Dictionary(specification).data  # type: ignore[no-any-return]
