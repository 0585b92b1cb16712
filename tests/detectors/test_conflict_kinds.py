"""The same digits read by several recognizers: which kind stands. Check digits first, then context, then length."""

from __future__ import annotations

import pytest

from support.found import found

IDENTIFIERS = (
    "CZ_BIRTH_NUMBER", "CZ_ECP", "CZ_INSURANCE_NUMBER", "CZ_ID_CARD", "CZ_BANK_ACCOUNT", "IBAN_CODE", "SPAYD", "CREDIT_CARD", "PHONE_NUMBER",
    "IP_ADDRESS", "MAC_ADDRESS", "CZ_DATA_BOX", "CZ_LICENCE_PLATE", "VIN", "CZ_ADDRESS", "DATE_OF_BIRTH", "PLACE_OF_BIRTH", "AGE",
    "SECRET", "EMAIL_ADDRESS",
)  # fmt: skip

ROWS = [
    ("r. č. 710319/2745", [("CZ_BIRTH_NUMBER", "710319/2745")], "a birth number, whose end is no bank"),
    ("č. ú. 2000145399/0800", [("CZ_BANK_ACCOUNT", "2000145399/0800")], "an account, whose end is no serial number"),
    ("19-2000145399/0800", [("CZ_BANK_ACCOUNT", "19-2000145399/0800")], "an account with a prefix, no label"),
    ("CZ6508000000192000145399", [("IBAN_CODE", "CZ6508000000192000145399")], "the account inside an IBAN is the IBAN"),
    ("SPD*1.0*ACC:CZ6508000000192000145399*AM:1.00", [("SPAYD", "SPD*1.0*ACC:CZ6508000000192000145399*AM:1.00")], "the IBAN inside a payment string"),
    ("karta 4111 1111 1111 1111", [("CREDIT_CARD", "4111 1111 1111 1111")], "no phone inside a card"),
    ("OP 724123456", [("CZ_ID_CARD", "724123456")], "an identity card that could be a mobile"),
    ("tel. 724 123 456, OP 204815936", [("PHONE_NUMBER", "724 123 456"), ("CZ_ID_CARD", "204815936")], "each with its own label"),
    ("nar. 19. 3. 1971, r. č. 710319/2745", [("DATE_OF_BIRTH", "19. 3. 1971"), ("CZ_BIRTH_NUMBER", "710319/2745")], "date and number of a birth"),
    ("narozen 12. 3. 1985 v Liberci", [("DATE_OF_BIRTH", "12. 3. 1985"), ("PLACE_OF_BIRTH", "Liberci")], "date and place"),
    ("bytem Lipová 12, 460 01 Liberec, tel. 485 226 111", [("CZ_ADDRESS", "Lipová 12, 460 01 Liberec"), ("PHONE_NUMBER", "485 226 111")], "a postcode is no phone"),
    ("RZ 4L2 1234, VIN TMBJJ7NE5L0123456", [("CZ_LICENCE_PLATE", "4L2 1234"), ("VIN", "TMBJJ7NE5L0123456")], "a plate and a VIN"),
    ("č. ú. 7103192745/0800", [("CZ_BIRTH_NUMBER", "7103192745"), ("CZ_BANK_ACCOUNT", "/0800")], "a right check digit beats a wrong one with context"),
    ("rodné číslo 7103192745", [("CZ_BIRTH_NUMBER", "7103192745")], "ten digits with the label of a birth number"),
    ("rodné číslo ani účet: IBAN CZ65 0800 0000 1920 0014 5399", [("IBAN_CODE", "CZ65 0800 0000 1920 0014 5399")], "nothing cuts an IBAN in fours"),
    ("IBAN CZ65 0800 0000 0072 4123 4560", [("IBAN_CODE", "CZ65 0800 0000 0072 4123 4560")], "nor one with a typing error"),
    ("2000145399, kód banky 0800", [("CZ_BANK_ACCOUNT", "2000145399, kód banky 0800")], "the bank's code is a label"),
    ("postgres://app:Tajne5lovo@db.example.cz/app", [("SECRET", "Tajne5lovo@db.example.cz")], "a password before a host is no e-mail"),
    ("MAC 00:1A:2B:3C:4D:5E, IP 85.163.12.34", [("MAC_ADDRESS", "00:1A:2B:3C:4D:5E"), ("IP_ADDRESS", "85.163.12.34")], "a device and its address"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "reason"), ROWS, ids=[row[2] for row in ROWS])
def test_kinds(text: str, expected: list[tuple[str, str]], reason: str) -> None:
    """One kind for each stretch."""
    assert found(text, *IDENTIFIERS) == expected, reason
