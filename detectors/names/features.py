"""What the tagger looks at: a capitalised word with its neighbours, as hashed features. Training and run time share this file.

A word's own features depend on nothing but the word, so their sum is computed once per word of a text (:mod:`detectors.names.model`).
"""

from __future__ import annotations

import re
from zlib import crc32

from detectors.names import table
from detectors.names.table import Table
from detectors.names.words import CLASSES
from detectors.text.characters import fold

SIZE = 1 << 20
"""Weights in the model."""
_MASK = SIZE - 1
_WORD = re.compile(r"\w+|[^\w\s]")
_OPENS = frozenset("\"'„“”‚‘’«»()[]{}<>*_`|")
_ENDS = frozenset(".!?:;…•*|-")
_ABBREVIATIONS = frozenset(
    "sv tzv tj např napr resp mj tzn cca odst písm čl str č čj sp zn ul tř nám nar zast př roč red pozn vyd dr ing mgr mudr judr phdr rndr prof doc bc arch gen plk npor kpt por "
    "mjr p pí sl st ml jun sen kol a.s s.r.o zvl popř event vč atd apod aj mld mil tis hod min kč".split()
)
LONGEST = 30


class Text:
    """A text as parallel lists over its tokens (words and single other characters)."""

    __slots__ = ("_begins", "_left", "_right", "bits", "candidates", "ends", "starts", "table", "text", "words")

    def __init__(self, text: str, words_table: Table) -> None:
        self.text, self.table = text, words_table
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.candidates: list[int] = []
        self.bits: dict[int, int] = {}
        self._left: dict[int, tuple[int, str]] = {}
        self._right: dict[int, tuple[int, str]] = {}
        self._begins: dict[int, str] = {}
        words, starts, ends, candidates = self.words, self.starts, self.ends, self.candidates
        n = 0
        for match in _WORD.finditer(text):
            word = match[0]
            words.append(word)
            a, b = match.span()
            starts.append(a)
            ends.append(b)
            if word[0].isupper() and (word.isalpha() and b - a <= LONGEST):
                candidates.append(n)
            n += 1

    def mask(self, i: int) -> int:
        """The bits of token ``i``; in all but its first letter's case as well."""
        bits = self.bits.get(i)
        if bits is None:
            word = self.words[i]
            bits = self.table.bits(word, fold(word)) | self.table.lower(word.lower())
            self.bits[i] = bits
        return bits

    def gap(self, i: int) -> str:
        """What stands between token ``i`` and the next."""
        return self.text[self.ends[i] : self.starts[i + 1]]

    def is_initial(self, i: int) -> bool:
        """"J." with its full stop, one letter (or Ch, Dž…)."""
        word = self.words[i]
        return (len(word) == 1 or word in ("Ch", "Dž", "St", "Th")) and i + 1 < len(self.words) and self.words[i + 1] == "." and not self.gap(i)

    def left(self, i: int) -> tuple[int, str]:
        """(the capitalised token that ``i`` continues, how); see :meth:`_find_left`. Looked up once."""
        found = self._left.get(i)
        if found is None:
            found = self._left[i] = self._find_left(i)
        return found

    def right(self, i: int) -> tuple[int, str]:
        """(the capitalised token that continues ``i``, how). Looked up once."""
        found = self._right.get(i)
        if found is None:
            found = self._right[i] = self._find_right(i)
        return found

    def begins(self, i: int) -> str:
        """"0" inside a sentence, "1" at its start, "2" perhaps (behind an abbreviation or a quotation mark). Looked up once."""
        found = self._begins.get(i)
        if found is None:
            found = self._begins[i] = self._find_begins(i)
        return found

    def _find_left(self, i: int) -> tuple[int, str]:
        """(the capitalised token that ``i`` continues, how): " " a space, "-" a hyphen, "." an initial, "p" a particle; (-1, "") when none."""
        words = self.words
        if i < 1:
            return -1, ""
        gap = self.gap(i - 1)
        before = words[i - 1]
        if gap == " " or not gap:
            if before == "." and i > 1 and self.is_initial(i - 2):
                return i - 2, "."
            if not gap and i > 1 and before in "-'’" and words[i - 2][0].isupper() and not self.gap(i - 2):
                return i - 2, "-"
            if gap and before[0].isupper() and before.isalpha():
                return i - 1, " "
            if gap and i > 1 and before in PARTICLES and words[i - 2][0].isupper() and self.gap(i - 2) == " ":
                return i - 2, "p"
            if gap and i > 2 and before in PARTICLES and words[i - 2] in PARTICLES and words[i - 3][0].isupper() and self.gap(i - 3) == " ":
                return i - 3, "p"
        return -1, ""

    def _find_right(self, i: int) -> tuple[int, str]:
        words, n = self.words, len(self.words)
        if i + 1 >= n:
            return -1, ""
        gap, after = self.gap(i), words[i + 1]
        if gap == " ":
            if after[0].isupper() and after.isalpha():
                return i + 1, " "
            if i + 2 < n and after in PARTICLES and words[i + 2][0].isupper() and self.gap(i + 1) == " ":
                return i + 2, "p"
            if i + 3 < n and after in PARTICLES and words[i + 2] in PARTICLES and words[i + 3][0].isupper() and self.gap(i + 1) == " ":
                return i + 3, "p"
        elif not gap:
            if i + 2 < n and after in "-'’" and words[i + 2][0].isupper() and not self.gap(i + 1):
                return i + 2, "-"
            if i + 2 < n and after == "." and self.is_initial(i) and words[i + 2][0].isupper() and self.gap(i + 1) in ("", " "):
                return i + 2, "."
        return -1, ""

    def _find_begins(self, i: int) -> str:
        k = i - 1
        opened = False
        while k >= 0 and self.words[k] in _OPENS:
            if "\n" in self.gap(k):
                return "1"
            opened = True
            k -= 1
        if k < 0 or "\n" in self.text[self.ends[k] : self.starts[k + 1]]:
            return "1"
        before = self.words[k]
        if before in _ENDS:
            if before == ".":
                word = self.words[k - 1] if k else ""
                if len(word) == 1 or word.isdigit() or word.lower() in _ABBREVIATIONS:
                    return "2"
            elif before == "-" and not self.gap(k):
                return "0"
            return "1"
        return "2" if opened else "0"


    def dull(self, i: int) -> bool:
        """Whether a capital at ``i`` means nothing: an ordinary word, of no list of names, where a sentence begins; or a lone letter."""
        if self.ends[i] - self.starts[i] == 1:
            return not self.is_initial(i)
        bits = self.mask(i)
        return bool(bits & table.SEEN) and not bits & table.ANY_NAME and self.begins(i) == "1"

    def beside(self, i: int) -> int:
        """The capitalised token that ``i`` stands in a list with, to the left ("Novák, Dvořák", "Novák a Dvořák", "12. Novák, 30. Dvořák"); -1 when none."""
        words = self.words
        k = i - 1
        if k >= 1 and words[k] == "." and words[k - 1].isdigit():
            k -= 2
        if k < 1:
            return -1
        if words[k] in _LISTING:
            k -= 1
            if words[k] == "," or words[k] == ".":
                k -= 1
            if words[k] == ")":
                for back in range(2, 9):
                    if k - back >= 0 and words[k - back] == "(":
                        k -= back + 1
                        break
            if words[k].isdigit() and k:
                k -= 1
            if k >= 0 and words[k][0].isupper() and words[k].isalpha():
                return k
        return -1


