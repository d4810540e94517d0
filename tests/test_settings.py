"""Settings come from the command line, before the configuration, before the defaults."""

from __future__ import annotations

import re
from pathlib import Path

import platformdirs
import pytest

from publish.errors import ConfigError, UsageError
from publish.settings import Arguments, BookSettings, Settings, SourceSettings, make_settings
from publish.theme.options import StyleOptions
from tests.projects import write

CONFIG = """
[book]
title = "From the file"
authors = ["A", "B"]
[sources]
paths = ["articles", "more"]
order = "date"
exclude = ["drafts/*"]
[sources."a.txt"]
published = 2024-09-14
[clean]
keep = ["stays"]
remove = ["goes"]
disable = ["newsletter"]
[clean.sites."Example.org"]
remove = ["Our shop"]
[style]
theme = "mine.css"
page = "A4"
[output]
formats = ["docx", "pdf"]
folder = "built"
attach_sources = true
[output.epub]
fonts = "embedded"
"""


def settings(folder: Path, toml: str = "", *, epoch: str | None = None, arguments: Arguments | None = None) -> Settings:
    write(folder, {"publish.toml": toml})
    return make_settings(arguments or Arguments(), folder=folder, epoch=epoch)


def test_without_anything_the_defaults_hold(tmp_path: Path) -> None:
    assert make_settings(Arguments(), folder=tmp_path, epoch=None) == Settings(
        project=tmp_path,
        sources=(str(tmp_path / "sources"),),
        out=tmp_path / "out",
        cache=platformdirs.user_cache_path("publish", appauthor=False),
    )


@pytest.mark.parametrize(("value", "folder"), [('"kept"', "kept"), ("false", None)])
def test_the_cache_is_where_the_project_wants_it(value: str, folder: str | None, tmp_path: Path) -> None:
    found = settings(tmp_path, f"[output]\ncache = {value}\n")
    assert found.cache == (None if folder is None else tmp_path / folder)


def test_the_configuration_is_taken_over(tmp_path: Path) -> None:
    write(tmp_path, {"mine.css": ""})
    found = settings(tmp_path, CONFIG)
    assert found.book == BookSettings(title="From the file", authors=("A", "B"))
    assert found.sources == (str(tmp_path / "articles"), str(tmp_path / "more"))
    assert (found.order, found.exclude, found.explicit) == ("date", ("drafts/*",), False)
    assert found.per_source == {"a.txt": SourceSettings(published="2024-09-14")}
    assert (*found.rules.keep, *found.rules.remove) == (re.compile("stays", re.I), re.compile("goes", re.I))
    assert found.rules.disable == {"newsletter"}
    assert found.site_rules["example.org"].remove == (re.compile("Our shop", re.I),)
    assert (found.theme, found.style) == (
        str(tmp_path / "mine.css"),
        StyleOptions(page="A4", epub_fonts="embedded"),
    )
    assert (found.formats, found.out, found.attach_sources) == (("pdf", "docx"), tmp_path / "built", True)


def test_the_command_line_comes_first(tmp_path: Path) -> None:
    arguments = Arguments(
        sources=("x.txt",),
        out=Path("elsewhere"),
        formats=" EPUB ,pdf,",
        style="reader",
        title="Mine",
        strict=True,
        jobs=3,
    )
    found = settings(tmp_path, CONFIG, arguments=arguments)
    assert (found.sources, found.explicit, found.out) == (("x.txt",), True, Path("elsewhere"))
    assert (found.formats, found.theme, found.strict, found.jobs) == (("pdf", "epub"), "reader", True, 3)
    assert found.book == BookSettings(title="Mine", authors=("A", "B"))


def test_a_name_of_a_style_stays_a_name(tmp_path: Path) -> None:
    assert settings(tmp_path, '[style]\ntheme = "plain"').theme == "plain"


@pytest.mark.parametrize(
    ("formats", "message"),
    [
        ("pdf,wrod", "unknown format 'wrod'; known formats: docx, epub, pdf"),
        ("ebup", "did you mean 'epub'?"),
        (",", "no format given"),
    ],
)
def test_an_unknown_format_is_a_usage_error(formats: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=re.escape(message)):
        settings(tmp_path, arguments=Arguments(formats=formats))


@pytest.mark.parametrize(("value", "epoch"), [(None, None), ("", None), ("0", 0), (" 1700000000 ", 1_700_000_000)])
def test_source_date_epoch_is_a_number_of_seconds(value: str | None, epoch: int | None, tmp_path: Path) -> None:
    assert settings(tmp_path, epoch=value).epoch == epoch


@pytest.mark.parametrize("value", ["soon", "-1", "1.5", "٣", "9" * 12])
def test_another_source_date_epoch_is_refused(value: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="SOURCE_DATE_EPOCH must be a number of seconds"):
        settings(tmp_path, epoch=value)
