"""Times builds of a large book against WeasyPrint alone printing the same markup: python -m tests.benchmarks.book_time 100

Synthetic articles of about 1,250 words are built cold, with one article changed, and with nothing changed, each as a
whole process with compiled byte-code. Prints one line of JSON: seconds, megabytes of the largest process, and ratios to
WeasyPrint; of several runs, medians.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.build_time import write_naive_input

BIN = Path(sys.executable).parent
WORDS = (
    "harbour ledger keeper stone tide lantern winter council bridge river letter market engine paper signal window "
    "garden archive railway station copper orchard island measure charter voyage custom season weather survey record "
    "village parish county province border treaty office clerk pilot captain merchant weaver printer teacher doctor "
    "slowly often seldom rarely always nearly almost quietly plainly openly began carried crossed counted gathered "
    "repaired returned opened measured observed described recorded settled borrowed answered considered remembered the "
    "of and to in that was for with from by as on at which had not but were their this have been one all would there"
).split()


@dataclass(frozen=True, slots=True)
class Run:
    """One process: seconds on the clock and of work, and the megabytes of the largest process of it and its own."""

    wall: float
    work: float
    memory: float


def write_sources(folder: Path, count: int) -> None:
    """So many text dumps, each with sub-headings, a list, and a title of its own; always the same."""
    chance = random.Random(count)  # not for secrets
    folder.mkdir(parents=True)
    for number in range(1, count + 1):
        (folder / f"{number:03}.txt").write_text("\n\n".join(_article(chance, number)) + "\n", "utf-8")


def _article(chance: random.Random, number: int) -> Iterator[str]:
    yield f"{_words(chance, 4).title()} of the {_words(chance, 2).title()} {number}"
    for _ in range(4):
        yield _words(chance, 4).capitalize()
        for _ in range(3):
            yield " ".join(_sentence(chance) for _ in range(6))
    yield "\n".join(f"- {_sentence(chance)}" for _ in range(4))
    yield " ".join(_sentence(chance) for _ in range(6))


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(WORDS, k=count))


def _sentence(chance: random.Random) -> str:
    return f"{_words(chance, chance.randrange(9, 22)).capitalize()}."


def run(*command: str, cache: Path) -> Run:
    start = time.perf_counter()
    silent = os.open(os.devnull, os.O_WRONLY)
    child = os.posix_spawn(
        command[0],
        command,
        {**os.environ, "XDG_CACHE_HOME": str(cache)},
        file_actions=[(os.POSIX_SPAWN_DUP2, silent, 1), (os.POSIX_SPAWN_DUP2, silent, 2)],
    )
    _, status, used = os.wait4(child, 0)
    wall = time.perf_counter() - start
    os.close(silent)
    if status:
        raise SystemExit(f"{' '.join(command)} failed with {os.waitstatus_to_exitcode(status)}")
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def measured(folder: Path, count: int, formats: str, *, naive: bool) -> Iterator[tuple[str, Run]]:
    """One round: WeasyPrint alone, as it is and with the tags that our books have, and the three builds."""
    sources, out, cache = folder / "sources", folder / "out", folder / "cache"
    shutil.rmtree(out, ignore_errors=True)
    shutil.rmtree(cache, ignore_errors=True)
    build = (str(BIN / "publish"), "-q", "build", str(sources), "-o", str(out), "-f", formats)
    if naive:
        page, sheet, pdf = (str(folder / "naive" / name) for name in ("book.html", "book.css", "book.pdf"))
        yield "weasyprint", run(str(BIN / "weasyprint"), page, pdf, "-s", sheet, cache=cache)
        tagged = (str(BIN / "weasyprint"), "--pdf-variant", "pdf/a-3a", page, f"{pdf}.tagged", "-s", sheet)
        yield "tagged", run(*tagged, cache=cache)
    yield "cold", run(*build, cache=cache)
    changed = sources / f"{count // 2:03}.txt"
    with changed.open("a", encoding="utf-8") as file:
        file.write("\n" + "A paragraph was added, and it is long enough to be seen on the page. " * 12 + "\n")
    yield "changed", run(*build, cache=cache)
    yield "unchanged", run(*build, cache=cache)


def medians(runs: list[dict[str, Run]], kind: str) -> Mapping[str, float]:
    return {part: round(statistics.median(getattr(each[kind], part) for each in runs), 2) for part in Run.__slots__}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("articles", type=int)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--formats", default="pdf,epub,docx")
    parser.add_argument("--without-weasyprint", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        runs = []
        for number in range(arguments.runs):
            shutil.rmtree(folder / "sources", ignore_errors=True)
            write_sources(folder / "sources", arguments.articles)
            if number == 0 and not arguments.without_weasyprint:
                write_naive_input((str(folder / "sources"),), folder / "naive")
            naive = not arguments.without_weasyprint
            runs.append(dict(measured(folder, arguments.articles, arguments.formats, naive=naive)))
        size = sum(path.stat().st_size for path in (folder / "out").glob("*.pdf"))
        found: dict[str, object] = {"articles": arguments.articles, "formats": arguments.formats}
        found |= {kind: medians(runs, kind) for kind in runs[0]}
        if naive:
            builds = ("cold", "changed", "unchanged")
            for name, file in (("weasyprint", "book.pdf"), ("tagged", "book.pdf.tagged")):
                base = medians(runs, name)["wall"]
                ratios = {kind: round(medians(runs, kind)["wall"] / base, 3) for kind in builds}
                found[f"to {name}"] = {**ratios, "size": round(size / (folder / "naive" / file).stat().st_size, 3)}
    print(json.dumps(found))  # its result


if __name__ == "__main__":
    main()
