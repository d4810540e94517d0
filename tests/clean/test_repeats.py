from publish.clean import CleanRules, clean
from tests.builders import MORE_PROSE, PROSE, dump, kept, removed, web

OTHER = "The pilots kept a book of every ship that came in, and wrote beside each name what the master drank."
LAST = "When the book was full they began another, and both are in the museum now, on the shelf below the bell."
LONG = f"<p>{PROSE} {OTHER}</p><p>{MORE_PROSE} {LAST}</p><p>{OTHER} {PROSE}</p><p>{LAST} {MORE_PROSE}</p>"


def test_the_copy_for_small_screens_goes() -> None:
    page = web(f"<title>The Book</title><h1>The Book</h1><div class='wide'>{LONG}</div><div class='small'>{LONG}</div>")
    assert kept(page) == [f"{PROSE} {OTHER}", f"{MORE_PROSE} {LAST}", f"{OTHER} {PROSE}", f"{LAST} {MORE_PROSE}"]
    assert [rule for rule, _ in removed(page)].count("repeated-text") == 4


def test_a_paragraph_that_is_quoted_again_stays() -> None:
    source = dump(OTHER, "", LAST, "", OTHER)
    assert clean(source, CleanRules()).value.passages[-2].text == OTHER


def test_the_refrain_of_a_song_stays() -> None:
    refrain = ["Haul away, the tide is turning,", "haul away, the lamps are burning,", "haul away for home."]
    source = dump(*refrain, "", OTHER, "", *refrain)
    assert all(rule != "repeated-text" for rule, _ in removed(source))