_LISTING = frozenset([",", "a", "i", "-", ";", "nebo", "či", "s", "se", "versus", "/", "and", "und"])

PARTICLES = frozenset("von van de der den di da la le al ibn ben z ze du del della dos bin el ter zu und y e".split())
_FOREIGN = frozenset("wxqüößäàèçñøåæłńśźżőűățș")


def shape(word: str) -> str:
    """"I" one letter, "U" capitals, "M" capitals inside, "C" capitalised."""
    if len(word) == 1:
        return "I"
    if word.isupper():
        return "U"
    return "C" if word[1:].islower() else "M"


class _Numbers(dict[int, bytes]):
    """Bits as bytes to hash; there are at most 2^17 of them."""

    def __missing__(self, number: int) -> bytes:
        found = self[number] = b"%d" % number
        return found


_number = _Numbers()


def _p(name: str) -> int:
    """A kind of feature: where its hash begins."""
    return crc32(name.encode() + b"\x01")


def encoded(text: str) -> bytes:
    """UTF-8, whatever the text holds."""
    return text.encode("utf-8", "replace")


_BITS = tuple((1 << k, _p(f"bit{k}")) for k in range(17))
_BIAS, _SHAPE, _KNOWN, _LENGTH, _WHOLE, _SHAPE_KNOWN, _ODD, _TRIGRAM = map(_p, ("bias", "shape", "known", "length", "word", "shape+known", "odd", "trigram"))
_SUFFIXES = tuple((n, _p(f"suffix{n}")) for n in (1, 2, 3, 4, 5))
_PREFIXES = tuple((n, _p(f"prefix{n}")) for n in (1, 2, 3, 4))


