"""The scorer: a learned judge of the lines that no detector knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from publish.passages import Medium, Page, Verdict


def boilerplate(page: Page, verdicts: Mapping[int, Verdict]) -> Iterable[Verdict]:
    """Flag the lines of a text dump that their signs give away, among those without a verdict of a detector."""
    if page.medium is not Medium.TEXT:
        return ()
    from publish.clean.scorer.scorer import judged  # numpy is loaded for dumps alone

    return judged(page.passages, verdicts)


__all__ = ["boilerplate"]
