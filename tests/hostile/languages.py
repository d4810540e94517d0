"""A short article in many languages, and the charsets that it may come in."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    "en": "The Harbour Café\n\nIt was only a hut – four walls and a stove – but everybody called it “the café”. The keeper’s wife sold tea there for 5 pence, and on Sundays a naïve little cake that nobody’s grandmother would have owned to.\n\n“Come in,” she said, “or stay out; but don’t stand in the door…” We came in.\n",
    "de": "Die Mole\n\nFrüher hieß es, die Mole sei für die Ewigkeit gebaut. Überall an der Küste erzählten die Fischer, daß größere Schiffe dort Schutz fänden, während draußen die Böen über das Wasser fegten.\n\nHeute wäre das übertrieben: Die Straße zum Hafen ist gesperrt, und nur ein paar Möwen hören noch zu.\n",
    "fr": "Le phare\n\nÀ l’entrée du port, le phare éclairait la mer dès la tombée de la nuit. Les pêcheurs français s’y fiaient de bon cœur pour 20 €, même l’été, où les marées étaient plus faibles et les brouillards très fréquents.\n\nOn l’a éteint après la guerre ; « c’était à prévoir », disait le gardien, déçu, en fermant la fenêtre.\n",
    "pl": "Latarnia morska\n\nLatarnia stała na skale, którą żeglarze omijali od wieków. Każdego wieczoru latarnik wchodził po krętych schodach, żeby zapalić światło, a jego żona piekła chleb dla całej załogi łodzi ratowniczej.\n\nDziś światło włącza się samo, ale ludzie wciąż mówią, że ktoś tam mieszka i że słychać jego kroki nocą.\n",
    "cs": "Starý maják\n\nStarý maják stál na skále, které se námořníci po staletí vyhýbali. Každý večer strážce vystoupal po točitých schodech, aby rozsvítil světlo, a jeho žena pekla chléb pro celou posádku záchranného člunu.\n\nDnes se světlo rozsvěcuje samo, ale lidé pořád říkají, že tam někdo žije a že jsou slyšet jeho kroky.\n",
    "ru": "Старый маяк\n\nСтарый маяк стоял на скале, которую моряки обходили стороной уже несколько веков. Каждый вечер смотритель поднимался по винтовой лестнице, чтобы зажечь огонь, а его жена пекла хлеб для всей команды спасательной лодки.\n\nТеперь свет зажигается сам, но люди всё ещё говорят, что там кто-то живёт и что по ночам слышны его шаги.\n",
    "el": "Ο παλιός φάρος\n\nΟ παλιός φάρος στεκόταν πάνω στον βράχο που οι ναυτικοί απέφευγαν εδώ και αιώνες. Κάθε βράδυ ο φαροφύλακας ανέβαινε τη στριφτή σκάλα για να ανάψει το φως, και η γυναίκα του έψηνε ψωμί για όλο το πλήρωμα.\n\nΣήμερα το φως ανάβει μόνο του, αλλά ο κόσμος λέει ακόμη ότι κάποιος μένει εκεί.\n",
    "tr": "Eski deniz feneri\n\nEski deniz feneri, denizcilerin yüzyıllardır uzak durduğu kayanın üzerinde duruyordu. Her akşam fener bekçisi ışığı yakmak için döner merdivenden çıkar, karısı da bütün mürettebat için ekmek pişirirdi.\n\nBugün ışık kendiliğinden yanıyor, ama insanlar hâlâ orada birinin yaşadığını ve geceleri ayak seslerinin duyulduğunu söylüyor.\n",
    "he": "המגדלור הישן\n\nהמגדלור הישן עמד על הסלע שהמלחים נמנעו ממנו במשך מאות שנים. בכל ערב עלה השומר במדרגות הלולייניות כדי להדליק את האור, ואשתו אפתה לחם לכל הצוות של סירת ההצלה.\n\nהיום האור נדלק מעצמו, אבל אנשים עדיין אומרים שמישהו גר שם ושאפשר לשמוע את צעדיו בלילה.\n",
    "ar": "المنارة القديمة\n\nكانت المنارة القديمة تقف على الصخرة التي تجنبها البحارة منذ قرون. كل مساء كان الحارس يصعد الدرج الحلزوني ليضيء النور، وكانت زوجته تخبز الخبز لجميع أفراد طاقم قارب الإنقاذ.\n\nاليوم يضيء النور من تلقاء نفسه، لكن الناس ما زالوا يقولون إن أحدا يعيش هناك وإن خطواته تسمع في الليل.\n",
    "lt": "Senasis švyturys\n\nSenasis švyturys stovėjo ant uolos, kurios jūreiviai vengė jau kelis šimtmečius. Kiekvieną vakarą prižiūrėtojas lipdavo sraigtiniais laiptais įžiebti šviesos, o jo žmona kepdavo duoną visai gelbėjimo valties įgulai.\n\nŠiandien šviesa įsižiebia pati, bet žmonės vis dar sako, kad ten kažkas gyvena ir kad naktimis girdėti jo žingsniai.\n",
    "th": "ประภาคารเก่า\n\nประภาคารเก่าตั้งอยู่บนโขดหินที่ชาวเรือหลีกเลี่ยงมาหลายศตวรรษ ทุกเย็นคนเฝ้าจะเดินขึ้นบันไดวนเพื่อจุดไฟ ส่วนภรรยาของเขาอบขนมปังให้ลูกเรือกู้ภัยทุกคน\n\nวันนี้ไฟติดเอง แต่ผู้คนยังพูดกันว่ามีใครบางคนอาศัยอยู่ที่นั่น และได้ยินเสียงฝีเท้าในตอนกลางคืน\n",
    "ja": "古い灯台\n\n古い灯台は、船乗りたちが何世紀も避けてきた岩の上に立っていた。毎晩、灯台守は明かりをともすために螺旋階段をのぼり、妻は救助艇の乗組員みんなのためにパンを焼いた。\n\n今では明かりはひとりでにともるが、人々は今でもあそこに誰かが住んでいて、夜になると足音が聞こえると言う。\n",
    "ko": "오래된 등대\n\n오래된 등대는 뱃사람들이 수백 년 동안 피해 온 바위 위에 서 있었다. 저녁마다 등대지기는 불을 켜려고 나선 계단을 올라갔고, 그의 아내는 구조선의 모든 선원을 위해 빵을 구웠다.\n\n오늘날 불은 저절로 켜지지만, 사람들은 아직도 그곳에 누군가 살고 있으며 밤이면 발소리가 들린다고 말한다.\n",
    "zh-Hans": "旧灯塔\n\n旧灯塔矗立在水手们几个世纪以来一直避开的岩石上。每天傍晚，看守人都要爬上螺旋楼梯去点灯，他的妻子则为救生艇的全体船员烤面包。\n\n如今灯会自己亮起来，但人们仍然说那里住着一个人，夜里还能听见他的脚步声。\n",
    "zh-Hant": "舊燈塔\n\n舊燈塔矗立在水手們幾個世紀以來一直避開的岩石上。每天傍晚，看守人都要爬上螺旋樓梯去點燈，他的妻子則為救生艇的全體船員烤麵包。\n\n如今燈會自己亮起來，但人們仍然說那裡住著一個人，夜裡還能聽見他的腳步聲。\n",
}  # fmt: skip

MARKED: Mapping[str, str] = {
    "utf-8-sig": "en", "utf-16": "de", "utf-16-le+bom": "ru", "utf-16-be+bom": "ja", "utf-32": "el", "utf-32-be+bom": "fr",
}  # fmt: skip
"""Charsets with a mark at the beginning, and the language of their sample."""

UNDECLARED: Mapping[str, str] = {
    "utf-8": "ja", "utf-16-le": "ru", "utf-16-be": "de", "utf-32-le": "ja", "utf-32-be": "en",
    "cp1250": "pl", "cp1251": "ru", "cp1252": "en", "cp1253": "el", "cp1254": "tr", "cp1255": "he", "cp1256": "ar", "cp1257": "lt",
    "iso-8859-1": "de", "iso-8859-2": "cs", "iso-8859-5": "ru", "iso-8859-7": "el", "iso-8859-9": "tr", "iso-8859-15": "fr",
    "koi8-r": "ru", "cp866": "ru", "cp874": "th",
    "shift_jis": "ja", "euc-jp": "ja", "iso-2022-jp": "ja", "euc-kr": "ko", "gb18030": "zh-Hans", "gbk": "zh-Hans", "big5": "zh-Hant",
}  # fmt: skip
"""Charsets without a mark and without a word on them, and the language of their sample."""


def sample(charset: str, language: str) -> tuple[str, bytes]:
    """(the text as that charset has it, its bytes): what the charset has no sign for is written as people then do."""
    text = TEXTS[language]
    if charset.endswith("+bom"):
        codec = charset.removesuffix("+bom")
        return text, ("\ufeff" + text).encode(codec)
    for sign, instead in (
        ("“", '"'),
        ("”", '"'),
        ("’", "'"),
        ("–", "-"),
        ("…", "..."),
        ("«\xa0", '"'),
        ("ё", "е"),
        ("œ", "oe"),
        ("€", "francs"),
    ):
        if sign.encode(charset, "ignore") == b"":
            text = text.replace(sign, instead)
    return text, text.encode(charset)
