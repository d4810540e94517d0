"""From the bytes of one source to its article, with its pictures; and to what the build needs to know of it besides.

What is made of a source depends on nothing but its bytes, the settings, its companions and its site: it is made by
whatever process has time, and kept for the next build.
"""

from __future__ import annotations

import functools
import hashlib
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias, TypeVar

from publish.addresses import is_from, own_address
from publish.cache import NONE, Cache, key_of, remembering
from publish.clean import CleanRules, clean
from publish.collecting import uncollected
from publish.discover import Found, LeftOut, companion, read_bytes
from publish.duplicates import runs_of
from publish.errors import ConservationError, LimitError, SourceError
from publish.findings import Outcome
from publish.model import Article
from publish.normalise import Repair, normalise, repair
from publish.passages import Page, Source
from publish.pictures import Load, gather_pictures
from publish.readers import read
from publish.results import Companions, Prepared
from publish.review import Row, review
from publish.settings import Settings, SourceSettings
from publish.survey import UNSURVEYED, Look, Survey, look_at, survey
from publish.unchanged import are_as_before, digest_of, source_digest
from publish.workers import Workers

T = TypeVar("T")
Reviewed: TypeAlias = "Callable[[], tuple[Row, ...]]"
Log: TypeAlias = "Callable[[str], None]"
"""Given the traceback of a bug of ours that cost a source."""


def unread(text: str) -> None:
    """A log that nobody reads."""


def article_of(
    source: Source, settings: Settings, *, finish: Repair = Outcome, surveyed: Survey = UNSURVEYED
) -> tuple[Outcome[Article], Reviewed]:
    """The article in the bytes of a source, and what makes its review; `finish` sees the typography of what nobody has
    settled, `surveyed` tells what stands in other pages of its site.

    Raises SourceError when there is no article in it.
    """
    page = read(source)
    swept = Outcome(page.value) if page.value.settled else _cleaned(page.value, settings, surveyed)
    rows = functools.partial(review, page.value, swept.value, swept.removals)
    article = page.then(lambda _: swept).then(normalise)
    return article if page.value.settled else article.then(finish), rows


def _cleaned(page: Page, settings: Settings, surveyed: Survey) -> Outcome[Page]:
    return clean(page, _rules_for(page, settings), surveyed.standing(page))


def survey_of(
    sources: Iterable[Found],
    settings: Settings,
    standard_input: bytes = b"",
    others: Workers | None = None,
    cache: Cache = NONE,
) -> tuple[Survey, Mapping[str, LeftOut]]:
    """(what stands in several pages of one site among these sources, those to skip apart; the sources that took more
    than they may to be looked at).
    """
    by_name = {found.name: found for found in sources}
    pool = others or Workers()
    too_much: dict[str, LeftOut] = {}

    def bytes_of(name: str) -> bytes:
        return bytes_in(by_name[name], settings, standard_input)

    def looks(names: Iterable[str]) -> list[Look | None]:
        calls = [
            (by_name[name], settings, standard_input, _expected(by_name[name], standard_input, cache)) for name in names
        ]
        seen = remembering(
            cache,
            functools.partial(pool.each, limits=settings.limits, instead=blind),
            _look,
            calls,
            lambda found, *values: key_of("look", found, _own_facts(found, settings), values[-1]),
            is_valid=lambda seen, *_: seen.is_sound,
        )
        return [each.look for each in seen]

    def blind(error: LimitError, found: Found, *_: object) -> _Seen:
        too_much[found.name] = LeftOut(found.name, str(error))
        return _Seen(None, is_sound=False)

    return survey(by_name, bytes_of, looks), too_much


@dataclass(frozen=True, slots=True)
class _Seen:
    look: Look | None
    is_sound: bool = True


def _look(found: Found, settings: Settings, standard_input: bytes, expected: str) -> _Seen:
    page = attempt(found, settings, lambda found: read(source_of(found, settings, standard_input)).value)
    if not isinstance(page, Page):
        return _Seen(None)
    return _Seen(look_at(page), is_sound=hashlib.sha256(page.source.data).hexdigest() == expected)


def bytes_in(found: Found, settings: Settings, standard_input: bytes) -> bytes:
    """The bytes of a source, none of one that is to be skipped or cannot be read."""
    data = attempt(found, settings, lambda found: source_of(found, settings, standard_input).data)
    return data if isinstance(data, bytes) else b""


def _rules_for(page: Page, settings: Settings) -> CleanRules:
    """The user's rules, with those for the site that the page says it is from."""
    said = own_address(page.facts)
    rules = settings.rules
    for site in (site for site in settings.site_rules if said is not None and is_from(said.value.strip(), site)):
        own = settings.site_rules[site]
        rules = CleanRules(own.keep + rules.keep, own.remove + rules.remove, own.disable | rules.disable)
    return rules


def prepare(
    found: Found,
    settings: Settings,
    standard_input: bytes = b"",
    surveyed: Survey = UNSURVEYED,
    load: Load | None = None,
    source: Source | None = None,
) -> Prepared:
    """One source on its whole road to the model; `load` gives its companions. Raises SourceError."""
    source = source or source_of(found, settings, standard_input)
    outcome, rows = article_of(source, settings, finish=repair, surveyed=surveyed)
    pictured, assets = gather_pictures(outcome.value, load or functools.partial(companion, found))
    outcome = outcome.then(lambda _: pictured)
    finished = replace(outcome, value=overridden(outcome.value, found, settings))
    original = source.data if settings.attach_sources else None
    return Prepared(found, finished, rows(), assets, runs_of(finished.value), original)


