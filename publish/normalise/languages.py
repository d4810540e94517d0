"""The language of an article, and the direction it runs in: as declared, unless its text is plainly another's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from publish.dom import language_of
from publish.model import Direction
from publish.passages import Fact
from publish.walk import direction_of, runs_right_to_left

SURE_LANGUAGE = 0.05  # turbohtml's confidence is a margin between languages, small even where it is right
LANGUAGES: Mapping[str, str] = {
    "eng": "en", "deu": "de", "fra": "fr", "spa": "es", "por": "pt", "ita": "it", "nld": "nl", "rus": "ru",
    "ara": "ar", "arb": "ar", "urd": "ur", "hin": "hi", "zho": "zh", "cmn": "zh", "jpn": "ja", "heb": "he",
    "fas": "fa", "pes": "fa", "tur": "tr", "pol": "pl", "swe": "sv", "dan": "da", "nob": "nb", "fin": "fi",
    "ces": "cs", "ell": "el", "ukr": "uk", "kor": "ko", "hun": "hu", "ron": "ro", "cat": "ca",
}  # fmt: skip
_BRITISH = (
    "colour favour honour labour neighbour harbour behaviour centre theatre defence offence licence programme travell"
    " modell cancell whilst organis recognis realis emphasise characteris analyse catalogue sceptic mould plough tonne"
).split()
_AMERICAN = (
    "color favor honor labor neighbor harbor behavior theater defense offense traveli modeli cancele organiz recogniz"
    " realiz emphasiz characteriz analyz skeptic"
).split()
READ, TOLD_BY = 3_000, 10_000  # characters of a text that tell its language; how it is spelled


def language_in(facts: Iterable[Fact], body: str) -> tuple[str, str]:
    """(BCP 47 tag, evidence): what the page declares, unless its text is plainly in another language."""
    declared = next(((tag, fact.evidence) for fact in facts if (tag := _tag(fact.value))), None)
    found = language_of(body[:READ])
    read = LANGUAGES.get(found[0]) if found and found[1] >= SURE_LANGUAGE else None
    if declared and (read is None or read == declared[0].split("-")[0] or len(body) < 200):
        tag, evidence = declared
    elif read and (len(body) >= 80 or not declared):
        tag, evidence = read, "the letters and words of the text"
    else:
        tag, evidence = declared or ("en", "assumed")
    return (_english(body), evidence) if tag == "en" else (tag, evidence)


def _tag(value: str) -> str | None:
    match = re.fullmatch(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?", value.strip())
    if match is None:
        return None
    language, script, region = match[1].lower(), match[2], match[3]
    return "-".join(filter(None, (language, script and script.title(), region and region.upper())))


def _english(body: str) -> str:
    """en-GB or en-US by the spelling of the text, plain en where it does not tell."""
    text = body[:TOLD_BY].lower()
    british, american = (sum(map(text.count, stems)) for stems in (_BRITISH, _AMERICAN))
    if british == american:
        return "en"
    return "en-GB" if british > american else "en-US"


def direction_in(language: str, body: str) -> Direction:
    if runs_right_to_left(language):
        return Direction.RTL if direction_of(body) is not Direction.LTR else Direction.LTR
    return Direction.LTR
