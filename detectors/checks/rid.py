"""RID, the identifier of a patient in the Czech health sector: ten digits, no zero first, divisible by 13 and not by 11.

So no RID is a birth number. The temporary one, DRID, is the letter D with nine digits and has no check.
Source: HL7 Czech Republic, "Identifikátory", cz-core.
"""

from __future__ import annotations


def passes(digits: str) -> bool:
    """Whether ten digits are a RID.

    >>> passes("1000000014"), passes("1000000015"), passes("7103192745")
    (True, False, False)
    """
    if len(digits) != 10 or digits[0] == "0":
        return False
    return int(digits) % 13 == 0 and int(digits) % 11 != 0
