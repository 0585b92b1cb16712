"""CZ_BIRTH_NUMBER end to end; the tables are in test_birth*.py."""

from __future__ import annotations

import pytest

from detectors.recognizers.cz_birth_number import CzBirthNumberRecognizer
from support.birth_numbers import wrong
from support.found import only, values

SPELLINGS = [
    "710319/2745",
    "7103192745",
    "710319 2745",
    "71 03 19/2745",
    "710319-2745",
    "710319 / 2745",
    "710319/\n2745",
    "71O3l9/2745",
    "710319|2745",
    "710319/****",
    "710319/xxxx",
    "７１０３１９/２７４５",
    "71\u200b0319/27\u200b45",
    "71\u00a003\u00a019/2745",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("label", ["rodné číslo ", "r. č. ", "RČ: ", "rč.: ", "RODNÉHO ČÍSLA ", "rodne cislo ", "rod. č. "])
def test_every_spelling_beside_every_label(spelling: str, label: str) -> None:
    """The finding is the number as it was written, with context."""
    finding = only(f"{label}{spelling}, Liberec", "CZ_BIRTH_NUMBER")
    assert finding.context
    assert values(f"{label}{spelling}, Liberec", "CZ_BIRTH_NUMBER") == [spelling]


@pytest.mark.parametrize(
    ("value", "verdict"),
    [("710319/2745", True), ("7103192746", False), ("530101/123", None), ("711319/2745", False), ("12", False), ("710359/2745", False)],
)
def test_validate(value: str, verdict: bool | None) -> None:
    """True, False, or None where the kind has no check digit."""
    assert CzBirthNumberRecognizer().validate(value) is verdict


def test_explanation() -> None:
    """Rule, check and context are told."""
    finding = only("rodné číslo " + wrong("7103192745"), "CZ_BIRTH_NUMBER")
    assert (finding.rule, finding.check, finding.context) == ("cz_birth_number.bare", False, True)
