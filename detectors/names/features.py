"""What the tagger looks at: a capitalised word with its neighbours, as hashed features. Training and run time share this file.

A word's own features depend on nothing but the word, so their sum is computed once per word of a text (:mod:`detectors.names.model`).
Names of features: L to the left, R to the right in the same run of capitals; P before the run, N behind it; B where the sentence begins.
"""

from __future__ import annotations

from zlib import crc32

from detectors.names import table
from detectors.names.hashing import MASK, encode, kind, kinds, number
from detectors.names.text import ABBREVIATIONS, Text
from detectors.names.words import CLASSES

_ODD_LETTERS = frozenset("wxqüößäàèçñøåæłńśźżőűățș")
GROUP = (
    table.GIVEN
    | table.SURNAME
    | table.FOREIGN_GIVEN
    | table.FOREIGN_SURNAME
    | table.PLACE
    | table.FIRM
    | table.COMMON
    | table.OFTEN
    | table.SEEN
    | table.FEMININE
    | table.NOMINATIVE
    | table.POSSESSIVE
)
"""The bits of a word that features are joined with."""
_LOWER = table.SEEN | table.OFTEN | table.ANY_NAME
_RUN = crc32(b"run")
_BITS = tuple((1 << k, kind(f"bit{k}")) for k in range(17))
_SUFFIXES = tuple((n, kind(f"suffix{n}")) for n in (1, 2, 3, 4, 5))
_PREFIXES = tuple((n, kind(f"prefix{n}")) for n in (1, 2, 3, 4))
_BIAS, _SHAPE, _KNOWN, _LENGTH, _WHOLE, _SHAPE_KNOWN, _ODD, _TRIGRAM = kinds("bias shape known length word shape+known odd trigram")
_B, _BK, _BE, _BS = kinds("B BK BE BS")
_L, _LK, _LKK, _LS, _LE, _LW, _LC, _L3, _LB, _LCK, _LBE, _LL, _LLC, _LLW = kinds("L LK LKK LS LE LW LC L3 LB LCK LBE LL LLC LLW")
_PW, _PC, _PK, _PE, _P3, _P3K, _P3E, _PP, _PQ, _PQC, _PCE, _PCK = kinds("PW PC PK PE P3 P3K P3E PP PQ PQC PCE PCK")
_R, _RK, _RKK, _RS, _RE, _R3, _RW, _RC, _RB, _RBE, _RBK, _RKB, _RR, _RRC = kinds("R RK RKK RS RE R3 RW RC RB RBE RBK RKB RR RRC")
_NW, _NC, _NK, _N3, _N3K, _N2E, _NN, _NM, _NCK, _PN, _PNC, _NM3 = kinds("NW NC NK N3 N3K N2E NN NM NCK PN PNC NM3")
_Z, _ZK, _ZB, _ZPN, _BAG = kinds("Z ZK ZB ZPN BAG")
_H, _HK, _HS, _HE, _C, _CK, _CE, _CS = kinds("H HK HS HE C CK CE CS")


def shape(word: str) -> bytes:
    """Such as "I" one letter, "U" capitals, "M" capitals inside, "C" capitalised."""
    if len(word) == 1:
        return b"I"
    if word.isupper():
        return b"U"
    return b"C" if word[1:].islower() else b"M"


def own(word: str, bits: int) -> list[int]:
    """The features of a word alone."""
    lower = word.lower()
    low = encode(lower)
    size = len(low)
    known = number[bits]
    form = shape(word)
    out = [
        _BIAS,
        crc32(form, _SHAPE),
        crc32(known, _KNOWN),
        crc32(number[min(size, 12)], _LENGTH),
        crc32(low, _WHOLE),
        crc32(known, crc32(form, _SHAPE_KNOWN)),
    ]
    out += [crc32(low[-n:], begun) for n, begun in _SUFFIXES if size > n]
    out += [crc32(low[:n], begun) for n, begun in _PREFIXES if size > n]
    out += [begun for bit, begun in _BITS if bits & bit]
    if not _ODD_LETTERS.isdisjoint(lower):
        out.append(_ODD)
    padded = b"^" + low + b"$"
    out += [crc32(padded[k : k + 3], _TRIGRAM) for k in range(size)]
    return [k & MASK for k in out]


