"""The numbering plans of the Czech Republic and Slovakia, as one pattern each, and other countries' by the phonenumbers library.

Sources: Czech Telecommunication Office, numbering plan (decree No. 117/2007 Coll.); Slovak regulator's plan; both as in the metadata of
phonenumbers 9.0. The library's own matcher takes milliseconds per text, so only numbers with a foreign prefix are given to its parser.
"""

from __future__ import annotations

import re

import phonenumbers

_CZ_MOBILE = re.compile(r"(?:60[1-8]|7(?:0[2-5]|19|[2379][0-9]))[0-9]{6}|7060[0-9]{5}")
_CZ_OTHER = re.compile(
    r"(?:2[0-9]|3[1257-9]|4[16-9]|5[13-9])[0-9]{7}"  # fixed lines
    r"|(?:800|90[05689]|976|70[01]|9[17]0|95[0-9]|97[2-4])[0-9]{6}|(?:8[134]|96)[0-9]{7}"  # free, premium, VoIP, offices; shared
)
_SK = re.compile(
    r"(?:2[2-9][0-9]|[3-5][1-8][0-9]|819)[0-9]{6}|(?:216[0-9]|601[1-5])[0-9]{5}|909[1-9][0-9]{5}|9(?:0[1-8]|1[0-24-9]|4[03-57-9]|5[0-9])[0-9]{6}"
    r"|(?:800|900)[0-9]{6}|(?:8[5-9]|9[678])[0-9]{7}|6(?:02|5[0-4]|9[0-6])[0-9]{6}"
)


def is_mobile(digits: str) -> bool:
    """Whether nine digits are a Czech mobile number."""
    return _CZ_MOBILE.fullmatch(digits) is not None


def is_czech(digits: str) -> bool:
    """Whether nine digits are a Czech number of any kind."""
    return _CZ_MOBILE.fullmatch(digits) is not None or _CZ_OTHER.fullmatch(digits) is not None


def is_slovak(digits: str) -> bool:
    """Whether nine digits (without the leading 0) are a Slovak number."""
    return _SK.fullmatch(digits) is not None


def is_foreign(digits: str) -> bool:
    """Whether digits that begin with a country's prefix are a number of that country's plan."""
    try:
        number = phonenumbers.parse("+" + digits)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(number)
