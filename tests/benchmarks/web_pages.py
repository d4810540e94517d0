"""Cleans every web page of a benchmark and tells what that took: python -m tests.benchmarks.web_pages PAGES.tar.xz

Each page goes from bytes to its article with metadata, in this process and on one core. On the way each character of the
page's text, as a second parser (lexbor) reads it, is looked for among those that were kept or removed. Prints one line of
JSON: pages, those left out by reason, those that miss characters, milliseconds of CPU a page (median and mean, by stage).
"""

from __future__ import annotations

import argparse
import gc
import gzip
import itertools
import json
import statistics
import sys
import tarfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from publish.characters import REPLACEMENT, xml_safe
from publish.clean import CleanRules, clean
from publish.errors import ConservationError, SourceError
from publish.normalise import normalise
from publish.passages import Page, Source
from publish.readers.html import read_html

STAGES = ("read", "clean", "normalise", "all")


def pages(archive: Path) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(archive) as opened:
        for member in opened:
            stream = opened.extractfile(member) if member.name.endswith(".html.gz") else None
            if stream is not None:
                yield Path(member.name).name.removesuffix(".html.gz"), gzip.decompress(stream.read())


def letters(text: str) -> Counter[str]:
    return Counter(each for each in xml_safe(text) if not each.isspace() and each != REPLACEMENT)


def missing(page: Page) -> str:
    """The characters that a second parser finds in a page and that stand in none of its passages."""
    tree = LexborHTMLParser(page.text)
    for node in tree.css("script, style, template, noscript"):
        node.decompose()
    root = tree.root
    theirs = letters(root.text() if root is not None else "")
    ours = letters("".join(passage.text for passage in page.passages))
    return "".join((theirs - ours).elements())


def timed(source: Source) -> tuple[Page, tuple[float, ...]]:
    """The page of a source, and the milliseconds that each stage took."""
    times = [time.process_time()]
    page = read_html(source).value
    times.append(time.process_time())
    cleaned = clean(page, CleanRules()).value
    times.append(time.process_time())
    normalise(cleaned)
    times.append(time.process_time())
    stages = [(after - before) * 1000 for before, after in itertools.pairwise(times)]
    return page, (*stages, sum(stages))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path)
    arguments = parser.parse_args()
    found = sorted(pages(arguments.pages))
    timed(Source("first.html", found[0][1]))  # phrases, models and tables are loaded once
    left_out: Counter[str] = Counter()
    lost: dict[str, str] = {}
    times = []
    for number, (name, markup) in enumerate(found):
        if number % 50 == 0:
            gc.collect()
            gc.disable()  # as while `publish` reads a source
        try:
            page, took = timed(Source(f"{name}.html", markup))
        except ConservationError as error:
            lost[name] = str(error)
            continue
        except SourceError as error:
            left_out[str(error)] += 1
            continue
        times.append(took)
        if gone := missing(page):
            lost[name] = gone[:80]
    result = {
        "pages": len(found),
        "left out": dict(left_out),
        "lost": lost,
        "median ms": {
            stage: round(statistics.median(column), 2)
            for stage, column in zip(STAGES, zip(*times, strict=True), strict=True)
        },
        "mean ms": {
            stage: round(statistics.mean(column), 2)
            for stage, column in zip(STAGES, zip(*times, strict=True), strict=True)
        },
    }
    print(json.dumps(result, ensure_ascii=False))
    return int(bool(lost))


if __name__ == "__main__":
    sys.exit(main())
