"""What a web page shows beside its title: the date and the authors of the article, whatever becomes of the lines."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence, Set

from publish.clean.byline import is_byline
from publish.clean.datelines import DAY, LINE_LENGTH, dated_lines, dates_told, label_before, pieces
from publish.clean.lines import first_prose, is_prose, words
from publish.clean.titles import find_title
from publish.dates import find_dates
from publish.passages import Fact, Medium, Page, Passage

ABOVE, BELOW = 6, 12  # passages around the title among which its byline is
DECKS = 2  # passages of running text below a title that may stand before its byline
LINE_WORDS = 24
_BY = re.compile(
    r"(?:^|[|·•⋅–—-]|\d)\W{0,20}(?:(?:written|posted|published|words|text|story|article|interview|geschrieben|publié|escrito|scritto)\s+)?(?:by(?=[\s:A-Z])|von\s|par\s|por\s|di\s|door\s|author\b|autor(?:in)?\b)",
    re.I,
)
_LABEL = re.compile(
    r"\W*(?:(?:written|posted|published|words|text|story|article)\s+)?(?:by|von|par|por|door|author|autor(?:in)?)\W*",
    re.I,
)
_PLACE = re.compile(
    r"comment|related|recommend|sidebar|teaser|latest|popular|trending|read-?more|read-?next|carousel|slider",
    re.I,
)
_FOOT = re.compile("footer", re.I)
_POSTED = re.compile(
    r"^\W*(?:date\s+)?(?:posted|publish(?:ed)?|written|veröffentlicht|erschienen|erstellt|geschrieben"
    r"|verfasst|publié|publicado|pubblicato|gepubliceerd)\b",
    re.I,
)
_APPEARED = re.compile("originally|first|ursprünglich|zuerst", re.I)
_FIRST = re.compile(
    r"\b(?:originally|first|ursprünglich|zuerst)\s+(?:posted|published|appeared|veröffentlicht|erschienen)\s+(?:(?:on|in|at|am)\s+)?$",
    re.I,
)


def shown_facts(page: Page) -> Iterator[Fact]:
    """Facts of the lines beside the title, those nearest below it first; then of lines that say what they tell."""
    if page.medium is not Medium.HTML:
        return
    title = find_title(page)
    place = title.index if title is not None else first_prose(page) - BELOW // 2
    near = sorted(_near(page, place), key=lambda passage: _distance(passage.index, place))
    day_first = _day_first(page)
    told = [fact for passage in near for fact in _dates(passage, page, day_first)]
    told += _dates_elsewhere(page, {passage.index for passage in near}, day_first)
    yield from told
    for passage in near:
        yield from _authors(passage, page)
    if not any(fact.field == "published" for fact in (*page.facts, *told)):
        yield from _only_date(page, place, day_first)


def _dates_elsewhere(page: Page, seen: Set[int], day_first: bool | None) -> Iterator[Fact]:
    """The dates of lines that say themselves that the article appeared then."""
    for passage, _ in dated_lines(page):
        yield from _first_dates(passage, day_first)
        is_other = passage.index in seen or not _POSTED.match(_labelled(page, passage))
        if not is_other and not _is_elsewhere(page, passage):
            yield from _dates(passage, page, day_first, how="the line that says when")


def _only_date(page: Page, title: int, day_first: bool | None) -> Sequence[Fact]:
    """The facts of the only dated line below a title; of several, who knows which is that of the article."""
    lines = [
        passage
        for passage, _ in dated_lines(page)
        if passage.index > title and not _is_elsewhere(page, passage) and is_byline(passage.plain)
    ]
    facts = [fact for passage in lines for fact in _dates(passage, page, day_first, how="the only date")]
    return facts if len({fact.value for fact in facts if fact.field == "published"}) <= 1 else ()


def _first_dates(passage: Passage, day_first: bool | None) -> Iterator[Fact]:
    """The date after "originally published on", wherever a page says so of itself."""
    text = passage.plain
    if not _APPEARED.search(text):
        return
    for date in find_dates(text, day_first=day_first)[:2]:
        if len(date.iso) == DAY and _FIRST.search(text[: date.span.start]):
            yield Fact("published", date.iso, f"line {passage.line}: the line that says when it first appeared")


def _labelled(page: Page, passage: Passage) -> str:
    """A line, after the label that stands in a passage of its own before it."""
    return f"{label_before(page, passage)} {passage.plain}" if passage.plain[:1].isdigit() else passage.plain


def _near(page: Page, title: int) -> Iterator[Passage]:
    """The short lines below a title, up to the text of the article, and those above it."""
    decks = 0
    following = (passage for passage in page.passages[max(0, title + 1) :] if passage.text)
    for passage in itertools.islice(following, BELOW):
        if len(words(passage.plain)) > LINE_WORDS or is_prose(passage):
            decks += 1
            if decks > DECKS:
                break
        elif not _is_elsewhere(page, passage) and len(passage.plain) <= LINE_LENGTH:
            yield passage
    for passage in reversed(page.passages[max(0, title - ABOVE) : max(0, title)]):
        if (
            passage.text
            and not _is_elsewhere(page, passage)
            and len(passage.plain) <= LINE_LENGTH
            and not is_prose(passage)
        ):
            yield passage


def _distance(index: int, title: int) -> int:
    """How far a line is from the title; above it counts double, since most bylines stand below."""
    return index - title if index >= title else 2 * (title - index)


def _is_elsewhere(page: Page, passage: Passage) -> bool:
    """Whether a passage is in a part of the page that is about other articles."""
    title = find_title(page)
    around = {step.key for step in title.path} if title is not None else set()  # the article's, whatever it is called
    own = any(step.tag == "article" for step in passage.path)
    return any(
        step.tag == "nav"
        or (not own and (step.tag in ("footer", "aside") or any(map(_FOOT.search, (*step.classes, step.ident)))))
        or step.hidden
        or any(map(_PLACE.search, (*step.classes, step.ident)))
        for step in passage.path[-3:]
        if step.key not in around and step.tag not in ("body", "html", "main")
    )


def _dates(passage: Passage, page: Page, day_first: bool | None, how: str = "beside the title") -> Iterator[Fact]:
    for field, date in dates_told(passage, page, day_first):
        yield Fact(field, date, f"line {passage.line}: {how}")


def _authors(passage: Passage, page: Page) -> Iterator[Fact]:
    """What may name the authors: lines with "By", and lines with a date."""
    text = passage.plain
    after = page.passages[passage.index + 1 : passage.index + 2]
    if _LABEL.fullmatch(text) and after:
        yield Fact("author", "\n".join((text, *pieces(after[0]))), f"line {passage.line}: beside the title")
    elif _BY.search(text) and len(words(text)) <= LINE_WORDS:
        yield Fact("author", "\n".join(pieces(passage)), f"line {passage.line}: beside the title")
    elif find_dates(text):
        yield Fact("author", "\n".join(pieces(passage)), f"line {passage.line}: a name with the date")


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
