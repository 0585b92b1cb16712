"""What the detectors find in a text, in the short form that tables compare."""

from __future__ import annotations

from functools import cache

from detectors.analyzer import Analyzer
from detectors.finding import Finding


@cache
def analyzer() -> Analyzer:
    """One analyzer for all tests of a process."""
    return Analyzer.load()


def found(text: str, *entities: str) -> list[tuple[str, str]]:
    """(entity, value) of every finding."""
    return [(f.entity, text[f.start : f.end]) for f in analyzer().analyze(text, entities or None)]


def values(text: str, entity: str) -> list[str]:
    """The values found of one kind."""
    return [text[f.start : f.end] for f in analyzer().analyze(text, [entity])]


def only(text: str, entity: str) -> Finding:
    """The one finding of that kind."""
    (finding,) = analyzer().analyze(text, [entity])
    return finding
