"""What a book is called by machines, the same in all its formats."""

from __future__ import annotations

import uuid

from publish.characters import one_line, xml_safe
from publish.model import BookMeta


def identifier(meta: BookMeta) -> str:
    """The book's own identifier, else one made of its name and title: articles may come and go."""
    known = xml_safe(one_line(meta.identifier or ""))
    return known or f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'publish:{meta.name}/{meta.title}')}"
