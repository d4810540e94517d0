"""Stray controls: the words on buttons and menus, left alone on a line."""

from __future__ import annotations

from collections.abc import Iterator

from publish.clean.glance import starting
from publish.clean.lines import bare, is_heading, is_item
from publish.passages import Page, Verdict, remove

WORDS = frozenset(
    """accept all|add to cart|advertisement|advertisements|back|back to top|bookmark|cancel|click here|close|close menu|
    collapse|continue|continue reading|copy|copy link|dismiss|done|download pdf|expand|font size|got it|go to top|
    hide|jump to content|jump to navigation|learn more|listen|listen to this article|load more|loading|log in|log out|
    login|main menu|menu|mute|navigation|next|next article|next post|no thanks|ok|open|open menu|pause|play|play video|
    previous|previous article|previous post|print|print this article|print this page|read more|reload|reply|report this|
    resize|save|save for later|scroll down|scroll to top|search|see all|see more|send|share|share article|
    share this article|show all|show less|show more|sign in|sign out|sign up|skip|skip to content|skip to main content|
    skip to navigation|skip ad|skip advertisement|sponsored|story continues below advertisement|submit|subscribe|
    table of contents toggle|text size|toggle|toggle navigation|toggle sidebar|top|translate|unmute|view all|
    view comments|view more|watch|zoom in|zoom out""".replace("\n", "").split("|")
)
WORDS = frozenset(" ".join(word.split()) for word in WORDS)


_FIRSTS = frozenset(word.partition(" ")[0] for word in WORDS)


def stray_controls(page: Page) -> Iterator[Verdict]:
    """Flag lines that are only a control's label; an item of a list or a heading may say the same and stays."""
    for passage in starting(page, _FIRSTS):
        if is_control(passage.plain) and not is_item(passage) and not is_heading(passage):
            yield remove(passage, rule="stray-control", reason=f'"{passage.plain}" is the label of a control')


def is_control(text: str) -> bool:
    return bare(text) in WORDS
