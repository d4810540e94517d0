"""Some of the hostile sources, all in one book: `python -m tests.hostile` takes each of them by itself."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.hostile import fetching, files, texts
from tests.hostile.cases import Case
from tests.hostile.judging import canary, judge

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="symbolic links, pipes and limits as Linux has them")


def together(family: str, cases: Iterator[Case], *, every: int) -> Case:
    """Many cases as one, each in a folder of its own, with a title of its own: alike, they would be one article."""
    taken = [case for case in cases if case.files and not case.arrange][::every]
    found: dict[str, bytes] = {}
    for number, case in enumerate(taken):
        for name, data in case.files.items():
            own = data.replace(b"A Hostile", f"Number {number} Hostile".encode()).replace(
                b"The harbour was", f"Harbour {number} was".encode()
            )
            found[f"{number:03d}/{name}"] = own
    return Case(family, "together", found)


@pytest.mark.parametrize(
    ("family", "cases", "every"),
    [("fetch", fetching.cases, 5), ("texts", texts.cases, 12), ("files", files.cases, 9)],
)
def test_hostile_sources_cost_themselves_alone(family: str, cases: object, every: int, tmp_path: Path) -> None:
    assert callable(cases)
    with canary() as server:
        found = judge(together(family, cases(), every=every), tmp_path, server, formats="epub,docx", baseline=100)
    assert found.faults == ()


@pytest.mark.parametrize("name", ["fifo", "link-secret.txt", "link-zero.txt", "sparse-10GB", "socket"])
def test_what_is_no_file_of_the_folder_is_left_out(name: str, tmp_path: Path) -> None:
    case = next(case for case in files.cases() if case.name == name)
    with canary() as server:
        found = judge(replace(case, left_out=True), tmp_path, server, formats="docx", baseline=10)
    assert found.faults == ()
    assert len(found.left_out) == 1
