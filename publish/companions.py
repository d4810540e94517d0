"""Pictures taken along with the Markdown of an article, so that it can be edited and built where it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import assert_never
from urllib.parse import quote, unquote, urlsplit

from publish.model import (
    Article,
    Block,
    Code,
    Figure,
    Foreign,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NoteRef,
    Picture,
    Styled,
    Text,
)
from publish.pictures import Load, picture_bytes
from publish.walk import map_article, map_lines


def take_along(article: Article, load: Load, folder: str) -> tuple[Article, Mapping[str, bytes]]:
    """The article with its pictures in a folder beside it, and the files to be put there, by their names in it.

    A picture that is not to be had keeps its address, so that its editor sees which one is missing.
    """
    taking = _Taking(load, folder)
    return map_article(article, taking.block), taking.files


@dataclass(slots=True)
class _Taking:
    """The pictures of one article being taken along."""

    load: Load
    folder: str
    files: dict[str, bytes] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)

    def block(self, block: Block) -> Block:
        if isinstance(block, Figure):
            block = replace(block, asset=self._address(block.asset))
        return map_lines(block, lambda line: tuple(self._line(line)))

    def _line(self, line: Inlines) -> Iterator[Inline]:
        for node in line:
            match node:
                case Picture(asset=asset):
                    yield replace(node, asset=self._address(asset))
                case Styled(children=children) | Link(children=children) | Foreign(children=children):
                    yield replace(node, children=tuple(self._line(children)))
                case Text() | Code() | LineBreak() | NoteRef():
                    yield node
                case _:
                    assert_never(node)

    def _address(self, address: str) -> str:
        """Where a picture is from now on."""
        if address not in self.addresses:
            try:
                data = picture_bytes(address, self.load)
            except ValueError:
                self.addresses[address] = address
            else:
                name = self._free(_file_name(address), data)
                self.files[name] = data
                self.addresses[address] = _quoted(f"{self.folder}/{name}")
        return self.addresses[address]

    def _free(self, name: str, data: bytes) -> str:
        """The name, with a number where a file of other bytes has it."""
        stem, dot, ending = name.rpartition(".")
        taken = {known.casefold(): known for known in self.files}
        free, number = name, 1
        while free.casefold() in taken and self.files[taken[free.casefold()]] != data:
            number += 1
            free = f"{stem}-{number}{dot}{ending}"
        return free


def _file_name(address: str) -> str:
    """The name of a picture's file; of one that is written into its page, by its kind."""
    if address.startswith("data:"):
        kind = re.match(r"data:image/(?P<kind>[a-z]+)", address)
        return f"picture.{kind['kind'] if kind else 'png'}"
    name = PurePosixPath(unquote(urlsplit(address).path)).name
    return re.sub(r"[^\w.-]+", "-", name).strip(".-") or "picture"


def _quoted(address: str) -> str:
    """The address with what would end it or mean something else as escapes."""
    return re.sub(r"[%?#\s<>()\\]", lambda found: quote(found[0]), address)