def own(word: str, bits: int) -> list[int]:
    """The features of a word alone."""
    low = word.lower()
    size = len(low)
    known = _number[bits]
    s = shape(word).encode()
    out = [
        crc32(b"", _BIAS), crc32(s, _SHAPE), crc32(known, _KNOWN), crc32(_number[size if size < 12 else 12], _LENGTH), crc32(encoded(low), _WHOLE),
        crc32(known, crc32(s, _SHAPE_KNOWN)),
    ]
    for n, kind in _SUFFIXES:
        if size > n:
            out.append(crc32(encoded(low[-n:]), kind))
    for n, kind in _PREFIXES:
        if size > n:
            out.append(crc32(encoded(low[:n]), kind))
    out += [kind for bit, kind in _BITS if bits & bit]
    if not _FOREIGN.isdisjoint(low):
        out.append(_ODD)
    padded = f"^{low}$"
    out += [crc32(encoded(padded[k : k + 3]), _TRIGRAM) for k in range(size)]
    return [k & _MASK for k in out]


def _kind(word: str) -> str:
    """A neighbour in short: its class in the word lists, or what it looks like."""
    found = CLASSES.get(fold(word))
    if found:
        return found
    if word.isdigit():
        return f"9{min(len(word), 5)}"
    if not word[0].isalnum():
        return word
    return "C" if word[0].isupper() else "l"


_GROUP = (
    table.GIVEN | table.SURNAME | table.FOREIGN_GIVEN | table.FOREIGN_SURNAME | table.PLACE | table.FIRM | table.COMMON | table.OFTEN | table.SEEN
    | table.FEMININE | table.NOMINATIVE | table.POSSESSIVE
)
_LOWER = table.SEEN | table.OFTEN | table.ANY_NAME

(
    _B, _BK, _BE, _BS, _L, _LK, _LKK, _LS, _LE, _LW, _LC, _L3, _LB, _LCK, _LBE, _LL, _LLC, _LLW, _PW, _PC, _PK, _PE, _P3, _P3K, _PP, _Q, _QC, _PCE, _PCK, _P3E,
    _R, _RK, _RKK, _RS, _RE, _R3, _RW, _RC, _RB, _RBE, _RBK, _RKB, _RR, _RRC, _NW, _NC, _NK, _N3, _N3K, _N2E, _NN, _M, _NCK, _PN, _PNC, _M3, _Z, _ZK, _ZB, _T,
    _BAG, _Q3,
) = map(_p, (
    "B BK BE BS L LK LKK LS LE LW LC L3 LB LCK LBE LL LLC LLW PW PC PK PE P3 P3K PP Q QC PCE PCK P3E "
    "R RK RKK RS RE R3 RW RC RB RBE RBK RKB RR RRC NW NC NK N3 N3K N2E NN M NCK PN PNC M3 Z ZK ZB T BAG Q3"
).split())
_RUN = crc32(b"run")


