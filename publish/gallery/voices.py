"""What the specimen says, in each of its languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from publish.model import Direction


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
    "hi": Voice(
        "प्रहरी का गणित: एक प्रकाशस्तंभ ने अपना तेल कैसे गिना",
        (
            (
                "हर प्रकाशस्तंभ रोशनी होने से पहले एक बजट था। शाम को सीढ़ियाँ चढ़ने वाला प्रहरी माचिस के साथ एक छोटी स्लेट भी ले जाता था, जिस पर पिछली "
                "रात जले तेल की मात्रा लिखी होती थी, और यदि यह संख्या टंकी से मेल न खाती तो उसकी ख़ैर नहीं थी।"
            ),
            (
                "निरीक्षक जानते थे कि कुछ ख़र्च घटाए नहीं जा सकते: बीस सेकंड में तीन चमक को दो नहीं किया जा सकता, जब तक मुंबई से वालपराइसो तक के हर नाविक, "
                "बीमाकर्ता और मानचित्रकार को इसकी सूचना न दी जाए।"
            ),
            (
                "इसलिए हिसाब कहीं और हुआ: कुछ छोटी काटी गई बत्तियों में, बदलने के बजाय सुधारी गई दूरबीनों में, और उस धैर्य में जिसके साथ प्रहरी अगले निरीक्षण "
                "की प्रतीक्षा करता था।"
            ),
        ),
        "बहियों में जो नहीं लिखा",
        "चमक",
        "क्या आप जानते हैं?",
        "मीरा जोशी",
    ),
}
