"""Which files are sources, what they are called, and what is left alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from publish.discover import Discovery, Found, companion, discover, natural, part_title, read_bytes
from publish.errors import SourceError
from publish.outputs import OutputFile
from publish.staging import OutputFolder
from tests.projects import write


def found(*sources: Path, exclude: tuple[str, ...] = ()) -> list[str]:
    return [each.name for each in discover(map(str, sources), exclude).found]


def left_out(discovery: Discovery) -> dict[str, str]:
    return {each.name: each.reason for each in discovery.left_out}


def reason(path: Path) -> str:
    with pytest.raises(SourceError) as refused:
        read_bytes(Found(path.name, path, path.parent), b"")
    return str(refused.value)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    return tmp_path / "texts"


# ---- which files ----


def test_files_come_in_natural_order_files_before_folders(texts: Path) -> None:
    write(texts, dict.fromkeys(("a10.txt", "a9.txt", "B.txt", "1 part/z.txt", "a.txt"), "x"))
    assert found(texts) == ["texts/a.txt", "texts/a9.txt", "texts/a10.txt", "texts/B.txt", "texts/1 part/z.txt"]


def test_names_that_differ_in_case_only_have_one_order(texts: Path) -> None:
    write(texts, {name: name for name in ("b.txt", "B.txt", "01.txt", "1.txt")})
    assert found(texts) == ["texts/01.txt", "texts/1.txt", "texts/B.txt", "texts/b.txt"]


def test_endings_count_in_any_case(texts: Path) -> None:
    write(texts, dict.fromkeys(("a.TXT", "b.Html", "c.xhtml", "d.HTM", "e.text"), "x"))
    assert len(found(texts)) == 5


def test_companions_and_hidden_files_are_ignored_silently(texts: Path) -> None:
    names = ("a.html", "a.png", "b.CSS", ".hidden.txt", ".git/x.txt", "a_files/frame.html", "a_files/x.xyz")
    write(texts, dict.fromkeys(names, "x"))
    discovery = discover([str(texts)])
    assert [each.name for each in discovery.found] == ["texts/a.html"]
    assert (discovery.left_out, discovery.findings) == ((), ())


def test_another_file_is_left_out_with_a_finding(texts: Path) -> None:
    write(texts, {"a.txt": "x", "deep/b.docx": "x"})
    (finding,) = discover([str(texts)]).findings
    assert finding.code == "SRC-001"
    assert finding.detail.startswith("texts/deep/b.docx is of no kind that can be read as an article (.txt, ")


def test_a_file_named_explicitly_is_a_source_whatever_its_ending(texts: Path) -> None:
    write(texts, {"notes.md": "x"})
    assert found(texts / "notes.md") == ["notes.md"]


def test_excluded_files_and_folders_are_no_sources(texts: Path) -> None:
    write(texts, dict.fromkeys(("a.txt", "drafts/b.txt", "old/c.txt", "x-draft.txt"), "x"))
    assert found(texts, exclude=("drafts/*", "old", "*-draft.txt")) == ["texts/a.txt"]


def test_what_a_build_wrote_is_no_source(texts: Path) -> None:
    write(texts, {"a.txt": "x", "out/mine.txt": "x"})
    with OutputFolder(texts / "out") as folder:
        folder.replace((OutputFile("report.html", b"x"), OutputFile("docx/1.docx", b"x")))
    discovery = discover([str(texts)])
    assert [each.name for each in discovery.found] == ["texts/a.txt", "texts/out/mine.txt"]
    assert discovery.findings == ()


# ---- links, pipes, devices ----


def test_links_that_leave_the_folder_are_left_out(texts: Path, tmp_path: Path) -> None:
    write(tmp_path, {"secret.txt": "x", "others/b.txt": "x", "texts/a.txt": "x"})
    (texts / "link.txt").symlink_to(tmp_path / "secret.txt")
    (texts / "folder").symlink_to(tmp_path / "others")
    discovery = discover([str(texts)])
    assert [each.name for each in discovery.found] == ["texts/a.txt"]
    assert left_out(discovery) == dict.fromkeys(
        ("texts/link.txt", "texts/folder"), "it is a link that leaves the folder"
    )


def test_a_link_inside_the_folder_is_its_target(texts: Path) -> None:
    write(texts, {"b.txt": "x"})
    (texts / "a.txt").symlink_to("b.txt")
    assert found(texts) == ["texts/a.txt"]


def test_a_folder_that_links_to_itself_is_walked_once(texts: Path) -> None:
    write(texts, {"a.txt": "x"})
    (texts / "again").symlink_to(texts)
    discovery = discover([str(texts)])
    assert [each.name for each in discovery.found] == ["texts/a.txt"]
    assert left_out(discovery) == {"texts/again": "it is a link to another folder"}


def test_a_broken_link_says_that_nothing_is_there(texts: Path) -> None:
    write(texts, {})
    texts.mkdir()
    (texts / "a.txt").symlink_to("gone.txt")
    assert reason(texts / "a.txt") == "there is no such file or folder"


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert reason(tmp_path / "pipe.txt") == "it is a folder, device or pipe, not a file"


def test_a_device_is_refused() -> None:
    assert reason(Path("/dev/zero")) == "it is a folder, device or pipe, not a file"


@pytest.mark.parametrize("name", ["gone.txt", "x" * 5000, "a\0b"])
def test_a_missing_file_or_an_impossible_name_is_left_out_later_with_a_reason(name: str, tmp_path: Path) -> None:
    (item,) = discover([f"{tmp_path}/{name}"]).found
    assert item.path is not None
    assert reason(item.path).startswith(("there is no such file", "it cannot be read: ", "its name is none"))


def test_a_folder_without_articles_is_left_out(texts: Path) -> None:
    write(texts, {"a.png": "x"})
    expected = "no file in it can be read as an article (.txt, .text, .html, .htm, .xhtml, .md, .markdown)"
    assert left_out(discover([str(texts)])) == {"texts": expected}


# ---- names ----


def test_a_name_starts_with_the_folder_and_is_never_absolute(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(texts, {"deep/a.txt": "x"})
    monkeypatch.chdir(texts / "deep")
    assert found(Path("..")) == found(texts) == ["texts/deep/a.txt"]
    assert found(Path()) == ["deep/a.txt"]


def test_equal_names_are_made_unique_and_keep_their_endings(tmp_path: Path) -> None:
    write(tmp_path, {"one/texts/a.html": "x", "two/texts/a.html": "x"})
    assert found(tmp_path / "one/texts", tmp_path / "two/texts") == ["texts/a.html", "texts/a (2).html"]


def test_the_same_file_twice_is_one_source(texts: Path) -> None:
    write(texts, {"a.txt": "x"})
    assert found(texts, texts, texts / "a.txt", texts / ".." / "texts") == ["texts/a.txt"]


def test_bytes_in_a_name_that_are_no_text_are_replaced(texts: Path) -> None:
    texts.mkdir()
    Path(os.fsdecode(bytes(texts) + b"/bad\xff.txt")).write_text("x")
    assert found(texts) == ["texts/bad\ufffd.txt"]


def test_standard_input_has_a_name_of_its_own() -> None:
    (item,) = discover(["-", "-"]).found
    assert (item.name, read_bytes(item, b"given")) == ("standard-input", b"given")


def test_sub_folders_are_parts(texts: Path) -> None:
    write(texts, {"a.txt": "x", "01-the-sea/b.txt": "x", "01-the-sea/deep/c.txt": "x"})
    assert [each.part for each in discover([str(texts)]).found] == [None, "01-the-sea", "01-the-sea"]


@pytest.mark.parametrize(
    ("folder", "title"),
    [("01-the-sea", "The sea"), ("2. Harbours", "Harbours"), ("2017", "2017"), ("old_days", "Old days"), ("--", "--")],
)
def test_the_title_of_a_part_is_its_folder_in_words(folder: str, title: str) -> None:
    assert part_title(folder) == title


def test_natural_order_puts_2_before_10() -> None:
    assert sorted(["10", "a2b10", "2", "a2b9", "A1"], key=natural) == ["2", "10", "A1", "a2b9", "a2b10"]


# ---- companions ----


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("pictures/x.png", b"in"),
        ("../x.png", b"up"),
        ("../../secret.png", None),
        ("/etc/passwd", None),
        ("gone.png", None),
        ("a\0b", None),
        (".", None),
    ],
)
def test_companions_are_files_inside_the_folder(
    address: str, expected: bytes | None, texts: Path, tmp_path: Path
) -> None:
    write(tmp_path, {"secret.png": b"no", "texts/x.png": b"up", "texts/part/pictures/x.png": b"in"})
    assert companion(Found("texts/part/a.html", texts / "part/a.html", texts), address) == expected


def test_standard_input_has_no_companions() -> None:
    assert companion(Found("standard-input", None, Path()), "README.md") is None


@pytest.mark.skipif(os.name != "posix", reason="names that only POSIX allows")
def test_the_folder_of_a_part_may_be_called_anything(tmp_path: Path) -> None:
    write(tmp_path, {"\x1b[31mred\x07/a.txt": "text"})
    assert [found.part for found in discover([str(tmp_path)]).found] == ["\ufffd[31mred\ufffd"]
