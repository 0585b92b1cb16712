"""CZ_ECP."""

from __future__ import annotations

from datetime import date

import pytest

from detectors.recognizers.cz_ecp import CzEcpRecognizer
from support.birth_numbers import slash, ten, wrong
from support.found import only, values

ECP = ten(date(1971, 3, 9), day=40)


@pytest.mark.parametrize("text", [f"EČP {ECP}", f"evidenční číslo pojištěnce: {slash(ECP)}", slash(ECP)])
def test_found(text: str) -> None:
    """With a label or a slash."""
    assert only(text, "CZ_ECP").check is True


@pytest.mark.parametrize("text", [ECP, slash(wrong(ECP)), "710319/2745"])
def test_not_found(text: str) -> None:
    """Bare, wrong, or another kind."""
    assert values(text, "CZ_ECP") == []


def test_validate() -> None:
    """Only days of its own kind pass."""
    assert CzEcpRecognizer().validate(ECP) is True
    assert CzEcpRecognizer().validate("7103192745") is False
