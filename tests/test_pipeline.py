"""The build: what it leaves out and says so, what survives a failure, what stays the same."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import publish.clean
import publish.writing
from publish.binding import EPOCH_DATE, publication_of
from publish.errors import BusyError, ConfigError, OutputError, PublishError, ThemeError
from publish.passages import Page
from publish.pipeline import build, collect, plan
from publish.results import NoSourcesError, Prepared
from publish.settings import Settings
from publish.staging import OutputFolder
from tests.builders import MORE_PROSE, PROSE
from tests.projects import dirty, report_of, settings_in, tree, write

JSON_LD = '<script type="application/ld+json">{{"@type": "Article", "headline": "{}", "datePublished": "{}"}}</script>'


def web(title: str, date: str = "", *, url: str = "", middle: str = "") -> str:
    head = JSON_LD.format(title, date) if date else f"<title>{title}</title>"
    canonical = f'<link rel="canonical" href="{url}">' if url else ""
    body = f"<article><h1>{title}</h1><p>{PROSE}</p>{middle}<p>{MORE_PROSE}</p></article>"
    return f"<html><head>{head}{canonical}</head><body>{body}</body></html>"


def titles(settings: Settings) -> list[str]:
    return [each.article.meta.title for each in collect(settings).prepared]


def prepared_in(folder: Path) -> tuple[Prepared, ...]:
    return collect(settings_in(folder)).prepared


# ---- sources that are left out ----


def test_bad_sources_are_left_out_and_the_rest_is_built(tmp_path: Path) -> None:
    write(
        tmp_path, {"s/a.txt": dirty("A"), "s/empty.txt": "", "s/binary.html": bytes(range(256)) * 9, "s/note.xyz": "x"}
    )
    os.mkfifo(tmp_path / "s/pipe.txt")
    report = build(settings_in(tmp_path, "s", "gone.txt"))
    assert report.exit_code == 1
    assert {item.name: item.reason for item in report.left_out} == {
        "s/empty.txt": "it is empty",
        "s/binary.html": "it holds binary data, not text",
        "s/pipe.txt": "it is a folder, device or pipe, not a file",
        "gone.txt": "there is no such file or folder",
    }
    assert [each.detail.split()[0] for each in report.findings if each.code == "SRC-001"] == ["s/note.xyz"]


def test_a_source_to_skip_is_named_and_no_fault(tmp_path: Path) -> None:
    config = '[sources."b.txt"]\nskip = true\n'
    write(tmp_path, {"sources/a.txt": dirty("A"), "sources/b.txt": dirty("B"), "publish.toml": config})
    report = build(settings_in(tmp_path))
    assert [item.name for item in report.left_out] == ["sources/b.txt"]
    assert report.exit_code == 0


def test_a_bug_costs_one_source_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails_on_b(page: Page) -> Any:
        if page.source.name == "sources/b.txt":
            raise KeyError("bug")
        return ()

    monkeypatch.setattr(publish.clean, "DETECTORS", (*publish.clean.DETECTORS, fails_on_b))
    write(tmp_path, {"sources/a.txt": dirty("A"), "sources/b.txt": dirty("B")})
    log: list[str] = []
    report = build(settings_in(tmp_path), log=log.append)
    assert [each.article.meta.title for each in report.prepared] == ["A"]
    assert report.left_out[0].reason == "a bug in publish: KeyError: 'bug' (publish -v shows where)"
    assert "fails_on_b" in log[0]


def test_without_a_usable_source_each_reason_is_given(tmp_path: Path) -> None:
    write(tmp_path, {"sources/a.txt": "", "sources/b.txt": b"\0\1"})
    with pytest.raises(NoSourcesError) as refused:
        build(settings_in(tmp_path))
    assert refused.value.exit_code == 3
    assert [item.name for item in refused.value.collected.left_out] == ["sources/a.txt", "sources/b.txt"]
    assert not (tmp_path / "out").exists()


# ---- what survives ----


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A project with its book in out/, and a file of the user's beside it."""
    write(tmp_path, {"sources/a.txt": dirty("A Wall"), "sources/b.txt": dirty("B"), "out/notes.txt": "mine"})
    build(settings_in(tmp_path))
    return tmp_path


def fails(*_: object, **__: object) -> Any:
    raise RuntimeError("in the middle")


@pytest.mark.parametrize(
    ("files", "error"),
    [
        ({"publish.toml": '[style]\ntheme = "mine.css"', "mine.css": "p { color: var(--x) }"}, ThemeError),
        ({"publish.toml": '[style]\npage = "A9"'}, ThemeError),
        ({"publish.toml": '[book]\ncover = "gone.png"'}, ConfigError),
        ({"publish.toml": '[book]\ncover = "sources/a.txt"'}, ConfigError),
        ({"publish.toml": '[sources]\norder = ["c.txt"]'}, ConfigError),
        ({"publish.toml": '[sources]\npaths = ["nowhere"]'}, NoSourcesError),
    ],
)
def test_old_outputs_survive_an_error(files: dict[str, str], error: type[PublishError], built: Path) -> None:
    before = tree(built / "out")
    write(built, files)
    with pytest.raises(error):
        build(settings_in(built))
    assert tree(built / "out") == before


