"""Whether a build would make again what is there: then there is nothing to do, and hardly anything to load."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from publish.cache import Cache, cache_in, key_of
from publish.discover import Found, companion, discover, read_bytes
from publish.errors import PublishError
from publish.outputs import OutputFile
from publish.results import Companions, Report, Summary, summary_of
from publish.settings import Settings
from publish.staging import is_settled
from publish.theme.load import find_theme, ingredients

NO_MATTER = ("jobs", "cache", "strict")  # settings that no output depends on


@dataclass(frozen=True, slots=True)
class Build:
    """A build that was done: the files that it wrote by their digests, what its sources asked for, what was told."""

    files: Mapping[str, str]
    asked: tuple[tuple[Found, Companions], ...]
    summary: Summary


def as_before(settings: Settings, standard_input: bytes = b"") -> Summary | None:
    """What the last build with all this told, where what it wrote is there and it would write the same again."""
    cache = cache_in(settings.cache)
    key = build_key(settings, standard_input, cache)
    if key is None or not is_settled(settings.out):
        return None
    build = cache.get(key)
    if not isinstance(build, Build):
        return None
    for name, digest in build.files.items():
        if _digest_of(settings.out / name) != digest:
            return None
    if not all(are_as_before(found, companions) for found, companions in build.asked):
        return None
    return build.summary


def are_as_before(found: Found, companions: Companions) -> bool:
    """Whether the companions that a source asked for are what they were."""
    return all(digest_of(companion(found, address)) == digest for address, digest in companions)


def source_digest(found: Found, standard_input: bytes) -> str:
    """A digest of the bytes of a source; "" where they cannot be read."""
    try:
        return hashlib.sha256(read_bytes(found, standard_input)).hexdigest()
    except PublishError:
        return ""


def digest_of(data: bytes | None) -> str | None:
    return None if data is None else hashlib.sha256(data).hexdigest()


def remember(
    key: str | None,
    report: Report,
    files: Iterable[OutputFile],
    asked: tuple[tuple[Found, Companions], ...],
    cache: Cache,
) -> None:
    """Note a build that was done under the key that it had when it began, so that it need not be done again."""
    if key is not None:
        digests = {file.path: hashlib.sha256(file.data).hexdigest() for file in files}
        cache.put(key, Build(digests, asked, summary_of(report)))


def build_key(
    settings: Settings, standard_input: bytes, cache: Cache, made_of: Mapping[str, str] | None = None
) -> str | None:
    """A name for all that a build depends on but companions; None without a cache, or where some of it cannot be read.

    It is made before a build reads anything: of a source that changes meanwhile, the next build then knows. `made_of`
    are the digests of what was read of each source, to be taken for those of what is there.
    """
    if cache.folder is None:
        return None
    try:
        discovery = discover(settings.sources, settings.exclude)
        known = made_of or {}
        sources = [
            (found, known.get(found.name) or hashlib.sha256(read_bytes(found, standard_input)).hexdigest())
            for found in discovery.found
        ]
        theme = ingredients(find_theme(settings.theme, (settings.project / "styles",)), settings.project)
        files = (settings.book.cover, settings.style.docx_template)
        others = [(settings.project / name).read_bytes() for name in files if name is not None]
    except (PublishError, OSError):
        return None
    facts = [getattr(settings, field.name) for field in fields(settings) if field.name not in NO_MATTER]
    return key_of("build", settings.out.absolute(), facts, discovery, sources, theme, others)


def _digest_of(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