def around(t: Text, i: int) -> list[int]:
    """The features of a word's place."""
    words = t.words
    n = len(words)
    word = words[i]
    bits = t.mask(i)
    low = encoded(word.lower()[-3:])
    e3 = low
    e2 = encoded(word.lower()[-2:])
    begins = t.begins(i).encode()
    group, known = _number[bits & _GROUP], _number[bits]
    s = shape(word).encode()
    out = [crc32(begins, _B), crc32(known, crc32(begins, _BK)), crc32(e2, crc32(begins, _BE)), crc32(s, crc32(begins, _BS))]
    # to the left
    left, how = t.left(i)
    first = i
    if left >= 0:
        lb, lw = t.mask(left), words[left]
        ll = lw.lower()
        lg = _number[lb & _GROUP]
        h = how.encode()
        lk = _kind(lw).encode()
        l2 = encoded(ll[-2:])
        x = crc32(lg, crc32(h, _LK))
        out += (
            crc32(h, _L), x, crc32(group, crc32(b",", x ^ _LKK)), crc32(s, crc32(shape(lw).encode(), crc32(h, _LS))), crc32(e2, crc32(l2, _LE)),
            crc32(encoded(ll), _LW), crc32(lk, _LC), crc32(encoded(ll[-3:]), _L3), crc32(_number[lb & _LOWER], crc32(t.begins(left).encode(), _LB)),
            crc32(group, crc32(lk, _LCK)), crc32(e2, crc32(lg, _LBE)),
        )
        first = left
        while True:
            further, _ = t.left(first)
            if further < 0 or i - further > 12:
                break
            first = further
        if first != left:
            out += (crc32(_number[t.mask(first) & _GROUP], _LL), crc32(_kind(words[first]).encode(), _LLC), crc32(encoded(words[first].lower()), _LLW))
    p = first - 1
    if p > 0 and words[p] == "." and not t.gap(p - 1):
        abbreviated = words[p - 1]
        if len(abbreviated) <= 6 and (abbreviated.lower() in _ABBREVIATIONS or fold(abbreviated) in CLASSES):
            p -= 1
    if p < 0:
        p1, kind = b"^", b"^"
    elif "\n" in t.text[t.ends[p] : t.starts[p + 1]]:
        p1, kind = b"\n", b"\n"
    else:
        p1, kind = encoded(words[p].lower()), encoded(_kind(words[p]))
    p3 = encoded(words[p].lower()[-3:]) if p >= 0 else b"^"
    p2 = encoded(words[p - 1].lower()) if p > 0 else b"^"
    r = _RUN if left >= 0 else 0
    w1 = crc32(p1, _PW ^ r)
    c1 = crc32(kind, _PC ^ r)
    t1 = crc32(p3, _P3 ^ r)
    out += (
        w1, c1, t1, crc32(group, w1 ^ _PK), crc32(e2, w1 ^ _PE), crc32(group, t1 ^ _P3K), crc32(e3, t1 ^ _P3E), crc32(p2, w1 ^ _PP), crc32(p2, _Q ^ r),
        crc32(e2, c1 ^ _PCE), crc32(known, c1 ^ _PCK),
    )
    if p > 0:
        out.append(crc32(encoded(_kind(words[p - 1])), _QC ^ r))
    # to the right
    right, how = t.right(i)
    last = i
    if right >= 0:
        rb, rw = t.mask(right), words[right]
        rl = rw.lower()
        rg = _number[rb & _GROUP]
        h = how.encode()
        x = crc32(rg, crc32(h, _RK))
        out += (
            crc32(h, _R), x, crc32(group, x ^ _RKK), crc32(shape(rw).encode(), crc32(s, crc32(h, _RS))), crc32(encoded(rl[-2:]), crc32(e2, _RE)),
            crc32(encoded(rl[-3:]), _R3), crc32(encoded(rl), _RW), crc32(_kind(rw).encode(), _RC), crc32(_number[rb & _LOWER], _RB),
            crc32(e2, crc32(rg, _RBE)), crc32(group, crc32(rg, crc32(begins, _RBK))), crc32(known, crc32(_number[rb], _RKB)),
        )
        last = right
        while True:
            further, _ = t.right(last)
            if further < 0 or further - i > 12:
                break
            last = further
        if last != right:
            out += (crc32(_number[t.mask(last) & _GROUP], _RR), crc32(_kind(words[last]).encode(), _RRC))
    q = last + 1
    if q < n and words[q] == "." and t.is_initial(last):
        q += 1
    if q >= n or "\n" in t.text[t.ends[q - 1] : t.starts[q]]:
        n1 = n2 = n3 = kind = b"$"
    else:
        lower = words[q].lower()
        n1, n3, kind = encoded(lower), encoded(lower[-3:]), encoded(_kind(words[q]))
        n2 = encoded(words[q + 1].lower()) if q + 1 < n else b"$"
    r = _RUN if right >= 0 else 0
    w2 = crc32(n1, _NW ^ r)
    c2 = crc32(kind, _NC ^ r)
    t2 = crc32(n3, _N3 ^ r)
    out += (
        w2, c2, t2, crc32(group, w2 ^ _NK), crc32(group, t2 ^ _N3K), crc32(e2, crc32(n3[-2:], _N2E ^ r)), crc32(n2, w2 ^ _NN), crc32(n2, _M ^ r),
        crc32(known, c2 ^ _NCK), crc32(n1, w1 ^ _PN), crc32(kind, w1 ^ _PNC), crc32(n2[-3:], _M3 ^ r),
    )
    size = _number[min(last - first, 5)]
    edge = b"%d%d" % (first == i, last == i)
    out += (crc32(size, _Z), crc32(group, crc32(edge, _ZK)), crc32(size, crc32(t.begins(first).encode(), _ZB)), crc32(n1, crc32(p1, crc32(size, _T))))
    for k in (p - 1, p - 2, p - 3, q + 1, q + 2):
        if 0 <= k < n and len(words[k]) > 3:
            out.append(crc32(encoded(words[k][:5].lower()), _BAG))
    return [k & _MASK for k in out]


_H, _HK, _HS, _HE, _C, _CK, _CE, _CS = map(_p, "H HK HS HE C CK CE CS".split())


def history(t: Text, i: int, left: int, label: int) -> list[int]:
    """The features of the label given to the word that ``i`` continues."""
    one = b"%d" % label
    word = t.words[i]
    return [
        crc32(one, _H) & _MASK, crc32(_number[t.mask(i) & _GROUP], crc32(one, _HK)) & _MASK,
        crc32(shape(word).encode(), crc32(shape(t.words[left]).encode(), crc32(one, _HS))) & _MASK, crc32(encoded(word[-2:].lower()), crc32(one, _HE)) & _MASK,
    ]


def listed(t: Text, i: int, other: int, label: int) -> list[int]:
    """The features of the label given to the word that ``i`` stands in a list with."""
    one = b"%d" % label
    group = _number[t.mask(i) & _GROUP]
    between = encoded(t.words[i - 1])
    return [
        crc32(one, _C) & _MASK, crc32(group, crc32(one, _CK)) & _MASK, crc32(between, crc32(one, _CE)) & _MASK,
        crc32(b"1" if t.left(other)[0] >= 0 else b"0", crc32(one, _CS)) & _MASK,
    ]
