"""The second look: what the first one thought of a word's neighbours, of the words it stands in a list with, and of the whole text.

"Dvořák" behind "hráli Novák a" is a person because Novák is; a word in a text where every other capital is a name is likelier one too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from zlib import crc32

from detectors.names.features import GROUP
from detectors.names.hashing import MASK, kind, kinds, number
from detectors.names.text import Text

_STEPS = (0.05, 0.2, 0.5, 0.8, 0.95)
_LIKELY = 0.5
_STEM = 4
_OWN, _OWN_GROUP, _SHARE, _SHARE_COUNT, _SHARE_OWN, _SAME, _SAME_OWN = kinds("2o 2og 2f 2fn 2fo 2s 2so")
_NEAR = tuple((kind(f"2n{k}"), kind(f"2no{k}")) for k in range(4))
_MOST = 6
"""More other names in a text than this count as this many."""


def _step(chance: float) -> bytes:
    """A chance as one of six steps."""
    return number[bisect_left(_STEPS, chance)]


def second(t: Text, chances: dict[int, float], which: Iterable[int]) -> list[list[int]]:
    """For each of the words ``which``, its features of the second look. ``chances``: what the first thought of every word it judged."""
    lists: dict[int, int] = {}
    best: dict[str, tuple[int, int]] = {}
    steps = {i: _step(p) for i, p in chances.items()}
    for i, chance in chances.items():
        stem = t.words[i][:_STEM].lower()
        one, two = best.get(stem, (-1, -1))
        if one < 0 or chance > chances[one]:
            best[stem] = i, one
        elif two < 0 or chance > chances[two]:
            best[stem] = one, i
        first = t.first(i)
        if first == i:
            other = t.beside(i)
            if other in chances:
                lists[other] = i
    likely = {i for i, chance in chances.items() if chance > _LIKELY}
    everybody = len(chances)
    out: list[list[int]] = []
    for i in which:
        own = steps[i]
        found = [crc32(own, _OWN), crc32(number[t.mask(i) & GROUP], crc32(own, _OWN_GROUP))]
        left, right = t.left(i)[0], t.right(i)[0]
        near = (right, left, t.beside(t.first(i)), lists.get(t.last(i), -1))
        for (alone, together), k in zip(_NEAR, near, strict=True):
            if k in steps:
                found += (crc32(steps[k], alone), crc32(own, crc32(steps[k], together)))
        count, named = everybody, len(likely)
        for k in (i, left, right):
            if k in chances:
                count -= 1
                named -= k in likely
        share = named * 4 // count if count else 9
        found += (
            crc32(number[share], _SHARE),
            crc32(number[min(count, _MOST)], crc32(number[share], _SHARE_COUNT)),
            crc32(own, crc32(number[share], _SHARE_OWN)),
        )
        one, two = best[t.words[i][:_STEM].lower()]
        same = two if one == i else one
        if same >= 0:
            found += (crc32(steps[same], _SAME), crc32(own, crc32(steps[same], _SAME_OWN)))
        out.append([k & MASK for k in found])
    return out
