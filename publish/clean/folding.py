"""Text reduced to what phrases are compared by: small letters without accents, of one width, cut into tokens."""

from __future__ import annotations

import re
import unicodedata

NUMBER = "0"  # stands for every number among first words
COLON, JOINTS = ":", ":|>»–—"  # the one stands for all of them: what joins a label to what it announces

_CJK = "\u3005\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_LETTERS = rf"[^\W\d_{_CJK}]+"
_NUMERAL = r"\d+(?:[.,٫٬]\d+)*(?:[km](?![^\W_]))?"
TOKEN = re.compile(rf"{_LETTERS}|[{_CJK}]|{_NUMERAL}|[{JOINTS}]")
"""A word, a number, a character of a script without spaces, or a mark that joins a label to what it announces."""

_PLAIN = re.compile(r"[\W_]*+(?:([A-Za-z]++)(?![^\W\d_]|[\u0300-\u036f])|(\d))")
_WORD = re.compile(rf"{_LETTERS}|[{_CJK}]|{_NUMERAL}")
_PREFIX, _START, _END = 40, 250, 6  # characters of a word and of the start and end of a line that are looked at
# Accents, vowel signs of Arabic and of Indian scripts, voicing marks of kana, stretched letters, and what has no width.
_MARKS = re.compile(
    "[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0903\u093a-\u093c\u093e-\u094f\u0951-\u0957"
    "\u0962\u0963\u3099\u309a\u00ad\u200b-\u200f\u2060\ufeff]"
)
_ARABIC = re.compile("[\u0600-\u06ff]")
# Letters that Arabic, Persian and Urdu keyboards type in two or three ways.
_LETTERS_OF_ARABIC = str.maketrans("يىكةۃہھٱ", "ییکهههها")


def fold(text: str) -> str:
    """A text in small letters, without accents and without full-width forms."""
    if text.isascii():
        return text.lower()
    text = _MARKS.sub("", unicodedata.normalize("NFKD", text)).casefold()
    return text.translate(_LETTERS_OF_ARABIC) if _ARABIC.search(text) else text


def tokens(text: str) -> list[str]:
    """The tokens of a text, folded."""
    return TOKEN.findall(fold(text))


def first_token(text: str) -> str:
    """The first word of a line, folded; NUMBER for every number, "" for a line without words.

    It reads no more of the line than it has to, since it is asked of every line.
    """
    if found := _PLAIN.match(text):  # nine lines in ten, in a third of the time
        return found[1].lower() if found[1] else NUMBER
    text = text[:_START]
    while text:
        word, _, text = text.partition(" ")
        found = _WORD.search(word if word.isascii() else fold(word[:_PREFIX]))
        if found:
            token = found[0].casefold()
            return NUMBER if token[0].isdigit() else token
    return ""


def last_letter(text: str) -> str:
    """The last letter of a line, folded; "" where there is none near its end."""
    letters = [letter for letter in fold(text[-_END:]) if letter.isalnum()]
    return letters[-1] if letters else ""
