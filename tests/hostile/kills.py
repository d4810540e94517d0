"""Builds that are killed at random moments, and two builds at once: what is left is whole, and the next run sweeps it.

python -m tests.hostile.kills [--kills 200] [--pairs 50]
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from publish.staging import JOURNAL, MANIFEST, STAGE
from tests.projects import dirty, tree, write

COMMAND = (sys.executable, "-m", "publish", "-q", "build", "--title", "Book", "-f", "epub,docx")


def versions(folder: Path) -> tuple[Path, Path]:
    """Two projects that differ in every output."""
    for version in ("one", "two"):
        write(
            folder / version,
            {f"sources/{name}.txt": dirty(f"The {version} {name}", prose=f"{version} " * 40) for name in "abc"},
        )
    return folder / "one", folder / "two"


def started(project: Path, out: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "XDG_CACHE_HOME": str(project / "cache")}
    return subprocess.Popen(
        (*COMMAND, "-o", str(out)), cwd=project, env=environment, stderr=subprocess.PIPE, start_new_session=True
    )


def built(project: Path, out: Path) -> int:
    process = started(project, out)
    process.communicate()
    return process.returncode


def outputs(out: Path) -> dict[str, bytes]:
    return {name: data for name, data in tree(out).items() if name != MANIFEST and not name.startswith(STAGE)}


def kills(count: int, folder: Path, expected: Mapping[str, Mapping[str, bytes]], seconds: float) -> Counter[str]:
    """What was found after each kill, and after the run that came next."""
    found: Counter[str] = Counter()
    chance = random.Random(1)
    out = folder / "out"
    for number in range(count):
        old, new = (("one", "two"), ("two", "one"))[number % 2]
        shutil.rmtree(out, ignore_errors=True)
        built(folder / old, out)
        shutil.rmtree(folder / new / "cache", ignore_errors=True)
        process = started(folder / new, out)
        # half of the kills fall where files are written, which is at the end
        time.sleep(chance.uniform(0, seconds) if number % 4 < 2 else chance.uniform(0.75, 1.05) * seconds)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        there = outputs(out)
        if there == expected[old]:
            found["killed: all old"] += 1
        elif there == expected[new]:
            found["killed: all new"] += 1
        elif (out / JOURNAL).exists() and all(
            there.get(name) in (expected[old].get(name), expected[new].get(name)) for name in there
        ):
            found["killed: being put in place"] += 1
        else:
            found["CORRUPT OR MISSING"] += 1
        built(folder / new, out)
        if outputs(out) != expected[new] or set(tree(out)) - set(expected[new]) - {MANIFEST}:
            found["LEFTOVERS AFTER THE NEXT RUN"] += 1
    return found


def pairs(count: int, folder: Path, expected: Mapping[str, Mapping[str, bytes]]) -> Counter[str]:
    """How two builds into one folder ended, started at once."""
    found: Counter[str] = Counter()
    for number in range(count):
        out = folder / f"pair-{number}"
        for version in expected:
            shutil.rmtree(folder / version / "cache", ignore_errors=True)
        processes = [started(folder / version, out) for version in expected]
        messages = [process.communicate()[1].decode() for process in processes]
        codes = sorted(process.returncode for process in processes)
        if outputs(out) not in expected.values():
            found["MIXED"] += 1
        elif codes == [0, 8] and sum("another build is writing" in message for message in messages) == 1:
            found["one won, the other said so (exit 8)"] += 1
        elif codes == [0, 0]:
            found["one after the other"] += 1
        else:
            found[f"CODES {codes}"] += 1
        shutil.rmtree(out, ignore_errors=True)
    return found


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--pairs", type=int, default=50)
    given = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="kills-"))
    versions(folder)
    expected = {}
    for version in ("one", "two"):
        begun = time.monotonic()
        built(folder / version, folder / f"{version}-out")
        seconds = time.monotonic() - begun
        expected[version] = outputs(folder / f"{version}-out")
    for what, found in (
        ("kills", kills(given.kills, folder, expected, seconds)),
        ("pairs", pairs(given.pairs, folder, expected)),
    ):
        print(
            f"{sum(found.values())} {what}: " + ", ".join(f"{name} {number}" for name, number in found.most_common()),
            flush=True,
        )
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
