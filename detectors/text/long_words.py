"""The long words of a text that are no ordinary words: where anything encoded, a token or a key stands, if any does."""

from __future__ import annotations

from detectors.text.view import View

SHORTEST = 12
"""Signs: nine bytes in base64, as long as a telephone number; no issuer's token is shorter."""


def is_ordinary(word: str) -> bool:
    """A word as words are written: letters, at most the first of them a capital."""
    letters = word.strip(".,;:!?()\"'„“")
    return letters.isalpha() and (letters.islower() or letters.istitle())


def _find(view: View) -> tuple[tuple[int, int], ...]:
    text = view.text
    found: list[tuple[int, int]] = []
    at = 0
    for word in [word for word in text.split() if len(word) >= SHORTEST]:
        if word.isalpha() and (word.islower() or word.istitle()):
            continue  # before it is looked for: most long words are ordinary
        start = text.find(word, at)  # between two long words stand only shorter or ordinary ones, which hold no such word
        at = start + len(word)
        if not is_ordinary(word):
            found.append((start, at))
    return tuple(found)


def long_words(view: View) -> tuple[tuple[int, int], ...]:
    """Where they stand (start, end), in order; computed once. A text of ordinary words costs a look at each word's length."""
    return view.memo("long_words", _find)
