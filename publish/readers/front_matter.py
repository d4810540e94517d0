"""The front matter of Markdown: YAML between two lines of dashes, as facts with evidence."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import yaml

from publish.characters import one_line, shown
from publish.dates import parse_date
from publish.errors import SourceError
from publish.findings import Finding, Outcome, info, warning
from publish.model import Origin
from publish.passages import Fact, Source

MARKER, FORM = "cleaned-by", 1  # which form of Markdown publish writes
FIELDS: Mapping[str, str] = {
    "title": "title",
    "subtitle": "subtitle",
    "author": "author",
    "authors": "author",
    "published": "published",
    "date": "published",
    "modified": "modified",
    "updated": "modified",
    "lastmod": "modified",
    "language": "language",
    "lang": "language",
    "direction": "direction",
    "dir": "direction",
    "site": "site",
    "publication": "publication",
    "source": "source",
    "url": "url",
    "description": "description",
    "image": "image",
}
"""The keys that are understood, and what they say; editors and web clippers use more than one name for some."""
NEAR = 0.75  # likeness of an unknown key to one of ours, to be that one misspelt
_BLOCK = re.compile(r"(?P<blank>\s*)---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)
_ENDLESS = re.compile(rf"\s*---[ \t]*\n(?:\S.*\n)*?{MARKER}:", re.I)
_ENTRY = re.compile(r"(?P<key>[A-Za-z][\w -]*):[ \t]+(?P<value>\S.*?)[ \t]*$")
_ISO = re.compile(r"\d{4}(?:-\d{2}){0,2}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_JOINED = re.compile(r"(?:(?<!\s)\s+)?(?:[;,&]|\band\b)\s*")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Where the text below it begins, what it says, and whether it says that publish wrote the file."""

    end: int = 0
    facts: tuple[Fact, ...] = ()
    settled: bool = False


def front_matter(source: Source, text: str) -> Outcome[FrontMatter]:
    """The front matter that a text begins with, an empty one without any.

    Raises SourceError, with the line and the remedy, for what is front matter but cannot be read.
    """
    found = _BLOCK.match(text)
    if found is None:
        if _ENDLESS.match(text):
            raise SourceError("its front matter has no end; close it with a line of three dashes")
        return Outcome(FrontMatter())
    above = found["blank"].count("\n") + 1
    try:
        root = _composed(found["yaml"])
    except (yaml.YAMLError, RecursionError) as error:
        if not any(map(_ENTRY.match, found["yaml"].split("\n"))):
            return Outcome(FrontMatter())  # a text between two rules
        raise SourceError(_told(error, above)) from error
    if root is None:
        return Outcome(FrontMatter(found.end()))
    if not isinstance(root, yaml.MappingNode):
        return Outcome(FrontMatter())
    reading = _Reading(source.name, above)
    reading.read(root)
    return Outcome(FrontMatter(found.end(), tuple(reading.facts), reading.settled), tuple(reading.findings))


def _composed(text: str) -> yaml.Node | None:
    try:
        return _compose(text)
    except yaml.YAMLError:
        return _compose("\n".join(map(_quoted, text.split("\n"))))


def _compose(text: str) -> yaml.Node | None:
    return yaml.compose(text, Loader=yaml.SafeLoader)


def _quoted(line: str) -> str:
    """A line whose value YAML would not take, such as `title: The Wall: A History`, in the quotes that it lacks."""
    found = _ENTRY.match(line)
    if found is None or found["value"][0] in "[{&*!|>%" or _is_value(found["value"]):
        return line
    return f"{found['key']}: {json.dumps(found['value'], ensure_ascii=False)}"


def _is_value(text: str) -> bool:
    """Whether YAML takes a text for a value, or for one that is not closed."""
    try:
        return not isinstance(_compose(text), yaml.MappingNode)
    except yaml.YAMLError:
        return text[0] in "\"'" and text.count(text[0]) % 2 == 1


def _told(error: Exception, above: int) -> str:
    problem, mark = "it is no YAML", None
    if isinstance(error, yaml.MarkedYAMLError):
        is_open = re.search("flow|quoted", error.context or "")  # then YAML sees the fault where the text ends
        problem = error.problem or problem
        mark = error.context_mark if is_open else error.problem_mark
    place = f"line {mark.line + above + 1}" if mark is not None else "a line"  # YAML counts from 0
    return f'{place} of its front matter is not understood ({problem}); write it as key: "value"'


