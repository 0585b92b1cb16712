"""Dates as people write them: digits, ISO, months in words and in Roman figures, two-digit years, years in words."""

from __future__ import annotations

import re

_MONTHS = (
    r"(?:led(?:na|en|nu)|unor(?:a|u)?|brez(?:na|en|nu)|dub(?:na|en|nu)|kvet(?:na|en|nu)|cerv(?:ence|enec|enci|na|en|nu)|srp(?:na|en|nu)|zari|rij(?:na|en|nu)"
    r"|listopad(?:u)?|prosin(?:ce|ec|ci)|januara?|februara?|marca|aprila|maja|juna|jula|augusta|septembra|oktobra|novembra|decembra"
    r"|january|february|march|april|may|june|july|august|september|october|november|december)"
)
_ORDINAL = r"(?:(?:dvacateho|tricateho)[ ]?)?(?:\w{2,14}(?:eho|iho))"
_YEAR_WORDS = r"(?:(?:tisic|devatenact[ ]?set|dva[ ]?tisice)(?:[ ]?\w{2,20}){0,5})"
_YEAR = r"(?:(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9])"
_SIGN = r"(?:[ ]?\.[ ]{0,2}|[ ]?[/-][ ]?|[ ])"
DATE = re.compile(
    rf"(?P<numeric>(?P<d>[0-3]?[0-9]){_SIGN}(?P<m>[01]?[0-9]){_SIGN}(?P<y>{_YEAR}))"
    rf"|(?P<iso>(?P<iy>(?:19|20)[0-9]{{2}})[./-][ ]?(?P<im>[01]?[0-9])[./-][ ]?(?P<id>[0-3]?[0-9])(?![0-9]))"
    rf"|(?P<month>[0-3]?[0-9]\.?[ ]{{0,2}}{_MONTHS}[ ,]{{0,2}}(?:roku[ ]|r\.[ ]?)?{_YEAR})"
    rf"|(?P<roman>[0-3]?[0-9]\.[ ]?(?:i{{1,3}}|iv|vi{{0,3}}|ix|xi{{0,2}})\.?[ ]?{_YEAR})"
    rf"|(?P<words>{_ORDINAL}[ ](?:{_MONTHS}|\w{{2,12}}(?:eho|iho))[ ](?:roku[ ]|leta[ ])?(?:{_YEAR_WORDS}|(?:19|20)[0-9]{{2}}))"
    r"|(?P<compact>[0-9]{8}|[0-9]{6})(?![0-9/])"
)
"""Over folded text. Numbers are checked by :func:`possible`."""
YEAR = re.compile(r"(?:19|20)[0-9]{2}(?![0-9./])")


def _day_and_month(day: str, month: str) -> bool:
    return 1 <= int(day) <= 31 and 1 <= int(month) <= 12


def possible(match: re.Match[str]) -> bool:
    """Whether the figures of a match can be a date."""
    if match["numeric"]:
        return _day_and_month(match["d"], match["m"])
    if match["iso"]:
        return _day_and_month(match["id"], match["im"])
    if match["compact"]:
        digits = match["compact"]
        if len(digits) == 6:  # as in a birth number: 50 more for women
            return _day_and_month(digits[4:], str(int(digits[2:4]) % 50))
        return (digits[:2] in {"19", "20"} and _day_and_month(digits[6:], digits[4:6])) or (
            digits[4:6] in {"19", "20"} and _day_and_month(digits[:2], digits[2:4])
        )
    return True


def is_full(match: re.Match[str]) -> bool:
    """Whether the year has four figures or stands in words."""
    return match["words"] is not None or match["iso"] is not None or re.search(r"(?:19|20)[0-9]{2}", match[0]) is not None