def test_old_outputs_survive_a_writer_that_fails(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tree(built / "out")
    monkeypatch.setattr(publish.writing, "write_all", fails)
    with pytest.raises(RuntimeError):
        build(settings_in(built, title="New"))
    assert tree(built / "out") == before


def test_what_is_no_longer_written_goes_and_files_of_others_stay(built: Path) -> None:
    (built / "sources/b.txt").unlink()
    build(settings_in(built))
    assert set(tree(built / "out")) == {
        ".publish-manifest.json", "a-wall-docx.zip", "a-wall.docx", "docx/01-a-wall.docx", "notes.txt",
        "report.html", "report.json",
    }  # fmt: skip


def test_the_same_input_gives_the_same_bytes_and_touches_nothing(built: Path) -> None:
    places = {path: path.stat().st_mtime_ns for path in (built / "out").rglob("*") if path.is_file()}
    build(settings_in(built))
    assert {path: path.stat().st_mtime_ns for path in places} == places
    build(settings_in(built, out=built / "again"))
    before = {name: data for name, data in tree(built / "out").items() if name != "notes.txt"}
    assert tree(built / "again") == before


def test_all_formats_are_the_same_twice(tmp_path: Path) -> None:
    write(tmp_path, {"sources/a.txt": dirty("A Wall"), "sources/part/b.html": web("B", "2020-01-02")})
    for out in ("one", "two"):
        build(settings_in(tmp_path, formats="pdf,epub,docx", out=tmp_path / out))
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_a_second_build_is_turned_away(built: Path) -> None:
    with OutputFolder(built / "out"), pytest.raises(BusyError):
        build(settings_in(built))


def test_a_file_where_the_folder_should_be_is_an_output_error(built: Path) -> None:
    with pytest.raises(OutputError):
        build(settings_in(built, out=built / "sources/a.txt"))
    assert (built / "sources/a.txt").read_text("utf-8") == dirty("A Wall")


def test_a_plan_writes_nothing_and_refuses_what_a_build_would(tmp_path: Path) -> None:
    write(tmp_path, {"sources/a.txt": dirty("A"), "sources/b.txt": ""})
    before = tree(tmp_path)
    assert plan(settings_in(tmp_path)).exit_code == 1
    assert tree(tmp_path) == before
    with pytest.raises(ThemeError):
        plan(settings_in(tmp_path, style="nowhere"))


# ---- the configuration at work ----


def test_order_may_be_a_list_and_the_rest_follows(tmp_path: Path) -> None:
    write(tmp_path, {f"sources/{name}.txt": dirty(name.upper()) for name in ("a", "b", "c")})
    write(tmp_path, {"publish.toml": '[sources]\norder = ["c.txt", "sources/a.txt"]\n'})
    assert titles(settings_in(tmp_path)) == ["C", "A", "B"]


def test_order_may_be_by_date_the_undated_last(tmp_path: Path) -> None:
    dates = {"a": "", "b": "2021-05-01", "c": "2020-01-02"}
    write(tmp_path, {f"sources/{name}.html": web(name.upper(), date) for name, date in dates.items()})
    write(tmp_path, {"publish.toml": '[sources]\norder = "date"\n'})
    assert titles(settings_in(tmp_path)) == ["C", "B", "A"]


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        (
            '[sources]\norder = ["a.text"]',
            "[sources] order names 'a.text', and there is no such source; did you mean 'a.txt'?",
        ),
        (
            '[sources."zzz"]\nskip = true',
            "[sources.\"zzz\"] names 'zzz', and there is no such source; the sources: a.txt, ",
        ),
    ],
)
def test_a_name_that_matches_nothing_is_an_error_without_explicit_sources(
    toml: str, message: str, tmp_path: Path
) -> None:
    write(tmp_path, {"sources/a.txt": dirty("A"), "publish.toml": toml})
    with pytest.raises(ConfigError) as refused:
        collect(settings_in(tmp_path))
    assert str(refused.value).startswith(f"publish.toml: {message}")
    assert titles(settings_in(tmp_path, "sources/a.txt")) == ["A"]


