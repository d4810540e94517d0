"""What a web page shows beside its title: the date and the authors of the article, whatever becomes of the lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from publish.clean.byline import says_updated
from publish.clean.folding import tokens
from publish.clean.lines import first_prose, is_prose, words
from publish.clean.titles import find_title
from publish.dates import find_dates
from publish.passages import Fact, Medium, Page, Passage

ABOVE, BELOW = 6, 9  # passages around the title among which its byline is
DECKS = 2  # passages of running text below a title that may stand before its byline
LINE_LENGTH, LINE_WORDS = 180, 24
_BY = re.compile(
    r"(?:^|[|·•⋅–—-]\s*|\d\s*)\W*(?:(?:written|posted|published|words|text|story|article|interview|geschrieben|publié|escrito|scritto)\s+)?(?:by(?=[\s:A-Z])|von\s|par\s|por\s|di\s|door\s|author\b|autor(?:in)?\b)",
    re.I,
)
_LABEL = re.compile(
    r"\W*(?:(?:written|posted|published|words|text|story|article)\s+)?(?:by|von|par|por|door|author|autor(?:in)?)\W*",
    re.I,
)
_PLACE = re.compile(
    r"comment|related|recommend|sidebar|teaser|latest|popular|trending|read-?more|read-?next|footer|carousel|slider",
    re.I,
)
_POSTED = re.compile(
    r"^\W*(?:posted|published|veröffentlicht|erstellt|publié|publicado|pubblicato|gepubliceerd)\b", re.I
)


def shown_facts(page: Page) -> Iterator[Fact]:
    """Facts of the lines beside the title, those nearest below it first; then of a "Posted on" below the article."""
    if page.medium is not Medium.HTML:
        return
    title = find_title(page)
    place = title.index if title is not None else first_prose(page) - BELOW // 2
    near = sorted(_near(page, place), key=lambda passage: _distance(passage.index, place))
    day_first = _day_first(page)
    for passage in near:
        yield from _dates(passage, page, day_first)
    for passage in near:
        yield from _authors(passage, page)
    seen = {passage.index for passage in near}
    for passage in page.passages:
        if (
            passage.index not in seen
            and len(passage.plain) <= LINE_LENGTH
            and _POSTED.match(passage.plain)
            and not _is_elsewhere(passage)
        ):
            yield from _dates(passage, page, day_first, how="the line that says when")


def _near(page: Page, title: int) -> Iterator[Passage]:
    """The short lines below a title, up to the text of the article, and those above it."""
    decks = 0
    for passage in page.passages[max(0, title + 1) : max(0, title + 1 + BELOW)]:
        if len(words(passage.plain)) > LINE_WORDS or is_prose(passage):
            decks += 1
            if decks > DECKS:
                break
        elif passage.text and not _is_elsewhere(passage) and len(passage.plain) <= LINE_LENGTH:
            yield passage
    for passage in reversed(page.passages[max(0, title - ABOVE) : max(0, title)]):
        if passage.text and not _is_elsewhere(passage) and len(passage.plain) <= LINE_LENGTH and not is_prose(passage):
            yield passage


def _distance(index: int, title: int) -> int:
    """How far a line is from the title; above it counts double, since most bylines stand below."""
    return index - title if index >= title else 2 * (title - index)


def _is_elsewhere(passage: Passage) -> bool:
    """Whether a passage is in a part of the page that is about other articles."""
    own = any(step.tag == "article" for step in passage.path)
    return any(
        step.tag == "nav"
        or (step.tag in ("footer", "aside") and not own)
        or step.hidden
        or any(map(_PLACE.search, (*step.classes, step.ident)))
        for step in passage.path[-3:]
        if step.tag not in ("body", "html", "main")
    )


def _dates(passage: Passage, page: Page, day_first: bool | None, how: str = "beside the title") -> Iterator[Fact]:
    text = " ".join(" ".join(_pieces(passage)).split())
    start = 0
    dates = find_dates(text, day_first=day_first)
    for date in dates:
        if len(date.iso) < len("2024-09-14"):
            continue
        before = text[start : date.span.start]
        label = tokens(before)[-5:] or (tokens(_before(page, passage)) if start == 0 else ())
        changed = says_updated(label) or (
            not label and date is dates[-1] and says_updated(tokens(text[date.span.end :])[:2])
        )
        yield Fact("modified" if changed else "published", date.iso, f"line {passage.line}: {how}")
        start = date.span.end


def _before(page: Page, passage: Passage) -> str:
    """The label that stands in a passage of its own before a date."""
    before = page.passages[passage.index - 1].plain if passage.index else ""
    return before if len(before) <= 30 and not find_dates(before) else ""


def _authors(passage: Passage, page: Page) -> Iterator[Fact]:
    """What may name the authors: lines with "By", and lines with a date."""
    text = passage.plain
    after = page.passages[passage.index + 1 : passage.index + 2]
    if _LABEL.fullmatch(text) and after:
        yield Fact("author", "\n".join((text, *_pieces(after[0]))), f"line {passage.line}: beside the title")
    elif _BY.search(text) and len(words(text)) <= LINE_WORDS:
        yield Fact("author", "\n".join(_pieces(passage)), f"line {passage.line}: beside the title")
    elif find_dates(text):
        yield Fact("author", "\n".join(_pieces(passage)), f"line {passage.line}: a name with the date")


def _pieces(passage: Passage) -> Sequence[str]:
    """The texts between the tags of a passage."""
    found: list[str] = []
    end = None
    for piece in passage.pieces:
        text = passage.text[piece.start : piece.start + piece.length]
        if end == piece.span.start and found:
            found[-1] += text
        else:
            found.append(text)
        end = piece.span.end
    return found


def _day_first(page: Page) -> bool | None:
    """Whether 3/4/2024 is the third of April on this page; None where its language does not tell."""
    for fact in page.facts:
        if fact.field != "language":
            continue
        language, _, region = fact.value.replace("_", "-").lower().partition("-")
        if language != "en":
            return True
        if region:
            return region not in ("us", "ph")
    return None
