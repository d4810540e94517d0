"""Text reduced to what phrases are compared by: small letters without accents, of one width, cut into tokens."""

from __future__ import annotations

import re
import unicodedata

NUMBER = "0"  # stands for every number among first words
COLON, JOINTS = ":", ":|>»–—"  # the one stands for all of them: what joins a label to what it announces

_CJK = "\u3005\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_LETTERS = rf"[^\W\d_{_CJK}]+"
_NUMERAL = r"\d+(?:[.,٫٬]\d+)*(?:[km](?![^\W_]))?"
TOKEN = re.compile(rf"{_LETTERS}|[{_CJK}©]|{_NUMERAL}|[{JOINTS}]")
"""A word, a number, a character of a script without spaces, ©, or a mark that joins a label to what it announces."""

_WHOLE = r"(?![^\W\d_]|[\u0300-\u036f])"
_PLAIN = re.compile(
    rf"(?:[^\w©]|_)*+(?:([A-Za-z]++){_WHOLE}|\d+(?:[.,]\d+)*+(?:[KkMm](?![^\W_]))?)(?:[^\w©{JOINTS}]*+(?:([A-Za-z]++){_WHOLE}|(\Z)))?"
)
_WORD = re.compile(rf"{_LETTERS}|[{_CJK}©]|{_NUMERAL}")
_PREFIX, _START = 40, 250  # characters of a word, and of a line, among which its first word is looked for
CLOSING = " .,:;!?…»›>→)]*-–—|。！？：؟۔।"
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


def opening(text: str) -> tuple[str, str | None]:
    """The first two words of a line, folded; NUMBER for a number, "" where there is none.

    The second is None where it takes a closer look: this reads no more of a line than it has to, since it is asked of
    every line.
    """
    if found := _PLAIN.match(text):  # nine lines in ten, in a third of the time
        word, second, end = found.groups()
        return word.lower() if word else NUMBER, second.lower() if second else end
    text = text[:_START]
    while text:
        word, _, text = text.partition(" ")
        if token := _WORD.search(word if word.isascii() else fold(word[:_PREFIX])):
            first = token[0].casefold()
            return NUMBER if first[0].isdigit() else first, None
    return "", ""


def last_letter(text: str) -> str:
    """The last letter or digit of a line, folded; "" for a line that ends in an unusual mark."""
    last = text.rstrip(CLOSING)[-4:]  # a letter may be followed by its accent, or by some vowel signs
    return last[-1:].lower() if last.isascii() else fold(last)[-1:]
