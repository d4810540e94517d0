"""The scorer takes what no detector names, says why in words, and leaves what is no web page's."""

import numpy as np

from publish.clean import CleanRules, clean
from publish.clean.scorer.forest import Forest
from publish.clean.scorer.letters import Kind, lines_of
from publish.clean.scorer.scorer import MODEL, model, runs, thresholds
from publish.passages import Page, Source
from publish.readers.text import read_text
from tests.builders import page

PROSE = [
    "The harbour was built in 1820 by men who had never seen a steamship, and it shows in every stone of the wall.",
    "Its mouth faces south-west, where the worst of the weather comes from, and two moles of granite bend around it.",
    "When the first steamers came they had to wait outside for the tide, rolling in the swell beside the herring boats.",
    "A second basin was dug in the years that followed, and its gates were hung by the same smiths who made the bells.",
    "Today the basin holds forty yachts and a dredger, and nobody remembers why the eastern steps end in mid-air.",
]
MENU = ["Home", "Products", "Solutions", "Pricing", "Blog", "Careers", "Contact Us", "Sign in", "Get Started"]
FOOTER = [
    "Privacy Policy",
    "Terms of Use",
    "Sitemap",
    "Press",
    "Investors",
    "Accessibility",
    "Imprint",
    "All systems operational",
]


def swept(*lines: str, rules: CleanRules = CleanRules()) -> tuple[list[str], dict[str, str]]:  # noqa: B008  # frozen
    """(the lines that stay, the reason of each line that the scorer took)."""
    outcome = clean(page(*lines), rules)
    reasons = {each.text: each.reason for each in outcome.removals if each.rule == "boilerplate"}
    return [passage.plain for passage in outcome.value.passages], reasons


def dump() -> list[str]:
    body = [line for each in PROSE for line in (each, "")]
    return [*MENU, "", "The Harbour Wall of Stornoway", "", *body, *FOOTER]


def test_a_menu_above_and_below_the_article_goes_and_the_prose_stays() -> None:
    stays, reasons = swept(*dump())
    assert stays == PROSE
    assert "Solutions" in reasons


def test_a_reason_says_what_a_person_sees_and_the_score() -> None:
    _, reasons = swept(*dump())
    assert reasons["Careers"].startswith("a short line above the first paragraph, ")
    assert reasons["Careers"].endswith(")")
    assert "(score 0." in reasons["Careers"]


def test_keep_beats_the_scorer_and_it_can_be_switched_off() -> None:
    import re

    stays, _ = swept(*dump(), rules=CleanRules(keep=(re.compile("^Careers$"),)))
    assert "Careers" in stays
    stays, reasons = swept(*dump(), rules=CleanRules(disable=frozenset({"boilerplate"})))
    assert not reasons
    assert "Careers" in stays


def test_verse_is_left_alone() -> None:
    verse = [
        "The tide went out at half past four", "And left the boats upon the sand,", "The gulls came walking to my door",
        "As if the sea had turned to land.", "", "I counted every rib and spar,", "The names that weather wore away,",
        "And thought how very small we are", "Beside the habits of the bay.",
    ]  # fmt: skip
    stays, _ = swept("Low Water", "", *verse)
    assert stays == [line for line in verse if line]


def test_code_between_paragraphs_is_left_alone() -> None:
    code = ["```python", "def tide(hour):", "    return LEVELS[hour % 24]", "```"]
    stays, _ = swept("Tides in Python", "", PROSE[0], "", *code, "", *PROSE[1:])
    assert [line for line in code if line.strip() in stays] == code[:0] or all(line.strip() in stays for line in code)


def test_a_few_lines_without_prose_are_judged_by_no_one() -> None:
    notes = ["Bread", "Milk", "Two lemons", "Call the harbour office"]
    stays, reasons = swept("Saturday", *notes)
    assert not reasons
    assert stays == notes