@dataclass(slots=True)
class _Reading:
    """One front matter being read, below so many lines."""

    name: str
    above: int
    facts: list[Fact] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    settled: bool = False

    def read(self, root: yaml.MappingNode) -> None:
        entries = [
            (key.value, key.start_mark.line + self.above + 1, value) for key, value in root.value if _is_text(key)
        ]
        self.settled = any(_name(key) == MARKER and _says_publish(value) for key, _, value in entries)
        seen: set[str] = set()
        for key, line, value in entries:
            name = _name(key)
            if name == MARKER:
                self._check_form(value, line)
            elif name not in FIELDS:
                self._unknown(key, name, line)
            elif FIELDS[name] in seen and self.settled:
                self._say("FM-002", f"{key} is said before; this one counts for nothing", line)
            else:
                seen.add(FIELDS[name])
                self._read_field(FIELDS[name], key, value, line)

    def _check_form(self, value: yaml.Node, line: int) -> None:
        form = re.search(r"\d+", value.value) if _is_text(value) else None
        if form is not None and int(form[0][:9]) > FORM:
            detail = "the file was written by a newer publish, and parts of it may not be understood"
            self._say("FM-003", detail, line)

    def _unknown(self, key: str, name: str, line: int) -> None:
        """A key that is nearly one of ours is misspelt; other programs have keys of their own."""
        near = difflib.get_close_matches(name, FIELDS, n=1, cutoff=NEAR)
        hint = f"; did you mean {near[0]}?" if near else f"; known are {', '.join(FIELDS)}" if self.settled else ""
        detail = f"front matter: {shown(key)} is no key that says something of the article{hint}"
        make = warning if near or self.settled else info
        self.findings.append(make("FM-001", detail, Origin(self.name, line)))

    def _read_field(self, field_name: str, key: str, value: yaml.Node, line: int) -> None:
        clean = CLEAN.get(field_name, one_line)
        for text in _texts(value, field_name):
            cleaned = clean(text)
            if cleaned:
                self._add(field_name, cleaned, line)
            elif text.strip():
                self._say("FM-002", f"front matter: {key}: {shown(text)} is not {WANTED[field_name]}", line)

    def _add(self, field_name: str, value: str, line: int) -> None:
        evidence = f"line {line}: front matter"
        self.facts.append(Fact(field_name, value, evidence))
        if field_name == "source" and not self.settled and _address(value):  # as web clippers call it
            self.facts.append(Fact("url", value, evidence))

    def _say(self, code: str, detail: str, line: int) -> None:
        self.findings.append(warning(code, detail, Origin(self.name, line)))


def _is_text(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode)


def _says_publish(value: yaml.Node) -> bool:
    return _is_text(value) and value.value.strip().lower().startswith("publish")


def _name(key: str) -> str:
    return re.sub(r"[\s_]+", "-", key.strip().lower())


def _texts(value: yaml.Node, field_name: str) -> Iterator[str]:
    """The texts of a value; several authors may stand in a list or, joined, in one."""
    if isinstance(value, yaml.SequenceNode):
        yield from (item.value for item in value.value if _is_text(item) and not _is_null(item))
    elif isinstance(value, yaml.ScalarNode) and not _is_null(value):
        yield from _JOINED.split(value.value) if field_name == "author" else (value.value,)


def _is_null(node: yaml.ScalarNode) -> bool:
    return bool(node.tag.endswith(":null"))


def _date(value: str) -> str | None:
    return value.strip() if _ISO.fullmatch(value.strip()) else parse_date(value)


def _language(value: str) -> str | None:
    value = value.strip().replace("_", "-")
    return value if _LANGUAGE.fullmatch(value) else None


def _direction(value: str) -> str | None:
    return value.strip().lower() if value.strip().lower() in ("ltr", "rtl") else None


def _author(value: str) -> str:
    return one_line(value).removeprefix("[[").removesuffix("]]")  # as Obsidian links to people


def _address(value: str) -> str | None:
    return value.strip() if re.fullmatch(r"https?://[^\s/]\S*", value.strip(), re.I) else None


CLEAN: Mapping[str, Callable[[str], str | None]] = {
    "author": _author,
    "published": _date,
    "modified": _date,
    "language": _language,
    "direction": _direction,
    "url": _address,
    "image": _address,
}
WANTED: Mapping[str, str] = {
    "author": "a name",
    "published": "a date that is understood; write it as 2024-09-14",
    "modified": "a date that is understood; write it as 2024-09-14",
    "language": "the code of a language; write it as en or en-GB",
    "direction": "a direction; write ltr or rtl",
    "url": "a web address; it begins with https://",
    "image": "a web address; it begins with https://",
}
"""What the fields that `CLEAN` may refuse want to be."""
