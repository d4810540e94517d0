"""Bytes to text, once: charset, line ends, and what could not be decoded."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from publish.characters import REPLACEMENT, unsafe_places, xml_safe
from publish.dom import charset_of
from publish.errors import SourceError
from publish.findings import Outcome, info, warning
from publish.model import Origin
from publish.passages import Source

SURE = 0.5  # below this, a detected charset is a guess the user should check
LARGE = 2**20  # characters
BINARY_SHARE = 0.02  # of control characters in the first 64 KiB of text; real dumps have none or a stray form feed

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive (a DOCX, EPUB or the like)"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
)
_JAPANESE = re.compile(rb"\x1b\$[@B].*?\x1b\([BJ]", re.S)
_LATIN_9 = re.compile(rb"[A-Za-z]\xbd[a-z]|[0-9][ \xa0]?\xa4|\xa4[ \xa0]?[0-9]")
_WINDOWS_ONLY = re.compile(rb"[\x80-\x9f]")
_ASCII = b" abcdefghijklmnopqrstuvwxyz"
_COMMON = frozenset(" \n\r\t.,\u3001\u3002\uff0c")  # space, line ends, full stops and commas
LINE_ENDS = ("\r\n", "\r", "\x0c", "\x85", "\u2028", "\u2029")  # in this order: the first of them is one line end


@dataclass(frozen=True, slots=True)
class Decoding:
    """A codec, how sure we are of it (0 to 1), and how many bytes of a byte-order mark to skip."""

    codec: str
    confidence: float
    skip: int = 0


# Controls that nobody types: they are left of windows-1252 read as ISO 8859-1, or of UTF-8 read as that and saved
_WINDOWS = {
    code: bytes((code,)).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x85, 0x8D, 0x8F, 0x90, 0x9D)
}


def decode(source: Source) -> Outcome[str]:
    """The text of a source with "\\n" for every line end.

    Undecodable bytes and characters that no output can carry become U+FFFD, each with a finding. Raises SourceError
    for an empty or binary source, or an unknown encoding in the configuration.
    """
    if not source.data.strip():
        raise SourceError("it is empty")
    for magic, kind in MAGIC:
        if source.data.startswith(magic):
            raise SourceError(f"it is {kind}, not a text or an HTML page")
    decoding = choose(source)
    text = source.data[decoding.skip :].decode(decoding.codec, "replace")
    if len(text) > LARGE:
        _refuse_binary(text)  # before each of its characters is looked at
    for line_end in LINE_ENDS:
        text = text.replace(line_end, "\n")
    unsafe = unsafe_places(text)
    mistaken: tuple[int, ...] = ()
    if unsafe:
        _refuse_binary(text)
        mistaken = tuple(place for place in unsafe if ord(text[place]) in _WINDOWS)
        text = text.translate(_WINDOWS)
        unsafe = unsafe_places(text)
    return _report(source, text, decoding, unsafe, mistaken)


def choose(source: Source) -> Decoding:
    """The charset: the user's word, else a byte-order mark, else UTF-8 where it is valid, else what it looks like."""
    data = source.data
    mark = next((Decoding(codec, 1.0, len(bom)) for bom, codec in MARKS if data.startswith(bom)), None)
    if source.encoding is not None:
        try:
            name = codecs.lookup(source.encoding).name
        except LookupError:
            raise SourceError(f"its encoding {source.encoding!r} in the configuration is not known") from None
        return Decoding(name, 1.0, mark.skip if mark and mark.codec == name else 0)
    if mark is not None:
        return mark
    if (told := _wide(data) or _escaped(data)) is not None:
        return told
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _narrow(data, error)
    return Decoding("utf-8", 1.0)


def _narrow(data: bytes, error: UnicodeDecodeError) -> Decoding:
    """UTF-8 with a few bad bytes stays UTF-8; anything else is judged by its letters."""
    good = len(data[: error.start].decode("utf-8").encode("ascii", "ignore")) < error.start
    bad = data.decode("utf-8", "replace").count(REPLACEMENT)
    wide_characters = len(re.findall(rb"[\xc2-\xf4][\x80-\xbf]+", data))
    if (good or wide_characters > 3) and bad * 10 <= wide_characters:
        return Decoding("utf-8", 0.9)
    codec, confidence = charset_of(data)
    return Decoding("iso8859-15" if codec == "whatwg-windows-1252" and _is_latin_9(data) else codec, confidence)


