"""A finding is a value, and a failure names no text."""

from __future__ import annotations

from detectors.finding import Finding, NotScanned


def test_moved() -> None:
    """Moving shifts both ends and nothing else."""
    finding = Finding("PERSON", 2, 5, 0.5, "person.full", context=True)
    assert finding.moved(10) == Finding("PERSON", 12, 15, 0.5, "person.full", context=True)


def test_not_scanned_carries_its_reason() -> None:
    """The reason is the message."""
    assert (NotScanned("phone_number").reason, str(NotScanned("phone_number"))) == ("phone_number", "phone_number")
