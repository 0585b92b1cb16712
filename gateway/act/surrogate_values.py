"""Realistic values that cannot be anybody's, one for each kind: a token's number says which, so nothing is kept beside the table of tokens.

``made(token, value)`` → what is written, in the shape of the value; ``forms(token, value)`` → what else a model may make of it.

Why none can be somebody's, by rule:

* birth numbers of day 00 (Act No. 133/2000 Coll., § 13), EČP and insurers' numbers whose day less their 40 or 50 is 00
* dates on days that no month has; addresses with a postcode that begins with 0 (Czech ones begin with 1 to 7) in towns that are none
* accounts of the bank 0000; IBANs with the check digits 00 (ISO 13616 gives 02 to 98); cards whose first digit is 0 (ISO/IEC 7812: not
  payment) and whose last is not Luhn's; IČO and DIČ with a wrong check digit
* data boxes with a 0 (none in their alphabet); plates with a Q (decree No. 343/2014 Coll. leaves it out); VINs with a Q (ISO 3779)
* driving licences of the series QQ (the first letter is a vowel); case marks of senate 0 in the year 1800
* telephone numbers that begin with 1 (short numbers only, Czech numbering plan); SSNs of area 000 (SSA)
* e-mail under ``.invalid`` (RFC 2606), IP addresses for documentation (RFC 5737, RFC 3849), MAC addresses for documentation (RFC 7042)

and by practice, since nothing is published: ID cards and passports are numbered upwards from a million and more, never from 000 on. Kinds
without a shape of their own (residence permits, service cards, secrets, everything in words) keep their token.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from gateway.act.tokens import FILES_FLOOR, FOUND_LATER, Token

EACH = 999
"""Values of one kind that a table may have, above each of its floors."""

_FLOORS = (0, FOUND_LATER, FILES_FLOOR)
_STREETS = ("Modrokvětá", "Bělostinná", "Jasanitá", "Šeřitá", "Podlísková", "Vřesotá", "Klenovatá", "Břízovitá")
_TOWNS = ("Nulovice", "Žádnov", "Nikdenov", "Prázdnovice", "Nebylov")
_DAYS = (((30, 2), (31, 2), (31, 4)), ((31, 6), (31, 9), (31, 11)), ((32, 1), (32, 3), (32, 5)))
_MONTHS = ("ledna", "února", "března", "dubna", "května", "června", "července", "srpna", "září", "října", "listopadu", "prosince")
_YEARS = range(1931, 2001)


def place(number: int) -> tuple[int, int] | None:
    """(floor, place above it from 1) of a token's number; None for one that has no surrogate."""
    floor = max((at for at, above in enumerate(_FLOORS) if number > above), default=None)
    if floor is None or number - _FLOORS[floor] > EACH:
        return None
    return floor, number - _FLOORS[floor]


def made(token: Token, value: str) -> str:
    """What is written for a token whose value this is; "" for a kind or a number that has none, and where it would be the value itself."""
    found = _MADE.get(token.name)
    where = place(token.number)
    new = found(*where, value) if found and where else ""
    return "" if new == value else new


def forms(token: Token, value: str) -> tuple[str, ...]:
    """That, and the other ways in which a model may write it."""
    first, where = made(token, value), place(token.number)
    if not first or where is None:
        return ()
    if token.name == "DATUM_NAROZENI":
        return tuple(dict.fromkeys((first, *_dates(*where))))
    return (first,)


def _birth(floor: int, at: int, value: str, month: int = 3, day: int = 0) -> str:
    """A woman's where the value is."""
    woman = value[2:3] in {"5", "6", "7", "8"}
    return f"{60 + 10 * floor + at // 100:02}{month + 50 if woman else month:02}{day:02}/{at * 7 % 1000:03}{at % 10}"


def _dates(floor: int, at: int) -> tuple[str, ...]:
    """Dotted, with zeros, as ISO 8601 has it, with slashes, in words."""
    which, year = divmod(at - 1, len(_YEARS))
    if which >= len(_DAYS[floor]):
        return ()
    (day, month), in_year = _DAYS[floor][which], _YEARS[year]
    return (
        f"{day}. {month}. {in_year}",
        f"{day:02}.{month:02}.{in_year}",
        f"{in_year}-{month:02}-{day:02}",
        f"{day}/{month}/{in_year}",
        f"{day}. {_MONTHS[month - 1]} {in_year}",
    )