RUSSIAN = [
    "Гавань построили в 1820 году люди, которые никогда не видели парохода, и это заметно в каждом камне стены.",
    "Вход в неё обращён на юго-запад, откуда приходит самая плохая погода, и два гранитных мола огибают его.",
    "Когда пришли первые пароходы, им приходилось ждать прилива снаружи, качаясь на волне рядом с рыбацкими лодками.",
    "Второй бассейн вырыли в следующие годы, а ворота для него навесили те же кузнецы, что делали колокола.",
    "Сегодня в бассейне стоят сорок яхт, и никто не помнит, почему восточная лестница обрывается в воздухе.",
]


def test_menus_in_other_scripts_go_too() -> None:
    menu = ["Главная", "О нас", "Услуги", "Цены", "Контакты", "Вход", "Карта сайта", "Вакансии", "Партнёры"]
    stays, reasons = swept(
        *menu, "", "Стена старой гавани", "", *[line for each in RUSSIAN for line in (each, "")], *menu
    )
    assert [line for line in stays if line in RUSSIAN] == RUSSIAN
    assert len(stays) <= len(RUSSIAN) + 2
    assert "Вакансии" in reasons


def test_the_same_page_is_judged_the_same_twice() -> None:
    assert swept(*dump()) == swept(*dump())


def test_a_page_of_more_lines_than_are_judged_at_a_time_is_judged_whole() -> None:
    lines = [line for _ in range(1200) for line in (*PROSE[:2], "")]
    stays, _ = swept("A Long Watch", "", *lines, *MENU)
    assert set(PROSE[:2]) <= set(stays)


def test_lines_of_any_script_are_measured() -> None:
    lines = lines_of(["Two words", "港は1820年に。", "😀", "\u200b", "عربي؟"])
    assert lines.tokens.tolist() == [2, 5, 0, 0, 1]
    assert lines.last.tolist() == [Kind.LOWER, Kind.STOP, Kind.OTHER, Kind.OTHER, Kind.STOP]
    assert lines.words.tolist() == [2, 3, 0, 0, 1]


def test_a_word_has_one_hash_wherever_and_however_it_is_written() -> None:
    lines = lines_of(["a harbour wall", "Harbour", "HARBOUR!"])
    assert len({int(lines.hashes[place]) for place in (1, 3, 4)}) == 1
    assert len(set(lines.hashes.tolist())) == 3


def test_a_forest_gives_the_sum_of_the_leaves_its_answers_lead_to() -> None:
    forest = Forest(
        np.array([[0, 1], [1, 1]], np.uint16),
        np.array([[0.5, 2.0], [0.0, np.inf]], np.float32),
        np.array([[1, 2, 4, 8], [16, 32, 64, 128]], np.float32),
        -1.0,
    )
    table = np.array([[0, 0], [1, 0], [0, 3], [1, 3]], np.float32)
    assert forest.score(table).tolist() == [1 + 16 - 1, 2 + 16 - 1, 4 + 32 - 1, 8 + 32 - 1]


def test_runs_count_flags_on_end() -> None:
    assert runs(np.array([True, True, False, True])).tolist() == [2, 2, 0, 1]


def test_less_goes_where_less_is_sure_and_of_prose() -> None:
    sure, unsure = np.array([0.99, 0.98, 0.02], np.float32), np.array([0.6, 0.5, 0.4], np.float32)
    words, prose = np.array([20, 20, 20], np.float32), np.array([True, False, False])
    assert thresholds(unsure, words, prose)[1] < thresholds(sure, words, prose)[1] < 0.5
    assert thresholds(sure, words, prose)[0] < thresholds(sure, words, prose)[1]


def test_the_model_is_small_and_knows_words() -> None:
    assert MODEL.stat().st_size < 1_000_000
    assert len(model().wording.tokens) > 1_000


def test_a_hostile_page_does_not_stop_the_scorer() -> None:
    for text in ("\ud800" * 3 + "x", "\U0010ffff " * 50, "a" * 100_000, "\u202e" + "b c " * 5_000):
        source: Page = read_text(Source("a.txt", text.encode("utf-8", "surrogatepass"))).value
        clean(source, CleanRules())
