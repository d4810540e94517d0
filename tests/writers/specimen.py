"""A specimen book: every block and inline of the model in four scripts, with the worst that each has to stand.

`python -m tests.writers.specimen OUT [STYLE [PAGE]]` writes it in every format, for validators and for the eye.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image

from publish.model import (
    Article,
    Asset,
    Block,
    BookMeta,
    Callout,
    Cell,
    Code,
    CodeBlock,
    Definition,
    Definitions,
    Direction,
    Figure,
    Footnote,
    Foreign,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    ListItem,
    Mark,
    Meta,
    NoteRef,
    Part,
    Picture,
    Provenance,
    Publication,
    Quote,
    Role,
    Rule,
    Styled,
    Table,
)
from publish.theme.load import find_theme, read_theme
from publish.theme.options import StyleOptions
from publish.workers import workers
from publish.writing import write_all
from tests.builders import inlines, p


@dataclass(frozen=True, slots=True)
class Voice:
    """The words of one language: a title, three paragraphs, a heading, a term, and a label for a box."""

    title: str
    paragraphs: tuple[str, str, str]
    heading: str
    term: str
    label: str
    author: str
    direction: Direction = Direction.LTR


VOICES: Mapping[str, Voice] = {
    "en-GB": Voice(
        "The Keeper’s Arithmetic: How a Lighthouse Counted Its Oil",
        (
            (
                "Every lighthouse was a budget before it was a light. The keeper who climbed the stair at dusk carried, beside his matches, a "
                "slate on which the quantity of oil burned the night before had been written to the gill, and woe betide him if the figure "
                "did not agree with the cistern."
            ),
            (
                "The commissioners understood incompressible costs. A characteristic of three flashes in twenty seconds cannot be economised to "
                "two without telling every shipowner, underwriter and hydrographer between Trondheim and Valparaíso; an unannounced "
                "alteration would be indistinguishable from a catastrophe."
            ),
            (
                "So the arithmetic was done elsewhere: in wicks trimmed a little shorter, in telescopes mended rather than replaced, in the "
                "uncomplaining acceptance that the barometer in the kitchen, the kitchen itself and finally the keeper’s marriage would "
                "have to make do until the next inspection."
            ),
        ),
        "What the ledgers leave out",
        "Characteristic",
        "Did you know?",
        "Ada Penhale",
    ),
    "ar": Voice(
        "حساب الحارس: كيف عدّت المنارة زيتها",
        (
            (
                "كانت كل منارة ميزانية قبل أن تكون ضوءا. كان الحارس الذي يصعد الدرج عند الغروب يحمل مع أعواد الثقاب لوحا صغيرا كتبت عليه كمية "
                "الزيت التي احترقت في الليلة السابقة، وويل له إن لم يتفق الرقم مع ما في الخزان."
            ),
            (
                "وكان المفتشون يعرفون أن بعض النفقات لا تقبل النقصان، فثلاث ومضات في عشرين ثانية لا يمكن أن تصبح ومضتين من غير أن يعلم بذلك كل "
                "بحّار ومؤمّن ورسّام خرائط بين البصرة وطنجة."
            ),
            "ولذلك جرى الحساب في مكان آخر: في فتائل أقصر قليلا، وفي مناظير تُصلح ولا تُستبدل، وفي صبر الحارس الذي ينتظر زيارة التفتيش القادمة.",
        ),
        "ما لا تذكره الدفاتر",
        "الومضة",
        "هل تعلم؟",
        "سلمى الحداد",
        Direction.RTL,
    ),
    "he": Voice(
        "החשבון של השומר: כיצד ספר המגדלור את השמן",
        (
            (
                "כל מגדלור היה תקציב לפני שהיה אור. השומר שטיפס במדרגות עם רדת הערב נשא לצד הגפרורים לוח קטן, ועליו נרשמה כמות השמן שבערה "
                "בלילה הקודם, ואוי לו אם המספר לא תאם את מה שנותר במכל."
            ),
            (
                "המפקחים ידעה שיש הוצאות שאין לקצץ בהן: שלושה הבזקים בעשרים שניות אינם יכולים להפוך לשניים בלי להודיע לכל בעל אונייה ולכל "
                "משרטט מפות בין חיפה לוולפראיסו."
            ),
            "לכן נעשה החשבון במקום אחר: בפתילות קצוצות מעט יותר, במשקפות שתוקנו ולא הוחלפו, ובסבלנותו של השומר שחיכה לביקורת הבאה.",
        ),
        "מה שהספרים משמיטים",
        "הבזק",
        "הידעת?",
        "דינה לביא",
        Direction.RTL,
    ),
    "zh": Voice(
        "守塔人的算术：一座灯塔如何计算灯油",
        (
            (
                "每座灯塔在成为灯光之前，首先是一笔预算。黄昏时登上楼梯的守塔人，除了火柴，还带着一块石板，上面写着前一夜烧掉的油量；如果数字与油罐"
                "里的不符，他就有麻烦了。"
            ),
            "专员们明白，有些开支是压缩不了的。二十秒内闪三次的灯光，不能省成两次，否则就得通知从天津到瓦尔帕莱索的每一位船主、保险商和海图绘制者。",
            "于是账就在别处算：灯芯剪得短一点，望远镜修修再用，厨房里的气压计、厨房本身，最后连守塔人的婚姻，都只好等到下一次检查再说。",
        ),
        "账本里没有写的",
        "灯质",
        "你知道吗？",
        "林海生",
    ),
}
LONG_URL = "https://example.org/archive/lights/1884/" + "ledgers-and-returns-" * 6 + "index.html?volume=3&page=141"
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
LONG_CODE = "oil = {night: gills * WICKS[night] for night, gills in ledger.items() if night not in closed and gills > 0}  # to the gill"


def _items(*items: str | tuple[Block, ...]) -> tuple[ListItem, ...]:
    return tuple(ListItem((p(item),) if isinstance(item, str) else item) for item in items)


def article(language: str) -> Article:
    """An article with every block and inline, in the words of a language."""
    voice = VOICES[language]
    one, two, three = voice.paragraphs
    notes = (Footnote("n1", (p(three),)), Footnote("n2", (p(one), p(two))))
    meta = Meta(
        voice.title,
        authors=(voice.author,),
        published="2024-03-08",
        language=language,
        direction=voice.direction,
        publication="The Harbour Review" if language == "en-GB" else None,
        url=LONG_URL,
    )
    return Article(
        meta,
        tuple(_body(voice)),
        Provenance(f"{language}.html", "0" * 64, LONG_URL),
        (Heading(2, inlines(voice.heading)), p(two)),
        notes,
    )


def _body(voice: Voice) -> Iterator[Block]:
    one, two, three = voice.paragraphs
    yield p(two, role=Role.STANDFIRST)
    yield p(one, NoteRef("n1"))
    yield p(three)
    yield p(two, " ", Link(LONG_URL, inlines(LONG_URL)), " ", one)
    yield Heading(2, inlines(voice.heading), "first")
    yield Heading(3, inlines(voice.term), "second")
    yield p(*_inlines(voice))
    yield p(three, NoteRef("n2"))
    yield from _lists(voice)
    yield Heading(4, inlines(voice.term))
    yield Quote((p(one), p(three)), inlines(voice.author))
    yield Callout(voice.label, (p(two), p(three)))
    yield Callout("", (p(three),))
    yield p(one)
    yield from _figures(voice)
    yield Heading(5, inlines(voice.term))
    yield p(two)
    yield from _tables(voice)
    yield Heading(6, inlines(voice.term))
    yield CodeBlock(f"{LONG_CODE}\n\nif a < b:\n    print('&')", "python")
    yield Rule()
    yield Definitions(
        (Definition(inlines(voice.term), (p(one),)), Definition(inlines(voice.author), (p(three), p(two))))
    )
    yield from (p(text) for text in voice.paragraphs * 3)


def _inlines(voice: Voice) -> Iterator[str | Inline]:
    for mark in Mark:
        yield Styled(mark, inlines(voice.term))
        yield " "
    yield from (
        Code("wick = 3"),
        LineBreak(),
        Link("https://example.org/", inlines(Styled(Mark.EMPHASIS, inlines(voice.term)), " link")),
    )
    yield from (" ", Link("#first", inlines(voice.heading)), " ", Picture("dot", "a lamp"), " ", LONG_WORD, " ")
    for language, other in VOICES.items():
        if other is not voice:
            yield Foreign(language, inlines(other.term, " ", other.author))
            yield ", "
    yield "1 914,50 € — 3 × 4 = 12 ½ “fi” ‘ffl’ α β Жизнь."


def _lists(voice: Voice) -> Iterator[Block]:
    one, two, _ = voice.paragraphs
    deepest = List(True, _items(voice.term, voice.author), 9)
    deep = List(False, _items(voice.term, (p(voice.author), deepest)))
    yield List(False, _items(one, (p(voice.term), List(True, _items(two, (p(voice.author), deep))))))
    question = (p(f"{voice.heading}?", role=Role.LEAD), p(one))
    yield List(True, _items(question, question))
    yield p(Styled(Mark.TERM, inlines(f"{voice.term}:")), " ", two, role=Role.LEAD)


def _figures(voice: Voice) -> Iterator[Block]:
    yield Figure("wide", "A grey field that grows darker to the right", inlines(voice.paragraphs[2]))
    yield Figure("tall", "")
    yield Figure("dot", "a lamp", inlines(voice.term))


def _tables(voice: Voice) -> Iterator[Block]:
    def cells(*texts: str) -> tuple[Cell, ...]:
        return tuple(Cell((p(text),)) for text in texts)

    head = cells(voice.term, "1884", "1885", "%")
    rows = tuple(
        cells(f"{voice.author} {number}", str(number * 37), str(number * 41), f"{number},5") for number in range(40)
    )
    yield Table(4, (head,), rows, inlines(voice.heading))
    spanned = (
        (Cell((p(voice.term),), rowspan=2), Cell((p("1884"),), colspan=2)),
        cells("I", "II"),
    )
    body = (
        (Cell((p(voice.author),), rowspan=2), *cells("3", "4")),
        cells("5", "6"),
        (Cell((p(voice.term), p(voice.heading)), colspan=3),),
    )
    yield Table(3, spanned, body)
    yield Table(
        9, (cells(*(f"{voice.term} {n}" for n in range(9))),), (cells(*([voice.author] * 9)),) * 3, inlines(voice.term)
    )
    yield Table(2, (), (cells(voice.term, LONG_WORD), cells(LONG_URL, "4")))


def assets() -> dict[str, Asset]:
    """Pictures drawn on the spot: a wide one, a tall one, a dot."""
    sizes = {"wide": (1600, 900), "tall": (900, 1600), "dot": (12, 12)}
    return {name: _drawn(name, *size) for name, size in sizes.items()}


def _drawn(name: str, width: int, height: int) -> Asset:
    buffer = io.BytesIO()
    Image.linear_gradient("L").rotate(90).resize((width, height)).save(buffer, "PNG")
    return Asset(name, buffer.getvalue(), "image/png", width, height)


def book(*languages: str) -> Publication:
    """The specimen in these languages, or in all."""
    return as_book(tuple(article(language) for language in languages or VOICES))


def many(count: int) -> Publication:
    """A book of this many articles, the four voices in turn."""
    made = [article(language) for language in VOICES]
    turns = (made[number % len(made)] for number in range(count))
    return as_book(
        tuple(
            replace(each, meta=replace(each.meta, title=f"{number}. {each.meta.title}"))
            for number, each in enumerate(turns, 1)
        )
    )


def as_book(articles: tuple[Article, ...]) -> Publication:
    """These articles, under the title and in the language of the first."""
    first = articles[0].meta
    meta = BookMeta(first.title, "specimen", "2024-09-14", language=first.language, authors=("A. Editor",))
    return Publication(meta, (Part(None, articles),))


def main(out: str, style: str = "reader", page: str | None = None) -> None:
    theme = read_theme(find_theme(style, ()), StyleOptions(page=page))
    formats = ("pdf", "epub", "docx")
    with workers(1) as setter:
        made, _ = write_all(book(), theme, assets(), setter, formats=formats, progress=lambda *_: None)
    for file in made.value:
        path = Path(out, file.path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
    for finding in (*theme.findings, *made.findings):
        sys.stdout.write(f"{finding.code} {finding.detail}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
