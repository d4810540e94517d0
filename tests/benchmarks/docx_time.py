"""How long Word files take to write: `python -m tests.benchmarks.docx_time [COUNT]`, CPU time by number of articles.

"plain" articles are text with headings, links and lists, about 2,400 words each; those of the "specimen" have every
kind of block in four scripts, and four tables. The compiled book carries its fonts.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping

from publish.gallery import specimen
from publish.model import (
    Article,
    Asset,
    Block,
    Heading,
    Link,
    List,
    ListItem,
    Meta,
    Provenance,
    Publication,
)
from publish.theme.load import find_theme, read_theme
from publish.writers.docx import write_book, write_pack
from tests.builders import inlines, p

SENTENCE = "The commissioners understood incompressible costs, and no characteristic can be economised to two flashes. "


def plain(count: int) -> Publication:
    return specimen.as_book(tuple(map(_plain_article, range(1, count + 1))))


def _plain_article(number: int) -> Article:
    blocks: list[Block] = []
    for section in range(6):
        blocks.append(Heading(2, inlines(f"Section {section}"), f"section-{section}"))
        link = Link(f"https://example.org/{section}", inlines("the ledger"))
        blocks += [p(SENTENCE * 6, "as in ", link, ".") for _ in range(4)]
        blocks.append(List(False, tuple(ListItem((p(SENTENCE[:50]),)) for _ in range(3))))
    meta = Meta(
        f"Article {number}", authors=("Ada Penhale",), published="2020-05-01", url=f"https://example.org/a{number}"
    )
    return Article(meta, tuple(blocks), Provenance(f"{number}.txt", "0" * 64))


def main(largest: int) -> None:
    theme = read_theme(find_theme("reader", ()))
    kinds: Mapping[str, tuple[Callable[[int], Publication], Mapping[str, Asset]]] = {
        "plain": (plain, {}),
        "specimen": (specimen.many, specimen.assets()),
    }
    write_book(plain(1), theme, {})  # loads what is loaded once
    print("articles, kind: compiled book in s; pack in ms a file")
    for name, (make, assets) in kinds.items():
        for count in (largest // 4, largest // 2, largest):
            book = make(count)
            start = time.process_time()
            write_book(book, theme, assets)
            compiled = time.process_time()
            write_pack(book, theme, assets)
            packed = time.process_time()
            print(f"{count:5} {name}: {compiled - start:.2f} s; {(packed - compiled) * 1000 / count:.1f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
