"""The five reference articles with their labels, where they are at hand."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("PUBLISH_SHARED", Path(__file__).resolve().parents[2] / "shared"))
SEEDS = SHARED / "seeds"

needs_seeds = pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the reference articles are other people's texts and not part of the project"
)


@dataclass(frozen=True, slots=True)
class Label:
    """What a careful editor makes of one line: `kinds` are alternatives, `strip` is scaffolding that goes."""

    line: int
    kinds: tuple[str, ...]
    strip: str
    text: str

    @property
    def words(self) -> str:
        """The line as it should read in an output: without marker and scaffolding."""
        text = re.sub(r"^\s*(?:[•-]|\d+\.)\s+", "", self.text) if self.kinds[0][:2] in ("ul", "ol") else self.text
        text = text.replace(self.strip, "") if self.strip else text
        return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Seed:
    path: Path
    labels: tuple[Label, ...]


def seeds() -> tuple[Seed, ...]:
    return tuple(_seed(path) for path in sorted(SEEDS.glob("*.txt")))


def _seed(path: Path) -> Seed:
    lines = path.read_text("utf-8").split("\n")
    labels = []
    for row in path.with_suffix(".labels.tsv").read_text("utf-8").splitlines():
        number, kinds, *rest = row.split("\t")
        strip = rest[0].removeprefix("strip:") if rest else ""
        labels.append(Label(int(number), tuple(kinds.split("|")), strip, lines[int(number) - 1]))
    return Seed(path, tuple(labels))
