"""Boosted oblivious trees: on each level of a tree the same question is asked of every row (Kohavi 1994; CatBoost)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from publish.clean.scorer.letters import Floats


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees in arrays: `columns` and `thresholds` are (trees, levels), `leaves` is (trees, 2 ** levels).

    A row of a table answers a level with one where its value is above the threshold; the answer on the first level is
    the lowest bit of the number of its leaf. There are at most eight levels.
    """

    columns: npt.NDArray[np.uint16]
    thresholds: Floats
    leaves: Floats
    bias: float

    def score(self, table: Floats) -> Floats:
        """The log odds of each row of a table of signs."""
        signs = np.ascontiguousarray(table.T)
        trees, levels = self.columns.shape
        leaf = np.zeros((trees, len(table)), np.uint8)
        for level in reversed(range(levels)):
            leaf += leaf
            leaf += signs[self.columns[:, level]] > self.thresholds[:, level, None]
        first = np.arange(trees)[:, None] * self.leaves.shape[1]
        scores: Floats = np.take(self.leaves, first + leaf).sum(0, dtype=np.float64) + self.bias
        return scores.astype(np.float32)


def forest_in(stored: Mapping[str, npt.NDArray[Any]]) -> Forest:
    """The forest in the arrays of a model's file."""
    leaves = stored["leaves"].astype(np.float32)
    return Forest(stored["columns"], stored["thresholds"], leaves, float(stored["forest_bias"]))
