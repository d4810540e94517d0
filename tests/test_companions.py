"""Pictures that go along with the Markdown of their article."""

from __future__ import annotations

from publish.companions import take_along
from publish.model import Figure, Link, Picture, Text
from publish.walk import own_inlines
from tests.builders import article, p

FILES = {"images/a.png": b"A", "b c.png": b"B", "other/a.png": b"C", "same/a.png": b"A"}


def taken(*addresses: str) -> tuple[list[str], dict[str, bytes]]:
    """(the addresses that figures have after it, the files)."""
    moved, files = take_along(article(*(Figure(each, "") for each in addresses)), FILES.get, "x_files")
    return [block.asset for block in moved.blocks if isinstance(block, Figure)], dict(files)


def test_a_picture_keeps_its_name() -> None:
    assert taken("images/a.png") == (["x_files/a.png"], {"a.png": b"A"})


def test_names_are_made_unique_and_the_same_bytes_are_taken_once() -> None:
    addresses, files = taken("images/a.png", "other/a.png", "same/a.png", "images/a.png")
    assert addresses == ["x_files/a.png", "x_files/a-2.png", "x_files/a.png", "x_files/a.png"]
    assert files == {"a.png": b"A", "a-2.png": b"C"}


def test_names_that_would_need_escapes_are_changed() -> None:
    assert taken("b%20c.png") == (["x_files/b-c.png"], {"b-c.png": b"B"})


def test_a_picture_written_into_its_page_becomes_a_file() -> None:
    assert taken("data:image/png;base64,QUI=", "data:image/png;base64,QUM=") == (
        ["x_files/picture.png", "x_files/picture-2.png"],
        {"picture.png": b"AB", "picture-2.png": b"AC"},
    )


def test_what_is_not_to_be_had_keeps_its_address() -> None:
    gone = ["https://example.org/a.png", "gone.png", "data:x", "http://["]
    assert taken(*gone) == (gone, {})


def test_pictures_in_lines_and_links_go_along() -> None:
    moved, _ = take_along(article(p("a", Link("https://x.y/", (Picture("images/a.png", "b"),)))), FILES.get, "x_files")
    (line,) = own_inlines(moved.blocks[0])
    assert line == (Text("a"), Link("https://x.y/", (Picture("x_files/a.png", "b"),)))


def test_a_folder_with_signs_in_its_name_is_quoted() -> None:
    moved, _ = take_along(article(Figure("images/a.png", "")), FILES.get, "what? 100%_files")
    assert moved.blocks == (Figure("what%3F%20100%25_files/a.png", ""),)
