"""The words that the book itself says ("Contents", "Sources"), and dates, in the language of the book."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from publish.model import Meta, Publication


@dataclass(frozen=True, slots=True)
class Wording:
    """What a book of one language calls its own parts; `{}` stands for values."""

    contents: str
    sources: str
    notes: str
    cover: str
    title_page: str
    colophon: str
    start: str
    part: str
    reader: str
    years: str
    year: str
    page: str
    unknown_source: str
    unknown_author: str
    unknown_outlet: str
    unknown_date: str
    rights: str
    typefaces: str
    font_licence: str
    made_with: str
    table: str
    figure: str


ENGLISH = Wording(
    contents="Contents",
    sources="Sources",
    notes="Notes",
    cover="Cover",
    title_page="Title page",
    colophon="Colophon",
    start="Start of the text",
    part="Part",
    reader="A reader",
    years="Articles from {} to {}",
    year="Articles from {}",
    page="page",
    unknown_source="author and source unknown",
    unknown_author="author unknown",
    unknown_outlet="source unknown",
    unknown_date="undated",
    rights="Rights remain with the authors and publishers.",
    typefaces="Set in {}.",
    font_licence="The fonts are under the SIL Open Font License 1.1.",
    made_with="Compiled with publish.",
    table="Table",
    figure="Figure",
)
WORDINGS: Mapping[str, Wording] = {
    "en": ENGLISH,
    "de": Wording(
        contents="Inhalt",
        sources="Quellen",
        notes="Anmerkungen",
        cover="Umschlag",
        title_page="Titelseite",
        colophon="Impressum",
        start="Beginn des Textes",
        part="Teil",
        reader="Ein Lesebuch",
        years="Artikel von {} bis {}",
        year="Artikel von {}",
        page="Seite",
        unknown_source="Verfasser und Quelle unbekannt",
        unknown_author="Verfasser unbekannt",
        unknown_outlet="Quelle unbekannt",
        unknown_date="ohne Datum",
        rights="Die Rechte bleiben bei den Verfassern und Verlagen.",
        typefaces="Gesetzt aus {}.",
        font_licence="Die Schriften stehen unter der SIL Open Font License 1.1.",
        made_with="Zusammengestellt mit publish.",
        table="Tabelle",
        figure="Abbildung",
    ),
    "fr": Wording(
        contents="Table des matières",
        sources="Sources",
        notes="Notes",
        cover="Couverture",
        title_page="Page de titre",
        colophon="Colophon",
        start="Début du texte",
        part="Partie",
        reader="Un recueil",
        years="Articles de {} à {}",
        year="Articles de {}",
        page="page",
        unknown_source="auteur et source inconnus",
        unknown_author="auteur inconnu",
        unknown_outlet="source inconnue",
        unknown_date="sans date",
        rights="Les droits restent aux auteurs et aux éditeurs.",
        typefaces="Composé en {}.",
        font_licence="Ces polices sont sous licence SIL Open Font License 1.1.",
        made_with="Réalisé avec publish.",
        table="Tableau",
        figure="Figure",
    ),
    "es": Wording(
        contents="Índice",
        sources="Fuentes",
        notes="Notas",
        cover="Cubierta",
        title_page="Portada",
        colophon="Créditos",
        start="Comienzo del texto",
        part="Parte",
        reader="Una antología",
        years="Artículos de {} a {}",
        year="Artículos de {}",
        page="página",
        unknown_source="autor y fuente desconocidos",
        unknown_author="autor desconocido",
        unknown_outlet="fuente desconocida",
        unknown_date="sin fecha",
        rights="Los derechos pertenecen a los autores y editores.",
        typefaces="Compuesto en {}.",
        font_licence="Las fuentes tienen licencia SIL Open Font License 1.1.",
        made_with="Compilado con publish.",
        table="Tabla",
        figure="Figura",
    ),
    "ar": Wording(
        contents="المحتويات",
        sources="المصادر",
        notes="الهوامش",
        cover="الغلاف",
        title_page="صفحة العنوان",
        colophon="بيانات النشر",
        start="بداية النص",
        part="القسم",
        reader="مختارات",
        years="مقالات من {} إلى {}",
        year="مقالات من {}",
        page="صفحة",
        unknown_source="المؤلف والمصدر غير معروفين",
        unknown_author="المؤلف غير معروف",
        unknown_outlet="المصدر غير معروف",
        unknown_date="بلا تاريخ",
        rights="الحقوق محفوظة للمؤلفين والناشرين.",
        typefaces="الخطوط: {}.",
        font_licence="الخطوط مرخصة برخصة SIL Open Font License 1.1.",
        made_with="أُعد ببرنامج publish.",
        table="جدول",
        figure="شكل",
    ),
    "he": Wording(
        contents="תוכן העניינים",
        sources="מקורות",
        notes="הערות",
        cover="כריכה",
        title_page="שער",
        colophon="קולופון",
        start="תחילת הטקסט",
        part="חלק",
        reader="מקראה",
        years="מאמרים מ־{} עד {}",
        year="מאמרים מ־{}",
        page="עמוד",
        unknown_source="המחבר והמקור אינם ידועים",
        unknown_author="המחבר אינו ידוע",
        unknown_outlet="המקור אינו ידוע",
        unknown_date="ללא תאריך",
        rights="הזכויות שמורות למחברים ולמוציאים לאור.",
        typefaces="גופנים: {}.",
        font_licence="הגופנים ברישיון SIL Open Font License 1.1.",
        made_with="נערך באמצעות publish.",
        table="טבלה",
        figure="איור",
    ),
    "zh": Wording(
        contents="目录",
        sources="来源",
        notes="注释",
        cover="封面",
        title_page="书名页",
        colophon="版权说明",
        start="正文",
        part="部分",
        reader="选读",
        years="{}至{}年的文章",
        year="{}年的文章",
        page="页",
        unknown_source="作者与来源不详",
        unknown_author="作者不详",
        unknown_outlet="来源不详",
        unknown_date="日期不详",
        rights="版权归作者和出版者所有。",
        typefaces="字体：{}。",
        font_licence="字体采用 SIL Open Font License 1.1 许可。",
        made_with="用 publish 编成。",
        table="表",
        figure="图",
    ),
}


def unknown_origin(meta: Meta, words: Wording) -> str:
    """What is not known of where an article came from: its author, its outlet, both; "" where they are known."""
    outlet = meta.publication or meta.site or meta.source or meta.url
    if meta.authors:
        return "" if outlet else words.unknown_outlet
    return words.unknown_author if outlet else words.unknown_source


def wording_for(language: str) -> Wording:
    """The wording of a BCP 47 language, English where we have none."""
    return WORDINGS.get(language.split("-")[0].lower(), ENGLISH)


def long_date(iso: str, language: str) -> str:
    """An ISO date as prose: "26 February 2017", "February 2017", "2017"; the text itself if it is no date."""
    from datetime import date

    from babel import Locale, UnknownLocaleError
    from babel.dates import format_date, format_skeleton

    try:
        locale = Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        locale = Locale("en", "GB")
    if str(locale) == "en":  # without a country, day first: it is what most English readers outside one country expect
        locale = Locale("en", "GB")
    try:
        match [int(part) for part in iso.split("-")]:
            case [year, month, day]:
                return format_date(date(year, month, day), "long", locale=locale)
            case [year, month]:
                return format_skeleton("yMMMM", date(year, month, 1), locale=locale)
            case _:
                return iso
    except ValueError:
        return iso


def byline_parts(meta: Meta) -> Iterator[tuple[str, str]]:
    """(kind, words) of what is known of an article: who wrote it, where it stood, when."""
    for author in meta.authors:
        yield "author", author
    if outlet := meta.publication or meta.site or meta.source:
        yield "publication", outlet
    if meta.published:
        yield "date", long_date(meta.published, meta.language)


def year_span(publication: Publication) -> str:
    """ "Articles from 2017 to 2024", from what the articles tell; "" where no date is known."""
    words = wording_for(publication.meta.language)
    years = sorted({article.meta.published[:4] for article in publication.articles if article.meta.published})
    if not years:
        return ""
    if len(years) == 1:
        return words.year.format(years[0])
    return words.years.format(years[0], years[-1])
