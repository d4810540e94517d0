"""Characters: what XML can carry, what counts as space, and shapes of text that many stages ask about."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

# XML 1.0, production 2: anything else cannot stand in an EPUB or DOCX, not even escaped. U+FDD0 to U+FDEF are
# noncharacters; the HTML reader uses two of them as marks.
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_PLAIN = b"\t\n\r" + bytes(range(0x20, 0x7F))
_SPACES = re.compile(r"\s+")
_MARKS = re.compile(r"\W+")
_SENTENCE_ENDS, _CLOSERS = frozenset(".!?…。！？؟۔।॥"), "\"'”’»)]"
REPLACEMENT = "\ufffd"


def xml_safe(text: str) -> str:
    """The text with each code point that XML forbids replaced by U+FFFD; same length."""
    return text if text.isprintable() else _UNSAFE.sub(REPLACEMENT, text)  # none of them is printable


def unsafe_places(text: str) -> tuple[int, ...]:
    """Where `xml_safe` would change the text."""
    unusual = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN).decode("utf-8", "surrogatepass")
    if not _UNSAFE.search(unusual):  # of most pages a small part is, and this takes a third of the time
        return ()
    return tuple(found.start() for found in _UNSAFE.finditer(text))


def is_one_line(text: str) -> bool:
    """Whether the only white space of a text is single spaces within it, as far as a quick look can tell."""
    return text.isprintable() and "  " not in f" {text} "  # of all white space only the space is printable


def one_line(text: str) -> str:
    """The text with each run of white space as one space, a lone no-break space left as it is, ends trimmed."""
    if is_one_line(text):
        return text  # a copy of each line of a long source would double it
    if "\xa0" not in text and "\u202f" not in text:
        return " ".join(text.split())
    return _SPACES.sub(lambda run: run[0] if run[0] in ("\xa0", "\u202f") else " ", text).strip()


def ends_sentence(text: str) -> bool:
    """Whether the text closes as a sentence does, in any script, maybe with a quotation mark after it."""
    return text.rstrip().rstrip(_CLOSERS)[-1:] in _SENTENCE_ENDS


def letters(text: str) -> int:
    """How many letters wide a text is: a Chinese or Japanese sign has the width of two."""
    return len(text) if text.isascii() else sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def inked(text: str) -> str:
    """The text without any white space: what must not get lost."""
    return "".join(text.split())


def folded(text: str) -> str:
    """A text reduced to its letters and digits, for comparison."""
    return _MARKS.sub("", text.casefold())


def shown(text: str, *, length: int = 60) -> str:
    """The start of a text for a message: one line, quoted, cut with an ellipsis."""
    line = one_line(text)
    return repr(line if len(line) <= length else line[: length - 1].rstrip() + "…")
