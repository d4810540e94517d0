"""Train the scorer, or measure it on sites it was not trained on.

    pip install -e '.[train]'
    python tests/benchmarks/train_scorer.py DUMPS.jsonl.gz PAGES.tar.xz --folds 5    # measure, by cross-validation
    python tests/benchmarks/train_scorer.py DUMPS.jsonl.gz PAGES.tar.xz              # train on all, write the model

DUMPS are text dumps with their gold text, PAGES the archive that names the address of each (for the split by site); both
come from WCXB (Web Content eXtraction Benchmark, Murrough Foley 2026, CC-BY-4.0). The same data give the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import sys
import tarfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from catboost import CatBoostClassifier, Pool
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression

from publish.clean import DETECTORS
from publish.clean.scorer.forest import Forest
from publish.clean.scorer.letters import Floats, lines_of
from publish.clean.scorer.scorer import MODEL, Model, thresholds
from publish.clean.scorer.signals import looked_at, measured
from publish.clean.scorer.wording import SLOTS, Wording, tokens_of
from publish.clean.sweep import decide
from publish.clean.threads import comment_threads
from publish.passages import Action, Passage, Source, Verdict
from publish.readers import read
from publish.readers.decode import decode

TOKEN_SITES = 6  # sites that a token of wording must be seen on
INNER_FOLDS = 3  # the trees see wording as they will meet it: judged by a model of other sites
TREES, LEVELS, RATE = 300, 5, 0.1
FLOORS = Path(__file__).with_name("floors.json")
_WORD = re.compile(r"\w+")


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


def words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def share_of(name: str, parts: int, salt: str = "") -> int:
    return int(hashlib.md5((name + salt).encode()).hexdigest(), 16) % parts


# ---- data ----


def sites(pages: Path) -> dict[str, str]:
    """The registered domain of each page."""
    found = {}
    with tarfile.open(pages) as archive:
        for member in archive:
            if re.search(r"/ground-truth/\d+\.json$", member.name):
                stream = archive.extractfile(member)
                assert stream is not None
                host = urlsplit(json.load(stream).get("url", "")).hostname or Path(member.name).stem
                labels = host.split(".")
                second = (
                    len(labels) > 2
                    and len(labels[-1]) == 2
                    and labels[-2] in ("co", "com", "org", "net", "gov", "ac", "edu")
                )
                found[Path(member.name).stem] = ".".join(labels[-3 if second else -2 :])
    return found


def dumps(path: Path, site_of: dict[str, str]) -> Iterator[Dump]:
    for line in gzip.decompress(path.read_bytes()).splitlines():
        record = json.loads(line)
        text = decode(Source(record["id"], record["text"].encode())).value  # with our idea of lines
        labels = labelled(text, record["gold"])
        site = site_of[record["id"]]
        yield dump(record["id"], record["dump"], site, text, labels, record["gold"])
        for kind, change in VARIANTS.items():
            if share_of(record["id"] + record["dump"], len(VARIANTS) * 2, kind) == 0:
                varied, varied_labels = change(text, labels)
                yield dump(record["id"], f"{record['dump']}-{kind}", site, varied, varied_labels, record["gold"])


def labelled(text: str, gold: str) -> list[bool]:
    """Whether each line of a text is article: half of its runs of five words, or all of a short line, are in the gold."""
    of_gold = words(gold)
    runs = {tuple(of_gold[at : at + 5]) for at in range(len(of_gold) - 4)}
    lines = {" ".join(words(line)) for line in gold.splitlines()}
    found = []
    for line in text.split("\n"):
        own = words(line)
        if len(own) >= 5:
            number = len(own) - 4
            found.append(sum(tuple(own[at : at + 5]) in runs for at in range(number)) * 2 >= number)
        else:
            found.append(bool(own) and " ".join(own) in lines)
    return found


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
}


# ---- training ----


def weights(dump: Dump) -> Floats:
    """What each line counts: by its words, all dumps the same."""
    own: Floats = np.where(dump.open, dump.weights + 1, 0)
    own /= max(own.sum(), 1)
    return own


def train_wording(data: Sequence[Dump]) -> Wording:
    counted: dict[str, set[int]] = {}
    rows, tokens = [], []
    for each in data:
        line, token = tokens_of(lines_of([looked_at(passage.plain) for passage in each.passages]))
        used = each.open[line]
        rows.append(line[used])
        tokens.append(token[used])
        counted.setdefault(each.site, set()).update(token[used].tolist())
    seen = Counter(token for found in counted.values() for token in found)
    slots: dict[int, int] = {}  # of tokens that would share a slot, the one of most sites
    for each_token, number in sorted(seen.items(), key=lambda item: (item[1], item[0])):
        if number >= TOKEN_SITES:
            slots[each_token & (SLOTS - 1)] = each_token
    known = np.array(sorted(slots.values()), np.uint64)
    row, column, base = [], [], 0
    for each, line, token in zip(data, rows, tokens, strict=True):
        at = np.minimum(np.searchsorted(known, token), len(known) - 1)
        hit = known[at] == token
        row.append(line[hit] + base)
        column.append(at[hit])
        base += len(each.passages)
    rows_, columns_ = np.concatenate(row), np.concatenate(column)
    matrix = csr_matrix((np.ones(len(rows_), np.float32), (rows_, columns_)), (base, len(known)))
    matrix = (diags(1 / np.sqrt(np.maximum(np.asarray(matrix.sum(1)).ravel(), 1))) @ matrix).tocsr()
    weight = np.concatenate([weights(each) for each in data])
    label = np.concatenate([each.article for each in data])
    used = weight > 0
    fitted = LogisticRegression(C=1.5, max_iter=60, tol=1e-3).fit(
        matrix[used], label[used], weight[used] / weight[used].mean()
    )
    return Wording(
        known, fitted.coef_[0].astype(np.float16).astype(np.float32), float(np.float32(fitted.intercept_[0]))
    )


def train_forest(tables: Sequence[Floats], data: Sequence[Dump]) -> Forest:
    used = [each.open for each in data]
    table = np.concatenate([table[flags] for table, flags in zip(tables, used, strict=True)])
    weight = np.concatenate([weights(each)[flags] for each, flags in zip(data, used, strict=True)])
    label = np.concatenate([each.article[flags] for each, flags in zip(data, used, strict=True)])
    booster = CatBoostClassifier(
        iterations=TREES, depth=LEVELS, learning_rate=RATE, l2_leaf_reg=6, rsm=0.15, subsample=0.6, bootstrap_type="Bernoulli",
        border_count=64, thread_count=2, random_seed=1, verbose=0, allow_writing_files=False,
    )  # fmt: skip
    booster.fit(Pool(table, label, weight=weight / weight.mean()))
    return exported(booster)


def exported(booster: CatBoostClassifier) -> Forest:
    """The trees of a booster as arrays."""
    temporary = Path("/tmp") / "forest.json"
    booster.save_model(str(temporary), format="json")
    stored = json.loads(temporary.read_text("utf-8"))
    temporary.unlink()
    trees = stored["oblivious_trees"]
    columns = np.zeros((len(trees), LEVELS), np.uint16)
    thresholds = np.full((len(trees), LEVELS), np.inf, np.float32)
    leaves = np.zeros((len(trees), 2**LEVELS), np.float32)
    for number, tree in enumerate(trees):
        for level, split in enumerate(tree["splits"]):
            columns[number, level] = split["float_feature_index"]
            thresholds[number, level] = split["border"]
        leaves[number, : len(tree["leaf_values"])] = tree["leaf_values"]
    scale, (bias,) = stored["scale_and_bias"]
    return Forest(columns, thresholds, (leaves * scale).astype(np.float16).astype(np.float32), float(bias))


def train(data: Sequence[Dump]) -> Model:
    tables: dict[int, Floats] = {}
    for part in range(INNER_FOLDS):
        inside = [each for each in data if share_of(each.site, INNER_FOLDS, "inner") != part]
        wording = train_wording(inside)
        for number, each in enumerate(data):
            if share_of(each.site, INNER_FOLDS, "inner") == part:
                tables[number] = measured(each.passages, each.verdicts, wording).table
    forest = train_forest([tables[number] for number in range(len(data))], data)
    return Model(train_wording(data), forest)


def save(model: Model, path: Path) -> None:
    np.savez_compressed(  # numpy gives the members of the archive one fixed date
        path,
        tokens=model.wording.tokens.astype(np.uint32),
        weights=model.wording.weights.astype(np.float16),
        wording_bias=np.float32(model.wording.bias),
        columns=model.forest.columns,
        thresholds=model.forest.thresholds,
        leaves=model.forest.leaves.astype(np.float16),
        forest_bias=np.float64(model.forest.bias),
    )
    print(f"{path}: {path.stat().st_size:,} bytes, crc32 {zlib.crc32(path.read_bytes()):08x}")


# ---- measuring ----


def score(dump: Dump, kept: np.ndarray) -> tuple[float, float | None]:
    """(F1 of the words that stay, share of the article's words that stay)."""
    left = Counter(
        word for passage, stays in zip(dump.passages, kept, strict=True) if stays for word in words(passage.text)
    )
    gold = Counter(words(dump.gold))
    hit = (left & gold).total()
    f1 = 2 * hit / (left.total() + gold.total()) if left or gold else 1.0
    article = float((dump.weights * dump.article).sum())
    return f1, float((dump.weights * dump.article * kept).sum()) / article if article else None


def tell(results: Iterable[tuple[str, float, float | None]]) -> dict[str, dict[str, float]]:
    """The means by kind of dump, printed."""
    rows = list(results)
    means = {}
    for kind in sorted({kind for kind, _, _ in rows}):
        f1 = [f for k, f, _ in rows if k == kind]
        kept = [share for k, _, share in rows if k == kind and share is not None]
        means[kind] = {"F1": float(np.mean(f1)), "kept": float(np.mean(kept))}
        print(f"{kind:18} n={len(f1):4} F1 {means[kind]['F1']:.4f} kept {means[kind]['kept']:.4f}", flush=True)
    return means


def measure(data: Sequence[Dump], folds: int) -> int:
    """Print the figures of a cross-validation; 1 where one is below its floor, else 0."""
    results: list[tuple[str, float, float | None]] = []
    for fold in range(folds):
        model = train([each for each in data if share_of(each.site, folds) != fold])
        others = (each for each in data if share_of(each.site, folds) == fold)
        results += ((each.kind, *score(each, stays(each, model))) for each in others)
        print(f"fold {fold + 1} of {folds}", flush=True)
    means = tell(results)
    low = [
        f"{kind} {name} is {means[kind][name]:.4f}, its floor {floor}"
        for kind, floors in json.loads(FLOORS.read_text("utf-8"))["text dumps"].items()
        for name, floor in floors.items()
        if means[kind][name] < floor
    ]
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
    save(train(data), MODEL)
    return 0


if __name__ == "__main__":
    sys.exit(main())
