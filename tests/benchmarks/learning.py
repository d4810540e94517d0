"""What both scorers are trained with: models of words, boosted trees, parts of the data by site, scores by words."""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from catboost import CatBoostClassifier, Pool
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression

from publish.clean.scorer.forest import Forest
from publish.clean.scorer.letters import Floats, Ints, lines_of
from publish.clean.scorer.signals import looked_at
from publish.clean.scorer.wording import SLOTS, Wording, tokens_of
from publish.passages import Passage

TOKEN_SITES = 6  # sites that a word must be seen on to be known
INNER_FOLDS = 3  # trees see what models of words say as they will meet it: by models of other sites
TREES, RATE = 300, 0.1
FLOORS = Path(__file__).with_name("floors.json")
_WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def share_of(name: str, parts: int, salt: str = "") -> int:
    """Which of so many parts something belongs to, by its name alone."""
    return int(hashlib.md5((name + salt).encode()).hexdigest(), 16) % parts


def domain(address: str) -> str | None:
    """The registered domain of an address."""
    host = urlsplit(address).hostname
    if host is None:
        return None
    labels = host.split(".")
    second = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in ("co", "com", "org", "net", "gov", "ac", "edu")
    return ".".join(labels[-3 if second else -2 :])


def labelled(texts: Iterable[str], gold: str) -> list[bool]:
    """Whether each text is article: half of its runs of five words, or all of a short one as a line, are in the gold."""
    of_gold = words(gold)
    runs = {tuple(of_gold[at : at + 5]) for at in range(len(of_gold) - 4)}
    lines = {" ".join(words(line)) for line in gold.splitlines()}
    found = []
    for text in texts:
        own = words(text)
        if len(own) >= 5:
            number = len(own) - 4
            found.append(sum(tuple(own[at : at + 5]) in runs for at in range(number)) * 2 >= number)
        else:
            found.append(bool(own) and " ".join(own) in lines)
    return found


@dataclass(frozen=True, slots=True)
class Example:
    """What a model of words learns from a page: the tokens (of the passages `rows`), what is article, what it counts.

    Passages of weight 0 teach nothing.
    """

    site: str
    rows: Ints
    tokens: Ints
    article: Floats
    weights: Floats


@dataclass(frozen=True, slots=True)
class WordModel:
    """The log odds of known tokens, in ascending order of these, and of a passage without any."""

    tokens: Ints
    weights: Floats
    bias: float


def fit_words(examples: Sequence[Example], strength: float, *, slots: int = 0) -> WordModel:
    """A logistic regression over the tokens of passages; with `slots`, no two tokens share their lowest bits."""
    seen: Counter[int] = Counter()
    by_site: dict[str, set[int]] = {}
    for each in examples:
        by_site.setdefault(each.site, set()).update(each.tokens[each.weights[each.rows] > 0].tolist())
    for found in by_site.values():
        seen.update(found)
    usual = sorted((number, token) for token, number in seen.items() if number >= TOKEN_SITES)
    kept = {token & (slots - 1): token for _, token in usual}.values() if slots else (token for _, token in usual)
    known = np.array(sorted(kept), np.uint64)
    rows, columns, base = [], [], 0
    for each in examples:
        at = np.minimum(np.searchsorted(known, each.tokens.astype(np.uint64)), len(known) - 1)
        hit = known[at] == each.tokens.astype(np.uint64)
        rows.append(each.rows[hit] + base)
        columns.append(at[hit])
        base += len(each.article)
    row, column = np.concatenate(rows), np.concatenate(columns)
    matrix = csr_matrix((np.ones(len(row), np.float32), (row, column)), (base, len(known)))
    matrix = (diags(1 / np.sqrt(np.maximum(np.asarray(matrix.sum(1)).ravel(), 1))) @ matrix).tocsr()
    weight = np.concatenate([each.weights for each in examples])
    label = np.concatenate([each.article for each in examples])
    used = weight > 0
    fitted = LogisticRegression(C=strength, max_iter=60, tol=1e-3).fit(
        matrix[used], label[used], weight[used] / weight[used].mean()
    )
    weights = fitted.coef_[0].astype(np.float16).astype(np.float32)
    return WordModel(known, weights, float(np.float32(fitted.intercept_[0])))


