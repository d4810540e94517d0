"""The names of authors in what pages say of them; labels, roles, dates, addresses and sites are no names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import IntEnum

from publish.dates import find_dates

NAME_WORDS, GROUP_WORDS, NAME_LENGTH = 5, 7, 60
MOST_NAMES = 30  # more than that is no byline but a list of staff


def _any(words: str) -> str:
    """A pattern for any of the words, or of the phrases whose words an underscore joins."""
    return f"(?:{'|'.join(words.split())})".replace("_", r"\s+")


_WORK = _any(
    """
    articles? story text words? posts? blog reports? content guest_post interview analysis opinion review essay insights
    notes?
    """
)
_DONE = _any(
    """
    written posted published authored created reported compiled submitted contributed added posté publié rédigé écrit
    escrito publicado scritto pubblicato geschrieben verfasst veröffentlicht erstellt publiziert eingestellt artikel
    geschreven
    """
)
_BY = _any(
    r"""
    by(?=\W|[A-Z]) von\s vom\s par\s por\s di\s door\s av\s af\s przez\s from\s insights_from autora?s?\b authors?\b
    autor(?:in|en)\b auteure?s?\b autrice\b writer\b redaktion(?=:) redactie(?=:) redazione(?=:) redacción(?=:)
    text(?=:) texte(?=:) texto(?=:) foto_und_text(?=:) автор\b 作者 記者 记者 文/ بقلم ein_(?:gast)?beitrag_von\s
    ein_kommentar_von\s eine_analyse_von\s ein_interview_von\s a_cura_di\s un_article_de\s
    """
)
_LABEL = re.compile(rf"^(?:{_WORK}\s+)?(?:{_DONE}\s+)?{_BY}\s*(?:of this article)?\s*[:：]?\s*", re.I)
_BARE_BY = _any("by von vom par por di door from")
_ALONE = re.compile(rf"\W*(?:{_DONE}|(?:ein )?(?:(?:{_DONE}|{_WORK}) )?{_BARE_BY}|text|words?)\W*", re.I)
_CARE = _any(
    """
    review(?:ed|er) fact[-\\s]?check(?:ed|er) edit(?:ed|or) updat(?:ed|es) verified approved translated
    illustrat(?:ed|ions?) photo(?:s|graphy|graphs|graphed)? images? videos? foto(?:s|grafie)? bild(?:er)? sponsored
    presented powered design(?:ed)? produced curated übersetzt bearbeitet
    """
)
_OTHERS = re.compile(
    rf"(?:medical(?:ly)?|expert|clinical(?:ly)?|legally|financial(?:ly)?)?\s*{_CARE}\W*(?:by|von|par|por)?\W*", re.I
)
_GROUP = re.compile(r"\b(?:team|staff|desk)$", re.I)
_GAP = (
    r"(?:(?<!\s)\s+)?"  # as \s*, but looked for from its first blank alone: else many blanks take their square in time
)
_HARD = re.compile(rf"{_GAP}[;|•·⋅●،、，]\s*|(?<!\s)\s+[–—-]\s+")
_JOINT = re.compile(r"(?:and|und|et|y|e|en|och|og|i|&|,|with|mit|avec|con|/|;|\+)+", re.I)
_SPLIT = re.compile(rf"{_HARD.pattern}|{_GAP}[/&]\s*|(?<!\s)\s+(?:and|und|et|och|og|with|mit|avec)\s+", re.I)
_TAIL = re.compile(
    r"(?<!\s)\s+(?:on|in|at|am|um|le|el|il|op|vor|is|auf|bei|via|under|(?i:updated|published|posted|last))(?:\s.*)?$"
    rf"|(?<![,.:;\s–—|-])[,.:;\s–—|-]+$|{_GAP}\([^()]*\)$"
)
_ROLE = re.compile(
    r"\b"
    + _any(
        """
        editors? editorial writers? director manager founder co-?founder ceo cto cmo coo cfo vp president expert
        specialist journalist contributors? contributing correspondent reporter columnist consultant marketing analyst
        head chief officer engineer developer designer strategist intern authors? coach trainer professor lecturer
        researcher scientist blogger freelance freelancer volkswirt redakteur redakteurin autor autorin
        veröffentlicht publiziert erstellt eingestellt aktualisiert publié publicado pubblicato reading read min
        minutes? comments? share follow bio more about posts? articles? all views? subscribe newsletter twitter facebook
        linkedin instagram bluesky youtube email e-mail updated published posted sponsored advertisement kommentare?
        minuten uhr category categories tags? home blog news today yesterday ago photo image copyright learn reviewed
        verified certified licensed senior junior lead
        """
    )
    + r"\b",
    re.I,
)
_CREDENTIAL = re.compile(
    r"(?:[A-Z][A-Za-z]{0,2}\.?){1,4}(?:-[A-Z]+)*[®™]?|Ph\.?\s?D\.?|M\.?D\.?|Esq\.?|[JS]r\.?|[IV]+"
    r"|MSc|BSc|MPhil|DPhil|LMFT|LCSW|PharmD|PsyD|EdD"
)
_PARTICLES = frozenset(
    """
    de da do dos das del della delle di der den dem des du van von vom zu zur zum und al el la le los las bin ibn ben y
    e i af av ter ten 't of the d
    """.split()
)
_ADDRESS = re.compile(r"https?:|www\.|\S@\S|^@|\.(?:com|org|net|de|io)\b", re.I)
_NOBODY = re.compile(
    r"(?:the )?(?:site ?)?"
    + _any(
        """
        admin(?:istrator)? editors? editorial staff guest unknown anonymous author webmaster news\\s?desk team user root
        default none null undefined n/?a super\\s?user redaktion redazione redacción rédaction redactie
        editorial_(?:staff|team) staff_(?:writer|reporter)s? web\\s?desk online wordpress content marketing test
        no_author
        """
    )
    + r"\d*",
    re.I,
)


class Trust(IntEnum):
    """How sure a page is that a text names its author."""

    GUESS = 0
    MARKED = 1
    SAID = 2


def names_in(segments: Iterable[str], *, trust: Trust = Trust.GUESS) -> tuple[str, ...]:
    """The authors that stand in the pieces of a byline, in order; of the texts between tags each is a piece.

    A name that nothing joins to the one before it is somebody else's, or a role. The surer the page is that this is
    its author, the less a name has to look like one.
    """
    found: list[str] = []
    joined, others = True, False
    for segment in segments:
        words = _without_dates(" ".join(segment.split()))
        if _JOINT.fullmatch(segment.strip()):
            joined = True
        elif _is_nothing(words):
            continue
        elif _ALONE.fullmatch(words):
            trust, others, joined = Trust.SAID, False, joined or bool(found)
        elif _OTHERS.fullmatch(words):
            others = True
        elif _OTHERS.match(words) or others:
            others = False
            if found:
                break
        else:
            more = _names(words, trust)
            if more and (joined or words.startswith(",")):
                found += more
                joined = words.endswith((",", "&", " and", " und"))
            elif found:
                break
    return tuple(dict.fromkeys(found[:MOST_NAMES]))


def is_of_helper(label: str) -> bool:
    """Whether a label such as "Reviewed by" announces somebody who helped with an article, and did not write it."""
    return bool(_OTHERS.match(label))


def _is_nothing(words: str) -> bool:
    """Whether a piece says nothing of persons: an address, the number of a footnote."""
    return not words or bool(_ADDRESS.search(words)) or not re.search(r"[^\W\d_]", words)


def _without_dates(text: str) -> str:
    for date in reversed(find_dates(text)):
        text = f"{text[: date.span.start]}|{text[date.span.end :]}"
    return re.sub(r"^(?:\s*\|)+|(?:\|\s*)+$", "", text).strip(" ,|•·:–—-\u200b")


def _names(words: str, trust: Trust) -> list[str]:
    """The names in one piece: "By Jane Doe and John Roe, Senior Editor" has two."""
    bare = _LABEL.sub("", words, count=1)
    while (again := _LABEL.sub("", bare, count=1)) != bare:
        bare = again
    trust = Trust.SAID if bare != words else trust
    found: list[str] = []
    for part in _parts(bare):
        more = _in_commas(part, Trust.GUESS if found else trust)
        if not more and (found or part):
            break
        found += more
    return found


def _parts(text: str) -> list[str]:
    """The parts of a piece that may be names; the "and" of a group's name parts nothing."""
    parts = _SPLIT.split(text)
    hard = _HARD.split(text)
    return parts if all(len(part.split()) != 1 or not part.isascii() for part in parts) else hard


