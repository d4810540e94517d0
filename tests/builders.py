"""Models and pages in one line: h(2, "Title"), p("plain ", strong("bold")), page("a line", "", "another")."""

from __future__ import annotations

from publish.clean import CleanRules, clean
from publish.findings import Outcome
from publish.model import (
    Article,
    Block,
    Heading,
    Inline,
    List,
    ListItem,
    Mark,
    Meta,
    Paragraph,
    Provenance,
    Role,
    Styled,
    Text,
)
from publish.normalise import normalise
from publish.passages import Page, Source
from publish.readers import read
from publish.readers.html import read_html
from publish.readers.text import read_text
from publish.review import Fate, review

PROSE = (
    "The harbour was built before the town, and for two hundred years the town has lived off it in one way or another."
)
MORE_PROSE = "Nobody remembers who laid the first stones, but the tide tables on the wall of the office go back to 1821 at least."


def inlines(*parts: str | Inline) -> tuple[Inline, ...]:
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def p(*parts: str | Inline, role: Role = Role.BODY) -> Paragraph:
    return Paragraph(inlines(*parts), role)


def h(level: int, *parts: str | Inline, ident: str = "") -> Heading:
    return Heading(level, inlines(*parts), ident)


def strong(*parts: str | Inline) -> Styled:
    return Styled(Mark.STRONG, inlines(*parts))


def em(*parts: str | Inline) -> Styled:
    return Styled(Mark.EMPHASIS, inlines(*parts))


def term(text: str) -> Styled:
    return Styled(Mark.TERM, (Text(text),))


def ul(*items: str | tuple[Block, ...]) -> List:
    return List(False, tuple(ListItem((p(item),) if isinstance(item, str) else item) for item in items))


def ol(*items: str | tuple[Block, ...], start: int = 1) -> List:
    return List(True, ul(*items).items, start)


def article(*blocks: Block, title: str = "A Title", language: str = "en-GB") -> Article:
    return Article(Meta(title=title, language=language), blocks, Provenance("a.txt", "0" * 64))


def page(*lines: str) -> Page:
    """The page of a text dump with these lines."""
    return read_text(Source("a.txt", "\n".join(lines).encode())).value


def web(markup: str) -> Page:
    """The page of a web page with this markup."""
    return read_html(Source("a.html", markup.encode())).value


def removed(source: Page, *, rules: CleanRules | None = None) -> list[tuple[str, str]]:
    """(rule, text) of all that the cleaner takes out of a page."""
    swept = clean(source, rules or CleanRules())
    return [(removal.rule, removal.text) for removal in swept.removals]


def dump(*middle: str) -> Page:
    """A text dump of title and prose with lines in the middle and prose after them."""
    return page("The Harbour Wall", "", PROSE, "", *middle, "", MORE_PROSE)


def dump_end(*last: str) -> Page:
    """A text dump of title and prose that ends in these lines."""
    return page("The Harbour Wall", "", PROSE, "", MORE_PROSE, "", *last)


def rules_for(source: Page, text: str) -> set[str]:
    """The rules under which a text was taken out, whole or in part."""
    return {rule for rule, gone in removed(source) if gone == text}


def kept(source: Page) -> list[str]:
    """What the cleaner leaves of a page, passage by passage."""
    swept = clean(source, CleanRules())
    rows = review(source, swept.value, swept.removals)
    return [row.text for row in rows if row.fate in (Fate.KEPT, Fate.NOTE)]


def article_from(name: str, text: str) -> Outcome[Article]:
    """The article of a source, before typographic repairs."""
    return read(Source(name, text.encode())).then(lambda found: clean(found, CleanRules())).then(normalise)
