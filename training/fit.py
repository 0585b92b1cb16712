"""Logistic regression over hashed features, by averaged Adagrad; numpy only."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detectors.names import features
from detectors.names.features import SIZE, Text
from detectors.names.table import Table

type Spans = list[tuple[int, int]]


class Data:
    """Examples as arrays: for each capitalised word its features, its label, its weight, and the word it continues."""

    def __init__(self) -> None:
        self.rows: list[np.ndarray] = []
        self.labels: list[int] = []
        self.weights: list[float] = []
        self.lefts: list[int] = []
        self.history: list[tuple[list[int], list[int]]] = []

    def add(self, t: Text, spans: Spans, weight: float, ignore: Spans = []) -> None:  # noqa: B006
        """One text."""
        base = len(self.rows)
        place: dict[int, int] = {}
        for i in t.candidates:
            place[i] = -1 if t.dull(i) else base + len(place) - sum(1 for k in place.values() if k < 0)
        for i in t.candidates:
            if place[i] < 0:
                continue
            a, b = t.starts[i], t.ends[i]
            label = any(s < b and a < e for s, e in spans)
            left, _ = t.left(i)
            row = features.own(t.words[i], t.mask(i)) + features.around(t, i)
            self.rows.append(np.array(row, dtype=np.int32))
            self.labels.append(int(label))
            self.weights.append(0.0 if any(s < b and a < e for s, e in ignore) else weight)
            other = t.beside(i) if left < 0 else -1
            before = left if left in place else other if other in place else -1
            self.lefts.append(place[before] if before >= 0 else -1)
            told = features.history if before == left else features.listed
            self.history.append((told(t, i, before, 0), told(t, i, before, 1)) if before >= 0 else ([], []))


def text(raw: str, table: Table) -> Text:
    """A text over a table."""
    return Text(raw, table)


def train(data: Data, seed: int, epochs: int = 6, rate: float = 0.12, decay: float = 2e-6) -> NDArray[np.float32]:
    """The weights, averaged over the second half of training."""
    n = len(data.rows)
    rng = np.random.default_rng(seed)
    labels = np.array(data.labels, dtype=np.float32)
    weights = np.array(data.weights, dtype=np.float32)
    lefts = np.array(data.lefts)
    width = max(map(len, data.rows)) + 4
    index = np.full((n, width), SIZE, dtype=np.int32)  # SIZE is the place of padding
    for k, row in enumerate(data.rows):
        index[k, : len(row)] = row
    hist = np.full((n, 2, 4), SIZE, dtype=np.int32)
    for k, (zero, one) in enumerate(data.history):
        hist[k, 0, : len(zero)] = zero
        hist[k, 1, : len(one)] = one
    before = np.where(lefts >= 0, labels[lefts], 0).astype(np.int64)
    w = np.zeros(SIZE + 1, dtype=np.float32)
    g2 = np.full(SIZE + 1, 1e-2, dtype=np.float32)
    total = np.zeros(SIZE + 1, dtype=np.float64)
    kept = 0
    usable = np.flatnonzero(weights > 0)
    for epoch in range(epochs):
        order = rng.permutation(usable)
        flip = rng.random(n) < 0.05
        seen = np.where(flip, 1 - before, before)
        index[:, width - 4 :] = hist[np.arange(n), seen]
        for start in range(0, len(order), 256):
            batch = order[start : start + 256]
            ix = index[batch]
            keep = rng.random(ix.shape) > 0.12  # features fall out at random, so that no single one decides
            ix = np.where(keep, ix, SIZE)
            z = w[ix].sum(axis=1) / 0.88
            error = (1 / (1 + np.exp(-z)) - labels[batch]) * weights[batch]
            flat = ix.ravel()
            unique, inverse = np.unique(flat, return_inverse=True)
            grad = np.bincount(inverse, weights=np.repeat(error, ix.shape[1]), minlength=len(unique)).astype(np.float32) + decay * len(batch) * w[unique]
            g2[unique] += grad * grad
            w[unique] -= rate * grad / np.sqrt(g2[unique])
            w[SIZE] = 0
        if epoch >= epochs // 2:
            total += w
            kept += 1
    return (total / kept).astype(np.float32)[:SIZE]
