"""What a hostile case is, and the good articles that stand beside each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from tests.builders import MORE_PROSE, PROSE

SECRET = "SECRETq7Zr4Vw9"
"""Stands in files that no source may reach."""
CANARY = "http://127.0.0.1:{port}/"
GOOD = {
    "0-good.txt": f"The Good Dump\n\n{PROSE}\n\n{MORE_PROSE}\n\nGOODTOKENone stands here, at the end of it all.\n",
    "z-good.html": (
        "<!DOCTYPE html><html lang=en><head><title>The Good Page</title></head><body><article>"
        f"<h1>The Good Page</h1><p>Of tides and their tables nobody knew as much. {PROSE}</p>"
        f"<p>{MORE_PROSE}</p><p>GOODTOKENtwo stands here.</p></article></body></html>"
    ),
}
GOOD_TOKENS = ("GOODTOKENone", "GOODTOKENtwo")


@dataclass(frozen=True, slots=True)
class World:
    """Where a case is put: its folder of sources, a folder beside it with secrets, the port of the canary."""

    sources: Path
    outside: Path
    port: int


@dataclass(frozen=True, slots=True)
class Case:
    """Files that attack, by their names in the folder of sources, and the tokens in their text that must not be lost.

    In the files `{port}` and `{secret}` stand for the port of the canary and for the path of a file with a secret in
    it. `arrange` makes what is no plain file and gives the names of what it made. `left_out` says that no article may
    come of it, None that either is well.
    """

    family: str
    name: str
    files: Mapping[str, bytes] = field(default_factory=dict)
    tokens: tuple[str, ...] = ()
    arrange: Callable[[World], tuple[str, ...]] | None = None
    left_out: bool | None = None


Cases: TypeAlias = "Iterator[Case]"


def token(number: int) -> str:
    """A word that stands in no other text."""
    return f"TOKEN{number:03d}qx"


def page(body: str, head: str = "", title: str = "A Hostile Page", root: str = "lang=en") -> bytes:
    """A web page with enough prose around the body to be an article."""
    return (
        f"<!DOCTYPE html>\n<html {root}><head><meta charset=utf-8><title>{title}</title>{head}</head><body><article>"
        f"<h1>{title}</h1>\n<p>{PROSE}</p>\n{body}\n<p>{MORE_PROSE}</p></article></body></html>"
    ).encode("utf-8", "surrogatepass")


def dump(body: str, title: str = "A Hostile Dump") -> bytes:
    """A text dump with enough prose around the body to be an article."""
    return f"{title}\n\n{PROSE}\n\n{body}\n\n{MORE_PROSE}\n".encode("utf-8", "surrogatepass")
