"""Runs of name-like words, and what around them makes or unmakes a person."""

from __future__ import annotations

import pytest

from detectors.names.runs import evidence_after, evidence_before, gather, never_part, suppressed
from support.tokens import tokens


def run_of(text: str, word: str) -> tuple[object, int]:
    t = tokens(text)
    return t, t.words.index(word)


@pytest.mark.parametrize(
    ("text", "first", "parts"),
    [
        ("Jan Novák přišel", "Jan", ["Jan", "Novák"]),
        ("Jan, Novák", "Jan", ["Jan"]),
        ("Jan\nNovák", "Jan", ["Jan"]),
        ("J. K. Tyl", "J", ["J", "K", "Tyl"]),
        ("Jana Nováková-Dvořáková", "Jana", ["Jana", "Nováková", "Dvořáková"]),
        ("Otto von Bismarck", "Otto", ["Otto", "Bismarck"]),
        ("Jan  Novák", "Jan", ["Jan"]),
    ],
)
def test_gather(text: str, first: str, parts: list[str]) -> None:
    """One space, a hyphen, an initial's stop or a particle holds a run together; anything else ends it."""
    t = tokens(text)
    assert [t.words[i] for i in gather(t, t.words.index(first)).parts] == parts


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("Ing. Novák", "title"),
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
    t = tokens(text)
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
        ("Novák, Liberec", ""),
    ],
)
def test_evidence_after(text: str, evidence: str) -> None:
    """What stands right behind."""
    assert evidence_after(gather(tokens(text), 0)) == evidence


@pytest.mark.parametrize(
    ("text", "word", "reason"),
    [
        ("ulice Jana Nováka", "Jana", "a street"),
        ("náměstí Dr. Beneše", "Beneše", "a street with a title"),
        ("Masarykova 12", "Masarykova", "a street with a number"),
        ("Jana Nováka 740/1", "Jana", "a street with a number"),
        ("Nemocnice Václava Havla", "Václava", "an institution"),
        ("Masarykova univerzita", "Masarykova", "an institution"),
        ("hotel Dvořák", "Dvořák", "a house"),
        ("Jan Novák, s. r. o.", "Jan", "a company"),
        ("Jan Novák a.s.", "Jan", "a company"),
        ("Novák & syn", "Novák", "a company"),
    ],
)
def test_suppressed(text: str, word: str, reason: str) -> None:
    """Streets, institutions and companies are no persons."""
    t = tokens(text)
    assert suppressed(gather(t, t.words.index(word))), reason


@pytest.mark.parametrize("text", ["ředitelka školy Jana Nováková", "Jan Novák 1980", "zákon Petr Svoboda nečetl"])
def test_not_suppressed(text: str) -> None:
    """A nominative behind an institution is its person."""
    t = tokens(text)
    first = next(i for i, w in enumerate(t.words) if w in ("Jana", "Jan", "Petr"))
    assert not suppressed(gather(t, first))


@pytest.mark.parametrize(("word", "never"), [("Ministerstvo", True), ("Žadatel", True), ("Ulice", True), ("Jan", False), ("Neznámý", False)])
def test_never_part(word: str, never: bool) -> None:
    """Words known for something else begin no run and end one."""
    assert never_part(tokens(word), 0) is never
