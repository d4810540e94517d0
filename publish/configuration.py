"""The configuration file: found, read, and every key and type in it checked before anything uses it."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from publish.dates import parse_date
from publish.errors import ConfigError
from publish.rules import RULES as RULE_IDS
from publish.selection import Selector
from publish.theme.options import DEEPEST, EPUB_FONTS, LINKS, SIDES

FORMATS = ("pdf", "epub", "docx")
_TAGS = (
    "a|article|aside|blockquote|body|button|dd|div|dl|dt|figcaption|figure|footer|form|h[1-6]|header|img|li|main|nav|ol|p|picture"
    "|pre|section|span|table|tbody|td|th|tr|ul"
)
_SELECTOR = re.compile(rf"css:|[.#][A-Za-z_]|(?:{_TAGS})[.#][A-Za-z_][\w-]+|(?:{_TAGS})?\[[a-z-]+[~|^$*]?=")
"""How an entry begins that is a CSS selector: `.promo`, `#shop`, `div.promo`, `[role=...`; all else is a pattern."""
MOST_LIMIT = 10**6  # seconds, or MiB
MOST_NAMED = 12  # of what there is, in a message

Toml: TypeAlias = "Mapping[str, Any]"  # a parsed TOML table, before its values are checked
Check: TypeAlias = "Callable[[Any], Any]"  # the value as settings hold it; TypeError says what it has to be
Schema: TypeAlias = "Mapping[str, Check | Schema]"  # a table in a table has a schema of its own


@dataclass(frozen=True, slots=True)
class Configuration:
    """The checked tables of a configuration; `name` is how messages call the file, `folder` is the project's."""

    name: str
    folder: Path
    tables: Mapping[str, Mapping[str, Any]]
    sources: Mapping[str, Mapping[str, Any]]
    sites: Mapping[str, Mapping[str, Any]]
    text: str

    def place_of(self, table: str, key: str) -> str:
        """How messages call a key of a table such as `style.set`: the file, and its line where that can be told."""
        inside = False
        last = table.rpartition(".")[2]
        for number, line in enumerate(self.text.splitlines(), 1):
            if header := re.match(r"\s*\[+([^\]]+)\]", line):
                inside = header[1].replace('"', "").replace(" ", "").removeprefix("tool.publish.") == table
            elif (inside and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line)) or re.match(
                rf"\s*{last}\s*(?:\.\s*[\"']?{re.escape(key)}[\"']?\s*=|=\s*{{.*\b{re.escape(key)}\b)", line
            ):
                return f"{self.name}, line {number}"
        return self.name


# ---- what a value has to be ----


def _text(value: Any) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise TypeError("a text in quotes")
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (_text(value),)
    if not isinstance(value, list):
        raise TypeError("a list of texts")
    try:
        return tuple(map(_text, value))
    except TypeError:
        raise TypeError("a list of texts") from None


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("true or false")
    return value


def _folder_or_none(value: Any) -> str | None:
    if value is False:
        return None
    if not isinstance(value, str) or not value.strip():
        raise TypeError("a folder, or false")
    return value


def _date(value: Any) -> str:
    text = value.isoformat() if hasattr(value, "isoformat") else value
    if isinstance(text, str) and re.fullmatch(r"\d{4}", text):
        return text
    date = parse_date(text) if isinstance(text, str) else None
    if date is None:
        raise TypeError("a date such as 2024-09-14")
    return date


