"""The parts of a document beside its text: settings, fonts, running lines, notes, properties."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from publish.model import Direction
from publish.theme.cascade import Cascade
from publish.theme.fonts import FAMILIES, families_for
from publish.theme.roles import WORD_STYLES, Box, StyleRole
from publish.writers.docx_blocks import turn
from publish.writers.docx_fields import field
from publish.writers.docx_fonts import SLOTS, EmbeddedFont
from publish.writers.docx_pictures import Patch, shape_run
from publish.writers.docx_scope import Scope
from publish.writers.docx_styles import Tongue
from publish.writers.docx_xml import DECLARATION, escape, paragraph, root, run

TEXT_PREFIXES = ("w", "r", "wp", "a", "pic", "mc", "w14", "wps")
IGNORABLE = "w14"
EPOCH = "1980-01-01"

REGIONS: Mapping[str, str] = {
    "ar": "ar-SA",
    "bn": "bn-BD",
    "cs": "cs-CZ",
    "da": "da-DK",
    "de": "de-DE",
    "el": "el-GR",
    "en": "en-GB",
    "es": "es-ES",
    "fa": "fa-IR",
    "fi": "fi-FI",
    "fr": "fr-FR",
    "he": "he-IL",
    "hi": "hi-IN",
    "it": "it-IT",
    "ja": "ja-JP",
    "km": "km-KH",
    "ko": "ko-KR",
    "mr": "mr-IN",
    "ne": "ne-NP",
    "nl": "nl-NL",
    "pl": "pl-PL",
    "pt": "pt-PT",
    "ru": "ru-RU",
    "sv": "sv-SE",
    "ta": "ta-IN",
    "te": "te-IN",
    "th": "th-TH",
    "tr": "tr-TR",
    "uk": "uk-UA",
    "ur": "ur-PK",
    "zh": "zh-CN",
}
"""Word's dictionaries belong to countries; a bare language gets the one that most would expect."""

EAST_ASIAN_FONTS: Mapping[str, str] = {"zh": "Microsoft YaHei", "ja": "Yu Mincho", "ko": "Malgun Gothic"}
COMPLEX_SCRIPTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Amiri", ("ar", "fa", "ur", "ps")),
    ("Frank Ruhl Libre", ("he", "yi")),
    ("Noto Sans Devanagari", ("hi", "mr", "ne", "sa")),
    ("Hind Siliguri", ("bn", "as")),
    ("Noto Sans Tamil", ("ta",)),
    ("Noto Sans Telugu", ("te",)),
    ("Noto Sans Thai", ("th",)),
    ("Noto Sans Khmer", ("km",)),
)
"""What Word calls complex: the font of each such script and its languages. A document has one of them."""

_KANA = re.compile("[\u3040-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7af]")


def tongue_of(language: str, characters: str) -> Tongue:
    """The three languages of a document by script, with fonts for them; `characters` are those it holds."""
    primary = language.partition("-")[0].lower()
    whole = REGIONS.get(language.lower(), language)
    font, languages = _complex_script(primary, characters)
    asian = whole if primary in EAST_ASIAN_FONTS else _asian_language(characters)
    return Tongue(
        language=whole,
        bidi_language=whole if primary in languages else REGIONS[languages[0]],
        east_asian_language=asian,
        complex_font=font,
        east_asian_font=EAST_ASIAN_FONTS.get(asian.partition("-")[0], "Microsoft YaHei"),
    )


def _complex_script(primary: str, characters: str) -> tuple[str, tuple[str, ...]]:
    """The script of the document's language, else the first that it holds letters of."""
    fonts = families_for(characters)
    of_language = (script for script in COMPLEX_SCRIPTS if primary in script[1])
    held = (script for script in COMPLEX_SCRIPTS if script[0] in fonts)
    return next(itertools.chain(of_language, held), COMPLEX_SCRIPTS[0])


def _asian_language(characters: str) -> str:
    if _KANA.search(characters):
        return "ja-JP"
    return "ko-KR" if _HANGUL.search(characters) else "zh-CN"


