"""What is around the passages of a web page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from publish.passages import Ancestor, Page, Passage


def inside(page: Page, is_one: Callable[[Ancestor], bool]) -> Iterator[tuple[Passage, Ancestor]]:
    """The passages inside elements of a kind, each with the outermost of these around it."""
    outermost: dict[int, Ancestor | None] = {}  # by the key of each element that is known
    for passage in page.passages:
        path = passage.path
        known = len(path)
        while known and path[known - 1].key not in outermost:
            known -= 1
        found = outermost[path[known - 1].key] if known else None
        for step in path[known:]:
            found = outermost[step.key] = found or (step if is_one(step) else None)
        if found is not None:
            yield passage, found
