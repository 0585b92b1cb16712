"""BIOMETRICS: features of a body beside a person."""

from __future__ import annotations

import pytest

from support.topics import terms

FOUND = [
    ("Janu Novákovi byly sejmuty otisky prstů.", ["otisky prstů"], "fingerprints"),
    ("Jan Novák odevzdal vzorek DNA.", ["vzorek DNA"], "DNA"),
    ("Biometrický podpis: Jan Novák", ["Biometrický podpis"], "a signature"),
    ("Klientka podstoupila genetické vyšetření.", ["genetické vyšetření"], "a role"),
]

CLEAN = [
    ("Otisk prstu certifikátu serveru ověří Jan Novák.", "of a certificate"),
    ("Genetický algoritmus naprogramoval Jan Novák.", "an algorithm"),
    ("Biometrický pas vydává obecní úřad, píše Jan Novák.", "a passport"),
    ("Otisky prstů se uchovávají pět let.", "no person"),
]


@pytest.mark.parametrize(("text", "values", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_found(text: str, values: list[str], reason: str) -> None:
    """The term, where it is told of a person."""
    assert terms(text, "BIOMETRICS") == values, reason


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """Nobody's data."""
    assert terms(text, "BIOMETRICS") == [], reason
