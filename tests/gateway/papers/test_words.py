"""Codes in Czech."""

from __future__ import annotations

from gateway.papers import words
from gateway.record.breach.case import CATEGORIES, NEEDED, SOURCES, lacks
from gateway.record.breach.severity import Risk, Severity
from gateway.record.breach.step import Action, Part, State
from support.breach import incident


def test_every_code_has_its_words():
    """Nothing is shown as a code."""
    for codes, known in (
        (State, words.STATES),
        (Risk, words.RISKS),
        (Severity, words.SEVERITIES),
        (Action, words.ACTIONS),
        (Part, words.PARTS),
    ):
        assert set(codes) == set(known)
    assert set(SOURCES) == set(words.SOURCES)
    assert set(CATEGORIES) == set(words.CATEGORIES)
    assert set(NEEDED) <= set(words.LACKS)
    for action in (Action.DESCRIBE, Action.ASSESS, Action.MEASURE):
        assert set(lacks(incident(action)[0])) <= set(words.LACKS)


def test_kinds():
    """With their numbers, declined."""
    assert words.kinds({"CZ_BIRTH_NUMBER": 2, "PERSON": 5}).startswith("2 rodná čísla, 5 ")
