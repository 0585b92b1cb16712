"""Numbers dictated in Czech: ``osm pět nula jedna``, ``sedmdesát jedna``, ``pětaosmdesát``, ``sedm set dvacet čtyři``, ``lomeno``.

A run of number words becomes its digits when there are enough of them for a number that tells somebody apart; amounts and years, which
are shorter or have *tisíc* in them, do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from detectors.text.change import Change, Proof
from detectors.text.spread import LONGEST, SHORTEST
from detectors.text.words import places

_UNITS = {"nula": 0, "nul": 0, "jedna": 1, "jeden": 1, "jedno": 1, "dva": 2, "dve": 2, "tri": 3, "ctyri": 4, "pet": 5}
_UNITS |= {"sest": 6, "sedm": 7, "osm": 8, "devet": 9}
_TEENS = {"deset": 10, "jedenact": 11, "dvanact": 12, "trinact": 13, "ctrnact": 14, "patnact": 15, "sestnact": 16, "sedmnact": 17}
_TEENS |= {"osmnact": 18, "devatenact": 19}
_TENS = {"dvacet": 20, "tricet": 30, "ctyricet": 40, "padesat": 50, "sedesat": 60, "sedmdesat": 70, "osmdesat": 80, "devadesat": 90}
_JOINED = {unit: value for unit, value in _UNITS.items() if value} | {"jed": 1, "devit": 9}
_TURNED = {f"{unit}a{tens}": t + u for unit, u in _JOINED.items() for tens, t in _TENS.items()}
_TURNED |= {f"{unit}{tens}": t + u for unit, u in (("jedna", 1), ("dva", 2)) for tens, t in _TENS.items()}
_RUN_ON = {f"{tens}{unit}": t + u for tens, t in _TENS.items() for unit, u in _UNITS.items() if u}
_HUNDREDS = frozenset({"ste", "sta", "set"})
"""After a unit; *sto* stands alone."""
_SIGNS = {"lomeno": "/", "lomitko": "/", "pomlcka": "-", "plus": "+"}
_PAIRS = _TEENS | _TURNED | _RUN_ON

_UNIT = r"nula?|jed[ne][aon]|dv[ae]|tri|ctyri|pet|sest|sedm|osm|dev[ei]t"
_TEN = r"(?:dva|tri|ctyri)cet|(?:pa|se|sedm|osm|deva)desat"
_WORD = rf"(?:(?:(?:{_UNIT}|jed)a?)?(?:{_TEN})(?:{_UNIT})?|{_UNIT}|deset|[a-z]{{2,6}}nact|st[oae]|set|lomeno|lomitko|pomlcka|plus)"
_SEPARATOR = r"[ \t]?+[,./;\-]?+[ \t\r\n]{0,3}+"
_RUN = re.compile(rf"\b{_WORD}(?:{_SEPARATOR}\b{_WORD}\b){{4,40}}")
_COMMON = ("desat", "nact", "cet", "sedm", "osm", "nul", "sest", "dev", "ctyr")
_LIKELY = 2
_TOKEN = re.compile(r"\w+")
NUMBERS = frozenset({"sto", *_UNITS, *_PAIRS, *_TENS, *_HUNDREDS, *_SIGNS})
"""Every word that a number is read of."""
_FEWEST = 5
"""Words in the shortest run."""
_SEPARATOR_MOST = 5
"""Characters between two words of a run."""


def digits(words: list[str]) -> str:
    """The digits of folded words: tens take the unit after them, hundreds the rest of their group. Empty when a word is no number."""
    out: list[str] = []
    at = 0
    while at < len(words):
        word = words[at]
        following = words[at + 1] if at + 1 < len(words) else ""
        if word in _SIGNS:
            out.append(_SIGNS[word])
        elif word == "sto" or (following in _HUNDREDS and word in _UNITS):
            hundreds, used = (1, 1) if word == "sto" else (_UNITS[word], 2)
            rest, more = _below_hundred(words, at + used)
            out.append(f"{hundreds * 100 + rest:03d}")
            at += used + more
            continue
        elif word in _TENS or word in _PAIRS:
            value, used = _below_hundred(words, at)
            out.append(str(value))
            at += used
            continue
        elif word in _UNITS:
            out.append(str(_UNITS[word]))
        else:
            return ""
        at += 1
    return "".join(out)


def _below_hundred(words: list[str], at: int) -> tuple[int, int]:
    """The number below a hundred that begins here, and how many words it takes."""
    if at >= len(words):
        return 0, 0
    word = words[at]
    if word in _PAIRS:
        return _PAIRS[word], 1
    if word in _TENS:
        unit = _UNITS.get(words[at + 1], 0) if at + 1 < len(words) and (at + 2 >= len(words) or words[at + 2] not in _HUNDREDS) else 0
        return _TENS[word] + unit, 2 if unit else 1
    unit = _UNITS.get(word, 0)
    return unit, 1 if unit else 0


def likely(folded: str, words: frozenset[str]) -> bool:
    """Whether enough number words stand one behind the other in a folded text. ``words``: its distinct words."""
    known = NUMBERS & words
    if not known:
        return False
    row = 1
    for (before, word), (start, _) in pairwise(places(folded, known)):
        row = row + 1 if start - before - len(word) <= _SEPARATOR_MOST else 1
        if row == _FEWEST:
            return True
    return False


def changes(folded: str) -> Iterator[Change]:
    """Every run of number words long enough, in order. Takes the folded text, which has the same length.

    A text without two of the words that nearly every such number holds costs a search for each of them.
    """
    likely = 0
    for word in _COMMON:
        likely += folded.count(word)
        if likely >= _LIKELY:
            break
    else:
        return
    for match in _RUN.finditer(folded):
        words = _TOKEN.findall(match[0])
        read = digits(words)
        if sum(c.isdigit() for c in read) == SHORTEST - 1 and words[-2] in _TENS:
            read = digits(words[:-1]) + digits(words[-1:])  # "… sedmdesát, devět": one digit more than it seems
        if SHORTEST <= sum(c.isdigit() for c in read) <= LONGEST:
            yield Change(match.start(), match.end(), read, Proof.CHECK)
