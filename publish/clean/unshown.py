"""What the markup of a page says outright to be no article: text that nobody sees, landmarks, boxes to sign up in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from publish.clean.around import Called, inside
from publish.clean.lines import length_of, words
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
_SIGN_UP = re.compile(r"newsletter|[-_ ](?:subscri(?:be|ptions?)|sign-?up)[-_ ]")
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
    for step, passages in _small(page, lambda called: called.tag in LANDMARKS or called.tag in QUOTING):
        for passage in passages if step.tag in LANDMARKS else ():
            yield remove(passage, rule="page-furniture", reason=LANDMARKS[step.tag])


def sign_up_boxes(page: Page) -> Iterator[Verdict]:
    """Flag what is in a box of a web page that is called a newsletter, or the like."""
    for step, passages in _small(page, _is_called_sign_up):
        reason = f"in <{step.tag}> that is called a newsletter or subscription"
        yield from (remove(passage, rule="newsletter", reason=reason) for passage in passages)


def _is_called_sign_up(called: Called) -> bool:
    names = called.names
    told = "newsletter" in names or "subscri" in names or "sign" in names
    return told and _SIGN_UP.search(names) is not None and called.tag not in ("html", "body")


def _small(page: Page, is_one: Callable[[Called], bool]) -> Iterator[tuple[Ancestor, Sequence[Passage]]]:
    """The outermost elements of a kind and the passages inside, but for elements that hold much of the page."""
    if page.medium is not Medium.HTML:
        return
    most = WRAPPER * length_of(page.passages)
    yield from ((step, passages) for step, passages in inside(page, is_one) if length_of(passages) <= most)


def link_lists(page: Page) -> Iterator[Verdict]:
    """Flag the items of Markdown that are only links, such as tags or teasers."""
    if page.tree is None:
        return
    for passage in page.passages:
        if passage.link_share >= LINKS and passage.tag == "li" and len(words(passage.plain)) <= TEASER_WORDS:
            yield remove(passage, rule="link-list", reason=f"{passage.link_share:.0%} of its text is links")
