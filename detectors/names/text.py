"""A text as the tagger sees it: its words, which of them are capitalised, and how these hang together."""

from __future__ import annotations

import re
from itertools import accumulate

from detectors.names import table
from detectors.names.hashing import encode, number
from detectors.names.table import Table
from detectors.names.words import CLASSES
from detectors.text.characters import fold

LONGEST = 30
"""Letters of a word that may be a name."""
_WORD = re.compile(r"(\w+|[^\w\s])")
_OPENS = frozenset("\"'„“”‚‘’«»()[]{}<>*_`|")
_ENDS = frozenset(".!?:;…•*|-")
ABBREVIATIONS = frozenset(
    """
    sv tzv tj např resp mj tzn cca odst písm čl str č čj sp zn ul tř nám nar zast př roč red pozn vyd dr ing mgr mudr judr phdr rndr prof
    doc bc arch gen plk npor kpt por mjr p pí sl st ml jun sen kol zvl popř event vč atd apod aj mld mil tis hod min kč
    """.split()  # noqa: SIM905  a list of words reads as one
)
PARTICLES = frozenset(
    "von van de der den di da la le al ibn ben z ze du del della dos bin el ter zu und y e".split()  # noqa: SIM905
)
_LISTING = frozenset([",", "a", "i", "-", ";", "nebo", "či", "s", "se", "versus", "/", "and", "und"])
_TWO_LETTERS = frozenset(["Ch", "Dž", "St", "Th"])