def _in_commas(part: str, trust: Trust) -> list[str]:
    """The names between commas; letters after a name stay with it, a role ends the list."""
    found: list[str] = []
    for each in re.split(r"(?:(?<!\s)\s+)?,\s*", part):
        name = _trimmed(each)
        if found and _CREDENTIAL.fullmatch(each.strip()) and not is_name(each):
            found[-1] = f"{found[-1]}, {each.strip()}"
        elif is_name(name, Trust.GUESS if found else trust):
            found.append(name)
        else:
            break
    return found


def _trimmed(name: str) -> str:
    name = name.strip(" ,.:;|*✉\"'“”‘’\u200b")
    while (shorter := _TAIL.sub("", name)) != name:
        name = shorter
    return name


def is_name(text: str, trust: Trust = Trust.GUESS) -> bool:
    """Whether a text has the shape of a person's or a group's name."""
    words = text.split()
    if not words or len(text) > NAME_LENGTH or _NOBODY.fullmatch(text) or _is_nothing(text):
        return False
    if trust is Trust.SAID:
        return len(words) <= GROUP_WORDS and not all(map(_ROLE.fullmatch, words))
    if len(words) > NAME_WORDS or re.search(r"\d{2}|[!?<>{}\[\]=:%$#\"]", text):
        return False
    if _ROLE.search(text) and not _GROUP.search(text):
        return False
    if trust is Trust.MARKED and len(words) <= 2:
        return True
    return (len(words) > 1 or not text.isascii()) and all(map(_is_part, words))


def _is_part(word: str) -> bool:
    """Whether a word can stand in a name: a capital, a script without capitals, or a particle."""
    bare = word.strip("().,'’\"“”-")
    if not bare or bare[0].isupper() or not bare[0].isascii():
        return True
    return bare.casefold() in _PARTICLES or bare.startswith(("d'", "d’", "o'"))