_SHAPES = (r"\D*[0-9]{1,2}\.\s?[0-9]{1,2}\..*", r"\D*[0-9]{2}\.[0-9]{2}\..*", r"\D*[0-9]{4}-.*", r"\D*[0-9]{1,2}/.*", r".*[^\W\d_]{3}.*")
"""In the order of :func:`_dates`; the last that fits counts."""


def _date(floor: int, at: int, value: str) -> str:
    written = _dates(floor, at)
    fitting = [which for which, shape in enumerate(_SHAPES) if re.fullmatch(shape, value, re.DOTALL)]
    return written[fitting[-1] if fitting else 0] if written else ""


def _grouped(digits: str, value: str) -> str:
    """In fours where the value has spaces."""
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4)) if " " in value.strip() else digits


def _card(floor: int, at: int, value: str) -> str:
    digits = f"00000000001{floor}{at:03}"
    total = sum(int(char) if place % 2 else sum(divmod(2 * int(char), 10)) for place, char in enumerate(reversed(digits)))
    return _grouped(f"{digits}{(11 - total % 10) % 10}", value)  # one more than Luhn's


def _company(first: int) -> Callable[[int, int, str], str]:
    def ico(floor: int, at: int, _: str) -> str:
        digits = f"9{first}{floor}{at:04}"
        total = sum(weight * int(digit) for weight, digit in zip(range(8, 1, -1), digits, strict=True))
        return f"{digits}{(12 - total % 11) % 10}"  # one more than the check digit

    return ico


def _ip(floor: int, at: int, value: str) -> str:
    if ":" in value:
        return f"2001:db8::{floor:x}:{at:x}"
    return f"{('192.0.2', '198.51.100', '203.0.113')[floor]}.{at}" if at < 255 else ""


def _mac(floor: int, at: int, value: str) -> str:
    mark = "-" if "-" in value else ":"
    return mark.join(("00", "00", "5E", "00", "53", f"{85 * floor + at - 1:02X}")) if at <= 85 else ""


def _plate(floor: int, at: int, value: str) -> str:
    return f"{floor + 1}Q{at // 1000} {at:04}" if " " in value.strip() else f"{floor + 1}Q0{at:04}"


_MADE: Mapping[str, Callable[[int, int, str], str]] = {
    "RODNE_CISLO": _birth,
    "SLOVENSKE_RODNE_CISLO": lambda floor, at, value: _birth(floor, at, value, month=11),
    "CISLO_POJISTENCE_EVIDENCNI": lambda floor, at, value: _birth(floor, at, value, day=40),
    "CISLO_POJISTENCE": lambda floor, at, value: _birth(floor, at, value, day=50),
    "DATUM_NAROZENI": _date,
    "ADRESA": lambda floor, at, _: f"{_STREETS[at % 8]} {at}, 00{floor} {at % 100:02} {_TOWNS[at % 5]}",
    "BANKOVNI_UCET": lambda floor, at, _: f"100000{floor}{at:03}/0000",
    "IBAN": lambda floor, at, value: _grouped(f"CZ00000000000010000{floor}0{at:03}", value),
    "PLATEBNI_KARTA": _card,
    "TELEFON": lambda floor, at, _: f"+420 {199 - floor} 000 {at:03}",
    "E_MAIL": lambda floor, at, _: f"osoba{1000 * floor + at}@urad.invalid",
    "OBCANSKY_PRUKAZ": lambda floor, at, _: f"0010{floor}{at:03}0",
    "CESTOVNI_PAS": lambda floor, at, _: f"0000{floor}{at:03}",
    "RIDICSKY_PRUKAZ": lambda floor, at, value: f"QQ{' ' if ' ' in value.strip() else ''}00{floor}{at:03}",
    "ICO": _company(9),
    "DIC": lambda floor, at, value: "CZ" + _company(8)(floor, at, value),
    "DATOVA_SCHRANKA": lambda floor, at, _: f"qx{floor}0{at:03}",
    "REGISTRACNI_ZNACKA": _plate,
    "VIN": lambda floor, at, _: f"QQQZZZ9QZQQ0{floor}0{at:03}",
    "CISLO_SOCIALNIHO_ZABEZPECENI": lambda floor, at, _: f"000-00-{floor}{at:03}",
    "SPISOVA_ZNACKA": lambda floor, at, _: f"0 C {1000 * floor + at}/1800",
    "IP_ADRESA": _ip,
    "MAC_ADRESA": _mac,
}

KINDS = frozenset(_MADE)
"""The words of the tokens that have such values, beside names."""
