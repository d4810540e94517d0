"""CPU time and memory of writing one EPUB of many articles, page list included: python tests/benchmarks/epub_time.py.

The articles are the specimens of four scripts in turn, about 1,500 words each. Prints one line of JSON.
"""

from __future__ import annotations

import argparse
import json
import resource
import time

from publish.characters import folded
from publish.gallery.specimen import assets, many
from publish.outputs import PageStart, Pagination, anchor
from publish.theme.load import find_theme, read_theme
from publish.walk import article_text
from publish.writers.epub import write_epub

LETTERS_A_PAGE = 1500


def peak() -> int:
    """The most memory that this process has had, in kB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=500)
    count: int = parser.parse_args().articles
    theme, pictures = read_theme(find_theme("reader", ())), assets()
    book = many(count)
    starts = tuple(
        PageStart("1", anchor(number), letters)
        for number, article in enumerate(book.articles, 1)
        for letters in range(0, len(folded(article_text(article))), LETTERS_A_PAGE)
    )
    before, start = peak(), time.process_time()
    (file,) = write_epub(book, theme, pictures, Pagination({}, len(starts), starts)).value
    seconds = round(time.process_time() - start, 2)
    kilobytes = round((peak() - before) / count, 1)
    result = {"articles": count, "cpu_s": seconds, "bytes": len(file.data), "kB_an_article": kilobytes}
    print(json.dumps(result))  # its result


if __name__ == "__main__":
    main()