def source_of(found: Found, settings: Settings, standard_input: bytes) -> Source:
    """The bytes of a source and what the user says of them. Raises SourceError."""
    return Source(found.name, read_bytes(found, standard_input), own_settings(found, settings).encoding)


def own_settings(found: Found, settings: Settings) -> SourceSettings:
    """What the configuration says of a source, under its name in reports, in its folder, or of its file."""
    for name in names_of(found):
        if name in settings.per_source:
            return settings.per_source[name]
    return SourceSettings()


def names_of(found: Found) -> tuple[str, ...]:
    """What the configuration may call a source."""
    return found.name, found.name.partition("/")[2] or found.name, found.name.rpartition("/")[2]


def overridden(article: Article, found: Found, settings: Settings) -> Article:
    """The article with the metadata that the configuration gives it."""
    own = own_settings(found, settings)
    changes: dict[str, object] = {}
    if own.title is not None:
        changes["title"] = own.title
    if own.authors:
        changes["authors"] = own.authors
    if own.published is not None:
        changes["published"] = own.published
    if not changes:
        return article
    evidence = dict(article.meta.evidence) | dict.fromkeys(changes, "the configuration")
    return replace(article, meta=replace(article.meta, evidence=tuple(sorted(evidence.items())), **changes))  # type: ignore[arg-type]  # the fields above


def attempt(found: Found, settings: Settings, work: Callable[[Found], T], log: Log = unread) -> T | LeftOut:
    """What the work makes of a source; a source to skip, one that is no article and a bug of ours leave it out."""
    if own_settings(found, settings).skip:
        return LeftOut(found.name, "skip is set for it in the configuration", chosen=True)
    try:
        with uncollected():
            return work(found)
    except SourceError as error:
        return LeftOut(found.name, str(error))
    except ConservationError as error:
        return LeftOut(found.name, f"publish lost track of its text, which is a bug: {error}")
    except MemoryError:
        return LeftOut(found.name, settings.limits.too_much_memory)
    except RecursionError:
        return LeftOut(found.name, "its elements are nested too deeply")
    except Exception as error:  # the one boundary where a bug of ours costs one source, not the book
        log(traceback.format_exc())
        return LeftOut(found.name, f"a bug in publish: {type(error).__name__}: {error} (publish -v shows where)")


# ---- all sources ----


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a source: the companions that it asked for, with the digests of those that are there, and the
    traceback of a bug of ours.

    `digest` is that of the bytes that were read, "" where none could be; `is_whole` is false where the work on it was
    ended since it took too much.
    """

    result: Prepared | LeftOut
    companions: Companions = ()
    traceback: str = ""
    digest: str = ""
    is_whole: bool = True


def make(found: Found, settings: Settings, standard_input: bytes, surveyed: Survey, _expected: str = "") -> Made:
    """What becomes of a source, whatever is wrong with it."""
    digest = ""
    asked: dict[str, str | None] = {}
    told: list[str] = []

    def load(address: str) -> bytes | None:
        data = companion(found, address)
        asked[address] = digest_of(data)
        return data

    def prepared(found: Found) -> Prepared:
        nonlocal digest
        source = source_of(found, settings, standard_input)
        digest = hashlib.sha256(source.data).hexdigest()
        return prepare(found, settings, standard_input, surveyed, load, source)

    result = attempt(found, settings, prepared, told.append)
    return Made(result, tuple(asked.items()), "".join(told), digest)


def unmade(error: LimitError, found: Found, *_: object) -> Made:
    """What becomes of a source that takes more than it may."""
    return Made(LeftOut(found.name, str(error)), is_whole=False)


def make_all(
    sources: Iterable[Found],
    settings: Settings,
    standard_input: bytes,
    others: Workers,
    cache: Cache,
    told: Callable[[int, int], None],
) -> list[Made]:
    """What becomes of each source, made anew where it, its companions or what concerns it have changed.

    `told` is told how many are as before, and how many are done.
    """
    sources = tuple(sources)
    surveyed, too_much = survey_of(sources, settings, standard_input, others, cache)

    def key(found: Found, *values: object) -> str:
        return key_of("make", found, _own_facts(found, settings), values[-1], surveyed)

    def each(function: Callable[..., Made], missing: list[tuple[object, ...]]) -> list[Made]:
        kept = len(sources) - len(missing)
        told(kept, kept)
        return others.each(
            function, missing, lambda done: told(kept, kept + done), limits=settings.limits, instead=unmade
        )

    calls = [
        (found, settings, standard_input, surveyed, _expected(found, standard_input, cache))
        for found in sources
        if found.name not in too_much
    ]
    made = iter(remembering(cache, each, make, calls, key, is_valid=is_current))
    return [Made(too_much[found.name], is_whole=False) if found.name in too_much else next(made) for found in sources]


def _expected(found: Found, standard_input: bytes, cache: Cache) -> str:
    """The digest that a source is known by in a cache; "" where there is none."""
    return "" if cache.folder is None else source_digest(found, standard_input)


def is_current(made: Made, found: Found, *values: object) -> bool:
    """Whether what was made of a source may be taken again.

    Not where a bug of ours was met or it took too much, which is told anew; not where the source changed between the
    look that gave the key and the reading, so that other bytes than those of the key were read.
    """
    is_of_key = made.digest == values[-1]
    return is_of_key and not made.traceback and made.is_whole and are_as_before(found, made.companions)


def _own_facts(found: Found, settings: Settings) -> tuple[object, ...]:
    """What of the settings concerns one source."""
    own = own_settings(found, settings), settings.rules, settings.site_rules, settings.attach_sources
    return *own, settings.limits
