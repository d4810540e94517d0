"""What a part of a book that is laid out by itself has to know of other parts: page numbers, the size of the first."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@contextlib.contextmanager
def targets_known(pages: Mapping[str, int]) -> Iterator[None]:
    """Have WeasyPrint know the page of each of these anchors beforehand, so that it need not lay anything out twice."""
    from weasyprint import document
    from weasyprint.css.targets import TargetCollector, TargetLookupItem

    @dataclass(frozen=True, slots=True)
    class Elsewhere:
        """Stands for the box of an anchor that is not in this document: of its counters, it has that of its page.

        As one of its own, for those of pages are missing until all is laid out, and then all is laid out again.
        """

        cached_counter_values: Mapping[str, list[int]]

    class Knowing(TargetCollector):  # type: ignore[misc]  # weasyprint has no types
        def __init__(self) -> None:
            super().__init__()
            for name, page in pages.items():
                item = self.target_lookup_items[name] = TargetLookupItem("up-to-date")
                item.target_box = Elsewhere({"page": [page]})

    document.TargetCollector = Knowing
    try:
        yield
    finally:
        document.TargetCollector = TargetCollector


@contextlib.contextmanager
def viewport_known(sizes: Mapping[str, tuple[float, float]]) -> Iterator[None]:
    """Have WeasyPrint take `vh` and `vw` to be of the first page of the book, not of the part that it lays out."""
    from weasyprint.css import StyleFor

    class Fixed(dict):  # type: ignore[type-arg]
        def __setitem__(self, _key: str, _value: object) -> None:
            """What the first page of the part would set."""

    fixed = Fixed(sizes)
    if sizes:
        StyleFor.initial_page_sizes = property(lambda _: fixed, lambda _, _value: None)
    try:
        yield
    finally:
        if sizes:
            del StyleFor.initial_page_sizes