def settings_xml(whole: Cascade, tongue: Tongue, *, carries_fonts: bool) -> bytes:
    """The settings: Word's own mode of 2013 and later, hyphens where the theme has them, no prompt to update fields."""
    fonts = "<w:embedTrueTypeFonts/><w:saveSubsetFonts/>" if carries_fonts else ""
    hyphens = "<w:autoHyphenation/>" if whole.styles[StyleRole.BODY_TEXT].hyphens else ""
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
            ("useWord2013TrackBottomHyphenation", 0),
        )
    )
    sides = "<w:mirrorMargins/>" if whole.page.mirrored else ""
    even = "<w:evenAndOddHeaders/>" if whole.page.mirrored else ""
    content = (
        f'<w:zoom w:percent="100"/>{fonts}{sides}{hyphens}<w:consecutiveHyphenLimit w:val="3"/><w:doNotHyphenateCaps/>'
        f"{even}"
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        f"<w:compat>{compat}</w:compat>"
        f'<w:themeFontLang w:val="{escape(tongue.language)}" w:eastAsia="{escape(tongue.east_asian_language)}" '
        f'w:bidi="{escape(tongue.bidi_language)}"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
    )
    return root("w:settings", content, ("w",))


_FAMILY_KINDS: Mapping[str, tuple[str, str]] = {"Sans": ("swiss", "variable"), "Mono": ("modern", "fixed")}


def font_table_xml(whole: Cascade, tongue: Tongue, embedded: Iterable[tuple[str, EmbeddedFont]]) -> bytes:
    """The fonts that the styles name, each with a common one of near measure for machines that lack it.

    `embedded` are those that the document carries, by the ids of their relationships.
    """
    carried = tuple(embedded)
    named = [style.families[0] for style in whole.styles.values() if style.families]
    fonts = {*named, tongue.complex_font, tongue.east_asian_font, *(font.family for _, font in carried)}
    content = "".join(_font(name, [each for each in carried if each[1].family == name]) for name in sorted(fonts))
    return root("w:fonts", content, ("w", "r"))


def _font(name: str, carried: Iterable[tuple[str, EmbeddedFont]]) -> str:
    known = FAMILIES.get(name)
    alternative = f'<w:altName w:val="{escape(known.alternative)}"/>' if known and known.alternative else ""
    family, pitch = next((kind for word, kind in _FAMILY_KINDS.items() if word in name), ("roman", "variable"))
    charset = '<w:charset w:val="00"/>'
    by_slot = {font.slot: f'<w:{font.slot} r:id="{ident}" w:fontKey="{font.key}"/>' for ident, font in carried}
    faces = "".join(by_slot.get(slot, "") for slot, _ in SLOTS.values())
    return (
        f'<w:font w:name="{escape(name)}">{alternative}{charset}<w:family w:val="{family}"/>'
        f'<w:pitch w:val="{pitch}"/>{faces}</w:font>'
    )


def footnotes_xml(notes: Iterable[str]) -> bytes:
    """The footnotes part: the separators that Word wants, and the notes."""
    rule = '<w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:{}/></w:r></w:p>'
    separators = (
        f'<w:footnote w:type="separator" w:id="-1">{rule.format("separator")}</w:footnote>'
        f'<w:footnote w:type="continuationSeparator" w:id="0">{rule.format("continuationSeparator")}</w:footnote>'
    )
    return root("w:footnotes", separators + "".join(notes), TEXT_PREFIXES, ignorable=IGNORABLE)


@dataclass(frozen=True, slots=True)
class RunningLine:
    """A header or footer: its tag, its paragraph."""

    tag: str
    content: str

    @property
    def xml(self) -> bytes:
        return root(f"w:{self.tag}", self.content, TEXT_PREFIXES, ignorable=IGNORABLE)


def running_heads(name: str, start: str, end: str, scope: Scope) -> Mapping[str, RunningLine]:
    """The header of this name, and the one for even pages; `start` and `end` are runs.

    On one-sided pages `start` is at one edge and `end` at the other; with two sides each has the outer edge of its own
    pages, `end` that of right-hand ones.
    """
    far = f"<w:r><w:tab/></w:r>{end}" if end else ""
    way = turn(scope.direction, scope.base)
    style = _ident(StyleRole.HEADER)
    if not scope.whole.page.mirrored:
        return {name: RunningLine("hdr", paragraph(style, start + far, way))}
    return {
        name: RunningLine("hdr", paragraph(style, far, way)),
        f"{name}Even": RunningLine("hdr", paragraph(style, start, way)),
    }


