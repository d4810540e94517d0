"""Train the scorer of web pages, or measure it on sites it was not trained on.

    pip install -e '.[train]'
    python -m tests.benchmarks.train_pages PAGES.tar.xz SEGMENTS.tar.xz --folds 5    # measure, by cross-validation
    python -m tests.benchmarks.train_pages PAGES.tar.xz SEGMENTS.tar.xz              # train on all, write the model

PAGES are web pages with the text of their articles, from WCXB (Web Content eXtraction Benchmark, Murrough Foley 2026,
CC-BY-4.0); SEGMENTS are pages of which some text is known to be wanted and some unwanted, from the evaluation data of
trafilatura (Adrien Barbaresi, Apache-2.0). The same data give the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import sys
import tarfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from publish.clean import DETECTORS
from publish.clean.around import surroundings_of
from publish.clean.scorer.elements import elements_of
from publish.clean.scorer.letters import Floats, lines_of
from publish.clean.scorer.naming import WRAPPER, Naming, word_numbers
from publish.clean.scorer.page_scorer import MODEL, PageModel, what_stays, with_lists
from publish.clean.scorer.page_signals import measured_page
from publish.clean.scorer.scorer import chances_of
from publish.clean.scorer.signals import looked_at
from publish.clean.sweep import decide
from publish.clean.threads import comment_threads
from publish.passages import Passage, Source, Verdict
from publish.readers.html import read_html
from tests.benchmarks.learning import (
    INNER_FOLDS,
    Example,
    below_floors,
    boosted,
    domain,
    f1,
    fit_wording,
    fit_words,
    labelled,
    share_of,
    store,
    wording_example,
    words,
)

LEVELS = 6
LONG, LONG_SEGMENT = 400, 60  # words of a passage that count
SEGMENT_PAGE, VARIANT = (
    0.4,
    0.25,
)  # what a page of segments, a page in another shape counts, beside a page with its text
SURE = 25  # characters of a passage that is a part of a segment


@dataclass(slots=True)
class Saved:
    """A web page as the scorer meets it: passages, what the detectors said, what is article, what each passage counts.

    Of a page of `segments` (wanted and unwanted) only some passages count; a page with a whole text has that as `gold`.
    """

    name: str
    site: str
    passages: Sequence[Passage]
    verdicts: Sequence[Verdict | None]
    article: Floats
    weights: Floats
    gold: str | None = None
    segments: tuple[Sequence[str], Sequence[str]] = ((), ())
    is_variant: bool = False


# ---- data ----


def saved(pages: Path, segments: Path) -> Iterator[Saved]:
    for page in _with_text(pages):
        yield page
        for kind, change in VARIANTS.items():
            if share_of(page.name, 4, kind) == 0:
                yield change(page)
    yield from _with_segments(segments)


def _files(archive: Path) -> dict[str, bytes]:
    found = {}
    with tarfile.open(archive) as opened:
        for member in opened:
            stream = opened.extractfile(member) if member.isfile() else None
            if stream is not None:
                found[member.name] = stream.read()
    return found


def _with_text(archive: Path) -> Iterator[Saved]:
    files = _files(archive)
    for name in sorted(name for name in files if "/ground-truth/" in name and name.endswith(".json")):
        truth, stem = json.loads(files[name]), Path(name).stem
        markup = files[name.replace("/ground-truth/", "/html/").replace(".json", ".html.gz")]
        known = truth["ground_truth"]
        gold = known.get("main_content") or ""
        lists = (known.get("with") or (), known.get("without") or ())
        passages, verdicts = _read(stem, gzip.decompress(markup))
        article = np.array(labelled((passage.text for passage in passages), gold), np.float32)
        counts = np.array([min(len(words(passage.text)), LONG) + bool(passage.text) for passage in passages], float)
        site = domain(truth.get("url", "")) or stem
        yield Saved(stem, site, passages, verdicts, article, counts / max(counts.sum(), 1), gold, lists)


def _with_segments(archive: Path) -> Iterator[Saved]:
    files = _files(archive)
    (listing,) = (name for name in files if name.endswith("evaldata.json"))
    folder = listing.rpartition("/")[0]
    for address, known in sorted(json.loads(files[listing]).items()):
        markup = files.get(f"{folder}/cache/{known['file']}") or files.get(f"{folder}/eval/{known['file']}")
        if markup is None:
            continue
        passages, verdicts = _read(known["file"], markup)
        article, counts = np.zeros(len(passages), np.float32), np.zeros(len(passages))
        for wanted, segments in ((False, known["without"]), (True, known["with"])):
            for segment in map(_squeezed, segments):
                for place, passage in enumerate(passages):
                    if _is_of(passage.plain, segment):
                        article[place] = wanted
                        counts[place] = min(len(words(passage.plain)), LONG_SEGMENT) + 8
        site = domain(address) or known["file"]
        segments = (known["with"], known["without"])
        yield Saved(
            known["file"],
            site,
            passages,
            verdicts,
            article,
            SEGMENT_PAGE * counts / max(counts.sum(), 1),
            segments=segments,
        )


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _is_of(text: str, segment: str) -> bool:
    return bool(text and segment) and (segment in text or (len(text) >= SURE and text in segment))


def _read(name: str, data: bytes) -> tuple[Sequence[Passage], Sequence[Verdict | None]]:
    page = read_html(Source(f"{name}.html", data)).value
    decisions = decide(page, DETECTORS, [comment_threads])
    return page.passages, [
        decisions[passage.index].whole if passage.index in decisions else None for passage in page.passages
    ]


def _without_names(page: Saved) -> Saved:
    """The page as an editor might save it: no element is called anything."""
    bare = {
        step.key: step._replace(classes=(), ident="", role="") for passage in page.passages for step in passage.path
    }
    passages = [replace(passage, path=tuple(bare[step.key] for step in passage.path)) for passage in page.passages]
    return replace(page, passages=passages, weights=VARIANT * page.weights, is_variant=True)


def _clipping(page: Saved) -> Saved:
    """What is left of the page when somebody saves the article alone: the deepest element that holds nearly all of it."""
    elements = elements_of(surroundings_of(page.passages))
    size = np.array([len(words(passage.text)) for passage in page.passages], float) * page.article
    held = elements.sums(size)
    holders = np.flatnonzero(held[:-1] >= 0.95 * size.sum()) if size.sum() else np.zeros(0, int)
    if not len(holders):
        return replace(page, weights=0 * page.weights, is_variant=True)
    found = holders[np.argmax(elements.depth[holders])]
    part = slice(int(elements.first[found]), int(elements.last[found]))
    depth = int(elements.depth[found]) - 1
    passages = [
        replace(passage, index=number, path=passage.path[depth:]) for number, passage in enumerate(page.passages[part])
    ]
    weights = page.weights[part]
    return replace(
        page,
        passages=passages,
        verdicts=page.verdicts[part],
        article=page.article[part],
        weights=VARIANT * weights / max(weights.sum(), 1e-9),
        is_variant=True,
    )


VARIANTS: dict[str, Callable[[Saved], Saved]] = {
    "nameless": _without_names,
    "clipping": _clipping,
    "bare clipping": lambda page: _clipping(_without_names(page)),
}


# ---- training ----


def naming_example(page: Saved) -> Example:
    """The words of the names around each passage."""
    elements = elements_of(surroundings_of(page.passages))
    size = lines_of([looked_at(passage.plain) for passage in page.passages]).words
    sums = elements.sums(np.where([bool(passage.text) for passage in page.passages], size, 0))
    wraps = sums > WRAPPER * max(float(sums.max()), 1.0)
    found: list[list[int]] = [[] for _ in range(len(elements) + 1)]
    for level in elements.levels:
        for place in level.tolist():
            own = word_numbers(elements.called[elements.kind[place]], bool(wraps[place]))
            found[place] = [*found[int(elements.parent[place])], *own]
    tokens = [found[leaf] for leaf in elements.leaf.tolist()]
    rows = np.repeat(np.arange(len(tokens)), [len(each) for each in tokens])
    flat = np.array(list(itertools.chain.from_iterable(tokens)), np.int64)
    return Example(page.site, rows, flat, page.article, page.weights)


def fit_naming(examples: Sequence[Example]) -> Naming:
    fitted = fit_words(examples, 0.5)
    return Naming(dict(zip(fitted.tokens.tolist(), fitted.weights.astype(float).tolist(), strict=True)))


def train(data: Sequence[Saved]) -> PageModel:
    said = [wording_example(each.passages, each.site, each.article, each.weights) for each in data]
    named = [naming_example(each) for each in data]
    tables: dict[int, Floats] = {}
    for part in range(INNER_FOLDS):
        others = [share_of(each.site, INNER_FOLDS, "inner") != part for each in data]
        wording = fit_wording(list(itertools.compress(said, others)))
        naming = fit_naming(list(itertools.compress(named, others)))
        for number, each in enumerate(data):
            if not others[number]:
                tables[number] = measured_page(surroundings_of(each.passages), each.verdicts, wording, naming).table
    forest = boosted(
        [tables[number] for number in range(len(data))],
        [each.article for each in data],
        [each.weights for each in data],
        levels=LEVELS,
    )
    return PageModel(fit_wording(said), fit_naming(named), forest)


def save(model: PageModel) -> None:
    store(
        MODEL,
        model.wording,
        model.forest,
        names=np.array(list(model.naming.weights), np.uint32),
        name_weights=np.array(list(model.naming.weights.values()), np.float16),
    )


# ---- measuring ----


def stays(page: Saved, model: PageModel) -> np.ndarray:
    """The passages whose text stays; pictures have none, nor is what is said of them part of it."""
    signals = measured_page(surroundings_of(page.passages), page.verdicts, model.wording, model.naming)
    chances = with_lists(chances_of(model.forest.score(signals.table)), signals)
    kept, beside = what_stays(page.passages, page.verdicts, signals, chances)
    return kept & ~beside


def found(texts: Sequence[str], segments: Sequence[str]) -> list[bool]:
    whole = " ".join(texts)
    return [_squeezed(segment) in whole for segment in segments]


def measure(data: Sequence[Saved], folds: int) -> int:
    """Print the figures of a cross-validation; 1 where one is below its floor, else 0."""
    scores, kept, segments = [], [], []
    for fold in range(folds):
        model = train([each for each in data if share_of(each.site, folds) != fold])
        for each in data:
            if share_of(each.site, folds) != fold or each.is_variant:
                continue
            stay = stays(each, model)
            texts = [passage.plain for passage, stays_ in zip(each.passages, stay, strict=True) if stays_]
            if each.gold is None:
                segments.append([found(texts, part) for part in each.segments])
                continue
            scores.append(f1(texts, each.gold))
            size = np.array([len(words(passage.text)) for passage in each.passages]) * each.article
            kept.append(float((size * stay).sum() / size.sum()) if size.sum() else 1.0)
        print(f"fold {fold + 1} of {folds}: F1 {np.mean(scores):.4f}", flush=True)
    right = sum(sum(wanted) for wanted, _ in segments)
    missed = sum(len(wanted) - sum(wanted) for wanted, _ in segments)
    wrong = sum(sum(unwanted) for _, unwanted in segments)
    figures = {
        "text": {
            "F1": float(np.mean(scores)),
            "kept": float(np.mean(kept)),
            "whole": 1 - float(np.mean([score < 0.5 for score in scores])),
        },
        "segments": {"F1": 2 * right / (2 * right + missed + wrong)},
    }
    print(json.dumps(figures, indent=1))
    low = below_floors("web pages", figures)
    print("\n".join(low) or "no figure is below its floor")
    return int(bool(low))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path)
    parser.add_argument("segments", type=Path)
    parser.add_argument(
        "--folds", type=int, default=0, help="measure by cross-validation over this many groups of sites"
    )
    arguments = parser.parse_args()
    data = list(saved(arguments.pages, arguments.segments))
    print(f"{len(data)} pages of {len({each.site for each in data})} sites", file=sys.stderr)
    if arguments.folds:
        return measure(data, arguments.folds)
    save(train(data))
    return 0


if __name__ == "__main__":
    sys.exit(main())
