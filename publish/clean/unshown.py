"""What the markup of a page says outright to be no article: text that nobody sees, landmarks, boxes to sign up in."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from publish.clean.around import inside
from publish.clean.lines import words
from publish.passages import Ancestor, Medium, Page, Passage, Verdict, remove

CONTROLS = frozenset(("select", "option", "optgroup", "datalist"))
BUTTON_WORDS = 3
LANDMARKS: Mapping[str, str] = {
    "nav": "in the page's navigation",
    "footer": "in the page's footer",
    "dialog": "in a dialogue box",
    "iframe": "in an embedded frame",
    "svg": "inside a drawing",
    "head": "in the head of the page",
}
QUOTING = frozenset(("blockquote", "figure", "table"))  # a footer in one of these says where it is from
WRAPPER = 0.2  # of a page's text: an element that holds more is used for something else
_SIGN_UP = re.compile(r"newsletter|(?:^|[-_])(?:subscri(?:be|ptions?)|sign-?up)(?:$|[-_])", re.I)
_MARKUP = re.compile(r"</?(?:p|div|h[1-6]|a|iframe|img|script|blockquote|em|strong)\b[^<>]*>", re.I)
LINKS, TEASER_WORDS = 0.9, 25  # of a passage's text: it is nothing but links; and how long it then is at most


def unshown(page: Page) -> Iterator[Verdict]:
    """Flag text outside the tree, and what a control of a form holds."""
    if page.medium is not Medium.HTML:
        return
    for passage in page.passages:
        if not passage.path:
            yield remove(passage, rule="not-shown", reason="a template or text that no browser shows")
        elif passage.tag in CONTROLS or _is_button(passage):
            yield remove(passage, rule="form-control", reason="part of a control of a form")
        elif passage.tag == "textarea" and _MARKUP.search(passage.text):
            yield remove(passage, rule="form-control", reason="the markup of a text, in a field to copy it from")


def _is_button(passage: Passage) -> bool:
    """Whether a passage is the label of a button; the longer ones fold the sections of an article."""
    return passage.tag == "button" and len(words(passage.plain)) <= BUTTON_WORDS and "?" not in passage.plain


def landmarks(page: Page) -> Iterator[Verdict]:
    """Flag what is in a landmark of the page that is no article, such as its navigation."""
    for passage, step in _in_small(page, lambda step: step.tag in LANDMARKS or step.tag in QUOTING):
        if step.tag in LANDMARKS:
            yield remove(passage, rule="page-furniture", reason=LANDMARKS[step.tag])


def sign_up_boxes(page: Page) -> Iterator[Verdict]:
    """Flag what is in a box of a web page that is called a newsletter, or the like."""
    for passage, step in _in_small(page, _is_called_sign_up):
        yield remove(passage, rule="newsletter", reason=f"in <{step.tag}> that is called a newsletter or subscription")


@functools.lru_cache(maxsize=20_000)  # sites repeat themselves
def _is_sign_up(name: str) -> bool:
    return _SIGN_UP.search(name) is not None


def _is_called_sign_up(step: Ancestor) -> bool:
    return step.tag not in ("html", "body") and any(map(_is_sign_up, (*step.classes, step.ident)))


def _in_small(page: Page, is_one: Callable[[Ancestor], bool]) -> Iterator[tuple[Passage, Ancestor]]:
    """The passages inside elements of a kind, but for those elements that hold much of the page."""
    if page.medium is not Medium.HTML:
        return
    found = list(inside(page, is_one))
    size: Counter[int] = Counter()
    for passage, step in found:
        size[step.key] += len(passage.text)
    most = WRAPPER * sum(len(passage.text) for passage in page.passages)
    yield from ((passage, step) for passage, step in found if size[step.key] <= most)


def link_lists(page: Page) -> Iterator[Verdict]:
    """Flag the items of Markdown that are only links, such as tags or teasers."""
    if page.tree is None:
        return
    for passage in page.passages:
        if passage.link_share >= LINKS and passage.tag == "li" and len(words(passage.plain)) <= TEASER_WORDS:
            yield remove(passage, rule="link-list", reason=f"{passage.link_share:.0%} of its text is links")