class Text:
    """A text as parallel lists over its tokens (words and single other characters)."""

    __slots__ = (
        "_begins",
        "_beside",
        "_folded",
        "_gaps",
        "_left",
        "_low",
        "_right",
        "_runs",
        "_sort",
        "bits",
        "candidates",
        "ends",
        "starts",
        "table",
        "text",
        "words",
    )

    def __init__(self, text: str, words_table: Table) -> None:
        self.text, self.table = text, words_table
        self.bits: dict[int, int] = {}
        self._left: dict[int, tuple[int, bytes]] = {}
        self._right: dict[int, tuple[int, bytes]] = {}
        self._beside: dict[int, int] = {}
        self._begins: dict[int, bytes] = {}
        self._folded: dict[int, str] = {}
        self._low: dict[int, bytes] = {}
        self._sort: dict[int, bytes] = {}
        self._runs: dict[int, tuple[int, int]] = {}
        pieces = _WORD.split(text)  # white space and word in turn; one call of C for all that a loop over matches would do
        edges = list(accumulate(map(len, pieces)))
        self.words: list[str] = pieces[1::2]
        self._gaps: list[str] = pieces[2::2]
        self.ends: list[int] = edges[1::2]
        self.starts: list[int] = edges[: len(edges) - 1 : 2]
        self.candidates: list[int] = [
            n for n, word in enumerate(self.words) if word[0].isupper() and word.isalpha() and len(word) <= LONGEST
        ]

    def mask(self, i: int) -> int:
        """The bits of token ``i``; in all but its first letter's case as well."""
        bits = self.bits.get(i)
        if bits is None:
            word = self.words[i]
            bits = self.table.bits(word, self.folded(i)) | self.table.lower(word.lower())
            self.bits[i] = bits
        return bits

    def folded(self, i: int) -> str:
        """Token ``i`` without case and diacritics."""
        found = self._folded.get(i)
        if found is None:
            found = self._folded[i] = fold(self.words[i])
        return found

    def low(self, i: int) -> bytes:
        """Token ``i`` in lower case, as :func:`detectors.names.hashing.encode` has it."""
        found = self._low.get(i)
        if found is None:
            found = self._low[i] = encode(self.words[i].lower())
        return found

    def sort(self, i: int) -> bytes:
        """Token ``i`` in short: its class in the word lists, or what it looks like."""
        found = self._sort.get(i)
        if found is None:
            found = self._sort[i] = self._find_sort(i)
        return found

    def _find_sort(self, i: int) -> bytes:
        word = self.words[i]
        first = word[0]
        if not first.isalnum():
            return self.low(i)
        if word.isdigit():
            return b"9%d" % min(len(word), 5)
        folded = self.folded(i)
        listed = CLASSES.get(folded, b"")
        beside = self.table.neighbour(folded) if len(folded) > 2 else 0
        if listed or beside:
            return listed + number[beside]
        return b"C" if first.isupper() else b"l"

    def breaks(self, i: int) -> bool:
        """Whether a line ends behind token ``i``."""
        return "\n" in self._gaps[i]

    def gap(self, i: int) -> str:
        """What stands between token ``i`` and the next; behind the last, the end of the text."""
        return self._gaps[i]

    def is_initial(self, i: int) -> bool:
        """Such as "J." with its full stop, one letter (or Ch, Dž…)."""
        word = self.words[i]
        if len(word) > 1 and word not in _TWO_LETTERS:
            return False
        return i + 1 < len(self.words) and self.words[i + 1] == "." and not self.gap(i)

    def left(self, i: int) -> tuple[int, bytes]:
        """(the capitalised token that ``i`` continues, how); see :meth:`_find_left`. Looked up once."""
        found = self._left.get(i)
        if found is None:
            found = self._left[i] = self._find_left(i)
        return found

    def right(self, i: int) -> tuple[int, bytes]:
        """(the capitalised token that continues ``i``, how). Looked up once."""
        found = self._right.get(i)
        if found is None:
            found = self._right[i] = self._find_right(i)
        return found

    def begins(self, i: int) -> bytes:
        """Such as "0" inside a sentence, "1" at its start, "2" perhaps (behind an abbreviation or a quotation mark). Looked up once."""
        found = self._begins.get(i)
        if found is None:
            found = self._begins[i] = self._find_begins(i)
        return found

    def _find_left(self, i: int) -> tuple[int, bytes]:
        """How is " " for a space, "-" for a hyphen, "." for an initial, "p" for a particle; (-1, "") when it continues none."""
        words = self.words
        if i < 1:
            return -1, b""
        gap = self.gap(i - 1)
        before = words[i - 1]
        if gap == " " or not gap:
            if before == "." and i > 1 and self.is_initial(i - 2):
                return i - 2, b"."
            if not gap and i > 1 and before in "-'’" and words[i - 2][0].isupper() and not self.gap(i - 2):
                return i - 2, b"-"
            if gap and before[0].isupper() and before.isalpha():
                return i - 1, b" "
            if gap and i > 1 and before in PARTICLES and words[i - 2][0].isupper() and self.gap(i - 2) == " ":
                return i - 2, b"p"
            two = gap and i > 2 and before in PARTICLES and words[i - 2] in PARTICLES
            if two and words[i - 3][0].isupper() and self.gap(i - 3) == " ":
                return i - 3, b"p"
        return -1, b""

    def _find_right(self, i: int) -> tuple[int, bytes]:
        words, n = self.words, len(self.words)
        if i + 1 >= n:
            return -1, b""
        gap, after = self.gap(i), words[i + 1]
        if gap == " ":
            if after[0].isupper() and after.isalpha():
                return i + 1, b" "
            if i + 2 < n and after in PARTICLES and words[i + 2][0].isupper() and self.gap(i + 1) == " ":
                return i + 2, b"p"
            two = i + 3 < n and after in PARTICLES and words[i + 2] in PARTICLES
            if two and words[i + 3][0].isupper() and self.gap(i + 1) == " ":
                return i + 3, b"p"
        elif not gap:
            if i + 2 < n and after in "-'’" and words[i + 2][0].isupper() and not self.gap(i + 1):
                return i + 2, b"-"
            if i + 2 < n and after == "." and self.is_initial(i) and words[i + 2][0].isupper() and self.gap(i + 1) in ("", " "):
                return i + 2, b"."
        return -1, b""

    def _find_begins(self, i: int) -> bytes:
        k = i - 1
        opened = False
        while k >= 0 and self.words[k] in _OPENS:
            if "\n" in self.gap(k):
                return b"1"
            opened = True
            k -= 1
        if k < 0 or "\n" in self._gaps[k]:
            return b"1"
        before = self.words[k]
        if before in _ENDS:
            if before == ".":
                word = self.words[k - 1] if k else ""
                if len(word) == 1 or word.isdigit() or word.lower() in ABBREVIATIONS:
                    return b"2"
            elif before == "-" and not self.gap(k):
                return b"0"
            return b"1"
        return b"2" if opened else b"0"

    def dull(self, i: int) -> bool:
        """Whether a capital at ``i`` means nothing: an ordinary word, of no list of names, where a sentence begins; or a lone letter."""
        if self.ends[i] - self.starts[i] == 1:
            return not self.is_initial(i)
        bits = self.mask(i)
        return bool(bits & table.SEEN) and not bits & table.ANY_NAME and self.begins(i) == b"1"

    def beside(self, i: int) -> int:
        """The capitalised token that ``i`` stands in a list with; see :meth:`_find_beside`. Looked up once."""
        found = self._beside.get(i)
        if found is None:
            found = self._beside[i] = self._find_beside(i)
        return found

    def _find_beside(self, i: int) -> int:
        """The capitalised token to the left that ``i`` stands in a list with ("Novák a Dvořák", "12. Novák, 30. Dvořák"); -1 when none."""
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

    def first(self, i: int) -> int:
        """The first capitalised token of the run that ``i`` stands in."""
        if not self._runs:
            self._find_runs()
        return self._runs[i][0]

    def last(self, i: int) -> int:
        """The last one."""
        if not self._runs:
            self._find_runs()
        return self._runs[i][1]

    def _find_runs(self) -> None:
        """The ends of every run, in one pass from the left and one from the right."""
        first: dict[int, int] = {}
        last: dict[int, int] = {}
        for i in self.candidates:
            first[i] = first.get(self.left(i)[0], i)
        for i in reversed(self.candidates):
            last[i] = last.get(self.right(i)[0], i)
        self._runs = {i: (first[i], last[i]) for i in self.candidates}
