"""What one character stands for: the tables behind normalisation.

``stands_for`` is a function of a single character, so its results are kept in a table that can never hold a user's text.
"""

from __future__ import annotations

import unicodedata
from codecs import charmap_decode

KEPT = frozenset("…")
"""Characters with a compatibility form that no recognizer gains from; expanding them would only move offsets."""

SLASHES = frozenset("\u2044\u2215\u2571\u27cb\u29f8\u29f6")
SPACES = frozenset("\u2800\u3164\uffa0\u115f\u1160\x1c\x1d\x1e\x1f")
DASHES = frozenset("\u2212\u2043\u02d7\u2796\u207b\u208b")
NEWLINES = frozenset("\x0b\x0c\x85\u2028\u2029")
KEPT_CONTROLS = frozenset("\t\n\r")
REPLACEMENT = "\ufffd"

_VARIATION = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0), range(0x180B, 0x1810), range(0x034F, 0x0350), range(0x17B4, 0x17B6))

_CYRILLIC = dict(
    zip(
        "АВСЕНІЈКМОРЅТХУҮавсеһіјкморѕтхуԁԛԝѵӏ",
        "ABCEHIJKMOPSTXYYabcehijkmopstxydqwvl",
        strict=True,
    )
)
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧανορυιτκχ", "ABEZHIKMNOPTYXavopuitkx", strict=True))
_DIGIT_LIKE = {"З": "3", "з": "3", "б": "6"}
"""Cyrillic letters that pass for digits; folded only inside a number."""

LOOK_ALIKES = {ord(a): b for a, b in (_CYRILLIC | _GREEK).items()}
NUMBER_LOOK_ALIKES = LOOK_ALIKES | {ord(a): b for a, b in _DIGIT_LIKE.items()}


def ignorable(char: str) -> bool:
    """Whether a character is invisible and means nothing: zero-width, bidi, soft hyphen, tags, variation selectors, controls."""
    category = unicodedata.category(char)
    if category == "Cc":
        return char not in KEPT_CONTROLS and char not in NEWLINES and char not in SPACES
    return category == "Cf" or any(ord(char) in block for block in _VARIATION)


def _plain(char: str) -> str:
    """One character after NFKC, made plain."""
    if "0" <= char <= "9":
        return char
    if char in SPACES or unicodedata.category(char) == "Zs":
        return " "
    if char in DASHES or unicodedata.category(char) == "Pd":
        return "-"
    if char in SLASHES:
        return "/"
    digit = unicodedata.digit(char, None)
    return char if digit is None else str(digit)


def stands_for(char: str) -> str:
    """The plain form of a character: "" when it is ignorable, otherwise one or more characters.

    >>> stands_for("７"), stands_for("٣"), stands_for("\N{NO-BREAK SPACE}"), stands_for("\N{EN DASH}"), stands_for("\N{SOFT HYPHEN}")
    ('7', '3', ' ', '-', '')
    """
    if char in KEPT:
        return char
    if char in NEWLINES:
        return "\n"
    if unicodedata.category(char) == "Cs":
        return REPLACEMENT
    if ignorable(char):
        return ""
    if char in SPACES or char in DASHES or char in SLASHES:
        return _plain(char)
    return "".join(_plain(c) for c in unicodedata.normalize("NFKC", char) if not ignorable(c))


class Table(dict[str, str]):
    """``stands_for``, remembered. Bounded by the number of characters in Unicode."""

    def __missing__(self, char: str) -> str:
        plain = self[char] = stands_for(char)
        return plain


TABLE = Table()


class _Folded(dict[int, str]):
    """Code point → one folded character (no case, no diacritics), remembered, for ``str.translate``."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        base = unicodedata.normalize("NFD", char)[0]
        folded = base.casefold()
        plain = self[code] = folded if len(folded) == 1 else base
        return plain


_FOLDED = _Folded({ord(a): b for a, b in zip("łŁđĐøØßæÆœŒıİþÞ", "llddoosaaooiitt", strict=True)})


CODING = "cp1250"
"""Windows-1250 has every character of Czech in one byte; what is a table of 256 bytes to C is ten times as fast as one of characters."""
_STRETCH = 512
_REPLACED, _MOST_REPLACED = b"?", 32
_CODED = bytes(range(256)).decode(CODING, "replace")
_FOLDED_CODED = "".join(_FOLDED[ord(char)] for char in _CODED)
_PLAIN_CODED = bytearray(range(256))
_SLOW = bytearray()
"""What stands for nothing, for more than one character, or for one that has no place in this coding."""
for _code, _char in enumerate(_CODED):
    try:
        (_PLAIN_CODED[_code],) = TABLE[_char].encode(CODING)
    except ValueError:
        _SLOW.append(_code)
_CHANGED = bytes(code for code, char in enumerate(_CODED) if TABLE[char] != char)


def coded(text: str) -> tuple[bytes, bool]:
    """The text in :data:`CODING`, a byte a character, with a question mark for each that has no place there; and whether all have one."""
    data = text.encode(CODING, "replace")
    return data, data.count(_REPLACED) == text.count("?")


def stands_for_itself(data: bytes) -> bool:
    """Whether every character of a coded text stands for itself."""
    return len(data.translate(None, _CHANGED)) == len(data)


def plain_coded(data: bytes) -> tuple[str, bytes] | None:
    """A coded text with each character as the one it stands for, and that coded; None where one stands for more than one or for nothing."""
    if len(data.translate(None, _SLOW)) != len(data):
        return None
    plain = data.translate(_PLAIN_CODED)
    return charmap_decode(plain, "strict", _CODED)[0], plain


def fold_coded(data: bytes) -> str:
    """:func:`fold` of a coded text."""
    return charmap_decode(data, "strict", _FOLDED_CODED)[0]


def fold(text: str) -> str:
    """The text without case and diacritics, of exactly the same length.

    >>> fold("RODNÉ ČÍSLO")
    'rodne cislo'
    """
    if text.isascii():
        return text.lower()
    return fold_as_coded(text, *coded(text))


def fold_as_coded(text: str, replaced: bytes, whole: bool) -> str:
    """:func:`fold` of a text and what :func:`coded` gives for it."""
    if whole:
        return fold_coded(replaced)
    if replaced.count(_REPLACED) > _MOST_REPLACED + len(text) // _STRETCH:
        return text.translate(_FOLDED)
    return _patched(text, replaced)


def _patched(text: str, replaced: bytes) -> str:
    """:func:`fold` of a text with a few characters, an arrow or a raised figure, that have no place in :data:`CODING`."""
    folded = fold_coded(replaced)
    pieces: list[str] = []
    done = 0
    at = replaced.find(_REPLACED)
    while at >= 0:
        if text[at] != "?":
            pieces += (folded[done:at], _FOLDED[ord(text[at])])
            done = at + 1
        at = replaced.find(_REPLACED, at + 1)
    return "".join((*pieces, folded[done:]))
