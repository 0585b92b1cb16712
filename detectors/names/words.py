"""The word list of this folder: words that speak for or against a name, by section, folded."""

from __future__ import annotations

from pathlib import Path

_LETTERS = {"titles": b"T", "addresses": b"A", "roles": b"R", "streets": b"S", "institutions": b"I", "particles": b"P", "suffixes": b"X"}


def _sections() -> dict[str, frozenset[str]]:
    sections: dict[str, set[str]] = {}
    current: set[str] = set()
    for line in (Path(__file__).parent / "words.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), set())
        elif not line.startswith("#"):
            current.update(line.split())
    return {name: frozenset(words) for name, words in sections.items()}


SECTIONS = _sections()
CLASSES = {word: letter for section, letter in reversed(_LETTERS.items()) for word in SECTIONS[section]}
"""Folded word → one letter for its section, for features."""
