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
from detectors.names.hashing import SIZE
from detectors.names.second import second
from detectors.names.table import Table
from detectors.names.text import Text

FILE = Path(__file__).parent / "model.bin"
MAGIC = b"celnice-names-2\0"
FIRST_LIMIT = 0.5
"""The chance from which the first look takes a word for a name's."""
HOPELESS = 0.004
"""A word whose chance the first look puts no higher gets no second."""
_HEADER = struct.Struct("<16sIfI")
"""Magic, slots of the table, what one unit of a weight is worth, weights."""


class Model:
    """``probabilities(text)``: for each capitalised word the chance that it belongs to a name."""

    __slots__ = ("_again", "_unit", "_weights", "table")

    def __init__(self, weights: memoryview, again: memoryview, unit: float, table: Table) -> None:
        self._weights, self._again, self._unit, self.table = weights, again, unit, table

    def probabilities(self, t: Text, limit: float) -> list[float]:
        """One for each of ``t.candidates``. A word that continues another, or stands in a list with it, knows how that one was decided.

        There are two looks: the second knows what the first thought of all the text's words.
        """
        own: dict[str, tuple[list[int], int]] = {}
        rows: dict[int, list[int]] = {}
        sums: dict[int, int] = {}
        weight = self._weights.__getitem__
        for i in t.candidates:
            if t.dull(i):
                continue
            word = t.words[i]
            alone = own.get(word)
            if alone is None:
                row = features.own(word, t.mask(i))
                alone = own[word] = row, sum(map(weight, row))
            place = features.around(t, i)
            rows[i] = alone[0] + place
            sums[i] = alone[1] + sum(map(weight, place))
        first = self._decide(t, sums, self._weights, FIRST_LIMIT)
        weight = self._again.__getitem__
        open_ = [i for i, chance in first.items() if chance > HOPELESS]
        sums = {}
        for i, more in zip(open_, second(t, first, open_), strict=True):
            sums[i] = sum(map(weight, rows[i])) + sum(map(weight, more))
        chances = self._decide(t, sums, self._again, limit)
        return [chances.get(i, 0.0) for i in t.candidates]

    def _decide(self, t: Text, sums: dict[int, int], weights: memoryview, limit: float) -> dict[int, float]:
        """Chances from the sums of weights, from left to right."""
        unit = self._unit
        chances: dict[int, float] = {}
        for i, score in sums.items():
            left, _ = t.left(i)
            other = left if left >= 0 else t.beside(i)
            if other in chances:
                told = features.history if other == left else features.listed
                score += sum([weights[k] for k in told(t, i, other, int(chances[other] >= limit))])  # noqa: PLW2901
            chances[i] = 1 / (1 + exp(-max(min(score * unit, 30.0), -30.0)))
        return chances


def write(keys: bytes, values: bytes, weights: tuple[bytes, bytes], unit: float, file: Path = FILE) -> None:
    """Writes the file: header, the table's keys and values, the weights of the two looks (16-bit integers)."""
    first, again = weights
    file.write_bytes(_HEADER.pack(MAGIC, len(keys) // 4, unit, len(first) // 2) + b"\0" * 4 + keys + values + first + again)


@cache
def load(file: Path = FILE) -> Model:
    """The model. Raises ``ValueError`` when the file is another version's."""
    with file.open("rb") as stream:
        view = memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))
    magic, slots, unit, count = _HEADER.unpack(view[: _HEADER.size])
    at = _HEADER.size + 4
    if magic != MAGIC or count != SIZE or len(view) != at + slots * 6 + count * 4:
        raise ValueError("model.bin is not of this version: make train")
    keys, values, weights = view[at : at + slots * 4], view[at + slots * 4 : at + slots * 6], view[at + slots * 6 :].cast("h")
    return Model(weights[:count], weights[count:], unit, Table(keys, values))
