"""IBAN_CODE: every country's, in every grouping."""

from __future__ import annotations

import pytest

from support.found import only, values

FOUND = [
    ("CZ6508000000192000145399", "together"),
    ("CZ65 0800 0000 1920 0014 5399", "in groups"),
    ("CZ65\u00a00800\u00a00000\u00a01920\u00a00014\u00a05399", "hard spaces"),
    ("cz6508000000192000145399", "lower case"),
    ("CZ65-0800-0000-1920-0014-5399", "hyphens"),
    ("SK31 1200 0000 1987 4263 7541", "Slovak"),
    ("DE89 3704 0044 0532 0130 00", "German"),
    ("GB29 NWBK 6016 1331 9268 19", "letters inside"),
    ("AT611904300234573201", "Austrian"),
    ("NO9386011117947", "the shortest"),
]

CLEAN = [
    ("CZ6508000000192000145398", "a wrong digit without a label"),
    ("CZ65080000001920001453991", "a digit too many"),
    ("CZ70891508", "a DIČ"),
    ("KLIC-CZ6508", "a code"),
    ("GIBACZPX", "a BIC alone is not personal"),
    ("AB12CD34EF56GH78IJ90", "a licence key"),
    ("CZ65 0800", "the beginning only"),
]


@pytest.mark.parametrize(("value", "reason"), FOUND, ids=[row[1] for row in FOUND])
def test_found(value: str, reason: str) -> None:
    """The value as written."""
    assert values(f"Zašlete na {value}, děkuji", "IBAN_CODE") == [value], reason
    assert only(f"Zašlete na {value}, děkuji", "IBAN_CODE").check


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """No IBAN."""
    assert values(text, "IBAN_CODE") == [], reason


def test_a_typing_error_beside_its_label() -> None:
    """It is found with a lower score."""
    finding = only("IBAN: CZ6508000000192000145398", "IBAN_CODE")
    assert (finding.check, finding.score) == (False, 0.55)


def test_the_domestic_sums_speak() -> None:
    """Mod 97 right, the account inside wrong: still found, less sure."""
    odd = next(f"CZ{k:02}08000000192000145398" for k in range(100) if int(f"08000000192000145398{1235:04}{k:02}") % 97 == 1)
    assert only(odd, "IBAN_CODE").score < only("CZ6508000000192000145399", "IBAN_CODE").score


def test_a_row() -> None:
    """Each of many with one space between."""
    row = ["CZ65 0800 0000 1920 0014 5399", "DE89 3704 0044 0532 0130 00"]
    assert values(" ".join(row), "IBAN_CODE") == row