@pytest.mark.parametrize("name", ["sources/part/a.txt", "part/a.txt", "a.txt"])
def test_a_table_overrides_the_metadata_of_a_source(name: str, tmp_path: Path) -> None:
    table = f'[sources."{name}"]\ntitle = "The Right Title"\nauthors = ["W"]\npublished = 2023-05-01\n'
    write(tmp_path, {"sources/part/a.txt": dirty("A"), "publish.toml": table})
    (each,) = prepared_in(tmp_path)
    meta = each.article.meta
    assert (meta.title, meta.authors, meta.published) == ("The Right Title", ("W",), "2023-05-01")
    assert dict(meta.evidence)["title"] == "the configuration"


def test_the_encoding_of_a_source_is_the_users_word(tmp_path: Path) -> None:
    table = '[sources."a.txt"]\nencoding = "windows-1251"\n'
    text = f"Стена\n\n{PROSE} Приливы и отливы.\n\n{MORE_PROSE}\n"
    write(tmp_path, {"sources/a.txt": text.encode("windows-1251"), "publish.toml": table})
    assert titles(settings_in(tmp_path)) == ["Стена"]


def test_an_unknown_encoding_leaves_the_source_out(tmp_path: Path) -> None:
    write(tmp_path, {"sources/a.txt": dirty("A"), "publish.toml": '[sources."a.txt"]\nencoding = "morse"\n'})
    (item,) = collect(settings_in(tmp_path)).left_out
    assert item.reason == "its encoding 'morse' in the configuration is not known"


def test_the_users_patterns_keep_and_remove(tmp_path: Path) -> None:
    config = "[clean]\nkeep = ['^Leave a']\nremove = ['first STONES']\ndisable = ['reading-time']\n"
    write(tmp_path, {"sources/a.txt": dirty("A"), "publish.toml": config})
    (each,) = prepared_in(tmp_path)
    gone = {removal.rule: removal.text for removal in each.outcome.removals}
    assert gone["remove"] == MORE_PROSE
    assert "reading-time" not in gone
    assert "Leave a Reply" not in gone.values()


def test_rules_for_a_site_hold_for_its_pages_only(tmp_path: Path) -> None:
    shop = "<p>Visit our shop in the harbour, open all days of the week.</p>"
    pages = {
        name: web(name, url=f"https://{name}/x", middle=shop)
        for name in ("example.org", "www.example.org", "myexample.org")
    }
    write(tmp_path, {f"sources/{name}.html": page for name, page in pages.items()})
    write(tmp_path, {"publish.toml": "[clean.sites.\"Example.org\"]\nremove = ['our shop']\n"})
    removed = {
        each.found.name: [r.rule for r in each.outcome.removals].count("remove") for each in prepared_in(tmp_path)
    }
    assert removed == {
        "sources/example.org.html": 1,
        "sources/www.example.org.html": 1,
        "sources/myexample.org.html": 0,
    }


@pytest.mark.parametrize(
    ("entry", "rules"),
    [
        ("remove = ['.promo']", [("remove", "Buy the book of the harbour, now with a map of all the moorings.")]),
        ("remove = ['css:article > p:last-of-type']", [("remove", "Or not.")]),
        ("remove = ['.promo', 'Or not']\nkeep = ['#map']", [("remove", "Or not.")]),
        ("remove = ['.mark']", [("remove", "now")]),
        ("remove = ['re:.promo']", []),
    ],
)
def test_selectors_keep_and_remove_on_the_pages_of_a_site(
    tmp_path: Path, entry: str, rules: list[tuple[str, str]]
) -> None:
    promo = "<p class='promo' id='map'>Buy the book of the harbour, <i class='mark'>now</i> with a map of all the moorings.</p>"
    page = web("A", url="https://www.example.org/a", middle=promo).replace("</article>", "<p>Or not.</p></article>")
    write(tmp_path, {"sources/a.html": page, "publish.toml": f'[clean.sites."example.org"]\n{entry}\n'})
    (each,) = prepared_in(tmp_path)
    found = [(removal.rule, removal.text) for removal in each.outcome.removals]
    assert [item for item in found if item[0] == "remove"] == rules


def test_an_equal_name_keeps_its_kind(tmp_path: Path) -> None:
    page = web("A").replace("<html>", "x <html>")  # nothing but the ending tells that it is a page
    write(tmp_path, {"one/s/a.html": page, "two/s/a.html": page.replace("<h1>A", "<h1>B")})
    collected = collect(settings_in(tmp_path, "one/s", "two/s"))
    assert [each.found.name for each in collected.prepared] == ["s/a.html", "s/a (2).html"]
    assert len({len(each.article.blocks) for each in collected.prepared}) == 1


def test_an_article_from_standard_input(tmp_path: Path) -> None:
    collected = collect(
        replace(settings_in(tmp_path), sources=("-",), explicit=True), standard_input=dirty("A").encode()
    )
    assert [(each.found.name, each.article.meta.title) for each in collected.prepared] == [("standard-input", "A")]


# ---- binding ----


