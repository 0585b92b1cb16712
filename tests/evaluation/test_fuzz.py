"""The fuzz target tells a broken analyzer from a good one, and the analyzer is good."""

from __future__ import annotations

import pytest

from detectors.finding import Finding, NotScanned
from evaluation import fuzz

GOOD = Finding("X", 0, 3, 0.5, "rule")


@pytest.mark.parametrize(
    "findings",
    [
        (Finding("X", 0, 9, 0.5, "rule"),),
        (Finding("X", 2, 2, 0.5, "rule"),),
        (GOOD, Finding("X", 2, 4, 0.5, "rule")),
        (Finding("X", 0, 3, 1.5, "rule"),),
    ],
    ids=["outside", "empty", "overlapping", "score"],
)
def test_broken_findings(findings: tuple[Finding, ...]) -> None:
    """Each way to break the word is noticed, and the text is not in what is said."""
    with pytest.raises(fuzz.Broken) as caught:
        fuzz.checked("abcde", findings)
    assert "abcde" not in str(caught.value)


def test_not_scanned_is_broken_for_short_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A limit may be hit; a recognizer that fails may not."""

    class Fails:
        def __init__(self, reason: str) -> None:
            self.reason = reason

        def analyze(self, text: str) -> tuple[Finding, ...]:
            raise NotScanned(self.reason)

    monkeypatch.setattr(fuzz, "_analyzer", lambda: Fails("findings"))
    fuzz.scan("x")
    monkeypatch.setattr(fuzz, "_analyzer", lambda: Fails("phone_number"))
    with pytest.raises(fuzz.Broken, match="phone_number"):
        fuzz.scan("x")


def test_a_second_of_it() -> None:
    """Mutated office texts, and bytes that are no text."""
    for data in (b"", b"\x00", b"\xff\xfe", b"\xc3", "é".encode(), b"710319/2745\xff"):
        fuzz.one(data)
    assert fuzz.run(["Jan Novák, r. č. 710319/2745, tel. 724 123 456", "", "&#55;%37 osm pět nula jedna čtyři dva"], 1.0, seed=5) > 10
