"""Build a book from every hostile source, and print what became of it.

python -m tests.hostile [--family NAME …] [--only TEXT] [--keep FOLDER] [--formats pdf,epub,docx] [--jobs 2]
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import shutil
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.hostile import fetching, files, markup, texts
from tests.hostile.cases import Case
from tests.hostile.judging import Judgement, canary, judge

TARGETS = (
    "tracebacks",
    "killed",
    "hangs",
    "requests",
    "secrets",
    "machine paths",
    "accounted for",
    "words",
    "active content",
    "schemes",
    "terminal",
    "good articles",
    "cost",
    "unjudged",
)


def all_cases() -> tuple[Case, ...]:
    return tuple(itertools.chain(fetching.cases(), texts.cases(), files.cases(), markup.cases()))


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--family", action="append", default=[])
    options.add_argument("--only", default="")
    options.add_argument("--keep", type=Path)
    options.add_argument("--formats", default="pdf,epub,docx")
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--every", type=int, default=1, help="take each n-th case alone")
    given = options.parse_args()
    cases = [
        each for each in all_cases() if (not given.family or each.family in given.family) and given.only in each.name
    ][:: given.every]
    root = given.keep or Path(tempfile.mkdtemp(prefix="hostile-"))
    begun = time.monotonic()
    with canary() as server, ThreadPoolExecutor(given.jobs) as pool:
        baseline = judge(Case("none", "baseline"), root / "baseline", server, formats=given.formats)
        print(
            f"the good articles alone: {baseline.ran.cpu_seconds:.1f} s CPU, {baseline.ran.memory_bytes >> 20} MiB",
            *baseline.faults,
        )

        def judged(number: int, case: Case) -> Judgement:
            place = root / f"{number:04d}"
            try:
                return judge(case, place, server, baseline=baseline.ran.cpu_seconds, formats=given.formats)
            except Exception as error:
                return Judgement(case, baseline.ran, (("unjudged", f"{type(error).__name__}: {error}"[:300]),))
            finally:
                if not given.keep:
                    with contextlib.suppress(OSError):
                        shutil.rmtree(place)

        results = []
        for each in pool.map(judged, range(len(cases)), cases):
            results.append(each)
            dearest = each.ran.cpu_seconds - baseline.ran.cpu_seconds
            told = "; ".join(f"{target}: {word}" for target, word in each.faults)
            if told or dearest > 5:
                left = "; ".join(f"{name}: {reason}" for name, reason in each.left_out)
                print(
                    f"{each.case.family}/{each.case.name}: {dearest:.1f} s, {each.ran.memory_bytes >> 20} MiB {told} [{each.articles}; {left}]",
                    flush=True,
                )
    _table(results, time.monotonic() - begun)
    return int(any(each.faults for each in results))


def _table(results: list[Judgement], seconds: float) -> None:
    families = list(dict.fromkeys(each.case.family for each in results))
    faults = Counter((each.case.family, target) for each in results for target in {target for target, _ in each.faults})
    used = [target for target in TARGETS if any((family, target) in faults for family in families)]
    print("\n| family | cases | in the book | left out |" + "".join(f" {target} |" for target in used))
    print("| --- |" + " --: |" * (3 + len(used)))
    for family in families:
        own = [each for each in results if each.case.family == family]
        taken, left = sum(each.articles > 2 for each in own), sum(bool(each.left_out) for each in own)
        print(
            f"| {family} | {len(own)} | {taken} | {left} |" + "".join(f" {faults[family, target]} |" for target in used)
        )
    missed = ", ".join(used) or "none"
    print(f"\n{len(results)} cases in {seconds:.0f} s; targets missed: {missed}")


if __name__ == "__main__":
    raise SystemExit(main())
