"""One value has one normalised form, however it is written."""

from __future__ import annotations

import pytest

from detectors.fingerprint import canonical

ROWS = [
    ("CZ_BIRTH_NUMBER", ["710319/2745", "7103192745", "71 03 19 / 2745", "７１０３１９/2745", "71O3l9|2745"], "7103192745"),
    ("PHONE_NUMBER", ["724 123 456", "+420 724 123 456", "00420724123456", "724/123456", "(+420) 724-123-456"], "420724123456"),
    ("PHONE_NUMBER", ["0905 123 456", "+421 905 123 456"], "421905123456"),
    (
        "EMAIL_ADDRESS",
        ["Jan.Novak@Kraj.cz", "jan.novak (zavináč) kraj.cz", "jan.novak [at] kraj [dot] cz", "jan.novak@kraj tečka cz"],
        "jan.novak@kraj.cz",
    ),
    ("PERSON", ["Jan Novák", "NOVÁK Jan", "novak, jan", "Jan\u00a0Novák"], "jan novak"),
    ("CZ_ID_CARD", ["123456 AB", "123456ab"], "123456ab"),
]


@pytest.mark.parametrize(("entity", "spellings", "value"), ROWS)
def test_spellings_agree(entity: str, spellings: list[str], value: str) -> None:
    """Every spelling of a value gives the same form."""
    assert {canonical(entity, spelling) for spelling in spellings} == {value}


def test_other_values_differ() -> None:
    """Different persons keep different forms."""
    assert canonical("PERSON", "Jan Novák") != canonical("PERSON", "Jana Nováková")
