"""Take one protection after the other out of a copy of the package, and see its tests fail: `python -m tests.mutations`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.mutations.protections import PROTECTIONS, ROOT, Protection


def is_noticed(protection: Protection, copy: Path) -> bool:
    """Whether the tests of a protection fail without it."""
    path = copy / protection.file
    whole = path.read_text("utf-8")
    path.write_text(whole.replace(protection.line, protection.instead), "utf-8")
    try:
        command = (sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *protection.tests)
        environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
        ran = subprocess.run(command, cwd=copy, env=environment, capture_output=True, check=False)
    finally:
        path.write_text(whole, "utf-8")
    return ran.returncode == 1


def main() -> int:
    missed = 0
    with tempfile.TemporaryDirectory(prefix="mutations-") as folder:
        copy = Path(folder)
        for name in ("publish", "tests", "styles", "sources"):
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", copy)
        for protection in PROTECTIONS:
            noticed = is_noticed(protection, copy)
            missed += not noticed
            print(f"{'noticed' if noticed else 'NOT NOTICED'}: {protection.what}", flush=True)
    print(f"{len(PROTECTIONS)} protections, {missed} that no test misses")
    return int(missed > 0)


if __name__ == "__main__":
    raise SystemExit(main())
