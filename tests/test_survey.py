"""What stands in several pages of one site goes; what only looks like it stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.pipeline import collect
from publish.survey import FEWEST, MOST, Look, look_at, survey
from tests.builders import MORE_PROSE, PROSE, web
from tests.projects import settings_in, write

BOX = "<p>The harbour office sends out a letter on Thursdays to all who like ships.</p>"
RULE = "standing-text"


def article(name: str, *, box: str = BOX, site: str = "example.org", title: str = "") -> str:
    """A page of a site, with a box below its text."""
    own = "".join(f"<p>{prose} That was in {name}.</p>" for prose in (PROSE, MORE_PROSE, PROSE[:60] + "."))
    head = f'<title>{title or f"The Wall of {name}"}</title><link rel="canonical" href="https://{site}/{name}">'
    return f"<html><head>{head}</head><body><article><h1>{title or f'The Wall of {name}'}</h1>{own}{box}</article></body></html>"


def gone(folder: Path, **pages: str) -> dict[str, list[str]]:
    """The reasons why standing text went from each source of a project with these pages."""
    write(folder, {f"sources/{name}.html": page for name, page in pages.items()})
    return {
        each.found.name: [removal.reason for removal in each.outcome.removals if removal.rule == RULE]
        for each in collect(settings_in(folder)).prepared
    }


def test_what_stands_in_other_pages_of_the_site_goes(tmp_path: Path) -> None:
    found = gone(tmp_path, a=article("a"), b=article("b"), c=article("c"), d=article("d", box=""))
    assert found == {
        "sources/a.html": ["stands in 2 other pages of example.org"],
        "sources/b.html": ["stands in 2 other pages of example.org"],
        "sources/c.html": ["stands in 2 other pages of example.org"],
        "sources/d.html": [],
    }


@pytest.mark.parametrize(
    "pages",
    [
        {"a": article("a"), "b": article("b")},
        {name: article(name, site=f"{name}.example") for name in "abc"},
        {name: article(name, box="<h2>How we looked at the walls</h2><p>Well.</p>") for name in "abc"},
        {name: article(name, box="<p>Read on.</p>") for name in "abc"},
        {name: article(name, box="<table><tr><td>the height of the wall in feet</td></tr></table>") for name in "abc"},
    ],
    ids=["too few", "other sites", "a heading", "too short", "a cell"],
)
def test_what_only_looks_like_it_stays(pages: dict[str, str], tmp_path: Path) -> None:
    assert not any(gone(tmp_path, **pages).values())


def test_saves_of_one_article_are_one_page(tmp_path: Path) -> None:
    pages = {name: article("a", title="The Wall").replace("/a", f"/{name}") for name in "abcd"}
    assert not any(gone(tmp_path, **pages, e=article("e")).values())


def test_a_page_that_is_mostly_in_others_is_left_whole(tmp_path: Path) -> None:
    box = "".join(f"<p>{prose} All of it.</p>" for prose in (PROSE, MORE_PROSE, PROSE[20:], MORE_PROSE[20:]))
    assert not any(gone(tmp_path, **{name: article(name, box=box) for name in "abc"}).values())


def test_the_user_can_keep_it(tmp_path: Path) -> None:
    write(tmp_path, {"publish.toml": "[clean]\nkeep = ['letter on Thursdays']\n"})
    assert not any(gone(tmp_path, **{name: article(name) for name in "abc"}).values())
    write(tmp_path, {"publish.toml": f"[clean]\ndisable = ['{RULE}']\n"})
    assert not any(gone(tmp_path, **{name: article(name) for name in "abc"}).values())


def test_few_pages_are_read_and_never_many() -> None:
    seen: list[str] = []

    def looks(names: tuple[str, ...]) -> list[Look | None]:
        seen.extend(names)
        return [look_at(web(article(name))) for name in names]

    def bytes_of(name: str) -> bytes:
        return article(name).encode()

    assert survey(map(str, range(FEWEST - 1)), bytes_of, looks).pages == {}
    assert seen == []
    assert survey(map(str, range(2 * MOST)), bytes_of, looks).pages == {"example.org": MOST}
    assert len(seen) == MOST


def test_what_cannot_be_read_is_passed_over() -> None:
    def looks(names: tuple[str, ...]) -> list[Look | None]:
        return [look_at(web(article(name))) if name < "c" else None for name in names]

    assert survey("abcd", lambda name: article(name).encode(), looks).pages == {}
