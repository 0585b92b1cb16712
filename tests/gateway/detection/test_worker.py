"""One detection process's work: whatever a detector does, its text is never clean by accident."""

from __future__ import annotations

from detectors.finding import Finding, NotScanned
from gateway.detection.worker import scan
from gateway.model import Unscanned

FOUND = Finding("PERSON", 0, 3, 0.9, "test")


class Detector:
    """Finds "Jan", and fails in two ways."""

    def analyze(self, text: str) -> tuple[Finding, ...]:
        if text == "slow":
            raise NotScanned("cz_birth_number")
        if text.startswith("broken"):
            raise RuntimeError(text)
        return (FOUND,) if "Jan" in text else ()


def test_each_text_has_its_scan() -> None:
    """Found, clean, not scanned with the recognizer's name, broken with the exception's class and not its words."""
    texts = ["Jan", "x", "slow", "broken 715319/2743", "x"]
    assert scan(Detector(), texts) == [(FOUND,), (), Unscanned("cz_birth_number"), Unscanned("RuntimeError"), ()]
