"""What stands around a possible name and makes or unmakes a person, where a rule can say so for certain."""

from __future__ import annotations

from detectors.names import table
from detectors.names.text import Text
from detectors.names.words import SECTIONS

_COMPANY = frozenset(["gmbh", "ltd", "inc", "corp", "ag", "plc", "llc", "spol", "sro", "kg", "sa", "srl", "bv", "oy"])
_TAIL = frozenset(["nar", "narozen", "narozena", "narozeny", "bytem", "rc", "trvale"])
_TIGHT_TITLES = frozenset(["Bc", "Ing", "Mgr", "JUDr", "PhDr", "RNDr", "MUDr", "MVDr", "MDDr", "Dr", "Doc", "Prof", "DiS"])
"""Titles that are titles also without their full stop."""
TITLES, ADDRESSES, ROLES = SECTIONS["titles"], SECTIONS["addresses"], SECTIONS["roles"]
STREETS, INSTITUTIONS, SUFFIXES, STOP = SECTIONS["streets"], SECTIONS["institutions"], SECTIONS["suffixes"], SECTIONS["stop"]
_POSSESSIVE_STREET = ("ova", "skeho", "ska", "ovo", "ovy", "cka", "ckeho", "ina")


def folded(t: Text, i: int) -> str:
    """Token ``i`` without case and diacritics; "" beyond either end."""
    return t.folded(i) if 0 <= i < len(t.words) else ""


def same_line(t: Text, i: int, k: int) -> bool:
    """Whether no line ends between two neighbouring tokens."""
    return "\n" not in t.text[t.ends[i] : t.starts[k]]


def is_title(t: Text, i: int) -> bool:
    """An academic title or a rank, with its full stop or without where that is usual."""
    if i < 0 or folded(t, i) not in TITLES:
        return False
    return t.words[i] in _TIGHT_TITLES or (i + 1 < len(t.words) and t.words[i + 1] == ".")


def before(t: Text, i: int) -> tuple[int, bool]:
    """(the word before ``i`` over the full stop of an abbreviation, whether there was one); (-1, False) at the start or behind a line."""
    p = i - 1
    if p < 0 or not same_line(t, p, i):
        return -1, False
    if t.words[p] == "." and p > 0:
        return p - 1, True
    return p, False


def evidence_before(t: Text, i: int) -> str:
    """What stands right before: "title", "address", "role" or ""."""
    p, dotted = before(t, i)
    if p < 0:
        return ""
    if is_title(t, p):
        return "title"
    word = folded(t, p)
    if (word in ADDRESSES and (not dotted or word == "sl")) or (dotted and word == "p" and t.words[p] == "p"):
        return "address"
    if not dotted and word in ROLES:
        return "address" if p and folded(t, p - 1) in ADDRESSES else "role"
    return ""


def evidence_after(t: Text, end: int) -> str:
    """What stands right behind: "signature" (v. r.), "tail" (nar., bytem, a title), or ""."""
    n = len(t.words)
    if end >= n or not same_line(t, end - 1, end):
        return ""
    k = end + 1 if t.words[end] == "," else end
    word = folded(t, k)
    if word == "v" and folded(t, k + 1) == "." and folded(t, k + 2) == "r":
        return "signature"
    if k == end + 1:
        if word in _TAIL or (word in SUFFIXES and t.words[k][:1].isupper()) or word == "dis":
            return "tail"
        if word == "r" and folded(t, k + 1) == "." and folded(t, k + 2) == "c":
            return "tail"
    return ""


def _is_company(t: Text, end: int) -> bool:
    if end >= len(t.words) or not same_line(t, end - 1, end):
        return False
    k = end + 1 if t.words[end] == "," else end
    word = folded(t, k)
    letters = "".join(w for w in (folded(t, j) for j in range(k, k + 5)) if w.isalpha() and len(w) < 3)
    if word in _COMPANY or word == "&" or (word == "a" and folded(t, k + 1) in ("syn", "synove", "spol")):
        return True
    return folded(t, k + 1) == "." and letters.startswith(("sro", "as", "vos", "ks"))


def _is_street_with_number(t: Text, start: int, end: int) -> bool:
    """Such as "Masarykova 12", "Jana Masaryka 740/1": a genitive or a possessive with a house number behind it."""
    number = folded(t, end)
    if not (number.isdigit() and len(number) <= 4) or t.gap(end - 1) != " " or folded(t, end + 1) in (".", ":", "%"):
        return False
    last = t.mask(end - 1)
    if folded(t, end - 1).endswith(_POSSESSIVE_STREET) and not t.words[end - 1].endswith("ová"):
        return True
    closes = folded(t, end + 1) in ("/", ",", "")
    return closes and end - start > 1 and bool(last & (table.GENITIVE | table.POSSESSIVE))


def suppressed(t: Text, start: int, end: int) -> bool:
    """Whether the words name a street, an institution or a company, and no person."""
    p, _ = before(t, start)
    while p >= 0 and is_title(t, p):
        p, _ = before(t, p)
    near = folded(t, p) if p >= 0 else ""
    if near in STREETS and not (near in ("most", "trida") and t.words[p].islower() and end - start > 1 and _nominative(t, start, end)):
        return not (end - start > 1 and _nominative(t, start, end) and near not in ("ulice", "ul", "tr", "namesti", "nam", "nabrezi"))
    if end < len(t.words) and t.gap(end - 1) == " " and folded(t, end) in STREETS and folded(t, end) not in ("stanice", "moste", "park"):
        return end - start == 1 or bool(t.mask(end - 1) & (table.POSSESSIVE | table.GENITIVE))
    if _is_company(t, end) or _is_street_with_number(t, start, end):
        return True
    if near in INSTITUTIONS and not _nominative(t, start, end):
        return True
    if end - start == 1 and end < len(t.words) and t.gap(end - 1) == " " and folded(t, end) in INSTITUTIONS:
        return bool(t.mask(start) & table.POSSESSIVE) or not t.mask(start) & table.ANY_NAME
    return False


def _nominative(t: Text, start: int, end: int) -> bool:
    """Whether the words can be a subject of their own: "ředitelka školy Jana Nováková", not "Nadace Jana Nováka"."""
    last = t.mask(end - 1)
    if end - start < 2:
        return False
    return bool(last & table.NOMINATIVE) and (bool(last & table.FEMININE) or not last & table.GENITIVE)
