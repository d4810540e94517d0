"""The scorer: a learned judge of the lines of a dump, and of the passages of a web page, that no detector knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from publish.passages import Medium, Page, Verdict


def boilerplate(page: Page, verdicts: Mapping[int, Verdict]) -> Iterable[Verdict]:
    """Flag the passages that their signs give away, among those without a verdict of a detector."""
    if page.tree is not None:  # Markdown has neither the lines of a dump nor the elements of a page
        return ()
    if page.medium is Medium.HTML:
        from publish.clean.scorer.page_scorer import judged_page  # numpy is loaded where it is needed

        return judged_page(page, verdicts)
    from publish.clean.scorer.scorer import judged

    return judged(page.passages, verdicts)


__all__ = ["boilerplate"]
