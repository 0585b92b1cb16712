"""Logistic regression over hashed features, by averaged Adagrad; numpy only. Two looks, the second taught on what the first says unseen."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detectors.names import features
from detectors.names.hashing import SIZE
from detectors.names.model import FIRST_LIMIT
from detectors.names.second import second
from detectors.names.text import Text

type Spans = list[tuple[int, int]]
type Floats = NDArray[np.float32]
FOLDS = 4
_KEPT = 0.88
"""The share of features that a step of training sees, so that no single one decides."""
_WRONG = 0.05
"""The share of neighbours whose label is told wrongly, as the tagger will get some wrong."""


class Data:
    """Examples as arrays: for each capitalised word its features, its label, its weight, and the word it continues."""

    def __init__(self) -> None:
        self.rows: list[NDArray[np.int32]] = []
        self.labels: list[int] = []
        self.weights: list[float] = []
        self.lefts: list[int] = []
        self.history: list[tuple[list[int], list[int]]] = []
        self.texts: list[tuple[Text, list[int], int]] = []

    def add(self, t: Text, spans: Spans, weight: float, undecided: Spans | None = None) -> None:
        """One text."""
        base = len(self.rows)
        judged = [i for i in t.candidates if not t.dull(i)]
        place = {i: base + k for k, i in enumerate(judged)}
        self.texts.append((t, judged, base))
        for i in judged:
            a, b = t.starts[i], t.ends[i]
            row = features.own(t.words[i], t.mask(i)) + features.around(t, i)
            self.rows.append(np.array(row, dtype=np.int32))
            self.labels.append(int(any(s < b and a < e for s, e in spans)))
            self.weights.append(0.0 if any(s < b and a < e for s, e in undecided or ()) else weight)
            left, _ = t.left(i)
            other = t.beside(i) if left < 0 else -1
            before = left if left in place else other if other in place else -1
            self.lefts.append(place.get(before, -1))
            told = features.history if before == left else features.listed
            self.history.append((told(t, i, before, 0), told(t, i, before, 1)) if before >= 0 else ([], []))


def two_looks(data: Data, seed: int) -> tuple[Floats, Floats]:
    """The weights of the first and of the second look."""
    fold = np.zeros(len(data.rows), dtype=np.int64)
    for k, (_, judged, base) in enumerate(data.texts):
        fold[base : base + len(judged)] = k % FOLDS
    chances = np.zeros(len(data.rows))
    weights = np.array(data.weights, dtype=np.float32)
    for k in range(FOLDS):
        part = train(data, data.rows, np.where(fold == k, 0, weights).astype(np.float32), seed)
        _decide(part, data, np.flatnonzero(fold == k), chances)
    first = train(data, data.rows, weights, seed)
    rows = list(data.rows)
    for t, judged, base in data.texts:
        for n, more in enumerate(second(t, {i: float(chances[base + n]) for n, i in enumerate(judged)}, judged)):
            rows[base + n] = np.concatenate([rows[base + n], np.array(more, dtype=np.int32)])
    return first, train(data, rows, weights, seed + 1)


def _decide(weights: Floats, data: Data, which: NDArray[np.int64], chances: NDArray[np.float64]) -> None:
    """The chances of some words, decided from left to right as at run time."""
    for m in which:
        score = float(weights[data.rows[m]].sum())
        before = data.lefts[m]
        if before >= 0:
            score += float(weights[data.history[m][int(chances[before] >= FIRST_LIMIT)]].sum())
        chances[m] = 1 / (1 + np.exp(-np.clip(score, -30, 30)))


def train(data: Data, rows: list[NDArray[np.int32]], weights: Floats, seed: int) -> Floats:
    """The weights, averaged over the second half of training."""
    epochs, rate, decay = 8, 0.12, 2e-6
    n = len(rows)
    rng = np.random.default_rng(seed)
    labels = np.array(data.labels, dtype=np.float32)
    lefts = np.array(data.lefts)
    width = max(map(len, rows)) + 4
    index = np.full((n, width), SIZE, dtype=np.int32)  # SIZE is the place of padding
    for k, row in enumerate(rows):
        index[k, : len(row)] = row
    told = np.full((n, 2, 4), SIZE, dtype=np.int32)
    for k, (zero, one) in enumerate(data.history):
        told[k, 0, : len(zero)] = zero
        told[k, 1, : len(one)] = one
    before = np.where(lefts >= 0, labels[lefts], 0).astype(np.int64)
    w = np.zeros(SIZE + 1, dtype=np.float32)
    squares = np.full(SIZE + 1, 1e-2, dtype=np.float32)
    total = np.zeros(SIZE + 1, dtype=np.float64)
    usable = np.flatnonzero(weights > 0)
    for epoch in range(epochs):
        seen = np.where(rng.random(n) < _WRONG, 1 - before, before)
        index[:, width - 4 :] = told[np.arange(n), seen]
        order = rng.permutation(usable)
        for start in range(0, len(order), 256):
            batch = order[start : start + 256]
            ix = index[batch]
            ix = np.where(rng.random(ix.shape) < _KEPT, ix, SIZE)
            error = (1 / (1 + np.exp(-w[ix].sum(axis=1) / _KEPT)) - labels[batch]) * weights[batch]
            unique, inverse = np.unique(ix.ravel(), return_inverse=True)
            slope = np.bincount(inverse, weights=np.repeat(error, ix.shape[1]), minlength=len(unique)).astype(np.float32)
            slope += decay * len(batch) * w[unique]
            squares[unique] += slope * slope
            w[unique] -= rate * slope / np.sqrt(squares[unique])
            w[SIZE] = 0
        if epoch >= epochs // 2:
            total += w
    return (total / (epochs - epochs // 2)).astype(np.float32)[:SIZE]