@pytest.fixture
def dated(tmp_path: Path) -> Path:
    return write(
        tmp_path, {"sources/a.html": web("One & Only", "2021-05-01"), "sources/b.html": web("B", "2020-01-02")}
    )


def test_the_title_is_the_users_else_that_of_the_only_article_else_reader(dated: Path) -> None:
    items = prepared_in(dated)
    settings = settings_in(dated)
    assert publication_of(items, settings_in(dated, title="Mine")).meta.title == "Mine"
    assert publication_of(items, settings).meta.title == "Reader"
    only = publication_of(items[:1], settings).meta
    assert (only.title, only.name) == ("One & Only", "one-only")


@pytest.mark.parametrize(
    ("toml", "name"),
    [("", "reader"), ('name = "My Book!"', "my-book"), ('title = "日本"', "reader"), ('name = "../x"', "x")],
)
def test_the_name_of_the_files_is_always_safe(toml: str, name: str, dated: Path) -> None:
    write(dated, {"publish.toml": f"[book]\n{toml}\n"})
    assert publication_of(prepared_in(dated), settings_in(dated)).meta.name == name


@pytest.mark.parametrize(
    ("toml", "epoch", "date"),
    [
        ("", None, "2021-05-01"),
        ('date = "2019-07"', None, "2019-07-01"),
        ('date = "2019"', None, "2019-01-01"),
        ("date = 2019-07-03", "1700000000", "2023-11-14"),
        ("", "0", "1970-01-01"),
    ],
)
def test_the_date_is_the_epoch_else_the_users_else_the_newest(
    toml: str, epoch: str | None, date: str, dated: Path
) -> None:
    write(dated, {"publish.toml": f"[book]\n{toml}\n"})
    assert publication_of(prepared_in(dated), settings_in(dated, epoch=epoch)).meta.date == date


def test_without_any_date_it_is_1980(tmp_path: Path) -> None:
    write(tmp_path, {"sources/a.txt": dirty("A")})
    assert publication_of(prepared_in(tmp_path), settings_in(tmp_path)).meta.date == EPOCH_DATE == "1980-01-01"


@pytest.mark.parametrize("epoch", ["0", "99999999999"])
def test_the_earliest_and_latest_dates_can_be_written(epoch: str, tmp_path: Path) -> None:
    write(tmp_path, {"sources/a.txt": dirty("A")})
    report = build(settings_in(tmp_path, epoch=epoch, formats="pdf,epub,docx"))
    assert len(report.outputs) == 5


def test_sub_folders_are_parts_and_loose_articles_have_none(tmp_path: Path) -> None:
    names = ("a.txt", "1-sea/b.txt", "1-sea/deep/c.txt", "2-land/d.txt")
    write(tmp_path, {f"sources/{name}": dirty(name[-5].upper()) for name in names})
    parts = publication_of(prepared_in(tmp_path), settings_in(tmp_path)).parts
    found = [(part.title, [article.meta.title for article in part.articles]) for part in parts]
    assert found == [(None, ["A"]), ("Sea", ["B", "C"]), ("Land", ["D"])]


def test_loose_articles_of_several_folders_stand_together(tmp_path: Path) -> None:
    write(tmp_path, {"one/a.txt": dirty("A"), "two/b.txt": dirty("B"), "c.txt": dirty("C")})
    settings = settings_in(tmp_path, "one", "two", "c.txt")
    assert [part.title for part in publication_of(collect(settings).prepared, settings).parts] == [None]


def test_articles_of_a_part_stay_together_in_any_order(tmp_path: Path) -> None:
    names = ("sea/a.txt", "land/b.txt", "sea/c.txt")
    write(tmp_path, {f"sources/{name}": dirty(name[-5].upper()) for name in names})
    write(tmp_path, {"publish.toml": '[sources]\norder = ["sea/c.txt", "land/b.txt", "sea/a.txt"]\n'})
    build(settings_in(tmp_path))
    assert [each["meta"]["title"] for each in report_of(tmp_path / "out")["articles"]] == ["C", "A", "B"]
    assert [each.article.meta.title for each in plan(settings_in(tmp_path)).prepared] == ["C", "A", "B"]


def test_the_language_is_that_of_most_articles(tmp_path: Path) -> None:
    german = "Der Hafen wurde vor der Stadt gebaut, und seit zweihundert Jahren lebt die Stadt auf die eine oder andere Weise davon."
    write(tmp_path, {"sources/a.txt": dirty("A"), "sources/b.txt": f"Die Mauer\n\n{german}\n\n{german}\n"})
    write(tmp_path, {"sources/c.txt": f"Der Turm\n\n{german}\n\n{german} Und so weiter.\n"})
    assert publication_of(prepared_in(tmp_path), settings_in(tmp_path)).meta.language.startswith("de")
