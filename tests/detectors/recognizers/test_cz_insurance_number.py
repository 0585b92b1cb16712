"""CZ_INSURANCE_NUMBER."""

from __future__ import annotations

from datetime import date

import pytest

from detectors.recognizers.cz_insurance_number import CzInsuranceNumberRecognizer
from support.birth_numbers import slash, ten, wrong
from support.found import only, values

INSURER = ten(date(1971, 3, 25), day=50)
CENTRE = ten(date(1961, 9, 18), month=20, day=50, serial=400)


@pytest.mark.parametrize(
    "text", [f"číslo pojištěnce {INSURER}", f"č. poj. {slash(INSURER)}", slash(INSURER), slash(CENTRE), f"CMU: {CENTRE}"]
)
def test_found(text: str) -> None:
    """With a label or a slash, the Centre's shape too."""
    assert only(text, "CZ_INSURANCE_NUMBER").check is True


@pytest.mark.parametrize("text", [INSURER, slash(wrong(INSURER)), "číslo pojištěnce 7103192745"])
def test_not_found(text: str) -> None:
    """Bare, wrong, or a birth number."""
    assert values(text, "CZ_INSURANCE_NUMBER") == []


def test_validate() -> None:
    """Only days of its own kind pass."""
    assert CzInsuranceNumberRecognizer().validate(CENTRE) is True
    assert CzInsuranceNumberRecognizer().validate("7103192745") is False
