"""The same article twice is found by its words, its title and its address; two articles are never taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.pipeline import build, collect
from tests.projects import run, settings_in, write

WORDS = (
    "harbour wall stone tide ship rope gull salt mast anchor keel lantern buoy quay crane barge pilot net cod storm "
    "chart compass deck hull sail oar beacon jetty dock pier wharf hold cabin galley bridge engine rudder tiller"
).split()


def prose(seed: int, sentences: int = 12) -> list[str]:
    """Paragraphs that no other seed has."""
    return [
        " ".join(WORDS[(seed * 7 + number * 5 + place * (seed + 3)) % len(WORDS)] for place in range(14)).capitalize()
        + f" in the year {1700 + seed * 20 + number}."
        for number in range(sentences)
    ]


def web(title: str, paragraphs: list[str], *, url: str = "", date: str = "") -> str:
    canonical = f'<link rel="canonical" href="{url}">' if url else ""
    published = f'<meta property="article:published_time" content="{date}">' if date else ""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<html><head><title>{title}</title>{canonical}{published}</head><body><article><h1>{title}</h1>{body}</article></body></html>"


def dump(title: str, paragraphs: list[str]) -> str:
    return f"{title}\n\n" + "\n\n".join(paragraphs) + "\n"


def left_out(folder: Path, files: dict[str, str]) -> dict[str, str]:
    write(folder, {f"sources/{name}": text for name, text in files.items()})
    return {item.name.partition("/")[2]: item.reason for item in collect(settings_in(folder)).left_out}


ONE = prose(1)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {"a.html": web("The Wall", ONE), "b.txt": dump("The Wall", ONE)},
            {"b.txt": "it is the same article as sources/a.html, which has its structure"},
        ),
        (
            {"a.txt": dump("The Wall", ONE[:9]), "b.txt": dump("The Wall", ONE)},
            {"a.txt": "it is the same article as sources/b.txt, which is fuller"},
        ),
        (
            {"a.html": web("The Wall", ONE), "b.html": web("A Mirror of the Wall", ONE)},
            {"b.html": "it is the same article as sources/a.html, which comes first"},
        ),
        (
            {
                "a.html": web("The Wall", ONE[:7], url="https://example.org/wall?utm_source=x"),
                "b.html": web("The Wall, Again", ONE, url="http://www.example.org/wall/"),
            },
            {"a.html": "it is the same article as sources/b.html, which is fuller"},
        ),
        (
            {"a.html": web("The Wall", ONE), "a.md": f"# The Wall\n\n{ONE[0]}\n\n" + "\n\n".join(ONE[1:10]) + "\n"},
            {"a.html": "it is the same article as sources/a.md, which is edited by hand"},
        ),
    ],
    ids=["a dump and a page", "two dumps", "a mirror", "two saves", "an edited one"],
)
def test_the_fuller_one_is_kept_and_named(files: dict[str, str], expected: dict[str, str], tmp_path: Path) -> None:
    assert left_out(tmp_path, files) == expected


@pytest.mark.parametrize(
    "files",
    [
        {f"{n}.html": web(f"Wall {n}", prose(n, 6) + ONE, url=f"https://example.org/{n}") for n in (2, 3)},
        {f"{n}.html": web(f"Wall {n}", prose(n, 5) + ONE) for n in (2, 3, 4, 5, 6, 7)},
        {f"{n}.html": web("Notes", prose(n, 8) + ONE[:3], date=f"2021-05-0{n}") for n in (2, 3)},
        {f"{n}.html": web(f"Wall {n}", prose(n), url="https://example.org/") for n in (2, 3)},
        {f"{n}.txt": dump("Notes", prose(n)) for n in (2, 3)},
    ],
    ids=["one site", "boilerplate of six", "a column", "a wrong canonical", "one title"],
)
def test_two_articles_are_not_taken_for_one(files: dict[str, str], tmp_path: Path) -> None:
    assert left_out(tmp_path, files) == {}


def test_of_three_one_is_kept(tmp_path: Path) -> None:
    files = {f"{name}.txt": dump("The Wall", ONE[:count]) for name, count in (("a", 9), ("b", 12), ("c", 10))}
    assert left_out(tmp_path, files) == {
        "a.txt": "it is the same article as sources/b.txt, which is fuller",
        "c.txt": "it is the same article as sources/b.txt, which is fuller",
    }


def test_the_user_can_keep_both(tmp_path: Path) -> None:
    write(tmp_path, {"publish.toml": '[sources."b.txt"]\nskip = false\n'})
    assert left_out(tmp_path, {"a.html": web("The Wall", ONE), "b.txt": dump("The Wall", ONE)}) == {}


def test_the_report_names_it_and_the_build_says_that_one_is_missing(tmp_path: Path) -> None:
    write(tmp_path, {"sources/a.html": web("The Wall", ONE), "sources/b.txt": dump("The Wall", ONE)})
    report = build(settings_in(tmp_path, formats="epub"))
    assert report.exit_code == 1
    text = (tmp_path / "out/report.html").read_text("utf-8")
    assert "it is the same article as sources/a.html, which has its structure" in text
    assert '"source": "sources/b.txt"' in (tmp_path / "out/report.json").read_text("utf-8")


def test_a_dry_run_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"sources/a.html": web("The Wall", ONE), "sources/b.txt": dump("The Wall", ONE)})
    monkeypatch.chdir(tmp_path)
    done = run("build", "--dry-run")
    assert done.code == 1
    assert "left out: sources/b.txt: it is the same article as sources/a.html, which has its structure" in " ".join(
        done.err.split()
    )