def _language(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", value):
        raise TypeError('a language tag such as "en" or "pt-BR"')
    return value


def _order(value: Any) -> tuple[str, ...] | str:
    if value in ("natural", "date"):
        return str(value)
    if isinstance(value, list):
        return _texts(value)
    raise TypeError('"natural", "date" or a list of source names')


def _patterns(value: Any) -> tuple[re.Pattern[str], ...]:
    return tuple(map(_pattern, _texts(value)))


def _pattern(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern, re.I)
    except (re.error, OverflowError, RecursionError) as error:
        raise TypeError(f"regular expressions, which {pattern!r} is not ({error})") from error


def _wanted(value: Any) -> tuple[re.Pattern[str] | Selector, ...]:
    return tuple(
        _selector(text) if _SELECTOR.match(text) else _pattern(text.removeprefix("re:")) for text in _texts(value)
    )


def _selector(text: str) -> Selector:
    try:
        return Selector(text.removeprefix("css:").strip())
    except ValueError as error:
        raise TypeError(
            f"selectors and regular expressions, but {error}; begin a regular expression with re:"
        ) from error


def _rule_ids(value: Any) -> tuple[str, ...]:
    for rule in _texts(value):
        if rule not in RULE_IDS:
            raise TypeError(f"a list of rules; {rule!r} is none, {nearest(rule, RULE_IDS, known='known rules')}")
    return _texts(value)


def _one_of(names: tuple[str, ...]) -> Check:
    def check(value: Any) -> str:
        if value not in names:
            raise TypeError(f"one of {', '.join(map(repr, names))}")
        return str(value)

    return check


def _depth(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= DEEPEST:
        raise TypeError(f"a number from 1 to {DEEPEST}")
    return value


def _changes(value: Any) -> Mapping[str, str]:
    if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
        raise TypeError('a table of texts such as accent = "#7a1f1f"')
    return value


def _limit(value: Any) -> int | None:
    """A whole number, or None for as much as it likes."""
    if value is False:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST_LIMIT:
        raise TypeError("a whole number from 1 on, or false")
    return value


def _volume(value: Any) -> str:
    """The place in a series as EPUB has it: whole numbers with points between."""
    text = str(value)
    if isinstance(value, bool) or not re.fullmatch(r"[0-9]+(\.[0-9]+)*", text):
        raise TypeError("a number such as 3 or 3.1")
    return text


def _formats(value: Any) -> tuple[str, ...]:
    try:
        return known_formats(_texts(value))
    except ValueError as error:
        raise TypeError(f"a list of formats ({error})") from error


def known_formats(names: Iterable[str]) -> tuple[str, ...]:
    """The formats of these names, each once, in the order they are written in.

    Raises ValueError, with the nearest known name, for a format that is not known and for none at all.
    """
    wanted = [name.strip().lower() for name in names if name.strip()]
    for name in wanted:
        if name not in FORMATS:
            raise ValueError(f"unknown format {name!r}; {nearest(name, FORMATS, known='known formats')}")
    if not wanted:
        raise ValueError(f"no format given; known formats: {', '.join(FORMATS)}")
    return tuple(name for name in FORMATS if name in wanted)


def nearest(name: str, names: Iterable[str], *, known: str) -> str:
    """A hint for a misspelt name: the nearest one, or what there is."""
    names = sorted(names)
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    more = ", …" if len(names) > MOST_NAMED else ""
    return f"did you mean {near[0]!r}?" if near else f"{known}: {', '.join(names[:MOST_NAMED])}{more}"


SITE_RULES: Schema = {"keep": _wanted, "remove": _wanted, "disable": _rule_ids}
RULES: Schema = {"keep": _patterns, "remove": _patterns, "disable": _rule_ids}
SCHEMA: Mapping[str, Schema] = {
    "book": {
        **dict.fromkeys(
            ("title", "subtitle", "publisher", "name", "identifier", "rights", "description", "cover", "series"), _text
        ),
        "volume": _volume,
        "authors": _texts,
        "language": _language,
        "date": _date,
    },
    "sources": {"paths": _texts, "order": _order, "exclude": _texts},
    "clean": RULES,
    "style": {
        "theme": _text,
        "page": _text,
        "sides": _one_of(SIDES),
        "links": _one_of(LINKS),
        "contents": _depth,
        "docx_template": _text,
        "set": _changes,
    },
    "output": {
        "formats": _formats,
        "folder": _text,
        "attach_sources": _flag,
        "cache": _folder_or_none,
        "docx": {"embed_fonts": _flag},
        "epub": {"fonts": _one_of(EPUB_FONTS)},
    },
    "limits": {"cpu": _limit, "time": _limit, "memory": _limit},
}
SOURCE: Schema = {"title": _text, "authors": _texts, "published": _date, "encoding": _text, "skip": _flag}


# ---- finding and reading ----


def read_configuration(folder: Path, named: Path | None) -> Configuration:
    """The configuration of a project folder, or the one that the user named; an empty one where there is none.

    Raises ConfigError for a file that is missing, unreadable or no TOML, and for unknown keys and wrong types, with
    the file, the key and the nearest valid key.
    """
    if named is not None:
        text = _read(named)
        return _checked(_tables(text, named.name) or {}, named.name, named.absolute().parent, text)
    for path in (folder / "publish.toml", folder / "pyproject.toml"):
        if path.is_file() and (found := _tables(text := _read(path), path.name)) is not None:
            return _checked(found, path.name, folder, text)
    return _checked({}, "publish.toml", folder, "")


def is_project(folder: Path) -> bool:
    """Whether a folder is a project: it has a configuration, or `sources/`."""
    if (folder / "publish.toml").is_file() or (folder / "sources").is_dir():
        return True
    other = folder / "pyproject.toml"
    return other.is_file() and _tables(_read(other), other.name) is not None


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError as error:
        raise ConfigError(f"{path.name}: there is no such file") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path.name}: it is not UTF-8 text; save it as UTF-8") from error
    except OSError as error:
        raise ConfigError(f"{path.name}: it cannot be read: {error.strerror}") from error


def _tables(text: str, name: str) -> Toml | None:
    """The tables of a configuration; None for a pyproject.toml that says nothing of publish."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{name}: {error}") from error
    if name != "pyproject.toml":
        return tables
    tool = tables.get("tool")
    found = tool.get("publish") if isinstance(tool, dict) else None
    if found is not None and not isinstance(found, dict):
        raise ConfigError(f"{name}: [tool.publish] must be a table, not {found!r}")
    return found


# ---- checking ----


def _checked(tables: Toml, name: str, folder: Path, text: str) -> Configuration:
    _know_keys(tables, SCHEMA, name, "")
    given = {table: _table(tables.get(table, {}), name, f"[{table}]") for table in SCHEMA}
    # tables inside [sources] are named after sources, which nobody can misspell as a key
    own = {key: value for key, value in given["sources"].items() if isinstance(value, dict)}
    sites = _table(given["clean"].get("sites", {}), name, "[clean.sites]")
    plain = {
        **given,
        "sources": {key: value for key, value in given["sources"].items() if key not in own},
        "clean": {key: value for key, value in given["clean"].items() if key != "sites"},
    }
    return Configuration(
        name,
        folder,
        {table: _values(plain[table], schema, name, table) for table, schema in SCHEMA.items()},
        {source: _values(values, SOURCE, name, f'sources."{source}"') for source, values in own.items()},
        {site: _site(site, values, name) for site, values in sites.items()},
        text,
    )


def _site(site: str, values: Any, name: str) -> Mapping[str, Any]:
    where = f'clean.sites."{site}"'
    if not re.fullmatch(r"[\w-]+(?:\.[\w-]+)*", site):
        raise ConfigError(f"{name}: [{where}] must name a host such as example.org, without https:// and path")
    return _values(_table(values, name, f"[{where}]"), SITE_RULES, name, where)


def _table(value: Any, name: str, where: str) -> Toml:
    if not isinstance(value, dict):
        raise ConfigError(f"{name}: {where} must be a table, not {value!r}")
    return value


def _values(values: Toml, schema: Schema, name: str, table: str) -> Mapping[str, Any]:
    _know_keys(values, schema, name, table)
    return {key: _entry(value, schema[key], name, table, key) for key, value in values.items()}


def _entry(value: Any, expected: Check | Schema, name: str, table: str, key: str) -> Any:
    if isinstance(expected, Mapping):
        inner = f"{table}.{key}"
        return _values(_table(value, name, f"[{inner}]"), expected, name, inner)
    return _value(value, expected, name, f"[{table}] {key}")


def _know_keys(values: Toml, schema: Mapping[str, object], name: str, table: str) -> None:
    for key in values:
        if key not in schema:
            where = f"[{table}] {key}" if table else f"[{key}]"
            raise ConfigError(f"{name}: unknown key {where}; {nearest(key, schema, known='known keys')}")


def _value(value: Any, check: Check, name: str, where: str) -> Any:
    try:
        return check(value)
    except TypeError as error:
        raise ConfigError(f"{name}: {where} must be {error}, not {value!r}") from error
