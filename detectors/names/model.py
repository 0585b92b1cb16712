"""The trained tagger: hashed log-linear weights over the features of capitalised words, decided from left to right.

``model.bin`` holds the words' table and the weights as they are used, so it is mapped into memory and costs nothing at start; processes
share it. It is made by ``make train``; docs/models/names.md says from what.
"""

from __future__ import annotations

import mmap
import struct
from functools import cache
from math import exp
from pathlib import Path

from detectors.names import features
from detectors.names.features import SIZE, Text
from detectors.names.table import Table

FILE = Path(__file__).parent / "model.bin"
MAGIC = b"celnice-names-1\0"
_HEADER = struct.Struct("<16sIfI")
"""Magic, slots of the table, what one unit of a weight is worth, weights."""


class Model:
    """``probabilities(text)``: for each capitalised word the chance that it belongs to a name."""

    __slots__ = ("_unit", "_weights", "table")

    def __init__(self, weights: memoryview, unit: float, table: Table) -> None:
        self._weights, self._unit, self.table = weights, unit, table

    def probabilities(self, t: Text, limit: float) -> list[float]:
        """One for each of ``t.candidates``. A word that continues another knows how that one was decided."""
        weights, unit = self._weights, self._unit
        words: dict[str, float] = {}
        out: list[float] = []
        labels: dict[int, int] = {}
        for i in t.candidates:
            if t.dull(i):
                labels[i] = 0
                out.append(0.0)
                continue
            word = t.words[i]
            alone = words.get(word)
            if alone is None:
                alone = words[word] = sum([weights[k] for k in features.own(word, t.mask(i))])
            left, _ = t.left(i)
            score = alone + sum([weights[k] for k in features.around(t, i)])
            if left in labels:
                score += sum([weights[k] for k in features.history(t, i, left, labels[left])])
            elif left < 0:
                other = t.beside(i)
                if other in labels:
                    score += sum([weights[k] for k in features.listed(t, i, other, labels[other])])
            p = 1 / (1 + exp(-max(min(score * unit, 30.0), -30.0)))
            labels[i] = int(p >= limit)
            out.append(p)
        return out


def write(keys: bytes, values: bytes, weights: bytes, unit: float, file: Path = FILE) -> None:
    """Writes the file: header, the table's keys and values, the weights (16-bit integers)."""
    file.write_bytes(_HEADER.pack(MAGIC, len(keys) // 4, unit, len(weights) // 2) + b"\0" * 4 + keys + values + weights)


@cache
def load(file: Path = FILE) -> Model:
    """The model. Raises ``ValueError`` when the file is another version's."""
    with file.open("rb") as stream:
        view = memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))
    magic, slots, unit, count = _HEADER.unpack(view[: _HEADER.size])
    at = _HEADER.size + 4
    if magic != MAGIC or count != SIZE or len(view) != at + slots * 6 + count * 2:
        raise ValueError("model.bin is not of this version: make train")
    keys, values, weights = view[at : at + slots * 4], view[at + slots * 4 : at + slots * 6], view[at + slots * 6 :]
    return Model(weights.cast("h"), unit, Table(keys, values))
