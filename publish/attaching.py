"""Attaching: the sources of a book as files that its PDF carries."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Set
from pathlib import PurePosixPath

from publish.binding import full_date
from publish.outputs import Attachment
from publish.passages import Source
from publish.readers import media_type
from publish.results import Prepared

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')  # what one system or another takes for more than a name


def attachments_of(prepared: Iterable[Prepared], date: str) -> tuple[Attachment, ...]:
    """The original of each article that was kept for it, under its own name, which tells no path, made unique.

    It is dated by its article, or by the book, whose date is given.
    """
    made: list[Attachment] = []
    used: set[str] = set()
    for each in prepared:
        if each.original is None:
            continue
        meta = each.article.meta
        name = _unique(_NOT_IN_NAMES.sub("-", each.found.name.rpartition("/")[2]), used)
        used.add(name.casefold())
        kind = media_type(Source(each.found.name, each.original))
        about = f"{meta.title} ({meta.url})" if meta.url else meta.title
        made.append(Attachment(name, each.original, kind, about, full_date(meta.published or date)))
    return tuple(made)


def _unique(name: str, used: Set[str]) -> str:
    """The name, or the first of "name-2.txt", "name-3.txt" … that is not used; letters in either case are the same."""
    path = PurePosixPath(name)
    others = (f"{path.stem}-{number}{path.suffix}" for number in itertools.count(2))
    return next(each for each in itertools.chain((name,), others) if each.casefold() not in used)
