"""Files that the PDF carries, as PDF/A-3 asks (ISO 19005-3, 6.8)."""

from __future__ import annotations

from collections.abc import Iterable

from pikepdf import Array, AttachedFileSpec, Name, Pdf

from publish.outputs import Attachment


def attach(book: Pdf, attachments: Iterable[Attachment]) -> None:
    """Give the PDF these files, each the source of some of it."""
    for each in attachments:
        date = f"D:{each.date.replace('-', '')}000000Z"
        file = AttachedFileSpec(
            book,
            each.data,
            filename=each.name,
            mime_type=each.media_type,
            description=each.description,
            creation_date=date,
            mod_date=date,
        )
        file.relationship = Name.Source
        book.attachments[each.name] = file
    files = [book.attachments[name].obj for name in sorted(book.attachments)]
    if files:
        book.Root.AF = Array(files)
