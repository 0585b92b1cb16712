"""No recognizer does more than linear work, whatever the text. Counted in steps and in pattern calls; the bench has the seconds."""

from __future__ import annotations

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
