"""Figures."""

from gateway.figures import Figures
from gateway.metrics import Figures as Shown


def test_nothing_counted_yet():
    """Before anything was counted there are no tools, no faults, and text recognition is not reported missing."""
    assert Figures() == Shown({}, 0, 0, 0, ocr=True)