def _is_latin_9(data: bytes) -> bool:
    """Whether text that looks like windows-1252 has a euro sign or "œ" where only ISO 8859-15 has them."""
    return _LATIN_9.search(data) is not None and not _WINDOWS_ONLY.search(data)


def _escaped(data: bytes) -> Decoding | None:
    """ISO-2022-JP, which is all ASCII, with escapes that nothing else has."""
    return Decoding("iso2022_jp", 0.9) if _JAPANESE.search(data) and data.isascii() else None


def _wide(data: bytes) -> Decoding | None:
    """UTF-16 or UTF-32 without a byte-order mark, told by where the zero bytes of ASCII, or of spaces, fall."""
    if len(data) < 8 or 0 not in data:
        return None
    sample = data[:4096]
    for codec in ("utf-32-le", "utf-32-be"):  # nothing else has numbers below 0x110000 in all its groups of four
        if _is_valid(sample[: len(sample) // 4 * 4], codec):
            return Decoding(codec, 0.9)
    zeros = [sample[place::2].count(0) / len(sample[place::2]) for place in range(2)]
    if max(zeros) > 0.5 > min(zeros):
        return Decoding("utf-16-le" if zeros[1] > 0.5 else "utf-16-be", 0.9)
    return _narrowly_wide(data)


def _is_valid(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _narrowly_wide(data: bytes) -> Decoding | None:
    """UTF-16 of another script than Latin: read the right way round, it has spaces, line ends, full stops."""
    beyond_ascii = len(data.translate(None, _ASCII))
    if beyond_ascii < len(data) * 0.3:  # ASCII with a stray zero: read in pairs it would be Chinese
        return None
    whole = data[: len(data) // 2 * 2]
    texts = {codec: whole.decode(codec)[:4096] for codec in ("utf-16-le", "utf-16-be") if _is_valid(whole, codec)}
    if not texts:
        return None
    codec = max(texts, key=lambda codec: sum(map(texts[codec].count, _COMMON)))
    known = sum(sign.isprintable() or sign.isspace() for sign in texts[codec])
    return Decoding(codec, 0.8) if known > 0.95 * len(texts[codec]) and _COMMON & set(texts[codec]) else None


def _refuse_binary(text: str) -> None:
    sample = text[:65536]
    controls = len(re.findall("[\x00-\x08\x0e-\x1a\x1c-\x1f]", sample))
    if controls > len(sample) * BINARY_SHARE:
        raise SourceError("it holds binary data, not text")


def _report(
    source: Source, text: str, decoding: Decoding, unsafe: Sequence[int], mistaken: Sequence[int]
) -> Outcome[str]:
    findings = []
    if decoding.codec != "utf-8":
        name = decoding.codec.removeprefix("whatwg-")
        if decoding.confidence < SURE:
            advice = f'its charset was guessed ({name}); set encoding under [sources."…"] if letters look wrong'
            findings.append(warning("ENC-001", advice, Origin(source.name, 1)))
        else:
            findings.append(info("ENC-001", f"read as {name}", Origin(source.name, 1)))
    bad = (found.start() for found in re.finditer(REPLACEMENT, text))
    losses = (
        ("ENC-002", "a byte could not be decoded and became U+FFFD", bad),
        ("ENC-003", "a control character became U+FFFD", unsafe),
        ("ENC-004", "a control character was read as what windows-1252 has in its place", mistaken),
    )
    for code, detail, places in losses:
        findings += [warning(code, detail, Origin(source.name, line)) for line in _lines(text, places)]
    return Outcome(xml_safe(text) if unsafe else text, tuple(findings))


def _lines(text: str, places: Iterable[int]) -> Iterator[int]:
    """The line of each place, places rising."""
    line, at = 1, 0
    for place in places:
        line += text.count("\n", at, place)
        at = place
        yield line
