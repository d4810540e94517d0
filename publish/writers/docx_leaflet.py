"""One article as a document of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from publish.model import Article, Direction
from publish.outputs import Assets
from publish.theme.cascade import Cascade
from publish.theme.roles import StyleRole
from publish.walk import running_head
from publish.writers import docx_front as front
from publish.writers import docx_parts as part
from publish.writers.docx_article import Chapter, Marks, chapter_xml, heading_marks
from publish.writers.docx_document import Document
from publish.writers.docx_scope import Ledger, Scope
from publish.writers.docx_sections import BODY, Section, section_xml
from publish.writers.wording import wording_for


def leaflet(article: Article, date: str, whole: Cascade, assets: Assets) -> Document:
    """An article with its title block, text, notes and source; `date` is for one that has none."""
    meta = article.meta
    ledger = Ledger()
    scope = Scope(
        ledger, whole, assets, ledger.body, whole.page.measure_pt, base=meta.direction, language=meta.language
    )
    own = replace(scope, language=None, direction=meta.direction)
    headings = heading_marks(article, "article", Marks({"article"}))
    body = chapter_xml(Chapter(article, ("article",), headings, shows_address=True), scope)
    words = wording_for(meta.language)
    if not article.end_matter:
        body.append(front.words_line(StyleRole.END_RULE, "", own))
    body.append(front.words_line(StyleRole.END_MATTER_HEADING, words.sources, own))
    body.append(front.source_entry(meta, words, own, role=StyleRole.END_MATTER))
    rtl = meta.direction is Direction.RTL
    body.append(section_xml(Section(BODY, rtl=rtl), whole))
    lines = {
        **_heads(part.fixed_words(running_head(meta.title), own), own),
        "opening": part.opening_head(own),
        "foot": part.folio(StyleRole.FOOTER),
        "firstFoot": part.folio(StyleRole.FOOTER),
        "footEven": part.folio(StyleRole.EVEN_FOOTER),
    }
    return Document("".join(body), (ledger,), lines, properties(article, date), meta.direction, False)


def _heads(title: str, scope: Scope) -> Mapping[str, part.RunningLine]:
    return part.running_heads("head", title, title if scope.whole.page.mirrored else "", scope)


def properties(article: Article, date: str) -> part.Properties:
    """What the file says of itself; `date` is for an article that has none."""
    meta = article.meta
    created = meta.published or date
    outlets = dict.fromkeys(filter(None, (meta.publication, meta.site, meta.source, meta.url)))
    return part.Properties(
        title=meta.title,
        authors=meta.authors,
        language=meta.language,
        created=created,
        modified=meta.modified or created,
        subject=meta.subtitle or "",
        description=meta.description or "",
        identifier=meta.url or "",
        keywords="; ".join(f"source: {outlet}" for outlet in outlets),
    )
