"""CZ_RESIDENCE_PERMIT: permits, cards, visas and certificates, only beside their labels."""

from __future__ import annotations

import pytest

from support.numbers import acting

FOUND = [
    ("povolení k pobytu č. 000123456", "000123456", "the short name"),
    ("povolení k trvalému pobytu č. AB123456", "AB123456", "permanent"),
    ("povolením k přechodnému pobytu 123456789", "123456789", "temporary, instrumental"),
    ("povolení k dlouhodobému pobytu: AB 123456", "AB 123456", "long-term"),
    ("průkaz o povolení k pobytu č. 000123456", "000123456", "the card"),
    ("pobytová karta 000123456", "000123456", "the usual word"),
    ("pobytový průkaz č. AA1234567", "AA1234567", "another word"),
    ("biometrická karta pobytu 000123456", "000123456", "card of residence"),
    ("vízum č. CZE12345678", "CZE12345678", "a visa"),
    ("vízový štítek 123456789", "123456789", "a sticker"),
    ("osvědčení o registraci č. AB 123456", "AB 123456", "of an EU citizen"),
    ("potvrzení o přechodném pobytu občana EU č. AB 123456", "AB 123456", "confirmation"),
    ("modrá karta č. 000123456", "000123456", "the blue card"),
    ("residence permit 000123456", "000123456", "English"),
    ("povoleni k trvalemu pobytu c. 000123456", "000123456", "no diacritics"),
    ("cislo_povoleni_k_pobytu: 000123456", "000123456", "a column's name"),
]

CLEAN = [
    ("000123456", "nine digits are anything"),
    ("povolení k pobytu podle zákona č. 326/1999 Sb.", "a law"),
    ("žádost o povolení k pobytu, telefon 724123456", "a phone"),
    ("povolení k pobytu pro 123456 osob", "a count of persons"),
    ("trvalý pobyt: Dlouhá 123, 460 01 Vzorov", "an address"),
    ("adresa trvalého pobytu Dlouhá 12, PSČ 46001", "a postal code"),
    ("pobytová zařízení, částka 123456789 Kč", "social services, a sum"),
    ("počet povolení k pobytu: 123456", "statistics"),
    ("vizualizace 123456789", "another word"),
    ("vize úřadu 2030", "a vision"),
    ("stavební povolení č. 123456789", "a building permit"),
    ("povolení k nakládání s vodami č. 123456", "a water permit"),
    ("karta zaměstnance", "no number"),
    ("poplatek z pobytu, variabilní symbol 123456789", "a fee"),
    ("osvědčení o registraci vozidla č. UAA 123456", "a vehicle's"),
]


@pytest.mark.parametrize(("text", "value", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_found(text: str, value: str, reason: str) -> None:
    """The number as written."""
    assert acting(text, "CZ_RESIDENCE_PERMIT") == [value], reason


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """No residence permit."""
    assert acting(text, "CZ_RESIDENCE_PERMIT") == [], reason
