"""What around a name makes or unmakes a person."""

from __future__ import annotations

import pytest

from detectors.names.evidence import evidence_after, evidence_before, suppressed
from support.tokens import words


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("Ing. Novák", "title"),
        ("Mgr Novák", "title"),
        ("pan Novák", "address"),
        ("p. Novák", "address"),
        ("paní doktorko Novák", "address"),
        ("žadatel Novák", "role"),
        ("dům Novák", ""),
        ("pan\nNovák", ""),
    ],
)
def test_evidence_before(text: str, evidence: str) -> None:
    """What stands right before, on the same line."""
    t = words(text)
    assert evidence_before(t, t.words.index("Novák")) == evidence


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("Novák, v. r.", "signature"),
        ("Novák v.r.", "signature"),
        ("Novák, nar. 1980", "tail"),
        ("Novák, bytem Liberec", "tail"),
        ("Novák, r. č. 1", "tail"),
        ("Novák, Ph.D.", "tail"),
        ("Novák, DiS.", "tail"),
        ("Novák, Liberec", ""),
    ],
)
def test_evidence_after(text: str, evidence: str) -> None:
    """What stands right behind."""
    assert evidence_after(words(text), 1) == evidence


@pytest.mark.parametrize(
    ("text", "first", "count", "reason"),
    [
        ("ulice Jana Nováka", "Jana", 2, "a street"),
        ("náměstí Dr. Beneše", "Beneše", 1, "a street with a title"),
        ("Masarykova 12", "Masarykova", 1, "a street with a number"),
        ("Jana Nováka 740/1", "Jana", 2, "a street with a number"),
        ("Nemocnice Václava Havla", "Václava", 2, "an institution"),
        ("Masarykova univerzita", "Masarykova", 1, "an institution"),
        ("hotel Dvořák", "Dvořák", 1, "a house"),
        ("Jan Novák, s. r. o.", "Jan", 2, "a company"),
        ("Jan Novák a.s.", "Jan", 2, "a company"),
        ("Novák & syn", "Novák", 1, "a company"),
        ("Novák a syn", "Novák", 1, "a company"),
    ],
)
def test_suppressed(text: str, first: str, count: int, reason: str) -> None:
    """Streets, institutions and companies are no persons."""
    t = words(text)
    start = t.words.index(first)
    assert suppressed(t, start, start + count), reason


@pytest.mark.parametrize("text", ["ředitelka školy Jana Nováková", "Jan Novák 1980", "zákon Petr Svoboda nečetl"])
def test_not_suppressed(text: str) -> None:
    """A nominative behind an institution is its person."""
    t = words(text)
    first = next(i for i, w in enumerate(t.words) if w in ("Jana", "Jan", "Petr"))
    assert not suppressed(t, first, first + 2)
