"""Where codes stand: runs of letters and digits that hold both, computed once for plates, VIN, IBAN, MAC and data boxes."""

from __future__ import annotations

import re
from string import ascii_letters

from detectors.text.view import View

_LEFT = 40
"""No code that anybody looks for begins farther before its first digit."""
_LETTERS = frozenset(ascii_letters)
_RIGHT = re.compile(r"[A-Za-z0-9]*")


def _letter(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at] in _LETTERS


def _codes(view: View) -> list[tuple[int, int]]:
    text = view.text
    padded = f"{text} "  # something stands before the first sign and behind the last
    found: list[tuple[int, int]] = []
    done = 0
    for start, end in view.numbers:
        if padded[start - 1] not in _LETTERS and padded[end] not in _LETTERS:
            continue
        # a number knows its separators, so the letters of a code stand before its first group or behind its last
        for at, beside in ((start, start - 1), (end - 1, end)):
            if at < done or not _letter(text, beside):
                continue
            left = at
            limit = max(done, at - _LEFT)
            while left > limit and (char := text[left - 1]).isascii() and char.isalnum():
                left -= 1
            run = _RIGHT.match(text, at)
            done = run.end() if run else at + 1
            found.append((left, done))
    return found


def code(view: View) -> object:
    """The need of any code in the text."""
    return view.numbers and view.memo("codes", _codes)


def codes(view: View) -> list[tuple[int, int]]:
    """Runs of ASCII letters and digits with both in them (start, end), in order, cut at 40 characters before their first digit."""
    return view.memo("codes", _codes)