def wording_example(passages: Sequence[Passage], site: str, article: Floats, weights: Floats) -> Example:
    rows, tokens = tokens_of(lines_of([looked_at(passage.plain) for passage in passages]))
    return Example(site, rows, tokens, article, weights)


def fit_wording(examples: Sequence[Example]) -> Wording:
    fitted = fit_words(examples, 1.5, slots=SLOTS)
    return Wording(fitted.tokens.astype(np.uint64), fitted.weights, fitted.bias)


def boosted(tables: Sequence[Floats], labels: Sequence[Floats], weights: Sequence[Floats], *, levels: int) -> Forest:
    """Trees that tell the rows of some tables apart; rows of weight 0 teach nothing."""
    used = [each > 0 for each in weights]
    table = np.concatenate([table[flags] for table, flags in zip(tables, used, strict=True)])
    label = np.concatenate([each[flags] for each, flags in zip(labels, used, strict=True)])
    weight = np.concatenate([each[flags] for each, flags in zip(weights, used, strict=True)])
    booster = CatBoostClassifier(
        iterations=TREES, depth=levels, learning_rate=RATE, l2_leaf_reg=6, rsm=0.15, subsample=0.6, bootstrap_type="Bernoulli",
        border_count=64, thread_count=2, random_seed=1, verbose=0, allow_writing_files=False,
    )  # fmt: skip
    booster.fit(Pool(table, label, weight=weight / weight.mean()))
    return _exported(booster, levels)


def _exported(booster: CatBoostClassifier, levels: int) -> Forest:
    """The trees of a booster as arrays."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "forest.json"
        booster.save_model(str(path), format="json")
        stored = json.loads(path.read_text("utf-8"))
    trees = stored["oblivious_trees"]
    columns = np.zeros((len(trees), levels), np.uint16)
    thresholds = np.full((len(trees), levels), np.inf, np.float32)
    leaves = np.zeros((len(trees), 2**levels), np.float32)
    for number, tree in enumerate(trees):
        for level, split in enumerate(tree["splits"]):
            columns[number, level] = split["float_feature_index"]
            thresholds[number, level] = split["border"]
        leaves[number, : len(tree["leaf_values"])] = tree["leaf_values"]
    scale, (bias,) = stored["scale_and_bias"]
    return Forest(columns, thresholds, (leaves * scale).astype(np.float16).astype(np.float32), float(bias))


def store(path: Path, wording: Wording, forest: Forest, **more: np.ndarray) -> None:
    """Write the file of a model, the same bytes for the same model."""
    np.savez_compressed(  # numpy gives the members of the archive one fixed date
        path,
        tokens=wording.tokens.astype(np.uint32),
        weights=wording.weights.astype(np.float16),
        wording_bias=np.float32(wording.bias),
        **more,  # type: ignore[arg-type]  # its one other keyword is none of these
        columns=forest.columns,
        thresholds=forest.thresholds,
        leaves=forest.leaves.astype(np.float16),
        forest_bias=np.float64(forest.bias),
    )
    print(f"{path}: {path.stat().st_size:,} bytes, crc32 {zlib.crc32(path.read_bytes()):08x}")


def f1(kept: Iterable[str], gold: str) -> float:
    """F1 of the words of the texts that stay (WCXB's measure)."""
    left = Counter(word for text in kept for word in words(text))
    wanted = Counter(words(gold))
    return 2 * (left & wanted).total() / (left.total() + wanted.total()) if left or wanted else 1.0


def below_floors(name: str, figures: dict[str, dict[str, float]]) -> list[str]:
    """The figures that are worse than those of floors.json."""
    return [
        f"{kind} {measure} is {figures[kind][measure]:.4f}, its floor {floor}"
        for kind, floors in json.loads(FLOORS.read_text("utf-8"))[name].items()
        for measure, floor in floors.items()
        if figures[kind][measure] < floor
    ]
