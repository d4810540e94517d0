"""Train the scorer of text dumps, or measure it on sites it was not trained on.

    pip install -e '.[train]'
    python -m tests.benchmarks.train_dumps DUMPS.jsonl.gz PAGES.tar.xz --folds 5    # measure, by cross-validation
    python -m tests.benchmarks.train_dumps DUMPS.jsonl.gz PAGES.tar.xz              # train on all, write the model

DUMPS are text dumps with their gold text, PAGES the archive that names the address of each (for the split by site); both
come from WCXB (Web Content eXtraction Benchmark, Murrough Foley 2026, CC-BY-4.0). The same data give the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import re
import sys
import tarfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from publish.clean import DETECTORS
from publish.clean.scorer.letters import Floats
from publish.clean.scorer.scorer import MODEL, Model, thresholds
from publish.clean.scorer.signals import measured
from publish.clean.sweep import decide
from publish.clean.threads import comment_threads
from publish.passages import Action, Passage, Source, Verdict
from publish.readers import read
from publish.readers.decode import decode
from tests.benchmarks.learning import (
    INNER_FOLDS,
    below_floors,
    boosted,
    domain,
    f1,
    fit_wording,
    labelled,
    share_of,
    store,
    wording_example,
    words,
)

LEVELS = 5


@dataclass(slots=True)
class Dump:
    """A text dump as the scorer meets it: its passages, what the detectors said, and which lines are article."""

    name: str
    kind: str
    site: str
    passages: Sequence[Passage]
    verdicts: Sequence[Verdict | None]
    article: Floats
    weights: Floats
    gold: str

    @property
    def open(self) -> np.ndarray:
        return np.array([verdict is None for verdict in self.verdicts])


# ---- data ----


def sites(pages: Path) -> dict[str, str]:
    """The registered domain of each page."""
    found = {}
    with tarfile.open(pages) as archive:
        for member in archive:
            if re.search(r"/ground-truth/\d+\.json$", member.name):
                stream = archive.extractfile(member)
                assert stream is not None
                name = Path(member.name).stem
                found[name] = domain(json.load(stream).get("url", "")) or name
    return found


def dumps(path: Path, site_of: dict[str, str]) -> Iterator[Dump]:
    for line in gzip.decompress(path.read_bytes()).splitlines():
        record = json.loads(line)
        text = decode(Source(record["id"], record["text"].encode())).value  # with our idea of lines
        labels = labelled(text.split("\n"), record["gold"])
        site = site_of[record["id"]]
        yield dump(record["id"], record["dump"], site, text, labels, record["gold"])
        for kind, change in VARIANTS.items():
            if share_of(record["id"] + record["dump"], len(VARIANTS) * 2, kind) == 0:
                varied, varied_labels = change(text, labels)
                yield dump(record["id"], f"{record['dump']}-{kind}", site, varied, varied_labels, record["gold"])


def dump(name: str, kind: str, site: str, text: str, labels: Sequence[bool], gold: str) -> Dump:
    page = read(Source(f"{name}.txt", text.encode())).value
    decisions = decide(page, DETECTORS, [comment_threads])
    verdicts = [decisions[passage.index].whole if passage.index in decisions else None for passage in page.passages]
    own = np.array([len(words(passage.text)) for passage in page.passages], np.float32)
    own[[verdict is not None and verdict.action is not Action.KEEP for verdict in verdicts]] = 0
    article = np.array([labels[passage.line - 1] for passage in page.passages], np.float32)
    return Dump(name, kind, site, page.passages, verdicts, article, own, gold)


# Dumps come in more shapes than the benchmark's two: hard-wrapped, without blank lines, flat, in other languages.

Varied = tuple[str, list[bool]]


def _wrapped(text: str, labels: Sequence[bool], width: int, *, verse: bool = False) -> Varied:
    lines, kept = [], []
    for line, label in zip(text.split("\n"), labels, strict=True):
        lead = line[: len(line) - len(line.lstrip())]
        row = lead
        for word in line.split():
            if len(row) + len(word) > width and row.strip():
                lines.append(row)
                kept.append(label)
                row = lead
                word = word[:1].upper() + word[1:] if verse else word
            row = f"{row} {word}" if row.strip() else row + word
        lines.append(row)
        kept.append(label)
    return "\n".join(lines), kept


def _without_blanks(text: str, labels: Sequence[bool]) -> Varied:
    pairs = [(line, label) for line, label in zip(text.split("\n"), labels, strict=True) if line.strip()]
    return "\n".join(line for line, _ in pairs), [label for _, label in pairs]


def _spread(text: str, labels: Sequence[bool]) -> Varied:
    tight, kept = _without_blanks(text, labels)
    return tight.replace("\n", "\n\n"), [label for each in kept for label in (each, False)][:-1]


def _flat(text: str, labels: Sequence[bool]) -> Varied:
    return "\n".join(re.sub(r"^\s*(?:[•*+-]|\d+\.)?\s*", "", line) for line in text.split("\n")), list(labels)


def _clipping(text: str, labels: Sequence[bool]) -> Varied:
    """What somebody copies who takes care: nothing above the article, nothing below it."""
    places = [place for place, label in enumerate(labels) if label]
    part = slice(places[0], places[-1] + 1) if places else slice(None)
    return "\n".join(text.split("\n")[part]), list(labels[part])


def _foreign(text: str, labels: Sequence[bool]) -> Varied:
    """The text in a language that nobody speaks: each letter another one, vowels for vowels."""
    table = str.maketrans(
        "aeioubcdfghjklmnpqrstvwxyzAEIOUBCDFGHJKLMNPQRSTVWXYZ", "eioualmnprstvbcdfghjkwqzxyEIOUALMNPRSTVBCDFGHJKWQZXY"
    )
    return text.translate(table), list(labels)


VARIANTS = {
    "wrapped": lambda text, labels: _wrapped(text, labels, 76),
    "verse": lambda text, labels: _wrapped(text, labels, 40, verse=True),
    "tight": _without_blanks,
    "spread": _spread,
    "flat": _flat,
    "foreign": _foreign,
    "clipping": _clipping,
}


# ---- training ----


def weights(dump: Dump) -> Floats:
    """What each line counts: by its words, all dumps the same."""
    own: Floats = np.where(dump.open, dump.weights + 1, 0)
    own /= max(own.sum(), 1)
    return own


def train(data: Sequence[Dump]) -> Model:
    examples = [wording_example(each.passages, each.site, each.article, weights(each)) for each in data]
    tables: dict[int, Floats] = {}
    for part in range(INNER_FOLDS):
        others = [share_of(each.site, INNER_FOLDS, "inner") != part for each in data]
        wording = fit_wording(list(itertools.compress(examples, others)))
        for number, each in enumerate(data):
            if not others[number]:
                tables[number] = measured(each.passages, each.verdicts, wording).table
    forest = boosted(
        [tables[number] for number in range(len(data))],
        [each.article for each in data],
        [weights(each) for each in data],
        levels=LEVELS,
    )
    return Model(fit_wording(examples), forest)


# ---- measuring ----


def score(dump: Dump, kept: np.ndarray) -> tuple[float, float | None]:
    """(F1 of the words that stay, share of the article's words that stay)."""
    left = (passage.text for passage, stays in zip(dump.passages, kept, strict=True) if stays)
    article = float((dump.weights * dump.article).sum())
    return f1(left, dump.gold), float((dump.weights * dump.article * kept).sum()) / article if article else None


def tell(results: Iterable[tuple[str, float, float | None]]) -> dict[str, dict[str, float]]:
    """The means by kind of dump, printed."""
    rows = list(results)
    means = {}
    for kind in sorted({kind for kind, _, _ in rows}):
        scores = [score for k, score, _ in rows if k == kind]
        kept = [share for k, _, share in rows if k == kind and share is not None]
        means[kind] = {"F1": float(np.mean(scores)), "kept": float(np.mean(kept))}
        print(f"{kind:18} n={len(scores):4} F1 {means[kind]['F1']:.4f} kept {means[kind]['kept']:.4f}", flush=True)
    return means


def measure(data: Sequence[Dump], folds: int) -> int:
    """Print the figures of a cross-validation; 1 where one is below its floor, else 0."""
    results: list[tuple[str, float, float | None]] = []
    for fold in range(folds):
        model = train([each for each in data if share_of(each.site, folds) != fold])
        others = (each for each in data if share_of(each.site, folds) == fold)
        results += ((each.kind, *score(each, stays(each, model))) for each in others)
        print(f"fold {fold + 1} of {folds}", flush=True)
    low = below_floors("text dumps", tell(results))
    print("\n".join(low) or "no figure is below its floor")
    return int(bool(low))


def stays(dump: Dump, model: Model) -> np.ndarray:
    signals = measured(dump.passages, dump.verdicts, model.wording)
    chances = 1 / (1 + np.exp(-model.forest.score(signals.table)))
    limit = thresholds(chances, np.where(dump.open, signals.words, 0), signals.prose)
    gone = np.array([verdict is not None and verdict.action is not Action.KEEP for verdict in dump.verdicts])
    return ~gone & (~dump.open | (chances >= limit))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dumps", type=Path)
    parser.add_argument("pages", type=Path)
    parser.add_argument(
        "--folds", type=int, default=0, help="measure by cross-validation over this many groups of sites"
    )
    arguments = parser.parse_args()
    data = list(dumps(arguments.dumps, sites(arguments.pages)))
    print(f"{len(data)} dumps of {len({each.site for each in data})} sites", file=sys.stderr)
    if arguments.folds:
        return measure(data, arguments.folds)
    model = train(data)
    store(MODEL, model.wording, model.forest)
    return 0


if __name__ == "__main__":
    sys.exit(main())
