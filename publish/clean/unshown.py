"""What a reader of a web page never sees, and what Markdown of one has instead of its menus."""

from __future__ import annotations

from collections.abc import Iterator

from publish.clean.lines import words
from publish.passages import Medium, Page, Verdict, remove

CONTROLS = frozenset(("select", "option", "optgroup", "datalist", "textarea"))
LINKS, TEASER_WORDS = 0.9, 25  # of a passage's text: it is nothing but links; and how long it then is at most


def unshown(page: Page) -> Iterator[Verdict]:
    """Flag text outside the tree, and what a control of a form holds."""
    if page.medium is not Medium.HTML:
        return
    for passage in page.passages:
        if not passage.path:
            yield remove(passage, rule="not-shown", reason="a template or text that no browser shows")
        elif passage.tag in CONTROLS:
            yield remove(passage, rule="form-control", reason="part of a control of a form")


def link_lists(page: Page) -> Iterator[Verdict]:
    """Flag the items of Markdown that are only links, such as tags or teasers."""
    if page.tree is None:
        return
    for passage in page.passages:
        if passage.link_share >= LINKS and passage.tag == "li" and len(words(passage.plain)) <= TEASER_WORDS:
            yield remove(passage, rule="link-list", reason=f"{passage.link_share:.0%} of its text is links")
