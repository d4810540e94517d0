"""What earlier builds made is taken where it is the same, and nowhere else; whatever happens to it, the book is right."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

import publish.cache
from publish.cache import NONE, Cache, cache_in, key_of, remembering, written_out
from publish.findings import Severity
from publish.model import Article
from publish.pipeline import build
from publish.report import report_files
from publish.settings import Settings
from publish.theme.fonts import face_bytes, faces
from publish.theme.options import Change, StyleOptions
from publish.unchanged import as_before
from publish.writers.docx_leaflet import leaflet
from tests.drawn import quarters, saved
from tests.projects import dirty, settings_in, write

POSIX = pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")


@dataclass(frozen=True)
class Project:
    """A project with three articles, and what a build of it writes without a cache."""

    folder: Path
    settings: Settings

    def built(self, **changes: Any) -> Mapping[str, bytes]:
        settings = replace(self.settings, **changes)
        build(settings)
        return files_in(settings.out)

    def clean(self, **changes: Any) -> Mapping[str, bytes]:
        return self.built(**{**changes, "cache": None, "out": self.folder / "clean"})


def files_in(folder: Path) -> Mapping[str, bytes]:
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {name: data for name, data in found.items() if not name.startswith(".")}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    write(tmp_path, {f"sources/{name}.txt": dirty(f"The Title of {name}") for name in "abc"})
    settings = replace(settings_in(tmp_path, formats="pdf,epub,docx"), cache=tmp_path / "kept", jobs=1)
    return Project(tmp_path, settings)


def entries(project: Project) -> list[Path]:
    return sorted(path for path in (project.folder / "kept").rglob("*") if path.is_file())


def test_the_second_build_sets_no_page(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    first = project.built()
    monkeypatch.setattr("publish.writers.pdf_engine.page_starts", None)
    monkeypatch.setattr("publish.preparing.prepare", None)
    assert project.built() == first


def test_only_what_has_changed_is_made_again(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.built()
    write(project.folder, {"sources/b.txt": dirty("Another Title")})
    made = project.folder / "made"  # a file, since another process does it
    lay_out = publish.writers.pdf.lay_out  # type: ignore[attr-defined]  # imported by the build

    def counted(sheet: Any, *rest: Any) -> Any:
        with made.open("a", encoding="ascii") as file:
            file.write(f"{sheet.name}\n")
        return lay_out(sheet, *rest)

    for module in ("pdf", "pdf_engine", "pdf_plain"):
        monkeypatch.setattr(f"publish.writers.{module}.lay_out", counted)
    counted.__qualname__, counted.__module__ = lay_out.__qualname__, lay_out.__module__

    def counted_leaflet(article: Article, *rest: Any) -> Any:
        with made.open("a", encoding="ascii") as file:
            file.write(f"{article.meta.title}\n")
        return leaflet(article, *rest)

    monkeypatch.setattr("publish.writers.docx.leaflet", counted_leaflet)
    again = project.built()
    assert sorted(made.read_text("ascii").splitlines()) == ["Another Title", "a2", "front", "sources"]
    assert again == project.clean()


def test_a_hundred_corruptions_change_nothing(project: Project) -> None:
    expected = project.clean()
    assert project.built() == expected
    chance = random.Random(1)
    for _ in range(10):
        for path in chance.sample(entries(project), 10):
            data = bytearray(path.read_bytes())
            match chance.randrange(4):
                case 0:
                    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
                case 1:
                    del data[chance.randrange(len(data)) :]
                case 2:
                    data = bytearray(chance.randbytes(len(data)))
                case _:
                    data.clear()
            path.write_bytes(bytes(data))
        assert as_before(project.settings) is None or files_in(project.settings.out) == expected
        assert project.built() == expected


def test_two_builds_at_once_share_a_cache(project: Project) -> None:
    expected = project.clean()
    context = multiprocessing.get_context("fork")
    outs = [project.folder / f"out{number}" for number in (1, 2)]
    builds = [context.Process(target=build, args=(replace(project.settings, out=out),)) for out in outs]
    for each in builds:
        each.start()
    for each in builds:
        each.join()
    assert [files_in(out) for out in outs] == [expected, expected]


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), PermissionError(13, "Permission denied")])
def test_a_full_disk_costs_the_cache_alone(fault: OSError, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr("tempfile.mkstemp", full)
    assert project.built() == project.clean()
    assert entries(project) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"style": StyleOptions(sides="two")},
        {"style": StyleOptions(page="A4", contents=2)},
        {"attach_sources": True},
        {"epoch": 1_600_000_000},
    ],
)
def test_a_changed_option_counts(changes: dict[str, Any], project: Project) -> None:
    before = project.built()
    assert as_before(replace(project.settings, **changes)) is None
    after = project.built(**changes)
    assert after == project.clean(**changes)
    assert after != before


def test_a_changed_theme_counts(project: Project) -> None:
    write(project.folder, {"styles/own.css": "h1 { color: red }"})
    before = project.built(theme="own")
    write(project.folder, {"styles/own.css": "h1 { color: blue }"})
    assert as_before(replace(project.settings, theme="own")) is None
    after = project.built(theme="own")
    assert after == project.clean(theme="own")
    assert after["reader.pdf"] != before["reader.pdf"]


def test_another_version_has_a_cache_of_its_own(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = project.built()
    count = len(entries(project))
    monkeypatch.setattr(publish.cache, "program", lambda: b"a later one")
    assert as_before(project.settings) is None
    assert project.built() == expected
    assert len(entries(project)) == 2 * count


def test_the_program_is_known_by_its_files_and_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = publish.cache.program.__wrapped__()
    (tmp_path / "fontpkg_literata-9.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    assert publish.cache.program.__wrapped__() != before


def test_a_deleted_cache_costs_time_alone(project: Project) -> None:
    expected = project.built()
    shutil.rmtree(project.folder / "kept")
    assert project.built() == expected


def test_a_picture_beside_a_source_counts(tmp_path: Path) -> None:
    page = f"<article><h1>A Title</h1>{'<p>Some words that are long enough to be an article of a page.</p>' * 9}"
    write(tmp_path, {"sources/a.html": f'{page}<img src="a.png" alt="A harbour"></article>'})
    settings = replace(settings_in(tmp_path, formats="epub"), cache=tmp_path / "kept", jobs=1)
    build(settings)
    assert as_before(settings) is not None
    (tmp_path / "sources" / "a.png").write_bytes(saved(quarters((40, 30))))
    assert as_before(settings) is None
    with_picture = build(settings)
    assert with_picture.prepared[0].assets
    (tmp_path / "sources" / "a.png").write_bytes(saved(quarters((50, 30))))
    assert as_before(settings) is None
    assert build(settings).prepared[0].assets != with_picture.prepared[0].assets


# ---- nothing has changed ----


def test_where_nothing_has_changed_nothing_is_done(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    report = build(project.settings)
    told = as_before(project.settings)
    assert told is not None
    assert (told.title, told.articles, told.pages) == (report.publication.meta.title, 3, report.pages)
    assert [name for name, _ in told.files] == [file.path for file in report.outputs]
    assert all(finding.severity is not Severity.WARNING for finding in told.warnings)
    (project.settings.out / "report.html").unlink()
    assert as_before(project.settings) is None


def test_a_source_that_changes_while_it_is_built_is_seen_by_the_next_build(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changed(*values: Any) -> Any:
        write(project.folder, {"sources/a.txt": dirty("Another Title")})
        return report_files(*values)

    monkeypatch.setattr("publish.pipeline.report_files", changed)
    build(project.settings)
    assert as_before(project.settings) is None


@pytest.mark.parametrize("change", ["source", "output", "more", "less"])
def test_any_change_is_seen(change: str, project: Project) -> None:
    build(project.settings)
    match change:
        case "source":
            write(project.folder, {"sources/a.txt": dirty("Another Title")})
        case "output":
            (project.settings.out / "reader.epub").write_bytes(b"")
        case "more":
            write(project.folder, {"sources/d.txt": dirty("One More")})
        case _:
            (project.folder / "sources" / "c.txt").unlink()
    assert as_before(project.settings) is None


@pytest.mark.parametrize("change", ["theme.css", "more.css", "house.ttf", "cover.png", "change"])
def test_any_change_of_a_style_is_seen(change: str, project: Project) -> None:
    face = '@font-face { font-family: "House"; src: url(house.ttf) }'
    font = face_bytes(faces(("Amiri",))[0])
    files: dict[str, str | bytes] = {
        "theme.css": f'@import "more.css";\n{face}\nh2 {{ font-family: House }}\n@page cover {{ background: url(cover.png) }}',
        "more.css": '@import "reader";',
        "house.ttf": font,
        "cover.png": saved(quarters()),
    }
    write(project.folder, {f"styles/own/{name}": data for name, data in files.items()})
    settings = replace(project.settings, theme="own", formats=("epub",))
    build(settings)
    assert as_before(settings) is not None
    if change == "change":
        settings = replace(settings, style=StyleOptions(changes=(Change("accent", "#00aa00", "publish.toml"),)))
    else:
        path = project.folder / "styles" / "own" / change
        path.write_bytes(path.read_bytes() + b"\n")
    assert as_before(settings) is None


# ---- entries ----


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    yield cache_in(tmp_path / "kept")


def test_a_value_comes_back(cache: Cache) -> None:
    cache.put("ab" * 32, {"a": (1, b"2")})
    assert cache.get("ab" * 32) == {"a": (1, b"2")}
    assert cache.get("cd" * 32) is None
    NONE.put("ab" * 32, 1)
    assert NONE.get("ab" * 32) is None


@POSIX
def test_a_folder_that_others_may_write_to_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir(mode=0o777)
    (tmp_path / "kept").chmod(0o777)
    assert cache_in(tmp_path / "kept") == NONE
    (tmp_path / "file").write_text("")
    assert cache_in(tmp_path / "file" / "kept") == NONE


def test_the_oldest_entries_go_when_there_are_too_many(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish.cache, "LIMIT", 5000)
    for number in range(10):
        key = f"{number:02}" * 32
        cache.put(key, b"x" * 900)
        assert cache.folder is not None
        os.utime(cache.folder / key[:2] / key, (number, number))
    cache.get("00" * 32)  # used just now
    cache.trim()
    left = [number for number in range(10) if cache.get(f"{number:02}" * 32) is not None]
    assert left == [0, 8, 9]


def test_equal_values_have_one_key() -> None:
    assert key_of({"a": 1, "b": frozenset("xyz")}) == key_of({"b": frozenset("zyx"), "a": 1})
    assert key_of("ab", "c") != key_of("a", "bc")
    assert written_out((1, "a", None)) != written_out((1, "a", "None"))


def test_what_is_no_longer_valid_is_made_again(cache: Cache) -> None:
    made: list[int] = []

    def each(function: Any, calls: Any) -> list[Any]:
        made.extend(number for (number,) in calls)
        return [function(number) for (number,) in calls]

    def found(is_valid: Any) -> list[Any]:
        return remembering(
            cache, each, lambda number: number * 2, [(1,), (2,)], lambda number: key_of(number), is_valid
        )

    assert found(lambda *_: True) == [2, 4]
    assert found(lambda value, _: value == 2) == [2, 4]
    assert made == [1, 2, 2]
