"""The styles of a book: what each is called in Word, and which element of the specimen shows its look.

An element of `specimen.html` names its role in `data-role`. Elements that have no style of their own but lend their
box to others (the call-out around its paragraphs, the marker of a list) name it in `data-box`; `data-marker`,
`data-before` and `data-after` name the role or box of pseudo-elements.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """The kinds of style that Word knows; numbering stands in its own part."""

    PARAGRAPH = "paragraph"
    CHARACTER = "character"
    TABLE = "table"


class StyleRole(Enum):
    """What a piece of a book is; the value is its name in the specimen."""

    NORMAL = "normal"
    COVER_KICKER = "cover-kicker"
    COVER_TITLE = "cover-title"
    COVER_TITLE_LONG = "cover-title-long"
    COVER_TITLE_LONGER = "cover-title-longer"
    COVER_SUBTITLE = "cover-subtitle"
    COVER_AUTHORS = "cover-authors"
    COVER_FOOT = "cover-foot"
    TITLE = "title"
    SUBTITLE = "subtitle"
    TITLE_RULE = "title-rule"
    IMPRINT = "imprint"
    COLOPHON = "colophon"
    COLOPHON_HEADING = "colophon-heading"
    CONTENTS_HEADING = "contents-heading"
    CONTENTS_1 = "contents-1"
    CONTENTS_2 = "contents-2"
    CONTENTS_3 = "contents-3"
    CONTENTS_PART = "contents-part"
    CONTENTS_BACK = "contents-back"
    CONTENTS_DETAIL = "contents-detail"
    PART_HEADING = "part-heading"
    HEADING_1 = "heading-1"
    HEADING_2 = "heading-2"
    HEADING_3 = "heading-3"
    HEADING_4 = "heading-4"
    HEADING_5 = "heading-5"
    HEADING_6 = "heading-6"
    BACK_HEADING = "back-heading"
    DECK = "deck"
    BYLINE = "byline"
    STANDFIRST = "standfirst"
    BODY_TEXT = "body-text"
    FIRST_PARAGRAPH = "first-paragraph"
    OPENING_TEXT = "opening-text"
    TEXT_AFTER_LIST = "text-after-list"
    TEXT_AFTER_BOX = "text-after-box"
    PICTURE_TEXT = "picture-text"
    LEAD = "lead"
    QUOTE = "quote"
    QUOTE_CONTINUED = "quote-continued"
    ATTRIBUTION = "attribution"
    CALLOUT_LABEL = "callout-label"
    CALLOUT = "callout"
    CALLOUT_OPENING = "callout-opening"
    CALLOUT_BULLET = "callout-bullet"
    CALLOUT_NUMBER = "callout-number"
    LIST_BULLET_1 = "list-bullet-1"
    LIST_BULLET_2 = "list-bullet-2"
    LIST_BULLET_3 = "list-bullet-3"
    LIST_BULLET_4 = "list-bullet-4"
    LIST_BULLET_5 = "list-bullet-5"
    LIST_NUMBER_1 = "list-number-1"
    LIST_NUMBER_2 = "list-number-2"
    LIST_NUMBER_3 = "list-number-3"
    LIST_NUMBER_4 = "list-number-4"
    LIST_NUMBER_5 = "list-number-5"
    LIST_CONTINUE_1 = "list-continue-1"
    LIST_CONTINUE_2 = "list-continue-2"
    LIST_CONTINUE_3 = "list-continue-3"
    LIST_CONTINUE_4 = "list-continue-4"
    LIST_CONTINUE_5 = "list-continue-5"
    LIST_BULLET_SPACED = "list-bullet-spaced"
    LIST_NUMBER_SPACED = "list-number-spaced"
    LIST_QUESTION = "list-question"
    FIGURE = "figure"
    FIGURE_ALONE = "figure-alone"
    CAPTION = "caption"
    TABLE_CAPTION = "table-caption"
    TABLE_TEXT = "table-text"
    TABLE_HEAD = "table-head"
    TABLE_NUMBER = "table-number"
    CODE = "code"
    DEFINITION_TERM = "definition-term"
    DEFINITION_TEXT = "definition-text"
    RULE = "rule"
    END_RULE = "end-rule"
    END_MATTER = "end-matter"
    END_MATTER_HEADING = "end-matter-heading"
    FOOTNOTE_TEXT = "footnote-text"
    SOURCE_ENTRY = "source-entry"
    GAP = "gap"
    HEADER = "header"
    FOOTER = "footer"
    FRONT_FOOTER = "front-footer"
    EVEN_FOOTER = "even-footer"
    EVEN_FRONT_FOOTER = "even-front-footer"
    TABLE = "table"
    EMPHASIS = "emphasis"
    STRONG = "strong"
    STRIKE = "strike"
    SUBSCRIPT = "subscript"
    SUPERSCRIPT = "superscript"
    SMALL_CAPS = "small-caps"
    TERM = "term"
    INLINE_CODE = "inline-code"
    HYPERLINK = "hyperlink"
    LEAD_PHRASE = "lead-phrase"
    ARTICLE_NUMBER = "article-number"
    CONTENTS_NUMBER = "contents-number"
    MAIN_TITLE = "main-title"
    TITLE_DETAIL = "title-detail"
    AUTHOR = "author"
    FOOTNOTE_REFERENCE = "footnote-reference"
    NOTE_NUMBER = "note-number"
    SOURCE_WORK = "source-work"
    SOURCE_PUBLICATION = "source-publication"
    SOURCE_UNKNOWN = "source-unknown"
    SOURCE_PAGE = "source-page"


class Box(Enum):
    """An element or pseudo-element whose box others stand in."""

    OPENING = "opening"
    NUMBER = "number"
    NUMBER_RULE = "number-rule"
    SECTION_NUMBER = "section-number"
    SUBSECTION_NUMBER = "subsection-number"
    LEAF = "leaf"
    CALLOUT = "callout"
    QUOTE = "quote"
    LIST = "list"
    LIST_GAP = "list-gap"
    FIGURE = "figure"
    TABLE_HEAD = "table-head"
    TABLE_CELL = "table-cell"
    SMALL_TABLE_CELL = "small-table-cell"
    TITLE_PAGE = "title-page"
    TITLE_ORNAMENT = "title-ornament"
    PART = "part"
    END_ORNAMENT = "end-ornament"
    END_MATTER = "end-matter"
    CONTENTS = "contents"
    SOURCES = "sources"
    SOURCES_MARKER = "sources-marker"
    BULLET_1 = "bullet-1"
    BULLET_2 = "bullet-2"
    BULLET_3 = "bullet-3"
    BULLET_4 = "bullet-4"
    BULLET_5 = "bullet-5"
    NUMBER_1 = "number-1"
    NUMBER_2 = "number-2"
    NUMBER_3 = "number-3"
    NUMBER_4 = "number-4"
    NUMBER_5 = "number-5"


@dataclass(frozen=True, slots=True)
class WordStyle:
    """A style as Word knows it; `gallery` shows it in the ribbon, `outline` is 0 for the first level."""

    ident: str
    name: str
    based_on: StyleRole | None = StyleRole.NORMAL
    following: StyleRole | None = None
    outline: int | None = None
    gallery: bool = False
    priority: int = 99
    kind: Kind = Kind.PARAGRAPH


def _character(ident: str, name: str, *, gallery: bool = False, priority: int = 99) -> WordStyle:
    return WordStyle(ident, name, None, gallery=gallery, priority=priority, kind=Kind.CHARACTER)


_R = StyleRole

LIST_BULLETS = (_R.LIST_BULLET_1, _R.LIST_BULLET_2, _R.LIST_BULLET_3, _R.LIST_BULLET_4, _R.LIST_BULLET_5)
LIST_NUMBERS = (_R.LIST_NUMBER_1, _R.LIST_NUMBER_2, _R.LIST_NUMBER_3, _R.LIST_NUMBER_4, _R.LIST_NUMBER_5)
LIST_CONTINUES = (
    _R.LIST_CONTINUE_1,
    _R.LIST_CONTINUE_2,
    _R.LIST_CONTINUE_3,
    _R.LIST_CONTINUE_4,
    _R.LIST_CONTINUE_5,
)
BULLETS = (Box.BULLET_1, Box.BULLET_2, Box.BULLET_3, Box.BULLET_4, Box.BULLET_5)
NUMBERS = (Box.NUMBER_1, Box.NUMBER_2, Box.NUMBER_3, Box.NUMBER_4, Box.NUMBER_5)
HEADINGS = (_R.HEADING_1, _R.HEADING_2, _R.HEADING_3, _R.HEADING_4, _R.HEADING_5, _R.HEADING_6)
CONTENTS = (_R.CONTENTS_1, _R.CONTENTS_2, _R.CONTENTS_3)


def _levels(roles: tuple[StyleRole, ...], stem: str) -> Mapping[StyleRole, WordStyle]:
    """The five levels of a list style: Word calls them "List Bullet", "List Bullet 2" …"""
    first = roles[0]
    return {
        role: WordStyle(
            stem.replace(" ", "") + ("" if level == 1 else str(level)),
            stem + ("" if level == 1 else f" {level}"),
            _R.BODY_TEXT if role is first else first,
            gallery=level <= 3,
            priority=20 + level,
        )
        for level, role in enumerate(roles, 1)
    }


WORD_STYLES: Mapping[StyleRole, WordStyle] = {
    _R.NORMAL: WordStyle("Normal", "Normal", None, priority=0),
    _R.COVER_KICKER: WordStyle("CoverKicker", "Cover Kicker", priority=40),
    _R.COVER_TITLE: WordStyle("CoverTitle", "Cover Title", following=_R.COVER_SUBTITLE, priority=40),
    _R.COVER_TITLE_LONG: WordStyle("CoverTitleLong", "Cover Title Long", _R.COVER_TITLE, priority=40),
    _R.COVER_TITLE_LONGER: WordStyle("CoverTitleLonger", "Cover Title Longer", _R.COVER_TITLE, priority=40),
    _R.COVER_SUBTITLE: WordStyle("CoverSubtitle", "Cover Subtitle", priority=40),
    _R.COVER_AUTHORS: WordStyle("CoverAuthors", "Cover Authors", priority=40),
    _R.COVER_FOOT: WordStyle("CoverFoot", "Cover Foot", priority=40),
    _R.TITLE: WordStyle("Title", "Title", following=_R.SUBTITLE, gallery=True, priority=10),
    _R.SUBTITLE: WordStyle("Subtitle", "Subtitle", following=_R.BODY_TEXT, gallery=True, priority=11),
    _R.TITLE_RULE: WordStyle("TitleRule", "Title Rule", following=_R.IMPRINT, priority=41),
    _R.IMPRINT: WordStyle("Imprint", "Imprint", priority=41),
    _R.COLOPHON: WordStyle("Colophon", "Colophon", priority=41),
    _R.COLOPHON_HEADING: WordStyle("ColophonHeading", "Colophon Heading", _R.COLOPHON, _R.COLOPHON, priority=41),
    _R.CONTENTS_HEADING: WordStyle("TOCHeading", "TOC Heading", following=_R.BODY_TEXT, priority=39),
    _R.CONTENTS_1: WordStyle("TOC1", "toc 1", following=_R.NORMAL, priority=39),
    _R.CONTENTS_2: WordStyle("TOC2", "toc 2", _R.CONTENTS_1, _R.NORMAL, priority=39),
    _R.CONTENTS_3: WordStyle("TOC3", "toc 3", _R.CONTENTS_2, _R.NORMAL, priority=39),
    _R.CONTENTS_PART: WordStyle("ContentsPart", "Contents Part", priority=39),
    _R.CONTENTS_BACK: WordStyle("ContentsBack", "Contents Back", _R.CONTENTS_1, priority=39),
    _R.CONTENTS_DETAIL: WordStyle("ContentsDetail", "Contents Detail", priority=39),
    _R.PART_HEADING: WordStyle("PartHeading", "Part Heading", following=_R.HEADING_1, outline=0, priority=9),
    _R.HEADING_1: WordStyle("Heading1", "heading 1", _R.NORMAL, _R.FIRST_PARAGRAPH, 0, gallery=True, priority=9),
    _R.HEADING_2: WordStyle("Heading2", "heading 2", _R.NORMAL, _R.FIRST_PARAGRAPH, 1, gallery=True, priority=9),
    _R.HEADING_3: WordStyle("Heading3", "heading 3", _R.HEADING_2, _R.FIRST_PARAGRAPH, 2, gallery=True, priority=9),
    _R.HEADING_4: WordStyle("Heading4", "heading 4", _R.HEADING_3, _R.FIRST_PARAGRAPH, 3, gallery=True, priority=9),
    _R.HEADING_5: WordStyle("Heading5", "heading 5", _R.HEADING_4, _R.FIRST_PARAGRAPH, 4, priority=9),
    _R.HEADING_6: WordStyle("Heading6", "heading 6", _R.HEADING_5, _R.FIRST_PARAGRAPH, 5, priority=9),
    _R.BACK_HEADING: WordStyle("BackHeading", "Back Heading", _R.HEADING_1, _R.FIRST_PARAGRAPH, 0, priority=9),
    _R.DECK: WordStyle("Deck", "Deck", following=_R.BYLINE, gallery=True, priority=12),
    _R.BYLINE: WordStyle("Byline", "Byline", following=_R.FIRST_PARAGRAPH, gallery=True, priority=12),
    _R.STANDFIRST: WordStyle("Standfirst", "Standfirst", following=_R.FIRST_PARAGRAPH, gallery=True, priority=13),
    _R.BODY_TEXT: WordStyle("BodyText", "Body Text", gallery=True, priority=1),
    _R.FIRST_PARAGRAPH: WordStyle(
        "FirstParagraph", "First Paragraph", _R.BODY_TEXT, _R.BODY_TEXT, gallery=True, priority=2
    ),
    _R.OPENING_TEXT: WordStyle("OpeningText", "Opening Text", _R.FIRST_PARAGRAPH, _R.BODY_TEXT, priority=3),
    _R.TEXT_AFTER_LIST: WordStyle("TextAfterList", "Text After List", _R.FIRST_PARAGRAPH, _R.BODY_TEXT, priority=3),
    _R.TEXT_AFTER_BOX: WordStyle("TextAfterBox", "Text After Box", _R.FIRST_PARAGRAPH, _R.BODY_TEXT, priority=3),
    _R.PICTURE_TEXT: WordStyle("PictureText", "Picture Text", _R.FIRST_PARAGRAPH, _R.BODY_TEXT, priority=3),
    _R.LEAD: WordStyle("Lead", "Lead", _R.BODY_TEXT, _R.FIRST_PARAGRAPH, gallery=True, priority=14),
    _R.QUOTE: WordStyle("Quote", "Quote", _R.BODY_TEXT, _R.QUOTE_CONTINUED, gallery=True, priority=29),
    _R.QUOTE_CONTINUED: WordStyle("QuoteContinued", "Quote Continued", _R.QUOTE, priority=29),
    _R.ATTRIBUTION: WordStyle("QuoteAttribution", "Quote Attribution", following=_R.BODY_TEXT, priority=30),
    _R.CALLOUT_LABEL: WordStyle("CalloutLabel", "Callout Label", _R.CALLOUT, _R.CALLOUT, gallery=True, priority=31),
    _R.CALLOUT: WordStyle("Callout", "Callout", gallery=True, priority=31),
    _R.CALLOUT_OPENING: WordStyle("CalloutOpening", "Callout Opening", _R.CALLOUT, _R.CALLOUT, priority=31),
    _R.CALLOUT_BULLET: WordStyle("CalloutBullet", "Callout Bullet", _R.CALLOUT, priority=31),
    _R.CALLOUT_NUMBER: WordStyle("CalloutNumber", "Callout Number", _R.CALLOUT, priority=31),
    **_levels(LIST_BULLETS, "List Bullet"),
    **_levels(LIST_NUMBERS, "List Number"),
    **_levels(LIST_CONTINUES, "List Continue"),
    _R.LIST_BULLET_SPACED: WordStyle("ListBulletSpaced", "List Bullet Spaced", _R.LIST_BULLET_1, priority=22),
    _R.LIST_NUMBER_SPACED: WordStyle("ListNumberSpaced", "List Number Spaced", _R.LIST_NUMBER_1, priority=22),
    _R.LIST_QUESTION: WordStyle("ListQuestion", "List Question", _R.LIST_NUMBER_1, _R.LIST_CONTINUE_1, priority=22),
    _R.FIGURE: WordStyle("Figure", "Figure", following=_R.CAPTION, priority=34),
    _R.FIGURE_ALONE: WordStyle("FigureAlone", "Figure Alone", _R.FIGURE, _R.BODY_TEXT, priority=34),
    _R.CAPTION: WordStyle("Caption", "caption", following=_R.BODY_TEXT, gallery=True, priority=35),
    _R.TABLE_CAPTION: WordStyle("TableCaption", "Table Caption", _R.CAPTION, _R.BODY_TEXT, priority=35),
    _R.TABLE_TEXT: WordStyle("TableText", "Table Text", gallery=True, priority=36),
    _R.TABLE_HEAD: WordStyle("TableHead", "Table Head", _R.TABLE_TEXT, priority=36),
    _R.TABLE_NUMBER: WordStyle("TableNumber", "Table Number", _R.TABLE_TEXT, priority=36),
    _R.CODE: WordStyle("Code", "Code", gallery=True, priority=37),
    _R.DEFINITION_TERM: WordStyle(
        "DefinitionTerm", "Definition Term", _R.BODY_TEXT, _R.DEFINITION_TEXT, gallery=True, priority=38
    ),
    _R.DEFINITION_TEXT: WordStyle("DefinitionText", "Definition Text", _R.BODY_TEXT, gallery=True, priority=38),
    _R.RULE: WordStyle("Rule", "Rule", following=_R.FIRST_PARAGRAPH, priority=38),
    _R.END_MATTER: WordStyle("EndMatter", "End Matter", gallery=True, priority=42),
    _R.END_RULE: WordStyle("EndMatterRule", "End Matter Rule", following=_R.END_MATTER, priority=42),
    _R.END_MATTER_HEADING: WordStyle(
        "EndMatterHeading", "End Matter Heading", _R.END_MATTER, _R.END_MATTER, priority=42
    ),
    _R.FOOTNOTE_TEXT: WordStyle("FootnoteText", "footnote text", gallery=True, priority=43),
    _R.SOURCE_ENTRY: WordStyle("SourceEntry", "Source Entry", priority=44),
    _R.GAP: WordStyle("Gap", "Gap", priority=99),
    _R.HEADER: WordStyle("Header", "header", priority=45),
    _R.FOOTER: WordStyle("Footer", "footer", priority=45),
    _R.FRONT_FOOTER: WordStyle("FrontFooter", "Front Footer", _R.FOOTER, priority=45),
    _R.EVEN_FOOTER: WordStyle("EvenFooter", "Even Footer", _R.FOOTER, priority=45),
    _R.EVEN_FRONT_FOOTER: WordStyle("EvenFrontFooter", "Even Front Footer", _R.FRONT_FOOTER, priority=45),
    _R.TABLE: WordStyle("BookTable", "Book Table", None, priority=36, kind=Kind.TABLE),
    _R.EMPHASIS: _character("Emphasis", "Emphasis", gallery=True, priority=5),
    _R.STRONG: _character("Strong", "Strong", gallery=True, priority=5),
    _R.STRIKE: _character("Strikethrough", "Strikethrough", priority=6),
    _R.SUBSCRIPT: _character("Subscript", "Subscript", priority=6),
    _R.SUPERSCRIPT: _character("Superscript", "Superscript", priority=6),
    _R.SMALL_CAPS: _character("SmallCaps", "Small Caps", gallery=True, priority=6),
    _R.TERM: _character("Term", "Term", gallery=True, priority=6),
    _R.INLINE_CODE: _character("InlineCode", "Inline Code", gallery=True, priority=37),
    _R.HYPERLINK: _character("Hyperlink", "Hyperlink", priority=46),
    _R.LEAD_PHRASE: _character("LeadPhrase", "Lead Phrase", priority=14),
    _R.ARTICLE_NUMBER: _character("ArticleNumber", "Article Number", priority=12),
    _R.CONTENTS_NUMBER: _character("ContentsNumber", "Contents Number", priority=39),
    _R.MAIN_TITLE: _character("MainTitle", "Main Title", priority=9),
    _R.TITLE_DETAIL: _character("TitleDetail", "Title Detail", priority=9),
    _R.AUTHOR: _character("Author", "Author", priority=12),
    _R.FOOTNOTE_REFERENCE: _character("FootnoteReference", "footnote reference", priority=43),
    _R.NOTE_NUMBER: _character("NoteNumber", "Note Number", priority=43),
    _R.SOURCE_WORK: _character("SourceWork", "Source Work", priority=44),
    _R.SOURCE_PUBLICATION: _character("SourcePublication", "Source Publication", priority=44),
    _R.SOURCE_UNKNOWN: _character("SourceUnknown", "Source Unknown", priority=44),
    _R.SOURCE_PAGE: _character("SourcePage", "Source Page", priority=44),
}
