"""IBAN, ISO 13616: two letters of the country, two check digits, and the national account; the length is the country's own.

The whole passes mod 97 (ISO 7064). For the Czech Republic and Slovakia the account inside passes the domestic sums as well.
Source of the lengths: SWIFT, IBAN Registry.
"""

from __future__ import annotations

from detectors.finance.accounts import is_account

_LENGTHS = (
    "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 "
    "FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 "
    "MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 "
    "SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30"
)
LENGTHS = {entry[:2]: int(entry[2:]) for entry in _LENGTHS.split()}
"""Country → length in characters."""
SHORTEST, LONGEST = min(LENGTHS.values()), max(LENGTHS.values())


def is_iban(iban: str) -> bool:
    """Whether upper-case letters and digits without separators have the country's length and pass mod 97.

    >>> is_iban("CZ6508000000192000145399"), is_iban("CZ6508000000192000145398")
    (True, False)
    """
    if LENGTHS.get(iban[:2]) != len(iban):
        return False
    return int("".join(str(int(c, 36)) for c in iban[4:] + iban[:4])) % 97 == 1


def domestic(iban: str) -> bool | None:
    """Whether the account inside a Czech or Slovak IBAN passes its own sums; None for other countries."""
    if iban[:2] not in {"CZ", "SK"}:
        return None
    return iban[4:].isdigit() and is_account(iban[8:14], iban[14:24])
