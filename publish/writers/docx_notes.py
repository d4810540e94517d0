"""The numbers of footnotes: an article counts its own from 1, a book counts them through.

Word would take any ids that differ; LibreOffice takes the notes in their order, and so their numbers must follow on.
"""

from __future__ import annotations

import re

_CALL = re.compile(r'(<w:footnote(?:Reference)? w:id=")(\d+)"')


def renumbered(xml: str, before: int) -> str:
    """Text or a note of an article, its notes numbered behind those of the articles before it."""
    if "<w:footnote" not in xml:
        return xml
    return _CALL.sub(lambda found: f'{found[1]}{int(found[2]) + before}"', xml)
