"""Binding: from articles in their order to the publication that writers take."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from publish.discover import part_title
from publish.lengths import of_ordinary_length
from publish.model import Asset, BookMeta, Part, Publication
from publish.results import Prepared
from publish.settings import Settings
from publish.walk import slug

EPOCH_DATE = "1980-01-01"  # the earliest a ZIP can hold; stands for "no date known" in every output


def in_parts(prepared: Iterable[Prepared]) -> tuple[Prepared, ...]:
    """The articles in the order of the book: those of one part side by side, where its first one stands."""
    items = tuple(prepared)
    places = {key: number for number, key in enumerate(dict.fromkeys(map(_part_key, items)))}
    return tuple(sorted(items, key=lambda each: places[_part_key(each)]))


def publication_of(prepared: Iterable[Prepared], settings: Settings, cover: Asset | None = None) -> Publication:
    """The book of these articles, which are in its order; what is known of them is cut to `LONGEST`."""
    items = tuple(
        replace(each, outcome=replace(each.outcome, value=of_ordinary_length(each.article))) for each in prepared
    )
    book = settings.book
    title = book.title or (items[0].article.meta.title if len(items) == 1 else "Reader")
    meta = BookMeta(
        title=title,
        name=slug(book.name or title) or "reader",
        date=_date(items, settings),
        language=book.language or _language(items),
        subtitle=book.subtitle,
        authors=book.authors,
        publisher=book.publisher,
        identifier=book.identifier,
        rights=book.rights,
        description=book.description,
        cover=cover.name if cover is not None else None,
        series=book.series,
        volume=book.volume,
    )
    return Publication(meta, _parts(items))


def _language(items: tuple[Prepared, ...]) -> str:
    """The language of most articles; the first one's where several are as common."""
    counts = Counter(each.article.meta.language for each in items)
    return counts.most_common(1)[0][0] if counts else "en"


def _date(items: tuple[Prepared, ...], settings: Settings) -> str:
    if settings.epoch is not None:
        return datetime.datetime.fromtimestamp(settings.epoch, datetime.UTC).date().isoformat()
    if settings.book.date is not None:
        return full_date(settings.book.date)
    dates = [date for each in items for date in (each.article.meta.published, each.article.meta.modified) if date]
    return max(map(full_date, dates), default=EPOCH_DATE)


def full_date(date: str) -> str:
    """An ISO date to the day: the first of its month or year."""
    return (date + "-01-01")[:10] if len(date) == 4 else (date + "-01")[:10]


def _part_key(each: Prepared) -> tuple[str, str | None]:
    return str(each.found.root), each.found.part


def _parts(items: tuple[Prepared, ...]) -> tuple[Part, ...]:
    """Articles of one sub-folder are a part; those of no sub-folder have no part title, wherever they came from."""
    keys = groupby(items, key=lambda each: None if each.found.part is None else _part_key(each))
    return tuple(
        Part(part_title(key[1] or "") if key is not None else None, tuple(each.article for each in group))
        for key, group in keys
    )