def article_title_field() -> str:
    """The title of the article on the page, for Word to fill: elsewhere, no title is better than a wrong one."""
    return field(f'STYLEREF "{WORD_STYLES[StyleRole.MAIN_TITLE].name}"', "")


def fixed_words(text: str, scope: Scope) -> str:
    return run(text, "<w:rtl/>" if scope.direction is Direction.RTL else "")


def opening_head(scope: Scope) -> RunningLine:
    """The head of an article's first page: no words, but the theme's short rule above the title."""
    whole = scope.whole
    rule, opening, digits = (whole.boxes[box] for box in (Box.NUMBER_RULE, Box.OPENING, Box.NUMBER))
    line = rule.borders.top
    page = whole.page
    drawn = ""
    if line is not None:
        width = rule.width_pt or page.measure_pt
        is_leftward = scope.direction is Direction.RTL
        left = page.width_pt - page.margins.right - width if is_leftward else page.margins.left
        top = page.margins.top + opening.padding.top + digits.line_pt + rule.margin.top
        drawn = shape_run(Patch(left, top, width, line.width_pt), scope.ledger.drawings.next(), line.colour)
    return RunningLine("hdr", paragraph(_ident(StyleRole.HEADER), drawn))


def folio(role: StyleRole) -> RunningLine:
    """A footer with the number of the page."""
    return RunningLine("ftr", paragraph(_ident(role), field("PAGE", run("1"))))


def words_foot(role: StyleRole, text: str) -> RunningLine:
    return RunningLine("ftr", paragraph(_ident(role), run(text) if text else ""))


def empty_line(tag: str) -> RunningLine:
    role = StyleRole.HEADER if tag == "hdr" else StyleRole.FOOTER
    return RunningLine(tag, paragraph(_ident(role), ""))


def _ident(role: StyleRole) -> str:
    return WORD_STYLES[role].ident


@dataclass(frozen=True, slots=True)
class Properties:
    """What a file says of itself; dates are ISO 8601."""

    title: str
    authors: tuple[str, ...]
    language: str
    created: str
    modified: str
    subject: str = ""
    description: str = ""
    identifier: str = ""
    keywords: str = ""


def core_xml(properties: Properties) -> bytes:
    """The core properties (ECMA-376 part 2), which know no source: it stands in the keywords."""
    said = (
        ("dc:title", properties.title),
        ("dc:subject", properties.subject),
        ("dc:creator", "; ".join(properties.authors)),
        ("cp:keywords", properties.keywords),
        ("dc:description", properties.description),
        ("cp:lastModifiedBy", "publish"),
        ("cp:revision", "1"),
        ("dc:identifier", properties.identifier),
        ("dc:language", properties.language),
    )
    elements = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in said if value)
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{_instant(date)}</dcterms:{name}>'
        for name, date in (("created", properties.created), ("modified", properties.modified))
    )
    return (
        f"{DECLARATION}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{elements}{dates}</cp:coreProperties>"
    ).encode()


def _instant(date: str) -> str:
    """An ISO date as the midnight it begins with; what is no date is the epoch."""
    found = re.match(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", date)
    if not found:
        return f"{EPOCH}T00:00:00Z"
    year, month, day = found[1], found[2] or "01", found[3] or "01"
    return f"{year}-{month}-{day}T00:00:00Z"


APP_XML = (
    f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>publish</Application><DocSecurity>0</DocSecurity><ScaleCrop>false</ScaleCrop>"
    "<LinksUpToDate>false</LinksUpToDate><SharedDoc>false</SharedDoc><HyperlinksChanged>false</HyperlinksChanged>"
    "<AppVersion>1.0000</AppVersion></Properties>"
).encode()


def palette(whole: Cascade) -> Mapping[str, str]:
    """The colours of the theme by their names in Word's colour menus."""
    ink = whole.styles[StyleRole.NORMAL].colour
    soft = whole.styles[StyleRole.BYLINE].colour
    accent = whole.styles[StyleRole.ARTICLE_NUMBER].colour
    tint = whole.boxes[Box.CALLOUT].background or "EEEEEE"
    glow = whole.boxes[Box.LEAF].background or accent
    cover = whole.page.cover_colour or accent
    names = ("dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6")
    colours = (ink, "FFFFFF", soft, tint, accent, cover, glow, soft, ink, tint)
    return {**dict(zip(names, colours, strict=True)), "hlink": accent, "folHlink": soft}
