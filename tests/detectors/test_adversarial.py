"""No recognizer does more than linear work, whatever the text. Counted in steps and in pattern calls; the bench has the seconds."""

from __future__ import annotations

import sys

import pytest

from detectors import adversarial
from detectors.text.view import View
from support.found import analyzer

LENGTH = 3000


@pytest.mark.parametrize("name", adversarial.UNITS)
def test_twice_the_text_is_twice_the_work(name: str) -> None:
    """Steps over 2n are at most 2.2 times the steps over n, for every recognizer together."""

    def steps(length: int) -> int:
        view = View(adversarial.text(name, length))
        before = view.steps_left
        for recognizer in analyzer().recognizers:
            for _ in recognizer.find(view):
                pass
        return before - view.steps_left

    assert steps(2 * LENGTH) <= 2.2 * steps(LENGTH) + 20


@pytest.mark.parametrize("name", adversarial.UNITS)
def test_findings_lie_in_the_text(name: str) -> None:
    """The worst texts are analysed to the end, and findings have their place in them."""
    text = adversarial.text(name, LENGTH)
    for finding in analyzer().analyze(text):
        assert 0 <= finding.start < finding.end <= len(text)


CALLS_LENGTH = 1200


def calls(text: str) -> int:
    """How many functions, of Python and of C, an analysis calls."""
    count = 0

    def counted(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        analyzer().analyze(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("name", adversarial.UNITS)
def test_twice_the_text_is_twice_the_calls(name: str) -> None:
    """The whole analysis, names, disguises and conflicts included, calls at most 2.3 times as much for twice the text."""
    calls(adversarial.text(name, 100))  # what is compiled at first sight is
    assert calls(adversarial.text(name, 2 * CALLS_LENGTH)) <= 2.3 * calls(adversarial.text(name, CALLS_LENGTH)) + 500
