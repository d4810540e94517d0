"""Where on a web page the article is: the smallest element that holds the prose, and the furniture inside it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from publish.characters import inked
from publish.clean.lines import words
from publish.passages import Action, Ancestor, Medium, Page, Passage, Place, Verdict, remove

PROSE_SHARE = 0.6  # of a page's prose; the smallest element that holds this much is the article
PROSE_WORDS = 15
LINKS = 0.9  # of a passage's text: it is nothing but links
SMALL = 0.2  # of the article's prose: an element with a telling class that holds more is a wrapper
CONTROLS = frozenset(("button", "select", "option", "textarea", "optgroup", "fieldset", "legend"))
LANDMARKS: Mapping[str, str] = {
    "nav": "in the page's navigation",
    "footer": "in the page's footer",
    "menu": "in a menu",
    "dialog": "in a dialogue box",
    "iframe": "in an embedded frame",
    "svg": "inside a drawing",
    "head": "in the head of the page",
}
_FURNITURE = re.compile(
    r"share|sharing|social|related|recommend|newsletter|subscri|promo|advert|(?:^|[-_])ads?(?:$|[-_])|sponsor|comment|respond|"
    r"cookie|consent|gdpr|breadcrumb|(?:^|[-_])tags?(?:$|[-_])|tag-?list|pagination|pager|post-?nav|read-?next|read-?more|up-?next|"
    r"sidebar|widget|popup|modal|banner|toolbar|print|signup|sign-up|login|follow|trending|popular|outbrain|taboola|rating|skip",
    re.I,
)
_AUTHOR_BOX = re.compile(
    r"author-?(?:box|bio|card|info|about|profile)|about-?(?:the-?)?author|bio-?box|post-?author", re.I
)
_HEADER = re.compile(
    r"by-?line|post-?meta|entry-?meta|article-?meta|dateline|kicker|eyebrow|reading-?time|timestamp", re.I
)


def unshown(page: Page) -> Iterator[Verdict]:
    """Flag what a reader of the page never sees: hidden elements, controls of forms, text outside the tree."""
    if page.medium is not Medium.HTML:
        return
    for passage in page.passages:
        if not passage.path:
            yield remove(passage, rule="not-shown", reason="a template or text that no browser shows")
        elif any(step.hidden for step in passage.path):
            yield remove(passage, rule="hidden", reason="hidden on the page")
        elif any(step.tag in CONTROLS for step in passage.path):
            yield remove(passage, rule="form-control", reason="part of a control or form")


@dataclass(frozen=True, slots=True)
class _Weights:
    """Letters of prose and of all text by the key of each element that holds them."""

    prose: Mapping[int, int]
    text: Mapping[int, int]
    elements: Mapping[int, tuple[Ancestor, int]]
    quoted: frozenset[int]


def outside_article(page: Page) -> Iterator[Verdict]:
    """Flag everything outside the article, and the furniture inside it that its landmarks or class names give away."""
    if page.medium is not Medium.HTML:
        return
    weights = _weigh(page)
    container = _container(weights)
    if container is None:
        return
    furniture = dict(_furniture(weights, container))
    for passage in page.passages:
        verdict = _judge(passage, container, furniture)
        if verdict is not None:
            yield verdict


def _judge(passage: Passage, container: int, furniture: Mapping[int, tuple[str, str]]) -> Verdict | None:
    if not passage.path:
        return None
    for step in passage.path:
        if step.key in furniture:
            rule, reason = furniture[step.key]
            if rule == "end-matter" and passage.picture is None and passage.link_share < LINKS:
                return Verdict(passage, Action.KEEP, rule, reason, place=Place.NOTE)
            return remove(passage, rule="page-furniture" if rule == "end-matter" else rule, reason=reason)
    if all(step.key != container for step in passage.path):
        return remove(passage, rule="outside-article", reason=f"outside the article, in {_name(passage.path[-1])}")
    return None


def _weigh(page: Page) -> _Weights:
    prose: dict[int, int] = defaultdict(int)
    text: dict[int, int] = defaultdict(int)
    elements: dict[int, tuple[Ancestor, int]] = {}
    quoted: set[int] = set()
    for passage in page.passages:
        if any(step.hidden or step.tag in LANDMARKS for step in passage.path):
            weight = 0
        else:
            weight = len(inked(passage.text)) if _is_body_prose(passage) else 0
        inside = False
        for depth, step in enumerate(passage.path):
            elements[step.key] = (step, depth)
            if inside:
                quoted.add(step.key)
            inside = inside or step.tag in ("blockquote", "figure", "table")
            prose[step.key] += weight
            text[step.key] += len(inked(passage.text))
    return _Weights(prose, text, elements, frozenset(quoted))


def _is_body_prose(passage: Passage) -> bool:
    return passage.link_share < 0.4 and len(words(passage.plain)) >= PROSE_WORDS


def _container(weights: _Weights) -> int | None:
    """The deepest element with most of the prose; None for a page without any."""
    total = max(weights.prose.values(), default=0)
    if total == 0:
        return None
    holders = [
        (depth, -weights.text[key], key)
        for key, (step, depth) in weights.elements.items()
        if weights.prose[key] >= PROSE_SHARE * total and step.tag not in ("p", "li", "td", "pre", "blockquote")
    ]
    return max(holders)[2] if holders else None


def _furniture(weights: _Weights, container: int) -> Iterator[tuple[int, tuple[str, str]]]:
    """(key, (rule, reason)) of the elements that are no part of the article."""
    whole = max(1, weights.prose[container])
    for key, (step, _) in weights.elements.items():
        small = weights.prose[key] <= SMALL * whole
        names = [*step.classes, step.ident]
        if key in weights.quoted:  # the footer of a quotation is its source
            continue
        if step.tag in LANDMARKS and small:
            yield key, ("page-furniture", LANDMARKS[step.tag])
        elif small and any(_AUTHOR_BOX.search(name) for name in names):
            yield key, ("end-matter", "a note on the author")
        elif small and step.tag not in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "td", "tr", "a") and _telling(names):
            yield key, ("page-furniture", f"in {_name(step)}")
        elif small and step.tag in ("aside", "form"):
            yield key, ("page-furniture", f"in a <{step.tag}> beside the article")


def _telling(names: list[str]) -> bool:
    return any(_FURNITURE.search(name) for name in names) and not any(_HEADER.search(name) for name in names)


def _name(step: Ancestor) -> str:
    """An element as a person would find it in the page's source."""
    label = f"#{step.ident}" if step.ident else "".join(f".{name}" for name in step.classes[:2])
    return f"<{step.tag}>" if not label else f"{step.tag}{label}"


def link_lists(page: Page) -> Iterator[Verdict]:
    """Flag runs of passages that are only links, such as tags or teasers inside the article."""
    if page.medium is not Medium.HTML:
        return
    for passage in page.passages:
        if (
            passage.link_share >= LINKS
            and passage.tag in ("li", "div", "section", "ul")
            and len(words(passage.plain)) <= 25
        ):
            yield remove(passage, rule="link-list", reason=f"{passage.link_share:.0%} of its text is links")