class _Here:
    """What several features of one word share, as bytes to hash."""

    __slots__ = ("begins", "e2", "e3", "first", "group", "known", "last", "shape")

    def __init__(self, t: Text, i: int) -> None:
        bits, low = t.mask(i), t.low(i)
        self.e2, self.e3 = low[-2:], low[-3:]
        self.group, self.known = number[bits & GROUP], number[bits]
        self.begins = t.begins(i)
        self.shape = shape(t.words[i])
        self.first, self.last = t.first(i), t.last(i)


def around(t: Text, i: int) -> list[int]:
    """The features of a word's place."""
    here = _Here(t, i)
    out = [
        crc32(here.begins, _B),
        crc32(here.known, crc32(here.begins, _BK)),
        crc32(here.e2, crc32(here.begins, _BE)),
        crc32(here.shape, crc32(here.begins, _BS)),
    ]
    left, how = t.left(i)
    if left >= 0:
        _continued(t, left, how, here, out)
    p, before = _before(t, here, out, run=left >= 0)
    right, how = t.right(i)
    if right >= 0:
        _continuing(t, right, how, here, out)
    q, after = _behind(t, here, out, before, run=right >= 0)
    size = number[min(here.last - here.first, 5)]
    edge = b"%d%d" % (here.first == i, here.last == i)
    out += (
        crc32(size, _Z),
        crc32(here.group, crc32(edge, _ZK)),
        crc32(size, crc32(t.begins(here.first), _ZB)),
        crc32(after, crc32(before, crc32(size, _ZPN))),
    )
    n = len(t.words)
    for k in (p - 1, p - 2, p - 3, q + 1, q + 2):
        if 0 <= k < n:
            low = t.low(k)
            if len(low) > 3:
                out.append(crc32(low[:5], _BAG))
    return [k & MASK for k in out]


def _continued(t: Text, left: int, how: bytes, here: _Here, out: list[int]) -> None:
    """The word that this one continues, and the first of its run."""
    bits, low, sort = t.mask(left), t.low(left), t.sort(left)
    group = number[bits & GROUP]
    linked = crc32(group, crc32(how, _LK))
    out += (
        crc32(how, _L),
        linked,
        crc32(here.group, linked ^ _LKK),
        crc32(here.shape, crc32(shape(t.words[left]), crc32(how, _LS))),
        crc32(here.e2, crc32(low[-2:], _LE)),
        crc32(low, _LW),
        crc32(sort, _LC),
        crc32(low[-3:], _L3),
        crc32(number[bits & _LOWER], crc32(t.begins(left), _LB)),
        crc32(here.group, crc32(sort, _LCK)),
        crc32(here.e2, crc32(group, _LBE)),
    )
    first = here.first
    if first != left:
        out += (crc32(number[t.mask(first) & GROUP], _LL), crc32(t.sort(first), _LLC), crc32(t.low(first), _LLW))


def _before(t: Text, here: _Here, out: list[int], *, run: bool) -> tuple[int, bytes]:
    """The words before the run; gives the place of the nearest and its bytes."""
    words = t.words
    p = here.first - 1
    if p > 0 and words[p] == "." and not t.gap(p - 1):
        abbreviated = words[p - 1]
        if len(abbreviated) <= 6 and (abbreviated.lower() in ABBREVIATIONS or t.folded(p - 1) in CLASSES):
            p -= 1
    if p < 0:
        p1 = p3 = sort = b"^"
    elif t.breaks(p):
        p1 = p3 = sort = b"\n"
    else:
        p1, sort = t.low(p), t.sort(p)
        p3 = p1[-3:]
    p2 = t.low(p - 1) if p > 0 else b"^"
    r = _RUN if run else 0
    w1, c1, t1 = crc32(p1, _PW ^ r), crc32(sort, _PC ^ r), crc32(p3, _P3 ^ r)
    out += (
        w1,
        c1,
        t1,
        crc32(here.group, w1 ^ _PK),
        crc32(here.e2, w1 ^ _PE),
        crc32(here.group, t1 ^ _P3K),
        crc32(here.e3, t1 ^ _P3E),
        crc32(p2, w1 ^ _PP),
        crc32(p2, _PQ ^ r),
        crc32(here.e2, c1 ^ _PCE),
        crc32(here.known, c1 ^ _PCK),
    )
    if p > 0:
        out.append(crc32(t.sort(p - 1), _PQC ^ r))
    return p, p1


