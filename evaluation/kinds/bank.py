"""Accounts, IBAN, payment strings, cards."""

from __future__ import annotations

from random import Random

from evaluation.arithmetic import ACCOUNT_WEIGHTS, PREFIX_WEIGHTS, digits, iban, luhn, weighted
from evaluation.kind import Kind, accepts

BANKS = ("0100", "0300", "0600", "0710", "0800", "2700", "3030", "5500", "6210", "6100", "2250")
"""Codes of large banks (ČNB)."""


def _root(rng: Random) -> str:
    return weighted(rng, ACCOUNT_WEIGHTS, rng.choice((7, 8, 9, 10, 10, 10)))


def account(rng: Random, separator: str = "/") -> str:
    """An account without a prefix."""
    return f"{_root(rng)}{separator}{rng.choice(BANKS)}"


def prefixed(rng: Random, separator: str = "/") -> str:
    """An account with a prefix of two to six digits."""
    return f"{weighted(rng, PREFIX_WEIGHTS, rng.choice((2, 3, 4, 5, 6)))}-{_root(rng)}{separator}{rng.choice(BANKS)}"


def cz_iban(rng: Random) -> str:
    """A Czech IBAN, tight."""
    prefix = weighted(rng, PREFIX_WEIGHTS, rng.choice((2, 3, 6))) if rng.random() < 0.3 else ""
    return iban("CZ", rng.choice(BANKS) + prefix.zfill(6) + _root(rng).zfill(10))


def foreign_iban(rng: Random) -> str:
    """Slovak, German, Austrian or Polish, with check digits of the whole only."""
    country, length = rng.choice((("DE", 18), ("AT", 16), ("PL", 24)))
    return iban(country, digits(rng, length))


def grouped(number: str) -> str:
    """In fours."""
    return " ".join(number[i : i + 4] for i in range(0, len(number), 4))


def spayd(rng: Random) -> str:
    """A payment string of a QR code."""
    return f"SPD*1.0*ACC:{cz_iban(rng)}*AM:{rng.randrange(100, 9000)}.00*CC:CZK*X-VS:{digits(rng, 8)}*MSG:POPLATEK"


def visa(rng: Random) -> str:
    """Sixteen digits, 4."""
    return luhn("4" + digits(rng, 14))


def mastercard(rng: Random) -> str:
    """Sixteen digits, 51–55."""
    return luhn(f"5{rng.choice('12345')}{digits(rng, 13)}")


def amex(rng: Random) -> str:
    """Fifteen digits, 34 or 37, in 4-6-5."""
    number = luhn(rng.choice(("34", "37")) + digits(rng, 12))
    return f"{number[:4]} {number[4:10]} {number[10:]}"


KINDS = (
    Kind(
        "bank account",
        accepts("CZ_BANK_ACCOUNT"),
        {
            "2000145399/0800": account,
            "19-2000145399/0800": prefixed,
            "2000145399 / 0800": lambda rng: account(rng, " / "),
            "19-2000145399 / 0800": lambda rng: prefixed(rng, " / "),
            "kód banky": lambda rng: account(rng, ", kód banky "),
        },
        ("číslo účtu", "č. ú.", "účet", "č.ú.", "Bankovní spojení", "číslo bankovního účtu"),
        (
            "Přeplatek zašlete na účet {v}.",
            "Klient žádá o výplatu dávky na č. ú. {v} od {d}.",
            "Vrácení kauce {o} Kč na číslo účtu {v}.",
        ),
        frozenset({"2000145399/0800", "19-2000145399/0800", "2000145399 / 0800", "19-2000145399 / 0800"}),
    ),
    Kind(
        "IBAN",
        accepts("IBAN_CODE"),
        {
            "CZ, tight": cz_iban,
            "CZ, in fours": lambda rng: grouped(cz_iban(rng)),
            "foreign, tight": foreign_iban,
            "foreign, in fours": lambda rng: grouped(foreign_iban(rng)),
        },
        ("IBAN", "IBAN účtu", "Bankovní spojení (IBAN)"),
        ("Platbu poukažte na IBAN {v}.", "Ze zahraničí se platí na {v}, kontroluj i BIC."),
        frozenset({"CZ, tight", "CZ, in fours", "foreign, tight", "foreign, in fours"}),
    ),
    Kind(
        "SPAYD",
        accepts("IBAN_CODE", "SPAYD", "CZ_BANK_ACCOUNT"),
        {"SPD*1.0*": spayd},
        sentences=("QR platba obsahuje {v}", "{v}", "Řetězec pro platbu: {v}\nVytvoř z něj text dopisu."),
        bare=frozenset({"SPD*1.0*"}),
    ),
    Kind(
        "payment card",
        accepts("CREDIT_CARD"),
        {
            "Visa, tight": visa,
            "Visa, in fours": lambda rng: grouped(visa(rng)),
            "Visa, dashes": lambda rng: grouped(visa(rng)).replace(" ", "-"),
            "Mastercard": lambda rng: grouped(mastercard(rng)),
            "Amex": amex,
        },
        ("číslo karty", "platební karta č.", "Číslo platební karty"),
        ("Občan zaplatil kartou {v} dvakrát.", "Reklamace platby kartou č. {v} ze dne {d}."),
        frozenset({"Visa, tight", "Visa, in fours", "Mastercard", "Amex"}),
    ),
)
