"""Times a whole build against WeasyPrint alone printing the same markup: python tests/benchmarks/build_time.py SOURCE…

Both are whole processes with compiled byte-code, run in turn; the ratio is of the medians. Prints one line of JSON.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from publish.binding import publication_of
from publish.pipeline import collect
from publish.settings import Arguments, make_settings
from publish.theme.fonts import face_bytes
from publish.theme.load import find_theme, read_theme
from publish.writers.pdf import book_markup, manuscript
from publish.writers.pdf_engine import document

BIN = Path(sys.executable).parent


def write_naive_input(sources: tuple[str, ...], folder: Path) -> None:
    """The book's markup, style and fonts as files, for the `weasyprint` command; pictures are left out."""
    settings = make_settings(Arguments(sources=sources, out=folder), folder=folder, epoch=None)
    publication = publication_of(collect(settings).prepared, settings)
    book = manuscript(publication, read_theme(find_theme("reader", ())), {})
    (folder / "font").mkdir(parents=True)
    for face in book.style.faces:
        (folder / "font" / f"{face.name}.ttf").write_bytes(face_bytes(face))
    (folder / "book.css").write_text(book.style.css, "utf-8")
    (folder / "book.html").write_text(document(book.style, book_markup(book)), "utf-8")


def seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sources", nargs="+")
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    sources = tuple(str(Path(source).resolve()) for source in arguments.sources)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_naive_input(sources, folder)
        naive = [
            str(BIN / "weasyprint"),
            str(folder / "book.html"),
            str(folder / "naive.pdf"),
            "-s",
            str(folder / "book.css"),
        ]
        config = folder / "publish.toml"
        config.write_text("[output]\ncache = false\n", "utf-8")
        times: dict[str, list[float]] = {"weasyprint": [], "publish": []}
        for run in range(arguments.runs + 1):
            out = folder / f"out{run}"  # a new folder each time: a cold build
            build = [str(BIN / "publish"), "-q", "build", "-c", str(config), "-o", str(out), *sources]
            pair = {"weasyprint": seconds(naive), "publish": seconds(build)}
            if run:  # the first pair warms the disk
                for kind, value in pair.items():
                    times[kind].append(value)
    medians = {kind: round(statistics.median(values), 2) for kind, values in times.items()}
    ratio = round(medians["publish"] / medians["weasyprint"], 2)
    print(json.dumps({**medians, "ratio": ratio, "runs": arguments.runs}))  # its result


if __name__ == "__main__":
    main()