def _continuing(t: Text, right: int, how: bytes, here: _Here, out: list[int]) -> None:
    """The word that continues this one, and the last of its run."""
    bits, low = t.mask(right), t.low(right)
    group = number[bits & GROUP]
    linked = crc32(group, crc32(how, _RK))
    out += (
        crc32(how, _R),
        linked,
        crc32(here.group, linked ^ _RKK),
        crc32(shape(t.words[right]), crc32(here.shape, crc32(how, _RS))),
        crc32(low[-2:], crc32(here.e2, _RE)),
        crc32(low[-3:], _R3),
        crc32(low, _RW),
        crc32(t.sort(right), _RC),
        crc32(number[bits & _LOWER], _RB),
        crc32(here.e2, crc32(group, _RBE)),
        crc32(here.group, crc32(group, crc32(here.begins, _RBK))),
        crc32(here.known, crc32(number[bits], _RKB)),
    )
    last = here.last
    if last != right:
        out += (crc32(number[t.mask(last) & GROUP], _RR), crc32(t.sort(last), _RRC))


def _behind(t: Text, here: _Here, out: list[int], before: bytes, *, run: bool) -> tuple[int, bytes]:
    """The words behind the run; gives the place of the nearest and its bytes."""
    words, n = t.words, len(t.words)
    q = here.last + 1
    if q < n and words[q] == "." and t.is_initial(here.last):
        q += 1
    if q >= n or t.breaks(q - 1):
        n1 = n2 = sort = b"$"
    else:
        n1, sort = t.low(q), t.sort(q)
        n2 = t.low(q + 1) if q + 1 < n else b"$"
    n3 = n1[-3:]
    r = _RUN if run else 0
    w2, c2, t2 = crc32(n1, _NW ^ r), crc32(sort, _NC ^ r), crc32(n3, _N3 ^ r)
    between = crc32(before, _PN ^ r)
    out += (
        w2,
        c2,
        t2,
        crc32(here.group, w2 ^ _NK),
        crc32(here.group, t2 ^ _N3K),
        crc32(here.e2, crc32(n3[-2:], _N2E ^ r)),
        crc32(n2, w2 ^ _NN),
        crc32(n2, _NM ^ r),
        crc32(here.known, c2 ^ _NCK),
        crc32(n1, between),
        crc32(sort, between ^ _PNC),
        crc32(n2[-3:], _NM3 ^ r),
    )
    return q, n1


def history(t: Text, i: int, left: int, label: int) -> list[int]:
    """The features of the label given to the word that ``i`` continues."""
    one = number[label]
    out = (
        crc32(one, _H),
        crc32(number[t.mask(i) & GROUP], crc32(one, _HK)),
        crc32(shape(t.words[i]), crc32(shape(t.words[left]), crc32(one, _HS))),
        crc32(t.low(i)[-2:], crc32(one, _HE)),
    )
    return [k & MASK for k in out]


def listed(t: Text, i: int, other: int, label: int) -> list[int]:
    """The features of the label given to the word that ``i`` stands in a list with."""
    one = number[label]
    out = (
        crc32(one, _C),
        crc32(number[t.mask(i) & GROUP], crc32(one, _CK)),
        crc32(t.low(i - 1), crc32(one, _CE)),
        crc32(number[t.left(other)[0] >= 0], crc32(one, _CS)),
    )
    return [k & MASK for k in out]
